package dev.sallyport.bench.sql;

import dev.sallyport.org.LocalOrg;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.springframework.util.FileSystemUtils;

/**
 * Makes the data folder of an org with many contacts: a small org's, each of whose contacts is copied in the database
 * until there are enough. Filling an org with all kinds of records takes far longer. Public for the database, which calls
 * {@link #id}.
 */
public final class ManyContacts {
    private static final int SEED = 13_000;
    private static final String DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    private static final String CHECKSUM_DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ012345";
    private static final int CHUNK = 5;
    private static final int NUMBER_LENGTH = 9;
    private static final long FIRST_COPY = 1_000_000;

    /** So often a statement copies each contact: one copy after the other, which are neighbours in the indexes too. */
    private static final int COPIES = 50;

    /** For the indexes, of which a statement touches many pages. */
    private static final int CACHE_KILOBYTES = 1 << 18;

    private ManyContacts() {}

    /**
     * Makes the folder, unless it is there already: whole, or not at all.
     *
     * @param contacts at least how many
     */
    static void fill(Path folder, int contacts) throws IOException, SQLException {
        if (Files.exists(folder.resolve("org.mv.db"))) {
            return;
        }
        Path begun = folder.resolveSibling(folder.getFileName() + ".begun");
        FileSystemUtils.deleteRecursively(begun);
        make(begun, contacts);
        Files.move(begun, folder, StandardCopyOption.REPLACE_EXISTING);
    }

    private static void make(Path folder, int contacts) throws SQLException {
        LocalOrg.builder()
                .records(Math.min(SEED, contacts))
                .dataFolder(folder)
                .start()
                .close();
        String url = "jdbc:h2:file:" + folder.resolve("org").toAbsolutePath()
                + ";CASE_INSENSITIVE_IDENTIFIERS=FALSE;CACHE_SIZE=" + CACHE_KILOBYTES;
        try (Connection connection = DriverManager.getConnection(url, "sa", "");
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE ALIAS BENCH_ID FOR \"" + ManyContacts.class.getName() + ".id\"");
            long made = count(statement);
            String others = columns(statement).stream()
                    .filter(column -> !column.equals("Id"))
                    .map(column -> '"' + column + '"')
                    .collect(Collectors.joining(", "));
            String copy = "INSERT INTO \"Contact\" (\"Id\", " + others
                    + ") SELECT BENCH_ID(CAST(? AS BIGINT) + ROWNUM()), " + others
                    + " FROM \"Contact\" CROSS JOIN SYSTEM_RANGE(1, ?) WHERE \"Id\" < '" + id(FIRST_COPY) + "'";
            long seeds = made;
            long next = FIRST_COPY;
            try (PreparedStatement insert = connection.prepareStatement(copy)) {
                while (made < contacts) {
                    insert.setLong(1, next);
                    insert.setLong(2, Math.min(COPIES, (contacts - made + seeds - 1) / seeds));
                    int copied = insert.executeUpdate();
                    made += copied;
                    next += copied;
                }
            }
            statement.execute("MERGE INTO INTERNAL.\"IdNumber\" VALUES ('003', " + (next + 1) + ")");
            statement.execute("DROP ALIAS BENCH_ID");
            statement.execute("SHUTDOWN");
        }
    }

    private static long count(Statement statement) throws SQLException {
        try (ResultSet rows = statement.executeQuery("SELECT COUNT(*) FROM \"Contact\"")) {
            rows.next();
            return rows.getLong(1);
        }
    }

    private static List<String> columns(Statement statement) throws SQLException {
        List<String> columns = new ArrayList<>();
        try (ResultSet rows = statement.executeQuery("SELECT COLUMN_NAME FROM INFORMATION_SCHEMA.COLUMNS"
                + " WHERE TABLE_SCHEMA = 'PUBLIC' AND TABLE_NAME = 'Contact' AND IS_GENERATED = 'NEVER'")) {
            while (rows.next()) {
                columns.add(rows.getString(1));
            }
        }
        return columns;
    }

    /** The id of a contact by its number, with its checksum. */
    public static String id(long number) {
        char[] digits = new char[NUMBER_LENGTH];
        long rest = number;
        for (int i = NUMBER_LENGTH - 1; i >= 0; i--) {
            digits[i] = DIGITS.charAt((int) (rest % DIGITS.length()));
            rest /= DIGITS.length();
        }
        StringBuilder id = new StringBuilder("003Lo0").append(digits);
        for (int chunk = 0; chunk < 3; chunk++) {
            int bits = 0;
            for (int i = 0; i < CHUNK; i++) {
                bits |= Character.isUpperCase(id.charAt(chunk * CHUNK + i)) ? 1 << i : 0;
            }
            id.append(CHECKSUM_DIGITS.charAt(bits));
        }
        return id.toString();
    }
}
