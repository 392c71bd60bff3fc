package dev.sallyport.bench.sql;

import dev.sallyport.bench.measure.Measure;
import dev.sallyport.salesforce.RecordWrite;
import dev.sallyport.salesforce.RowResult;
import dev.sallyport.salesforce.SalesforceClient;
import dev.sallyport.salesforce.WriteResults;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Inserts accounts, changes all of them and deletes them. */
final class ManyWrites {
    private static final double NANOS = 1e9;
    private static final int COLLECTION = 200;

    private final Access access;
    private final int rows;

    ManyWrites(Access access, int rows) {
        this.access = access;
        this.rows = rows;
    }

    /**
     * What was seen.
     *
     * @param written how many rows were written by each of the three
     * @param calls of each of the three
     */
    record Outcome(List<Integer> written, List<Long> calls, List<Measure> measures) {}

    Outcome measure() {
        List<@Nullable Object[]> anew = new ArrayList<>(rows);
        for (int row = 0; row < rows; row++) {
            anew.add(new @Nullable Object[] {"Account " + row, "Banking"});
        }
        List<Integer> written = new ArrayList<>();
        List<Long> calls = new ArrayList<>();
        List<Measure> measures = new ArrayList<>();
        try (SalesforceClient client = access.client()) {
            WriteResults inserted = write(
                    client, RecordWrite.insert("Account", List.of("Name", "Industry")), anew, written, calls, measures);
            List<@Nullable Object[]> changes = new ArrayList<>(rows);
            List<@Nullable Object[]> ids = new ArrayList<>(rows);
            for (RowResult row : inserted.rows()) {
                changes.add(new @Nullable Object[] {row.id(), "Energy"});
                ids.add(new @Nullable Object[] {row.id()});
            }
            write(client, RecordWrite.update("Account", List.of("Id", "Industry")), changes, written, calls, measures);
            write(client, RecordWrite.delete("Account"), ids, written, calls, measures);
        }
        return new Outcome(written, calls, measures);
    }

    private WriteResults write(
            SalesforceClient client,
            RecordWrite write,
            List<@Nullable Object[]> values,
            List<Integer> written,
            List<Long> calls,
            List<Measure> measures) {
        long before = client.usage().calls();
        long start = System.nanoTime();
        WriteResults results = client.write(write, values);
        double seconds = (System.nanoTime() - start) / NANOS;
        if (results.failure() != null) {
            throw results.failure();
        }
        long made = client.usage().calls() - before;
        written.add(results.written());
        calls.add(made);
        String name = write.operation().apiName() + " of " + rows + " rows, ";
        measures.add(Measure.of(
                name + "API calls",
                "calls",
                List.of((double) made),
                "collections of " + COLLECTION,
                Math.ceil(rows / (double) COLLECTION)));
        measures.add(Measure.alone(name + "time", "s", List.of(seconds)));
        return results;
    }
}
