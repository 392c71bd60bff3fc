package dev.sallyport.spark.task;

import dev.sallyport.salesforce.RecordWrite;
import dev.sallyport.salesforce.SalesforceClient;
import dev.sallyport.salesforce.StagedJob;
import dev.sallyport.salesforce.StagedRows;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.connector.write.DataWriter;
import org.apache.spark.sql.connector.write.WriterCommitMessage;
import org.jspecify.annotations.Nullable;

/**
 * Brings a task's rows to bulk jobs that nobody has told to write; few rows go to the driver program as they are. An attempt
 * that fails, or that Spark has made twice, has so written nothing.
 */
final class StagingWriter implements DataWriter<InternalRow> {
    /** So many rows are in memory at once, and in one job or two. */
    private static final int ROWS_AT_ONCE = 50_000;

    /** Rows that no job takes go through the driver program's memory. */
    private static final int MOST_REST = 20_000;

    private final RecordWrite write;
    private final RowShape shape;
    private final SalesforceClient client;
    private final List<@Nullable Object[]> waiting = new ArrayList<>();
    private final List<@Nullable Object[]> rest = new ArrayList<>();
    private final List<StagedJob> jobs = new ArrayList<>();

    StagingWriter(TaskAccess access, WriteTerms terms, RowShape shape) {
        this.write = terms.write();
        this.shape = shape;
        this.client = access.client();
    }

    @Override
    public void write(InternalRow row) {
        waiting.add(shape.values(row));
        if (waiting.size() == ROWS_AT_ONCE) {
            stage();
        }
    }

    @Override
    public WriterCommitMessage commit() {
        stage();
        return new StagedPart(jobs, rest);
    }

    @Override
    public void abort() {
        client.discard(jobs);
        jobs.clear();
    }

    @Override
    public void close() {
        client.close();
    }

    private void stage() {
        StagedRows staged = FailedInSparkException.telling(() -> client.stage(write, waiting));
        jobs.addAll(staged.jobs());
        rest.addAll(staged.rest());
        waiting.clear();
        if (rest.size() > MOST_REST) {
            throw new FailedInSparkException(
                    "More than " + MOST_REST + " rows of one task cannot go by Bulk API 2.0: they"
                            + " hold the text #N/A, or have the same external id as others. Make rows unique by the external id"
                            + " before they are written.");
        }
    }
}
