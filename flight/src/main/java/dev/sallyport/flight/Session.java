package dev.sallyport.flight;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What is remembered of a client between its calls. */
final class Session {
    private final String id;
    private final Visitor visitor;
    private volatile @Nullable String dataServer;
    private volatile Instant usedAt;

    Session(String id, Visitor visitor, Instant now) {
        this.id = id;
        this.visitor = visitor;
        this.usedAt = now;
    }

    /** What the client sends to be known again; as good as a password. */
    String id() {
        return id;
    }

    Visitor visitor() {
        return visitor;
    }

    /** The data server that the client has named; null if it has not. */
    @Nullable
    String dataServer() {
        return dataServer;
    }

    void name(@Nullable String named) {
        dataServer = named;
    }

    Instant usedAt() {
        return usedAt;
    }

    void use(Instant now) {
        usedAt = now;
    }
}
