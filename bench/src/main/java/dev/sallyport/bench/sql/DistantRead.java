package dev.sallyport.bench.sql;

import dev.sallyport.bench.measure.Measure;
import dev.sallyport.salesforce.QueryColumn;
import dev.sallyport.salesforce.QueryCursor;
import dev.sallyport.salesforce.QueryScope;
import dev.sallyport.salesforce.RowOrder;
import dev.sallyport.salesforce.SalesforceClient;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** Reads all contacts from an org that is far away: page after page, in ranges of ids at once, and by Bulk API 2.0. */
final class DistantRead {
    private static final double NANOS = 1e9;

    private final Access access;
    private final int runs;
    private final String distance;

    /**
     * Makes a reading.
     *
     * @param distance how far away the org is, in words
     */
    DistantRead(Access access, int runs, String distance) {
        this.access = access;
        this.runs = runs;
        this.distance = distance;
    }

    /**
     * What was seen.
     *
     * @param rows of each pass, of all ways
     */
    record Outcome(long rows, List<Measure> measures) {}

    Outcome measure() throws IOException, InterruptedException {
        RawPages raw = new RawPages(access);
        List<Double> sequential = new ArrayList<>();
        List<Double> prefetched = new ArrayList<>();
        List<Double> ranges = new ArrayList<>();
        List<Double> bulk = new ArrayList<>();
        long rows = 0;
        try (SalesforceClient client = access.client()) {
            List<QueryColumn> columns = ContactColumns.columns(client.describe("Contact"));
            for (int run = 0; run < runs; run++) {
                long start = System.nanoTime();
                rows = raw.read(ContactColumns.query());
                sequential.add((System.nanoTime() - start) / NANOS);
                prefetched.add(seconds(rows, () -> client.query(ContactColumns.query(), columns)));
                ranges.add(seconds(
                        rows,
                        () -> client.queryInRanges(
                                "Contact",
                                condition -> ContactColumns.query() + " WHERE " + condition,
                                columns,
                                SalesforceClient.MOST_RANGES)));
                bulk.add(seconds(rows, () -> byBulk(client, columns)));
            }
        }
        double peer = Measure.middle(sequential);
        String name = rows + " rows x " + columns() + " columns at " + distance + ", ";
        String other = "page after page by REST";
        return new Outcome(
                rows,
                List.of(
                        Measure.of(name + "REST with the next page under way", "s", prefetched, other, peer),
                        Measure.of(name + SalesforceClient.MOST_RANGES + " ranges of ids", "s", ranges, other, peer),
                        Measure.of(name + "Bulk API 2.0", "s", bulk, other, peer)));
    }

    /** As SQL does by itself: by REST it is told how many rows there are. */
    private static QueryCursor byBulk(SalesforceClient client, List<QueryColumn> columns) {
        try (QueryCursor pages = client.query(ContactColumns.query(), columns)) {
            return client.bulkQuery(ContactColumns.query(), QueryScope.QUERY, columns, RowOrder.ANY, pages.totalSize());
        }
    }

    private static int columns() {
        return ContactColumns.NAMES.size();
    }

    private static double seconds(long expected, Supplier<QueryCursor> query) {
        long start = System.nanoTime();
        long rows = 0;
        try (QueryCursor cursor = query.get()) {
            while (cursor.next()) {
                for (int column = 0; column < columns(); column++) {
                    cursor.value(column);
                }
                rows++;
            }
        }
        if (rows != expected) {
            throw new IllegalStateException("One way has read " + expected + " rows, another " + rows);
        }
        return (System.nanoTime() - start) / NANOS;
    }
}
