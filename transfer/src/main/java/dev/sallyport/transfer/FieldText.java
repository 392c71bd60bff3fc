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
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.temporal.TemporalAccessor;
import java.time.temporal.TemporalQueries;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Texts as values of fields, in the forms that Salesforce and Data Loader write them. */
final class FieldText {
    private static final String NULL = "#N/A";
    private static final Pattern ID = Pattern.compile("[0-9A-Za-z]{15}|[0-9A-Za-z]{18}");

    /** No double needs more characters, and one whose exponent does would fill any memory if it were written out. */
    private static final int MOST_DIGITS = 400;

    private static final DateTimeFormatter ISO = format("uuuu-MM-dd");
    private static final DateTimeFormatter MONTH_FIRST = format("M/d/uuuu");
    private static final DateTimeFormatter DAY_FIRST = format("d/M/uuuu");

    private final Load.Values terms;

    /** A day, perhaps a time after a blank, perhaps an offset such as {@code +01:00}, {@code +0100}, {@code +01}, {@code Z}. */
    private static DateTimeFormatter format(String day) {
        return new DateTimeFormatterBuilder()
                .appendPattern(day)
                .optionalStart()
                .appendLiteral(' ')
                .append(DateTimeFormatter.ISO_LOCAL_TIME)
                .optionalEnd()
                .optionalStart()
                .appendPattern("[' ']")
                .parseLenient()
                .appendOffset("+HH", "Z")
                .toFormatter(Locale.ROOT)
                .withResolverStyle(ResolverStyle.STRICT);
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

    /** Whether a text empties its field. */
    boolean isNull(@Nullable String text) {
        boolean empty = text == null || text.isBlank();
        return empty ? terms.empty() == Load.Empty.NULL : NULL.equals(text);
    }

    /**
     * Reads a text.
     *
     * @param column the field's position among those that are sent, for Salesforce's words
     * @return a value of a type that records are written with, null, or {@link RecordWrite#AS_IT_IS}
     */
    @Nullable
    Object read(FieldDescribe field, int column, @Nullable String text) throws UnfitException {
        if (isNull(text)) {
            return null;
        }
        return text == null || text.isBlank() ? RecordWrite.AS_IT_IS : value(new Cell(field, column, text));
    }

    /** A text and the field it is for. */
    private record Cell(FieldDescribe field, int column, String text) {
        /**
         * A value of a type.
         *
         * @param type its name in XML Schema, by which Salesforce calls it
         * @param reading what makes a value of the text without the blanks around it
         */
        Object as(String type, Function<String, Object> reading) throws UnfitException {
            try {
                return reading.apply(text.strip());
            } catch (DateTimeException | ArithmeticException | IllegalArgumentException e) {
                throw new UnfitException(new RecordError(
                        "INVALID_TYPE_ON_FIELD_IN_RECORD",
                        "Failed to deserialize field at col " + column + ". Due to, '" + text
                                + "' is not a valid value for the type xsd:" + type,
                        List.of(field.name())));
            }
        }
    }

    private Object value(Cell cell) throws UnfitException {
        return switch (cell.field().type()) {
            case BOOLEAN -> cell.as("boolean", FieldText::truth);
            case INT -> cell.as("int", text -> number(text).intValueExact());
            case LONG -> cell.as("long", text -> number(text).longValueExact());
            case DOUBLE, CURRENCY, PERCENT -> cell.as("double", FieldText::number);
            case DATE -> cell.as("date", this::date);
            case DATETIME -> cell.as("dateTime", this::moment);
            case TIME -> cell.as("time", FieldText::time);
            case ID, REFERENCE -> id(cell.field(), cell.text().strip());
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
                    LOCATION -> limited(cell.field(), cell.text());
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

    private static BigDecimal number(String text) {
        BigDecimal number = text.length() > MOST_DIGITS ? null : new BigDecimal(text);
        if (number == null || Math.abs((long) number.scale()) > MOST_DIGITS) {
            throw new ArithmeticException("More digits than any field has.");
        }
        return number;
    }

    private static LocalTime time(String text) {
        return LocalTime.parse(text.endsWith("Z") ? text.substring(0, text.length() - 1) : text);
    }

    private static String id(FieldDescribe field, String text) throws UnfitException {
        if (ID.matcher(text).matches()) {
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

    /** A day is its first moment. */
    private Instant moment(String text) {
        TemporalAccessor parsed = parsed(text);
        LocalTime time = parsed.query(TemporalQueries.localTime());
        LocalDateTime local = LocalDate.from(parsed).atTime(time == null ? LocalTime.MIDNIGHT : time);
        ZoneOffset offset = parsed.query(TemporalQueries.offset());
        return local.atZone(offset == null ? terms.zone() : offset).toInstant();
    }

    /** The day where the file's times are: a moment with an offset of its own is brought there, a day is that day. */
    private LocalDate date(String text) {
        TemporalAccessor parsed = parsed(text);
        boolean elsewhere =
                parsed.query(TemporalQueries.localTime()) != null && parsed.query(TemporalQueries.offset()) != null;
        return elsewhere ? LocalDate.ofInstant(Instant.from(parsed), terms.zone()) : LocalDate.from(parsed);
    }

    private TemporalAccessor parsed(String text) {
        DateTimeFormatter slashed = terms.dayFirst() ? DAY_FIRST : MONTH_FIRST;
        // ISO 8601 has a T before the time, where people write a blank.
        return (text.indexOf('/') < 0 ? ISO : slashed).parse(text.replace('T', ' '));
    }
}
