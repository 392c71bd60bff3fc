package dev.sallyport.catalog;

import dev.sallyport.auth.oauth.TokenKey;
import org.jspecify.annotations.Nullable;

/**
 * What became of a token that was to end. Here it is forgotten in any case.
 *
 * @param key whose it was
 * @param outcome what became of it at the server
 * @param detail what went wrong there; null unless it failed
 */
public record Revocation(
        TokenKey key, Outcome outcome, @Nullable String detail) {
    /** What became of it at the server. */
    public enum Outcome {
        /** The server has ended it. */
        ENDED,
        /** The provider has no revocation endpoint: it ends by itself, if at all. */
        NO_ENDPOINT,
        /** The server was not reached, or refused: it ends by itself, if at all. */
        FAILED,
        /** Only a refusal was kept, no token. */
        NOTHING_TO_END
    }
}
