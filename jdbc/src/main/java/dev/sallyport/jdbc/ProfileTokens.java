package dev.sallyport.jdbc;

import dev.sallyport.auth.AccessToken;
import dev.sallyport.auth.OAuthProvider;
import dev.sallyport.auth.TokenSource;
import dev.sallyport.catalog.Catalog;
import dev.sallyport.catalog.CatalogSettings;
import dev.sallyport.catalog.SalesforceServer;
import dev.sallyport.salesforce.OAuthServerUrl;
import dev.sallyport.salesforce.SObjectDescribe;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The tokens of a data server, for programs that run long: the catalogue is opened for the moment in which a token is
 * needed that is not at hand, so that commands can be run beside.
 */
final class ProfileTokens implements TokenSource {
    private final CatalogSettings settings;
    private final String name;
    private final @Nullable String user;
    private @Nullable AccessToken current;

    /** What the catalogue knows of a data server. */
    record Server(OAuthServerUrl url, OAuthProvider provider, List<SObjectDescribe> tables) {}

    ProfileTokens(CatalogSettings settings, String name, @Nullable String user) {
        this.settings = settings;
        this.name = name;
        this.user = user;
    }

    /** Reads what the data server is, and sees that there is a token. */
    synchronized Server open() {
        try (Catalog catalog = Catalog.open(settings)) {
            SalesforceServer server = catalog.servers().salesforce(name);
            current = catalog.connections().tokens(name, user).token();
            // The tokens were to be had, so it is a provider that issues some.
            OAuthProvider provider = (OAuthProvider) catalog.providers().get(server.securityProvider());
            return new Server(
                    server.oauthServerUrl(), provider, catalog.tables().describeAll(name));
        }
    }

    @Override
    public synchronized AccessToken token() {
        AccessToken token = current;
        if (token == null || (token.expiresAt() != null && !Instant.now().isBefore(token.expiresAt()))) {
            try (Catalog catalog = Catalog.open(settings)) {
                token = catalog.connections().tokens(name, user).token();
            }
            current = token;
        }
        return token;
    }

    @Override
    public synchronized AccessToken replace(AccessToken refused) {
        if (current == null || current.equals(refused)) {
            try (Catalog catalog = Catalog.open(settings)) {
                current = catalog.connections().tokens(name, user).replace(refused);
            }
        }
        return current;
    }
}
