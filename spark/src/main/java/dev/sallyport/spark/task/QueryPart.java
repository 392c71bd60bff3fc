package dev.sallyport.spark.task;

import dev.sallyport.salesforce.QueryScope;
import java.util.List;
import org.apache.spark.sql.connector.read.InputPartition;

/**
 * A part of a query's rows, as a task reads them.
 *
 * @param access by what it calls the org
 * @param soql the statement
 * @param scope whether records in the recycle bin are among them
 * @param columns what is read of each record
 * @param way by which API
 * @param bulkFrom with {@link Way#PAGES_OR_BULK}: from how many records on by Bulk API 2.0
 */
public record QueryPart(
        TaskAccess access, String soql, QueryScope scope, List<PartColumn> columns, Way way, long bulkFrom)
        implements InputPartition {
    /** By which API a part is read. */
    public enum Way {
        /** By REST, page after page. */
        PAGES,
        /** By REST; by Bulk API 2.0 if the first page tells of many records, and the org takes the query so. */
        PAGES_OR_BULK,
        /** By Bulk API 2.0, or by REST if the org does not take the query so. */
        BULK
    }

    public QueryPart {
        columns = List.copyOf(columns);
    }
}
