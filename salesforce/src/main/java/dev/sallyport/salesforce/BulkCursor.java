package dev.sallyport.salesforce;

import dev.sallyport.salesforce.SalesforceException.Reason;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The records of a query job. Salesforce writes them all before it gives the first. The job is aborted if it is closed
 * before its end, and deleted after.
 */
final class BulkCursor implements QueryCursor {
    private final BulkQueryJob job;
    private final RowOrder order;
    private final long records;
    private final Consumer<QueryCursor> onClose;
    private long total = -1;

    /** Guarded by this, for {@link #close()} comes from any thread. */
    private @Nullable BulkRows rows;

    private @Nullable Object @Nullable [] row;
    private volatile boolean ended;
    private volatile boolean closed;

    /**
     * Reads a job's records.
     *
     * @param records about how many there will be; 0 if that is not known
     */
    BulkCursor(BulkQueryJob job, RowOrder order, long records, Consumer<QueryCursor> onClose) {
        this.job = job;
        this.order = order;
        this.records = records;
        this.onClose = onClose;
    }

    @Override
    public boolean next() {
        refuseIfClosed();
        row = rows().next();
        if (row == null) {
            close();
        }
        return row != null;
    }

    @Override
    public @Nullable Object value(int column) {
        if (row == null) {
            throw new IllegalStateException("There is no record: next() has not been called or has returned false.");
        }
        return row[column];
    }

    /** Waits for the job's end. */
    @Override
    public long totalSize() {
        if (total < 0) {
            try {
                total = job.await(records);
                ended = true;
            } catch (SalesforceException e) {
                ended = e.reason() == Reason.BULK_JOB_FAILED;
                throw e;
            }
        }
        return total;
    }

    @Override
    public void close() {
        synchronized (this) {
            if (closed) {
                return;
            }
            closed = true;
            if (rows != null) {
                rows.close();
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

    private BulkRows rows() {
        long size = totalSize();
        synchronized (this) {
            refuseIfClosed();
            if (rows == null) {
                rows = job.rows(size, order);
            }
            return rows;
        }
    }

    private void refuseIfClosed() {
        if (closed) {
            throw SalesforceException.of(Reason.INTERRUPTED, "the query has been closed.");
        }
    }
}
