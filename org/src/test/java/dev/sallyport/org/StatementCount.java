package dev.sallyport.org;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * Counts the statements that run in the database of an org with a data folder: H2 does that by itself, and lets several in
 * within one process. Left out are those that a call now and then runs for many: blocks of ids and counted API calls.
 */
final class StatementCount implements AutoCloseable {
    private final Connection connection;

    StatementCount(Path dataFolder) throws SQLException {
        connection = DriverManager.getConnection(
                "jdbc:h2:file:" + dataFolder.resolve("org").toAbsolutePath(), "sa", "");
        execute("SET QUERY_STATISTICS_MAX_ENTRIES 1000000");
    }

    /** How many statements some work runs. */
    long during(Runnable work) throws SQLException {
        execute("SET QUERY_STATISTICS TRUE");
        work.run();
        try (Statement statement = connection.createStatement();
                ResultSet count = statement.executeQuery("SELECT SUM(EXECUTION_COUNT)"
                        + " FROM INFORMATION_SCHEMA.QUERY_STATISTICS WHERE SQL_STATEMENT NOT LIKE '%\"IdNumber\"%'"
                        + " AND SQL_STATEMENT NOT LIKE '%\"ApiUsage\"%'")) {
            count.next();
            return count.getLong(1);
        } finally {
            execute("SET QUERY_STATISTICS FALSE");
        }
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
