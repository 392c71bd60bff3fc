package dev.sallyport.org.records;

import dev.sallyport.org.data.DateTimeText;
import dev.sallyport.org.data.Field;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** Reads the text of CSV, XML and JSON strings as values of fields, in the forms of XML Schema that the APIs share. */
public final class FieldText {

    private FieldText() {}

    /**
     * Reads a value.
     *
     * @return a value of the type that {@link dev.sallyport.org.soql.Row#get(int)} gives; null for empty text
     * @throws UnreadableValueException if the text is no value of the field's type
     */
    public static @Nullable Object parse(Field field, String text) throws UnreadableValueException {
        String trimmed = text.strip();
        if (trimmed.isEmpty()) {
            return null;
        }
        try {
            return value(field, text, trimmed);
        } catch (DateTimeException | IllegalArgumentException e) {
            throw new UnreadableValueException("'" + text + "' is not a valid value for the type " + field.soapType());
        }
    }

    private static Object value(Field field, String text, String trimmed) {
        return switch (field.type()) {
            case ID, REFERENCE -> trimmed;
            case STRING,
                    TEXTAREA,
                    PICKLIST,
                    MULTIPICKLIST,
                    COMBOBOX,
                    EMAIL,
                    PHONE,
                    URL,
                    ENCRYPTED_STRING,
                    DATA_CATEGORY_GROUP_REFERENCE,
                    ANY_TYPE,
                    COMPLEX_VALUE -> text;
            case BOOLEAN -> bool(trimmed);
            case INT -> Integer.valueOf(trimmed);
            case LONG -> Long.valueOf(trimmed);
            case DOUBLE, CURRENCY, PERCENT -> decimal(trimmed);
            case DATE -> LocalDate.parse(trimmed.endsWith("Z") ? trimmed.substring(0, trimmed.length() - 1) : trimmed);
            case DATETIME -> instant(trimmed);
            case TIME -> LocalTime.parse(trimmed.endsWith("Z") ? trimmed.substring(0, trimmed.length() - 1) : trimmed);
            case BASE64 -> Base64.getMimeDecoder().decode(trimmed);
            case ADDRESS, LOCATION -> throw new IllegalArgumentException("Compound fields are written by their parts");
        };
    }

    private static Boolean bool(String text) {
        return switch (text) {
            case "true", "TRUE", "True", "1" -> true;
            case "false", "FALSE", "False", "0" -> false;
            default -> throw new IllegalArgumentException(text);
        };
    }

    /** The exponent is bounded, lest a short text make a number of a million digits. */
    private static BigDecimal decimal(String text) {
        BigDecimal number = new BigDecimal(text);
        if (Math.abs((long) number.scale()) > 400 || number.precision() > 400) {
            throw new IllegalArgumentException("Out of the range of a double");
        }
        return number;
    }

    private static Instant instant(String text) {
        return DateTimeText.parse(text);
    }
}
