package dev.sallyport.org.soql;

import dev.sallyport.org.data.SalesforceId;
import java.time.ZoneId;

/**
 * Who asks, and how.
 *
 * @param visibility what the running user may read
 * @param zone the running user's time zone, in which {@code TODAY} and its like begin and end
 * @param includeDeleted whether records in the recycle bin count, as in {@code queryAll}
 * @param userId the running user, to whom open query locators belong
 * @param batchSize most records in a page, from 200 to 2,000; other values are brought into that range
 * @param apiVersion the version of the API that is called, such as 68
 */
public record QueryContext(
        Visibility visibility,
        ZoneId zone,
        boolean includeDeleted,
        SalesforceId userId,
        int batchSize,
        int apiVersion) {
    private static final int MIN_BATCH = 200;
    private static final int MAX_BATCH = 2_000;
    private static final int NEWEST = Integer.MAX_VALUE;

    public QueryContext {
        batchSize = Math.min(Math.max(batchSize, MIN_BATCH), MAX_BATCH);
    }

    public QueryContext(Visibility visibility, ZoneId zone, boolean includeDeleted, SalesforceId userId) {
        this(visibility, zone, includeDeleted, userId, MAX_BATCH);
    }

    public QueryContext(
            Visibility visibility, ZoneId zone, boolean includeDeleted, SalesforceId userId, int batchSize) {
        this(visibility, zone, includeDeleted, userId, batchSize, NEWEST);
    }

    /** The same, with records in the recycle bin. */
    QueryContext withDeleted() {
        return new QueryContext(visibility, zone, true, userId, batchSize, apiVersion);
    }
}
