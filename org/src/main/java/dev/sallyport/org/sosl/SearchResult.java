package dev.sallyport.org.sosl;

import dev.sallyport.org.soql.Row;
import java.util.List;

/**
 * What a search has found.
 *
 * @param records of one type after another, in the order of RETURNING
 */
public record SearchResult(List<Row> records) {
    public SearchResult {
        records = List.copyOf(records);
    }
}
