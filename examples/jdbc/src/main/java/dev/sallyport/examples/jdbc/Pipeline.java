package dev.sallyport.examples.jdbc;

import java.io.PrintStream;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.Date;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Properties;
import java.util.stream.IntStream;

/** Reads and writes an org's opportunities in plain Java. */
public final class Pipeline {
    private final Connection connection;

    /** Works over a connection, which stays the caller's to close. */
    public Pipeline(Connection connection) {
        this.connection = connection;
    }

    /**
     * Prints the open opportunities by industry.
     *
     * @param arguments the JDBC URL, the consumer key, and where the secret is: {@code env:NAME} or {@code file:PATH}
     * @throws SQLException if the org refuses
     */
    public static void main(String[] arguments) throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("user", arguments[1]);
        properties.setProperty("passwordRef", arguments[2]);
        try (Connection connection = DriverManager.getConnection(arguments[0], properties)) {
            new Pipeline(connection).print(LocalDate.now(ZoneOffset.UTC).minusYears(2), System.out);
        }
    }

    /** Prints what is open by industry: one SOQL query, whose groups Salesforce makes. */
    public void print(LocalDate closingAfter, PrintStream out) throws SQLException {
        String sql = """
                SELECT a.Industry, COUNT(*) AS deals, SUM(o.Amount) AS amount
                FROM Opportunity o JOIN Account a ON o.AccountId = a.Id
                WHERE o.IsClosed = FALSE AND o.CloseDate > ?
                GROUP BY a.Industry
                ORDER BY amount DESC""";
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setDate(1, Date.valueOf(closingAfter));
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    out.printf("%-20s %5d %15s%n", rows.getString(1), rows.getLong(2), rows.getBigDecimal(3));
                }
            }
        }
    }

    /**
     * Sets amounts: up to 200 records by one API call, thousands by Bulk API 2.0.
     *
     * @param amounts by the opportunity's id
     * @return how many records were set; an id that no record has sets none
     * @throws java.sql.BatchUpdateException if the org refused some: it says which, and why
     * @throws SQLException if nothing was set
     */
    public int setAmounts(Map<String, BigDecimal> amounts) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement("UPDATE Opportunity SET Amount = ? WHERE Id = ?")) {
            for (Map.Entry<String, BigDecimal> amount : amounts.entrySet()) {
                statement.setBigDecimal(1, amount.getValue());
                statement.setString(2, amount.getKey());
                statement.addBatch();
            }
            return IntStream.of(statement.executeBatch()).sum();
        }
    }
}
