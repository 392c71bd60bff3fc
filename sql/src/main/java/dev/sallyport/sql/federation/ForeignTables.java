package dev.sallyport.sql.federation;

import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Reads what tables a PostgreSQL database has: by JDBC's metadata, four queries a schema. */
public final class ForeignTables {
    private static final String[] KINDS = {"TABLE", "PARTITIONED TABLE", "VIEW", "MATERIALIZED VIEW", "FOREIGN TABLE"};
    private static final int UNLIMITED = Integer.MAX_VALUE;

    private final DatabaseMetaData metaData;

    private ForeignTables(DatabaseMetaData metaData) {
        this.metaData = metaData;
    }

    /** The schemas that have tables which are no system's, by name. */
    public static List<String> schemas(Connection connection) throws SQLException {
        List<String> schemas = new ArrayList<>();
        try (ResultSet rows = connection.getMetaData().getSchemas()) {
            while (rows.next()) {
                String name = rows.getString("TABLE_SCHEM");
                if (!name.startsWith("pg_") && !name.equals("information_schema")) {
                    schemas.add(name);
                }
            }
        }
        return schemas;
    }

    /**
     * The tables and views of a schema, by name.
     *
     * @param schema as the server spells it
     */
    public static List<ForeignTable> read(Connection connection, String schema) throws SQLException {
        return new ForeignTables(connection.getMetaData()).read(schema);
    }

    private List<ForeignTable> read(String schema) throws SQLException {
        Map<String, List<ForeignColumn>> columns = columns(schema);
        Map<String, List<String>> primaryKeys = primaryKeys(schema);
        Map<String, List<ForeignTable.ForeignKey>> foreignKeys = foreignKeys(schema);
        List<ForeignTable> tables = new ArrayList<>();
        try (ResultSet rows = metaData.getTables(null, literally(schema), "%", KINDS)) {
            while (rows.next()) {
                String name = rows.getString("TABLE_NAME");
                tables.add(new ForeignTable(
                        schema,
                        name,
                        rows.getString("TABLE_TYPE").contains("VIEW"),
                        text(rows.getString("REMARKS")),
                        columns.getOrDefault(name, List.of()),
                        primaryKeys.getOrDefault(name, List.of()),
                        foreignKeys.getOrDefault(name, List.of())));
            }
        }
        return tables;
    }

    private Map<String, List<ForeignColumn>> columns(String schema) throws SQLException {
        Map<String, List<ForeignColumn>> columns = new LinkedHashMap<>();
        try (ResultSet rows = metaData.getColumns(null, literally(schema), "%", "%")) {
            while (rows.next()) {
                int size = rows.getInt("COLUMN_SIZE");
                columns.computeIfAbsent(rows.getString("TABLE_NAME"), added -> new ArrayList<>())
                        .add(new ForeignColumn(
                                rows.getString("COLUMN_NAME"),
                                type(rows.getString("TYPE_NAME")),
                                size == UNLIMITED ? 0 : size,
                                rows.getInt("DECIMAL_DIGITS"),
                                rows.getInt("NULLABLE") != DatabaseMetaData.columnNoNulls,
                                text(rows.getString("REMARKS"))));
            }
        }
        return columns;
    }

    /** The driver names types of columns that count on by themselves as CREATE TABLE does. */
    private static String type(String name) {
        return switch (name) {
            case "smallserial" -> "int2";
            case "serial" -> "int4";
            case "bigserial" -> "int8";
            default -> name;
        };
    }

    private Map<String, List<String>> primaryKeys(String schema) throws SQLException {
        Map<String, TreeMap<Integer, String>> keys = new LinkedHashMap<>();
        try (ResultSet rows = metaData.getPrimaryKeys(null, schema, null)) {
            while (rows.next()) {
                keys.computeIfAbsent(rows.getString("TABLE_NAME"), added -> new TreeMap<>())
                        .put(rows.getInt("KEY_SEQ"), rows.getString("COLUMN_NAME"));
            }
        }
        Map<String, List<String>> ordered = new LinkedHashMap<>();
        keys.forEach((table, columns) -> ordered.put(table, List.copyOf(columns.values())));
        return ordered;
    }

    private record Reference(String table, String name, String toSchema, String toTable) {}

    private Map<String, List<ForeignTable.ForeignKey>> foreignKeys(String schema) throws SQLException {
        Map<Reference, TreeMap<Integer, Map.Entry<String, String>>> found = new LinkedHashMap<>();
        try (ResultSet rows = metaData.getImportedKeys(null, schema, null)) {
            while (rows.next()) {
                Reference reference = new Reference(
                        rows.getString("FKTABLE_NAME"),
                        rows.getString("FK_NAME"),
                        rows.getString("PKTABLE_SCHEM"),
                        rows.getString("PKTABLE_NAME"));
                found.computeIfAbsent(reference, added -> new TreeMap<>())
                        .put(
                                rows.getInt("KEY_SEQ"),
                                Map.entry(rows.getString("FKCOLUMN_NAME"), rows.getString("PKCOLUMN_NAME")));
            }
        }
        Map<String, List<ForeignTable.ForeignKey>> keys = new LinkedHashMap<>();
        found.forEach((reference, columns) -> keys.computeIfAbsent(reference.table(), added -> new ArrayList<>())
                .add(new ForeignTable.ForeignKey(
                        reference.name(),
                        columns.values().stream().map(Map.Entry::getKey).toList(),
                        reference.toSchema(),
                        reference.toTable(),
                        columns.values().stream().map(Map.Entry::getValue).toList())));
        return keys;
    }

    /** A name in the place of a pattern. */
    private String literally(String name) throws SQLException {
        String escape = metaData.getSearchStringEscape();
        return name.replace(escape, escape + escape).replace("_", escape + "_").replace("%", escape + "%");
    }

    private static String text(@Nullable String remarks) {
        return remarks == null ? "" : remarks;
    }
}
