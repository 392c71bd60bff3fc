package dev.sallyport.flight;

import java.sql.DatabaseMetaData;
import java.sql.ParameterMetaData;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.flight.sql.FlightSqlColumnMetadata;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.FieldType;
import org.jspecify.annotations.Nullable;

/**
 * What JDBC tells of a column or parameter, as Arrow's schemas are made of it.
 *
 * @param name the column's label
 * @param jdbcType of {@link java.sql.Types}
 * @param typeName SQL's
 * @param precision digits, or characters
 * @param scale digits behind the point
 * @param nullable whether it may be null
 * @param table whose field it is; null where it is none
 * @param autoIncrement whether the org makes its values
 * @param remarks what people call it; null where that is not known
 */
record ColumnShape(
        String name,
        int jdbcType,
        String typeName,
        int precision,
        int scale,
        boolean nullable,
        @Nullable String table,
        boolean autoIncrement,
        @Nullable String remarks) {

    /** The columns of a query's rows. */
    static List<ColumnShape> of(ResultSetMetaData columns) throws SQLException {
        List<ColumnShape> shapes = new ArrayList<>();
        for (int column = 1; column <= columns.getColumnCount(); column++) {
            String table = columns.getTableName(column);
            shapes.add(new ColumnShape(
                    columns.getColumnLabel(column),
                    columns.getColumnType(column),
                    columns.getColumnTypeName(column),
                    columns.getPrecision(column),
                    columns.getScale(column),
                    columns.isNullable(column) != ResultSetMetaData.columnNoNulls,
                    table == null || table.isEmpty() ? null : table,
                    columns.isAutoIncrement(column),
                    null));
        }
        return shapes;
    }

    /** The parameters of a statement, which have numbers for names. */
    static List<ColumnShape> of(ParameterMetaData parameters) throws SQLException {
        List<ColumnShape> shapes = new ArrayList<>();
        for (int parameter = 1; parameter <= parameters.getParameterCount(); parameter++) {
            shapes.add(new ColumnShape(
                    String.valueOf(parameter),
                    parameters.getParameterType(parameter),
                    parameters.getParameterTypeName(parameter),
                    parameters.getPrecision(parameter),
                    parameters.getScale(parameter),
                    true,
                    null,
                    false,
                    null));
        }
        return shapes;
    }

    /**
     * The column that a row of {@link DatabaseMetaData#getColumns} is about.
     *
     * @param columns at that row
     */
    static ColumnShape ofRow(ResultSet columns) throws SQLException {
        return new ColumnShape(
                columns.getString("COLUMN_NAME"),
                columns.getInt("DATA_TYPE"),
                columns.getString("TYPE_NAME"),
                columns.getInt("COLUMN_SIZE"),
                columns.getInt("DECIMAL_DIGITS"),
                columns.getInt("NULLABLE") != DatabaseMetaData.columnNoNulls,
                columns.getString("TABLE_NAME"),
                "YES".equals(columns.getString("IS_AUTOINCREMENT")),
                columns.getString("REMARKS"));
    }

    /**
     * As Arrow has it.
     *
     * @param catalog the data server
     */
    Field field(String catalog) {
        FlightSqlColumnMetadata.Builder told = new FlightSqlColumnMetadata.Builder()
                .typeName(typeName)
                .precision(precision)
                .scale(scale)
                .isAutoIncrement(autoIncrement)
                .isCaseSensitive(false)
                .isSearchable(true);
        if (table != null) {
            told.catalogName(catalog).schemaName(CatalogRows.SCHEMA).tableName(table);
        }
        if (remarks != null) {
            told.remarks(remarks);
        }
        return new Field(
                name,
                new FieldType(
                        nullable, ArrowColumn.type(this), null, told.build().getMetadataMap()),
                List.of());
    }
}
