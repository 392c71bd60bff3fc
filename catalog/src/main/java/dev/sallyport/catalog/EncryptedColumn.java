package dev.sallyport.catalog;

import static dev.sallyport.catalog.CatalogException.Reason.KEY;

import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;

/**
 * A column that holds secrets. Every one is listed here, so that new keys reach it.
 *
 * @param table the table's name
 * @param key the columns that tell its rows apart, all of them text
 * @param column the column's name; null where there is no secret
 * @param ownerForm what each secret belongs to, with a {@code %s} for each key column
 */
record EncryptedColumn(String table, List<String> key, String column, String ownerForm) {
    static final EncryptedColumn CREDENTIAL = new EncryptedColumn(
            "credential", List.of("security_provider_id", "type"), "password", "security_provider/%s/credential/%s");

    static final EncryptedColumn ACCESS_TOKEN = new EncryptedColumn(
            "stored_token",
            List.of("security_provider_id", "user_name"),
            "access_token",
            "security_provider/%s/access_token/%s");

    static final EncryptedColumn REFRESH_TOKEN = new EncryptedColumn(
            "stored_token",
            List.of("security_provider_id", "user_name"),
            "refresh_token",
            "security_provider/%s/refresh_token/%s");

    static final EncryptedColumn PENDING_AUTHORIZATION =
            new EncryptedColumn("pending_authorization", List.of("state_hash"), "content", "pending_authorization/%s");

    static final EncryptedColumn JDBC_PASSWORD =
            new EncryptedColumn("jdbc_server", List.of("data_server_id"), "password", "data_server/%s/password");

    static final List<EncryptedColumn> ALL =
            List.of(CREDENTIAL, ACCESS_TOKEN, REFRESH_TOKEN, PENDING_AUTHORIZATION, JDBC_PASSWORD);

    private record Cell(List<String> key, Ciphertext ciphertext) {}

    /** What the secret of a row belongs to. */
    String owner(String... keyValues) {
        return ownerForm.formatted((Object[]) keyValues);
    }

    /**
     * Encrypts all of them anew.
     *
     * @return how many
     * @throws CatalogException if one does not decrypt
     */
    int encryptAnew(Handle handle, DataKeys before, DataKeys after) {
        List<Cell> cells = handle.createQuery("select %s, %s from %s where %s is not null"
                        .formatted(String.join(", ", key), column, table, column))
                .map((row, context) -> {
                    List<String> values = new ArrayList<>();
                    for (int i = 1; i <= key.size(); i++) {
                        values.add(row.getString(i));
                    }
                    return new Cell(values, Ciphertext.of(row.getBytes(key.size() + 1)));
                })
                .list();
        if (cells.isEmpty()) {
            return 0;
        }
        // What was deleted meanwhile stays so: that needs no key, and so waits for nobody.
        PreparedBatch batch = handle.prepareBatch("update %s set %s = ? where %s is not null and %s"
                .formatted(
                        table,
                        column,
                        column,
                        String.join(
                                " and ", key.stream().map(name -> name + " = ?").toList())));
        for (Cell cell : cells) {
            batch.bind(0, encryptAnew(cell, before, after));
            for (int i = 0; i < key.size(); i++) {
                batch.bind(i + 1, cell.key().get(i));
            }
            batch.add();
        }
        batch.execute();
        return cells.size();
    }

    private byte[] encryptAnew(Cell cell, DataKeys before, DataKeys after) {
        String owner = owner(cell.key().toArray(new String[0]));
        try {
            return after.encrypt(before.decrypt(cell.ciphertext().bytes(), owner), owner);
        } catch (GeneralSecurityException e) {
            throw new CatalogException(
                    KEY,
                    "Nothing was changed: a secret in the catalogue does not decrypt (" + owner + ").",
                    "The database was changed by hand. Delete what the secret belongs to, or enter it anew.",
                    e);
        }
    }
}
