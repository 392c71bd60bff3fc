package dev.sallyport.cli;

import dev.sallyport.auth.oauth.TokenMetadata;
import dev.sallyport.auth.oauth.TokenRefused;
import dev.sallyport.catalog.Catalog;
import dev.sallyport.catalog.StoredToken;
import dev.sallyport.cli.output.RowWriter;
import java.util.Arrays;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(name = "show", description = "Show all that is known of a token, itself excepted.")
final class TokensShowCommand extends SallyportCommand {
    @Parameters(paramLabel = "PROVIDER", description = "The security provider's name.")
    private String provider = "";

    @Mixin
    private UserOption user = new UserOption();

    @Override
    public Integer call() {
        try (Catalog catalog = openCatalog()) {
            StoredToken token = catalog.tokens().get(catalog.connections().key(provider, user.name()));
            try (RowWriter rows = rows("property", "value")) {
                write(token, rows);
            }
        }
        return DONE;
    }

    private static void write(StoredToken token, RowWriter rows) {
        TokenMetadata metadata = token.metadata();
        row(rows, "Provider", metadata.key().provider());
        row(rows, "User", metadata.key().user());
        row(rows, "Issued", metadata.issuedAt());
        row(rows, "Expires", metadata.expiresAt());
        row(rows, "Scopes", String.join(" ", new TreeSet<>(metadata.scopes())));
        row(rows, "Refresh Token", metadata.refreshable());
        new TreeMap<>(token.parameters()).forEach((name, value) -> row(rows, name, value));
        TokenRefused refused = token.refused();
        if (refused != null) {
            row(rows, "Refused", refused.message());
            row(rows, "What to Do", refused.advice());
            row(rows, "Left Alone Until", refused.until());
        }
    }

    private static void row(RowWriter rows, String property, @Nullable Object value) {
        rows.row(Arrays.asList(property, value));
    }
}
