package dev.sallyport.transfer;

import dev.sallyport.transfer.Manifest.Column;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.List;

/** The columns of a result, with their types as SQL writes them. */
final class ResultColumns {
    private ResultColumns() {}

    static List<Column> of(ResultSetMetaData metaData) throws SQLException {
        List<Column> columns = new ArrayList<>();
        for (int column = 1; column <= metaData.getColumnCount(); column++) {
            columns.add(new Column(metaData.getColumnLabel(column), type(metaData, column)));
        }
        return columns;
    }

    private static String type(ResultSetMetaData metaData, int column) throws SQLException {
        int precision = metaData.getPrecision(column);
        return switch (metaData.getColumnType(column)) {
            case Types.VARCHAR, Types.CHAR -> precision > 0 ? "VARCHAR(" + precision + ")" : "VARCHAR";
            case Types.DECIMAL, Types.NUMERIC -> "DECIMAL(" + precision + ", " + metaData.getScale(column) + ")";
            default -> metaData.getColumnTypeName(column);
        };
    }
}
