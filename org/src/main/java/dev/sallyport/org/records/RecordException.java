package dev.sallyport.org.records;

import java.util.List;

/** A record that is refused. It ends the work on that record, not the call. */
final class RecordException extends RuntimeException {
    private final transient List<RecordError> errors;

    RecordException(List<RecordError> errors) {
        super(errors.toString(), null, false, false);
        this.errors = errors;
    }

    RecordException(String statusCode, String message, String... fields) {
        this(List.of(new RecordError(statusCode, message, List.of(fields))));
    }

    List<RecordError> errors() {
        return errors;
    }
}
