package dev.sallyport.sql.write;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.List;
import javax.sql.rowset.CachedRowSet;
import javax.sql.rowset.RowSetMetaDataImpl;
import javax.sql.rowset.RowSetProvider;

/** The ids of new records as JDBC gives generated keys: rows with the one column {@code Id}. */
final class GeneratedKeys {
    private GeneratedKeys() {}

    static ResultSet of(List<String> ids) throws SQLException {
        RowSetMetaDataImpl metadata = new RowSetMetaDataImpl();
        metadata.setColumnCount(1);
        metadata.setColumnName(1, "Id");
        metadata.setColumnLabel(1, "Id");
        metadata.setColumnType(1, Types.VARCHAR);
        metadata.setColumnTypeName(1, "VARCHAR");
        CachedRowSet rows = RowSetProvider.newFactory().createCachedRowSet();
        rows.setMetaData(metadata);
        // Each row goes in behind the cursor's: from the last on they are in order.
        for (int i = ids.size() - 1; i >= 0; i--) {
            rows.moveToInsertRow();
            rows.updateString(1, ids.get(i));
            rows.insertRow();
            rows.moveToCurrentRow();
            rows.beforeFirst();
        }
        rows.beforeFirst();
        return rows;
    }
}
