package dev.sallyport.org.bulk.v2;

import dev.sallyport.org.bulk.Allowance;
import dev.sallyport.org.bulk.AsyncExceptionCode;
import dev.sallyport.org.bulk.BulkEngine;
import dev.sallyport.org.bulk.BulkException;
import dev.sallyport.org.bulk.Job;
import dev.sallyport.org.bulk.JobState;
import dev.sallyport.org.bulk.Loads;
import dev.sallyport.org.bulk.MalformedCsvException;
import dev.sallyport.org.bulk.StoppedException;
import dev.sallyport.org.data.SalesforceId;
import dev.sallyport.org.http.ApiException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs an ingest job, two hundred records at a time. What a chunk wrote, how far the job is and how long its files of
 * results are, are made certain together: a job that a stop of the org cut off goes on with the next chunk, and no record
 * is written twice or left out.
 */
final class IngestJobRun {
    private static final Logger LOG = LoggerFactory.getLogger(IngestJobRun.class);

    /** Salesforce makes batches of so many records of a job, which count against the daily limit. */
    private static final int BATCH = 10_000;

    private final BulkEngine engine;

    IngestJobRun(BulkEngine engine) {
        this.engine = engine;
    }

    /** Where a job's data is. */
    static Path upload(BulkEngine engine, Job job) {
        return engine.spool().folder(job.id()).resolve("upload.csv");
    }

    void run(SalesforceId id) {
        boolean begun = engine.jobs()
                .move(id, EnumSet.of(JobState.UPLOAD_COMPLETE, JobState.IN_PROGRESS), JobState.IN_PROGRESS, null);
        if (!begun) {
            return;
        }
        try {
            load(engine.jobs().get(id));
            engine.jobs().move(id, EnumSet.of(JobState.IN_PROGRESS), JobState.JOB_COMPLETE, null);
        } catch (StoppedException e) {
            LOG.debug("Ingest job {} was stopped", id);
        } catch (MalformedCsvException e) {
            fail(id, e.asBulkException().stateMessage());
        } catch (BulkException e) {
            fail(id, e.stateMessage());
        } catch (ApiException e) {
            fail(id, String.valueOf(e.getMessage()));
        } catch (RuntimeException e) {
            LOG.error("Ingest job {} failed", id, e);
            fail(id, "InternalServerError : " + e.getMessage());
        }
    }

    private void load(Job job) {
        try (UploadedRows rows =
                UploadedRows.open(upload(engine, job), job.terms().format())) {
            if (rows.header().isEmpty()) {
                return;
            }
            IngestChunk chunks = new IngestChunk(engine, job, rows);
            try (IngestResultFiles files = IngestResultFiles.open(engine, job, rows.header())) {
                long done = job.progress().processed();
                rows.skip(done);
                for (List<List<String>> chunk = chunk(rows); !chunk.isEmpty(); chunk = chunk(rows)) {
                    checkpoint(job.id());
                    use(done, chunk.size());
                    chunks.load(chunk, files);
                    done += chunk.size();
                }
            }
        }
    }

    /** The next rows. Where one of them cannot be read, none is written: they are left unprocessed together. */
    private static List<List<String>> chunk(UploadedRows rows) {
        List<List<String>> chunk = new ArrayList<>(Loads.CHUNK);
        while (chunk.size() < Loads.CHUNK) {
            Optional<List<String>> row = rows.next();
            if (row.isEmpty()) {
                return chunk;
            }
            chunk.add(row.get());
        }
        return chunk;
    }

    private void checkpoint(SalesforceId id) {
        boolean running = engine.jobs()
                .find(id.value())
                .filter(job -> job.state() == JobState.IN_PROGRESS)
                .isPresent();
        if (!running || engine.workers().isClosing()) {
            throw new StoppedException();
        }
    }

    private void use(long done, int more) {
        boolean anotherBatch = done % BATCH == 0 || done / BATCH != (done + more - 1) / BATCH;
        if (anotherBatch && !engine.allowances().use(Allowance.BATCHES, 1)) {
            throw new BulkException(AsyncExceptionCode.EXCEEDED_QUOTA, "ApiBatchItems Limit exceeded.");
        }
    }

    private void fail(SalesforceId id, String message) {
        engine.jobs().move(id, EnumSet.of(JobState.IN_PROGRESS), JobState.FAILED, message);
    }
}
