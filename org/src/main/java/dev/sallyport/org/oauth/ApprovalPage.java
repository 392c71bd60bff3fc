package dev.sallyport.org.oauth;

import dev.sallyport.org.browser.FormFrame;
import dev.sallyport.org.browser.Page;
import java.util.List;

/**
 * Asks whether an app may do what it wants to.
 *
 * @param wishes what the app is asking to, as people read it
 */
public record ApprovalPage(FormFrame frame, String appName, List<String> wishes, String username) implements Page {
    @Override
    public String template() {
        return "approval";
    }
}
