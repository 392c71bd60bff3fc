package dev.sallyport.flight;

import dev.sallyport.auth.SallyportException;
import org.jspecify.annotations.Nullable;

/** The endpoint cannot start, or refuses what a client asks for. */
public final class FlightException extends SallyportException {
    /** What kind of failure it is; each but the first is a status of gRPC. */
    public enum Reason {
        /** It cannot start with these options on this machine. */
        START,
        /** Nobody is logged in. */
        UNAUTHENTICATED,
        /** The role does not allow it. */
        FORBIDDEN,
        /** The request cannot be answered as it is. */
        INVALID,
        /** There is nothing of that name. */
        NOT_FOUND,
        /** Too many at once, or too fast. */
        THROTTLED,
        /** Flight SQL has it, and this endpoint does not. */
        UNSUPPORTED,
        /** It has waited too long for the client. */
        EXPIRED,
        /** It was ended from elsewhere. */
        CANCELLED,
        /** Not now. */
        UNAVAILABLE
    }

    private final Reason reason;

    /** A failure without a cause beneath. */
    public FlightException(Reason reason, String message, String advice) {
        this(reason, message, advice, null);
    }

    /** A failure. */
    public FlightException(Reason reason, String message, String advice, @Nullable Throwable cause) {
        super(message, advice, cause);
        this.reason = reason;
    }

    /** What kind of failure it is. */
    public Reason reason() {
        return reason;
    }
}
