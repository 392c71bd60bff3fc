package dev.sallyport.server.api;

import dev.sallyport.server.ServerException;
import dev.sallyport.server.ServerException.Reason;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;

/** Versions as entity tags (RFC 9110, section 8.8.3): who changes something names the state that was read. */
final class EntityTag {
    /** The tags of this API in a list; it has no weak ones, and those compare with none (section 13.1.1). */
    private static final Pattern FORM = Pattern.compile("(?:^|,)\\s*\"(\\d{1,18})\"\\s*(?=,|$)");

    private EntityTag() {}

    /** An answer with its state. */
    static <T> ResponseEntity<T> with(HttpStatus status, long version, T body) {
        return ResponseEntity.status(status).eTag("\"" + version + "\"").body(body);
    }

    /**
     * The version that {@code If-Match} names; of several, the present one if that is among them.
     *
     * @param present tells what it is now
     * @throws ServerException if there is no such header, or it can be none of those that it names
     */
    static long required(@Nullable String ifMatch, LongSupplier present) {
        Long version = optional(ifMatch, present);
        if (version == null) {
            throw new ServerException(
                    Reason.STATE_MISSING,
                    "The request does not say which state it changes.",
                    "Read it first, and send its ETag as If-Match.");
        }
        return version;
    }

    /**
     * The same for what is done without {@code If-Match} too.
     *
     * @return null if there is no such header
     */
    static @Nullable Long optional(@Nullable String ifMatch, LongSupplier present) {
        if (ifMatch == null || ifMatch.isBlank()) {
            return null;
        }
        long now = present.getAsLong();
        List<Long> named = FORM.matcher(ifMatch)
                .results()
                .map(tag -> Long.valueOf(tag.group(1)))
                .toList();
        if (ifMatch.strip().equals("*") || named.contains(now)) {
            return now;
        }
        return named.stream()
                .findFirst()
                .orElseThrow(() -> new ServerException(
                        Reason.STALE,
                        "If-Match names no state that this can have.",
                        "Read it again, and send its ETag as it is: in quotation marks, without W/ before them."));
    }
}
