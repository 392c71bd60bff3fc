package dev.sallyport.salesforce;

/** Which records a query sees. */
public enum QueryScope {
    /** Those that are there. */
    QUERY("query"),
    /** Those in the recycle bin too, and archived activities (REST API Developer Guide, "QueryAll"). */
    QUERY_ALL("queryAll");

    private final String apiName;

    QueryScope(String apiName) {
        this.apiName = apiName;
    }

    /** The resource of REST and the operation of Bulk API 2.0. */
    String apiName() {
        return apiName;
    }
}
