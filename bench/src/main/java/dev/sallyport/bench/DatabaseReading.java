package dev.sallyport.bench;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** Reads all contacts from the database of an org that has been closed: what no API can be faster than. */
final class DatabaseReading implements Passes.Pass, AutoCloseable {
    private final Connection connection;

    /**
     * Opens the database, for reading only.
     *
     * @param dataFolder of the org
     */
    DatabaseReading(Path dataFolder) throws SQLException {
        this.connection = DriverManager.getConnection(
                "jdbc:h2:file:" + dataFolder.resolve("org").toAbsolutePath()
                        + ";ACCESS_MODE_DATA=r;LAZY_QUERY_EXECUTION=1;CASE_INSENSITIVE_IDENTIFIERS=FALSE",
                "sa",
                "");
    }

    @Override
    public Tally.Rows read() throws SQLException {
        Tally tally = new Tally();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(Columns.sql())) {
            while (rows.next()) {
                tally.add(rows.getString(1));
                for (int column = 2; column <= Columns.count(); column++) {
                    rows.getString(column);
                }
            }
        }
        return tally.rows();
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
