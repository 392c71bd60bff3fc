package dev.sallyport.catalog;

import static dev.sallyport.catalog.CatalogException.Reason.DATABASE;
import static dev.sallyport.catalog.CatalogException.Reason.NOT_FOUND;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sallyport.salesforce.SObjectDescribe;
import dev.sallyport.salesforce.SObjectSummary;
import dev.sallyport.salesforce.SalesforceClient;
import dev.sallyport.sql.SObjects;
import dev.sallyport.sql.federation.ForeignTable;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jspecify.annotations.Nullable;

/** The tables imported from each data server. */
public final class ImportedTables {
    private static final String FROM_SERVER =
            " from imported_table t join data_server s on s.id = t.data_server_id where s.name = :server";

    /** What a later version adds to a description, an earlier one passes over. */
    private static final ObjectMapper JSON = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    private static final String FOREIGN = "foreignTable";

    private final Database database;
    private final DataServers servers;
    private final Clock clock;
    private final DescriptionCache cache = new DescriptionCache();

    ImportedTables(Database database, DataServers servers, Clock clock) {
        this.database = database;
        this.servers = servers;
        this.clock = clock;
    }

    /**
     * Reads the org for an import, what an earlier import has read only as far as it has changed; nothing is stored until {@link TableImport#apply()}.
     *
     * @param server the data server's name
     * @param client to that data server
     * @param scope which tables
     * @throws CatalogException if there is no such server, or a named table is neither imported nor to be seen
     * @throws dev.sallyport.salesforce.SalesforceException if the org refuses or cannot be reached
     */
    public TableImport prepareImport(String server, SalesforceClient client, ImportScope scope) {
        return TableImport.prepare(this, servers.salesforce(server), client, scope);
    }

    /**
     * Reads a database for an import; nothing is stored until {@link TableImport#apply()}.
     *
     * @param server the data server's name
     * @param scope which tables
     * @throws CatalogException if there is no such database, it cannot be read, or a named table is neither imported nor to be
     *     seen
     */
    public TableImport prepareImport(String server, ImportScope scope) {
        return TableImport.prepare(this, servers.database(server), scope);
    }

    /** The tables imported from a database, as it described them. */
    List<ForeignTable> foreignTables(String server) {
        return stored(server).stream()
                .map(DescribedTable::foreign)
                .filter(Objects::nonNull)
                .toList();
    }

    private static @Nullable ForeignTable foreign(String description) {
        try {
            JsonNode foreign = JSON.readTree(description).get(FOREIGN);
            return foreign == null ? null : JSON.treeToValue(foreign, ForeignTable.class);
        } catch (JsonProcessingException e) {
            throw unreadable(e);
        }
    }

    /** What is described, and beside it what a database's table has besides. */
    private static String document(DescribedTable table) {
        if (table.foreign() == null) {
            return write(table.describe());
        }
        ObjectNode document = JSON.valueToTree(table.describe());
        document.set(FOREIGN, JSON.valueToTree(table.foreign()));
        return write(document);
    }

    /**
     * Has the next import read everything in full, whatever the org says has not changed.
     *
     * @param server the data server's name
     * @throws CatalogException if there is no such server
     */
    public void readInFull(String server) {
        String name = servers.get(server).name();
        String ofServer = " where data_server_id = (select id from data_server where name = :server)";
        database.change(handle -> {
            handle.createUpdate("update imported_table set described_for = null" + ofServer)
                    .bind("server", name)
                    .execute();
            handle.createUpdate("delete from sobject_list" + ofServer)
                    .bind("server", name)
                    .execute();
        });
    }

    /**
     * The tables imported from a data server, by name.
     *
     * @param server the data server's name
     */
    public List<ImportedTable> list(String server) {
        return search(server, "");
    }

    /**
     * The tables imported from a data server whose name or label contains a text, by name.
     *
     * @param server the data server's name
     * @param text in any case
     */
    public List<ImportedTable> search(String server, String text) {
        String name = servers.get(server).name();
        String wanted = text.toLowerCase(Locale.ROOT);
        return database.with(handle -> handle.createQuery(
                        "select t.name, t.label, t.field_count, t.imported_at" + FROM_SERVER + " order by t.name")
                .bind("server", name)
                .map((row, context) -> readSummary(row))
                .filter(table -> table.name().toLowerCase(Locale.ROOT).contains(wanted)
                        || table.label().toLowerCase(Locale.ROOT).contains(wanted))
                .list());
    }

    /**
     * A part of what a search found.
     *
     * @param tables by name
     * @param total how many were found in all
     */
    public record Found(List<ImportedTable> tables, int total) {
        public Found {
            tables = List.copyOf(tables);
        }
    }

