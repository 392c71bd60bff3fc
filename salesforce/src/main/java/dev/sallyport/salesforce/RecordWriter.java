package dev.sallyport.salesforce;

import dev.sallyport.salesforce.SalesforceException.Reason;
import java.net.URI;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Chooses how rows are written: in collections, or by Bulk API 2.0 if they are many. */
final class RecordWriter {
    /** The most records of a collection (REST API Developer Guide, "sObject Collections"). */
    static final int COLLECTION = 200;

    /**
     * From so many rows on they go by Bulk API 2.0: ten collections cost ten calls, a bulk job five to eight however many
     * rows it has.
     */
    static final int BULK_FROM = 2_000;

    /** The most rows of a job: it and its results are some tens of megabytes, and Salesforce takes a hundred. */
    private static final int MOST_ROWS_OF_A_JOB = 100_000;

    private static final long MOST_BYTES_OF_A_JOB = 40_000_000;

    private final CollectionWriter collections;
    private final IngestWriter bulk;

    /**
     * Makes a writer.
     *
     * @param resources from a path below the version's resource
     */
    RecordWriter(ApiTransport transport, Function<String, URI> resources, PollDelay delay) {
        this.collections = new CollectionWriter(transport, resources, delay);
        this.bulk = new IngestWriter(transport, resources.apply("/jobs/ingest"), delay);
    }

    WriteResults write(RecordWrite write, List<@Nullable Object[]> rows) {
        for (@Nullable Object[] row : rows) {
            if (row.length != write.fields().size()) {
                throw new IllegalArgumentException("Each row has a value for each field.");
            }
        }
        if (write.allOrNone() && rows.size() > COLLECTION) {
            throw SalesforceException.of(
                    Reason.LIMIT_EXCEEDED,
                    "Salesforce writes at most " + COLLECTION + " records all or none; these are " + rows.size() + ".",
                    "Write them in parts, or without all-or-none: then each record that is refused is reported.");
        }
        if (rows.size() < BULK_FROM || !bulkTakes(write, rows)) {
            return collections.write(write, rows);
        }
        RowResults results = new RowResults(rows.size());
        int from = 0;
        while (from < rows.size() && results.failure() == null) {
            int to = endOfJob(rows, from);
            results.add(bulk.write(write, rows.subList(from, to)));
            from = to;
        }
        return results.complete();
    }

    /**
     * Whether a bulk job writes the same as collections would: no binaries; no text that means null in its CSV; and no
     * record twice, for a job deals with its rows in no order.
     */
    private static boolean bulkTakes(RecordWrite write, List<@Nullable Object[]> rows) {
        Set<String> keys = new HashSet<>();
        return rows.stream().allMatch(row -> bulkTakes(write, row, keys));
    }

    /**
     * Whether a bulk job may have a row beside others.
     *
     * @param keys of those others; the row's own is added
     */
    static boolean bulkTakes(RecordWrite write, @Nullable Object[] row, Set<String> keys) {
        for (Object value : row) {
            if (value instanceof byte[] || IngestCsv.NULL.equals(value)) {
                return false;
            }
        }
        String key = write.keyOf(row);
        return key == null || keys.add(key);
    }

    /** Where a job ends that begins with a row. */
    static int endOfJob(List<@Nullable Object[]> rows, int from) {
        long bytes = 0;
        int end = from;
        while (end < rows.size() && end - from < MOST_ROWS_OF_A_JOB) {
            for (Object value : rows.get(end)) {
                bytes += value instanceof String text ? bytes(text) + 3 : 24;
            }
            if (bytes > MOST_BYTES_OF_A_JOB && end > from) {
                break;
            }
            end++;
        }
        return end;
    }

    /** In UTF-8, a quote written twice. */
    private static long bytes(String text) {
        long bytes = 0;
        for (int i = 0; i < text.length(); i++) {
            char unit = text.charAt(i);
            if (unit < 0x80) {
                bytes += unit == '"' ? 2 : 1;
            } else {
                bytes += unit < 0x800 || Character.isSurrogate(unit) ? 2 : 3;
            }
        }
        return bytes;
    }
}
