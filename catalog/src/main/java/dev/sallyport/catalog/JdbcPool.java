package dev.sallyport.catalog;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.sallyport.sql.federation.ForeignConnections;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;

/**
 * Connections to one database, made when the first is asked for. They end when nobody has used them for a while; the pool does when
 * its last user leaves after it was retired.
 */
final class JdbcPool implements ForeignConnections {
    private static final Duration IDLE = Duration.ofSeconds(30);
    private static final int MOST = 20;

    private final JdbcServer server;
    private @Nullable HikariDataSource connections;
    private int users;
    private boolean retired;

    JdbcPool(JdbcServer server) {
        this.server = server;
    }

    @Override
    public Connection take() throws SQLException {
        return connections().getConnection();
    }

    @Override
    public void cancel(Connection connection) throws SQLException {
        connection.unwrap(PGConnection.class).cancelQuery();
    }

    private synchronized HikariDataSource connections() throws SQLException {
        if (retired && users == 0) {
            throw new SQLNonTransientConnectionException(
                    "The connections to " + server.name() + " are closed.", "08003");
        }
        if (connections == null) {
            connections = opened();
        }
        return connections;
    }

    private HikariDataSource opened() {
        HikariConfig config = new HikariConfig();
        config.setPoolName("data-server-" + server.name());
        config.setDataSource(server.dataSource());
        config.setAutoCommit(false); // else the driver holds all rows of an answer at once
        config.setReadOnly(true);
        config.setConnectionInitSql(SESSION_START);
        config.setIsolateInternalQueries(true); // commits it: else the first rollback takes it back
        config.setMinimumIdle(0);
        config.setMaximumPoolSize(MOST);
        config.setIdleTimeout(IDLE.toMillis());
        config.setConnectionTimeout(JdbcServer.CONNECT.toMillis());
        config.setInitializationFailTimeout(-1); // whoever asks for a connection hears why there is none
        return new HikariDataSource(config);
    }

    /** Somebody uses it, until {@link #leave}. */
    synchronized void enter() {
        users++;
    }

    synchronized void leave() {
        users--;
        closeUnlessUsed();
    }

    /** Its server has other settings now, or is gone. */
    synchronized void retire() {
        retired = true;
        closeUnlessUsed();
    }

    private void closeUnlessUsed() {
        if (retired && users == 0 && connections != null) {
            connections.close();
        }
    }
}
