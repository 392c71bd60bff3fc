package dev.sallyport.salesforce;

import org.jspecify.annotations.Nullable;

/** The rows of a bulk query that is done. Only {@link #close()} may be called by another thread. */
interface BulkRows extends AutoCloseable {
    /**
     * The next row's values; null after the last.
     *
     * @throws SalesforceException if it cannot be fetched
     */
    @Nullable
    Object @Nullable [] next();

    /** Ends the reading; what is on its way is given up. Can be called twice. */
    @Override
    void close();
}
