package dev.sallyport.org.setup.pages;

import dev.sallyport.org.browser.Page;
import java.util.List;

/** The mail that the org would have sent. */
public record MailboxPage(List<Message> messages) implements Page {

    /** A message, and when it was sent. */
    public record Message(String sent, String recipient, String subject, String body) {}

    @Override
    public String template() {
        return "setup/mailbox";
    }
}
