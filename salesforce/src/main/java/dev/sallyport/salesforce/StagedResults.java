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
 * @param failure what kept the job from being done; null if Salesforce dealt with every row. Where it is
 *     {@link SalesforceException.Reason#OUTCOME_UNKNOWN}, rows may have been written that are not counted here
 */
public record StagedResults(
        String job,
        long written,
        List<Refused> refused,
        @Nullable SallyportException failure) {
    /**
     * A row that was refused.
     *
     * @param values in the order of the fields, as the CSV has them
     * @param error why
     */
    public record Refused(List<String> values, RecordError error) {
        public Refused {
            values = List.copyOf(values);
        }
    }

    public StagedResults {
        refused = List.copyOf(refused);
    }
}
