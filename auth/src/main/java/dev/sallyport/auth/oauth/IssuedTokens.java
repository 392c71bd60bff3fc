package dev.sallyport.auth.oauth;

import dev.sallyport.auth.AccessToken;
import dev.sallyport.auth.Secret;
import org.jspecify.annotations.Nullable;

/**
 * What one answer of the token endpoint held.
 *
 * @param access the access token
 * @param refreshToken null where none came
 * @param idToken as it was written, nothing of it checked; null where none came
 */
record IssuedTokens(
        AccessToken access,
        @Nullable Secret refreshToken,
        @Nullable Secret idToken) {}
