package dev.sallyport.cli;

import dev.sallyport.catalog.Catalog;
import dev.sallyport.catalog.ImportedTable;
import dev.sallyport.cli.output.RowWriter;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(name = "list", description = "List the imported tables.")
final class TablesListCommand extends SallyportCommand {
    @Mixin
    private ServerOption server = new ServerOption();

    @Option(
            names = "--search",
            paramLabel = "TEXT",
            defaultValue = "",
            description = "Only those whose name or label contains a text.")
    private String search = "";

    @Override
    public Integer call() {
        try (Catalog catalog = openCatalog()) {
            String name = server.choose(catalog).name();
            try (RowWriter rows = rows("name", "label", "fields", "importedAt")) {
                for (ImportedTable table : catalog.tables().search(name, search)) {
                    rows.row(List.of(table.name(), table.label(), table.fieldCount(), table.importedAt()));
                }
            }
        }
        return DONE;
    }
}
