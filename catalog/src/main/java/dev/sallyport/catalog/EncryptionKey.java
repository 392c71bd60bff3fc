package dev.sallyport.catalog;

import static dev.sallyport.catalog.CatalogException.Reason.KEY;

import dev.sallyport.catalog.CatalogSettings.KeySource;
import java.security.SecureRandom;
import java.util.Base64;

/** Finds the 256-bit key that everything else hangs on, or makes it. */
final class EncryptionKey {
    private static final int BYTES = 32;

    private EncryptionKey() {}

    /**
     * The master key.
     *
     * @param source where it comes from
     * @param secretsExist whether something is encrypted already: then a key that is missing is not made anew
     * @throws CatalogException if there is no key, or not one to be trusted
     */
    static MasterKey find(KeySource source, boolean secretsExist) {
        if (source instanceof KeySource.Given given) {
            return decode(given.key().reveal(), given.variable());
        }
        if (source instanceof KeySource.InFile inFile) {
            return new KeyFile(inFile.file()).read();
        }
        if (source instanceof KeySource.InKeyStore inKeyStore) {
            return KeyStoreEntry.read(inKeyStore);
        }
        KeyFile file = new KeyFile(((KeySource.MadeOnFirstStart) source).file());
        if (!secretsExist) {
            file.makeIfMissing();
        }
        return file.read();
    }

    /** A new key as text, as {@code openssl rand -base64 32} prints it. */
    static String make() {
        byte[] key = new byte[BYTES];
        new SecureRandom().nextBytes(key);
        return Base64.getEncoder().encodeToString(key) + "\n";
    }

    static MasterKey decode(String text, String origin) {
        try {
            byte[] key = Base64.getDecoder().decode(text.strip());
            if (key.length == BYTES) {
                return MasterKey.of(key);
            }
        } catch (IllegalArgumentException e) {
            // Told below, without the cause: its message quotes a character of the key.
        }
        throw new CatalogException(
                KEY,
                "The encryption key in " + origin + " is not 32 bytes in Base64.",
                "Make one with: openssl rand -base64 32");
    }
}
