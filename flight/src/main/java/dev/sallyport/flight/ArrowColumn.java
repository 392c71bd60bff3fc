package dev.sallyport.flight;

import dev.sallyport.flight.FlightException.Reason;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import org.apache.arrow.vector.BigIntVector;
import org.apache.arrow.vector.BitVector;
import org.apache.arrow.vector.DateDayVector;
import org.apache.arrow.vector.Decimal256Vector;
import org.apache.arrow.vector.DecimalVector;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.Float4Vector;
import org.apache.arrow.vector.Float8Vector;
import org.apache.arrow.vector.IntVector;
import org.apache.arrow.vector.SmallIntVector;
import org.apache.arrow.vector.TimeMilliVector;
import org.apache.arrow.vector.TimeStampMilliTZVector;
import org.apache.arrow.vector.TinyIntVector;
import org.apache.arrow.vector.VarBinaryVector;
import org.apache.arrow.vector.VarCharVector;
import org.apache.arrow.vector.types.DateUnit;
import org.apache.arrow.vector.types.FloatingPointPrecision;
import org.apache.arrow.vector.types.TimeUnit;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.jspecify.annotations.Nullable;

/** How values of SQL become values of Arrow; nothing is rounded or cut on the way. */
final class ArrowColumn {
    private static final int DIGITS_OF_128_BITS = 38;
    private static final int DIGITS_OF_256_BITS = 76;
    private static final long NANOS_A_MILLISECOND = 1_000_000;

    private ArrowColumn() {}

    /** The Arrow type of a SQL type; text for types that Arrow has none for. */
    static ArrowType type(ColumnShape column) {
        return switch (column.jdbcType()) {
            case Types.BOOLEAN, Types.BIT -> ArrowType.Bool.INSTANCE;
            case Types.TINYINT -> new ArrowType.Int(8, true);
            case Types.SMALLINT -> new ArrowType.Int(16, true);
            case Types.INTEGER -> new ArrowType.Int(32, true);
            case Types.BIGINT -> new ArrowType.Int(64, true);
            case Types.REAL -> new ArrowType.FloatingPoint(FloatingPointPrecision.SINGLE);
            case Types.FLOAT, Types.DOUBLE -> new ArrowType.FloatingPoint(FloatingPointPrecision.DOUBLE);
            case Types.DECIMAL, Types.NUMERIC -> decimal(column.precision(), column.scale());
            case Types.DATE -> new ArrowType.Date(DateUnit.DAY);
            case Types.TIME -> new ArrowType.Time(TimeUnit.MILLISECOND, 32);
            // A datetime is an instant; the wall clock that SQL shows of it is UTC's.
            case Types.TIMESTAMP, Types.TIMESTAMP_WITH_TIMEZONE -> new ArrowType.Timestamp(TimeUnit.MILLISECOND, "UTC");
            case Types.BINARY, Types.VARBINARY, Types.LONGVARBINARY, Types.BLOB -> ArrowType.Binary.INSTANCE;
            default -> ArrowType.Utf8.INSTANCE;
        };
    }

    private static ArrowType decimal(int precision, int scale) {
        int digits = precision < 1 ? DIGITS_OF_128_BITS : Math.min(precision, DIGITS_OF_256_BITS);
        return new ArrowType.Decimal(digits, scale, digits > DIGITS_OF_128_BITS ? 256 : 128);
    }

    /**
     * Puts the value that a row has of a column into a vector of the column's type.
     *
     * @param column counted from 1
     * @return about how many bytes it takes
     * @throws FlightException if it has more digits than the column's type
     */
    static int put(ResultSet rows, int column, FieldVector vector, int row) throws SQLException {
        if (vector instanceof VarCharVector text) {
            return text(rows.getString(column), text, row);
        } else if (vector instanceof DecimalVector decimals) {
            BigDecimal value = scaled(
                    rows.getBigDecimal(column), decimals.getName(), decimals.getPrecision(), decimals.getScale());
            if (value == null) {
                decimals.setNull(row);
            } else {
                decimals.setSafe(row, value);
            }
            return DecimalVector.TYPE_WIDTH;
        } else if (vector instanceof Decimal256Vector decimals) {
            BigDecimal value = scaled(
                    rows.getBigDecimal(column), decimals.getName(), decimals.getPrecision(), decimals.getScale());
            if (value == null) {
                decimals.setNull(row);
            } else {
                decimals.setSafe(row, value);
            }
            return Decimal256Vector.TYPE_WIDTH;
        } else if (vector instanceof VarBinaryVector binary) {
            byte[] value = rows.getBytes(column);
            if (value == null) {
                binary.setNull(row);
                return 1;
            }
            binary.setSafe(row, value);
            return value.length;
        }
        return fixed(rows, column, vector, row);
    }

    private static int text(@Nullable String value, VarCharVector text, int row) {
        if (value == null) {
            text.setNull(row);
            return 1;
        }
        byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
        text.setSafe(row, bytes);
        return bytes.length;
    }

    private static int fixed(ResultSet rows, int column, FieldVector vector, int row) throws SQLException {
        if (vector instanceof DateDayVector days) {
            LocalDate value = rows.getObject(column, LocalDate.class);
            if (value != null) {
                days.setSafe(row, Math.toIntExact(value.toEpochDay()));
                return Integer.BYTES;
            }
        } else if (vector instanceof TimeMilliVector times) {
            LocalTime value = rows.getObject(column, LocalTime.class);
            if (value != null) {
                times.setSafe(row, (int) (value.toNanoOfDay() / NANOS_A_MILLISECOND));
                return Integer.BYTES;
            }
        } else if (vector instanceof TimeStampMilliTZVector moments) {
            Instant value = rows.getObject(column, Instant.class);
            if (value != null) {
                moments.setSafe(row, value.toEpochMilli());
                return Long.BYTES;
            }
        } else {
            return number(rows, column, vector, row);
        }
        vector.setNull(row);
        return 1;
    }

    private static int number(ResultSet rows, int column, FieldVector vector, int row) throws SQLException {
        if (vector instanceof BitVector bits) {
            bits.setSafe(row, rows.getBoolean(column) ? 1 : 0);
        } else if (vector instanceof TinyIntVector small) {
            small.setSafe(row, rows.getByte(column));
        } else if (vector instanceof SmallIntVector small) {
            small.setSafe(row, rows.getShort(column));
        } else if (vector instanceof IntVector whole) {
            whole.setSafe(row, rows.getInt(column));
        } else if (vector instanceof BigIntVector whole) {
            whole.setSafe(row, rows.getLong(column));
        } else if (vector instanceof Float4Vector single) {
            single.setSafe(row, rows.getFloat(column));
        } else if (vector instanceof Float8Vector fractions) {
            fractions.setSafe(row, rows.getDouble(column));
        } else {
            throw new IllegalStateException("No column has the type " + vector.getField());
        }
        if (rows.wasNull()) {
            vector.setNull(row);
        }
        return Long.BYTES;
    }

    private static @Nullable BigDecimal scaled(@Nullable BigDecimal value, String name, int digits, int scale) {
        if (value == null) {
            return null;
        }
        try {
            BigDecimal scaled = value.setScale(scale);
            if (scaled.precision() <= digits) {
                return scaled;
            }
        } catch (ArithmeticException e) {
            // Told below, as more digits before the point are.
        }
        throw new FlightException(
                Reason.INVALID,
                "The column " + name + " is a DECIMAL(" + digits + ", " + scale + ") and has a value with more digits.",
                "Say how many it may have: CAST(\"" + name + "\" AS DECIMAL(38, 10)).");
    }
}
