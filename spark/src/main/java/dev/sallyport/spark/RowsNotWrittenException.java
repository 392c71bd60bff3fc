package dev.sallyport.spark;

import java.util.List;

/** Salesforce did not write every row of a write of Spark's. The rows that were written stay. */
public final class RowsNotWrittenException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final long written;
    private final List<Row> refused;
    private final List<Row> notProcessed;

    /**
     * A row that was not written.
     *
     * @param values as they were sent, in the order of the write's columns; the empty text for null
     * @param statusCode Salesforce's, such as {@code REQUIRED_FIELD_MISSING}; {@code NOT_PROCESSED} if it has not looked at
     *     the row
     * @param message Salesforce's words, or what that means
     */
    public record Row(List<String> values, String statusCode, String message) implements java.io.Serializable {
        public Row {
            values = List.copyOf(values);
        }

        /** Without the values: they are people's. */
        @Override
        public String toString() {
            return statusCode + ": " + message;
        }
    }

    RowsNotWrittenException(String message, long written, List<Row> refused, List<Row> notProcessed) {
        super(message);
        this.written = written;
        this.refused = List.copyOf(refused);
        this.notProcessed = List.copyOf(notProcessed);
    }

    /** How many rows are known to be written. */
    public long written() {
        return written;
    }

    /** Every row that Salesforce refused. */
    public List<Row> refused() {
        return refused;
    }

    /** Every row that Salesforce has not looked at, for its job or call did not get so far. It can be written again. */
    public List<Row> notProcessed() {
        return notProcessed;
    }
}
