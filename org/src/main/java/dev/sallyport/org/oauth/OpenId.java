package dev.sallyport.org.oauth;

import java.time.Clock;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** The way to {@link IdTokens}, which costs classes and a key that an org without OpenID Connect never needs. */
final class OpenId {
    private final Jdbi jdbi;
    private final Clock clock;
    private @Nullable IdTokens tokens;

    OpenId(Jdbi jdbi, Clock clock) {
        this.jdbi = jdbi;
        this.clock = clock;
    }

    /** A key that was made since must be forgotten with the row that held it. */
    synchronized Runnable bookmark() {
        @Nullable IdTokens then = tokens;
        return () -> backTo(then);
    }

    private synchronized void backTo(@Nullable IdTokens then) {
        tokens = then;
    }

    synchronized IdTokens tokens() {
        IdTokens found = tokens;
        if (found == null) {
            found = new IdTokens(jdbi, clock);
            tokens = found;
        }
        return found;
    }
}
