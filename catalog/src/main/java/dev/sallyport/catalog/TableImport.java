package dev.sallyport.catalog;

import static dev.sallyport.catalog.CatalogException.Reason.NOT_FOUND;

import dev.sallyport.salesforce.DescribeRequest;
import dev.sallyport.salesforce.IfModified;
import dev.sallyport.salesforce.SObjectDescribe;
import dev.sallyport.salesforce.SObjectSummary;
import dev.sallyport.salesforce.SalesforceClient;
import dev.sallyport.sql.federation.ForeignTable;
import dev.sallyport.sql.federation.ForeignTables;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** An import that has read the org and not changed the catalogue yet: first the drift is shown, then it is applied. */
public final class TableImport {
    private final ImportedTables tables;
    private final String server;
    private final List<DescribedTable> described;
    private final Drift drift;

    /** As it is to be stored; null where what is stored is still so. */
    private final @Nullable SObjectList list;

    private TableImport(
            ImportedTables tables,
            String server,
            List<DescribedTable> described,
            Drift drift,
            @Nullable SObjectList list) {
        this.tables = tables;
        this.server = server;
        this.described = described;
        this.drift = drift;
        this.list = list;
    }

    /**
     * Reads the org: one call for the list of all tables, then one for each 25 in scope. What the catalogue holds already
     * comes again only if it has changed.
     */
    static TableImport prepare(
            ImportedTables tables, SalesforceServer dataServer, SalesforceClient client, ImportScope scope) {
        Optional<String> identity = client.identity();
        TableImport read = read(tables, dataServer, identity, client, scope);
        // The token may have been replaced on the way, by one for another user.
        return client.identity().equals(identity) ? read : read(tables, dataServer, Optional.empty(), client, scope);
    }

    /** Reads a database: four queries for each of its schemas. */
    static TableImport prepare(ImportedTables tables, JdbcServer server, ImportScope scope) {
        Map<String, DescribedTable> imported = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        tables.stored(server.name())
                .forEach(table -> imported.put(table.describe().name(), table));
        Map<String, DescribedTable> visible =
                toldApart(ForeignDescriptions.of(foreignTables(server)), scope, imported.values());
        List<DescribedTable> described = new ArrayList<>();
        List<SObjectDescribe> before = new ArrayList<>();
        for (String name : wanted(scope, imported.keySet(), visible.keySet())) {
            DescribedTable table = visible.get(name);
            DescribedTable old = imported.get(name);
            if (table == null && old == null) {
                throw new CatalogException(
                        NOT_FOUND,
                        server.name() + " shows " + server.user() + " no table " + name + ".",
                        Nearest.hint(name, visible.keySet())
                                + " Write the schema before the name, as in public.orders. If the name is right, let the"
                                + " table's owner GRANT SELECT on it.");
            }
            if (table != null) {
                described.add(table);
            }
            if (old != null) {
                before.add(old.describe());
            }
        }
        return new TableImport(tables, server.name(), described, Drift.between(before, describes(described)), null);
    }

    /**
     * SQL finds names in any case. Of tables whose names differ by nothing else one can be imported: the one that is named so,
     * else the one that has been, else the one in lower case, which the database's own SQL finds without quotes.
     */
    private static Map<String, DescribedTable> toldApart(
            List<DescribedTable> tables, ImportScope scope, Collection<DescribedTable> imported) {
        List<String> named = scope instanceof ImportScope.Named names ? names.tables() : List.of();
        Set<String> before =
                imported.stream().map(table -> table.describe().name()).collect(Collectors.toSet());
        Comparator<String> first = Comparator.comparing((String name) -> !named.contains(name))
                .thenComparing(name -> !before.contains(name))
                .thenComparing(name -> !name.equals(name.toLowerCase(Locale.ROOT)));
        Map<String, DescribedTable> visible = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        for (DescribedTable table : tables) {
            visible.merge(
                    table.describe().name(),
                    table,
                    (one, other) -> first.compare(
                                            one.describe().name(),
                                            other.describe().name())
                                    <= 0
                            ? one
                            : other);
        }
        return visible;
    }

    private static List<ForeignTable> foreignTables(JdbcServer server) {
        try (Connection connection = server.dataSource().getConnection()) {
            connection.setReadOnly(true);
            List<String> schemas = server.schemas().isEmpty() ? ForeignTables.schemas(connection) : server.schemas();
            List<ForeignTable> tables = new ArrayList<>();
            for (String schema : schemas) {
                tables.addAll(ForeignTables.read(connection, schema));
            }
            return tables;
        } catch (SQLException e) {
            throw new CatalogException(
                    CatalogException.Reason.INVALID,
                    "The data server " + server.name() + " cannot be read.",
                    "See by Test Connection where the road to it ends: sallyport server test " + server.name(),
                    e);
        }
    }

