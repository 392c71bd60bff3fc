package dev.sallyport.sql.connection;

import java.sql.DatabaseMetaData;
import java.sql.Types;
import org.jspecify.annotations.Nullable;

/** The SQL types that columns and expressions have. */
final class TypeRows {
    private TypeRows() {}

    static MetaDataRows types() {
        MetaDataRows rows = new MetaDataRows(
                "TYPE_NAME",
                "DATA_TYPE:int",
                "PRECISION:int",
                "LITERAL_PREFIX",
                "LITERAL_SUFFIX",
                "CREATE_PARAMS",
                "NULLABLE:short",
                "CASE_SENSITIVE:boolean",
                "SEARCHABLE:short",
                "UNSIGNED_ATTRIBUTE:boolean",
                "FIXED_PREC_SCALE:boolean",
                "AUTO_INCREMENT:boolean",
                "LOCAL_TYPE_NAME",
                "MINIMUM_SCALE:short",
                "MAXIMUM_SCALE:short",
                "SQL_DATA_TYPE:int",
                "SQL_DATETIME_SUB:int",
                "NUM_PREC_RADIX:int");
        // By DATA_TYPE, as JDBC wants them.
        add(rows, "BIGINT", Types.BIGINT, null, null, null, 0, 0);
        add(rows, "DECIMAL", Types.DECIMAL, null, null, "precision,scale", 0, SqlTypes.MAX_DIGITS);
        add(rows, "INTEGER", Types.INTEGER, null, null, null, 0, 0);
        add(rows, "DOUBLE", Types.DOUBLE, null, null, null, 0, 0);
        add(rows, "VARCHAR", Types.VARCHAR, "'", "'", "length", 0, 0);
        add(rows, "BOOLEAN", Types.BOOLEAN, null, null, null, 0, 0);
        add(rows, "DATE", Types.DATE, "DATE '", "'", null, 0, 0);
        add(rows, "TIME", Types.TIME, "TIME '", "'", "precision", 0, 3);
        add(rows, "TIMESTAMP", Types.TIMESTAMP, "TIMESTAMP '", "'", "precision", 0, 3);
        return rows;
    }

    private static void add(
            MetaDataRows rows,
            String name,
            int type,
            @Nullable String prefix,
            @Nullable String suffix,
            @Nullable String parameters,
            int minimumScale,
            int maximumScale) {
        boolean text = SqlTypes.isText(type);
        rows.add(
                name,
                type,
                SqlTypes.size(type, 0),
                prefix,
                suffix,
                parameters,
                (short) DatabaseMetaData.typeNullable,
                false,
                (short) (text ? DatabaseMetaData.typeSearchable : DatabaseMetaData.typePredBasic),
                !SqlTypes.isNumber(type),
                false,
                false,
                name,
                (short) minimumScale,
                (short) maximumScale,
                null,
                null,
                SqlTypes.isNumber(type) ? 10 : null);
    }
}
