package dev.sallyport.sql.federation;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import javax.sql.DataSource;

/** A real PostgreSQL beside the org. */
public final class Warehouse implements AutoCloseable {
    /** What statements call it. */
    public static final String NAME = "Warehouse";

    private final EmbeddedPostgres postgres;
    private final HikariDataSource pool;
    private final AtomicLong rowsRead = new AtomicLong();

    /** Starts one. */
    public Warehouse() throws IOException {
        postgres = EmbeddedPostgres.start();
        HikariConfig config = new HikariConfig();
        config.setDataSource(postgres.getPostgresDatabase());
        config.setAutoCommit(false);
        config.setConnectionInitSql("SET TIME ZONE 'UTC'");
        config.setMinimumIdle(0);
        pool = new HikariDataSource(config);
    }

    /** Runs statements. */
    public void run(String... statements) throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    /** A connection of its own, past the pool. */
    public Connection connect() throws SQLException {
        return postgres.getPostgresDatabase().getConnection();
    }

    /** The server as statements see it, with the tables that there are. */
    public ForeignServer server() {
        return new ForeignServer(NAME, (DataSource) observed(pool, DataSource.class), this::tables);
    }

    /** How many rows have been read through it. */
    public long rowsRead() {
        return rowsRead.get();
    }

    /** What JDBC's objects answer, counted where it is a row. */
    private Object observed(Object real, Class<?> type) {
        return Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> {
                    Object answer;
                    try {
                        answer = method.invoke(real, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                    if (method.getName().equals("next") && Boolean.TRUE.equals(answer)) {
                        rowsRead.incrementAndGet();
                    }
                    boolean leadsToRows = Set.of(Connection.class, PreparedStatement.class, ResultSet.class)
                            .contains(method.getReturnType());
                    return leadsToRows && answer != null ? observed(answer, method.getReturnType()) : answer;
                });
    }

    private List<ForeignTable> tables() {
        try (Connection connection = connect()) {
            List<ForeignTable> tables = new ArrayList<>();
            for (String schema : ForeignTables.schemas(connection)) {
                tables.addAll(ForeignTables.read(connection, schema));
            }
            return tables;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** How many connections of the pool are in use. */
    public int inUse() {
        return pool.getHikariPoolMXBean().getActiveConnections();
    }

    /** One value of one row. */
    public String ask(String sql) throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            return String.valueOf(rows.getString(1));
        }
    }

    @Override
    public void close() {
        pool.close();
        try {
            postgres.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
