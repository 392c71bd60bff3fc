package dev.sallyport.cli;

import dev.sallyport.auth.SecurityProvider;
import dev.sallyport.catalog.Catalog;
import dev.sallyport.cli.output.RowWriter;
import java.util.List;
import picocli.CommandLine.Command;

@Command(name = "list", description = "List the security providers.")
final class ProviderListCommand extends SallyportCommand {
    @Override
    public Integer call() {
        try (Catalog catalog = openCatalog();
                RowWriter rows = rows("name", "type", "grant", "tokenEndpoint")) {
            for (SecurityProvider provider : catalog.providers().list()) {
                rows.row(List.of(
                        provider.name(),
                        provider.type().label(),
                        provider.grant().label(),
                        provider.endpoints().token()));
            }
        }
        return DONE;
    }
}
