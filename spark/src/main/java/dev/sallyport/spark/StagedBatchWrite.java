package dev.sallyport.spark;

import dev.sallyport.salesforce.RecordWrite;
import dev.sallyport.salesforce.StagedJob;
import dev.sallyport.salesforce.StagedResults;
import dev.sallyport.salesforce.WriteResults;
import dev.sallyport.spark.task.FailedInSparkException;
import dev.sallyport.spark.task.RowShape;
import dev.sallyport.spark.task.StagedPart;
import dev.sallyport.spark.task.StagingWriterFactory;
import dev.sallyport.spark.task.WriteTerms;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.connector.write.BatchWrite;
import org.apache.spark.sql.connector.write.DataWriterFactory;
import org.apache.spark.sql.connector.write.PhysicalWriteInfo;
import org.apache.spark.sql.connector.write.WriterCommitMessage;
import org.jspecify.annotations.Nullable;

/**
 * A write in two steps: tasks stage their rows, which writes nothing, and when all of them are through the driver program
 * has the staged rows of one attempt of each task written. So no retry and no speculative attempt writes a row twice. See
 * docs/decisions/0036.
 */
final class StagedBatchWrite implements BatchWrite {
    private final ConnectedOrg org;
    private final WriteTerms terms;
    private final RowShape shape;
    private final @Nullable String badRecordsPath;
    private boolean begun;

    StagedBatchWrite(ConnectedOrg org, WriteTerms terms, RowShape shape, @Nullable String badRecordsPath) {
        this.org = org;
        this.terms = terms;
        this.shape = shape;
        this.badRecordsPath = badRecordsPath;
    }

    @Override
    public DataWriterFactory createBatchWriterFactory(PhysicalWriteInfo info) {
        return FailedInSparkException.telling(
                () -> new StagingWriterFactory(org.taskAccess(org.token()), terms, shape));
    }

    @Override
    public void commit(WriterCommitMessage[] messages) {
        begun = true;
        RecordWrite write = terms.write();
        List<@Nullable Object[]> rows = new ArrayList<>();
        for (WriterCommitMessage message : messages) {
            rows.addAll(((StagedPart) message).rows());
        }
        RowsNotWritten notWritten = new RowsNotWritten(terms);
        FailedInSparkException.telling(() -> {
            for (StagedResults job : org.client().commit(write, jobs(messages))) {
                notWritten.add(job);
            }
            if (!rows.isEmpty()) {
                WriteResults results = org.client().write(write, rows);
                notWritten.add(results, rows);
            }
            return notWritten;
        });
        notWritten.tell(badRecordsPath);
    }

    /** Forgets what was staged. After the commit has begun there is nothing to take back: Salesforce has no transactions. */
    @Override
    public void abort(WriterCommitMessage[] messages) {
        if (!begun) {
            org.client().discard(jobs(messages));
        }
    }

    private static List<StagedJob> jobs(@Nullable WriterCommitMessage[] messages) {
        return Stream.of(messages)
                .filter(StagedPart.class::isInstance)
                .flatMap(message -> ((StagedPart) message).jobs().stream())
                .toList();
    }

    @Override
    public String toString() {
        return "write to " + terms.sObject();
    }
}
