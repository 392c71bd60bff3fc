package dev.sallyport.cli.quickstart;

import dev.sallyport.salesforce.ConnectionTest;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Is told of the walk through the guide as it happens. */
public interface Progress {
    /**
     * A section of the guide begins.
     *
     * @param title as the guide names it
     */
    void section(String title);

    /**
     * A step is done.
     *
     * @param name as the guide names it
     * @param result what it got; no secret in it
     */
    void step(String name, String result);

    /** A check of Test Connection has ended. */
    void check(ConnectionTest.Check check);

    /** A query has been answered. */
    void query(QueryAnswer answer);

    /**
     * A query with its answer.
     *
     * @param title what it shows
     * @param sql the statement
     * @param columns the names of the result's columns
     * @param rows the result
     * @param soql the queries that it became, in the order in which they were sent
     * @param apiCalls metered calls that it took
     */
    record QueryAnswer(
            String title,
            String sql,
            List<String> columns,
            List<List<@Nullable Object>> rows,
            List<String> soql,
            long apiCalls) {
        public QueryAnswer {
            columns = List.copyOf(columns);
            rows = List.copyOf(rows);
            soql = List.copyOf(soql);
        }
    }
}
