package dev.sallyport.spark;

import dev.sallyport.auth.SallyportException;
import dev.sallyport.salesforce.RecordError;
import dev.sallyport.salesforce.RowResult;
import dev.sallyport.salesforce.RowResult.Outcome;
import dev.sallyport.salesforce.StagedResults;
import dev.sallyport.salesforce.WriteResults;
import dev.sallyport.spark.task.WriteTerms;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Gathers what became of the rows of a write. */
final class RowsNotWritten {
    private static final int MOST_TOLD = 10;

    private final WriteTerms terms;
    private final List<RowsNotWrittenException.Row> refused = new ArrayList<>();
    private final List<SallyportException> failures = new ArrayList<>();
    private long written;
    private long unknown;
    private long notWritten;

    RowsNotWritten(WriteTerms terms) {
        this.terms = terms;
    }

    void add(StagedResults job) {
        written += job.written();
        job.refused().forEach(row -> refused.add(row(row.values(), row.error())));
        if (job.failure() != null) {
            failures.add(job.failure());
        }
    }

    void add(WriteResults results, List<@Nullable Object[]> rows) {
        for (int i = 0; i < rows.size(); i++) {
            RowResult result = results.rows().get(i);
            written += result.outcome() == Outcome.WRITTEN ? 1 : 0;
            unknown += result.outcome() == Outcome.UNKNOWN ? 1 : 0;
            notWritten += result.outcome() == Outcome.NOT_WRITTEN ? 1 : 0;
            if (result.outcome() == Outcome.REFUSED) {
                List<String> values = Arrays.stream(rows.get(i))
                        .map(value -> value == null ? "" : value.toString())
                        .toList();
                refused.add(row(
                        values,
                        result.errors().isEmpty()
                                ? new RecordError("UNKNOWN_EXCEPTION", "", List.of())
                                : result.errors().get(0)));
            }
        }
        if (results.failure() != null) {
            failures.add(results.failure());
        }
    }

    private static RowsNotWrittenException.Row row(List<String> values, RecordError error) {
        String fields = error.fields().isEmpty() ? "" : " (" + String.join(", ", error.fields()) + ")";
        return new RowsNotWrittenException.Row(values, error.statusCode(), error.message() + fields);
    }

    void throwIfAny() {
        if (refused.isEmpty() && failures.isEmpty() && unknown == 0 && notWritten == 0) {
            return;
        }
        StringBuilder message =
                new StringBuilder("Not every row was written to " + terms.sObject() + ". Written: " + written
                        + ", refused: " + refused.size() + ", not sent: " + notWritten + ", unknown: " + unknown + ".");
        failures.forEach(failure ->
                message.append(' ').append(failure.getMessage()).append(' ').append(failure.advice()));
        message.append(refused.stream()
                .limit(MOST_TOLD)
                .map(row -> "\n  " + key(row) + row)
                .collect(Collectors.joining()));
        if (refused.size() > MOST_TOLD) {
            message.append("\n  and ").append(refused.size() - MOST_TOLD).append(" more; the exception has them all");
        }
        throw new RowsNotWrittenException(message.toString(), written, refused);
    }

    /** What names a row: its external id. Other values are people's, and messages end up in logs. */
    private String key(RowsNotWrittenException.Row row) {
        int key = terms.externalIdField() == null ? -1 : terms.fields().indexOf(terms.externalIdField());
        return key < 0 ? "" : terms.externalIdField() + " " + row.values().get(key) + ": ";
    }
}
