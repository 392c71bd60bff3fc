package dev.sallyport.salesforce;

import dev.sallyport.auth.SallyportException;
import dev.sallyport.salesforce.RowResult.Outcome;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Gathers the results of calls, one after the other, until one fails. */
final class RowResults {
    private final int rows;
    private final List<RowResult> results;
    private @Nullable SallyportException failure;

    /**
     * Starts without results.
     *
     * @param rows how many there are to be
     */
    RowResults(int rows) {
        this.rows = rows;
        this.results = new ArrayList<>(rows);
    }

    void add(WriteResults part) {
        results.addAll(part.rows());
        failure = part.failure();
    }

    /** What ended the writing; null if nothing has. */
    @Nullable
    SallyportException failure() {
        return failure;
    }

    /** All results; rows that were not reached have not been written. */
    WriteResults complete() {
        while (results.size() < rows) {
            results.add(RowResult.without(Outcome.NOT_WRITTEN));
        }
        return new WriteResults(results, failure);
    }

    /** The results of some rows of which none has one of its own. */
    static WriteResults all(int rows, Outcome outcome, SallyportException failure) {
        RowResults all = new RowResults(rows);
        for (int row = 0; row < rows; row++) {
            all.results.add(RowResult.without(outcome));
        }
        all.failure = failure;
        return all.complete();
    }
}
