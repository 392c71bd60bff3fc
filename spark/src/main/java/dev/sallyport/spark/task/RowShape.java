package dev.sallyport.spark.task;

import dev.sallyport.salesforce.FieldDescribe;
import dev.sallyport.salesforce.FieldType;
import java.io.Serializable;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.types.BooleanType;
import org.apache.spark.sql.types.ByteType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DateType;
import org.apache.spark.sql.types.Decimal;
import org.apache.spark.sql.types.DecimalType;
import org.apache.spark.sql.types.DoubleType;
import org.apache.spark.sql.types.FloatType;
import org.apache.spark.sql.types.IntegerType;
import org.apache.spark.sql.types.LongType;
import org.apache.spark.sql.types.ShortType;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.types.TimestampType;
import org.jspecify.annotations.Nullable;

/** Rows of Spark as rows that Salesforce's client takes. */
public final class RowShape implements Serializable {
    private static final long serialVersionUID = 1;

    private final String[] names;
    private final DataType[] types;
    private final FieldType[] fields;

    /**
     * Makes it.
     *
     * @param schema of Spark's rows
     * @param fields the field of each column, in the same order
     * @throws FailedInSparkException if a column's type is none that its field takes
     */
    public RowShape(StructType schema, List<FieldDescribe> fields) {
        StructField[] columns = schema.fields();
        this.names = schema.fieldNames();
        this.types = new DataType[columns.length];
        this.fields = new FieldType[columns.length];
        for (int i = 0; i < columns.length; i++) {
            types[i] = columns[i].dataType();
            this.fields[i] = fields.get(i).type();
            if (!takes(this.fields[i], types[i])) {
                throw new FailedInSparkException("The column " + names[i] + " is of type " + types[i].simpleString()
                        + ", and the field " + fields.get(i).name() + " is of type "
                        + this.fields[i].wireName() + ". Cast the column before it is written.");
            }
        }
    }

    private static boolean takes(FieldType field, DataType type) {
        boolean whole = type instanceof ByteType
                || type instanceof ShortType
                || type instanceof IntegerType
                || type instanceof LongType;
        return switch (field) {
            case BOOLEAN -> type instanceof BooleanType;
            case INT, LONG -> whole;
            case DOUBLE, CURRENCY, PERCENT ->
                whole || type instanceof DecimalType || type instanceof DoubleType || type instanceof FloatType;
            case DATE -> type instanceof DateType;
            case DATETIME -> type instanceof TimestampType;
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
                    TIME,
                    ANYTYPE,
                    DATACATEGORYGROUPREFERENCE,
                    UNKNOWN -> type instanceof StringType;
            case BASE64, ADDRESS, LOCATION, COMPLEXVALUE -> false;
        };
    }

    /** A row's values, which do not change with Spark's row. */
    @Nullable
    Object[] values(InternalRow row) {
        @Nullable Object[] values = new @Nullable Object[types.length];
        for (int i = 0; i < types.length; i++) {
            values[i] = row.isNullAt(i) ? null : value(row.get(i, types[i]), i);
        }
        return values;
    }

    private Object value(Object held, int column) {
        if (held instanceof Decimal decimal) {
            return decimal.toJavaBigDecimal();
        }
        if (held instanceof Boolean) {
            return held;
        }
        if (held instanceof Double || held instanceof Float) {
            return fraction(held.toString(), column);
        }
        if (types[column] instanceof DateType) {
            return LocalDate.ofEpochDay(((Number) held).longValue());
        }
        if (types[column] instanceof TimestampType) {
            return Instant.EPOCH.plus(((Number) held).longValue(), ChronoUnit.MICROS);
        }
        if (held instanceof Number number) {
            return number.longValue();
        }
        return fields[column] == FieldType.TIME ? time(held.toString(), column) : held.toString();
    }

    private BigDecimal fraction(String text, int column) {
        try {
            return new BigDecimal(text);
        } catch (NumberFormatException e) {
            throw new FailedInSparkException("The column " + names[column] + " holds " + text
                    + ", which is no number to Salesforce. Filter such rows out before they are written.");
        }
    }

    private LocalTime time(String text, int column) {
        try {
            return LocalTime.parse(text);
        } catch (DateTimeParseException e) {
            throw new FailedInSparkException(
                    "The column " + names[column] + " holds a text that is no time of day, such as 09:30:00.000.");
        }
    }
}
