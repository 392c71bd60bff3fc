package dev.sallyport.cli;

import dev.sallyport.auth.OAuthProvider;
import dev.sallyport.catalog.Catalog;
import dev.sallyport.cli.output.RowWriter;
import java.time.Duration;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(name = "show", description = "Show a security provider, its client secret excepted.")
final class ProviderShowCommand extends SallyportCommand {
    @Parameters(paramLabel = "NAME", description = "The provider's name.")
    private String name = "";

    @Override
    public Integer call() {
        try (Catalog catalog = openCatalog()) {
            OAuthProvider provider = (OAuthProvider) catalog.providers().get(name);
            try (RowWriter rows = rows("property", "value")) {
                write(provider, rows);
            }
        }
        return DONE;
    }

    private static void write(OAuthProvider provider, RowWriter rows) {
        row(rows, "Name", provider.name());
        row(rows, "Type", provider.type().label());
        row(rows, "OAuth Grant", provider.grant().label());
        row(rows, "OAuth Client Authentication", provider.clientAuthentication().label());
        row(
                rows,
                "OAuth Resource Authentication",
                provider.resourceAuthentication().label());
        row(rows, "Token Owner", provider.tokenOwner().label());
        row(rows, "Redirect on Challenge", provider.redirectOnChallenge());
        row(rows, "Authorization Endpoint", provider.endpoints().authorization());
        row(rows, "Token Endpoint", provider.endpoints().token());
        row(rows, "User Info Endpoint", provider.endpoints().userInfo());
        row(rows, "Client ID", provider.credentials().client().clientId());
        Duration expiresIn = provider.parameters().expiresIn();
        row(rows, "ExpiresIn", expiresIn == null ? null : expiresIn.toSeconds());
    }

    private static void row(RowWriter rows, String property, @Nullable Object value) {
        rows.row(Arrays.asList(property, value));
    }
}
