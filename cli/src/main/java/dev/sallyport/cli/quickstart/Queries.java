package dev.sallyport.cli.quickstart;

import dev.sallyport.catalog.Catalog;
import dev.sallyport.cli.quickstart.Progress.QueryAnswer;
import dev.sallyport.salesforce.SalesforceClient;
import dev.sallyport.sql.SObjects;
import dev.sallyport.sql.SalesforceDatabase;
import dev.sallyport.transfer.format.ShownValue;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Three queries of growing difficulty over the imported tables. */
final class Queries {
    private static final Map<String, String> STATEMENTS = new LinkedHashMap<>();

    static {
        STATEMENTS.put(
                "A filtered scan",
                "SELECT Name, Industry, AnnualRevenue FROM Account WHERE Industry = 'Energy' ORDER BY Name LIMIT 5");
        STATEMENTS.put(
                "A join",
                "SELECT c.LastName, c.Email, a.Name AS Account FROM Contact c JOIN Account a ON c.AccountId = a.Id"
                        + " WHERE a.Industry = 'Energy' ORDER BY c.LastName, c.Email LIMIT 5");
        STATEMENTS.put(
                "A GROUP BY",
                "SELECT StageName, COUNT(*) AS Deals, SUM(Amount) AS Total FROM Opportunity GROUP BY StageName"
                        + " ORDER BY StageName");
    }

    private final Catalog catalog;
    private final Progress progress;

    Queries(Catalog catalog, Progress progress) {
        this.catalog = catalog;
        this.progress = progress;
    }

    void run() throws SQLException {
        progress.section("Three queries");
        SObjects tables = catalog.tables().sObjects(AppBuilderSide.SERVER);
        List<String> soql = new ArrayList<>();
        try (SalesforceClient client = catalog.connections().open(AppBuilderSide.SERVER);
                Connection connection = new SalesforceDatabase(client, tables, soql::add).connect()) {
            for (Map.Entry<String, String> statement : STATEMENTS.entrySet()) {
                soql.clear();
                long before = client.usage().calls();
                try (Statement sql = connection.createStatement();
                        ResultSet result = sql.executeQuery(statement.getValue())) {
                    List<String> columns = columns(result);
                    List<List<@Nullable Object>> rows = rows(result, columns.size());
                    long calls = client.usage().calls() - before;
                    progress.query(
                            new QueryAnswer(statement.getKey(), statement.getValue(), columns, rows, soql, calls));
                }
            }
        }
    }

    private static List<String> columns(ResultSet result) throws SQLException {
        ResultSetMetaData metaData = result.getMetaData();
        List<String> columns = new ArrayList<>();
        for (int column = 1; column <= metaData.getColumnCount(); column++) {
            columns.add(metaData.getColumnLabel(column));
        }
        return columns;
    }

    private static List<List<@Nullable Object>> rows(ResultSet result, int columns) throws SQLException {
        List<List<@Nullable Object>> rows = new ArrayList<>();
        while (result.next()) {
            List<@Nullable Object> row = new ArrayList<>();
            for (int column = 1; column <= columns; column++) {
                row.add(ShownValue.plain(result, column));
            }
            rows.add(row);
        }
        return rows;
    }
}
