package dev.sallyport.org.bulk;

import dev.sallyport.org.data.SalesforceId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A batch of a job of Bulk API.
 *
 * @param contentType what its request is written in
 * @param stateMessage why it failed or was not processed; null unless it was
 * @param resultId of a query's result; null until there is one
 * @param originalId the batch whose query this one has a part of; null where it has a request of its own
 */
public record Batch(
        SalesforceId id,
        SalesforceId jobId,
        ContentType contentType,
        BatchState state,
        @Nullable String stateMessage,
        Instant createdDate,
        Instant systemModstamp,
        Progress progress,
        @Nullable SalesforceId resultId,
        @Nullable SalesforceId originalId) {}
