package dev.sallyport.transfer;

import dev.sallyport.salesforce.RecordError;
import dev.sallyport.salesforce.RowResult;
import dev.sallyport.salesforce.RowResult.Outcome;
import dev.sallyport.salesforce.SalesforceClient;
import dev.sallyport.salesforce.WriteResults;
import dev.sallyport.transfer.LoadManifest.Part;
import dev.sallyport.transfer.LoadManifest.PartState;
import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Loads few rows, a collection at a time. Salesforce does not tell afterwards what became of a collection: of an insert that
 * was cut off while one was on its way, its rows are not known.
 */
final class CollectionLoad {
    private static final RecordError ROLLED_BACK = new RecordError(
            "ALL_OR_NONE_OPERATION_ROLLED_BACK",
            "Record rolled back because not all records were valid and the request was using AllOrNone header",
            List.of());

    private final SalesforceClient client;
    private final LoadRun run;
    private final boolean allOrNone;

    CollectionLoad(SalesforceClient client, LoadRun run, boolean allOrNone) {
        this.client = client;
        this.run = run;
        this.allOrNone = allOrNone;
    }

    void run() throws SQLException, IOException {
        takeUp();
        while (!run.manifest().unsent().isEmpty()) {
            List<@Nullable Object[]> rows = new ArrayList<>();
            long taken = take(rows);
            Part part = new Part(PartState.SENT, null, run.manifest().unsent().first(taken));
            run.note(run.manifest().sending(taken).and(part));
            WriteResults results = allOrNone && rows.size() < taken ? rolledBack(rows.size()) : written(rows);
            run.settle(part, results);
            if (results.failure() != null) {
                throw results.failure();
            }
        }
    }

    private void takeUp() throws SQLException, IOException {
        for (Part part = run.unsettled(); part != null; part = run.unsettled()) {
            if (run.isRepeatable()) {
                run.takeBack(part);
            } else {
                long rows = part.rows().count();
                run.remark("Of " + rows + (rows == 1 ? " row" : " rows") + " it is not known whether Salesforce has"
                        + " written them, for the load was cut off while they were on their way: they are in "
                        + ResultFiles.ERROR + ".");
                run.settle(part, run.unknown(part));
            }
        }
    }

    /** The next rows that are fit to be sent; how many rows these are with those that are not. */
    private long take(List<@Nullable Object[]> rows) {
        LoadRows unsent = run.unsent();
        long taken = 0;
        for (LoadRows.Row row = unsent.peek();
                row != null && rows.size() < SalesforceClient.COLLECTION;
                row = unsent.peek()) {
            if (row.values() != null) {
                rows.add(row.values());
            }
            unsent.next();
            taken++;
        }
        return taken;
    }

    private WriteResults written(List<@Nullable Object[]> rows) {
        return rows.isEmpty()
                ? new WriteResults(List.of(), null)
                : client.write(run.terms().write().withAllOrNone(allOrNone), rows);
    }

    private static WriteResults rolledBack(int rows) {
        RowResult result = new RowResult(Outcome.REFUSED, null, false, List.of(ROLLED_BACK));
        return new WriteResults(Collections.nCopies(rows, result), null);
    }
}
