package dev.sallyport.salesforce;

import dev.sallyport.salesforce.SalesforceException.Reason;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One set of the rows of a {@link BulkQueryJob}. If it is lost on the way, it is asked for again. Only {@link #close()} may
 * be called by another thread.
 */
public final class BulkResultSet implements QueryCursor {
    private final BulkJob job;
    private final String path;
    private final List<QueryColumn> columns;
    private final ApiTransport.Sent sent;
    private @Nullable CsvPage page;
    private @Nullable String nextLocator;
    private long size;
    private long read;
    private @Nullable Object @Nullable [] row;
    private volatile boolean closed;

    /**
     * Asks for a set.
     *
     * @param path below the job
     */
    BulkResultSet(BulkJob job, String path, List<QueryColumn> columns) {
        this.job = job;
        this.path = path;
        this.columns = columns;
        this.sent = job.send(path);
    }

    /** Where the next set begins; empty if this is the last. Waits until this one is here. */
    public Optional<String> nextLocator() {
        page();
        return Optional.ofNullable(nextLocator);
    }

    @Override
    public boolean next() {
        row = page().next();
        if (row != null) {
            read++;
        } else if (size >= 0 && read != size) {
            throw SalesforceException.of(
                    Reason.UNEXPECTED_ANSWER,
                    "a set of a bulk query's result was to have " + size + " rows, and " + read + " came.");
        }
        return row != null;
    }

    @Override
    public @Nullable Object value(int column) {
        if (row == null) {
            throw new IllegalStateException("There is no row: next() has not been called or has returned false.");
        }
        return row[column];
    }

    /** The row that {@link #next()} moved to; null if there is none. */
    @Nullable
    Object @Nullable [] row() {
        return row;
    }

    /** How many rows this set has; -1 if Salesforce does not say. */
    @Override
    public long totalSize() {
        page();
        return size;
    }

    @Override
    public void close() {
        closed = true;
        sent.cancel();
    }

    private CsvPage page() {
        if (closed) {
            throw SalesforceException.of(Reason.INTERRUPTED, "the query has been closed.");
        }
        if (page == null) {
            Answer answer = answer();
            nextLocator = answer.header("Sforce-Locator")
                    .filter(locator -> !locator.equals("null"))
                    .orElse(null);
            size = size(answer);
            page = CsvPage.open(answer, columns);
        }
        return page;
    }

    private static long size(Answer answer) {
        try {
            return Long.parseLong(answer.header("Sforce-NumberOfRecords").orElse("-1"));
        } catch (NumberFormatException e) {
            throw SalesforceException.unreadable("result of a bulk query", answer.status(), null);
        }
    }

    private Answer answer() {
        try {
            return sent.await();
        } catch (SalesforceException e) {
            if (!e.reason().isPassing()) {
                throw e;
            }
            return job.get(path);
        }
    }
}
