package dev.sallyport.salesforce;

import dev.sallyport.auth.SallyportException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What became of a job's rows.
 *
 * @param job its id
 * @param written how many were written
 * @param refused those that Salesforce looked at and refused
 * @param unprocessed the values of those that it has not looked at, as of {@link Refused}: they can be written again
 * @param unknown of how many it is not known whether they were written
 * @param failure what kept the job from being done; null if Salesforce dealt with every row
 */
public record StagedResults(
        String job,
        long written,
        List<Refused> refused,
        List<List<String>> unprocessed,
        long unknown,
        @Nullable SallyportException failure) {
    /**
     * A row that was refused.
     *
     * @param values in the order of the fields, as texts; the empty text for null
     * @param error why
     */
    public record Refused(List<String> values, RecordError error) {
        public Refused {
            values = List.copyOf(values);
        }
    }

    public StagedResults {
        refused = List.copyOf(refused);
        unprocessed = List.copyOf(unprocessed);
    }
}
