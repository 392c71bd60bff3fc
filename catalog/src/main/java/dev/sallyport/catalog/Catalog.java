package dev.sallyport.catalog;

import static dev.sallyport.catalog.CatalogException.Reason.DATABASE;

import dev.sallyport.auth.oauth.SignInAddress;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Clock;
import javax.sql.DataSource;

/**
 * What a team has set up and imported. For use by several threads at once.
 *
 * <pre>{@code
 * try (Catalog catalog = Catalog.open(CatalogSettings.inFolder(Path.of("data")))) {
 *     catalog.providers().create(provider);
 *     catalog.servers().create(new SalesforceServer("Sales", provider.name(), oauthServerUrl));
 *     try (SalesforceClient client = catalog.connections().open("Sales")) {
 *         catalog.tables().prepareImport("Sales", client, new ImportScope.All()).apply();
 *     }
 * }
 * }</pre>
 */
public final class Catalog implements AutoCloseable {
    private final Database database;
    private final SecurityProviders providers;
    private final DataServers servers;
    private final ImportedTables tables;
    private final Connections connections;
    private final Tokens tokens;
    private final Databases databases;
    private final Keys keys;
    private final Clock clock;

    private Catalog(Database database, CatalogSettings settings, Clock clock) {
        this.database = database;
        this.clock = clock;
        KeysetTable keyset = new KeysetTable(clock);
        SecretCipher cipher = SecretCipher.open(database, keyset, settings.key());
        keys = new Keys(database, cipher, keyset, settings.key());
        providers = new SecurityProviders(database, cipher);
        servers = new DataServers(database, providers, cipher);
        tables = new ImportedTables(database, servers, clock);
        DatabaseTokenStore store = new DatabaseTokenStore(database, cipher);
        ProviderClients clients = new ProviderClients();
        tokens = new Tokens(store, providers, clients, clock);
        connections = new Connections(
                servers,
                providers,
                store,
                new DatabasePendingAuthorizations(database, cipher),
                clients,
                SignInAddress.below(settings.url()),
                clock);
        databases = new Databases(servers, tables, connections);
    }

    /**
     * Opens the catalogue and brings its schema up to date; makes what is missing.
     *
     * @throws CatalogException if the database does not open, another process keeps it, or the key is missing or wrong
     */
    public static Catalog open(CatalogSettings settings) {
        return open(settings, Clock.systemUTC());
    }

    /**
     * Opens the catalogue by a clock of one's own.
     *
     * @param clock what tokens and sign-ins are dated by
     * @throws CatalogException as {@link #open(CatalogSettings)} does
     */
    public static Catalog open(CatalogSettings settings, Clock clock) {
        makeFolder(settings.folder());
        Database database = Database.open(settings.storage(), settings.folder());
        try {
            return new Catalog(database, settings, clock);
        } catch (RuntimeException e) {
            database.close();
            throw e;
        }
    }

    /**
     * Makes a catalogue of a backup, in a data folder or database that has none yet. The backup may be of an older version,
     * and of the other kind of database.
     *
     * @param file as {@link #backUp} wrote it
     * @return what is in it
     * @throws CatalogException if there is a catalogue already, the file is damaged or newer, or the key is not the one that
     *     the backup's secrets are under; then nothing is there
     */
    public static Backup restore(CatalogSettings settings, Path file) {
        try (BackupReader backup = BackupReader.open(file)) {
            makeFolder(settings.folder());
            Database database = Database.restored(settings.storage(), settings.folder(), backup, file);
            try {
                new Catalog(database, settings, Clock.systemUTC()).close();
            } catch (RuntimeException e) {
                database.discard();
                throw e;
            }
            return backup.backup();
        }
    }

    private static void makeFolder(Path folder) {
        try {
            OwnerOnly.createFolders(folder);
        } catch (IOException e) {
            throw new CatalogException(
                    DATABASE,
                    "The data folder " + folder + " cannot be made.",
                    "Name a folder that you may write to by --data or SALLYPORT_DATA.",
                    e);
        }
    }

    /** The security providers. */
    public SecurityProviders providers() {
        return providers;
    }

    /** The data servers. */
    public DataServers servers() {
        return servers;
    }

    /** The imported tables. */
    public ImportedTables tables() {
        return tables;
    }

    /** Opens clients to the data servers. */
    public Connections connections() {
        return connections;
    }

    /** Opens what SQL runs on. */
    public Databases databases() {
        return databases;
    }

    /** The tokens that are kept for the providers and their users. */
    public Tokens tokens() {
        return tokens;
    }

    /** The keys that the secrets are encrypted with. */
    public Keys keys() {
        return keys;
    }

    /**
     * The database itself, with the schema up to date: for a module above that keeps rows of its own in it. Who takes a
     * connection gives it back at once; the pool is the catalogue's.
     */
    public DataSource dataSource() {
        return database.dataSource();
    }

    /**
     * Writes what is there at this moment into a file that only its owner may use, while others go on. Secrets are in it
     * encrypted; the master key, without which nobody reads them, is not. Neither are people's sessions.
     *
     * @param file that is not there yet
     * @return what is in it
     * @throws CatalogException if the file cannot be written; then it is not there
     */
    public Backup backUp(Path file) {
        try {
            return OwnerOnly.writeNew(file, this::backUp);
        } catch (IOException e) {
            throw Backup.unwritable(file, e);
        }
    }

    /**
     * Writes what is there at this moment, as {@link #backUp(Path)} does, to whoever keeps it: see {@link Backup#keep}.
     *
     * @param out which is closed
     * @return what is in it
     * @throws IOException if it cannot be written; what has been written is no backup
     */
    public Backup backUp(OutputStream out) throws IOException {
        return database.atOneMoment(
                connection -> new BackupWriter(connection).write(out, database.schemaVersion(), clock.instant()));
    }

    /**
     * Gives the database back. Clients that have been opened stay usable: they open it again for the moment in which they
     * read or keep a token. So does what SQL runs on, until it is closed.
     */
    @Override
    public void close() {
        databases.close();
        database.close();
    }
}