    /**
     * Some of the tables imported from a data server whose name or label contains a text, by name.
     *
     * @param server the data server's name
     * @param text in any case
     * @param offset how many to pass over
     * @param limit how many at most
     * @throws CatalogException if there is no such server
     */
    public Found search(String server, String text, int offset, int limit) {
        String name = servers.get(server).name();
        String which =
                FROM_SERVER + " and (lower(t.name) like :wanted escape '!' or lower(t.label) like :wanted escape '!')";
        String wanted = "%" + text.toLowerCase(Locale.ROOT).replaceAll("[!%_]", "!$0") + "%";
        return database.with(handle -> new Found(
                handle.createQuery("select t.name, t.label, t.field_count, t.imported_at" + which
                                + " order by t.name offset :offset rows fetch first :limit rows only")
                        .bind("server", name)
                        .bind("wanted", wanted)
                        .bind("offset", offset)
                        .bind("limit", limit)
                        .map((row, context) -> readSummary(row))
                        .list(),
                handle.createQuery("select count(*)" + which)
                        .bind("server", name)
                        .bind("wanted", wanted)
                        .mapTo(Integer.class)
                        .one()));
    }

    /** How many tables are imported from each data server that has any, by its name; one query for all. */
    public Map<String, Integer> counts() {
        return database.with(handle -> handle.createQuery("select s.name, count(*) from imported_table t"
                        + " join data_server s on s.id = t.data_server_id group by s.name")
                .map((row, context) -> Map.entry(row.getString(1), row.getInt(2)))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)));
    }

    /**
     * An imported table with its fields.
     *
     * @param server the data server's name
     * @param table API name in any case
     * @throws CatalogException if there is no such server or it is not imported; the advice names the nearest
     */
    public SObjectDescribe describe(String server, String table) {
        String name = servers.get(server).name();
        return database.with(handle -> handle.createQuery(
                                "select t.description" + FROM_SERVER + " and lower(t.name) = :table")
                        .bind("server", name)
                        .bind("table", table.toLowerCase(Locale.ROOT))
                        .map((row, context) -> parse(row.getString(1), SObjectDescribe.class))
                        .findOne())
                .orElseThrow(() -> unknown(server, table));
    }

    /**
     * Those of some tables that are imported from a data server, with their fields, by name.
     *
     * @param server the data server's name
     * @param tables API names in any case; what is not imported is passed over
     * @param limit how many at most
     */
    public List<SObjectDescribe> describeSome(String server, Collection<String> tables, int limit) {
        if (tables.isEmpty()) {
            return List.of();
        }
        String name = servers.get(server).name();
        List<String> wanted =
                tables.stream().map(table -> table.toLowerCase(Locale.ROOT)).toList();
        return database.with(handle -> handle.createQuery("select t.description" + FROM_SERVER
                        + " and lower(t.name) in (<tables>) order by t.name fetch first :limit rows only")
                .bind("server", name)
                .bind("limit", limit)
                .bindList("tables", wanted)
                .map((row, context) -> parse(row.getString(1), SObjectDescribe.class))
                .list());
    }

    /**
     * The tables imported from a data server, for SQL over them: each is described when a statement first names it, and
     * what is known is kept until the next import.
     *
     * @param server the data server's name
     * @throws CatalogException if there is no such server
     */
    public SObjects sObjects(String server) {
        Imports imports =
                database.with(handle -> handle.createQuery("select id, imports from data_server where name = :name")
                        .bind("name", server)
                        .map((row, context) -> new Imports(row.getString("id"), row.getLong("imports")))
                        .findOne()
                        .orElseThrow(() -> servers.unknown(server)));
        return cache.of(imports.server(), imports.count(), () -> names(imports.server()))
                .sObjects(name -> describe(server, name));
    }

    private record Imports(String server, long count) {}

    private List<String> names(String serverId) {
        return database.with(
                handle -> handle.createQuery("select name from imported_table where data_server_id = :server")
                        .bind("server", serverId)
                        .mapTo(String.class)
                        .list());
    }

    /**
     * All tables imported from a data server with their fields, by name.
     *
     * @param server the data server's name
     */
    public List<SObjectDescribe> describeAll(String server) {
        String name = servers.get(server).name();
        return database.with(handle -> handle.createQuery("select t.description" + FROM_SERVER + " order by t.name")
                .bind("server", name)
                .map((row, context) -> parse(row.getString(1), SObjectDescribe.class))
                .list());
    }

    /** All tables imported from a data server, by name, with what is known of how they were described. */
    List<DescribedTable> stored(String server) {
        return database.with(handle -> handle.createQuery(
                        "select t.description, t.last_modified, t.described_for" + FROM_SERVER + " order by t.name")
                .bind("server", server)
                .map((row, context) -> new DescribedTable(
                        parse(row.getString("description"), SObjectDescribe.class),
                        row.getString("last_modified"),
                        row.getString("described_for"),
                        false,
                        foreign(row.getString("description"))))
                .list());
    }

    /** All sObjects of a data server, as last read for somebody; null if they have not been, or it is not known for whom. */
    @Nullable
    SObjectList list(String server, @Nullable String whom) {
        return database.with(handle -> handle.createQuery("select l.sobjects, l.last_modified, l.described_for"
                                + " from sobject_list l join data_server s on s.id = l.data_server_id"
                                + " where s.name = :server and l.described_for = :whom")
                        .bind("server", server)
                        .bind("whom", whom)
                        .map((row, context) -> new SObjectList(
                                List.of(parse(row.getString("sobjects"), SObjectSummary[].class)),
                                row.getString("last_modified"),
                                row.getString("described_for")))
                        .findOne())
                .orElse(null);
    }

    void replace(
            String server,
            Collection<String> removed,
            Collection<DescribedTable> described,
            @Nullable SObjectList list,
            Consumer<Handle> last) {
        OffsetDateTime now = clock.instant().atOffset(ZoneOffset.UTC);
        List<DescribedTable> anew =
                described.stream().filter(DescribedTable::readAnew).toList();
        database.change(handle -> {
            String serverId = handle.createQuery("select id from data_server where name = :name")
                    .bind("name", server)
                    .mapTo(String.class)
                    .findOne()
                    .orElseThrow(() -> servers.unknown(server));
            handle.createUpdate("update data_server set imports = imports + 1 where id = :server")
                    .bind("server", serverId)
                    .execute();
            delete(handle, serverId, removed);
            delete(handle, serverId, names(anew.stream()));
            insert(handle, serverId, anew, now);
            confirm(handle, serverId, names(described.stream().filter(table -> !table.readAnew())), now);
            if (list != null) {
                replace(handle, serverId, list);
            }
            last.accept(handle);
        });
    }

    private static List<String> names(Stream<DescribedTable> tables) {
        return tables.map(table -> table.describe().name()).toList();
    }

    /** What has not changed has been read all the same. */
    private static void confirm(Handle handle, String serverId, Collection<String> names, OffsetDateTime importedAt) {
        PreparedBatch batch = handle.prepareBatch("update imported_table set imported_at = :importedAt"
                + " where data_server_id = :server and name = :name");
        names.forEach(name -> batch.bind("server", serverId)
                .bind("name", name)
                .bind("importedAt", importedAt)
                .add());
        executeUnlessEmpty(batch);
    }

    private static void replace(Handle handle, String serverId, SObjectList list) {
        handle.createUpdate("delete from sobject_list where data_server_id = :server")
                .bind("server", serverId)
                .execute();
        if (list.lastModified() != null && list.describedFor() != null) {
            handle.createUpdate("""
                            insert into sobject_list (data_server_id, sobjects, last_modified, described_for)
                            values (:server, :sObjects, :lastModified, :describedFor)
                            """)
                    .bind("server", serverId)
                    .bind("sObjects", write(list.sObjects()))
                    .bind("lastModified", list.lastModified())
                    .bind("describedFor", list.describedFor())
                    .execute();
        }
    }

    private static void delete(Handle handle, String serverId, Collection<String> names) {
        PreparedBatch batch =
                handle.prepareBatch("delete from imported_table where data_server_id = :server and name = :name");
        names.forEach(name -> batch.bind("server", serverId).bind("name", name).add());
        executeUnlessEmpty(batch);
    }

    private static void insert(
            Handle handle, String serverId, Collection<DescribedTable> tables, OffsetDateTime importedAt) {
        PreparedBatch batch = handle.prepareBatch("""
                insert into imported_table (data_server_id, name, label, field_count, description, imported_at,
                  last_modified, described_for)
                values (:server, :name, :label, :fieldCount, :description, :importedAt, :lastModified, :describedFor)
                """);
        for (DescribedTable described : tables) {
            SObjectDescribe table = described.describe();
            batch.bind("server", serverId)
                    .bind("name", table.name())
                    .bind("label", table.label())
                    .bind("fieldCount", table.fields().size())
                    .bind("description", document(described))
                    .bind("importedAt", importedAt)
                    .bind("lastModified", described.lastModified())
                    .bind("describedFor", described.describedFor())
                    .add();
        }
        executeUnlessEmpty(batch);
    }

    private static void executeUnlessEmpty(PreparedBatch batch) {
        if (batch.size() > 0) {
            batch.execute();
        }
    }

    private CatalogException unknown(String server, String table) {
        List<String> names = list(server).stream().map(ImportedTable::name).toList();
        String hint = Nearest.hint(table, names);
        return new CatalogException(
                NOT_FOUND,
                "The table " + table + " is not imported from " + server + ".",
                (hint.isEmpty() ? "" : hint + " ") + "If the org has it, import it: sallyport tables import " + server
                        + " " + table);
    }

    private static ImportedTable readSummary(ResultSet row) throws SQLException {
        return new ImportedTable(
                row.getString("name"),
                row.getString("label"),
                row.getInt("field_count"),
                row.getObject("imported_at", OffsetDateTime.class).toInstant());
    }

    private static String write(Object description) {
        try {
            return JSON.writeValueAsString(description);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A table's description does not become JSON", e);
        }
    }

    private static <T> T parse(String description, Class<T> type) {
        try {
            return JSON.readValue(description, type);
        } catch (JsonProcessingException e) {
            throw unreadable(e);
        }
    }

    private static CatalogException unreadable(JsonProcessingException e) {
        return new CatalogException(
                DATABASE,
                "An imported table cannot be read back from the catalogue.",
                "Import the tables again with: sallyport tables import",
                e);
    }
}
