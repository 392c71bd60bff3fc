package dev.sallyport.sql.plan;

import dev.sallyport.salesforce.FieldType;
import dev.sallyport.sql.soql.SoqlValue;
import java.sql.Date;
import java.sql.Time;
import java.sql.Timestamp;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.apache.calcite.DataContext;
import org.jspecify.annotations.Nullable;

/**
 * The values that SOQL needs in one run of a statement: its parameters, as JDBC hands them over, and what is computed then.
 *
 * @param context the run
 */
record RunValues(DataContext context) implements SoqlValue.Parameters {
    /** The moment at which a day begins in UTC, some days after a date. */
    record StartOfDay(SoqlValue date, int daysLater) implements SoqlValue.Computed {
        @Override
        public String toString() {
            String day = date instanceof SoqlValue.Parameter parameter ? "?" + parameter.index() : String.valueOf(date);
            return "start of " + day + (daysLater == 0 ? "" : " + " + daysLater + " day");
        }
    }

    @Override
    public @Nullable Object value(SoqlValue value, FieldType compared) {
        if (value instanceof SoqlValue.Constant constant) {
            return constant.value();
        }
        if (value instanceof SoqlValue.Parameter parameter) {
            return held(context.get("?" + parameter.index()), compared);
        }
        if (value instanceof ConstantExpression expression) {
            return held(expression.value(context), compared);
        }
        StartOfDay start = (StartOfDay) value;
        return value(start.date(), FieldType.DATE) instanceof LocalDate date
                ? date.plusDays(start.daysLater()).atStartOfDay(ZoneOffset.UTC).toInstant()
                : null;
    }

    private static @Nullable Object held(@Nullable Object value, FieldType compared) {
        if (value instanceof Timestamp timestamp) {
            return timestamp.toLocalDateTime().toInstant(ZoneOffset.UTC);
        }
        if (value instanceof Date date) {
            return date.toLocalDate();
        }
        if (value instanceof Time time) {
            return time.toLocalTime();
        }
        return value == null ? null : ColumnType.of(compared).comparable(value);
    }
}
