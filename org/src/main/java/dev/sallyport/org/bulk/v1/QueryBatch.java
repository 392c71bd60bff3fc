package dev.sallyport.org.bulk.v1;

import dev.sallyport.org.bulk.Batch;
import dev.sallyport.org.bulk.BatchState;
import dev.sallyport.org.bulk.BulkEngine;
import dev.sallyport.org.bulk.BulkQuery;
import dev.sallyport.org.bulk.Job;
import dev.sallyport.org.bulk.Progress;
import dev.sallyport.org.bulk.StoppedException;
import dev.sallyport.org.data.SalesforceId;
import dev.sallyport.org.soql.QueryOutline.Feature;
import dev.sallyport.org.soql.Row;
import dev.sallyport.org.soql.SoqlException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;

/** Runs the query of a batch, whole or in chunks. */
final class QueryBatch {
    private final BulkEngine engine;
    private final BatchFiles files;

    QueryBatch(BulkEngine engine, BatchFiles files) {
        this.engine = engine;
        this.files = files;
    }

    BatchState run(Job job, Batch batch) throws IOException {
        String soql =
                Files.readString(files.request(batch), StandardCharsets.UTF_8).strip();
        BulkQuery query = engine.queries()
                .check(soql, job.operation(), engine.user(job), job.terms().contentType());
        if (!query.outline().sObject().equals(job.sObject())) {
            throw new SoqlException(
                    "INVALID_TYPE_FOR_OPERATION",
                    "The root entity of the requested query (" + query.outline().sObject()
                            + ") does not match the entity of the requested Bulk API Job (" + job.sObject() + ").");
        }
        if (job.terms().pkChunking() != null && isChunkable(query)) {
            new PkChunks(engine, files, job, batch, query).run(job.terms().pkChunking());
            return BatchState.NOT_PROCESSED;
        }
        whole(job, batch, query);
        return BatchState.COMPLETED;
    }

    /** "PK chunking works only with queries that don't include SELECT clauses or conditions other than WHERE." */
    private static boolean isChunkable(BulkQuery query) {
        return !query.outline().features().contains(Feature.ORDER_BY)
                && !query.outline().features().contains(Feature.LIMIT);
    }

    private void whole(Job job, Batch batch, BulkQuery query) throws IOException {
        long start = engine.clock().millis();
        SalesforceId resultId = engine.batches().nextResultId();
        long[] rows = {0};
        try (QueryRowFile file = QueryRowFile.create(job, query, files.queryResult(job.id(), resultId))) {
            engine.queries().run(query, row -> {
                write(file, row);
                rows[0]++;
                if (rows[0] % 1_000 == 0 && engine.workers().isClosing()) {
                    throw new StoppedException();
                }
            });
        }
        engine.batches().result(batch.id(), resultId);
        engine.batches()
                .progress(batch.id(), Progress.of(rows[0], 0, engine.clock().millis() - start));
    }

    static void write(QueryRowFile file, Row row) {
        try {
            file.write(row);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot write the result of a query", e);
        }
    }
}
