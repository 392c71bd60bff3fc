package dev.sallyport.org.bulk.v1;

import dev.sallyport.org.bulk.Allowance;
import dev.sallyport.org.bulk.AsyncExceptionCode;
import dev.sallyport.org.bulk.Batch;
import dev.sallyport.org.bulk.BatchState;
import dev.sallyport.org.bulk.BulkEngine;
import dev.sallyport.org.bulk.BulkException;
import dev.sallyport.org.bulk.BulkQuery;
import dev.sallyport.org.bulk.Job;
import dev.sallyport.org.bulk.PkChunking;
import dev.sallyport.org.bulk.Progress;
import dev.sallyport.org.bulk.StoppedException;
import dev.sallyport.org.data.SalesforceId;
import dev.sallyport.org.soql.Row;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Splits a query by primary key. Each batch after the first stands for so many ids of the type's records, the deleted
 * ones among them, and has the rows that the query finds among these. The rows come in the order of their ids, so that
 * one run of the query fills the results of all batches.
 */
final class PkChunks {
    private final BulkEngine engine;
    private final BatchFiles files;
    private final Job job;
    private final Batch original;
    private final BulkQuery query;
    private final List<Chunk> chunks = new ArrayList<>();
    private int current = -1;
    private long rows;
    private @Nullable QueryRowFile file;
    private @Nullable SalesforceId resultId;

    /** A batch, and the first id that belongs to it. */
    private record Chunk(SalesforceId batchId, String firstId) {}

    PkChunks(BulkEngine engine, BatchFiles files, Job job, Batch original, BulkQuery query) {
        this.engine = engine;
        this.files = files;
        this.job = job;
        this.original = original;
        this.query = query;
    }

    void run(PkChunking chunking) throws IOException {
        findChunks(chunking);
        for (Chunk chunk : chunks) {
            stopIfClosing();
            begin(chunk);
        }
        try {
            engine.queries().run(query, this::add);
            while (current + 1 < chunks.size()) {
                next();
            }
            finish();
        } finally {
            if (file != null) {
                file.close();
            }
        }
    }

    private void findChunks(PkChunking chunking) {
        String start = chunking.startRow() == null ? "" : chunking.startRow();
        long[] count = {0};
        engine.queries().ids(query, id -> {
            if (id.compareTo(start) >= 0 && count[0]++ % chunking.chunkSize() == 0) {
                chunks.add(new Chunk(engine.batches().nextId(), id));
            }
        });
    }

    private void begin(Chunk chunk) throws IOException {
        if (!engine.allowances().use(Allowance.BATCHES, 1)) {
            throw new BulkException(AsyncExceptionCode.EXCEEDED_QUOTA, "ApiBatchItems Limit exceeded.");
        }
        Files.copy(files.request(original), files.request(job.id(), chunk.batchId()));
        engine.batches().chunk(chunk.batchId(), original);
    }

    private void add(Row row) {
        String id = row.id().orElseThrow();
        if (chunks.isEmpty() || id.compareTo(chunks.get(0).firstId()) < 0) {
            return;
        }
        while (current + 1 < chunks.size()
                && id.compareTo(chunks.get(current + 1).firstId()) >= 0) {
            next();
        }
        if (file != null) {
            QueryBatch.write(file, row);
            rows++;
        }
        if (rows % 1_000 == 0) {
            stopIfClosing();
        }
    }

    private void stopIfClosing() {
        if (engine.workers().isClosing()) {
            throw new StoppedException();
        }
    }

    private void next() {
        stopIfClosing();
        try {
            finish();
            current++;
            resultId = engine.batches().nextResultId();
            file = QueryRowFile.create(job, query, files.queryResult(job.id(), resultId));
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot write the result of a query", e);
        }
    }

    private void finish() throws IOException {
        if (file == null || resultId == null) {
            return;
        }
        file.close();
        file = null;
        SalesforceId batchId = chunks.get(current).batchId();
        engine.batches().result(batchId, resultId);
        engine.batches().progress(batchId, Progress.of(rows, 0, 0));
        engine.batches().move(batchId, EnumSet.of(BatchState.IN_PROGRESS), BatchState.COMPLETED, null);
        rows = 0;
    }
}
