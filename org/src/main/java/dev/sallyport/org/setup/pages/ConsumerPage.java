package dev.sallyport.org.setup.pages;

import dev.sallyport.org.browser.Page;
import dev.sallyport.org.setup.ConsumerDetails;

/** The one page that shows an app's key and secret. */
public record ConsumerPage(String name, String app, String path, ConsumerDetails consumer) implements Page {
    @Override
    public String template() {
        return "setup/consumer";
    }
}
