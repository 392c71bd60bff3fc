package dev.sallyport.server.signin;

import dev.sallyport.server.web.Alert;
import dev.sallyport.server.web.Page;

/**
 * Tells somebody to sign in.
 *
 * @param alert why, and where
 * @param address the same place, with the page to come back to
 */
public record ChallengePage(Alert alert, String address) implements Page {
    @Override
    public String template() {
        return "challenge.jte";
    }

    /** Not 401: that is for who is not logged in here. */
    @Override
    public int status() {
        return 403;
    }
}
