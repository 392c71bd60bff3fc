package dev.sallyport.sql.connection;

import dev.sallyport.sql.federation.ForeignColumn;
import dev.sallyport.sql.federation.ForeignServer;
import dev.sallyport.sql.federation.ForeignTable;
import dev.sallyport.sql.federation.ForeignTable.ForeignKey;
import java.sql.DatabaseMetaData;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.apache.calcite.avatica.SqlType;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.jspecify.annotations.Nullable;

/**
 * The tables of other servers, as they were imported, in the rows of {@link DatabaseMetaData}: each server is a catalog, for
 * {@code Warehouse.public.orders} is what statements may always write.
 */
final class ForeignTableRows {
    private static final Asked ALL = new Asked(null, NamePattern.of(null), NamePattern.of(null));

    private final List<ForeignServer> servers;
    private final RelDataTypeFactory types;

    ForeignTableRows(List<ForeignServer> servers, RelDataTypeFactory types) {
        this.servers = servers.stream()
                .sorted(Comparator.comparing(ForeignServer::name, String.CASE_INSENSITIVE_ORDER))
                .toList();
        this.types = types;
    }

    /**
     * Which tables are asked for.
     *
     * @param catalog the server's name; null for all, and empty for what is in none
     * @param schema of which schemas
     * @param table of which names
     */
    record Asked(@Nullable String catalog, NamePattern schema, NamePattern table) {
        private boolean includes(ForeignServer server) {
            return catalog == null || server.name().equalsIgnoreCase(catalog);
        }

        private boolean includes(ForeignTable asked) {
            return schema.matches(asked.schema()) && table.matches(asked.name());
        }
    }

    private record Found(String server, ForeignTable table) {
        String type() {
            return table.view() ? "VIEW" : "TABLE";
        }
    }

    private Stream<Found> found(Asked asked) {
        return servers.stream().filter(asked::includes).flatMap(server -> server.tables().get().stream()
                .filter(asked::includes)
                .sorted(Comparator.comparing(ForeignTable::schema).thenComparing(ForeignTable::name))
                .map(table -> new Found(server.name(), table)));
    }

    /** Whether there is any server. */
    boolean any() {
        return !servers.isEmpty();
    }

    void addCatalogs(MetaDataRows rows) {
        servers.forEach(server -> rows.add(server.name()));
    }

    void addSchemas(MetaDataRows rows, @Nullable String catalog, NamePattern schema) {
        Asked asked = new Asked(catalog, schema, ALL.table());
        servers.stream().filter(asked::includes).forEach(server -> {
            TreeSet<String> names = new TreeSet<>();
            server.tables().get().stream().filter(asked::includes).forEach(table -> names.add(table.schema()));
            names.forEach(name -> rows.add(name, server.name()));
        });
    }

    void addTables(MetaDataRows rows, Asked asked, String @Nullable [] tableTypes) {
        Predicate<Found> wanted =
                found -> tableTypes == null || List.of(tableTypes).contains(found.type());
        found(asked)
                .filter(wanted)
                .sorted(Comparator.comparing(Found::type))
                .forEach(found -> rows.add(
                        found.server(),
                        found.table().schema(),
                        found.table().name(),
                        found.type(),
                        found.table().remarks(),
                        null,
                        null,
                        null,
                        null,
                        null));
    }

    void addColumns(MetaDataRows rows, Asked asked, NamePattern column) {
        found(asked).forEach(found -> {
            int position = 0;
            for (ForeignColumn each : found.table().columns()) {
                position++;
                if (column.matches(each.name())) {
                    addColumn(rows, found, each, position);
                }
            }
        });
    }

    private void addColumn(MetaDataRows rows, Found found, ForeignColumn column, int position) {
        RelDataType type = column.sqlType(types);
        int jdbcType = type.getSqlTypeName().getJdbcOrdinal();
        boolean limited = SqlTypes.isText(jdbcType) && column.size() > 0;
        int size = limited ? column.size() : SqlTypes.size(jdbcType, type.getPrecision());
        new ColumnRow(found.server(), found.table().schema(), found.table().name(), column.name(), position, type, size)
                .addTo(rows, column.remarks(), null, false, false);
    }

    void addPrimaryKeys(MetaDataRows rows, Asked asked) {
        found(asked).forEach(found -> {
            List<String> key = found.table().primaryKey();
            key.stream()
                    .sorted()
                    .forEach(column -> rows.add(
                            found.server(),
                            found.table().schema(),
                            found.table().name(),
                            column,
                            (short) (key.indexOf(column) + 1),
                            KeyRows.primaryKey(found.table().name())));
        });
    }

    /** What the tables that are asked for refer to. */
    void addImportedKeys(MetaDataRows rows, Asked asked) {
        addReferences(rows, ALL, asked);
    }

    /** What refers to the tables that are asked for. */
    void addExportedKeys(MetaDataRows rows, Asked asked) {
        addReferences(rows, asked, ALL);
    }

    /** What refers from some tables to others, both of them among the server's. */
    void addReferences(MetaDataRows rows, Asked parents, Asked children) {
        List<Found> referring = found(children)
                .filter(child -> !child.table().foreignKeys().isEmpty())
                .toList();
        found(parents).forEach(parent -> referring.stream()
                .filter(child -> child.server().equals(parent.server()))
                .forEach(child -> child.table().foreignKeys().stream()
                        .filter(key -> key.schema().equals(parent.table().schema())
                                && key.table().equals(parent.table().name()))
                        .forEach(key -> addReference(rows, child, key))));
    }

    private static void addReference(MetaDataRows rows, Found child, ForeignKey key) {
        for (int i = 0; i < key.columns().size(); i++) {
            rows.add(
                    child.server(),
                    key.schema(),
                    key.table(),
                    key.referenced().get(i),
                    child.server(),
                    child.table().schema(),
                    child.table().name(),
                    key.columns().get(i),
                    (short) (i + 1),
                    (short) DatabaseMetaData.importedKeyNoAction,
                    (short) DatabaseMetaData.importedKeyNoAction,
                    key.name(),
                    KeyRows.primaryKey(key.table()),
                    (short) DatabaseMetaData.importedKeyNotDeferrable);
        }
    }

    /** The columns of the primary keys. */
    void addBestRowIdentifiers(MetaDataRows rows, Asked asked) {
        found(asked).forEach(found -> found.table().columns().stream()
                .filter(column -> found.table().primaryKey().contains(column.name()))
                .forEach(column -> {
                    RelDataType type = column.sqlType(types);
                    int jdbcType = type.getSqlTypeName().getJdbcOrdinal();
                    Integer digits = SqlTypes.fractionDigits(jdbcType, type.getScale());
                    rows.add(
                            (short) DatabaseMetaData.bestRowSession,
                            column.name(),
                            jdbcType,
                            SqlType.valueOf(jdbcType).name(),
                            SqlTypes.size(jdbcType, type.getPrecision()),
                            null,
                            digits == null ? null : digits.shortValue(),
                            (short) DatabaseMetaData.bestRowNotPseudo);
                }));
    }
}
