package dev.sallyport.org.setup.pages;

import dev.sallyport.org.browser.Page;

/**
 * "Verify Your Identity": asks for the code that was mailed, or, before one was, whether to mail it.
 *
 * @param action where the code goes; empty where none was mailed yet
 * @param consumer the path of the consumer details
 */
public record VerifyPage(String name, String email, String action, String consumer, Fields form) implements Page {
    @Override
    public String template() {
        return "setup/verify";
    }

    @Override
    public int status() {
        return form.status();
    }
}
