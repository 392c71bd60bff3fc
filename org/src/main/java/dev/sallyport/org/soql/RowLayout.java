package dev.sallyport.org.soql;

import dev.sallyport.org.data.Field;
import dev.sallyport.org.data.FieldType;
import java.math.BigDecimal;
import java.math.MathContext;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How a row is made of a row of the database.
 *
 * @param recordType the type of record whose id it has; null for a row that is no record
 * @param idColumn where that id stands in the database's row, from 1; 0 for a row that is no record
 * @param readers one for each column of the type
 */
record RowLayout(RowType type, @Nullable String recordType, int idColumn, List<Reader> readers) {
    private static final int MAX_DIGITS = 18;

    /** Reads one value. */
    @FunctionalInterface
    interface Reader {
        /**
         * A value, or null.
         *
         * @param children the children of the page's records: by subquery's name, then by parent's id
         */
        @Nullable
        Object read(ResultSet row, Map<String, Map<String, QueryResult>> children) throws SQLException;
    }

    RowLayout {
        readers = List.copyOf(readers);
    }

    /** The row, or null if it is a record that is not there: the parent of an empty reference. */
    @Nullable
    Row read(ResultSet row, Map<String, Map<String, QueryResult>> children) throws SQLException {
        String id = idColumn == 0 ? null : row.getString(idColumn);
        if (idColumn != 0 && id == null) {
            return null;
        }
        @Nullable Object[] values = new @Nullable Object[readers.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = readers.get(i).read(row, children);
        }
        return new Row(type, recordType, id, values);
    }

    /** Reads a value of a type. */
    static Reader value(FieldType type, @Nullable Field field, int column) {
        if (field != null && field.mask()) {
            return (row, children) -> masked(row.getString(column));
        }
        return (row, children) -> value(row, type, column);
    }

    private static @Nullable Object value(ResultSet row, FieldType type, int column) throws SQLException {
        return switch (type) {
            case BOOLEAN -> row.getObject(column, Boolean.class);
            case INT -> row.getObject(column, Integer.class);
            case LONG -> row.getObject(column, Long.class);
            case DOUBLE, CURRENCY, PERCENT -> number(row.getBigDecimal(column));
            case DATE -> row.getObject(column, LocalDate.class);
            case DATETIME -> {
                OffsetDateTime dateTime = row.getObject(column, OffsetDateTime.class);
                yield dateTime == null ? null : dateTime.toInstant();
            }
            case TIME -> row.getObject(column, LocalTime.class);
            case BASE64 -> row.getBytes(column);
            case ID,
                    STRING,
                    TEXTAREA,
                    PICKLIST,
                    MULTIPICKLIST,
                    COMBOBOX,
                    REFERENCE,
                    EMAIL,
                    PHONE,
                    URL,
                    ADDRESS,
                    LOCATION,
                    ENCRYPTED_STRING,
                    DATA_CATEGORY_GROUP_REFERENCE,
                    ANY_TYPE,
                    COMPLEX_VALUE -> row.getString(column);
        };
    }

    /** A number with no more digits than a double has, as quotients may have. */
    private static @Nullable BigDecimal number(@Nullable BigDecimal value) {
        return value == null || value.precision() <= MAX_DIGITS ? value : value.round(MathContext.DECIMAL64);
    }

    private static @Nullable String masked(@Nullable String text) {
        return text == null ? null : "*".repeat(text.length());
    }
}
