package dev.sallyport.sql.federation;

import com.google.common.base.Suppliers;
import dev.sallyport.sql.SoqlListener;
import dev.sallyport.sql.read.ReadSession;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.apache.calcite.schema.Schema;
import org.apache.calcite.schema.Table;
import org.apache.calcite.schema.impl.AbstractSchema;

/**
 * A foreign server as a schema: each of its schemas is one within it, and a table's name alone is enough for those of
 * {@code public}, and for others where no second schema has the name. SQL finds names in any case.
 */
public final class ForeignSchema extends AbstractSchema {
    private static final String PUBLIC = "public";

    private final Supplier<Map<String, Map<String, Table>>> schemas;

    /**
     * The schema of a server, for one connection.
     *
     * @param listener is told of each statement that the server is sent
     * @param reading the connection's reads: whether planning may ask the server how many rows to expect, and how long rows may
     *     take
     */
    public ForeignSchema(ForeignServer server, SoqlListener listener, ReadSession reading) {
        ForeignSource source = new ForeignSource(server, listener, reading);
        this.schemas = Suppliers.memoize(() -> schemas(server.tables().get(), source));
    }

    private static Map<String, Map<String, Table>> schemas(List<ForeignTable> tables, ForeignSource source) {
        Map<String, Map<String, Table>> schemas = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        for (ForeignTable table : tables) {
            schemas.computeIfAbsent(table.schema(), added -> new LinkedHashMap<>())
                    .put(table.name(), new ForeignRelation(source, table));
        }
        return schemas;
    }

    @Override
    public boolean isMutable() {
        return false;
    }

    @Override
    protected Map<String, Schema> getSubSchemaMap() {
        Map<String, Schema> inner = new LinkedHashMap<>();
        schemas.get()
                .forEach((name, tables) -> inner.put(name, new AbstractSchema() {
                    @Override
                    protected Map<String, Table> getTableMap() {
                        return tables;
                    }
                }));
        return inner;
    }

    @Override
    protected Map<String, Table> getTableMap() {
        Map<String, Integer> found = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        Map<String, Table> alone = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        schemas.get()
                .values()
                .forEach(tables -> tables.forEach((name, table) -> {
                    found.merge(name, 1, Integer::sum);
                    alone.put(name, table);
                }));
        alone.keySet().removeIf(name -> found.getOrDefault(name, 0) > 1);
        alone.putAll(schemas.get().getOrDefault(PUBLIC, Map.of()));
        return alone;
    }
}
