package dev.sallyport.sql.connection;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TimeZone;
import org.apache.calcite.avatica.AvaticaResultSet;
import org.apache.calcite.avatica.AvaticaResultSetMetaData;
import org.apache.calcite.avatica.ColumnMetaData;
import org.apache.calcite.avatica.Meta;
import org.apache.calcite.avatica.MetaImpl;
import org.jspecify.annotations.Nullable;

/** Rows that are known without asking anybody, as a result set: what {@link java.sql.DatabaseMetaData} answers. */
final class MetaDataRows {
    private final List<ColumnMetaData> columns = new ArrayList<>();
    private final List<@Nullable Object[]> rows = new ArrayList<>();

    /** Rows of columns that the specification names; text unless a type is named behind a colon. */
    MetaDataRows(String... names) {
        for (String name : names) {
            int colon = name.indexOf(':');
            Class<?> type = colon < 0 ? String.class : type(name.substring(colon + 1));
            columns.add(
                    MetaImpl.columnMetaData(colon < 0 ? name : name.substring(0, colon), columns.size(), type, true));
        }
    }

    private static Class<?> type(String name) {
        return switch (name) {
            case "int" -> Integer.class;
            case "short" -> Short.class;
            case "boolean" -> Boolean.class;
            default -> throw new IllegalArgumentException(name);
        };
    }

    /** Adds a row with a value for each column. */
    MetaDataRows add(@Nullable Object... values) {
        if (values.length != columns.size()) {
            throw new IllegalArgumentException(
                    values.length + " values for " + columns.size() + " columns: " + Arrays.toString(values));
        }
        rows.add(values);
        return this;
    }

    ResultSet resultSet(Session session) throws SQLException {
        Meta.Signature signature =
                Meta.Signature.create(columns, "", List.of(), Meta.CursorFactory.ARRAY, Meta.StatementType.SELECT);
        List<Object> iterable = new ArrayList<>(rows);
        return new StreamedResultSet(
                new AvaticaResultSet(
                                null,
                                null,
                                signature,
                                new AvaticaResultSetMetaData(null, null, signature),
                                TimeZone.getTimeZone("UTC"),
                                null)
                        .execute2(MetaImpl.createCursor(Meta.CursorFactory.ARRAY, iterable), columns),
                session);
    }
}
