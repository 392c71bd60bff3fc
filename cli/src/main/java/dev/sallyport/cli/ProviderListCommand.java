package dev.sallyport.cli;

import dev.sallyport.auth.OAuthProvider;
import dev.sallyport.auth.SecurityProvider;
import dev.sallyport.catalog.Catalog;
import dev.sallyport.cli.output.RowWriter;
import java.util.Arrays;
import picocli.CommandLine.Command;

@Command(name = "list", description = "List the security providers.")
final class ProviderListCommand extends SallyportCommand {
    @Override
    public Integer call() {
        try (Catalog catalog = openCatalog();
                RowWriter rows = rows("name", "type", "authenticationType", "grant", "enabled", "address")) {
            for (SecurityProvider provider : catalog.providers().list()) {
                OAuthProvider oauth = provider instanceof OAuthProvider found ? found : null;
                rows.row(Arrays.asList(
                        provider.name(),
                        provider.type().label(),
                        provider.authenticationType(),
                        oauth == null ? null : oauth.grant().label(),
                        provider.enabled(),
                        oauth == null ? null : oauth.endpoints().address()));
            }
        }
        return DONE;
    }
}
