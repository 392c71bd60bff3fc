package dev.sallyport.server.console;

import dev.sallyport.server.web.Page;
import dev.sallyport.server.web.SignInLink;

/**
 * On the way to an authorization server.
 *
 * @param link the provider
 * @param address the server's own page
 */
public record LeavingPage(SignInLink link, String address) implements Page {
    @Override
    public String template() {
        return "leaving.jte";
    }
}
