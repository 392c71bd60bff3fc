package dev.sallyport.cli;

import dev.sallyport.catalog.Catalog;
import dev.sallyport.catalog.DataServer;
import dev.sallyport.catalog.JdbcServer;
import dev.sallyport.catalog.SalesforceServer;
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
                if (server instanceof SalesforceServer org) {
                    rows.row(List.of("Security Provider", org.securityProvider()));
                    rows.row(List.of("OAuth server URL", org.oauthServerUrl()));
                }
                if (server instanceof JdbcServer database) {
                    rows.row(List.of("JDBC URL", database.url()));
                    rows.row(List.of("User", database.user()));
                    rows.row(List.of("Password", database.password() == null ? "none" : "set"));
                    rows.row(List.of("Schemas", String.join(", ", database.schemas())));
                }
                rows.row(List.of("Imported tables", catalog.tables().list(name).size()));
            }
        }
        return DONE;
    }
}
