package dev.sallyport.org.soql;

import java.util.List;

/**
 * What a query's columns are, without its records: the answer to {@code query?columns=true}, by which Salesforce's own
 * tools find out what they have asked for.
 *
 * @param entityName the type behind FROM
 * @param groupBy whether the query has groups
 * @param idSelected whether the id of the query's own records is among the columns
 * @param keyPrefix of the type's ids
 */
public record QueryColumns(
        List<QueryColumn> columnMetadata, String entityName, boolean groupBy, boolean idSelected, String keyPrefix) {
    public QueryColumns {
        columnMetadata = List.copyOf(columnMetadata);
    }
}
