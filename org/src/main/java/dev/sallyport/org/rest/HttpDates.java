package dev.sallyport.org.rest;

import dev.sallyport.org.http.ApiException;
import io.javalin.http.Context;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;

/**
 * Dates in headers. Salesforce writes them as RFC 9110 has it, and reads them in the pattern {@code EEE, dd MMM yyyy HH:mm:ss
 * z}, in which other zones than GMT have names too.
 */
final class HttpDates {
    private static final DateTimeFormatter WRITTEN = DateTimeFormatter.ofPattern(
                    "EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.US)
            .withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter READ =
            DateTimeFormatter.ofPattern("EEE, d MMM yyyy HH:mm:ss [z][xx]", Locale.US);

    private HttpDates() {}

    static String text(Instant instant) {
        return WRITTEN.format(instant);
    }

    /**
     * The date in a header.
     *
     * @return empty where the request does not have it
     * @throws ApiException if it holds something else
     */
    static Optional<Instant> header(Context context, String name) {
        return Optional.ofNullable(context.header(name)).map(text -> {
            try {
                return ZonedDateTime.parse(text.strip(), READ).toInstant();
            } catch (DateTimeException e) {
                throw new ApiException(400, "INVALID_HEADER", name + " is not an HTTP date: " + text);
            }
        });
    }
}
