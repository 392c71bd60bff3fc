package dev.sallyport.sql.plan;

import dev.sallyport.salesforce.FieldDescribe;
import dev.sallyport.salesforce.FieldType;
import dev.sallyport.sql.soql.SoqlField;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.sql.type.SqlTypeName;
import org.jspecify.annotations.Nullable;

/**
 * The SQL type of each Salesforce field type, and how its values are held while a plan runs.
 *
 * <table>
 * <caption>Field types</caption>
 * <tr><th>Salesforce</th><th>SQL</th><th>held as</th></tr>
 * <tr><td>id, reference</td><td>VARCHAR(18)</td><td>String</td></tr>
 * <tr><td>string, textarea, picklist, multipicklist, combobox, email, phone, url, encryptedstring</td>
 *     <td>VARCHAR(length)</td><td>String</td></tr>
 * <tr><td>boolean</td><td>BOOLEAN</td><td>Boolean</td></tr>
 * <tr><td>int</td><td>INTEGER</td><td>Integer</td></tr>
 * <tr><td>long</td><td>BIGINT</td><td>Long</td></tr>
 * <tr><td>double, currency, percent</td><td>DECIMAL(precision, scale)</td><td>BigDecimal</td></tr>
 * <tr><td>date</td><td>DATE</td><td>Integer: days since 1970-01-01</td></tr>
 * <tr><td>datetime</td><td>TIMESTAMP(3), the wall clock in UTC</td><td>Long: milliseconds since 1970-01-01</td></tr>
 * <tr><td>time</td><td>TIME(3)</td><td>Integer: milliseconds since midnight</td></tr>
 * <tr><td>base64</td><td>VARCHAR: the address that the content is read from, as SOQL answers it</td><td>String</td></tr>
 * <tr><td>address, location, complexvalue</td><td>VARCHAR: the structure as JSON</td><td>String</td></tr>
 * <tr><td>anyType, dataCategoryGroupReference and types yet to come</td><td>VARCHAR</td><td>String</td></tr>
 * </table>
 *
 * <p>A column is NOT NULL only if it is a standard field that is not nillable: a custom field that was made required
 * later leaves older records without a value.
 */
enum ColumnType {
    TEXT(FieldType.STRING) {
        @Override
        RelDataType sqlType(FieldDescribe field, RelDataTypeFactory types) {
            if (field.caseSensitive()) {
                return types.createSqlType(SqlTypeName.VARCHAR, TextLiterals.LENGTH_BY_CASE);
            }
            return field.length() > 0
                    ? types.createSqlType(SqlTypeName.VARCHAR, field.length())
                    : types.createSqlType(SqlTypeName.VARCHAR);
        }
    },
    BOOLEAN(FieldType.BOOLEAN) {
        @Override
        RelDataType sqlType(FieldDescribe field, RelDataTypeFactory types) {
            return types.createSqlType(SqlTypeName.BOOLEAN);
        }
    },
    INTEGER(FieldType.INT) {
        @Override
        RelDataType sqlType(FieldDescribe field, RelDataTypeFactory types) {
            return types.createSqlType(SqlTypeName.INTEGER);
        }
    },
    BIGINT(FieldType.LONG) {
        @Override
        RelDataType sqlType(FieldDescribe field, RelDataTypeFactory types) {
            return types.createSqlType(SqlTypeName.BIGINT);
        }
    },
    DECIMAL(FieldType.DOUBLE) {
        @Override
        RelDataType sqlType(FieldDescribe field, RelDataTypeFactory types) {
            int precision = field.precision() > 0 ? field.precision() : SalesforceTypeSystem.PRECISION;
            return types.createSqlType(SqlTypeName.DECIMAL, precision, Math.min(field.scale(), precision));
        }
    },
    DATE(FieldType.DATE) {
        @Override
        RelDataType sqlType(FieldDescribe field, RelDataTypeFactory types) {
            return types.createSqlType(SqlTypeName.DATE);
        }
    },
    TIMESTAMP(FieldType.DATETIME) {
        @Override
        RelDataType sqlType(FieldDescribe field, RelDataTypeFactory types) {
            return types.createSqlType(SqlTypeName.TIMESTAMP, 3);
        }
    },
    TIME(FieldType.TIME) {
        @Override
        RelDataType sqlType(FieldDescribe field, RelDataTypeFactory types) {
            return types.createSqlType(SqlTypeName.TIME, 3);
        }
    };

