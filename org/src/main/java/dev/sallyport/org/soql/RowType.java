package dev.sallyport.org.soql;

import java.util.List;

/**
 * The shape of the rows of a query, a parent record or a subquery.
 *
 * @param sObject name of the type of record, or {@code AggregateResult}
 * @param columns in the order of the SELECT list; columns of one parent are gathered under it, where the first stood
 */
public record RowType(String sObject, List<Column> columns) {
    /** The name of the type of rows that are no records: of groups and aggregates. */
    public static final String AGGREGATE_RESULT = "AggregateResult";

    public RowType {
        columns = List.copyOf(columns);
    }

    /** Whether rows are records, with an id and an address of their own. */
    public boolean isRecord() {
        return !sObject.equals(AGGREGATE_RESULT);
    }
}
