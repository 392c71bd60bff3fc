package dev.sallyport.sql.write;

import dev.sallyport.salesforce.FieldType;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import org.jspecify.annotations.Nullable;

/** A value as a running plan holds it, as the client takes it. */
final class WrittenValue {
    private WrittenValue() {}

    static @Nullable Object of(FieldType type, @Nullable Object held) {
        if (held == null) {
            return null;
        }
        return switch (type) {
            case DATE -> LocalDate.ofEpochDay(((Number) held).longValue());
            case DATETIME -> Instant.ofEpochMilli(((Number) held).longValue());
            case TIME -> LocalTime.ofNanoOfDay(((Number) held).longValue() * 1_000_000);
            case INT, LONG, DOUBLE, CURRENCY, PERCENT ->
                held instanceof BigDecimal number ? number : new BigDecimal(held.toString());
            case BOOLEAN -> held;
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
                    UNKNOWN -> held.toString();
        };
    }
}
