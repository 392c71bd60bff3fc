package dev.sallyport.server;

import dev.sallyport.auth.SallyportException;
import org.jspecify.annotations.Nullable;

/** The server cannot start, or refuses what it is asked for. */
public final class ServerException extends SallyportException {
    /** What kind of failure it is. */
    public enum Reason {
        /** The port cannot be had. */
        PORT,
        /** A value is not one that the property can have. */
        INVALID,
        /** The name is taken. */
        DUPLICATE,
        /** There is nothing of that name. */
        NOT_FOUND,
        /** It would leave the server without what it needs. */
        IN_USE,
        /** Somebody else has changed it meanwhile. */
        STALE,
        /** The request does not say which state it changes. */
        STATE_MISSING,
        /** The role does not allow it. */
        FORBIDDEN,
        /** Too many attempts. */
        THROTTLED,
        /** Somebody has ended it on purpose. */
        CANCELLED,
        /** This server is about to end. */
        ENDING
    }

    private final Reason reason;

    /** A failure without a cause beneath. */
    public ServerException(Reason reason, String message, String advice) {
        this(reason, message, advice, null);
    }

    /** A failure. */
    public ServerException(Reason reason, String message, String advice, @Nullable Throwable cause) {
        super(message, advice, cause);
        this.reason = reason;
    }

    /** What kind of failure it is. */
    public Reason reason() {
        return reason;
    }
}
