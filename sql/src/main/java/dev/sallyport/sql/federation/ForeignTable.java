package dev.sallyport.sql.federation;

import java.util.List;

/**
 * A table or view of a foreign server.
 *
 * @param schema the schema that it is in
 * @param name its name there
 * @param view whether it is a view
 * @param remarks its comment; empty if there is none
 * @param columns in order
 * @param primaryKey the names of the primary key's columns in order; empty if there is none
 * @param foreignKeys what it refers to, within the server
 */
public record ForeignTable(
        String schema,
        String name,
        boolean view,
        String remarks,
        List<ForeignColumn> columns,
        List<String> primaryKey,
        List<ForeignKey> foreignKeys) {
    /**
     * A foreign key.
     *
     * @param name the constraint's
     * @param columns the names of the columns that refer, in order
     * @param schema the schema of the table that is referred to
     * @param table the table that is referred to
     * @param referenced the names of its columns, in the same order
     */
    public record ForeignKey(String name, List<String> columns, String schema, String table, List<String> referenced) {
        public ForeignKey {
            columns = List.copyOf(columns);
            referenced = List.copyOf(referenced);
        }
    }

    public ForeignTable {
        columns = List.copyOf(columns);
        primaryKey = List.copyOf(primaryKey);
        foreignKeys = List.copyOf(foreignKeys);
    }

    /** Its name with the schema's, as the catalogue lists it. */
    public String qualifiedName() {
        return schema + "." + name;
    }
}
