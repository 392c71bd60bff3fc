package dev.sallyport.salesforce;

import dev.sallyport.auth.SallyportException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What became of some rows.
 *
 * @param rows a result for each row, in their order
 * @param failure what kept rows from being sent or their answer from coming; null if Salesforce dealt with every row,
 *     although it may have refused some
 */
public record WriteResults(List<RowResult> rows, @Nullable SallyportException failure) {
    public WriteResults {
        rows = List.copyOf(rows);
    }

    /** How many rows were written. */
    public int written() {
        return (int) rows.stream()
                .filter(row -> row.outcome() == RowResult.Outcome.WRITTEN)
                .count();
    }
}
