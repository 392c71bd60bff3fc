package dev.sallyport.salesforce;

import java.time.Instant;
import java.util.List;

/**
 * The records of an sObject that were made or changed in a span of time.
 *
 * @param ids of 18 characters, in Salesforce's order
 * @param latestDateCovered until when the answer is complete: where the next span begins
 */
public record UpdatedRecords(List<String> ids, Instant latestDateCovered) {
    public UpdatedRecords {
        ids = List.copyOf(ids);
    }
}
