package dev.sallyport.server.query;

import dev.sallyport.salesforce.FieldDescribe;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A field's values as people type and read them. */
public final class FieldValue {
    private FieldValue() {}

    /** A text that is no value of a field; its advice says how one is written. */
    public static final class Malformed extends Exception {
        private static final long serialVersionUID = 1;

        private final String advice;

        Malformed(String advice) {
            super(advice);
            this.advice = advice;
        }

        /** How a value of the field is written. */
        public String advice() {
            return advice;
        }
    }

    /** A value as text; null for none. */
    static @Nullable String text(@Nullable Object value) {
        if (value instanceof BigDecimal number) {
            return number.toPlainString();
        }
        return value == null || value instanceof byte[] ? null : value.toString();
    }

    /**
     * The value that a text stands for, of the type that Salesforce takes; null for the empty text.
     *
     * @throws Malformed if it stands for none
     */
    public static @Nullable Object parse(FieldDescribe field, String text) throws Malformed {
        if (text.isEmpty()) {
            return null;
        }
        String stripped = text.strip();
        try {
            return switch (field.type()) {
                case BOOLEAN -> truth(stripped);
                case INT -> Integer.valueOf(stripped);
                case LONG -> Long.valueOf(stripped);
                case DOUBLE, CURRENCY, PERCENT -> new BigDecimal(stripped);
                case DATE -> LocalDate.parse(stripped);
                case DATETIME -> Instant.parse(stripped);
                case TIME -> LocalTime.parse(stripped);
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
                        BASE64,
                        ADDRESS,
                        LOCATION,
                        ANYTYPE,
                        COMPLEXVALUE,
                        DATACATEGORYGROUPREFERENCE,
                        UNKNOWN -> text;
            };
        } catch (NumberFormatException e) {
            throw new Malformed("Type a number, such as 1234.5, without blanks.");
        } catch (DateTimeException e) {
            throw new Malformed(
                    switch (field.type()) {
                        case DATE -> "Type a date like 2026-05-31.";
                        case TIME -> "Type a time like 14:30:00.";
                        default -> "Type a moment in UTC like 2026-05-31T14:30:00Z.";
                    });
        }
    }

    private static Boolean truth(String text) throws Malformed {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new Malformed("Type true or false.");
        };
    }
}
