package dev.sallyport.salesforce;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What became of a row.
 *
 * @param outcome whether it was written
 * @param id of the record, 18 characters; null if it was not written, or if the id of a new record is not known
 * @param created whether an upsert made a new record; always so for an insert; by bulk known only with the ids
 * @param errors why it was refused; empty unless it was
 */
public record RowResult(Outcome outcome, @Nullable String id, boolean created, List<RecordError> errors) {
    /** Whether a row was written. */
    public enum Outcome {
        WRITTEN,
        /** Salesforce looked at it and refused it. */
        REFUSED,
        /** It was sent, and no answer came: it may have been written. */
        UNKNOWN,
        /** It was not written, for the rows before it or its whole call failed. */
        NOT_WRITTEN
    }

    public RowResult {
        errors = List.copyOf(errors);
    }

    static RowResult written(@Nullable String id, boolean created) {
        return new RowResult(Outcome.WRITTEN, id, created, List.of());
    }

    static RowResult refused(List<RecordError> errors) {
        return new RowResult(Outcome.REFUSED, null, false, errors);
    }

    static RowResult without(Outcome outcome) {
        return new RowResult(outcome, null, false, List.of());
    }
}
