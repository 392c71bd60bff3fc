package dev.sallyport.salesforce;

import dev.sallyport.salesforce.SalesforceException.Reason;
import org.jspecify.annotations.Nullable;

/** A job's rows in their order: in large sets, of which the next is on its way while one is read. */
final class SetsInTurn implements BulkRows {
    private final BulkQueryJob job;

    /** Guarded by this, like what follows, for {@link #close()} comes from any thread. */
    private @Nullable BulkResultSet reading;

    private @Nullable BulkResultSet coming;
    private boolean closed;

    /** Reads a job's rows; nothing is called yet. */
    SetsInTurn(BulkQueryJob job) {
        this.job = job;
    }

    @Override
    public @Nullable Object @Nullable [] next() {
        BulkResultSet set = current();
        if (set == null) {
            set = read(first());
        }
        while (!set.next()) {
            BulkResultSet following = following();
            if (following == null) {
                return null;
            }
            set = read(following);
        }
        return set.row();
    }

    @Override
    public synchronized void close() {
        closed = true;
        if (reading != null) {
            reading.close();
        }
        if (coming != null) {
            coming.close();
        }
    }

    /** Is closed with the rest while it is waited for. */
    private synchronized BulkResultSet first() {
        refuseIfClosed();
        BulkResultSet first = job.resultSet(null);
        coming = first;
        return first;
    }

    /** Reads a set from now on, and has the one after it come. */
    private BulkResultSet read(BulkResultSet set) {
        String next = set.nextLocator().orElse(null);
        synchronized (this) {
            refuseIfClosed();
            reading = set;
            coming = next == null ? null : job.resultSet(next);
        }
        return set;
    }

    private synchronized @Nullable BulkResultSet current() {
        return reading;
    }

    private synchronized @Nullable BulkResultSet following() {
        return coming;
    }

    private void refuseIfClosed() {
        if (closed) {
            throw SalesforceException.of(Reason.INTERRUPTED, "the query has been closed.");
        }
    }
}
