package dev.sallyport.catalog;

import java.util.List;
import org.jdbi.v3.core.Handle;

/** Keeps keys from being dropped while something that nobody listed is still encrypted with them. */
final class UnlistedSecrets {
    private record Column(String table, String name) {}

    private UnlistedSecrets() {}

    /**
     * Looks through every column of bytes in the catalogue.
     *
     * @throws IllegalStateException if a value begins as what one of the keys has encrypted
     */
    static void refuse(Handle handle, DataKeys keys) {
        List<Column> columns = handle.createQuery("""
                        select table_name, column_name from information_schema.columns
                        where table_schema = current_schema and data_type in ('bytea', 'binary varying')
                          and table_name <> 'encryption_keyset'
                        """)
                .map((row, context) -> new Column(row.getString(1), row.getString(2)))
                .list();
        for (Column column : columns) {
            for (int id : keys.ids()) {
                refuse(handle, column, DataKeys.prefix(id));
            }
        }
    }

    private static void refuse(Handle handle, Column column, byte[] prefix) {
        int found = handle.createQuery("select count(*) from \"%s\" where substring(\"%s\" from 1 for %d) = :prefix"
                        .formatted(column.table(), column.name(), prefix.length))
                .bind("prefix", prefix)
                .mapTo(Integer.class)
                .one();
        if (found > 0) {
            throw new IllegalStateException("Nothing was changed: the secrets in " + column.table() + "."
                    + column.name() + " are not among those that a new key reaches.");
        }
    }
}
