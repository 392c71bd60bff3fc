package dev.sallyport.sql.read;

import dev.sallyport.salesforce.QueryColumn;
import dev.sallyport.sql.soql.SoqlStatement;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A query of a plan, and what the plan knows of how it is read.
 *
 * @param query what is asked
 * @param columns what is read of each record, and how
 * @param hint the API that the statement's author wants; null for the connection's
 * @param demand how much of it is read
 */
public record Reading(
        SoqlStatement query,
        List<QueryColumn> columns,
        @Nullable Api hint,
        Demand demand) {
    public Reading {
        columns = List.copyOf(columns);
    }

    /** The same of another query for the same columns. */
    public Reading of(SoqlStatement another) {
        return new Reading(another, columns, hint, demand);
    }
}
