package dev.sallyport.transfer;

import dev.sallyport.salesforce.FieldDescribe;
import dev.sallyport.salesforce.RecordError;
import dev.sallyport.salesforce.RecordWrite;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.temporal.TemporalAccessor;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Texts as values of fields, in the forms that Salesforce and Data Loader write them. */
final class FieldText {
    private static final String NULL = "#N/A";
    private static final String TIME = "[' ']['T'][HH:mm[:ss[.SSSSSS][.SSS][.SS][.S]]][' '][XXX][XX][X]";
    private static final DateTimeFormatter ISO = new DateTimeFormatterBuilder()
            .append(DateTimeFormatter.ISO_LOCAL_DATE)
            .appendOptional(new DateTimeFormatterBuilder()
                    .appendPattern("['T'][' ']")
                    .append(DateTimeFormatter.ISO_LOCAL_TIME)
                    .toFormatter(Locale.ROOT))
            .appendPattern("[' '][XXX][XX][X]")
            .toFormatter(Locale.ROOT)
            .withResolverStyle(ResolverStyle.STRICT);
    private static final DateTimeFormatter MONTH_FIRST = slashed("M/d/uuuu");
    private static final DateTimeFormatter DAY_FIRST = slashed("d/M/uuuu");

    private final Load.Values terms;

    private static DateTimeFormatter slashed(String date) {
        return DateTimeFormatter.ofPattern(date + TIME, Locale.ROOT).withResolverStyle(ResolverStyle.STRICT);
    }

    /** A text that is no value of its field. */
    static final class UnfitException extends Exception {
        private static final long serialVersionUID = 1;

        private final transient RecordError error;

        UnfitException(RecordError error) {
            super(error.toString());
            this.error = error;
        }

        /** What Salesforce would say of it. */
        RecordError error() {
            return error;
        }
    }

    FieldText(Load.Values terms) {
        this.terms = terms;
    }

    /**
     * Reads a text.
     *
     * @param column the field's position among those that are sent, for Salesforce's words
     * @return a value of a type that records are written with, null, or {@link RecordWrite#AS_IT_IS}
     */
    @Nullable
    Object read(FieldDescribe field, int column, @Nullable String text) throws UnfitException {
        if (text == null || text.isBlank()) {
            return switch (terms.empty()) {
                case IGNORE -> RecordWrite.AS_IT_IS;
                case NULL -> null;
            };
        }
        if (text.equals(NULL)) {
            return null;
        }
        try {
            return value(field, text, text.strip());
        } catch (DateTimeException | ArithmeticException | IllegalArgumentException e) {
            throw new UnfitException(new RecordError(
                    "INVALID_TYPE_ON_FIELD_IN_RECORD",
                    "Failed to deserialize field at col " + column + ". Due to, '" + text
                            + "' is not a valid value for the type xsd:" + xmlType(field),
                    List.of(field.name())));
        }
    }

    private Object value(FieldDescribe field, String text, String stripped) throws UnfitException {
        return switch (field.type()) {
            case BOOLEAN -> truth(stripped);
            case INT -> new BigDecimal(stripped).intValueExact();
            case LONG -> new BigDecimal(stripped).longValueExact();
            case DOUBLE, CURRENCY, PERCENT -> new BigDecimal(stripped);
            case DATE -> date(stripped);
            case DATETIME -> moment(stripped);
            case TIME ->
                LocalTime.parse(stripped.endsWith("Z") ? stripped.substring(0, stripped.length() - 1) : stripped);
            case ID, REFERENCE -> id(field, stripped);
            case STRING,
                    TEXTAREA,
                    PICKLIST,
                    MULTIPICKLIST,
                    COMBOBOX,
                    EMAIL,
                    PHONE,
                    URL,
                    ENCRYPTEDSTRING,
                    ANYTYPE,
                    COMPLEXVALUE,
                    DATACATEGORYGROUPREFERENCE,
                    UNKNOWN,
                    // None of these gets here: they are refused before a row is read.
                    BASE64,
                    ADDRESS,
                    LOCATION -> limited(field, text);
        };
    }

    /** As Data Loader reads it. */
    private static boolean truth(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "true", "yes", "y", "on", "1" -> true;
            case "false", "no", "n", "off", "0" -> false;
            default -> throw new IllegalArgumentException("Neither true nor false.");
        };
    }

    private static String id(FieldDescribe field, String text) throws UnfitException {
        if (text.matches("[0-9A-Za-z]{15}|[0-9A-Za-z]{18}")) {
            return text;
        }
        throw new UnfitException(new RecordError(
                "MALFORMED_ID", field.label() + ": id value of incorrect type: " + text, List.of(field.name())));
    }

    private static String limited(FieldDescribe field, String text) throws UnfitException {
        // Salesforce counts what is left without the blanks around it.
        String stored = text.strip();
        if (field.length() > 0 && stored.codePointCount(0, stored.length()) > field.length()) {
            throw new UnfitException(new RecordError(
                    "STRING_TOO_LONG",
                    field.label() + ": data value too large: " + stored + " (max length=" + field.length() + ")",
                    List.of(field.name())));
        }
        return text;
    }

    private Instant moment(String text) {
        TemporalAccessor time = parsed(text, true);
        if (time instanceof OffsetDateTime known) {
            return known.toInstant();
        }
        return time instanceof LocalDateTime local
                ? local.atZone(terms.zone()).toInstant()
                : ((LocalDate) time).atStartOfDay(terms.zone()).toInstant();
    }

    /** The day where the file's times are: a moment with a zone of its own is brought there. */
    private LocalDate date(String text) {
        TemporalAccessor time = parsed(text, false);
        if (time instanceof OffsetDateTime known) {
            return known.atZoneSameInstant(terms.zone()).toLocalDate();
        }
        return time instanceof LocalDateTime local ? local.toLocalDate() : (LocalDate) time;
    }

    private TemporalAccessor parsed(String text, boolean moment) {
        DateTimeFormatter slashed = terms.dayFirst() ? DAY_FIRST : MONTH_FIRST;
        DateTimeFormatter format = text.indexOf('/') < 0 ? ISO : slashed;
        // A day may have a Z behind it, as XML Schema's do.
        String plain = !moment && text.matches("[0-9-]{10}Z") ? text.substring(0, text.length() - 1) : text;
        return format.parseBest(plain, OffsetDateTime::from, LocalDateTime::from, LocalDate::from);
    }

    private static String xmlType(FieldDescribe field) {
        return switch (field.type()) {
            case BOOLEAN -> "boolean";
            case INT -> "int";
            case LONG -> "long";
            case DOUBLE, CURRENCY, PERCENT -> "double";
            case DATE -> "date";
            case DATETIME -> "dateTime";
            case TIME -> "time";
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
                    ANYTYPE,
                    COMPLEXVALUE,
                    DATACATEGORYGROUPREFERENCE,
                    UNKNOWN,
                    BASE64,
                    ADDRESS,
                    LOCATION -> "string";
        };
    }
}
