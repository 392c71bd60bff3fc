package dev.sallyport.salesforce;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sallyport.auth.AuthorizationException;
import dev.sallyport.auth.SallyportException;
import dev.sallyport.salesforce.RowResult.Outcome;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes rows by an ingest job of Bulk API 2.0: open it, send the rows as CSV, close it, look until it is done, read what
 * became of the rows. Nothing happens to records before the job is closed, and a job is closed once however often that is
 * asked: so each step can be done again, and no row is written twice.
 */
final class IngestWriter {
    private final ApiTransport transport;
    private final URI jobs;
    private final PollDelay delay;

    IngestWriter(ApiTransport transport, URI jobs, PollDelay delay) {
        this.transport = transport;
        this.jobs = jobs;
        this.delay = delay;
    }

    WriteResults write(RecordWrite write, List<@Nullable Object[]> rows) {
        BulkJob job;
        try {
            job = new Retries(delay, write.asked()).repeated(() -> upload(write, rows));
        } catch (SalesforceException | AuthorizationException e) {
            return RowResults.all(rows.size(), Outcome.NOT_WRITTEN, e);
        }
        try {
            close(job);
            BulkJob.Info info = job.awaitEnd(rows.size(), looked -> {});
            return results(write, rows, job, info);
        } catch (SalesforceException | AuthorizationException e) {
            return RowResults.all(rows.size(), Outcome.UNKNOWN, SalesforceException.outcomeUnknown(write.asked(), e));
        }
    }

    /** A job with all rows in it, not closed yet. One whose upload failed is left as it is: it does nothing. */
    BulkJob upload(RecordWrite write, Iterable<@Nullable Object[]> rows) {
        BulkJob job = open(write);
        upload(job, write, rows);
        return job;
    }

    /** A job without rows. */
    BulkJob open(RecordWrite write) {
        ObjectNode terms = Json.MAPPER
                .createObjectNode()
                .put("object", write.sObject())
                .put("operation", write.operation().apiName())
                .put("contentType", "CSV")
                .put("lineEnding", "LF");
        if (write.externalIdField() != null) {
            terms.put("externalIdFieldName", write.externalIdField());
        }
        return BulkJob.open(transport, jobs, "bulk " + write.asked(), terms.toString(), delay);
    }

    /** Sends a job its rows; Salesforce takes them once. */
    static void upload(BulkJob job, RecordWrite write, Iterable<@Nullable Object[]> rows) {
        job.put(
                "/batches",
                BodyPublishers.ofInputStream(() -> new IngestCsv(write.fields(), rows.iterator())),
                "text/csv; charset=UTF-8");
    }

    /** Has Salesforce begin with a job's rows, once however often it is asked. */
    static void close(BulkJob job) {
        boolean[] asked = new boolean[1];
        job.repeated(() -> {
            // The answer to the first request may be what was lost.
            if (!asked[0] || job.info().state() == BulkJob.State.OPEN) {
                asked[0] = true;
                job.moveTo("UploadComplete");
            }
            return job;
        });
    }

    /** What became of the rows of a job that has ended. */
    static WriteResults results(RecordWrite write, Iterable<@Nullable Object[]> rows, BulkJob job, BulkJob.Info info) {
        boolean complete = info.state() == BulkJob.State.JOBCOMPLETE;
        IngestMatch match = new IngestMatch(write, rows);
        boolean nothingElse = complete && info.failed() == 0 && info.processed() == match.rows();
        if (nothingElse && !write.wantsIds()) {
            return match.allWritten();
        }
        if (info.processed() > info.failed()) {
            match.succeeded(job.get("/successfulResults"));
        }
        if (info.failed() > 0) {
            match.failed(job.get("/failedResults"));
        }
        SallyportException failure = complete ? null : job.failure(info);
        if (!complete) {
            match.unprocessed(job.get("/unprocessedrecords"));
        }
        return new WriteResults(match.results(), failure);
    }
}
