package dev.sallyport.salesforce;

import java.time.Instant;
import java.util.List;

/**
 * The records of an sObject that were deleted in a span of time.
 *
 * @param records in Salesforce's order
 * @param earliestDateAvailable from when on Salesforce knows of deletions
 * @param latestDateCovered until when the answer is complete: where the next span begins
 */
public record DeletedRecords(List<DeletedRecord> records, Instant earliestDateAvailable, Instant latestDateCovered) {
    /**
     * A deleted record.
     *
     * @param id of 18 characters
     * @param deletedDate when it was deleted
     */
    public record DeletedRecord(String id, Instant deletedDate) {}

    public DeletedRecords {
        records = List.copyOf(records);
    }
}
