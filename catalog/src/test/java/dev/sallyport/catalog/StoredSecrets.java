package dev.sallyport.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;

/**
 * What somebody finds who has the database.
 *
 * @param database opens it
 * @param keyFile holds the master key, for whoever has that too
 */
record StoredSecrets(Callable<Connection> database, Path keyFile) {
    /** The data keys as the database has them, opened with the key file. */
    DataKeys keys() throws Exception {
        MasterKey master = EncryptionKey.decode(text(), "the key file");
        try (Connection raw = database.call();
                Statement statement = raw.createStatement();
                ResultSet row = statement.executeQuery("select version, keyset from encryption_keyset")) {
            assertThat(row.next()).isTrue();
            return new DataKeys(row.getLong(1), master.unwrap(row.getBytes(2)));
        }
    }

    private String text() throws IOException {
        return Files.readString(keyFile);
    }

    /** How many of the secrets some keys decrypt. */
    long decryptable(DataKeys keys) throws Exception {
        long decrypted = 0;
        try (Connection raw = database.call()) {
            for (EncryptedColumn column : EncryptedColumn.ALL) {
                decrypted += decryptable(raw, column, keys);
            }
        }
        return decrypted;
    }

    private static long decryptable(Connection raw, EncryptedColumn column, DataKeys keys) throws SQLException {
        long decrypted = 0;
        try (PreparedStatement select = raw.prepareStatement("select %s, %s from %s"
                        .formatted(column.column(), String.join(", ", column.key()), column.table()));
                ResultSet rows = select.executeQuery()) {
            while (rows.next()) {
                String[] key = new String[column.key().size()];
                for (int i = 0; i < key.length; i++) {
                    key[i] = rows.getString(i + 2);
                }
                try {
                    keys.decrypt(rows.getBytes(1), column.owner(key));
                    decrypted++;
                } catch (GeneralSecurityException e) {
                    // It is of another key.
                }
            }
        }
        return decrypted;
    }

    /** All of them as they are stored. */
    List<byte[]> ciphertexts() throws Exception {
        List<byte[]> ciphertexts = new ArrayList<>();
        try (Connection raw = database.call();
                Statement statement = raw.createStatement()) {
            for (EncryptedColumn column : EncryptedColumn.ALL) {
                try (ResultSet rows = statement.executeQuery("select " + column.column() + " from " + column.table())) {
                    while (rows.next()) {
                        ciphertexts.add(rows.getBytes(1));
                    }
                }
            }
        }
        return ciphertexts;
    }
}
