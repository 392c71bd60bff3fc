package dev.sallyport.catalog;

import static dev.sallyport.catalog.CatalogException.Reason.DATABASE;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.pool.HikariPool.PoolInitializationException;
import dev.sallyport.auth.Secret;
import dev.sallyport.catalog.CatalogSettings.Storage;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationVersion;
import org.flywaydb.core.api.configuration.FluentConfiguration;
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

    /** Each waits a second for a lock that somebody keeps. */
    private static final int MIGRATION_ATTEMPTS = 60;

    private final HikariDataSource pool;
    private final ConnectionFactory afterwards;
    private volatile Jdbi jdbi;

    private Database(HikariDataSource pool, ConnectionFactory afterwards) {
        this.pool = pool;
        this.afterwards = afterwards;
        jdbi = Jdbi.create(pool);
    }

    /** Opens it, and brings its schema up to date. */
    static Database open(Storage storage, Path folder) {
        return open(storage, folder, pool -> migrate(migrations(pool)));
    }

    /**
     * Opens one that is empty, and has it as a backup has it.
     *
     * @throws CatalogException if it is not empty, or the backup is damaged or newer; then it is empty again
     */
    static Database restored(Storage storage, Path folder, BackupReader backup, Path file) {
        return open(storage, folder, pool -> {
            requireEmpty(pool, storage);
            MigrationVersion version =
                    MigrationVersion.fromVersion(backup.backup().schemaVersion());
            if (version.isNewerThan(newest(pool))) {
                throw BackupReader.newer(file);
            }
            // Flyway looks for more than tables before it begins. What is emptied below is its own work.
            migrate(migrations(pool).target(version));
            try {
                Jdbi.create(pool).useTransaction(handle -> backup.fill(handle.getConnection()));
                migrate(migrations(pool));
            } catch (SQLException e) {
                empty(pool);
                throw failed(e);
            } catch (RuntimeException e) {
                empty(pool);
                throw e;
            }
        });
    }

    private static Database open(Storage storage, Path folder, Consumer<HikariDataSource> preparation) {
        HikariConfig config = new HikariConfig();
        config.setPoolName("catalog");
        config.setMinimumIdle(1);
        config.setMaximumPoolSize(10);
        if (storage instanceof Storage.PostgreSql server) {
            DataSource there = at(server);
            config.setDataSource(there);
            return prepared(connect(config, storage), there::getConnection, preparation);
        }
        DataSource file = EmbeddedDatabase.in(folder);
        config.setDataSource(file);
        // Held until the pool has a connection of its own: no other process slips in between.
        Connection first = EmbeddedDatabase.awaitTurn(file, folder);
        try {
            return prepared(connect(config, storage), () -> EmbeddedDatabase.awaitTurn(file, folder), preparation);
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

    private static Database prepared(
            HikariDataSource pool, ConnectionFactory afterwards, Consumer<HikariDataSource> preparation) {
        try {
            preparation.accept(pool);
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

    private static FluentConfiguration migrations(DataSource pool) {
        return Flyway.configure()
                .dataSource(pool)
                .locations("classpath:dev/sallyport/catalog/migrations")
                .callbacks(new ShortLocks())
                .table("schema_version");
    }

    private static void migrate(FluentConfiguration migrations) {
        try {
            for (int attempt = 1; ; attempt++) {
                try {
                    migrations.load().migrate();
                    return;
                } catch (FlywayException e) {
                    if (attempt == MIGRATION_ATTEMPTS || !ShortLocks.haveEnded(e)) {
                        throw e;
                    }
                }
            }
        } catch (FlywayException e) {
            throw new CatalogException(
                    DATABASE,
                    "The catalogue's schema cannot be brought up to date.",
                    "If a newer Sallyport has used this database, use that version; else check that the database user"
                            + " may create tables.",
                    e);
        }
    }

    private static MigrationVersion newest(DataSource pool) {
        MigrationInfo[] all = migrations(pool).load().info().all();
        return all[all.length - 1].getVersion();
    }

    /** The version of the schema. */
    String schemaVersion() {
        return String.valueOf(migrations(pool).load().info().current().getVersion());
    }

    private static void requireEmpty(DataSource pool, Storage storage) {
        try (Connection connection = pool.getConnection();
                ResultSet tables = connection
                        .getMetaData()
                        .getTables(connection.getCatalog(), connection.getSchema(), null, null)) {
            if (tables.next()) {
                throw new CatalogException(
                        CatalogException.Reason.IN_USE,
                        "There is a catalogue already: " + storage + ".",
                        "Name a new data folder by --data, or a database without tables by "
                                + CatalogSettings.DATABASE_VARIABLE + ".");
            }
        } catch (SQLException e) {
            throw failed(e);
        }
    }

    /** Leaves nothing of what was begun. The schema was empty before. */
    private static void empty(DataSource pool) {
        var unused = migrations(pool).cleanDisabled(false).load().clean();
    }

    /** Empties it, and gives the connections back. */
    void discard() {
        empty(pool);
        close();
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

    /** Reads with a connection. */
    interface Reading<T> {
        T with(Connection connection) throws SQLException, IOException;
    }

    /** Reads what was there at one moment, whatever others change meanwhile. */
    <T> T atOneMoment(Reading<T> reading) throws IOException {
        try (Connection connection = pool.getConnection()) {
            connection.setAutoCommit(false);
            // In both databases that is a snapshot. The pool sets it back.
            connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
            T read = reading.with(connection);
            connection.rollback();
            return read;
        } catch (SQLException e) {
            throw failed(e);
        }
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
            throw failed(e);
        }
    }

    private static CatalogException failed(Exception cause) {
        return new CatalogException(
                DATABASE,
                "The catalogue's database failed.",
                "Check that it is running and reachable and that its disk is not full, then try again.",
                cause);
    }

    /** Gives the connections back. What is asked for afterwards takes one of its own, for as long as it needs it. */
    @Override
    public void close() {
        jdbi = Jdbi.create(afterwards);
        pool.close();
    }
}
