package dev.sallyport.org.bulk.v1;

import dev.sallyport.org.bulk.Batch;
import dev.sallyport.org.bulk.Spool;
import dev.sallyport.org.data.SalesforceId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Where the files of batches are. */
record BatchFiles(Spool spool) {

    /** What was sent. */
    Path request(SalesforceId jobId, SalesforceId batchId) {
        return spool.folder(jobId).resolve(batchId + ".request");
    }

    Path request(Batch batch) {
        return request(batch.jobId(), batch.id());
    }

    /** What became of the records that were sent. */
    Path saveResults(Batch batch) {
        return spool.folder(batch.jobId()).resolve(batch.id() + ".results");
    }

    /** What a query found. */
    Path queryResult(SalesforceId jobId, SalesforceId resultId) {
        return spool.folder(jobId).resolve(resultId + ".result");
    }

    /** Deletes what there is of a query's batch. */
    void delete(Batch batch) {
        try {
            Files.deleteIfExists(request(batch));
            if (batch.resultId() != null) {
                Files.deleteIfExists(queryResult(batch.jobId(), batch.resultId()));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot delete the files of batch " + batch.id(), e);
        }
    }
}
