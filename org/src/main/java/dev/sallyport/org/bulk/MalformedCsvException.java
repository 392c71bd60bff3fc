package dev.sallyport.org.bulk;

/** Text that is not CSV as Salesforce reads it. */
public final class MalformedCsvException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    MalformedCsvException(String message) {
        super(message, null, false, false);
    }

    /** How jobs and batches tell of it. */
    public BulkException asBulkException() {
        return new BulkException(AsyncExceptionCode.CLIENT_INPUT_ERROR, "Failed to parse CSV. " + getMessage());
    }
}
