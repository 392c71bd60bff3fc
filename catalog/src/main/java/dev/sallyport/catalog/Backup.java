package dev.sallyport.catalog;

import static dev.sallyport.catalog.CatalogException.Reason.INVALID;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Objects;

/**
 * What a backup has.
 *
 * @param format of the file; {@value #FORMAT} is the newest
 * @param schemaVersion of the catalogue's schema that the rows are of
 * @param madeAt when its moment was
 * @param tables in an order in which they can be filled: no row refers to one of a later table
 */
public record Backup(int format, String schemaVersion, Instant madeAt, List<Table> tables) {
    static final int FORMAT = 1;

    /** The entry of the file that this is written to, as JSON. */
    static final String ENTRY = "backup.json";

    /**
     * The tables that are backed up, in that order. Those that are not: sessions of people, sign-ins under way, log-ins
     * that failed, and jobs, which are of a day or a few.
     */
    static final List<String> TABLES = List.of(
            "encryption_proof",
            "encryption_keyset",
            "encryption_key",
            "security_provider",
            "credential",
            "stored_token",
            "data_server",
            "jdbc_server",
            "imported_table",
            "sobject_list",
            "last_connection_test",
            "api_call_count",
            "set_up",
            "account",
            "account_identity",
            "api_token",
            "audit_entry",
            "statement_run",
            "saved_statement");

    /**
     * One table.
     *
     * @param columns in the order of each row's values
     * @param rows how many there are
     */
    public record Table(String name, List<String> columns, long rows) {
        public Table {
            Objects.requireNonNull(name);
            columns = List.copyOf(columns);
        }

        /** The entry of the file that its rows are in, a JSON array a line. */
        String entry() {
            return "tables/" + name + ".jsonl";
        }
    }

    public Backup {
        tables = List.copyOf(tables);
    }

    /**
     * Keeps what {@link Catalog#backUp(java.io.OutputStream)} has written elsewhere, in a file that only its owner may use.
     *
     * @param file that is not there yet
     * @param backup which is read to its end
     * @return what is in it
     * @throws CatalogException if the file cannot be written, or what comes is no backup or not all of it; then it is not there
     */
    public static Backup keep(Path file, InputStream backup) {
        try {
            var unused = OwnerOnly.writeNew(file, backup::transferTo);
            try (BackupReader kept = BackupReader.open(file)) {
                return kept.backup();
            } catch (CatalogException e) {
                Files.delete(file);
                throw e;
            }
        } catch (IOException e) {
            throw unwritable(file, e);
        }
    }

    /** What a backup cannot be written to. */
    static CatalogException unwritable(Path file, IOException cause) {
        return cause instanceof FileAlreadyExistsException
                ? new CatalogException(
                        INVALID, "The file " + file + " is there already.", "Name another, or remove it.", cause)
                : new CatalogException(
                        INVALID,
                        "The file " + file + " cannot be written.",
                        "Name a file in a folder that is there, that you may write to, and whose disk is not full.",
                        cause);
    }

    /** How many rows there are in all. */
    public long rows() {
        return tables.stream().mapToLong(Table::rows).sum();
    }
}
