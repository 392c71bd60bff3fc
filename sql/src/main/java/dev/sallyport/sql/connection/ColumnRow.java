package dev.sallyport.sql.connection;

import java.sql.DatabaseMetaData;
import org.apache.calcite.avatica.SqlType;
import org.apache.calcite.rel.type.RelDataType;
import org.jspecify.annotations.Nullable;

/**
 * A row of {@link DatabaseMetaData#getColumns}.
 *
 * @param catalog null for none
 * @param position from 1
 * @param type its type in SQL, which tells whether it may be null
 * @param size characters of a text, digits of a number
 */
record ColumnRow(
        @Nullable String catalog, String schema, String table, String name, int position, RelDataType type, int size) {
    /**
     * Adds it.
     *
     * @param defaultValue as an SQL literal; null if there is none
     */
    void addTo(
            MetaDataRows rows,
            String remarks,
            @Nullable String defaultValue,
            boolean autoIncrement,
            boolean generated) {
        int jdbcType = type.getSqlTypeName().getJdbcOrdinal();
        rows.add(
                catalog,
                schema,
                table,
                name,
                jdbcType,
                SqlType.valueOf(jdbcType).name(),
                size,
                null,
                SqlTypes.fractionDigits(jdbcType, type.getScale()),
                SqlTypes.isNumber(jdbcType) ? 10 : null,
                type.isNullable() ? DatabaseMetaData.columnNullable : DatabaseMetaData.columnNoNulls,
                remarks,
                defaultValue,
                null,
                null,
                SqlTypes.isText(jdbcType) ? Math.multiplyExact(size, 4) : null,
                position,
                yesNo(type.isNullable()),
                null,
                null,
                null,
                null,
                yesNo(autoIncrement),
                yesNo(generated));
    }

    private static String yesNo(boolean truth) {
        return truth ? "YES" : "NO";
    }
}
