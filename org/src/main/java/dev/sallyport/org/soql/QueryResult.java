package dev.sallyport.org.soql;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A page of a query's answer.
 *
 * @param totalSize rows of the whole query; of {@code SELECT COUNT() …} the count itself, without records
 * @param records of this page
 * @param nextLocator asks for the next page, e.g. {@code 01gLo0000000001AAA-2000}; null on the last
 */
public record QueryResult(
        long totalSize, List<Row> records, @Nullable String nextLocator) {
    public QueryResult {
        records = List.copyOf(records);
    }

    /** Whether this page is the last. */
    public boolean done() {
        return nextLocator == null;
    }

    /** Asks {@link SoqlEngine#queryMore} for the next page. */
    public Optional<String> next() {
        return Optional.ofNullable(nextLocator);
    }
}
