package dev.sallyport.org.oauth;

import dev.sallyport.org.browser.Page;

/** Says that something is done. */
public record DonePage(String title, String text) implements Page {
    @Override
    public String template() {
        return "done";
    }
}
