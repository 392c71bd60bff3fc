package dev.sallyport.auth.oauth;

import dev.sallyport.auth.AccessToken;
import dev.sallyport.auth.Secret;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a token: an immutable value that a {@link TokenStore} keeps as it is.
 *
 * @param access the access token; null where there is none, or none that is not known to be bad
 * @param refreshToken what gets the next one without the person; null where none came
 * @param refused the last refusal; null after a success
 */
public record TokenState(
        @Nullable AccessToken access,
        @Nullable Secret refreshToken,
        @Nullable TokenRefused refused) {
    /** Nothing is known. */
    public static final TokenState EMPTY = new TokenState(null, null, null);
}
