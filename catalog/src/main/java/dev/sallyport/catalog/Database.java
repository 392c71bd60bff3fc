package dev.sallyport.catalog;

import static dev.sallyport.catalog.CatalogException.Reason.DATABASE;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.pool.HikariPool.PoolInitializationException;
import dev.sallyport.auth.Secret;
import dev.sallyport.catalog.CatalogSettings.Storage;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.jdbi.v3.core.ConnectionFactory;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.HandleCallback;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.jspecify.annotations.Nullable;
import org.postgresql.ds.PGSimpleDataSource;

/** The catalogue's database: a pool of connections to a schema that is up to date. */
final class Database implements AutoCloseable {
    /** What PostgreSQL and H2 both answer where a unique constraint is broken (SQL:2016, class 23). */
    private static final String UNIQUE_VIOLATION = "23505";

    /** What both answer where a row that is to be deleted is referred to. */
    private static final String FOREIGN_KEY_VIOLATION = "23503";

    /** H2's and the standard's state for a deadlock, and PostgreSQL's. */
    private static final Set<String> DEADLOCKS = Set.of("40001", "40P01");

    private static final int ATTEMPTS = 5;

    private final HikariDataSource pool;
    private final ConnectionFactory afterwards;
    private volatile Jdbi jdbi;

    private Database(HikariDataSource pool, ConnectionFactory afterwards) {
        this.pool = pool;
        this.afterwards = afterwards;
        jdbi = Jdbi.create(pool);
    }

    static Database open(Storage storage, Path folder) {
        HikariConfig config = new HikariConfig();
        config.setPoolName("catalog");
        config.setMinimumIdle(1);
        config.setMaximumPoolSize(10);
        if (storage instanceof Storage.PostgreSql server) {
            DataSource there = at(server);
            config.setDataSource(there);
            return migrated(connect(config, storage), there::getConnection);
        }
        DataSource file = EmbeddedDatabase.in(folder);
        config.setDataSource(file);
        // Held until the pool has a connection of its own: no other process slips in between.
        Connection first = EmbeddedDatabase.awaitTurn(file, folder);
        try {
            return migrated(connect(config, storage), () -> EmbeddedDatabase.awaitTurn(file, folder));
        } finally {
            close(first);
        }
    }

    private static void close(Connection connection) {
        try {
            connection.close();
        } catch (SQLException e) {
            throw new CatalogException(DATABASE, "The catalogue's database failed.", "Try again.", e);
        }
    }

    private static Database migrated(HikariDataSource pool, ConnectionFactory afterwards) {
        try {
            migrate(pool);
            return new Database(pool, afterwards);
        } catch (RuntimeException e) {
            pool.close();
            throw e;
        }
    }

    /** The server by its own data source: the driver need not be known to {@link java.sql.DriverManager}. */
    private static DataSource at(Storage.PostgreSql server) {
        PGSimpleDataSource dataSource = new PGSimpleDataSource();
        try {
            dataSource.setURL(server.jdbcUrl());
        } catch (IllegalArgumentException e) {
            // Without the cause: its message has the whole URL, and a password in it perhaps.
            throw new CatalogException(
                    CatalogException.Reason.INVALID,
                    CatalogSettings.DATABASE_VARIABLE + " is not the JDBC URL of a PostgreSQL database.",
                    "Write it like jdbc:postgresql://db.example.com:5432/sallyport, or leave it out to use a file in the"
                            + " data folder.");
        }
        server.user().ifPresent(dataSource::setUser);
        server.password().map(Secret::reveal).ifPresent(dataSource::setPassword);
        return dataSource;
    }

    private static HikariDataSource connect(HikariConfig config, Storage storage) {
        try {
            return new HikariDataSource(config);
        } catch (PoolInitializationException e) {
            throw new CatalogException(
                    DATABASE,
                    "The catalogue's database does not open: " + storage + ".",
                    storage instanceof Storage.PostgreSql
                            ? "Check that PostgreSQL runs there, that " + CatalogSettings.DATABASE_VARIABLE
                                    + " names an existing database, and the user and password."
                            : "Check that the data folder's files belong to the user that runs this and that the disk"
                                    + " is not full.",
                    e);
        }
    }

    private static void migrate(HikariDataSource pool) {
        try {
            Flyway.configure()
                    .dataSource(pool)
                    .locations("classpath:dev/sallyport/catalog/migrations")
                    .table("schema_version")
                    .load()
                    .migrate();
        } catch (FlywayException e) {
            throw new CatalogException(
                    DATABASE,
                    "The catalogue's schema cannot be brought up to date.",
                    "If a newer Sallyport has used this database, use that version; else check that the database user"
                            + " may create tables.",
                    e);
        }
    }

    /** Runs statements that stand for themselves. */
    <T> T with(HandleCallback<T, RuntimeException> work) {
        return translated(() -> jdbi.withHandle(work));
    }

    /** Runs statements that take effect together or not at all. */
    void change(Consumer<Handle> work) {
        inTransaction(handle -> {
            work.accept(handle);
            return true;
        });
    }

    /**
     * Runs statements that take effect together or not at all, and answers what came of them. They are run again where
     * they and another transaction waited for each other and the database ended this one.
     */
    <T> T inTransaction(HandleCallback<T, RuntimeException> work) {
        return translated(() -> {
            for (int attempt = 1; ; attempt++) {
                try {
                    return jdbi.inTransaction(work);
                } catch (JdbiException | CatalogException e) {
                    if (attempt == ATTEMPTS || !isDeadlock(e)) {
                        throw e;
                    }
                }
            }
        });
    }

    /** The pool, while it is open. */
    DataSource dataSource() {
        return pool;
    }

    static boolean isUniqueViolation(JdbiException failure) {
        return UNIQUE_VIOLATION.equals(sqlState(failure));
    }

    private static boolean isDeadlock(RuntimeException failure) {
        String state = sqlState(failure);
        return state != null && DEADLOCKS.contains(state);
    }

    static boolean isForeignKeyViolation(JdbiException failure) {
        return FOREIGN_KEY_VIOLATION.equals(sqlState(failure));
    }

    private static @Nullable String sqlState(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql) {
                return sql.getSQLState();
            }
        }
        return null;
    }

    private static <T> T translated(Supplier<T> work) {
        try {
            return work.get();
        } catch (JdbiException e) {
            throw new CatalogException(
                    DATABASE,
                    "The catalogue's database failed.",
                    "Check that it is running and reachable and that its disk is not full, then try again.",
                    e);
        }
    }

    /** Gives the connections back. What is asked for afterwards takes one of its own, for as long as it needs it. */
    @Override
    public void close() {
        jdbi = Jdbi.create(afterwards);
        pool.close();
    }
}
