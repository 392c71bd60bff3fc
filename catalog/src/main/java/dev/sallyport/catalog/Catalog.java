package dev.sallyport.catalog;

import static dev.sallyport.catalog.CatalogException.Reason.DATABASE;

import dev.sallyport.auth.Secret;
import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;

/**
 * What a team has set up and imported. For use by several threads at once.
 *
 * <pre>{@code
 * try (Catalog catalog = Catalog.open(CatalogSettings.inFolder(Path.of("data")))) {
 *     catalog.providers().create(provider);
 *     catalog.servers().create(new DataServer("Sales", SALESFORCE, provider.name(), oauthServerUrl));
 *     try (SalesforceClient client = catalog.connections().open("Sales")) {
 *         catalog.tables().prepareImport("Sales", client, new ImportScope.All()).apply();
 *     }
 * }
 * }</pre>
 */
public final class Catalog implements AutoCloseable {
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);
    private static final String PROOF_OWNER = "encryption_proof";
    private static final Secret PROOF = Secret.of("sallyport");

    private final Database database;
    private final SecurityProviders providers;
    private final DataServers servers;
    private final ImportedTables tables;
    private final Connections connections;

    private Catalog(Database database, SecretCipher cipher) {
        this.database = database;
        Clock clock = Clock.systemUTC();
        HttpClient http =
                HttpClient.newBuilder().connectTimeout(CONNECT_TIMEOUT).build();
        providers = new SecurityProviders(database, cipher);
        servers = new DataServers(database, providers);
        tables = new ImportedTables(database, servers, clock);
        connections = new Connections(servers, providers, http, clock);
    }

    /**
     * Opens the catalogue and brings its schema up to date; makes what is missing.
     *
     * @throws CatalogException if the database does not open, another process keeps it, or the key is missing or wrong
     */
    public static Catalog open(CatalogSettings settings) {
        makeFolder(settings.folder());
        Database database = Database.open(settings.storage(), settings.folder());
        try {
            return new Catalog(database, cipher(database, settings));
        } catch (RuntimeException e) {
            database.close();
            throw e;
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

    /** The cipher, once it is known that what is stored was encrypted with the same key. */
    private static SecretCipher cipher(Database database, CatalogSettings settings) {
        Optional<byte[]> proof = readProof(database);
        SecretCipher cipher = new SecretCipher(EncryptionKey.find(settings.key(), proof.isPresent()));
        if (proof.isEmpty()) {
            byte[] ciphertext = cipher.encrypt(PROOF, PROOF_OWNER);
            database.change(handle -> handle.createUpdate(
                            "insert into encryption_proof (id, ciphertext) values (1, :ciphertext)"
                                    + " on conflict do nothing")
                    .bind("ciphertext", ciphertext)
                    .execute());
        }
        // Read again: where two processes open a new catalogue at once, the first one's key counts.
        readProof(database).ifPresent(ciphertext -> cipher.decrypt(ciphertext, PROOF_OWNER));
        return cipher;
    }

    private static Optional<byte[]> readProof(Database database) {
        return database.with(handle -> handle.createQuery("select ciphertext from encryption_proof")
                .map((row, context) -> row.getBytes(1))
                .findOne());
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

    /** Gives the database back; what has been returned before stays usable, the catalogue does not. */
    @Override
    public void close() {
        database.close();
    }
}
