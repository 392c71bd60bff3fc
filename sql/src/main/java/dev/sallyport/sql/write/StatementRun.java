package dev.sallyport.sql.write;

import dev.sallyport.auth.SallyportException;
import dev.sallyport.salesforce.RowResult;
import dev.sallyport.salesforce.RowResult.Outcome;
import dev.sallyport.salesforce.WriteResults;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One run of a statement or of a batch: writes rows at once, or gathers those of a batch's elements until all are there,
 * so that they share calls.
 */
final class StatementRun {
    /** So many rows are in memory at a time. */
    private static final int SLICE = 100_000;

    private final WriteOptions options;
    private final boolean wantsKeys;
    private final boolean gathers;
    private final List<String> keys = new ArrayList<>();
    private final List<@Nullable Object[]> gathered = new ArrayList<>();
    private @Nullable RecordModification modification;

    /**
     * Makes a run without rows.
     *
     * @param wantsKeys whether the ids of new records are wanted
     * @param gathers whether rows wait for {@link #writeGathered()}
     */
    StatementRun(WriteOptions options, boolean wantsKeys, boolean gathers) {
        this.options = options;
        this.wantsKeys = wantsKeys;
        this.gathers = gathers;
    }

    /** The ids of the records that were made, in the order of their rows. */
    List<String> keys() {
        return List.copyOf(keys);
    }

    /**
     * Writes rows, or gathers them if they are a batch's and come from no query: an element that reads must see what the
     * elements before it have written.
     *
     * @return how many rows were written, or are going to be
     * @throws RowsNotWrittenException if not all were
     */
    long take(RecordModification newModification, Iterator<@Nullable Object[]> rows) {
        modification = newModification;
        if (gathers && !newModification.reads()) {
            long before = gathered.size();
            rows.forEachRemaining(gathered::add);
            return gathered.size() - before;
        }
        RowsNotWritten failures = new RowsNotWritten(newModification);
        List<@Nullable Object[]> slice = new ArrayList<>();
        while (rows.hasNext() && failures.failure() == null) {
            slice.add(rows.next());
            if (slice.size() == SLICE || !rows.hasNext()) {
                failures.add(write(newModification, slice));
                slice.clear();
            }
        }
        failures.throwIfAny();
        return failures.written();
    }

    /** What the gathered rows are of; null before the first. */
    @Nullable
    RecordModification modification() {
        return modification;
    }

    /** How many rows wait. */
    int gatheredRows() {
        return gathered.size();
    }

    /** Writes what was gathered, and forgets it; the results are in the order of the rows. */
    WriteResults writeGathered() {
        List<RowResult> results = new ArrayList<>(gathered.size());
        SallyportException failure = null;
        for (int from = 0; from < gathered.size(); from += SLICE) {
            List<@Nullable Object[]> slice = gathered.subList(from, Math.min(gathered.size(), from + SLICE));
            if (failure != null || modification == null) {
                slice.forEach(row -> results.add(new RowResult(Outcome.NOT_WRITTEN, null, false, List.of())));
                continue;
            }
            WriteResults written = write(modification, slice);
            results.addAll(written.rows());
            failure = written.failure();
        }
        gathered.clear();
        return new WriteResults(results, failure);
    }

    private WriteResults write(RecordModification of, List<@Nullable Object[]> rows) {
        WriteResults results =
                of.write(of.write().withAllOrNone(options.allOrNone()).withIds(wantsKeys), List.copyOf(rows));
        for (RowResult row : results.rows()) {
            if (wantsKeys && row.created() && row.id() != null) {
                keys.add(row.id());
            }
        }
        return results;
    }
}
