package dev.sallyport.sql.write;

/**
 * How a connection writes.
 *
 * @param allOrNone whether a statement writes no row if Salesforce refuses one; it can then have 200 rows at most. If not,
 *     the rows that are not refused stay written
 */
public record WriteOptions(boolean allOrNone) {
    /** Each row stands alone. */
    public static final WriteOptions DEFAULT = new WriteOptions(false);
}
