package dev.sallyport.auth;

import java.net.http.HttpClient;
import java.time.Clock;

/** Tokens from the provider's token endpoint. */
public final class OAuthTokenSource implements TokenSource {
    /**
     * Makes a source that has not called the token endpoint yet.
     *
     * @param provider whose endpoint, grant and credential are used; a changed provider needs a new source
     * @param http the transport; its own proxy, TLS and connection settings apply
     * @param clock what expiry and back-off are measured by
     */
    public OAuthTokenSource(SecurityProvider provider, HttpClient http, Clock clock) {}

    @Override
    public AccessToken token() {
        throw new UnsupportedOperationException();
    }

    @Override
    public AccessToken replace(AccessToken refused) {
        throw new UnsupportedOperationException();
    }
}
