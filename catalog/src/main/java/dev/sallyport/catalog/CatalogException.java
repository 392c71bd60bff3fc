package dev.sallyport.catalog;

import dev.sallyport.auth.SallyportException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The catalogue refuses a change, does not have what is asked for, or cannot be opened. */
public final class CatalogException extends SallyportException {
    /** What kind of failure it is. */
    public enum Reason {
        /** A value is not one that the property can have. */
        INVALID,
        /** The name is taken. */
        DUPLICATE,
        /** Somebody else has changed it since it was read. */
        STALE,
        /** There is nothing of that name. */
        NOT_FOUND,
        /** Something else needs what is to be deleted. */
        IN_USE,
        /** The encryption key is missing, malformed, readable by others, or not the one that was used. */
        KEY,
        /** Another process has the data folder open. */
        LOCKED,
        /** The database cannot be reached or refuses. */
        DATABASE
    }

    private final Reason reason;
    private final @Nullable String problem;

    CatalogException(Reason reason, String message, String advice) {
        this(reason, message, advice, null);
    }

    CatalogException(Reason reason, String message, String advice, @Nullable Throwable cause) {
        this(reason, message, advice, cause, null);
    }

    CatalogException(Reason reason, String message, String advice, @Nullable Throwable cause, @Nullable String place) {
        this(reason, message, advice, cause, place, null);
    }

    private CatalogException(
            Reason reason,
            String message,
            String advice,
            @Nullable Throwable cause,
            @Nullable String place,
            @Nullable String problem) {
        super(message, advice, cause, place);
        this.reason = reason;
        this.problem = problem;
    }

    /** A value that cannot be; the place is as {@link #place()} says it. */
    static CatalogException invalid(String place, String message, String advice) {
        return new CatalogException(Reason.INVALID, message, advice, null, place);
    }

    /** A provider document that cannot be read, for what is wrong at one place: see {@link #problem()}. */
    static CatalogException malformed(String place, String problem, String advice) {
        String message = "The provider document is malformed: " + place + " " + problem + ".";
        return new CatalogException(Reason.INVALID, message, advice, null, place, problem);
    }

    /** What kind of failure it is. */
    public Reason reason() {
        return reason;
    }

    /**
     * What is wrong with the value at {@link #place()}, for who sees that value and needs not be told where it is: a
     * predicate such as {@code must be a whole number}. Empty where the message cannot be put so.
     */
    public Optional<String> problem() {
        return Optional.ofNullable(problem);
    }
}
