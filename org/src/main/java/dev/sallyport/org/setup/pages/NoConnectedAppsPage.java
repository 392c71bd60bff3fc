package dev.sallyport.org.setup.pages;

import dev.sallyport.org.browser.Page;

/** Where the org does not allow new connected apps: why, and what to do instead. */
public record NoConnectedAppsPage(String reason) implements Page {
    @Override
    public String template() {
        return "setup/noConnectedApps";
    }

    @Override
    public int status() {
        return 403;
    }
}
