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
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;

/** A real PostgreSQL beside the org. */
public final class Warehouse implements AutoCloseable {
    /** What statements call it. */
    public static final String NAME = "Warehouse";

    private final EmbeddedPostgres postgres;
    private final HikariDataSource pool;
    private final AtomicLong rowsRead = new AtomicLong();
    private final AtomicReference<@Nullable Callable<?>> beforeNextStatement = new AtomicReference<>();
    private int inUse;

    /** Starts one. */
    public Warehouse() throws IOException, SQLException {
        postgres = EmbeddedPostgres.start();
        HikariConfig config = new HikariConfig();
        config.setDataSource(postgres.getPostgresDatabase());
        config.setAutoCommit(false);
        config.setConnectionInitSql(ForeignConnections.SESSION_START);
        config.setIsolateInternalQueries(true); // commits it
        config.setMinimumIdle(0);
        pool = new HikariDataSource(config);
        run("ALTER DATABASE postgres SET standard_conforming_strings = off"); // the worst that statements can come to
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
        return new ForeignServer(NAME, new Pooled(), this::tables);
    }

    /** Connections of the pool, observed. */
    private final class Pooled implements ForeignConnections {
        @Override
        public Connection take() throws SQLException {
            Connection taken = pool.getConnection();
            count(1);
            return (Connection) observed(taken, Connection.class);
        }

        @Override
        public void cancel(Connection connection) throws SQLException {
            connection.unwrap(PGConnection.class).cancelQuery();
        }
    }

    private synchronized void count(int taken) {
        inUse += taken;
        notifyAll();
    }

    /** How many connections are taken and not given back. */
    public synchronized int inUse() {
        return inUse;
    }

    /** Waits until all connections are given back. */
    public synchronized void awaitNoneInUse() throws InterruptedException {
        while (inUse > 0) {
            wait();
        }
    }

    /** Waits until somebody sleeps in a statement over a view. */
    public void awaitSleeperOf(String view) throws SQLException {
        await("EXISTS", view);
    }

    /** Waits until nobody sleeps in a statement over a view. */
    public void awaitNoSleeperOf(String view) throws SQLException {
        await("NOT EXISTS", view);
    }

    private void await(String sleeper, String view) throws SQLException {
        run("DO $$ BEGIN WHILE NOT (" + sleeper + " (SELECT 1 FROM pg_stat_activity WHERE wait_event = 'PgSleep'"
                + " AND pid <> pg_backend_pid() AND query LIKE '%\"" + view + "\"%'))"
                + " LOOP PERFORM pg_sleep(0.01); PERFORM pg_stat_clear_snapshot(); END LOOP; END $$");
    }

    /** Lets the next statement begin no sooner than something has been done. */
    public void beforeNextStatement(Callable<?> first) {
        beforeNextStatement.set(first);
    }

    /** How many rows have been read through it. */
    public long rowsRead() {
        return rowsRead.get();
    }

    /** What JDBC's objects answer, counted where it is a row. */
    private Object observed(Object real, Class<?> type) {
        return Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> {
                    Callable<?> first =
                            method.getName().equals("executeQuery") ? beforeNextStatement.getAndSet(null) : null;
                    if (first != null) {
                        first.call();
                    }
                    Object answer;
                    try {
                        answer = method.invoke(real, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                    if (method.getName().equals("next") && Boolean.TRUE.equals(answer)) {
                        rowsRead.incrementAndGet();
                    }
                    if (type == Connection.class && method.getName().equals("close")) {
                        count(-1);
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
