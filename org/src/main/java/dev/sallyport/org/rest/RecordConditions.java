package dev.sallyport.org.rest;

import dev.sallyport.org.http.ApiException;
import dev.sallyport.org.soql.Column;
import dev.sallyport.org.soql.Row;
import io.javalin.http.Context;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/** Conditional requests for records (REST API Developer Guide, "Conditional Request Headers"; RFC 9110 section 13). */
final class RecordConditions {
    private static final DateTimeFormatter HTTP_DATE = DateTimeFormatter.RFC_1123_DATE_TIME;

    /** Whether the caller has the record as it is; tells the caller when it last changed. */
    boolean isUnchanged(Context context, Row row) {
        Optional<Instant> modified = lastModified(row);
        modified.ifPresent(time -> context.header("Last-Modified", HTTP_DATE.format(time.atOffset(ZoneOffset.UTC))));
        require(context, row);
        Optional<Instant> since = header(context, "If-Modified-Since");
        return modified.isPresent() && since.isPresent() && !modified.get().isAfter(since.get());
    }

    /**
     * Checks {@code If-Unmodified-Since}.
     *
     * @throws ApiException 412 if the record has changed since
     */
    void require(Context context, Row row) {
        Optional<Instant> modified = lastModified(row);
        Optional<Instant> since = header(context, "If-Unmodified-Since");
        if (modified.isPresent() && since.isPresent() && modified.get().isAfter(since.get())) {
            throw new ApiException(
                    412,
                    "PRECONDITION_FAILED",
                    "The record has been modified since "
                            + HTTP_DATE.format(since.get().atOffset(ZoneOffset.UTC)));
        }
    }

    private static Optional<Instant> lastModified(Row row) {
        boolean has = row.type().columns().stream().map(Column::name).anyMatch("SystemModstamp"::equals);
        return has ? Optional.ofNullable((Instant) row.get("SystemModstamp")) : Optional.empty();
    }

    private static Optional<Instant> header(Context context, String name) {
        return Optional.ofNullable(context.header(name)).map(text -> {
            try {
                return ZonedDateTime.parse(text, HTTP_DATE).toInstant();
            } catch (DateTimeException e) {
                throw new ApiException(400, "INVALID_HEADER", name + " is not an HTTP date: " + text);
            }
        });
    }
}
