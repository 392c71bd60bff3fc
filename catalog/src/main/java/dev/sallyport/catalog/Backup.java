package dev.sallyport.catalog;

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

    /** How many rows there are in all. */
    public long rows() {
        return tables.stream().mapToLong(Table::rows).sum();
    }
}
