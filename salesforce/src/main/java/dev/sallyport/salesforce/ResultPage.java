package dev.sallyport.salesforce;

import org.jspecify.annotations.Nullable;

/** One answer with records, read from front to back. */
interface ResultPage extends AutoCloseable {
    /** The next record's values; null after the last. */
    @Nullable
    Object @Nullable [] next();

    /** How many records the query has in all. */
    long totalSize();

    /** Where the next page is, as a path on the org's host; null if this is the last. */
    @Nullable
    String nextRecordsUrl();

    @Override
    void close();
}
