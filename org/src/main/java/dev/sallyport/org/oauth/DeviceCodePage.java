package dev.sallyport.org.oauth;

import dev.sallyport.org.browser.FormFrame;
import dev.sallyport.org.browser.Page;

/**
 * Asks for the code that a device shows.
 *
 * @param userCode what was typed; may be empty
 * @param message what is wrong with it; may be empty
 */
public record DeviceCodePage(FormFrame frame, String userCode, String message) implements Page {
    @Override
    public String template() {
        return "deviceCode";
    }
}
