package dev.sallyport.sql.soql;

import java.util.List;

/** What is sent to Salesforce: records, by themselves or with those that refer to them, or groups of them. */
public sealed interface SoqlStatement permits SoqlQuery, SoqlNestedQuery, SoqlAggregateQuery {
    /** What each row of the answer holds, in order. */
    List<? extends SoqlColumn> columns();

    /**
     * The statement's text.
     *
     * @param parameters the values of this run
     */
    String soql(SoqlValue.Parameters parameters);
}
