package dev.sallyport.salesforce;

import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.Base64;

/** A scalar of a record as Java's type for it, exactly (REST API Developer Guide, "Valid Date and DateTime Formats"). */
final class WireValue {
    private static final DateTimeFormatter DATETIME = new DateTimeFormatterBuilder()
            .append(DateTimeFormatter.ISO_LOCAL_DATE_TIME)
            .appendPattern("[XXX][XX]")
            .toFormatter();

    /** A field's content that the record only links to (REST API Developer Guide, "Get Blob Data"). */
    record Blob(String path) {}

    private WireValue() {}

    /** Reads the value on which the parser stands; it is neither null nor a structure. */
    static Object read(JsonParser json, FieldType type) throws IOException {
        try {
            return value(json.getText(), type);
        } catch (DateTimeException | ArithmeticException | IllegalArgumentException e) {
            throw new IOException("A value of " + json.currentName() + " is not of type " + type.wireName() + ".", e);
        }
    }

    /**
     * Reads the value from the text that CSV has of it (Bulk API 2.0 and Bulk API Developer Guide, "Valid CSV Record
     * Rows"): the same as {@link #read} makes of the same value.
     *
     * @param text not empty: that is null
     */
    static Object parse(String text, FieldType type) throws IOException {
        try {
            return value(text, type);
        } catch (DateTimeException | ArithmeticException | IllegalArgumentException e) {
            throw new IOException("A value is not of type " + type.wireName() + ".", e);
        }
    }

    /** JSON and CSV write numbers, dates and truth alike. */
    private static Object value(String text, FieldType type) {
        return switch (type) {
            case BOOLEAN -> truth(text);
            case INT -> new BigDecimal(text).intValueExact();
            case LONG -> new BigDecimal(text).longValueExact();
            case DOUBLE, CURRENCY, PERCENT -> new BigDecimal(text);
            case DATE -> date(text);
            case DATETIME -> moment(text);
            case TIME -> time(text);
            case BASE64 -> bytes(text);
            case ID,
                    REFERENCE,
                    STRING,
                    TEXTAREA,
                    PICKLIST,
                    MULTIPICKLIST,
                    COMBOBOX,
                    EMAIL,
                    PHONE,
                    URL,
                    ENCRYPTEDSTRING,
                    ADDRESS,
                    LOCATION,
                    ANYTYPE,
                    COMPLEXVALUE,
                    DATACATEGORYGROUPREFERENCE,
                    UNKNOWN -> text;
        };
    }

    private static boolean truth(String text) {
        return switch (text) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new IllegalArgumentException("Neither true nor false.");
        };
    }

    private static LocalDate date(String text) {
        LocalDate usual = TimeText.date(text);
        return usual == null ? LocalDate.parse(text) : usual;
    }

    static Instant moment(String text) {
        Instant usual = TimeText.moment(text);
        return usual == null ? DATETIME.parse(text, Instant::from) : usual;
    }

    private static LocalTime time(String text) {
        return LocalTime.parse(text.endsWith("Z") ? text.substring(0, text.length() - 1) : text);
    }

    private static Object bytes(String text) {
        // A query answers with the content's address. That begins like Base64 might, but has a point in it.
        return text.startsWith("/services/data/v")
                ? new Blob(text)
                : Base64.getMimeDecoder().decode(text);
    }
}
