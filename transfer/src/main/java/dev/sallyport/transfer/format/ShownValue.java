package dev.sallyport.transfer.format;

import java.sql.ResultSet;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** A value of a row as files and screens have it. */
public final class ShownValue {
    /** The largest whole number that those read exactly to whom every number is a binary fraction, as to JavaScript. */
    private static final long LARGEST_NUMBER = (1L << 53) - 1;

    private ShownValue() {}

    /** What every reader of JSON reads exactly as it is, the rest as its text: decimals keep all their digits. */
    public static @Nullable Object of(ResultSet row, int column) throws SQLException {
        Object value = plain(row, column);
        if (value == null || value instanceof Boolean || value instanceof Integer || value instanceof Double) {
            return value;
        }
        boolean exact = value instanceof Long whole && -LARGEST_NUMBER <= whole && whole <= LARGEST_NUMBER;
        return exact ? value : value.toString();
    }

    /** The value itself, but of dates and times the text that SQL writes: {@code 2024-02-29 12:00:00.250}. */
    public static @Nullable Object plain(ResultSet row, int column) throws SQLException {
        Object value = row.getObject(column);
        // What java.sql has of dates and times are wall clocks of this machine's zone, where some times are not.
        return value instanceof java.util.Date ? row.getString(column) : value;
    }
}
