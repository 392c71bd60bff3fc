package dev.sallyport.org.bulk;

/** Which API a job is of, as {@code jobType} names it. */
public enum JobType {
    CLASSIC("Classic"),
    V2_INGEST("V2Ingest"),
    V2_QUERY("V2Query"),
    BIG_OBJECT_INGEST("BigObjectIngest");

    private final String apiName;

    JobType(String apiName) {
        this.apiName = apiName;
    }

    public String apiName() {
        return apiName;
    }
}
