package dev.sallyport.spark.task;

import dev.sallyport.salesforce.StagedJob;
import java.util.List;
import org.apache.spark.sql.connector.write.WriterCommitMessage;
import org.jspecify.annotations.Nullable;

/**
 * The rows of one task, brought to Salesforce or to the driver program and not written yet.
 *
 * @param jobs those that hold rows
 * @param rows those that no job holds
 */
public record StagedPart(List<StagedJob> jobs, List<@Nullable Object[]> rows) implements WriterCommitMessage {
    private static final long serialVersionUID = 1;

    public StagedPart {
        jobs = List.copyOf(jobs);
        rows = List.copyOf(rows);
    }

    /** Without values: they are people's. */
    @Override
    public String toString() {
        return "StagedPart[jobs=" + jobs + ", rows=" + rows.size() + "]";
    }
}
