package dev.sallyport.sql.read;

/**
 * How a connection reads.
 *
 * @param api by which API, where no hint says otherwise. Where that API does not take a query, or the org refuses it, the
 *     query goes by the next one: {@code BULK}, {@code RANGES}, {@code REST}
 * @param bulkFetchThreshold from how many records on {@link Api#AUTO} reads by Bulk API 2.0
 * @param rangesThreshold from how many records on {@link Api#AUTO} reads in ranges, where Bulk API 2.0 does not take the
 *     query
 * @param asksForCounts whether Salesforce may be asked how many records there are, to plan by and to show in EXPLAIN; if
 *     not, nothing is sent but what statements read and write
 */
public record ReadOptions(Api api, long bulkFetchThreshold, long rangesThreshold, boolean asksForCounts) {
    /** A job costs about fifteen calls: so many pages have 30,000 records. */
    public static final long BULK_FETCH_THRESHOLD = 30_000;

    /** Ranges cost up to ten calls more than pages one after the other: of 100 pages that is a tenth. */
    public static final long RANGES_THRESHOLD = 200_000;

    /** The fewest calls. */
    public static final ReadOptions DEFAULT = new ReadOptions(Api.AUTO, BULK_FETCH_THRESHOLD, RANGES_THRESHOLD, true);

    public ReadOptions {
        if (bulkFetchThreshold < 1 || rangesThreshold < 1) {
            throw new IllegalArgumentException("A threshold is 1 record at least.");
        }
    }

    /** The same but for the API. */
    public ReadOptions withApi(Api newApi) {
        return new ReadOptions(newApi, bulkFetchThreshold, rangesThreshold, asksForCounts);
    }

    /** The same, but nobody is asked how many records there are. */
    public ReadOptions withoutCounts() {
        return new ReadOptions(api, bulkFetchThreshold, rangesThreshold, false);
    }
}
