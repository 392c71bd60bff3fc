package dev.sallyport.org.rest;

import dev.sallyport.org.http.ApiException;
import io.javalin.http.Context;
import java.time.Instant;
import java.util.Optional;

/** Conditional requests for records (REST API Developer Guide, "Conditional Request Headers"; RFC 9110 section 13). */
final class RecordConditions {

    /** Tells the caller what to name in later conditions. */
    void tell(Context context, RecordState state) {
        state.lastModified().ifPresent(time -> context.header("Last-Modified", HttpDates.text(time)));
        state.tag().ifPresent(tag -> context.header("ETag", tag));
    }

    /**
     * Whether the caller has the record as it is.
     *
     * @throws ApiException 412 if the record is not what the caller wants to read
     */
    boolean isUnchanged(Context context, RecordState state) {
        require(context, state);
        Optional<Boolean> known = state.tag().flatMap(tag -> EntityTags.listed(context, "If-None-Match", tag));
        Optional<Instant> since = HttpDates.header(context, "If-Modified-Since");
        if (known.isPresent()) {
            return known.get();
        }
        Optional<Instant> modified = state.lastModified();
        return modified.isPresent() && since.isPresent() && !modified.get().isAfter(since.get());
    }

    /**
     * Checks {@code If-Match}, {@code If-Unmodified-Since} and {@code If-None-Match} before a change.
     *
     * @throws ApiException 412 if the record is not what the caller wants to change
     */
    void requireForChange(Context context, RecordState state) {
        require(context, state);
        if (state.tag()
                .flatMap(tag -> EntityTags.listed(context, "If-None-Match", tag))
                .orElse(false)) {
            throw failed("The record has an entity tag that If-None-Match lists");
        }
    }

    private static void require(Context context, RecordState state) {
        Optional<Boolean> matches = state.tag().flatMap(tag -> EntityTags.listed(context, "If-Match", tag));
        Optional<Instant> since = HttpDates.header(context, "If-Unmodified-Since");
        if (matches.isPresent()) {
            if (!matches.get()) {
                throw failed("The record has none of the entity tags that If-Match lists");
            }
            return;
        }
        Optional<Instant> modified = state.lastModified();
        if (modified.isPresent() && since.isPresent() && modified.get().isAfter(since.get())) {
            throw failed("The record has been modified since " + HttpDates.text(since.get()));
        }
    }

    private static ApiException failed(String message) {
        return new ApiException(412, "PRECONDITION_FAILED", message);
    }
}
