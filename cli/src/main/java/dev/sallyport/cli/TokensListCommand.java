package dev.sallyport.cli;

import dev.sallyport.auth.oauth.TokenMetadata;
import dev.sallyport.catalog.Catalog;
import dev.sallyport.catalog.StoredToken;
import dev.sallyport.cli.output.RowWriter;
import java.util.Arrays;
import java.util.TreeSet;
import picocli.CommandLine.Command;

@Command(name = "list", description = "List the tokens that are kept, by provider and user.")
final class TokensListCommand extends SallyportCommand {
    @Override
    public Integer call() {
        try (Catalog catalog = openCatalog();
                RowWriter rows =
                        rows("provider", "user", "issuedAt", "expiresAt", "scopes", "refreshable", "lastRefusal")) {
            for (StoredToken token : catalog.tokens().list()) {
                TokenMetadata metadata = token.metadata();
                rows.row(Arrays.asList(
                        metadata.key().provider(),
                        metadata.key().user(),
                        metadata.issuedAt(),
                        metadata.expiresAt(),
                        String.join(" ", new TreeSet<>(metadata.scopes())),
                        metadata.refreshable(),
                        metadata.lastRefusal()));
            }
        }
        return DONE;
    }
}
