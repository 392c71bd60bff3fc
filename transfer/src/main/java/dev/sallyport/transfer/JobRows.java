package dev.sallyport.transfer;

import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** As many of some rows as a bulk job takes, and the values of those among them that are fit to be sent. */
final class JobRows implements Iterator<@Nullable Object[]> {
    /** Some tens of megabytes of results. */
    private static final int MOST_ROWS = 100_000;

    /** Salesforce takes 100 MB (Bulk API 2.0 and Bulk API Developer Guide, "Upload Job Data"). */
    private static final long MOST_BYTES = 90_000_000;

    private final LoadRows rows;
    private final int mostRows;
    private LoadRows.@Nullable Row ahead;
    private volatile long taken;
    private long sent;
    private long bytes;

    /**
     * Begins a job with the next of some rows.
     *
     * @param mostRows of the job; null for what suits Salesforce
     */
    JobRows(LoadRows rows, @Nullable Integer mostRows) {
        this.rows = rows;
        this.mostRows = mostRows == null ? MOST_ROWS : Math.min(mostRows, MOST_ROWS);
    }

    /** The next row, fit to be sent or not; null if the job is full or there is none. */
    LoadRows.@Nullable Row row() {
        if (sent >= mostRows) {
            return null;
        }
        LoadRows.Row row = rows.peek();
        if (row == null) {
            return null;
        }
        if (row.values() != null) {
            long more = size(row.values());
            if (sent > 0 && bytes + more > MOST_BYTES) {
                return null;
            }
            sent++;
            bytes += more;
        }
        rows.next();
        // One thread at a time goes through the rows; another reads the count afterwards.
        long now = taken + 1;
        taken = now;
        return row;
    }

    /** How many rows were gone through, with those that are not fit to be sent. */
    long taken() {
        return taken;
    }

    @Override
    public boolean hasNext() {
        while (ahead == null || ahead.values() == null) {
            ahead = row();
            if (ahead == null) {
                return false;
            }
        }
        return true;
    }

    @Override
    public @Nullable Object[] next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        @Nullable
        Object[] values = Objects.requireNonNull(Objects.requireNonNull(ahead).values());
        ahead = null;
        return values;
    }

    /** At most so many bytes in the job's CSV. */
    private static long size(@Nullable Object[] values) {
        long bytes = 0;
        for (Object value : values) {
            bytes += value instanceof String text ? 3 + size(text) : 32;
        }
        return bytes;
    }

    private static long size(String text) {
        long bytes = 0;
        for (int i = 0; i < text.length(); i++) {
            char character = text.charAt(i);
            if (character == '"') {
                bytes += 2;
            } else {
                bytes += character < 0x80 ? 1 : 3;
            }
        }
        return bytes;
    }
}
