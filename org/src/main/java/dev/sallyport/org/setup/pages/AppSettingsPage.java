package dev.sallyport.org.setup.pages;

import dev.sallyport.org.browser.Page;

/** "External Client App Settings": whether connected apps can still be made. */
public record AppSettingsPage(Fields form) implements Page {
    @Override
    public String template() {
        return "setup/appSettings";
    }

    @Override
    public int status() {
        return form.status();
    }
}
