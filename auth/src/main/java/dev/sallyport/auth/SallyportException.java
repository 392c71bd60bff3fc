package dev.sallyport.auth;

import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A failure that says what happened and what to do about it. Every module's failures extend it, so that a command, a
 * page or a driver can show both sentences without knowing where they came from.
 */
public abstract class SallyportException extends RuntimeException {
    private final String advice;
    private final @Nullable String place;

    /**
     * Makes a failure.
     *
     * @param message what is wrong and where: one sentence, no secret in it
     * @param advice what to do: where to click, what to type; no secret in it
     * @param cause what lay beneath, or null
     */
    protected SallyportException(String message, String advice, @Nullable Throwable cause) {
        this(message, advice, cause, null);
    }

    /**
     * Makes a failure that one value is to blame for.
     *
     * @param message what is wrong and where: one sentence, no secret in it
     * @param advice what to do: where to click, what to type; no secret in it
     * @param cause what lay beneath, or null
     * @param place see {@link #place()}; null for none
     */
    protected SallyportException(String message, String advice, @Nullable Throwable cause, @Nullable String place) {
        super(message, cause);
        this.advice = Objects.requireNonNull(advice);
        this.place = place;
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

    /**
     * The value that is to be corrected, by where App Builder's document has it: {@code subject}, {@code settings.Scopes},
     * {@code endpoints.token}, {@code credentials.client.userName}, {@code secrets.Client}, or {@code endpoints[1].url} for
     * one that was read from a document. Empty where it is not one value of a provider.
     */
    public final Optional<String> place() {
        return Optional.ofNullable(place);
    }
}
