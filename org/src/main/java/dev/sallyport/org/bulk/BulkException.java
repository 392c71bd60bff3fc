package dev.sallyport.org.bulk;

/** What a Bulk API refuses, or why a job or batch failed, before either API has worded it. */
public final class BulkException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final AsyncExceptionCode code;
    private final String exceptionMessage;

    public BulkException(AsyncExceptionCode code, String exceptionMessage) {
        super(code.apiName() + " : " + exceptionMessage, null, false, false);
        this.code = code;
        this.exceptionMessage = exceptionMessage;
    }

    /** A job that is not there, or not of the kind that the address names. */
    public static BulkException noSuchJob(String id) {
        return new BulkException(AsyncExceptionCode.INVALID_JOB, "Invalid job id: " + id);
    }

    public AsyncExceptionCode code() {
        return code;
    }

    /** The message without its code. */
    public String exceptionMessage() {
        return exceptionMessage;
    }

    /** Code and message as job and batch information tell them: {@code InvalidBatch : Field name not found : X}. */
    public String stateMessage() {
        return code.apiName() + " : " + exceptionMessage;
    }
}
