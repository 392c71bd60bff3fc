package dev.sallyport.org.bulk.v1;

import dev.sallyport.org.bulk.Batch;
import dev.sallyport.org.bulk.BatchState;
import dev.sallyport.org.bulk.BulkEngine;
import dev.sallyport.org.bulk.FieldTargets;
import dev.sallyport.org.bulk.InputRow;
import dev.sallyport.org.bulk.Job;
import dev.sallyport.org.bulk.Loads;
import dev.sallyport.org.bulk.Progress;
import dev.sallyport.org.bulk.StoppedException;
import dev.sallyport.org.records.Actor;
import dev.sallyport.org.records.SaveResult;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.util.List;

/** Writes the records of a batch, two hundred at a time. */
final class LoadBatch {
    private final BulkEngine engine;
    private final BatchFiles files;

    LoadBatch(BulkEngine engine, BatchFiles files) {
        this.engine = engine;
        this.files = files;
    }

    BatchState run(Job job, Batch batch) throws IOException {
        FieldTargets targets = engine.loads().targets(job);
        List<InputRow> rows;
        try (InputStream body = new BufferedInputStream(Files.newInputStream(files.request(batch)))) {
            rows = RecordRows.read(batch.contentType(), body, targets);
        }
        Actor actor = engine.actor(job);
        long start = engine.clock().millis();
        long failed = 0;
        try (SaveResultFile file = SaveResultFile.create(batch.contentType(), files.saveResults(batch))) {
            for (int done = 0; done < rows.size(); done += Loads.CHUNK) {
                if (engine.workers().isClosing()) {
                    throw new StoppedException();
                }
                List<InputRow> chunk = rows.subList(done, Math.min(done + Loads.CHUNK, rows.size()));
                for (SaveResult result : engine.loads().load(job, targets, actor, chunk)) {
                    file.write(result);
                    failed += result.success() ? 0 : 1;
                }
                engine.batches()
                        .progress(
                                batch.id(),
                                Progress.of(
                                        done + chunk.size(),
                                        failed,
                                        engine.clock().millis() - start));
            }
        }
        return BatchState.COMPLETED;
    }
}
