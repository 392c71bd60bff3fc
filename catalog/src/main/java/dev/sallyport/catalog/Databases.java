package dev.sallyport.catalog;

import dev.sallyport.salesforce.SalesforceClient;
import dev.sallyport.sql.SObjects;
import dev.sallyport.sql.SalesforceDatabase;
import dev.sallyport.sql.SoqlListener;
import dev.sallyport.sql.federation.ForeignServer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Opens what SQL runs on: the tables imported from a data server, under their own names, and beside them those of all databases
 * among the data servers, each named after its server.
 */
public final class Databases {
    private final DataServers servers;
    private final ImportedTables tables;
    private final Connections connections;

    Databases(DataServers servers, ImportedTables tables, Connections connections) {
        this.servers = servers;
        this.tables = tables;
        this.connections = connections;
    }

    /**
     * A database that is open.
     *
     * @param database runs statements
     * @param client reaches the org; null where the data server is none
     */
    public record Opened(
            SalesforceDatabase database, @Nullable SalesforceClient client) implements AutoCloseable {
        /** How many API calls its statements have cost so far. */
        public long calls() {
            return client == null ? 0 : client.usage().calls();
        }

        @Override
        public void close() {
            if (client != null) {
                client.close();
            }
        }
    }

    /**
     * Opens a data server; nothing is called yet.
     *
     * @param server its name
     * @param user whose tokens are used where the provider gives each person their own; null where it does not
     * @param listener is told what is sent
     * @return for the caller to close, after the connections
     * @throws CatalogException if there is no such server, or no user is named where one is needed
     * @throws dev.sallyport.auth.AuthorizationException if the provider is disabled or lacks a credential
     */
    public Opened open(String server, @Nullable String user, SoqlListener listener) {
        List<ForeignServer> foreign = servers.databases().stream()
                .map(database -> new ForeignServer(
                        database.name(), connections.pool(database), () -> tables.foreignTables(database.name())))
                .toList();
        if (servers.get(server) instanceof JdbcServer) {
            return new Opened(SalesforceDatabase.withoutOrg(server, listener, foreign), null);
        }
        SObjects sObjects = tables.sObjects(server);
        SalesforceClient client = connections.open(server, user);
        return new Opened(new SalesforceDatabase(client, sObjects, listener, foreign), client);
    }
}
