package dev.sallyport.sql.write;

import dev.sallyport.auth.SallyportException;
import dev.sallyport.salesforce.RowResult;
import dev.sallyport.salesforce.RowResult.Outcome;
import dev.sallyport.salesforce.WriteResults;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Gathers which rows of a statement were not written. */
final class RowsNotWritten {
    /** So many are told one by one. */
    private static final int MOST_TOLD = 10_000;

    private final RecordModification modification;
    private final List<RowsNotWrittenException.Row> rows = new ArrayList<>();
    private long seen;
    private long written;
    private long missing;
    private boolean unknown;
    private @Nullable SallyportException failure;

    RowsNotWritten(RecordModification modification) {
        this.modification = modification;
    }

    void add(WriteResults results) {
        for (RowResult row : results.rows()) {
            add(row);
        }
        failure = results.failure();
    }

    void add(RowResult row) {
        seen++;
        if (modification.isMissing(row)) {
            missing++;
            return;
        }
        if (row.outcome() == Outcome.WRITTEN) {
            written++;
        } else if (rows.size() < MOST_TOLD && row.outcome() != Outcome.NOT_WRITTEN) {
            rows.add(new RowsNotWrittenException.Row(seen, row));
        }
        unknown |= row.outcome() == Outcome.UNKNOWN;
    }

    void fail(@Nullable SallyportException newFailure) {
        failure = newFailure;
    }

    long written() {
        return written;
    }

    @Nullable
    SallyportException failure() {
        return failure;
    }

    /** The failure that tells of all; null if every row was written. */
    @Nullable
    RowsNotWrittenException exception() {
        return written + missing == seen && failure == null
                ? null
                : new RowsNotWrittenException(modification.write(), seen, written, unknown, rows, failure);
    }

    void throwIfAny() {
        RowsNotWrittenException exception = exception();
        if (exception != null) {
            throw exception;
        }
    }
}
