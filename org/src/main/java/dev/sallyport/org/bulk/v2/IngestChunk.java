package dev.sallyport.org.bulk.v2;

import dev.sallyport.org.bulk.BulkEngine;
import dev.sallyport.org.bulk.FieldTargets;
import dev.sallyport.org.bulk.Job;
import dev.sallyport.org.bulk.Progress;
import dev.sallyport.org.records.Actor;
import dev.sallyport.org.records.SaveResult;
import java.util.List;

/** Writes the records of a job chunk by chunk, and what became of them. */
final class IngestChunk {
    private final BulkEngine engine;
    private final Job job;
    private final UploadedRows rows;
    private final FieldTargets targets;
    private final Actor actor;
    private Progress progress;

    /**
     * @throws dev.sallyport.org.bulk.BulkException if the header names what the type does not have
     */
    IngestChunk(BulkEngine engine, Job job, UploadedRows rows) {
        this.engine = engine;
        this.job = job;
        this.rows = rows;
        this.targets = engine.loads().targets(job);
        targets.checkHeader(rows.header());
        this.actor = engine.actor(job);
        this.progress = job.progress();
    }

    void load(List<List<String>> chunk, IngestResultFiles files) {
        long start = engine.clock().millis();
        engine.loads().inOneTransaction(() -> {
            List<SaveResult> results = engine.loads()
                    .load(job, targets, actor, chunk.stream().map(rows::record).toList());
            long failed = progress.failed();
            for (int i = 0; i < chunk.size(); i++) {
                files.write(chunk.get(i), results.get(i));
                failed += results.get(i).success() ? 0 : 1;
            }
            files.flush();
            progress = new Progress(
                    progress.processed() + chunk.size(),
                    failed,
                    progress.milliseconds() + engine.clock().millis() - start,
                    progress.retries(),
                    files.succeededBytes(),
                    files.failedBytes());
            engine.jobs().progress(job.id(), progress);
        });
    }
}
