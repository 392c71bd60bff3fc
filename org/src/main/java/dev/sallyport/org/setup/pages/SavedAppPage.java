package dev.sallyport.org.setup.pages;

import dev.sallyport.org.browser.Page;

/** What stands between Save and Continue. */
public record SavedAppPage(String title, String next) implements Page {
    @Override
    public String template() {
        return "setup/savedApp";
    }
}
