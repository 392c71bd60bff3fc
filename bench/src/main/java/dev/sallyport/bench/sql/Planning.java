package dev.sallyport.bench.sql;

import dev.sallyport.bench.measure.Measure;
import dev.sallyport.salesforce.SalesforceClient;
import dev.sallyport.sql.ConnectionOptions;
import dev.sallyport.sql.SalesforceDatabase;
import dev.sallyport.sql.SoqlListener;
import dev.sallyport.sql.read.ReadOptions;
import dev.sallyport.sql.write.WriteOptions;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Prepares the statements of the suite, and runs none of them. */
final class Planning {
    private static final double MILLIS = 1e6;

    private final Access access;
    private final int runs;

    /**
     * Makes a measure.
     *
     * @param runs how often each statement is prepared; as often before does not count
     */
    Planning(Access access, int runs) {
        this.access = access;
        this.runs = runs;
    }

    /**
     * What was seen.
     *
     * @param calls that were made while statements were prepared
     */
    record Outcome(long calls, List<Measure> measures) {}

    Outcome measure() throws SQLException {
        List<AnalyticsQuery> queries = AnalyticsQuery.all();
        List<Double> cold = new ArrayList<>();
        List<Double> warm = new ArrayList<>();
        List<Double> again = new ArrayList<>();
        try (SalesforceClient client = access.client()) {
            SalesforceDatabase database =
                    new SalesforceDatabase(client, client.describeMany(AnalyticsQuery.TABLES), SoqlListener.NONE);
            long before = client.usage().calls();
            // How many records there are is asked once an hour, and no part of planning.
            ReadOptions reads = ReadOptions.DEFAULT.withoutCounts();
            try (Connection connection = database.connect(ConnectionOptions.DEFAULT, WriteOptions.DEFAULT, reads)) {
                cold.add(prepare(connection, queries.get(0).sql()));
                for (int run = 0; run < 2 * runs; run++) {
                    for (AnalyticsQuery query : queries) {
                        // The comment makes it a statement that has not been planned before.
                        String anew = query.sql() + " /* " + run + " */";
                        double first = prepare(connection, anew);
                        double second = prepare(connection, anew);
                        if (run >= runs) {
                            warm.add(first);
                            again.add(second);
                        }
                    }
                }
            }
            return new Outcome(
                    client.usage().calls() - before,
                    List.of(
                            Measure.alone("planning, the first statement of a process", "ms", cold),
                            Measure.of(
                                    "planning, the " + queries.size() + " statements of the suite, each new",
                                    "ms",
                                    warm,
                                    "the aim",
                                    2),
                            Measure.of(
                                    "planning, the " + queries.size() + " statements of the suite, seen before",
                                    "ms",
                                    again,
                                    "the aim",
                                    2)));
        }
    }

    private static double prepare(Connection connection, String sql) throws SQLException {
        long start = System.nanoTime();
        connection.prepareStatement(sql).close();
        return (System.nanoTime() - start) / MILLIS;
    }
}
