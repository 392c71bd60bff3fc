package dev.sallyport.server.query;

import dev.sallyport.catalog.Catalog;
import dev.sallyport.salesforce.SalesforceClient;
import dev.sallyport.server.ServerException;
import dev.sallyport.server.ServerException.Reason;
import dev.sallyport.sql.ConnectionOptions;
import dev.sallyport.sql.SObjects;
import dev.sallyport.sql.SalesforceDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.springframework.stereotype.Component;

/** Opens connections to the tables that are imported from a data server. */
@Component
class Databases {
    private final Catalog catalog;

    Databases(Catalog catalog) {
        this.catalog = catalog;
    }

    /**
     * A connection, and what it stands on; both are the caller's to close.
     *
     * @param soql is told of each SOQL query
     */
    record Opened(SalesforceClient client, Connection connection, List<String> soql) implements AutoCloseable {
        @Override
        public void close() throws SQLException {
            try (client) {
                connection.close();
            }
        }
    }

    /**
     * Opens a connection for statements.
     *
     * @param owner whose tokens it uses where the provider gives each person their own
     * @param mayWrite whether it may write to the org
     * @throws ServerException if no table is imported yet
     */
    Opened open(String server, String owner, boolean mayWrite) throws SQLException {
        SObjects tables = catalog.tables().sObjects(server);
        if (tables.names().isEmpty()) {
            throw new ServerException(
                    Reason.INVALID,
                    "No table is imported from " + server + " yet.",
                    "Import some first, under Tables.");
        }
        List<String> soql = new CopyOnWriteArrayList<>();
        SalesforceClient client = catalog.connections().open(server, owner);
        try {
            Connection connection = new SalesforceDatabase(client, tables, soql::add).connect();
            connection.setReadOnly(!mayWrite);
            return new Opened(client, connection, soql);
        } catch (SQLException | RuntimeException e) {
            client.close();
            throw e;
        }
    }

    /**
     * Opens a connection that is asked for metadata; there may be no tables.
     *
     * @return for the caller to close, and with it what it stands on
     */
    Connection describe(String server, String owner) throws SQLException {
        SalesforceClient client = catalog.connections().open(server, owner);
        ConnectionOptions own =
                new ConnectionOptions(ConnectionOptions.DEFAULT.url(), owner, "", List.of(), client::close);
        try {
            return new SalesforceDatabase(client, catalog.tables().sObjects(server), soql -> {}).connect(own);
        } catch (SQLException | RuntimeException e) {
            client.close();
            throw e;
        }
    }
}
