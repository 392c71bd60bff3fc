package dev.sallyport.org.bulk;

import dev.sallyport.org.data.DateTimeText;
import dev.sallyport.org.data.DoubleText;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;

/** Values of a query's rows as text, in the forms of XML Schema that the Bulk APIs write. */
public final class BulkValues {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss.SSS'Z'");

    private BulkValues() {}

    /** The text of a value as {@link dev.sallyport.org.soql.Row#get(int)} gives it; null for null. */
    public static @Nullable String text(@Nullable Object value) {
        if (value == null) {
            return null;
        }
        if (value instanceof BigDecimal number) {
            return DoubleText.of(number);
        }
        if (value instanceof Instant instant) {
            return DateTimeText.xml(instant);
        }
        return value instanceof LocalTime time ? TIME.format(time) : value.toString();
    }
}