    private final FieldType readAs;

    ColumnType(FieldType readAs) {
        this.readAs = readAs;
    }

    /** The type without its nullability. */
    abstract RelDataType sqlType(FieldDescribe field, RelDataTypeFactory types);

    /** The column type of a field. */
    static ColumnType of(FieldType type) {
        return switch (type) {
            case BOOLEAN -> BOOLEAN;
            case INT -> INTEGER;
            case LONG -> BIGINT;
            case DOUBLE, CURRENCY, PERCENT -> DECIMAL;
            case DATE -> DATE;
            case DATETIME -> TIMESTAMP;
            case TIME -> TIME;
            case ID,
                    REFERENCE,
                    STRING,
                    TEXTAREA,
                    PICKLIST,
                    MULTIPICKLIST,
                    COMBOBOX,
                    EMAIL,
                    PHONE,
                    URL,
                    ENCRYPTEDSTRING,
                    BASE64,
                    ADDRESS,
                    LOCATION,
                    ANYTYPE,
                    COMPLEXVALUE,
                    DATACATEGORYGROUPREFERENCE,
                    UNKNOWN -> TEXT;
        };
    }

    /** The whole SQL type of a field. */
    static RelDataType sqlTypeOf(SoqlField field, RelDataTypeFactory types) {
        FieldDescribe describe = field.describe();
        return types.createTypeWithNullability(of(describe.type()).sqlType(describe, types), field.mayBeNull());
    }

    /** How the client is to read a field so that {@link #held} can take it. */
    static FieldType readAs(FieldType type) {
        return type.isCompound() || type == FieldType.COMPLEXVALUE ? type : of(type).readAs;
    }

    /**
     * A value as running plans hold it. Decimals of a column all have its scale, whatever digits Salesforce writes:
     * plans compare keys of joins and groups by {@code equals}, to which 5 and 5.0 are two.
     *
     * @param value as {@link dev.sallyport.salesforce.QueryCursor#value(int)} gives it
     * @param scale digits behind the point that the column promises; what Salesforce holds beyond them stays
     */
    static @Nullable Object held(@Nullable Object value, int scale) {
        if (value instanceof BigDecimal number && number.scale() != scale) {
            BigDecimal digits = number.stripTrailingZeros();
            return digits.scale() < scale ? digits.setScale(scale) : digits;
        }
        if (value instanceof LocalDate date) {
            return Math.toIntExact(date.toEpochDay());
        }
        if (value instanceof Instant instant) {
            return instant.toEpochMilli();
        }
        if (value instanceof LocalTime time) {
            return Math.toIntExact(time.toNanoOfDay() / 1_000_000);
        }
        return value;
    }

    /**
     * The way back: what a condition compares a field with.
     *
     * @param held as a running plan or a literal of it holds it; never null
     */
    Object comparable(Object held) {
        return switch (this) {
            case TEXT, BOOLEAN -> held;
            case INTEGER, BIGINT, DECIMAL ->
                held instanceof BigDecimal number ? number : new BigDecimal(held.toString());
            case DATE -> LocalDate.ofEpochDay(((Number) held).longValue());
            case TIMESTAMP -> Instant.ofEpochMilli(((Number) held).longValue());
            case TIME -> LocalTime.ofNanoOfDay(((Number) held).longValue() * 1_000_000);
        };
    }
}
