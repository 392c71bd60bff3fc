package dev.sallyport.spark;

import dev.sallyport.salesforce.FieldDescribe;
import dev.sallyport.salesforce.FieldType;
import dev.sallyport.salesforce.SObjectDescribe;
import java.util.List;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * Spark's types of Salesforce's fields: {@code boolean}, {@code int}, {@code long} as they are; {@code double}, {@code
 * currency} and {@code percent} as decimals of the described digits; {@code date}; {@code datetime} as a timestamp, which is
 * an instant in Spark too; all else as strings, times of day as {@code 09:30:00.000} and compound fields as JSON.
 */
final class Fields {
    /** Where describe tells no digits. */
    private static final int PRECISION = 38;

    private static final int SCALE = 18;

    private Fields() {}

    /** The columns of some fields, in their order. */
    static StructType schema(List<FieldDescribe> fields) {
        return new StructType(fields.stream().map(Fields::column).toArray(StructField[]::new));
    }

    /** A field as a column; its label is the comment. */
    static StructField column(FieldDescribe field) {
        // A custom field that was made required later leaves older records without a value.
        return DataTypes.createStructField(field.name(), type(field), field.nillable() || field.custom())
                .withComment(field.label());
    }

    /** The type of a field's values. */
    static DataType type(FieldDescribe field) {
        return switch (field.type()) {
            case BOOLEAN -> DataTypes.BooleanType;
            case INT -> DataTypes.IntegerType;
            case LONG -> DataTypes.LongType;
            case DOUBLE, CURRENCY, PERCENT ->
                field.precision() > 0
                        ? DataTypes.createDecimalType(
                                Math.min(field.precision(), PRECISION), Math.min(field.scale(), field.precision()))
                        : DataTypes.createDecimalType(PRECISION, SCALE);
            case DATE -> DataTypes.DateType;
            case DATETIME -> DataTypes.TimestampType;
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
                    TIME,
                    ADDRESS,
                    LOCATION,
                    ANYTYPE,
                    COMPLEXVALUE,
                    DATACATEGORYGROUPREFERENCE,
                    UNKNOWN -> DataTypes.StringType;
        };
    }

    /** How the client is to read a field: of binaries, their address. */
    static FieldType readAs(FieldType type) {
        return type == FieldType.BASE64 ? FieldType.STRING : type;
    }

    /** Whether a field's values have no more digits than described: a formula's may have. */
    static boolean isExact(FieldDescribe field) {
        return !(field.calculated()
                && (field.type() == FieldType.DOUBLE
                        || field.type() == FieldType.CURRENCY
                        || field.type() == FieldType.PERCENT));
    }

    /** Whether an object's amounts may be of several currencies; no object tells of them in an org with one. */
    static boolean hasCurrencies(SObjectDescribe describe) {
        return describe.field("CurrencyIsoCode").isPresent();
    }
}
