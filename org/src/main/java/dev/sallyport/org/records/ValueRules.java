package dev.sallyport.org.records;

import dev.sallyport.org.data.Field;
import dev.sallyport.org.data.FieldType;
import dev.sallyport.org.data.PicklistValue;
import dev.sallyport.org.data.SalesforceId;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a value must be to be stored in a field, whichever record it is of; brings it into the form that is stored. */
final class ValueRules {
    private static final Pattern EMAIL =
            Pattern.compile("[A-Za-z0-9!#$%&'*+/=?^_`{|}~.-]+@[A-Za-z0-9-]+(\\.[A-Za-z0-9-]+)+");
    /** Salesforce keeps dates from 1700 to 4000. */
    private static final int FIRST_YEAR = 1700;

    private static final int LAST_YEAR = 4000;
    /** Decimals that Salesforce keeps, whatever the scale of the field. */
    private static final int MOST_DECIMALS = 24;

    private ValueRules() {}

    /**
     * Checks a value that is not null.
     *
     * @return the value as it is stored; null for text of blanks only, which Salesforce takes for none
     * @throws RecordException if Salesforce would refuse it
     */
    static @Nullable Object normalise(Field field, Object value) {
        return switch (field.type()) {
            case ID, REFERENCE -> reference(field, value);
            case STRING,
                    TEXTAREA,
                    PHONE,
                    URL,
                    COMBOBOX,
                    ENCRYPTED_STRING,
                    ANY_TYPE,
                    COMPLEX_VALUE,
                    DATA_CATEGORY_GROUP_REFERENCE -> text(field, value);
            case EMAIL -> email(field, value);
            case PICKLIST -> picklist(field, value);
            case MULTIPICKLIST -> multipicklist(field, value);
            case BOOLEAN -> of(field, value, Boolean.class);
            case INT -> of(field, value, Integer.class);
            case LONG -> value instanceof Integer small ? (Object) small.longValue() : of(field, value, Long.class);
            case DOUBLE, CURRENCY, PERCENT -> number(field, value);
            case DATE -> date(field, of(field, value, LocalDate.class));
            case DATETIME -> datetime(field, of(field, value, Instant.class));
            case TIME -> of(field, value, LocalTime.class);
            case BASE64 -> of(field, value, byte[].class);
            case ADDRESS, LOCATION ->
                throw new RecordException(
                        "INVALID_FIELD_FOR_INSERT_UPDATE",
                        "Unable to create/update fields: " + field.name()
                                + ". Please check the security settings of this field and verify that it is read/write"
                                + " for your profile or permission set.",
                        field.name());
        };
    }

    private static <T> T of(Field field, Object value, Class<T> type) {
        if (!type.isInstance(value)) {
            throw new RecordException(
                    "INVALID_TYPE_ON_FIELD_IN_RECORD",
                    field.label() + ": value not of required type: " + value,
                    field.name());
        }
        return type.cast(value);
    }

    private static @Nullable Object reference(Field field, Object value) {
        String text = of(field, value, String.class).strip();
        if (text.isEmpty()) {
            return null;
        }
        Optional<SalesforceId> id = SalesforceId.parse(text);
        if (id.isEmpty()) {
            throw new RecordException(
                    "MALFORMED_ID", field.label() + ": id value of incorrect type: " + text, field.name());
        }
        return id.get().value();
    }

    private static @Nullable String text(Field field, Object value) {
        String text = of(field, value, String.class).strip();
        if (text.isEmpty()) {
            return null;
        }
        if (text.codePointCount(0, text.length()) > field.length()) {
            throw new RecordException(
                    "STRING_TOO_LONG",
                    field.label() + ": data value too large: " + text + " (max length=" + field.length() + ")",
                    field.name());
        }
        return text;
    }

    private static @Nullable String email(Field field, Object value) {
        String text = text(field, value);
        if (text != null && !EMAIL.matcher(text).matches()) {
            throw new RecordException(
                    "INVALID_EMAIL_ADDRESS", field.label() + ": invalid email address: " + text, field.name());
        }
        return text;
    }

    private static @Nullable String picklist(Field field, Object value) {
        String text = text(field, value);
        return text == null ? null : picklistValue(field, text);
    }

    /** Values are kept in the order of the definition, whatever order they come in. */
    private static @Nullable String multipicklist(Field field, Object value) {
        String text = text(field, value);
        if (text == null) {
            return null;
        }
        List<String> order =
                field.picklistValues().stream().map(PicklistValue::value).toList();
        String values = Arrays.stream(text.split(";", -1))
                .map(String::strip)
                .filter(single -> !single.isEmpty())
                .map(single -> picklistValue(field, single))
                .distinct()
                .sorted(java.util.Comparator.comparingInt(
                        single -> order.contains(single) ? order.indexOf(single) : Integer.MAX_VALUE))
                .reduce("", (list, single) -> list.isEmpty() ? single : list + ";" + single);
        return values.isEmpty() ? null : values;
    }

    /** A value of the list is stored as the list spells it; another only where the field is not restricted. */
    private static String picklistValue(Field field, String text) {
        for (PicklistValue value : field.picklistValues()) {
            if (value.value().equalsIgnoreCase(text)) {
                return value.value();
            }
        }
        if (field.restrictedPicklist()) {
            throw new RecordException(
                    "INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST",
                    field.label() + ": bad value for restricted picklist field: " + text,
                    field.name());
        }
        return text;
    }

    /** Decimals stay as they are sent: the scale of a field is for the pages that people see, not for the APIs. */
    private static BigDecimal number(Field field, Object value) {
        BigDecimal number = value instanceof Integer || value instanceof Long
                ? BigDecimal.valueOf(((Number) value).longValue())
                : of(field, value, BigDecimal.class);
        BigDecimal kept =
                number.scale() > MOST_DECIMALS ? number.setScale(MOST_DECIMALS, RoundingMode.HALF_UP) : number;
        BigDecimal digits = kept.stripTrailingZeros();
        if (digits.signum() != 0 && digits.precision() - digits.scale() > field.precision() - field.scale()) {
            throw new RecordException(
                    "NUMBER_OUTSIDE_VALID_RANGE",
                    field.label() + ": value outside of valid range on numeric field: " + number.doubleValue(),
                    field.name());
        }
        return digits.scale() < 0 ? digits.setScale(0) : digits;
    }

    private static LocalDate date(Field field, LocalDate date) {
        requireYear(field, date.getYear(), date);
        return date;
    }

    private static Instant datetime(Field field, Instant instant) {
        requireYear(field, instant.atOffset(ZoneOffset.UTC).getYear(), instant);
        return instant.truncatedTo(ChronoUnit.SECONDS);
    }

    private static void requireYear(Field field, int year, Object value) {
        if (year < FIRST_YEAR || year > LAST_YEAR) {
            throw new RecordException(
                    "NUMBER_OUTSIDE_VALID_RANGE", field.label() + ": invalid date: " + value, field.name());
        }
    }

    /** Whether emptying the field is a matter of its type alone: a checkbox is never empty. */
    static boolean mayBeNull(Field field) {
        return field.type() != FieldType.BOOLEAN;
    }
}
