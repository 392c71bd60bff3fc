package dev.sallyport.server.console;

import dev.sallyport.server.web.Alert;
import dev.sallyport.server.web.Page;
import org.jspecify.annotations.Nullable;

/**
 * Where the first administrator is made.
 *
 * @param usable whether the link works
 * @param token what the link held
 * @param next the page to see after logging in; empty for Home
 * @param userName what was typed
 * @param alert what is wrong; null for nothing
 */
public record SetUpPage(
        boolean usable,
        String token,
        String next,
        String userName,
        @Nullable Alert alert) implements Page {
    @Override
    public String template() {
        return "setup.jte";
    }

    @Override
    public int status() {
        return alert == null ? 200 : 400;
    }
}
