package dev.sallyport.jdbc;

import dev.sallyport.auth.http.ProviderHttp;
import dev.sallyport.catalog.Catalog;
import dev.sallyport.catalog.CatalogSettings;
import dev.sallyport.salesforce.SObjectDescribe;
import dev.sallyport.salesforce.SalesforceClient;
import dev.sallyport.sql.ConnectionOptions;
import dev.sallyport.sql.SObjects;
import dev.sallyport.sql.SalesforceDatabase;
import dev.sallyport.sql.SoqlListener;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Connections to data servers that the {@code sallyport} command has set up. The catalogue is open only while one is being
 * opened, so that commands can be run beside; what was imported is not asked of Salesforce again, and a token that somebody
 * has fetched already is used.
 */
final class ProfileConnections {
    private static final String DATA_VARIABLE = "SALLYPORT_DATA";

    private final Map<String, String> environment;
    private final Path home;

    ProfileConnections(Map<String, String> environment, Path home) {
        this.environment = environment;
        this.home = home;
    }

    /**
     * Opens a connection. It costs no API call where tables have been imported; the listing of all where none have.
     *
     * @throws dev.sallyport.auth.SallyportException if there is no such data server, or no token is to be had
     */
    Connection open(JdbcUrl url, JdbcUrl.Profile profile) throws SQLException {
        String user = ConnectionProperty.TOKEN_USER.of(url.values());
        Opened opened;
        try (Catalog catalog = Catalog.open(CatalogSettings.ofEnvironment(folder(url), environment))) {
            opened = open(catalog, profile.name(), user);
        }
        SObjects sObjects =
                opened.tables().isEmpty() ? SObjects.live(opened.client()) : SObjects.imported(opened.tables());
        return new SalesforceDatabase(opened.client(), sObjects, SoqlListener.NONE)
                .connect(
                        new ConnectionOptions(
                                url.text(), opened.userName(), opened.apiVersion(), List.of(), opened.client()::close),
                        url.writes(),
                        url.reads());
    }

    /** What the data server's org is called with. A token is fetched if none is stored. */
    SalesforceAccess access(JdbcUrl url, JdbcUrl.Profile profile) throws SQLException {
        ProfileTokens tokens = new ProfileTokens(
                CatalogSettings.ofEnvironment(folder(url), environment),
                profile.name(),
                ConnectionProperty.TOKEN_USER.of(url.values()));
        ProfileTokens.Server server = tokens.open();
        return new SalesforceAccess(
                server.url(),
                server.provider().access(tokens),
                ProviderHttp.client(server.provider().parameters()),
                server.provider().parameters().ignoreTlsErrors(),
                server.tables(),
                ConnectionProperty.APPLICATION_NAME.of(url.values()),
                url.reads(),
                url.writes());
    }

    private record Opened(
            SalesforceClient client,
            List<SObjectDescribe> tables,
            @Nullable String userName,
            String apiVersion) {}

    private static Opened open(Catalog catalog, String name, @Nullable String user) {
        SalesforceClient client = catalog.connections().open(name, user);
        // Now, for later the catalogue would have to be opened once more.
        catalog.connections().tokens(name, user).token();
        String version =
                catalog.servers().salesforce(name).oauthServerUrl().version().toString();
        return new Opened(client, catalog.tables().describeAll(name), user, version);
    }

    private Path folder(JdbcUrl url) {
        String named = ConnectionProperty.DATA_FOLDER.of(url.values());
        if (named == null || named.isBlank()) {
            named = environment.get(DATA_VARIABLE);
        }
        return named == null || named.isBlank() ? home.resolve(".sallyport") : Path.of(named);
    }
}
