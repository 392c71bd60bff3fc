package dev.sallyport.org.bulk.v1;

import dev.sallyport.org.bulk.Batch;
import dev.sallyport.org.bulk.BatchState;
import dev.sallyport.org.bulk.BulkEngine;
import dev.sallyport.org.bulk.BulkException;
import dev.sallyport.org.bulk.Job;
import dev.sallyport.org.bulk.MalformedCsvException;
import dev.sallyport.org.bulk.StoppedException;
import dev.sallyport.org.data.SalesforceId;
import dev.sallyport.org.http.ApiException;
import dev.sallyport.org.soql.SoqlException;
import java.io.IOException;
import java.util.EnumSet;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs batches. */
final class BatchRun {
    private static final Logger LOG = LoggerFactory.getLogger(BatchRun.class);

    private final BulkEngine engine;
    private final BatchFiles files;
    private final LoadBatch load;
    private final QueryBatch query;

    BatchRun(BulkEngine engine) {
        this.engine = engine;
        this.files = new BatchFiles(engine.spool());
        this.load = new LoadBatch(engine, files);
        this.query = new QueryBatch(engine, files);
    }

    /** Queues a batch for the workers. */
    void submit(Batch batch) {
        engine.workers().submit(batch.jobId(), () -> run(batch.jobId(), batch.id()));
    }

    /** Goes on after a start: what was queued runs, queries begin anew, and a load that was cut off says so. */
    void resume() {
        engine.batches().in(BatchState.IN_PROGRESS).stream()
                // A chunk goes with the batch that works for it.
                .filter(batch -> batch.originalId() == null)
                .forEach(this::resume);
        engine.batches().in(BatchState.QUEUED).forEach(this::submit);
    }

    private void resume(Batch batch) {
        boolean again = engine.jobs()
                .find(batch.jobId().value())
                .filter(job -> job.operation().isQuery())
                .isPresent();
        if (again) {
            dropChunks(batch);
        }
        engine.batches()
                .move(
                        batch.id(),
                        EnumSet.of(BatchState.IN_PROGRESS),
                        again ? BatchState.QUEUED : BatchState.FAILED,
                        again ? null : "InternalServerError : The org was stopped while it processed the batch");
    }

    /** A query that begins anew makes new ones: rows that the finished ones had would be there twice. */
    private void dropChunks(Batch original) {
        for (Batch chunk : engine.batches().chunksOf(original.id())) {
            files.delete(chunk);
            engine.batches().delete(chunk.id());
        }
    }

    private void run(SalesforceId jobId, SalesforceId batchId) {
        boolean begun = engine.batches().move(batchId, EnumSet.of(BatchState.QUEUED), BatchState.IN_PROGRESS, null);
        if (!begun) {
            return;
        }
        try {
            Job job = engine.jobs().get(jobId);
            Optional<Batch> batch = engine.batches().find(jobId, batchId.value());
            if (batch.isPresent()) {
                BatchState end = job.operation().isQuery() ? query.run(job, batch.get()) : load.run(job, batch.get());
                engine.batches().move(batchId, EnumSet.of(BatchState.IN_PROGRESS), end, null);
            }
        } catch (StoppedException e) {
            LOG.debug("Batch {} was stopped", batchId);
        } catch (SoqlException e) {
            fail(batchId, "InvalidBatch : Failed to process query: " + e.errorCode() + ": " + e.getMessage());
        } catch (MalformedCsvException e) {
            fail(batchId, e.asBulkException().stateMessage());
        } catch (BulkException e) {
            fail(batchId, e.stateMessage());
        } catch (ApiException e) {
            fail(batchId, String.valueOf(e.getMessage()));
        } catch (IOException | RuntimeException e) {
            LOG.error("Batch {} failed", batchId, e);
            fail(batchId, "InternalServerError : " + e.getMessage());
        }
    }

    /** Nobody works any more for the chunks that have no rows yet. */
    private void fail(SalesforceId batchId, String message) {
        for (Batch chunk : engine.batches().chunksOf(batchId)) {
            engine.batches().move(chunk.id(), EnumSet.of(BatchState.IN_PROGRESS), BatchState.FAILED, message);
        }
        engine.batches().move(batchId, EnumSet.of(BatchState.IN_PROGRESS), BatchState.FAILED, message);
    }
}
