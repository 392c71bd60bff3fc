package dev.sallyport.sql.read;

/** How the records of a query come. The names are those of the connection property {@code api} and of the hints. */
public enum Api {
    /** By the API that is likely to take the fewest calls, which the first page's count of records tells. */
    AUTO,
    /** Page after page by the REST API: one call for each 2,000 records. */
    REST,
    /** Page after page in several ranges of ids at once: some calls more, and much less time. */
    RANGES,
    /** By a query job of Bulk API 2.0: some fifteen calls however many records. */
    BULK
}
