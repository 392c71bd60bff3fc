package dev.sallyport.sql.read;

import java.util.OptionalLong;

/**
 * How many rows a query is likely to answer.
 *
 * @param rows about so many
 * @param records how many records the sObject has, by Salesforce's own count; empty if nobody knows, and the rows are a guess
 */
public record RowEstimate(double rows, OptionalLong records) {
    /** {@code 600 of 6000}, or {@code 10000, guessed}. */
    @Override
    public String toString() {
        return Math.round(rows) + (records.isPresent() ? " of " + records.getAsLong() : ", guessed");
    }
}
