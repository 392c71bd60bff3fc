package dev.sallyport.salesforce;

import org.jspecify.annotations.Nullable;

/**
 * The records of a running query, one after the other. While one page is being read the next is already on its way;
 * no more than two are held. Not for use by several threads at once, except {@link #close()}.
 */
public interface QueryCursor extends AutoCloseable {
    /**
     * Moves to the next record, fetching its page if need be.
     *
     * @return false if there is none
     * @throws SalesforceException if the page is refused or cannot be fetched
     */
    boolean next();

    /**
     * A value of the record that {@link #next()} moved to.
     *
     * @param column the position in the columns that the query was given, from 0
     * @return by the column's type: {@code String} for texts, ids, picklists and for compound fields (their JSON);
     *     {@code Boolean}; {@code Integer} for {@code int}; {@code Long} for {@code long}; {@code BigDecimal} for
     *     {@code double}, {@code currency} and {@code percent}; {@code LocalDate}; {@code Instant} for
     *     {@code datetime}; {@code LocalTime} for {@code time}; {@code byte[]} for {@code base64}; null if it is empty
     *     or a record on its path is
     */
    @Nullable
    Object value(int column);

    /** How many records the query has in all, as the first page tells. */
    long totalSize();

    /** Ends the query; a request on its way is cancelled. Can be called twice and from any thread. */
    @Override
    void close();
}
