package dev.sallyport.catalog;

import static dev.sallyport.catalog.CatalogException.Reason.INVALID;

import dev.sallyport.catalog.CatalogSettings.KeySource;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * The keys that the catalogue's secrets are encrypted with. A data key encrypts the secrets and is kept in the database,
 * encrypted by the master key, which is kept elsewhere. Both can be replaced while other processes use the catalogue.
 */
public final class Keys {
    /** What a key encrypts. */
    public enum Kind {
        /** The data keys. */
        MASTER("Master"),
        /** The secrets. */
        DATA("Data");

        private final String label;

        Kind(String label) {
            this.label = label;
        }

        /** The name that people see. */
        public String label() {
            return label;
        }
    }

    /**
     * What may be shown of a key.
     *
     * @param kind what it encrypts
     * @param id eight hexadecimal digits; no secret
     * @param primary whether it encrypts what is stored from now on; others only decrypt what was stored before
     * @param since when it was made, or for the master key, when it last encrypted the data keys; null where nobody knows
     */
    public record KeyDescription(
            Kind kind, String id, boolean primary, @Nullable Instant since) {}

    private final Database database;
    private final SecretCipher cipher;
    private final KeysetTable table;
    private final KeySource source;

    Keys(Database database, SecretCipher cipher, KeysetTable table, KeySource source) {
        this.database = database;
        this.cipher = cipher;
        this.table = table;
        this.source = source;
    }

    /** All keys, the master key first, without any of their material. */
    public List<KeyDescription> list() {
        return database.with(handle -> {
            DataKeys keys = cipher.current(handle);
            Map<Integer, Optional<Instant>> dates = table.dates(handle);
            KeysetTable.Row row = table.read(handle).orElseThrow();
            List<KeyDescription> list = new ArrayList<>();
            list.add(new KeyDescription(Kind.MASTER, text(row.masterKeyId()), true, row.wrappedAt()));
            keys.ids()
                    .forEach(id -> list.add(new KeyDescription(
                            Kind.DATA,
                            text(id),
                            id == keys.primaryId(),
                            dates.getOrDefault(id, Optional.empty()).orElse(null))));
            return List.copyOf(list);
        });
    }

    /**
     * Replaces the data keys by a new one and encrypts every secret anew: credentials, tokens, sign-ins under way. Other
     * processes go on; what they store meanwhile waits. If it fails or the process ends, all is as it was.
     *
     * @return how many secrets were encrypted anew
     */
    public int rotate() {
        return change((row, old) -> old, true);
    }

    /**
     * Replaces a master key that was made on first start by a new one. The new file takes the old one's place once the
     * catalogue has taken the new key; if the process ends in between, the next start does it.
     *
     * @return how many secrets were encrypted anew: none, unless the old master key encrypted them itself
     * @throws CatalogException if the master key is one that was given
     */
    public int rotateMaster() {
        if (!(source instanceof KeySource.MadeOnFirstStart made)) {
            throw new CatalogException(
                    INVALID,
                    "The master key was given, so Sallyport cannot replace it by itself.",
                    "Make a new one (openssl rand -base64 32) and give it by --new-key-file, --new-key-env or"
                            + " --new-key-store.");
        }
        KeyFile file = new KeyFile(made.file());
        int secrets = change(
                (row, old) -> {
                    // A rotation that ended too early left the key that is needed now: it must not be overwritten.
                    file.takeSuccessor(row.masterKeyId());
                    return file.makeSuccessor();
                },
                false);
        database.change(handle -> file.takeSuccessor(table.lock(handle).masterKeyId()));
        return secrets;
    }

    /**
     * Replaces the master key by one that is kept elsewhere: from then on the catalogue opens with that one alone.
     *
     * @param newKey where it is
     * @return how many secrets were encrypted anew: none, unless the old master key encrypted them itself
     * @throws CatalogException if there is none
     */
    public int rotateMaster(KeySource newKey) {
        MasterKey master = EncryptionKey.find(newKey, true);
        return change((row, old) -> master, false);
    }

    /** Chooses the master key that wraps the keys from now on. */
    @FunctionalInterface
    private interface MasterChoice {
        MasterKey next(KeysetTable.Row row, MasterKey old);
    }

    private record Changed(MasterKey master, DataKeys keys, int secrets) {}

    private int change(MasterChoice choice, boolean newDataKey) {
        Changed changed = database.inTransaction(handle -> change(handle, choice, newDataKey));
        cipher.replace(changed.master(), changed.keys());
        return changed.secrets();
    }

    private Changed change(Handle handle, MasterChoice choice, boolean newDataKey) {
        KeysetTable.Row row = table.lock(handle);
        DataKeys before = cipher.current(handle);
        MasterKey old = cipher.master();
        MasterKey master = choice.next(row, old);
        boolean oldOneEncryptsSecrets = master.id() != old.id() && before.ids().contains(old.id());
        if (!newDataKey && !oldOneEncryptsSecrets) {
            table.update(handle, before, master);
            return new Changed(master, before, 0);
        }
        DataKeys after = before.successor();
        int secrets = 0;
        for (EncryptedColumn column : EncryptedColumn.ALL) {
            secrets += column.encryptAnew(handle, before, after);
        }
        UnlistedSecrets.refuse(handle, before);
        table.update(handle, after, master);
        return new Changed(master, after, secrets);
    }

    private static String text(int id) {
        return HexFormat.of().toHexDigits(id);
    }
}