    private static TableImport read(
            ImportedTables tables,
            SalesforceServer dataServer,
            Optional<String> identity,
            SalesforceClient client,
            ImportScope scope) {
        String server = dataServer.name();
        String whom = identity.map(of -> DescribedFor.of(dataServer.oauthServerUrl(), of))
                .orElse(null);
        Map<String, DescribedTable> imported = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        tables.stored(server).forEach(table -> imported.put(table.describe().name(), table));
        SObjectList known = tables.list(server, whom);
        SObjectList list = list(client, whom, known);
        Map<String, SObjectSummary> visible = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        list.sObjects().stream().filter(SObjectSummary::queryable).forEach(table -> visible.put(table.name(), table));

        Collection<String> wanted = wanted(scope, imported.keySet(), visible.keySet());
        List<String> present = new ArrayList<>();
        List<SObjectDescribe> before = new ArrayList<>();
        for (String name : wanted) {
            SObjectSummary table = visible.get(name);
            DescribedTable old = imported.get(name);
            if (table == null && old == null) {
                throw notVisible(name, visible.keySet());
            }
            if (table != null) {
                present.add(table.name());
            }
            if (old != null) {
                before.add(old.describe());
            }
        }
        List<DescribedTable> described = describe(client, whom, present, imported);
        Drift drift = Drift.between(before, describes(described));
        return new TableImport(tables, server, described, drift, list.equals(known) ? null : list);
    }

    private static SObjectList list(SalesforceClient client, @Nullable String whom, @Nullable SObjectList known) {
        IfModified<List<SObjectSummary>> answer =
                client.describeGlobalIfModified(known == null ? null : known.lastModified());
        if (answer instanceof IfModified.Modified<List<SObjectSummary>> modified) {
            return new SObjectList(modified.value(), modified.lastModified(), whom);
        }
        if (known == null) {
            throw new IllegalStateException("Nothing was at hand that could be unchanged.");
        }
        return known;
    }

    private static List<DescribedTable> describe(
            SalesforceClient client, @Nullable String whom, List<String> names, Map<String, DescribedTable> imported) {
        List<DescribeRequest> requests = new ArrayList<>();
        for (String name : names) {
            DescribedTable old = imported.get(name);
            requests.add(new DescribeRequest(name, old == null ? null : old.lastModifiedFor(whom)));
        }
        List<DescribedTable> described = new ArrayList<>();
        List<IfModified<SObjectDescribe>> answers = client.describeIfModified(requests);
        for (int i = 0; i < names.size(); i++) {
            if (answers.get(i) instanceof IfModified.Modified<SObjectDescribe> modified) {
                described.add(new DescribedTable(modified.value(), modified.lastModified(), whom, true, null));
            } else {
                described.add(Objects.requireNonNull(imported.get(names.get(i))));
            }
        }
        return described;
    }

    private static List<SObjectDescribe> describes(List<DescribedTable> tables) {
        return tables.stream().map(DescribedTable::describe).toList();
    }

    private static Collection<String> wanted(
            ImportScope scope, Collection<String> imported, Collection<String> visible) {
        Collection<String> names = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        if (scope instanceof ImportScope.Named named) {
            names.addAll(named.tables());
            return names;
        }
        names.addAll(imported);
        if (scope instanceof ImportScope.All) {
            names.addAll(visible);
        }
        return names;
    }

    private static CatalogException notVisible(String name, Collection<String> visible) {
        return new CatalogException(
                NOT_FOUND,
                "The org shows the integration user no table " + name + ".",
                Nearest.hint(name, visible)
                        + " If the name is right, the user may not see it: in Setup open Profiles, choose the integration"
                        + " user's profile, Object Settings, and give Read on it.");
    }

    /** The data server that was read. */
    public String server() {
        return server;
    }

    /** The tables in scope as the org describes them now, by name. */
    public List<SObjectDescribe> described() {
        return describes(described);
    }

    /** What differs from the last import. */
    public Drift drift() {
        return drift;
    }

    /** Stores the tables as they are now and drops those that are gone, all together or not at all. */
    public void apply() {
        apply(handle -> {});
    }

    /**
     * The same, together with rows of a module above.
     *
     * @param last writes them, at the end of the same transaction; if it throws, nothing is stored. It is run again if the
     *     database has ended the transaction for a deadlock
     */
    public void apply(Consumer<Handle> last) {
        tables.replace(server, drift.removed(), described, list, last);
    }
}
