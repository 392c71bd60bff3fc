package dev.sallyport.server.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * What went wrong, for a program (RFC 9457).
 *
 * @param type names the kind, such as {@code urn:sallyport:problem:not-found}
 * @param title the kind in words
 * @param status the HTTP status
 * @param detail what is wrong and where, for a person to read
 * @param advice what to do about it; null where nothing is to be done
 * @param requestId the request's id in the log
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Problem(
        String type,
        String title,
        int status,
        String detail,
        @Nullable String advice,
        String requestId) {
    /** The media type of problems. */
    public static final String MEDIA_TYPE = "application/problem+json";
}
