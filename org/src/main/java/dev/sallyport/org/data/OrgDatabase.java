package dev.sallyport.org.data;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.h2.engine.SessionLocal;
import org.h2.jdbcx.JdbcConnectionPool;
import org.h2.table.Table;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/**
 * The embedded database of an org: a table for each sObject type, named like it, with a column for each stored field,
 * named like the field. Names are case-sensitive, so SQL quotes them: {@code SELECT "Name" FROM "Account"}.
 *
 * <p>Columns: ids {@code VARCHAR(18)}; text {@code VARCHAR_IGNORECASE}; numbers {@code INTEGER}, {@code BIGINT} or
 * {@code DECFLOAT}, computed ones {@code NUMERIC}; {@code DATE}, {@code TIME(3)}, {@code TIMESTAMP(3) WITH TIME ZONE}, {@code BOOLEAN} (never null),
 * {@code BLOB}. Formula fields, and names put together from parts, are generated columns: they cannot be written.
 * Tables that are no sObjects live in other H2 schemas than {@code PUBLIC}; {@code SETUP} is there for Setup's own.
 *
 * <p>A commit that has returned is on disk: the end of the process, however sudden, loses nothing of it.
 */
public final class OrgDatabase implements AutoCloseable {
    private final JdbcConnectionPool connections;
    private final Jdbi jdbi;
    private final CustomDefinitions definitions;
    private final IdGenerator ids;
    private final Snapshot snapshot;
    private boolean opened;
    private @Nullable Path temporaryFolder;
    private final List<Supplier<Runnable>> remembering = new CopyOnWriteArrayList<>();

    private OrgDatabase(String url, Definitions types, boolean deferred) {
        this.connections = JdbcConnectionPool.create(url, "sa", "");
        connections.setMaxConnections(64);
        this.definitions = new CustomDefinitions(Jdbi.create(connections), types);
        this.jdbi = deferred ? Jdbi.create(this::openedConnection) : Jdbi.create(connections);
        this.ids = new IdGenerator(jdbi);
        this.snapshot = new Snapshot(jdbi, definitions);
        if (!deferred) {
            definitions.open();
            opened = true;
        }
        remember(ids::bookmark);
    }

    /** Makes the tables at the first use of all. */
    private Connection openedConnection() throws SQLException {
        synchronized (connections) {
            if (!opened) {
                definitions.open();
                opened = true;
            }
        }
        return connections.getConnection();
    }

    /** An empty database that lives in memory until it is closed. */
    public static OrgDatabase inMemory() {
        return new OrgDatabase("jdbc:h2:mem:" + UUID.randomUUID() + ";" + SETTINGS, Definitions.ofOrg(), false);
    }

    /** An empty database of the types of the Tooling API. It costs nothing until it is used. */
    public static OrgDatabase tooling() {
        return new OrgDatabase("jdbc:h2:mem:" + UUID.randomUUID() + ";" + SETTINGS, Definitions.ofTooling(), true);
    }

    /**
     * An empty database for more rows than memory should hold: it lives in a temporary file until it is closed.
     *
     * @throws UncheckedIOException if the file cannot be made
     */
    public static OrgDatabase temporary() {
        try {
            Path folder = Files.createTempDirectory("sallyport-org");
            OrgDatabase database = open(folder);
            database.temporaryFolder = folder;
            return database;
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot make a temporary folder", e);
        }
    }

