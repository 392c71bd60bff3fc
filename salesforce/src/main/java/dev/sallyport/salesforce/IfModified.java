package dev.sallyport.salesforce;

import org.jspecify.annotations.Nullable;

/**
 * The answer to a conditional request (RFC 9110, section 13; REST API Developer Guide, "Use Conditional Requests").
 *
 * @param <T> what was asked for
 */
public sealed interface IfModified<T> {
    /**
     * It is new, or has changed since.
     *
     * @param value as it is now
     * @param lastModified the answer's {@code Last-Modified}, as it came: what to ask by next time; null if it had none
     */
    record Modified<T>(T value, @Nullable String lastModified) implements IfModified<T> {}

    /** It has not changed since. */
    record NotModified<T>() implements IfModified<T> {}
}
