package dev.sallyport.salesforce;

import dev.sallyport.salesforce.SalesforceException.Reason;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The records of a query job. Salesforce writes them all before it gives the first; then they come in large sets, of
 * which the next is on its way while one is read. The job is aborted if it is closed before its end, and deleted after.
 */
final class BulkCursor implements QueryCursor {
    private final BulkQueryJob job;
    private final long records;
    private final Consumer<QueryCursor> onClose;
    private long total = -1;

    /** Guarded by this, like the next, for {@link #close()} comes from any thread. */
    private @Nullable BulkResultSet reading;

    private @Nullable BulkResultSet coming;
    private volatile boolean ended;
    private volatile boolean closed;

    /**
     * Reads a job's records.
     *
     * @param records about how many there will be; 0 if that is not known
     */
    BulkCursor(BulkQueryJob job, long records, Consumer<QueryCursor> onClose) {
        this.job = job;
        this.records = records;
        this.onClose = onClose;
    }

    @Override
    public boolean next() {
        refuseIfClosed();
        BulkResultSet set = current();
        if (set == null) {
            awaitEnd();
            set = read(await(job.resultSet(null)));
        }
        while (!set.next()) {
            BulkResultSet following = following();
            if (following == null) {
                close();
                return false;
            }
            set = read(following);
        }
        return true;
    }

    @Override
    public @Nullable Object value(int column) {
        BulkResultSet set = current();
        if (set == null) {
            throw new IllegalStateException("There is no record: next() has not been called.");
        }
        return set.value(column);
    }

    /** Waits for the job's end. */
    @Override
    public long totalSize() {
        awaitEnd();
        return total;
    }

    @Override
    public void close() {
        synchronized (this) {
            if (closed) {
                return;
            }
            closed = true;
            if (reading != null) {
                reading.close();
            }
            if (coming != null) {
                coming.close();
            }
        }
        job.giveUp();
        if (ended) {
            job.delete();
        } else {
            job.abort();
        }
        onClose.accept(this);
    }

    private void awaitEnd() {
        if (total < 0) {
            try {
                total = job.await(records);
                ended = true;
            } catch (SalesforceException e) {
                ended = e.reason() == Reason.BULK_JOB_FAILED;
                throw e;
            }
        }
    }

    /** Has a set closed with the cursor while it is waited for. */
    private BulkResultSet await(BulkResultSet set) {
        synchronized (this) {
            coming = set;
            if (closed) {
                set.close();
            }
        }
        return set;
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
