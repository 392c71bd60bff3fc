package dev.sallyport.catalog;

import dev.sallyport.auth.oauth.TokenKey;
import dev.sallyport.salesforce.OAuthServerUrl;
import dev.sallyport.salesforce.SalesforceClient;
import dev.sallyport.sql.SObjects;
import dev.sallyport.sql.SalesforceDatabase;
import dev.sallyport.sql.SoqlListener;
import dev.sallyport.sql.StatementMemory;
import dev.sallyport.sql.federation.ForeignServer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Opens what SQL runs on: the tables imported from a data server, under their own names, and beside them those of all databases
 * among the data servers, each named after its server.
 */
public final class Databases {
    private final DataServers servers;
    private final ImportedTables tables;
    private final Connections connections;
    private final JdbcPools pools = new JdbcPools();
    private final StatementMemory withoutOrg = new StatementMemory();
    private final Map<Org, StatementMemory> memories = new ConcurrentHashMap<>();

    /** An org as the owner of a token sees it. */
    private record Org(OAuthServerUrl url, TokenKey owner) {}

    Databases(DataServers servers, ImportedTables tables, Connections connections) {
        this.servers = servers;
        this.tables = tables;
        this.connections = connections;
    }

    /** A database that is open. */
    public static final class Opened implements AutoCloseable {
        private final SalesforceDatabase database;
        private final @Nullable SalesforceClient client;
        private final JdbcPools.Use pools;

        private Opened(SalesforceDatabase database, @Nullable SalesforceClient client, JdbcPools.Use pools) {
            this.database = database;
            this.client = client;
            this.pools = pools;
        }

        /** What runs statements. */
        public SalesforceDatabase database() {
            return database;
        }

        /** How many API calls its statements have cost so far. */
        public long calls() {
            return client == null ? 0 : client.usage().calls();
        }

        @Override
        public void close() {
            try (pools) {
                if (client != null) {
                    client.close();
                }
            }
        }
    }

    /**
     * Opens a data server; nothing is called yet.
     *
     * @param server its name
     * @param user whose tokens are used where the provider gives each person their own; null where it does not
     * @param listener is told what is sent
     * @return for the caller to close, after the connections; usable after the catalogue is closed
     * @throws CatalogException if there is no such server, or no user is named where one is needed
     * @throws dev.sallyport.auth.AuthorizationException if the provider is disabled or lacks a credential
     */
    public Opened open(String server, @Nullable String user, SoqlListener listener) {
        List<JdbcServer> all = servers.databases();
        JdbcPools.Use use = pools.use(all);
        try {
            List<ForeignServer> foreign = new ArrayList<>();
            for (int i = 0; i < all.size(); i++) {
                String name = all.get(i).name();
                foreign.add(new ForeignServer(name, use.pools().get(i), () -> tables.foreignTables(name)));
            }
            return servers.get(server) instanceof SalesforceServer org
                    ? open(org, user, listener, foreign, use)
                    : new Opened(SalesforceDatabase.withoutOrg(server, listener, foreign, withoutOrg), null, use);
        } catch (RuntimeException e) {
            use.close();
            throw e;
        }
    }

    private Opened open(
            SalesforceServer server,
            @Nullable String user,
            SoqlListener listener,
            List<ForeignServer> foreign,
            JdbcPools.Use use) {
        SObjects sObjects = tables.sObjects(server.name());
        Connections.Opened org = connections.open(server, user);
        StatementMemory memory = memories.computeIfAbsent(
                new Org(server.oauthServerUrl(), org.owner()), unknown -> new StatementMemory());
        return new Opened(new SalesforceDatabase(org.client(), sObjects, listener, foreign, memory), org.client(), use);
    }

    /** Has connections to databases end with those who use them. */
    void close() {
        pools.close();
    }
}
