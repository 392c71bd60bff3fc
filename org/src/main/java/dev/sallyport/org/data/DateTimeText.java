package dev.sallyport.org.data;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;

/** Points in time as the APIs write and read them: in UTC, to the millisecond. */
public final class DateTimeText {
    private static final DateTimeFormatter JSON =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSxx").withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter XML =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter EITHER = new DateTimeFormatterBuilder()
            .append(DateTimeFormatter.ISO_LOCAL_DATE_TIME)
            .appendPattern("[XXX][XX]")
            .toFormatter();

    private DateTimeText() {}

    /** As the REST API writes it, such as {@code 2026-02-28T12:00:00.000+0000}. */
    public static String json(Instant instant) {
        return JSON.format(instant);
    }

    /** As the SOAP, Metadata and Bulk APIs write it, such as {@code 2026-02-28T12:00:00.000Z}. */
    public static String xml(Instant instant) {
        return XML.format(instant);
    }

    /**
     * Reads a date and time with its offset, which may be {@code Z}, {@code +01:00} or {@code +0100}.
     *
     * @throws DateTimeException if the text is none
     */
    public static Instant parse(String text) {
        return OffsetDateTime.parse(text, EITHER).toInstant();
    }
}
