package dev.sallyport.server.administration;

import dev.sallyport.catalog.Catalog;
import dev.sallyport.catalog.Drift;
import dev.sallyport.catalog.ImportScope;
import dev.sallyport.catalog.ImportedTable;
import dev.sallyport.catalog.JdbcServer;
import dev.sallyport.catalog.TableImport;
import dev.sallyport.salesforce.SObjectSummary;
import dev.sallyport.salesforce.SalesforceClient;
import dev.sallyport.server.ServerException;
import dev.sallyport.server.activity.ApiCalls;
import dev.sallyport.server.audit.AuditTrail;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Imports tables. */
@Component
public class TableImports {
    private final Catalog catalog;
    private final AuditTrail audit;
    private final ApiCalls apiCalls;
    private final JsonMapper json;

    TableImports(Catalog catalog, AuditTrail audit, ApiCalls apiCalls, JsonMapper json) {
        this.apiCalls = apiCalls;
        this.catalog = catalog;
        this.audit = audit;
        this.json = json;
    }

    /**
     * A table that the org has and SOQL can query.
     *
     * @param imported whether it is imported
     */
    public record RemoteTable(String name, String label, boolean custom, boolean imported) {}

    /**
     * Which tables to import.
     *
     * @param all every table that the user sees
     * @param tables API names; none for those that are imported already
     */
    public record Choice(boolean all, List<String> tables) {
        public Choice {
            tables = List.copyOf(tables);
        }
    }

    /**
     * How far an import has come.
     *
     * @param phase {@code reading}, {@code compared} or {@code storing}
     * @param tables how many tables are in it; 0 while that is not known
     * @param calls how many API calls it has cost
     */
    public record Progress(String phase, int tables, long calls) {}

    /**
     * What came of an import.
     *
     * @param tables how many tables were read
     * @param drift what changed
     * @param calls how many API calls it cost
     */
    public record Result(int tables, Drift drift, long calls) {}

    /**
     * The org's tables whose name or label contains a text; one API call.
     *
     * @param server the data server's name
     * @param user whose tokens it uses where the provider gives each person their own
     */
    public List<RemoteTable> remote(String server, String search, String user) {
        Set<String> imported =
                catalog.tables().list(server).stream().map(ImportedTable::name).collect(Collectors.toSet());
        String wanted = search.toLowerCase(Locale.ROOT);
        if (catalog.servers().get(server) instanceof JdbcServer) {
            return catalog.tables().prepareImport(server, new ImportScope.All()).described().stream()
                    .filter(table -> table.name().toLowerCase(Locale.ROOT).contains(wanted)
                            || table.label().toLowerCase(Locale.ROOT).contains(wanted))
                    .map(table -> new RemoteTable(table.name(), table.label(), false, imported.contains(table.name())))
                    .toList();
        }
        return apiCalls
                .counting(server, catalog.connections().open(server, user), SalesforceClient::describeGlobal)
                .stream()
                .filter(SObjectSummary::queryable)
                .filter(table -> table.name().toLowerCase(Locale.ROOT).contains(wanted)
                        || table.label().toLowerCase(Locale.ROOT).contains(wanted))
                .map(table ->
                        new RemoteTable(table.name(), table.label(), table.custom(), imported.contains(table.name())))
                .toList();
    }

    /**
     * Prepares an import; nothing is called yet.
     *
     * @param server the data server's name
     * @param full whether everything is read again
     * @param user whose tokens it uses where the provider gives each person their own
     * @throws dev.sallyport.catalog.CatalogException if there is no such server
     * @throws ServerException if nothing is chosen
     */
    public Prepared prepare(String server, Choice choice, boolean full, String user) {
        catalog.servers().get(server);
        return new Prepared(server, scope(server, choice), full, user);
    }

    private ImportScope scope(String server, Choice choice) {
        if (choice.all()) {
            return new ImportScope.All();
        }
        if (!choice.tables().isEmpty()) {
            return new ImportScope.Named(choice.tables());
        }
        if (catalog.tables().list(server).isEmpty()) {
            throw new ServerException(
                    ServerException.Reason.INVALID,
                    "Nothing is imported from " + server + " yet.",
                    "Name the tables to import, or import all.");
        }
        return new ImportScope.Imported();
    }

    /** An import that has not begun. */
    public final class Prepared {
        private final String server;
        private final ImportScope scope;
        private final boolean full;
        private final String user;

        private Prepared(String server, ImportScope scope, boolean full, String user) {
            this.server = server;
            this.scope = scope;
            this.full = full;
            this.user = user;
        }

        /** What it would change; nothing is stored. */
        public Drift preview() {
            if (catalog.servers().get(server) instanceof JdbcServer) {
                return catalog.tables().prepareImport(server, scope).drift();
            }
            return apiCalls.counting(server, catalog.connections().open(server, user), client -> catalog.tables()
                    .prepareImport(server, client, scope)
                    .drift());
        }

        /**
         * Reads the org and stores its tables, all together or not at all.
         *
         * @param progress is told how far it has come
         */
        public Result run(Consumer<Progress> progress) {
            Result result = catalog.servers().get(server) instanceof JdbcServer
                    ? runOnDatabase(progress)
                    : apiCalls.counting(
                            server, catalog.connections().open(server, user), client -> run(client, progress));
            audit.record("tables.import", server, null, json.writeValueAsString(result));
            return result;
        }

        private Result runOnDatabase(Consumer<Progress> progress) {
            progress.accept(new Progress("reading", 0, 0));
            TableImport prepared = catalog.tables().prepareImport(server, scope);
            int tables = prepared.described().size();
            progress.accept(new Progress("compared", tables, 0));
            progress.accept(new Progress("storing", tables, 0));
            prepared.apply();
            return new Result(tables, prepared.drift(), 0);
        }

        private Result run(SalesforceClient client, Consumer<Progress> progress) {
            if (full) {
                catalog.tables().readInFull(server);
            }
            progress.accept(new Progress("reading", 0, 0));
            TableImport prepared = catalog.tables().prepareImport(server, client, scope);
            int tables = prepared.described().size();
            progress.accept(new Progress("compared", tables, client.usage().calls()));
            progress.accept(new Progress("storing", tables, client.usage().calls()));
            prepared.apply();
            return new Result(tables, prepared.drift(), client.usage().calls());
        }
    }
}
