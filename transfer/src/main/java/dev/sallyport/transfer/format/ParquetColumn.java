package dev.sallyport.transfer.format;

import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.Arrays;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.io.api.RecordConsumer;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimeUnit;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Type;
import org.jspecify.annotations.Nullable;

/**
 * A column of a Parquet file: its logical type and how a value of a row becomes one. Each may be null.
 *
 * @param name the column's
 * @param type as the file's schema has it
 * @param value what of a row becomes the column's value
 */
record ParquetColumn(String name, Type type, Value value) {
    /** What readers hold: a decimal of more digits is one that few of them read. */
    private static final int MOST_DIGITS = 38;

    private static final int DIGITS_OF_INT = 9;
    private static final int DIGITS_OF_LONG = 18;
    private static final long NANOS_A_MILLISECOND = 1_000_000;

    /** A value on its way from a row to the file. */
    @FunctionalInterface
    private interface Value {
        /** Reads it and says how it is written; null for no value. */
        @Nullable
        Written read(ResultSet row, int column) throws SQLException, IOException;
    }

    @FunctionalInterface
    private interface Written {
        void to(RecordConsumer consumer);
    }

    /** The column that has all values of one of a result's; digits that a decimal has beyond its column's are rounded. */
    static ParquetColumn of(ResultSetMetaData columns, int column, String name, RoundingMode rounding)
            throws SQLException {
        return switch (columns.getColumnType(column)) {
            case Types.BOOLEAN, Types.BIT ->
                plain(name, PrimitiveTypeName.BOOLEAN, null, (row, at) -> {
                    boolean value = row.getBoolean(at);
                    return row.wasNull() ? null : to -> to.addBoolean(value);
                });
            case Types.TINYINT, Types.SMALLINT, Types.INTEGER ->
                plain(name, PrimitiveTypeName.INT32, null, (row, at) -> {
                    int value = row.getInt(at);
                    return row.wasNull() ? null : to -> to.addInteger(value);
                });
            case Types.BIGINT ->
                plain(name, PrimitiveTypeName.INT64, null, (row, at) -> {
                    long value = row.getLong(at);
                    return row.wasNull() ? null : to -> to.addLong(value);
                });
            case Types.REAL, Types.FLOAT, Types.DOUBLE ->
                plain(name, PrimitiveTypeName.DOUBLE, null, (row, at) -> {
                    double value = row.getDouble(at);
                    return row.wasNull() ? null : to -> to.addDouble(value);
                });
            case Types.DECIMAL, Types.NUMERIC ->
                decimal(name, new Digits(columns.getPrecision(column), columns.getScale(column), rounding));
            case Types.DATE ->
                plain(name, PrimitiveTypeName.INT32, LogicalTypeAnnotation.dateType(), (row, at) -> {
                    LocalDate value = row.getObject(at, LocalDate.class);
                    return value == null ? null : to -> to.addInteger(Math.toIntExact(value.toEpochDay()));
                });
            case Types.TIME ->
                // The wall clock that SQL shows is UTC's.
                plain(
                        name,
                        PrimitiveTypeName.INT32,
                        LogicalTypeAnnotation.timeType(true, TimeUnit.MILLIS),
                        (row, at) -> {
                            LocalTime value = row.getObject(at, LocalTime.class);
                            return value == null
                                    ? null
                                    : to -> to.addInteger((int) (value.toNanoOfDay() / NANOS_A_MILLISECOND));
                        });
            case Types.TIMESTAMP, Types.TIMESTAMP_WITH_TIMEZONE ->
                plain(
                        name,
                        PrimitiveTypeName.INT64,
                        LogicalTypeAnnotation.timestampType(true, TimeUnit.MILLIS),
                        (row, at) -> {
                            Instant value = row.getObject(at, Instant.class);
                            return value == null ? null : to -> to.addLong(value.toEpochMilli());
                        });
            case Types.BINARY, Types.VARBINARY, Types.LONGVARBINARY, Types.BLOB ->
                plain(name, PrimitiveTypeName.BINARY, null, (row, at) -> {
                    byte[] value = row.getBytes(at);
                    return value == null ? null : to -> to.addBinary(Binary.fromConstantByteArray(value));
                });
            default ->
                plain(name, PrimitiveTypeName.BINARY, LogicalTypeAnnotation.stringType(), (row, at) -> {
                    String value = row.getString(at);
                    return value == null ? null : to -> to.addBinary(Binary.fromString(value));
                });
        };
    }

