package dev.sallyport.salesforce;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sallyport.salesforce.SalesforceException.Reason;
import java.net.URI;
import java.util.List;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A query job of Bulk API 2.0. Salesforce keeps it and its results for seven days: who has its id and a locator reads on
 * where another process has ended. Only {@link #giveUp()} may be called by another thread.
 */
public final class BulkQueryJob {
    private static final String ASKED = "bulk query";

    /**
     * So many values make a set, some six megabytes: a set is in memory as a whole, compressed, while the next is on its
     * way, and whoever exports by 64 MB has a page of Parquet beside them.
     */
    private static final int VALUES_OF_A_SET = 500_000;

    private static final int FEWEST_ROWS_OF_A_SET = 5_000;
    private static final int MOST_ROWS_OF_A_SET = 250_000;

    private final BulkJob job;
    private final ApiVersion version;
    private final List<QueryColumn> columns;

    private BulkQueryJob(BulkJob job, ApiVersion version, List<QueryColumn> columns) {
        this.job = job;
        this.version = version;
        this.columns = List.copyOf(columns);
    }

    /** Opens a job; nothing is waited for but that. */
    static BulkQueryJob start(
            ApiTransport transport,
            OAuthServerUrl url,
            String soql,
            QueryScope scope,
            List<QueryColumn> columns,
            PollDelay delay) {
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
                Json.MAPPER.createObjectNode().put("operation", scope.apiName()).put("query", soql);
        BulkJob job = BulkJob.open(transport, jobs(url), ASKED, terms.toString(), delay);
        return new BulkQueryJob(job, url.version(), columns);
    }

    /** A job that was opened before; nothing is called. */
    static BulkQueryJob of(
            ApiTransport transport, OAuthServerUrl url, String id, List<QueryColumn> columns, PollDelay delay) {
        return new BulkQueryJob(BulkJob.of(transport, jobs(url), id, ASKED, delay), url.version(), columns);
    }

    private static URI jobs(OAuthServerUrl url) {
        return url.resource("/jobs/query");
    }

    /** Salesforce's id of it. */
    public String id() {
        return job.id();
    }

    /**
     * Waits until Salesforce is done with the whole query; a call for each look, of which there is one at least.
     *
     * @return how many rows there are
     * @throws SalesforceException with {@link Reason#BULK_JOB_FAILED} if the job failed or was aborted, with
     *     {@link Reason#BULK_JOB_GONE} if Salesforce has it no longer
     */
    public long await() {
        return await(0);
    }

    /**
     * The same.
     *
     * @param records about how many rows there will be, for a guess when the job is done; 0 if that is not known
     */
    public long await(long records) {
        return await(() -> records);
    }

    /**
     * The same.
     *
     * @param records is asked once, and only if the job has not ended at the first looks
     */
    public long await(LongSupplier records) {
        BulkJob.Info info = job.awaitEnd(records, looked -> {});
        if (info.state() != BulkJob.State.JOBCOMPLETE) {
            throw job.failure(info);
        }
        return info.processed();
    }

    /**
     * One set of the rows of a job that is done; its request is on its way when this returns. A set can be asked for as
     * often as one likes, and is the same each time.
     *
     * @param locator as the set before it tells; null for the first
     * @param rows how many rows the set has at most
     */
    public BulkResultSet resultSet(@Nullable String locator, int rows) {
        String more = locator == null ? "" : "&locator=" + SalesforceClient.encoded(locator);
        return new BulkResultSet(job, "/results?maxRecords=" + rows + more, columns);
    }

    /**
     * All rows of a job that is done.
     *
     * @param total as {@link #await} has told
     */
    BulkRows rows(long total, RowOrder order) {
        if (order == RowOrder.AS_QUERIED || total == 0 || version.compareTo(ResultPages.SINCE) < 0) {
            return new SetsInTurn(this);
        }
        return new PagesAtOnce(new ResultPages(job), path -> new ResultPage(job, path, columns), total);
    }

    /** A set of as many rows as travel well. */
    BulkResultSet resultSet(@Nullable String locator) {
        return resultSet(locator, rowsOfASet(columns.size()));
    }

    /** Ends a wait in another thread, and all waits to come. */
    public void giveUp() {
        job.giveUp();
    }

    /** Has Salesforce stop working on the job; that it cannot be told is no failure. */
    public void abort() {
        job.abort();
    }

    /** Has Salesforce forget the job and its results; that it cannot be told is no failure. */
    public void delete() {
        job.delete();
    }

    /** How many rows of so many columns a set has at the most. */
    static int rowsOfASet(int columns) {
        int most = VALUES_OF_A_SET / Math.max(1, columns);
        return Math.max(FEWEST_ROWS_OF_A_SET, Math.min(MOST_ROWS_OF_A_SET, most));
    }
}
