package dev.sallyport.flight;

import dev.sallyport.auth.SallyportException;
import org.jspecify.annotations.Nullable;

/** The endpoint cannot start, or refuses what a client asks for. */
public final class FlightException extends SallyportException {
    /** What kind of failure it is. Behind each stands the status of gRPC by which clients are told of it. */
    public enum Reason {
        /** It cannot start with these options on this machine. No client sees it. */
        START,
        /** It cannot have its port, or its address, on this machine. No client sees it. */
        PORT,
        /** Nobody is logged in: {@code UNAUTHENTICATED}. */
        UNAUTHENTICATED,
        /** The role does not allow it: {@code PERMISSION_DENIED}. */
        FORBIDDEN,
        /** The request cannot be answered as it is: {@code INVALID_ARGUMENT}. */
        INVALID,
        /** There is nothing of that name: {@code NOT_FOUND}. */
        NOT_FOUND,
        /** Too many at once, or too fast: {@code RESOURCE_EXHAUSTED}. */
        THROTTLED,
        /** Flight SQL has it, and this endpoint does not: {@code UNIMPLEMENTED}. */
        UNSUPPORTED,
        /** It has waited too long for the client: {@code DEADLINE_EXCEEDED}. */
        EXPIRED,
        /** It was ended from elsewhere: {@code CANCELLED}. */
        CANCELLED,
        /** Not now: {@code UNAVAILABLE}. */
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
