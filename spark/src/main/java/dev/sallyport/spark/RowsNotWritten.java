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
import java.util.stream.Stream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Gathers what became of the rows of a write. */
final class RowsNotWritten {
    private static final Logger LOG = LoggerFactory.getLogger(RowsNotWritten.class);

    /** As in what Bulk API 2.0 tells of failed records. */
    private static final String ERROR = "sf__Error";

    private static final int MOST_TOLD = 10;

    /** Said of a row that Salesforce says nothing of. */
    private static final RecordError NOT_PROCESSED = new RecordError(
            "NOT_PROCESSED", "Salesforce has not looked at this row: it can be written again as it is.", List.of());

    private final WriteTerms terms;
    private final List<RowsNotWrittenException.Row> refused = new ArrayList<>();
    private final List<RowsNotWrittenException.Row> notProcessed = new ArrayList<>();
    private final List<SallyportException> failures = new ArrayList<>();
    private long written;
    private long unknown;

    RowsNotWritten(WriteTerms terms) {
        this.terms = terms;
    }

    void add(StagedResults job) {
        written += job.written();
        unknown += job.unknown();
        job.refused().forEach(row -> refused.add(row(row.values(), row.error())));
        job.unprocessed().forEach(values -> notProcessed.add(row(values, NOT_PROCESSED)));
        if (job.failure() != null) {
            failures.add(job.failure());
        }
    }

    void add(WriteResults results, List<@Nullable Object[]> rows) {
        for (int i = 0; i < rows.size(); i++) {
            RowResult result = results.rows().get(i);
            written += result.outcome() == Outcome.WRITTEN ? 1 : 0;
            unknown += result.outcome() == Outcome.UNKNOWN ? 1 : 0;
            if (result.outcome() == Outcome.NOT_WRITTEN) {
                notProcessed.add(row(texts(rows.get(i)), NOT_PROCESSED));
            }
            if (result.outcome() == Outcome.REFUSED) {
                refused.add(row(
                        texts(rows.get(i)),
                        result.errors().isEmpty()
                                ? new RecordError("UNKNOWN_EXCEPTION", "", List.of())
                                : result.errors().get(0)));
            }
        }
        if (results.failure() != null) {
            failures.add(results.failure());
        }
    }

    private static List<String> texts(@Nullable Object[] row) {
        return Arrays.stream(row)
                .map(value -> value == null ? "" : value.toString())
                .toList();
    }

    private static RowsNotWrittenException.Row row(List<String> values, RecordError error) {
        String fields = error.fields().isEmpty() ? "" : " (" + String.join(", ", error.fields()) + ")";
        return new RowsNotWrittenException.Row(values, error.statusCode(), error.message() + fields);
    }

    /**
     * Tells what was not written.
     *
     * @param badRecordsPath the folder that rows are kept in that were refused or not processed, as JSON; null for none
     * @throws RowsNotWrittenException if there is anything but refused rows that are kept
     */
    void tell(@Nullable String badRecordsPath) {
        boolean refusedAlone = failures.isEmpty() && unknown == 0 && notProcessed.isEmpty();
        if (refused.isEmpty() && refusedAlone) {
            return;
        }
        if (badRecordsPath == null || (refused.isEmpty() && notProcessed.isEmpty())) {
            throw failure("");
        }
        String which = notProcessed.isEmpty() ? " The refused rows" : " The rows that were refused or not processed";
        try {
            keep(badRecordsPath);
        } catch (Exception e) {
            // Scala does not declare what it throws.
            RowsNotWrittenException failure =
                    failure(which + " could not be kept in " + badRecordsPath + ": " + e.getMessage());
            failure.addSuppressed(e);
            throw failure;
        }
        String kept = which + " are in " + badRecordsPath + ".";
        if (!refusedAlone) {
            throw failure(kept);
        }
        LOG.warn("{} rows were written to {}, {} refused.{}", written, terms.sObject(), refused.size(), kept);
    }

    /** In a folder that any number of writes may share, by Spark, which knows where folders are. */
    private void keep(String badRecordsPath) {
        StructType schema = new StructType();
        for (String field : terms.fields()) {
            schema = schema.add(field, DataTypes.StringType);
        }
        schema = schema.add(ERROR, DataTypes.StringType);
        List<Row> rows = Stream.concat(refused.stream(), notProcessed.stream())
                .map(row -> RowFactory.create(Stream.concat(
                                row.values().stream().map(value -> value.isEmpty() ? null : value), Stream.of(row))
                        .map(value -> value == null ? null : value.toString())
                        .toArray()))
                .toList();
        SparkSession.active()
                .createDataFrame(rows, schema)
                .coalesce(1)
                .write()
                .mode(SaveMode.Append)
                .json(badRecordsPath);
    }

    private RowsNotWrittenException failure(String more) {
        StringBuilder message = new StringBuilder("Not every row was written to " + terms.sObject() + ". Written: "
                + written + ", refused: " + refused.size() + ", not processed: " + notProcessed.size() + ", unknown: "
                + unknown + "." + more);
        failures.forEach(failure ->
                message.append(' ').append(failure.getMessage()).append(' ').append(failure.advice()));
        message.append(refused.stream()
                .limit(MOST_TOLD)
                .map(row -> "\n  " + key(row) + row)
                .collect(Collectors.joining()));
        if (refused.size() > MOST_TOLD) {
            message.append("\n  and ").append(refused.size() - MOST_TOLD).append(" more; the exception has them all");
        }
        return new RowsNotWrittenException(message.toString(), written, refused, notProcessed);
    }

    /** What names a row: its external id. Other values are people's, and messages end up in logs. */
    private String key(RowsNotWrittenException.Row row) {
        int key = terms.externalIdField() == null ? -1 : terms.fields().indexOf(terms.externalIdField());
        return key < 0 ? "" : terms.externalIdField() + " " + row.values().get(key) + ": ";
    }
}
