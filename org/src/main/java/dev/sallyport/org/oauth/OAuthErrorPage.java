package dev.sallyport.org.oauth;

import dev.sallyport.org.browser.Page;

/** Tells a person what an app that cannot be trusted with a redirect is not told. */
public record OAuthErrorPage(int status, String error, String description) implements Page {
    @Override
    public String template() {
        return "oauthError";
    }
}
