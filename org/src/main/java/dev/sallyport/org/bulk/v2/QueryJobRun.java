package dev.sallyport.org.bulk.v2;

import dev.sallyport.org.bulk.Behind;
import dev.sallyport.org.bulk.BulkEngine;
import dev.sallyport.org.bulk.BulkException;
import dev.sallyport.org.bulk.BulkQuery;
import dev.sallyport.org.bulk.ContentType;
import dev.sallyport.org.bulk.Job;
import dev.sallyport.org.bulk.JobState;
import dev.sallyport.org.bulk.Progress;
import dev.sallyport.org.bulk.QueryResultFile;
import dev.sallyport.org.bulk.StoppedException;
import dev.sallyport.org.data.SalesforceId;
import dev.sallyport.org.http.ApiException;
import dev.sallyport.org.soql.Row;
import dev.sallyport.org.soql.SoqlException;
import java.util.EnumSet;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs a query job: its rows go to a file. One that a stop of the org cut off begins anew. */
final class QueryJobRun {
    private static final Logger LOG = LoggerFactory.getLogger(QueryJobRun.class);

    /** After so many rows the job tells how far it is, and sees whether it was aborted. */
    private static final int CHECKPOINT = 10_000;

    private final BulkEngine engine;

    QueryJobRun(BulkEngine engine) {
        this.engine = engine;
    }

    void run(SalesforceId id) {
        boolean begun = engine.jobs()
                .move(id, EnumSet.of(JobState.UPLOAD_COMPLETE, JobState.IN_PROGRESS), JobState.IN_PROGRESS, null);
        if (!begun) {
            return;
        }
        try {
            long start = engine.clock().millis();
            long rows = query(engine.jobs().get(id));
            engine.jobs().progress(id, Progress.of(rows, 0, engine.clock().millis() - start));
            engine.jobs().move(id, EnumSet.of(JobState.IN_PROGRESS), JobState.JOB_COMPLETE, null);
        } catch (StoppedException e) {
            LOG.debug("Query job {} was stopped", id);
        } catch (SoqlException | BulkException | ApiException e) {
            fail(id, String.valueOf(e.getMessage()));
        } catch (RuntimeException e) {
            LOG.error("Query job {} failed", id, e);
            fail(id, "InternalServerError : " + e.getMessage());
        }
    }

    private long query(Job job) {
        String soql = Objects.requireNonNull(job.terms().query());
        BulkQuery query = engine.queries().check(soql, job.operation(), engine.user(job), ContentType.CSV);
        QueryResultFile file = QueryResults.file(engine, job);
        try (QueryResultFile.Output output = file.write(job.terms().format(), query.header());
                Behind<Row> writing = new Behind<>(row -> {
                    output.write(query.texts(row));
                    if (output.rows() % CHECKPOINT == 0) {
                        checkpoint(job.id(), output.rows());
                    }
                })) {
            engine.queries().run(query, writing::accept);
            writing.finish();
            return output.rows();
        }
    }

    private void checkpoint(SalesforceId id, long rows) {
        boolean running = engine.jobs()
                .find(id.value())
                .filter(job -> job.state() == JobState.IN_PROGRESS)
                .isPresent();
        if (!running || engine.workers().isClosing()) {
            throw new StoppedException();
        }
        engine.jobs().progress(id, Progress.of(rows, 0, 0));
    }

    private void fail(SalesforceId id, String message) {
        engine.jobs().move(id, EnumSet.of(JobState.IN_PROGRESS), JobState.FAILED, message);
    }
}
