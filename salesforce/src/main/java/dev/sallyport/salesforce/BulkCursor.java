package dev.sallyport.salesforce;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sallyport.salesforce.SalesforceException.Reason;
import java.net.URI;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The records of a query job. Salesforce writes them all before it gives the first; then they come in large sets, of
 * which the next is on its way while one is read. A set that was lost on the way is asked for again, the ones before it
 * are not. The job is aborted if it is closed before its end, and deleted after.
 */
final class BulkCursor implements QueryCursor {
    private static final String ASKED = "bulk query";
    /** So many values make a set: some megabytes, compressed. */
    private static final int VALUES_OF_A_SET = 2_000_000;

    private static final int FEWEST_ROWS_OF_A_SET = 10_000;
    private static final int MOST_ROWS_OF_A_SET = 250_000;

    private final OrgPaths paths;
    private final BulkJob job;
    private final List<QueryColumn> columns;
    private final Consumer<QueryCursor> onClose;
    /** Guarded by this, like the two below, for {@link #close()} comes from any thread. */
    private @Nullable PagedCursor rows;

    private boolean ended;
    private boolean closed;

    private BulkCursor(OrgPaths paths, BulkJob job, List<QueryColumn> columns, Consumer<QueryCursor> onClose) {
        this.paths = paths;
        this.job = job;
        this.columns = columns;
        this.onClose = onClose;
    }

    /** Opens the job; nothing is waited for but that. */
    static BulkCursor open(
            OrgPaths paths,
            URI jobs,
            String soql,
            List<QueryColumn> columns,
            PollDelay delay,
            Consumer<QueryCursor> onClose) {
        for (QueryColumn column : columns) {
            if (column.type().isCompound() || column.type() == FieldType.BASE64) {
                throw SalesforceException.of(
                        Reason.QUERY_MALFORMED,
                        "Bulk API 2.0 does not read " + String.join(".", column.path()) + ": it reads neither compound"
                                + " nor base64 fields.",
                        "Read the parts of the compound field, or read it by REST.");
            }
        }
        ObjectNode terms =
                Json.MAPPER.createObjectNode().put("operation", "query").put("query", soql);
        return new BulkCursor(
                paths, BulkJob.open(paths.transport(), jobs, ASKED, terms.toString(), delay), columns, onClose);
    }

    @Override
    public boolean next() {
        if (rows().next()) {
            return true;
        }
        close();
        return false;
    }

    @Override
    public @Nullable Object value(int column) {
        @Nullable PagedCursor reading;
        synchronized (this) {
            reading = rows;
        }
        if (reading == null) {
            throw new IllegalStateException("There is no record: next() has not been called.");
        }
        return reading.value(column);
    }

    /** Waits for the job's end. */
    @Override
    public long totalSize() {
        return rows().totalSize();
    }

    @Override
    public void close() {
        boolean running;
        @Nullable PagedCursor reading;
        synchronized (this) {
            if (closed) {
                return;
            }
            closed = true;
            running = !ended;
            reading = rows;
        }
        job.giveUp();
        if (reading != null) {
            reading.close();
        }
        if (running) {
            job.abort();
        } else {
            job.delete();
        }
        onClose.accept(this);
    }

    private PagedCursor rows() {
        synchronized (this) {
            if (rows != null) {
                return rows;
            }
        }
        BulkJob.Info info = job.awaitEnd();
        synchronized (this) {
            ended = true;
        }
        if (info.state() != BulkJob.State.JOBCOMPLETE) {
            throw job.failure(info);
        }
        Sets sets = new Sets(info.processed());
        CsvPage first = sets.open(job.get(results("")));
        synchronized (this) {
            PagedCursor reading = new PagedCursor(paths, sets, first, closedRows -> {});
            if (closed) {
                reading.close();
            }
            rows = reading;
            return reading;
        }
    }

    private String results(String more) {
        return "/results?maxRecords=" + rowsOfASet(columns.size()) + more;
    }

    /** How many rows of so many columns a set has at the most. */
    static int rowsOfASet(int columns) {
        int most = VALUES_OF_A_SET / Math.max(1, columns);
        return Math.max(FEWEST_ROWS_OF_A_SET, Math.min(MOST_ROWS_OF_A_SET, most));
    }

    /** The sets of the job's results. */
    private final class Sets implements PagedCursor.Pages {
        private final long total;

        Sets(long total) {
            this.total = total;
        }

        @Override
        public CsvPage open(Answer answer) {
            String locator = answer.header("Sforce-Locator").orElse("null");
            if (locator.equals("null")) {
                return CsvPage.open(answer, columns, total, null);
            }
            URI next = job.at(results("&locator=" + SalesforceClient.encoded(locator)));
            return CsvPage.open(answer, columns, total, next.getRawPath() + "?" + next.getRawQuery());
        }

        @Override
        public Answer again(String path, SalesforceException failure) {
            if (!failure.reason().isPassing()) {
                throw failure;
            }
            return job.repeated(() -> job.await(paths.pageCall(path)));
        }
    }
}
