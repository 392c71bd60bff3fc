package dev.sallyport.catalog;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.JsonNode;
import dev.sallyport.catalog.Backup.Table;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.DateTimeException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.jspecify.annotations.Nullable;

/** A backup that is open. */
final class BackupReader implements AutoCloseable {
    private static final int BATCH = 500;

    private final Path file;
    private final ZipFile zip;
    private final Backup backup;

    private BackupReader(Path file, ZipFile zip) throws IOException {
        this.file = file;
        this.zip = zip;
        this.backup = read();
    }

    /**
     * Opens one.
     *
     * @throws CatalogException if it is none, or one of a newer kind
     */
    static BackupReader open(Path file) {
        if (!Files.isRegularFile(file)) {
            throw new CatalogException(
                    CatalogException.Reason.INVALID,
                    "There is no file " + file + ".",
                    "Name a file that sallyport backup has written.");
        }
        try {
            ZipFile zip = new ZipFile(file.toFile());
            try {
                return new BackupReader(file, zip);
            } catch (IOException | RuntimeException e) {
                zip.close();
                throw e;
            }
        } catch (IOException e) {
            throw unreadable(file, e);
        }
    }

    private Backup read() throws IOException {
        ZipEntry entry = zip.getEntry(Backup.ENTRY);
        if (entry == null) {
            throw unreadable(file, null);
        }
        Backup read;
        try (CheckedInputStream in = content(entry)) {
            JsonNode contents = BackupWriter.JSON.readTree(in.readAllBytes());
            requireWhole(in, entry);
            // What a newer format has besides is not for this version to read.
            if (contents.path("format").asInt() > Backup.FORMAT) {
                throw newer(file);
            }
            if (!contents.path("schemaVersion").asText().matches("[0-9]{1,9}")) {
                throw unreadable(file, null);
            }
            read = BackupWriter.JSON.treeToValue(contents, Backup.class);
        }
        if (!Backup.TABLES.containsAll(read.tables().stream().map(Table::name).toList())) {
            throw unreadable(file, null);
        }
        return read;
    }

    private CheckedInputStream content(ZipEntry entry) throws IOException {
        return new CheckedInputStream(zip.getInputStream(entry), new CRC32());
    }

    /** Java's own reader does not look at the sum that each entry has. */
    private void requireWhole(CheckedInputStream read, ZipEntry entry) {
        if (read.getChecksum().getValue() != entry.getCrc()) {
            throw unreadable(file, null);
        }
    }

    Backup backup() {
        return backup;
    }

    /**
     * Fills tables that are empty, of the schema's version that the backup has.
     *
     * @throws CatalogException if the file is damaged
     */
    void fill(Connection connection) throws SQLException {
        try {
            for (Table table : backup.tables()) {
                fill(connection, table);
            }
        } catch (IOException | DateTimeException e) {
            throw unreadable(file, e);
        }
    }

    private void fill(Connection connection, Table table) throws SQLException, IOException {
        ZipEntry entry = zip.getEntry(table.entry());
        if (entry == null) {
            throw unreadable(file, null);
        }
        List<String> columns = columns(connection, table);
        String sql = "insert into " + table.name() + " (" + String.join(", ", columns) + ") values ("
                + String.join(", ", Collections.nCopies(columns.size(), "?")) + ")";
        long rows = 0;
        try (CheckedInputStream in = content(entry);
                JsonParser json = BackupWriter.JSON.createParser(in);
                PreparedStatement insert = connection.prepareStatement(sql)) {
            List<BackupValue> values = values(connection, table.name(), columns);
            while (json.nextToken() != null) {
                JsonNode row = json.readValueAsTree();
                for (int column = 0; column < columns.size(); column++) {
                    values.get(column).set(insert, column + 1, row.path(column));
                }
                insert.addBatch();
                if (++rows % BATCH == 0) {
                    insert.executeBatch();
                }
            }
            insert.executeBatch();
            requireWhole(in, entry);
        }
        if (rows != table.rows()) {
            throw unreadable(file, null);
        }
        countOn(connection, table.name());
    }

    /** The backup's columns by the names that the table has: what is not among them goes into no statement. */
    private List<String> columns(Connection connection, Table table) throws SQLException {
        List<String> columns = new ArrayList<>();
        try (ResultSet found = connection
                .getMetaData()
                .getColumns(connection.getCatalog(), connection.getSchema(), table.name(), null)) {
            while (found.next()) {
                columns.add(found.getString("COLUMN_NAME"));
            }
        }
        if (!columns.containsAll(table.columns()) || table.columns().isEmpty()) {
            throw unreadable(file, null);
        }
        return table.columns();
    }

    private static List<BackupValue> values(Connection connection, String table, List<String> columns)
            throws SQLException {
        List<BackupValue> values = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet none = statement.executeQuery(
                        "select " + String.join(", ", columns) + " from " + table + " where 1 = 0")) {
            ResultSetMetaData metaData = none.getMetaData();
            for (int column = 1; column <= columns.size(); column++) {
                values.add(BackupValue.of(metaData, column));
            }
        }
        return values;
    }

    /** Has a table's numbers go on after its last row. */
    private static void countOn(Connection connection, String table) throws SQLException {
        try (ResultSet columns =
                connection.getMetaData().getColumns(connection.getCatalog(), connection.getSchema(), table, null)) {
            while (columns.next()) {
                if ("YES".equals(columns.getString("IS_AUTOINCREMENT"))) {
                    countOn(connection, table, columns.getString("COLUMN_NAME"));
                }
            }
        }
    }

    private static void countOn(Connection connection, String table, String column) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet last = statement.executeQuery("select coalesce(max(" + column + "), 0) + 1 from " + table)) {
            long next = last.next() ? last.getLong(1) : 1;
            try (Statement restart = connection.createStatement()) {
                restart.execute("alter table " + table + " alter column " + column + " restart with " + next);
            }
        }
    }

    static CatalogException newer(Path file) {
        return new CatalogException(
                CatalogException.Reason.INVALID,
                "The backup " + file + " was made by a newer Sallyport.",
                "Restore it with that version or a later one.");
    }

    private static CatalogException unreadable(Path file, @Nullable Exception cause) {
        return new CatalogException(
                CatalogException.Reason.INVALID,
                "The file " + file + " is no backup of Sallyport's, or it is damaged.",
                "Name a file that sallyport backup has written; if it was copied, copy it again.",
                cause);
    }

    @Override
    public void close() {
        try {
            zip.close();
        } catch (IOException e) {
            throw unreadable(file, e);
        }
    }
}
