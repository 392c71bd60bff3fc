package dev.sallyport.org.records;

import dev.sallyport.org.data.SalesforceId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What became of one record.
 *
 * @param id the record's 18-character id; null where there is none
 * @param created whether the record is new, or would have been: by a create, or an upsert that found none
 * @param errors empty where the record was written
 */
public record SaveResult(@Nullable String id, boolean created, List<RecordError> errors) {
    public SaveResult {
        errors = List.copyOf(errors);
    }

    static SaveResult created(SalesforceId id) {
        return new SaveResult(id.value(), true, List.of());
    }

    static SaveResult done(SalesforceId id) {
        return new SaveResult(id.value(), false, List.of());
    }

    static SaveResult failed(@Nullable String id, boolean created, List<RecordError> errors) {
        return new SaveResult(id, created, errors);
    }

    /** Whether the record was written. */
    public boolean success() {
        return errors.isEmpty();
    }
}
