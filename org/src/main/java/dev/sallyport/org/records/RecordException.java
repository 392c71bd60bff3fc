package dev.sallyport.org.records;

import java.util.List;

/** A record that is refused. It ends the work on that record, not the call. */
final class RecordException extends RuntimeException {
    private final transient List<RecordError> errors;
    private boolean creating;

    RecordException(List<RecordError> errors) {
        super(errors.toString(), null, false, false);
        this.errors = errors;
    }

    RecordException(String statusCode, String message, String... fields) {
        this(List.of(new RecordError(statusCode, message, List.of(fields))));
    }

    /** The same, of an upsert that would have created a record. */
    RecordException whileCreating() {
        creating = true;
        return this;
    }

    boolean creating() {
        return creating;
    }

    List<RecordError> errors() {
        return errors;
    }
}
