package dev.sallyport.sql.read;

import dev.sallyport.salesforce.SalesforceClient;

/**
 * What reading a query is expected to take.
 *
 * @param api by which API, as EXPLAIN shows it: {@code REST}, or with why it is no other
 * @param calls about how many API calls
 */
public record Expectation(String api, long calls) {
    private static final double ROWS_OF_A_PAGE = 2_000;

    /** A job that takes a minute is looked at so often. */
    private static final int LOOKS_AT_A_JOB = 11;

    private static final int OPENING_AND_DELETING = 2;
    private static final int LOWEST_AND_HIGHEST_ID = 2;

    /** The calls of a query that is read to its end. */
    static long calls(Api api, double rows, int columns) {
        long pages = Math.max(1, (long) Math.ceil(rows / ROWS_OF_A_PAGE));
        return switch (api) {
            case AUTO, REST -> pages;
            case RANGES -> LOWEST_AND_HIGHEST_ID + SalesforceClient.MOST_RANGES + pages;
            case BULK ->
                OPENING_AND_DELETING
                        + LOOKS_AT_A_JOB
                        + Math.max(1, (long) Math.ceil(rows / SalesforceClient.rowsOfBulkSet(columns)));
        };
    }
}
