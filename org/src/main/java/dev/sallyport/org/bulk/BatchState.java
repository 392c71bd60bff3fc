package dev.sallyport.org.bulk;

/** How far a batch of Bulk API is, as {@code BatchStateEnum} names it. */
public enum BatchState {
    QUEUED("Queued"),
    IN_PROGRESS("InProgress"),
    COMPLETED("Completed"),
    FAILED("Failed"),
    NOT_PROCESSED("NotProcessed");

    private final String apiName;

    BatchState(String apiName) {
        this.apiName = apiName;
    }

    public String apiName() {
        return apiName;
    }
}
