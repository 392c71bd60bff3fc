package dev.sallyport.cli;

import dev.sallyport.catalog.Catalog;
import dev.sallyport.catalog.DataServer;
import dev.sallyport.cli.output.RowWriter;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(name = "show", description = "Show a data server.")
final class ServerShowCommand extends SallyportCommand {
    @Parameters(paramLabel = "NAME", description = "The data server's name.")
    private String name = "";

    @Override
    public Integer call() {
        try (Catalog catalog = openCatalog()) {
            DataServer server = catalog.servers().get(name);
            try (RowWriter rows = rows("property", "value")) {
                rows.row(List.of("Name", server.name()));
                rows.row(List.of("Type", server.type().label()));
                rows.row(List.of("Security Provider", server.securityProvider()));
                rows.row(List.of("OAuth server URL", server.oauthServerUrl()));
                rows.row(List.of("Imported tables", catalog.tables().list(name).size()));
            }
        }
        return DONE;
    }
}
