package dev.sallyport.org.soql;

import dev.sallyport.org.data.Field;
import dev.sallyport.org.data.FieldType;
import dev.sallyport.org.data.PicklistValue;
import dev.sallyport.org.soql.RowLayout.Reader;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.text.NumberFormat;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** {@code toLabel} and {@code FORMAT}: values as people of the United States' locale read them. */
final class ValueFormats {
    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("M/d/yyyy", Locale.US);
    private static final DateTimeFormatter DATE_TIME = DateTimeFormatter.ofPattern("M/d/yyyy, h:mm a", Locale.US);
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("h:mm a", Locale.US);

    private final ZoneId zone;

    ValueFormats(ZoneId zone) {
        this.zone = zone;
    }

    /** A function of a value, by its name in upper case. */
    Reader applied(String function, Operand operand, Reader plain) {
        if (function.equals("TOLABEL")) {
            Map<String, String> labels = labels(operand.field());
            return (row, children) -> label(plain.read(row, children), labels);
        }
        if (function.equals("FORMAT")) {
            return (row, children) -> formatted(plain.read(row, children), operand);
        }
        return plain;
    }

    private static Map<String, String> labels(@Nullable Field field) {
        Map<String, String> labels = new HashMap<>();
        if (field != null) {
            for (PicklistValue value : field.picklistValues()) {
                labels.put(value.value(), value.label());
            }
        }
        return labels;
    }

    private static @Nullable Object label(@Nullable Object value, Map<String, String> labels) {
        return value == null
                ? null
                : Arrays.stream(value.toString().split(";", -1))
                        .map(choice -> labels.getOrDefault(choice, choice))
                        .collect(Collectors.joining(";"));
    }

    private @Nullable Object formatted(@Nullable Object value, Operand operand) {
        if (value instanceof BigDecimal number && operand.type() == FieldType.CURRENCY) {
            return rounding(NumberFormat.getCurrencyInstance(Locale.US)).format(number);
        }
        if (value instanceof Number number) {
            NumberFormat format = rounding(NumberFormat.getNumberInstance(Locale.US));
            Field field = operand.field();
            if (field != null && value instanceof BigDecimal) {
                format.setMinimumFractionDigits(field.scale());
                format.setMaximumFractionDigits(field.scale());
            }
            return format.format(number) + (operand.type() == FieldType.PERCENT ? "%" : "");
        }
        if (value instanceof LocalDate date) {
            return DATE.format(date);
        }
        if (value instanceof Instant instant) {
            return DATE_TIME.format(instant.atZone(zone));
        }
        if (value instanceof LocalTime time) {
            return TIME.format(time);
        }
        return value == null ? null : value.toString();
    }

    private static NumberFormat rounding(NumberFormat format) {
        format.setRoundingMode(RoundingMode.HALF_UP);
        return format;
    }
}
