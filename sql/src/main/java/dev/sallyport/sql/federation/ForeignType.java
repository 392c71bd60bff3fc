package dev.sallyport.sql.federation;

import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.Calendar;
import java.util.TimeZone;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.sql.type.SqlTypeName;
import org.jspecify.annotations.Nullable;

/**
 * The SQL type of each {@link ForeignKind}, and how running plans hold its values: dates as days and times as milliseconds, as
 * Calcite has them.
 */
final class ForeignType {
    /**
     * Of every foreign text: by nothing else does planning know one, and compare constants with it by case. No field of
     * Salesforce is so long.
     */
    static final int TEXT_LENGTH = 65_535;

    private static final int DIGITS = 38;
    private static final int DIGITS_BEHIND_THE_POINT = 18;
    private static final int MILLISECONDS = 3;
    private static final long NANOS_OF_A_MILLISECOND = 1_000_000;

    /** In milliseconds before or after 1970; PostgreSQL's moments end in the year 294276. */
    private static final long FURTHEST_MOMENT = 10_000_000_000_000_000L;

    private ForeignType() {}

    /** Whether a column has to be cast to text before anything can be said of it. */
    static boolean comesAsText(ForeignColumn column) {
        return column.kind() == ForeignKind.OTHER;
    }

    /** The SQL type of a column. */
    static RelDataType of(ForeignColumn column, RelDataTypeFactory types) {
        RelDataType type =
                switch (column.kind()) {
                    case BOOLEAN -> types.createSqlType(SqlTypeName.BOOLEAN);
                    case INTEGER -> types.createSqlType(SqlTypeName.INTEGER);
                    case BIGINT -> types.createSqlType(SqlTypeName.BIGINT);
                    case REAL -> types.createSqlType(SqlTypeName.REAL);
                    case DOUBLE -> types.createSqlType(SqlTypeName.DOUBLE);
                    case DECIMAL -> decimal(column, types);
                    case DATE -> types.createSqlType(SqlTypeName.DATE);
                    case TIME -> types.createSqlType(SqlTypeName.TIME, MILLISECONDS);
                    case TIMESTAMP -> types.createSqlType(SqlTypeName.TIMESTAMP, MILLISECONDS);
                    case TEXT, OTHER -> types.createSqlType(SqlTypeName.VARCHAR, TEXT_LENGTH);
                };
        return types.createTypeWithNullability(type, column.nullable());
    }

    /** Without limits, or with such as few databases know, a number has room as Spark gives it. */
    private static RelDataType decimal(ForeignColumn column, RelDataTypeFactory types) {
        boolean plain =
                column.size() > 0 && column.size() <= DIGITS && column.scale() >= 0 && column.scale() <= column.size();
        return plain
                ? types.createSqlType(SqlTypeName.DECIMAL, column.size(), column.scale())
                : types.createSqlType(SqlTypeName.DECIMAL, DIGITS, DIGITS_BEHIND_THE_POINT);
    }

    /**
     * Reads a value.
     *
     * @throws ArithmeticException if the type has no such value, as infinity; or {@link SQLException} where the driver says so
     * @param type the column's, as the plan has it
     */
    static @Nullable Object read(ResultSet row, int position, RelDataType type) throws SQLException {
        Object value =
                switch (type.getSqlTypeName()) {
                    case BOOLEAN -> row.getBoolean(position);
                    case TINYINT, SMALLINT, INTEGER -> row.getInt(position);
                    case BIGINT -> row.getLong(position);
                    case REAL -> row.getFloat(position);
                    case DOUBLE, FLOAT -> row.getDouble(position);
                    case DECIMAL -> decimal(row.getBigDecimal(position), type.getScale());
                    case DATE -> days(row.getObject(position, LocalDate.class));
                    case TIME -> milliseconds(row.getObject(position, LocalTime.class));
                    case TIMESTAMP -> milliseconds(row, position);
                    default -> row.getString(position);
                };
        return row.wasNull() ? null : value;
    }

    /** With the digits that the column promises, for plans compare keys by {@code equals}; what there are beyond them stays. */
    private static @Nullable BigDecimal decimal(@Nullable BigDecimal number, int scale) {
        if (number == null || number.scale() == scale) {
            return number;
        }
        BigDecimal digits = number.stripTrailingZeros();
        return digits.scale() < scale ? digits.setScale(scale) : digits;
    }

    private static @Nullable Integer days(@Nullable LocalDate date) {
        return date == null ? null : Math.toIntExact(date.toEpochDay());
    }

    private static @Nullable Integer milliseconds(@Nullable LocalTime time) {
        return time == null ? null : Math.toIntExact(time.toNanoOfDay() / NANOS_OF_A_MILLISECOND);
    }

    private static @Nullable Long milliseconds(ResultSet row, int position) throws SQLException {
        Timestamp moment = row.getTimestamp(position, Calendar.getInstance(TimeZone.getTimeZone("UTC")));
        if (moment == null) {
            return null;
        }
        long time = moment.getTime();
        if (Math.abs(time) > FURTHEST_MOMENT) { // as the driver says infinity
            throw new ArithmeticException("An infinite moment");
        }
        return time;
    }
}
