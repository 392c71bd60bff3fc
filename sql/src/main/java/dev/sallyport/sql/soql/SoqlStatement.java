package dev.sallyport.sql.soql;

import java.util.List;

/** What is sent to Salesforce: records, or groups of them. */
public sealed interface SoqlStatement permits SoqlQuery, SoqlAggregateQuery {
    /** What each row of the answer holds, in order. */
    List<? extends SoqlColumn> columns();

    /**
     * The statement's text.
     *
     * @param parameters the values of this run
     */
    String soql(SoqlValue.Parameters parameters);
}
