package dev.sallyport.server.query;

import dev.sallyport.catalog.Catalog;
import dev.sallyport.catalog.Databases;
import dev.sallyport.server.ServerException;
import dev.sallyport.server.ServerException.Reason;
import dev.sallyport.sql.ConnectionOptions;
import dev.sallyport.sql.SoqlListener;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.springframework.stereotype.Component;

/** Opens connections to the tables that are imported from a data server. */
@Component
class StatementConnections {
    private final Catalog catalog;

    StatementConnections(Catalog catalog) {
        this.catalog = catalog;
    }

    /** A connection, and what it stands on; both are the caller's to close. */
    record Opened(Databases.Opened database, Connection connection) implements AutoCloseable {
        /** How many API calls its statements have cost so far. */
        long calls() {
            return database.calls();
        }

        @Override
        public void close() throws SQLException {
            try (database) {
                connection.close();
            }
        }
    }

    /**
     * Opens a connection for statements.
     *
     * @param owner whose tokens it uses where the provider gives each person their own
     * @param mayWrite whether it may write to the org
     * @param soql is told of what it sends
     * @throws ServerException if no table is imported yet
     */
    Opened open(String server, String owner, boolean mayWrite, SoqlListener soql) throws SQLException {
        if (catalog.tables().sObjects(server).names().isEmpty()) {
            throw new ServerException(
                    Reason.INVALID,
                    "No table is imported from " + server + " yet.",
                    "Import some first, under Tables.");
        }
        Databases.Opened database = catalog.databases().open(server, owner, soql);
        try {
            Connection connection = database.database().connect();
            connection.setReadOnly(!mayWrite);
            return new Opened(database, connection);
        } catch (SQLException | RuntimeException e) {
            database.close();
            throw e;
        }
    }

    /**
     * Opens a connection that is asked for metadata; there may be no tables.
     *
     * @return for the caller to close, and with it what it stands on
     */
    Connection describe(String server, String owner) throws SQLException {
        Databases.Opened database = catalog.databases().open(server, owner, SoqlListener.NONE);
        ConnectionOptions own =
                new ConnectionOptions(ConnectionOptions.DEFAULT.url(), owner, "", List.of(), database::close);
        try {
            return database.database().connect(own);
        } catch (SQLException | RuntimeException e) {
            database.close();
            throw e;
        }
    }
}
