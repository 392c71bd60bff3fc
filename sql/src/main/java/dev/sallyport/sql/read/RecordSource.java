package dev.sallyport.sql.read;

import dev.sallyport.salesforce.QueryCursor;

/** Where the records of a connection's queries come from, in place of asking Salesforce for each. */
@FunctionalInterface
public interface RecordSource {
    /**
     * Gives the records of a query.
     *
     * @param query what a statement wants to read; a statement may have several
     */
    QueryCursor open(PlannedQuery query);
}
