package dev.sallyport.auth;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A failure that says what happened and what to do about it. Every module's failures extend it, so that a command, a
 * page or a driver can show both sentences without knowing where they came from.
 */
public abstract class SallyportException extends RuntimeException {
    private final String advice;

    /**
     * Makes a failure.
     *
     * @param message what is wrong and where: one sentence, no secret in it
     * @param advice what to do: where to click, what to type; no secret in it
     * @param cause what lay beneath, or null
     */
    protected SallyportException(String message, String advice, @Nullable Throwable cause) {
        super(message, cause);
        this.advice = Objects.requireNonNull(advice);
    }

    /** What happened: one sentence for a person to read. */
    @Override
    public final String getMessage() {
        return Objects.requireNonNull(super.getMessage());
    }

    /** What to do about it: where to click, what to type. */
    public final String advice() {
        return advice;
    }
}
