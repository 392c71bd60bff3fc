package dev.sallyport.sql.plan;

import java.sql.Date;
import java.sql.Time;
import java.sql.Timestamp;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/** A statement's parameter, as JDBC hands it over, in the terms of {@link dev.sallyport.sql.soql.SoqlValue}. */
final class ParameterValue {
    private ParameterValue() {}

    static @Nullable Object of(@Nullable Object value, ColumnType compared) {
        if (value instanceof Timestamp timestamp) {
            return timestamp.toLocalDateTime().toInstant(ZoneOffset.UTC);
        }
        if (value instanceof Date date) {
            return date.toLocalDate();
        }
        if (value instanceof Time time) {
            return time.toLocalTime();
        }
        return value == null ? null : compared.comparable(value);
    }
}
