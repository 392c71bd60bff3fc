package dev.sallyport.auth.oauth;

import dev.sallyport.auth.AuthorizationException.Reason;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What may be shown of a stored token: everything but the token.
 *
 * @param key whose it is
 * @param issuedAt when it was received; null where there is no access token
 * @param expiresAt when it ends; null where only a 401 tells
 * @param scopes what it was granted; empty where the answer did not say
 * @param refreshable whether there is a refresh token
 * @param lastRefusal why the endpoint last refused; null after a success
 */
public record TokenMetadata(
        TokenKey key,
        @Nullable Instant issuedAt,
        @Nullable Instant expiresAt,
        Set<String> scopes,
        boolean refreshable,
        @Nullable Reason lastRefusal) {
    public TokenMetadata {
        scopes = Set.copyOf(scopes);
    }
}
