package dev.sallyport.org.setup.pages;

import dev.sallyport.org.browser.Page;

/**
 * An app of either kind: what its developer defined.
 *
 * @param path of the page
 * @param external facts that only an external client app has
 */
public record AppPage(AppFacts app, String path, boolean external, String description, String distributionState)
        implements Page {
    @Override
    public String template() {
        return "setup/app";
    }
}