    /** Writes the value that a row has of it; nothing for null, as Parquet has it. */
    void write(ResultSet row, int index, RecordConsumer consumer) throws SQLException, IOException {
        Written written = value.read(row, index + 1);
        if (written != null) {
            consumer.startField(name, index);
            written.to(consumer);
            consumer.endField(name, index);
        }
    }

    private static ParquetColumn plain(
            String name, PrimitiveTypeName primitive, @Nullable LogicalTypeAnnotation logical, Value value) {
        return new ParquetColumn(
                name,
                org.apache.parquet.schema.Types.optional(primitive).as(logical).named(name),
                value);
    }

    /**
     * What a decimal column holds.
     *
     * @param precision digits in all
     * @param scale those behind the point
     * @param rounding of more behind the point
     */
    private record Digits(int precision, int scale, RoundingMode rounding) {
        Digits {
            precision = precision < 1 || precision > MOST_DIGITS ? MOST_DIGITS : precision;
        }
    }

    private static ParquetColumn decimal(String name, Digits digits) {
        LogicalTypeAnnotation type = LogicalTypeAnnotation.decimalType(digits.scale(), digits.precision());
        if (digits.precision() <= DIGITS_OF_INT) {
            return plain(name, PrimitiveTypeName.INT32, type, (row, at) -> {
                BigInteger value = unscaled(row, at, name, digits);
                return value == null ? null : to -> to.addInteger(value.intValueExact());
            });
        }
        if (digits.precision() <= DIGITS_OF_LONG) {
            return plain(name, PrimitiveTypeName.INT64, type, (row, at) -> {
                BigInteger value = unscaled(row, at, name, digits);
                return value == null ? null : to -> to.addLong(value.longValueExact());
            });
        }
        int length = BigInteger.TEN.pow(digits.precision()).bitLength() / Byte.SIZE + 1;
        return new ParquetColumn(
                name,
                org.apache.parquet.schema.Types.optional(PrimitiveTypeName.FIXED_LEN_BYTE_ARRAY)
                        .length(length)
                        .as(type)
                        .named(name),
                (row, at) -> {
                    BigInteger value = unscaled(row, at, name, digits);
                    return value == null
                            ? null
                            : to -> to.addBinary(Binary.fromConstantByteArray(padded(value, length)));
                });
    }

    /** The digits of a decimal; a value that the column's type does not hold is refused, for Parquet would change it. */
    private static @Nullable BigInteger unscaled(ResultSet row, int column, String name, Digits digits)
            throws SQLException, IOException {
        BigDecimal value = row.getBigDecimal(column);
        if (value == null) {
            return null;
        }
        try {
            BigDecimal scaled = value.setScale(digits.scale(), digits.rounding());
            if (scaled.precision() <= digits.precision()) {
                return scaled.unscaledValue();
            }
        } catch (ArithmeticException e) {
            // Told below, as more digits before the point are.
        }
        throw new IOException("The column " + name + " is a DECIMAL(" + digits.precision() + ", " + digits.scale()
                + ") and has a value with more digits. Leave it out, or say in a query how many it may have: CAST(\""
                + name + "\" AS DECIMAL(38, 10)).");
    }

    /** Two's complement, the highest byte first. */
    private static byte[] padded(BigInteger value, int length) {
        byte[] shortest = value.toByteArray();
        byte[] padded = new byte[length];
        Arrays.fill(padded, 0, length - shortest.length, (byte) (value.signum() < 0 ? -1 : 0));
        System.arraycopy(shortest, 0, padded, length - shortest.length, shortest.length);
        return padded;
    }
}
