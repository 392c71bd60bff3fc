package dev.sallyport.bench.sql;

import dev.sallyport.bench.measure.Measure;
import dev.sallyport.bench.measure.PeakHeap;
import dev.sallyport.salesforce.SObjectDescribe;
import dev.sallyport.salesforce.SalesforceClient;
import dev.sallyport.sql.ConnectionOptions;
import dev.sallyport.sql.SalesforceDatabase;
import dev.sallyport.sql.SoqlListener;
import dev.sallyport.sql.read.Api;
import dev.sallyport.sql.read.ReadOptions;
import dev.sallyport.sql.write.WriteOptions;
import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** Reads all contacts by SQL, every column of every row, beside {@link RawPages}. */
final class FullRead {
    private static final double NANOS = 1e9;
    private static final double MEGABYTE = 1 << 20;

    private final Access access;
    private final int runs;

    FullRead(Access access, int runs) {
        this.access = access;
        this.runs = runs;
    }

    /**
     * What was seen.
     *
     * @param rows of each pass, of both ways
     * @param calls of one pass by SQL
     */
    record Outcome(long rows, long calls, List<Measure> measures) {}

    /** Reads by turns, once to warm up and then as often as counts. */
    Outcome measure() throws IOException, InterruptedException, SQLException {
        List<Double> floor = new ArrayList<>();
        List<Double> sql = new ArrayList<>();
        List<Double> heap = new ArrayList<>();
        RawPages raw = new RawPages(access);
        PeakHeap peak = new PeakHeap();
        long rows = -1;
        long calls = 0;
        try (SalesforceClient client = access.client()) {
            SObjectDescribe contact = client.describe("Contact");
            SalesforceDatabase database = new SalesforceDatabase(client, List.of(contact), SoqlListener.NONE);
            try (Connection connection = database.connect(
                    ConnectionOptions.DEFAULT, WriteOptions.DEFAULT, ReadOptions.DEFAULT.withApi(Api.REST))) {
                for (int run = 0; run <= runs; run++) {
                    long start = System.nanoTime();
                    long expected = raw.read(ContactColumns.query());
                    long middle = System.nanoTime();
                    long before = client.usage().calls();
                    peak.reset();
                    long resumed = System.nanoTime();
                    rows = read(connection);
                    long end = System.nanoTime();
                    calls = client.usage().calls() - before;
                    if (rows != expected) {
                        throw new IllegalStateException("One way has read " + expected + " rows, the other " + rows);
                    }
                    if (run > 0) {
                        floor.add((middle - start) / NANOS);
                        sql.add((end - resumed) / NANOS);
                        heap.add(peak.bytes() / MEGABYTE);
                    }
                }
            }
        }
        String name = "full read of " + rows + " rows x " + ContactColumns.NAMES.size() + " columns";
        return new Outcome(
                rows,
                calls,
                List.of(
                        Measure.of(
                                name + ", SQL over REST",
                                "s",
                                sql,
                                "download and tokens of the same pages",
                                Measure.middle(floor)),
                        Measure.of(
                                name + ", peak heap",
                                "MB",
                                heap,
                                "the most that the process may have",
                                Runtime.getRuntime().maxMemory() / MEGABYTE)));
    }

    private static long read(Connection connection) throws SQLException {
        long rows = 0;
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(ContactColumns.query())) {
            while (result.next()) {
                for (int column = 1; column <= ContactColumns.NAMES.size(); column++) {
                    result.getObject(column);
                }
                rows++;
            }
        }
        return rows;
    }
}
