package dev.sallyport.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLClientInfoException;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.sql.Savepoint;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import javax.sql.ConnectionEvent;
import javax.sql.ConnectionEventListener;
import javax.sql.PooledConnection;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ConnectionTest {
    private OrgOverJdbc org;

    @BeforeAll
    void start() {
        org = new OrgOverJdbc(100);
    }

    @AfterAll
    void stop() {
        org.close();
    }

    private SallyportDataSource dataSource() {
        SallyportDataSource dataSource = new SallyportDataSource();
        dataSource.setUrl(org.url());
        dataSource.setUser(org.app().consumerKey());
        dataSource.setPassword(org.app().consumerSecret());
        return dataSource;
    }

    @Test
    void it_is_valid_while_it_is_open_and_asks_nobody() throws SQLException {
        Connection connection = org.connect();
        org.calls();
        assertThat(connection.isValid(1)).isTrue();
        assertThat(org.calls()).isZero();
        connection.close();
        assertThat(connection.isValid(1)).isFalse();
    }

    @Test
    void commit_and_rollback_have_nothing_to_do_for_a_reader() throws SQLException {
        try (Connection connection = org.connect()) {
            assertThat(connection.getAutoCommit()).isTrue();
            connection.setAutoCommit(false);
            assertThat(connection.getAutoCommit()).isFalse();
            OrgOverJdbc.rows(connection, "SELECT Id FROM Account LIMIT 1");
            connection.commit();
            connection.rollback();
            assertThat(connection.getTransactionIsolation()).isEqualTo(Connection.TRANSACTION_NONE);
            assertThat(stateOf(() -> connection.setTransactionIsolation(Connection.TRANSACTION_SERIALIZABLE)))
                    .isEqualTo("0A000");
            assertThat(stateOf(connection::setSavepoint)).isEqualTo("0A000");
            assertThat(stateOf(() -> connection.rollback((Savepoint) null))).isEqualTo("0A000");
        }
    }

    @Test
    void a_read_only_connection_refuses_to_write_before_anything_is_sent() throws SQLException {
        try (Connection connection = org.connect()) {
            connection.setReadOnly(true);
            assertThat(connection.isReadOnly()).isTrue();
            assertThat(connection.getMetaData().isReadOnly()).isTrue();
            org.calls();
            assertThat(stateOf(() -> connection.createStatement().executeUpdate("DELETE FROM Account")))
                    .isEqualTo("25006");
            assertThat(org.calls()).isZero();
            assertThat(OrgOverJdbc.rows(connection, "SELECT Id FROM Account LIMIT 1"))
                    .hasSize(1);
        }
    }

    @Test
    void schema_catalog_and_client_info_are_told() throws SQLException {
        try (Connection connection = org.connect()) {
            assertThat(connection.getSchema()).isEqualTo("salesforce");
            connection.setSchema("SALESFORCE");
            assertThat(stateOf(() -> connection.setSchema("other"))).isEqualTo("3F000");
            assertThat(connection.getCatalog()).isNull();
            connection.setClientInfo("ApplicationName", "nightly job");
            assertThat(connection.getClientInfo("ApplicationName")).isEqualTo("nightly job");
            OrgOverJdbc.rows(connection, "SELECT Id FROM Account LIMIT 1");
            assertThat((Throwable) catchThrowableOfType(
                            SQLClientInfoException.class, () -> connection.setClientInfo("Nothing", "x")))
                    .hasMessageContaining("ApplicationName");
            assertThat(connection.nativeSQL("SELECT 1")).isEqualTo("SELECT 1");
        }
    }

    @Test
    void what_is_unwise_in_its_settings_is_a_warning() throws SQLException {
        SallyportDataSource dataSource = dataSource();
        assertThat((Throwable) warning(dataSource)).isNull();
        dataSource.setProperty("resourceAuthentication", "query");
        dataSource.setProperty("parameterName", "oauth_token");
        try (Connection connection = dataSource.getConnection()) {
            assertThat((Throwable) connection.getWarnings()).hasMessageContaining("logs");
            connection.clearWarnings();
            assertThat((Throwable) connection.getWarnings()).isNull();
        } catch (SQLException e) {
            // The org does not take tokens there; whether it does is not what this is about.
            assertThat(e.getSQLState()).isEqualTo("28000");
        }
    }

    private static SQLWarning warning(SallyportDataSource dataSource) throws SQLException {
        try (Connection connection = dataSource.getConnection()) {
            return connection.getWarnings();
        }
    }

    @Test
    void a_data_source_connects_and_keeps_its_password_to_itself() throws SQLException {
        SallyportDataSource dataSource = dataSource();
        try (Connection connection = dataSource.getConnection()) {
            assertThat(OrgOverJdbc.rows(connection, "SELECT Id FROM Account LIMIT 1"))
                    .hasSize(1);
        }
        assertThat(dataSource.toString()).doesNotContain(org.app().consumerSecret());
        assertThat(stateOf(() -> new SallyportDataSource().getConnection())).isEqualTo("08001");
        assertThat(stateOf(() -> dataSource().getConnection("key", "secret"))).isEqualTo("28000");
    }

    @Test
    void a_pooled_connection_tells_its_pool_when_a_handle_is_closed() throws SQLException {
        PooledConnection pooled = dataSource().getPooledConnection();
        List<ConnectionEvent> closed = new ArrayList<>();
        pooled.addConnectionEventListener(new ConnectionEventListener() {
            @Override
            public void connectionClosed(ConnectionEvent event) {
                closed.add(event);
            }

            @Override
            public void connectionErrorOccurred(ConnectionEvent event) {
                throw new AssertionError(event.getSQLException());
            }
        });
        Connection handle = pooled.getConnection();
        assertThat(OrgOverJdbc.rows(handle, "SELECT Id FROM Account LIMIT 1")).hasSize(1);
        handle.close();
        handle.close();
        assertThat(closed).hasSize(1);
        assertThat(handle.isClosed()).isTrue();
        assertThat(stateOf(handle::createStatement)).isEqualTo("08003");
        Connection second = pooled.getConnection();
        assertThat(OrgOverJdbc.rows(second, "SELECT Id FROM Account LIMIT 1")).hasSize(1);
        pooled.close();
        assertThat(second.isClosed()).isTrue();
    }

    @Test
    void a_hikari_pool_lends_it_again_without_a_call() throws SQLException {
        HikariConfig config = new HikariConfig();
        config.setDataSource(dataSource());
        config.setMaximumPoolSize(2);
        config.setMinimumIdle(1);
        config.setReadOnly(true);
        config.setAutoCommit(false);
        try (HikariDataSource pool = new HikariDataSource(config)) {
            try (Connection connection = pool.getConnection()) {
                assertThat(OrgOverJdbc.rows(connection, "SELECT Id FROM Account LIMIT 1"))
                        .hasSize(1);
                connection.commit();
            }
            org.calls();
            for (int i = 0; i < 20; i++) {
                try (Connection connection = pool.getConnection()) {
                    assertThat(connection.isReadOnly()).isTrue();
                    assertThat(connection.isValid(1)).isTrue();
                }
            }
            assertThat(org.calls())
                    .as("but for a second connection that fills the pool")
                    .isLessThanOrEqualTo(1);
        }
    }

    @Test
    void what_the_driver_logs_is_java_util_logging_below_its_parent_logger() throws Exception {
        Logger parent = new SallyportDriver().getParentLogger();
        assertThat(parent.getName()).isEqualTo("dev.sallyport");
        List<String> loggers = new ArrayList<>();
        Handler handler = new Handler() {
            @Override
            public void publish(LogRecord record) {
                loggers.add(record.getLoggerName());
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        handler.setLevel(Level.ALL);
        Level before = parent.getLevel();
        parent.addHandler(handler);
        parent.setLevel(Level.ALL);
        try (Connection connection = newTokenConnection()) {
            assertThat(connection.isValid(0)).isTrue();
        } finally {
            parent.removeHandler(handler);
            parent.setLevel(before);
        }
        assertThat(loggers).isNotEmpty().allSatisfy(name -> assertThat(name).startsWith("dev.sallyport."));
    }

    /** A connection of settings that nobody had before: it fetches a token, and that is logged. */
    private Connection newTokenConnection() throws SQLException {
        SallyportDataSource dataSource = dataSource();
        dataSource.setProperty("expiresIn", "4321");
        return dataSource.getConnection();
    }

    private interface Attempt {
        void make() throws SQLException;
    }

    private static String stateOf(Attempt attempt) {
        return catchThrowableOfType(SQLException.class, attempt::make).getSQLState();
    }
}
