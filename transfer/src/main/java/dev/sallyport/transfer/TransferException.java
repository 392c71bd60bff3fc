package dev.sallyport.transfer;

import dev.sallyport.auth.SallyportException;
import org.jspecify.annotations.Nullable;

/** An export or load that cannot be done, or was cut off. */
public final class TransferException extends SallyportException {
    /** What is wrong. */
    public enum Reason {
        /** It was asked for something that cannot be. */
        INVALID,
        /** Another process has the folder. */
        IN_USE,
        /** It was interrupted. */
        INTERRUPTED,
        /** A folder or file cannot be read or written. */
        FILE
    }

    private final Reason reason;

    private TransferException(Reason reason, String message, String advice, @Nullable Throwable cause) {
        super(message, advice, cause);
        this.reason = reason;
    }

    static TransferException invalid(String message, String advice) {
        return new TransferException(Reason.INVALID, message, advice, null);
    }

    static TransferException inUse(String message, String advice) {
        return new TransferException(Reason.IN_USE, message, advice, null);
    }

    static TransferException interrupted() {
        return new TransferException(Reason.INTERRUPTED, "The transfer was interrupted.", "Start it again.", null);
    }

    static TransferException file(String message, String advice, @Nullable Throwable cause) {
        return new TransferException(Reason.FILE, message, advice, cause);
    }

    /** What is wrong. */
    public Reason reason() {
        return reason;
    }
}
