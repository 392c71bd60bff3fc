package dev.sallyport.auth.oauth;

import dev.sallyport.auth.Secret;
import java.net.URI;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A sign-in that has been started and not come back yet.
 *
 * @param state what ties the answer to it (RFC 6749, section 10.12); unguessable, used once
 * @param provider the security provider's name
 * @param user for whom the tokens are to be; null where the client owns them, or where the sign-in itself tells who it is
 * @param browser a hash of what the browser that started it keeps in a cookie: another browser cannot finish it
 * @param codeVerifier the proof key (RFC 7636, section 4.1)
 * @param nonce what the ID token must repeat (OpenID Connect Core, section 3.1.2.1)
 * @param redirectUri the callback that the code is sent to
 * @param returnTo the path to go on to; null for the start page
 * @param expiresAt after this it is over
 */
public record PendingAuthorization(
        String state,
        String provider,
        @Nullable String user,
        String browser,
        Secret codeVerifier,
        String nonce,
        URI redirectUri,
        @Nullable String returnTo,
        Instant expiresAt) {
    /** Without the state: whoever has that has half of the sign-in. */
    @Override
    public String toString() {
        return "PendingAuthorization[provider=" + provider + ", expiresAt=" + expiresAt + "]";
    }
}
