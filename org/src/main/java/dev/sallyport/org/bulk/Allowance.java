package dev.sallyport.org.bulk;

/** What the org may use of the Bulk APIs in 24 hours (Bulk API Developer Guide, "Limits"). */
public enum Allowance {
    /** Batches of Bulk API, and of ten thousand records of Bulk API 2.0. */
    BATCHES(15_000),
    QUERY_JOBS(10_000);

    private final long most;

    Allowance(long most) {
        this.most = most;
    }

    long most() {
        return most;
    }
}