    /**
     * Opens the database in a folder, which is made if it is missing, with the rows that are there.
     *
     * @throws UncheckedIOException if the folder cannot be made
     */
    public static OrgDatabase open(Path folder) {
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot make the data folder " + folder, e);
        }
        Path file = folder.resolve("org").toAbsolutePath();
        return new OrgDatabase("jdbc:h2:file:" + file + ";" + SETTINGS, Definitions.ofOrg(), false);
    }

    /**
     * DB_CLOSE_DELAY keeps the database open between pooled connections; WRITE_DELAY=0 writes each commit before it
     * returns; lazy execution streams results instead of collecting them first.
     */
    private static final String SETTINGS =
            "DB_CLOSE_DELAY=-1;DB_CLOSE_ON_EXIT=FALSE;WRITE_DELAY=0;LAZY_QUERY_EXECUTION=1;CASE_INSENSITIVE_IDENTIFIERS=FALSE";

    /** The sObject types, each of which has a table: always the same object, which changes with the definitions. */
    public Schema schema() {
        return definitions.schema();
    }

    /** The door for changes to the schema. */
    public CustomDefinitions definitions() {
        return definitions;
    }

    /** The door for SQL. */
    public Jdbi jdbi() {
        return jdbi;
    }

    /** Makes the ids of new records. */
    public IdGenerator ids() {
        return ids;
    }

    /** Whether the org has been set up: it has its {@code Organization} row. */
    public boolean isSeeded() {
        return jdbi.withHandle(handle -> handle.createQuery("SELECT COUNT(*) FROM \"Organization\"")
                        .mapTo(Integer.class)
                        .one()
                > 0);
    }

    /**
     * Names of the types that have rows, if only in the recycle bin; one whose last rows have just gone may be among them.
     * It takes no statement, however many types there are: H2 knows.
     */
    public Set<String> populatedTypes() {
        return jdbi.withHandle(handle -> {
            SessionLocal session = Snapshot.session(handle);
            return session.getDatabase().getMainSchema().getAllTablesAndViews(session).stream()
                    .filter(table -> table.getRowCountApproximation(session) > 0)
                    .map(Table::getName)
                    .collect(Collectors.toSet());
        });
    }

    /**
     * Has something outside the database remembered in its snapshots, such as a counter or a cache.
     *
     * @param bookmark called when a snapshot is taken; what it returns is run when the rows have been put back
     */
    public void remember(Supplier<Runnable> bookmark) {
        remembering.add(bookmark);
    }

    /** Remembers all rows and definitions, in place of an earlier snapshot. Nobody may use the database meanwhile. */
    public void takeSnapshot() {
        snapshot.take(remembering);
    }

    /**
     * Goes back to the snapshot, any number of times. Nobody may use the database meanwhile.
     *
     * @throws IllegalStateException if none was taken
     */
    public void restoreSnapshot() {
        if (!snapshot.isTaken()) {
            throw new IllegalStateException("There is no snapshot to go back to: take one first");
        }
        snapshot.restore();
    }

    /**
     * Runs work that writes very many rows: tables have no indexes meanwhile, and get them at the end, which takes half the
     * time.
     */
    void withoutIndexes(Runnable work) {
        Tables tables = new Tables(jdbi);
        tables.dropIndexes(schema());
        work.run();
        tables.createIndexes(schema());
    }

    /** Runs work that may be lost as a whole: its commits wait for the end, when all of it goes to disk at once. */
    void withoutCommitDelay(Runnable work) {
        jdbi.useHandle(handle -> handle.execute("SET WRITE_DELAY 1000"));
        try {
            work.run();
        } finally {
            // What lives in a temporary file may go on waiting.
            if (temporaryFolder == null) {
                jdbi.useHandle(handle -> {
                    handle.execute("SET WRITE_DELAY 0");
                    handle.execute("CHECKPOINT SYNC");
                });
            }
        }
    }

    /** Closes the database. Rows in a folder stay; rows in memory are gone. */
    @Override
    public void close() {
        if (!opened) {
            connections.dispose();
            return;
        }
        ids.close();
        try (Connection connection = connections.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(temporaryFolder == null ? "SHUTDOWN" : "SHUTDOWN IMMEDIATELY");
        } catch (SQLException e) {
            throw new IllegalStateException("The org's database did not close cleanly", e);
        }
        connections.dispose();
        if (temporaryFolder != null) {
            delete(temporaryFolder);
        }
    }

    private static void delete(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                Files.deleteIfExists(file);
            }
            Files.deleteIfExists(folder);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot delete the temporary folder " + folder, e);
        }
    }
}
