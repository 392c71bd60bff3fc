package dev.sallyport.bench.sql;

import dev.sallyport.bench.measure.Measure;
import dev.sallyport.salesforce.FieldType;
import dev.sallyport.salesforce.QueryColumn;
import dev.sallyport.salesforce.QueryCursor;
import dev.sallyport.salesforce.SObjectDescribe;
import dev.sallyport.salesforce.SalesforceClient;
import dev.sallyport.sql.SalesforceDatabase;
import dev.sallyport.sql.SoqlListener;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Looks one account up by its id, by a prepared statement, beside one HTTP call for the same page. */
final class SingleRow {
    private static final double MICROS = 1e3;
    private static final int BATCH = 20;

    private final Access access;
    private final int runs;

    /**
     * Makes a measure.
     *
     * @param runs how many look-ups each way; as many before them do not count
     */
    SingleRow(Access access, int runs) {
        this.access = access;
        this.runs = runs;
    }

    /**
     * What was seen.
     *
     * @param callsEach calls of a look-up
     */
    record Outcome(double callsEach, Measure measure) {}

    Outcome measure() throws IOException, InterruptedException, SQLException {
        RawPages raw = new RawPages(access);
        List<Double> floor = new ArrayList<>();
        List<Double> sql = new ArrayList<>();
        try (SalesforceClient client = access.client()) {
            SObjectDescribe account = client.describe("Account");
            String id = anId(client);
            String soql = "SELECT Id, Name, Industry FROM Account WHERE Id = '" + id + "'";
            try (Connection connection = new SalesforceDatabase(client, List.of(account), SoqlListener.NONE).connect();
                    PreparedStatement statement =
                            connection.prepareStatement("SELECT Id, Name, Industry FROM Account WHERE Id = ?")) {
                long before = client.usage().calls();
                for (int run = 0; run < 2 * runs; run += BATCH) {
                    for (int i = 0; i < BATCH; i++) {
                        long start = System.nanoTime();
                        raw.read(soql);
                        long end = System.nanoTime();
                        if (run >= runs) {
                            floor.add((end - start) / MICROS);
                        }
                    }
                    for (int i = 0; i < BATCH; i++) {
                        long start = System.nanoTime();
                        lookUp(statement, id);
                        long end = System.nanoTime();
                        if (run >= runs) {
                            sql.add((end - start) / MICROS);
                        }
                    }
                }
                int times = (2 * runs + BATCH - 1) / BATCH * BATCH;
                return new Outcome(
                        (client.usage().calls() - before) / (double) times,
                        Measure.of(
                                "look-up of one row by id, prepared",
                                "µs",
                                sql,
                                "one HTTP call for the same page",
                                Measure.middle(floor)));
            }
        }
    }

    private static void lookUp(PreparedStatement statement, String id) throws SQLException {
        statement.setString(1, id);
        try (ResultSet result = statement.executeQuery()) {
            if (!result.next() || !id.equals(result.getString(1)) || result.next()) {
                throw new IllegalStateException("The look-up has not found the one row");
            }
        }
    }

    private static String anId(SalesforceClient client) {
        try (QueryCursor cursor =
                client.query("SELECT Id FROM Account LIMIT 1", List.of(new QueryColumn(List.of("Id"), FieldType.ID)))) {
            if (!cursor.next()) {
                throw new IllegalStateException("The org has no account");
            }
            return String.valueOf(cursor.value(0));
        }
    }
}
