package dev.sallyport.catalog;

import static dev.sallyport.catalog.CatalogException.Reason.KEY;

import dev.sallyport.auth.Secret;
import dev.sallyport.catalog.CatalogSettings.KeySource;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * Encrypts and decrypts secrets with the catalogue's keys, whichever process replaces them meanwhile. A ciphertext is
 * bound to its owner: moved to another owner's row it does not decrypt.
 */
final class SecretCipher {
    private static final String PROOF_OWNER = "encryption_proof";

    private final Database database;
    private final KeysetTable table;
    private final KeySource source;
    private volatile Generations keys;

    /** The keys as they were read last, and those before: a row that was read a moment ago may still be of the latter. */
    private record Generations(
            MasterKey master, DataKeys current, @Nullable DataKeys before) {}

    private SecretCipher(Database database, KeysetTable table, KeySource source, Generations keys) {
        this.database = database;
        this.table = table;
        this.source = source;
        this.keys = keys;
    }

    /**
     * Reads the keys, or makes the first ones.
     *
     * @throws CatalogException if the master key is missing, or not the one that wraps them
     */
    static SecretCipher open(Database database, KeysetTable table, KeySource source) {
        Optional<KeysetTable.Row> stored = database.with(table::read);
        if (stored.isEmpty()) {
            database.change(handle -> makeKeys(handle, table, source));
            // Read again: where two processes open a new catalogue at once, the first one's keys count.
            stored = database.with(table::read);
        }
        return new SecretCipher(database, table, source, database.with(handle -> load(handle, table, source, null)));
    }

    private static Generations load(Handle handle, KeysetTable table, KeySource source, @Nullable MasterKey known) {
        KeysetTable.Row row = table.read(handle).orElseThrow();
        if (known != null && known.id() == row.masterKeyId()) {
            return new Generations(known, unwrapped(row, known), null);
        }
        MasterKey master = EncryptionKey.find(source, true);
        if (master.id() == row.masterKeyId() || !(source instanceof KeySource.MadeOnFirstStart made)) {
            return new Generations(master, unwrapped(row, master), null);
        }
        // Whoever replaced the key may have ended before the new file was in its place.
        return handle.inTransaction(locking -> {
            KeysetTable.Row locked = table.lock(locking);
            new KeyFile(made.file()).takeSuccessor(locked.masterKeyId());
            MasterKey successor = EncryptionKey.find(source, true);
            return new Generations(successor, unwrapped(locked, successor), null);
        });
    }

    private static DataKeys unwrapped(KeysetTable.Row row, MasterKey master) {
        return new DataKeys(row.version(), master.unwrap(row.keyset().bytes()));
    }

    /** The first version encrypted the secrets with the master key itself, and a known text as proof of it. */
    private static void makeKeys(Handle handle, KeysetTable table, KeySource source) {
        Optional<byte[]> proof = handle.createQuery("select ciphertext from encryption_proof")
                .map((row, context) -> row.getBytes(1))
                .findOne();
        MasterKey master = EncryptionKey.find(source, proof.isPresent());
        if (proof.isEmpty()) {
            table.insert(handle, DataKeys.first(), master, null);
            return;
        }
        DataKeys keys = DataKeys.after(master);
        try {
            keys.decrypt(proof.get(), PROOF_OWNER);
        } catch (GeneralSecurityException e) {
            throw MasterKey.another(e);
        }
        table.insert(handle, keys, master, master);
        handle.execute("delete from encryption_proof");
    }

    /**
     * Encrypts a secret with the newest key. Within {@link Database#change} alone: until that ends, the key cannot be
     * replaced, so that nothing is left behind that no key decrypts.
     *
     * @param owner what the secret belongs to
     */
    byte[] encrypt(Secret secret, String owner) {
        byte[] plaintext = secret.reveal().getBytes(StandardCharsets.UTF_8);
        return database.with(this::newest).encrypt(plaintext, owner);
    }

    /**
     * Keeps the keys from being replaced until the transaction ends. For a change that first touches secrets that are
     * there and then encrypts others: it would wait for whoever replaces the keys, and be waited for.
     */
    void hold() {
        database.with(this::newest);
    }

    private DataKeys newest(Handle handle) {
        if (!handle.isInTransaction()) {
            throw new IllegalStateException("A secret is encrypted outside of the change that stores it.");
        }
        long version = table.lock(handle).version();
        DataKeys known = keys.current();
        return known.version() == version ? known : current(handle);
    }

    /**
     * The secret.
     *
     * @param owner what it belongs to
     * @throws CatalogException if it was encrypted with a key that is gone, for another owner, or was changed
     */
    Secret decrypt(byte[] ciphertext, String owner) {
        try {
            return Secret.of(new String(keysOf(ciphertext).decrypt(ciphertext, owner), StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new CatalogException(
                    KEY,
                    "A secret in the catalogue does not decrypt: its key is another one, or the database was changed by"
                            + " hand.",
                    "Put the database back from your backup, together with the key of that time, or enter the secret"
                            + " anew.",
                    e);
        }
    }

    private DataKeys keysOf(byte[] ciphertext) {
        Generations known = keys;
        if (known.current().know(ciphertext)) {
            return known.current();
        }
        if (known.before() != null && known.before().know(ciphertext)) {
            return known.before();
        }
        return database.with(this::current);
    }

    /** The keys as they are stored now. */
    synchronized DataKeys current(Handle handle) {
        Generations read = load(handle, table, source, keys.master());
        return replace(read.master(), read.current());
    }

    /** The keys that encrypt from now on; the others decrypt what is still on its way. */
    synchronized DataKeys replace(MasterKey master, DataKeys current) {
        DataKeys known = keys.current();
        keys = known.version() == current.version()
                ? new Generations(master, current, keys.before())
                : new Generations(master, current, known);
        return current;
    }

    /** The master key as it was found last. */
    MasterKey master() {
        return keys.master();
    }
}
