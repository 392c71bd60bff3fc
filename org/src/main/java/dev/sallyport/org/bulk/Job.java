package dev.sallyport.org.bulk;

import dev.sallyport.org.data.SalesforceId;
import dev.sallyport.org.http.ApiVersion;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A job of either API.
 *
 * @param createdById whose permissions it runs with
 * @param systemModstamp when it last changed
 * @param errorMessage why it failed; null unless it did
 * @param uploads how often data was uploaded: once is right
 */
public record Job(
        SalesforceId id,
        Terms terms,
        SalesforceId createdById,
        Instant createdDate,
        Instant systemModstamp,
        JobState state,
        Progress progress,
        @Nullable String errorMessage,
        int uploads) {

    /**
     * What a job was opened with, which never changes.
     *
     * @param sObject the type's name as the schema has it
     * @param externalIdField what an upsert goes by; null for others
     * @param assignmentRuleId taken note of; the org has no assignment rules
     * @param serial whether Bulk API is to run one batch at a time
     * @param query the SOQL of a query of Bulk API 2.0; in Bulk API it comes with the batch
     * @param pkChunking null where it was not asked for
     */
    public record Terms(
            JobType type,
            Operation operation,
            String sObject,
            @Nullable String externalIdField,
            @Nullable String assignmentRuleId,
            ApiVersion apiVersion,
            ContentType contentType,
            boolean serial,
            CsvFormat format,
            @Nullable String query,
            @Nullable PkChunking pkChunking) {}

    public Operation operation() {
        return terms.operation();
    }

    public String sObject() {
        return terms.sObject();
    }
}
