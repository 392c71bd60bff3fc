package dev.sallyport.cli;

import dev.sallyport.catalog.Catalog;
import dev.sallyport.catalog.DataServer;
import dev.sallyport.catalog.SalesforceServer;
import dev.sallyport.cli.output.RowWriter;
import java.util.List;
import picocli.CommandLine.Command;

@Command(name = "list", description = "List the data servers.")
final class ServerListCommand extends SallyportCommand {
    @Override
    public Integer call() {
        try (Catalog catalog = openCatalog();
                RowWriter rows = rows("name", "type", "securityProvider", "address")) {
            for (DataServer server : catalog.servers().list()) {
                rows.row(List.of(
                        server.name(),
                        server.type().label(),
                        server instanceof SalesforceServer org ? org.securityProvider() : "",
                        server.address()));
            }
        }
        return DONE;
    }
}
