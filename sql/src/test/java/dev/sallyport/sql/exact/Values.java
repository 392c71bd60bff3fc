package dev.sallyport.sql.exact;

import java.math.BigDecimal;
import java.sql.Date;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Time;
import java.sql.Timestamp;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.Calendar;
import java.util.Locale;
import java.util.TimeZone;
import org.jspecify.annotations.Nullable;

/**
 * Values as both engines have them: {@code String}, {@code BigDecimal}, {@code Boolean}, {@code LocalDate},
 * {@code LocalDateTime} (the wall clock in UTC), {@code LocalTime} or null.
 */
final class Values {
    private Values() {}

    /** Reads a column, counted from 1. */
    static @Nullable Object read(Dialect dialect, ResultSet rows, int column, Kind kind) throws SQLException {
        return switch (dialect) {
            case H2 -> rows.getObject(column, type(kind));
            case SALLYPORT -> read(rows, column, kind);
        };
    }

    private static @Nullable Object read(ResultSet rows, int column, Kind kind) throws SQLException {
        return switch (kind) {
            case TEXT, ID -> rows.getString(column);
            case INTEGER, DECIMAL -> rows.getBigDecimal(column);
            case BOOLEAN -> {
                boolean value = rows.getBoolean(column);
                yield rows.wasNull() ? null : value;
            }
            case DATE -> {
                @Nullable String text = rows.getString(column);
                yield text == null ? null : LocalDate.parse(text);
            }
            case TIMESTAMP -> {
                @Nullable Timestamp value = rows.getTimestamp(column, utc());
                yield value == null ? null : LocalDateTime.ofInstant(value.toInstant(), ZoneOffset.UTC);
            }
            case TIME -> {
                @Nullable String text = rows.getString(column);
                yield text == null ? null : LocalTime.parse(text);
            }
        };
    }

    private static Class<?> type(Kind kind) {
        return switch (kind) {
            case TEXT, ID -> String.class;
            case INTEGER, DECIMAL -> BigDecimal.class;
            case BOOLEAN -> Boolean.class;
            case DATE -> LocalDate.class;
            case TIMESTAMP -> LocalDateTime.class;
            case TIME -> LocalTime.class;
        };
    }

    /** Sets a parameter of a Sallyport statement, counted from 1. */
    static void bind(PreparedStatement statement, int index, Literal literal) throws SQLException {
        Object value = literal.value();
        if (value == null) {
            statement.setNull(index, literal.kind().jdbc());
        } else if (value instanceof LocalDate date) {
            statement.setDate(index, Date.valueOf(date));
        } else if (value instanceof LocalDateTime dateTime) {
            statement.setTimestamp(index, Timestamp.from(dateTime.toInstant(ZoneOffset.UTC)), utc());
        } else if (value instanceof LocalTime time) {
            statement.setTime(index, Time.valueOf(time));
        } else if (value instanceof BigDecimal number) {
            statement.setBigDecimal(index, number);
        } else if (value instanceof Boolean bool) {
            statement.setBoolean(index, bool);
        } else {
            statement.setString(index, (String) value);
        }
    }

    private static Calendar utc() {
        return Calendar.getInstance(TimeZone.getTimeZone("UTC"), Locale.ROOT);
    }
}
