package dev.sallyport.salesforce;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Rows that are at Salesforce and not written yet.
 *
 * @param jobs that hold them
 * @param rest rows that are not there, as they were given: too few for a job, or such that a job does not take
 */
public record StagedRows(List<StagedJob> jobs, List<@Nullable Object[]> rest) {
    public StagedRows {
        jobs = List.copyOf(jobs);
        rest = List.copyOf(rest);
    }
}
