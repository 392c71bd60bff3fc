package dev.sallyport.server.api;

import dev.sallyport.server.ServerException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;

/** Versions as entity tags (RFC 9110, section 8.8.3): who changes something names the state that was read. */
final class EntityTag {
    private static final Pattern FORM = Pattern.compile("\"(\\d{1,18})\"");

    private EntityTag() {}

    /** An answer with its state. */
    static <T> ResponseEntity<T> with(HttpStatus status, long version, T body) {
        return ResponseEntity.status(status).eTag("\"" + version + "\"").body(body);
    }

    /**
     * The version in {@code If-Match}.
     *
     * @throws ServerException if there is none
     */
    static long required(@Nullable String ifMatch) {
        Matcher tag = FORM.matcher(ifMatch == null ? "" : ifMatch.strip());
        if (!tag.matches()) {
            throw new ServerException(
                    ServerException.Reason.STATE_MISSING,
                    "The request does not say which state it changes.",
                    "Read it first, and send its ETag as If-Match.");
        }
        return Long.parseLong(tag.group(1));
    }
}
