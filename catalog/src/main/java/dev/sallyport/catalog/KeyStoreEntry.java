package dev.sallyport.catalog;

import static dev.sallyport.catalog.CatalogException.Reason.KEY;

import dev.sallyport.catalog.CatalogSettings.KeySource;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import java.util.Arrays;

/** A master key in a PKCS#12 key store. */
final class KeyStoreEntry {
    private static final int BYTES = 32;

    private KeyStoreEntry() {}

    /**
     * The key.
     *
     * @throws CatalogException if the store does not open, or has no such key
     */
    static MasterKey read(KeySource.InKeyStore source) {
        char[] password = source.password().reveal().toCharArray();
        try (InputStream file = Files.newInputStream(source.file())) {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(file, password);
            Key key = store.getKey(source.alias(), password);
            byte[] bytes = key == null ? null : key.getEncoded();
            if (bytes == null || bytes.length != BYTES) {
                throw new CatalogException(
                        KEY,
                        "The key store " + source.file() + " has no 256-bit secret key " + source.alias() + ".",
                        "Make one with: keytool -genseckey -keyalg AES -keysize 256 -storetype PKCS12 -alias "
                                + source.alias() + " -keystore '" + source.file() + "', or name another entry in "
                                + CatalogSettings.KEY_STORE_ALIAS_VARIABLE + ".");
            }
            return MasterKey.of(bytes);
        } catch (IOException | GeneralSecurityException e) {
            throw new CatalogException(
                    KEY,
                    "The key store " + source.file() + " does not open.",
                    "Check that it is a PKCS#12 file that you may read, and the password in "
                            + CatalogSettings.KEY_STORE_PASSWORD_VARIABLE + " or "
                            + CatalogSettings.KEY_STORE_PASSWORD_FILE_VARIABLE + ".",
                    e);
        } finally {
            Arrays.fill(password, ' ');
        }
    }
}
