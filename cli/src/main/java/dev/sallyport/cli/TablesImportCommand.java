package dev.sallyport.cli;

import dev.sallyport.catalog.Catalog;
import dev.sallyport.catalog.Drift;
import dev.sallyport.catalog.ImportScope;
import dev.sallyport.catalog.JdbcServer;
import dev.sallyport.catalog.TableImport;
import dev.sallyport.salesforce.SalesforceClient;
import java.util.List;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "import",
        description = "Read tables from the org or database. What has changed since the last import is shown first.")
final class TablesImportCommand extends SallyportCommand {
    @Parameters(index = "0", paramLabel = "SERVER", description = "The data server.")
    private String server = "";

    @Parameters(
            index = "1..*",
            paramLabel = "TABLE",
            description = "Tables to import. Without any: those that are imported already.")
    private List<String> tables = List.of();

    @Mixin
    private UserOption user = new UserOption();

    @Option(names = "--all", description = "Every table that the integration user sees.")
    private boolean all;

    @Option(names = "--yes", description = "Apply changes to imported tables without asking.")
    private boolean yes;

    @Option(names = "--dry-run", description = "Show what would change, and change nothing.")
    private boolean dryRun;

    @Option(
            names = "--full",
            description = "Read everything again. Without this, what Salesforce says has not changed since the last"
                    + " import does not come again. A database is always read in full.")
    private boolean full;

    @Override
    public Integer call() {
        try (Catalog catalog = openCatalog()) {
            if (catalog.servers().get(server) instanceof JdbcServer) {
                return apply(catalog.tables().prepareImport(server, scope(catalog)), () -> "");
            }
            try (SalesforceClient client = catalog.connections().open(server, user.name())) {
                if (full) {
                    catalog.tables().readInFull(server);
                }
                return apply(
                        catalog.tables().prepareImport(server, client, scope(catalog)),
                        () -> " with " + client.usage().calls() + " API calls");
            }
        }
    }

    private Integer apply(TableImport prepared, Supplier<String> cost) {
        show(prepared.drift());
        if (dryRun) {
            err().println("Nothing was changed.");
            return DONE;
        }
        confirm(prepared.drift());
        prepared.apply();
        err().println("Imported " + prepared.described().size() + " tables from " + server + cost.get() + ".");
        return DONE;
    }

    private ImportScope scope(Catalog catalog) {
        if (all && !tables.isEmpty()) {
            throw new CommandException("--all and the names of tables do not go together.", "Leave one of them out.");
        }
        if (all) {
            return new ImportScope.All();
        }
        if (!tables.isEmpty()) {
            return new ImportScope.Named(tables);
        }
        if (catalog.tables().list(server).isEmpty()) {
            throw new CommandException(
                    "Nothing is imported from " + server + " yet.", "Name the tables to import, or give --all.");
        }
        return new ImportScope.Imported();
    }

    private void show(Drift drift) {
        drift.added().forEach(table -> out().println("+ " + table));
        drift.removed().forEach(table -> out().println("- " + table));
        for (Drift.TableDrift table : drift.changed()) {
            out().println("~ " + table.table());
            table.addedFields().forEach(field -> out().println("    + " + field));
            table.removedFields().forEach(field -> out().println("    - " + field));
            table.changes().forEach(change -> out().println("    ~ "
                    + change.field().map(field -> field + ".").orElse("") + change.property() + ": "
                    + change.before() + " → " + change.after()));
        }
        out().flush();
    }

    /** New tables harm nobody; a table or field that goes or changes may be in use. */
    private void confirm(Drift drift) {
        boolean harmless = drift.removed().isEmpty() && drift.changed().isEmpty();
        if (!yes && !harmless && !Keyboard.confirms("Apply these changes? [y/N] ")) {
            throw new CommandException(
                    "Nothing was changed: imported tables would have been.", "Look at the list, then add --yes.");
        }
    }
}
