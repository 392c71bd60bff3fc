package dev.sallyport.cli;

import dev.sallyport.auth.OAuthProvider;
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
                if (provider instanceof OAuthProvider oauth) {
                    rows.row(List.of(
                            provider.name(),
                            provider.type().label(),
                            oauth.grant().label(),
                            oauth.endpoints().address()));
                }
            }
        }
        return DONE;
    }
}
