package dev.sallyport.sql.plan;

import dev.sallyport.salesforce.QueryColumn;
import dev.sallyport.salesforce.QueryCursor;
import dev.sallyport.salesforce.SalesforceClient;
import dev.sallyport.salesforce.SalesforceException;
import dev.sallyport.sql.SoqlListener;
import dev.sallyport.sql.soql.SoqlStatement;
import java.util.List;
import org.apache.calcite.DataContext;
import org.apache.calcite.linq4j.AbstractEnumerable;
import org.apache.calcite.linq4j.Enumerable;
import org.apache.calcite.linq4j.Enumerator;
import org.apache.calcite.linq4j.function.Function0;
import org.jspecify.annotations.Nullable;

/** Runs a SOQL query and hands its rows to the plan above as they stream in. Public for the code that Calcite makes. */
public final class SoqlExecution {
    /** How many groups SOQL answers (SOQL and SOSL Reference, "GROUP BY", on queryMore). */
    static final int MAX_GROUPS = 2_000;

    private static final String TOO_MANY_GROUPS = "EXCEEDED_ID_LIMIT";

    private final SalesforceClient client;
    private final SoqlStatement query;
    private final SoqlListener listener;
    private final List<QueryColumn> columns;

    SoqlExecution(SalesforceClient client, SoqlStatement query, SoqlListener listener) {
        this.client = client;
        this.query = query;
        this.listener = listener;
        this.columns = query.columns().stream()
                .map(column -> new QueryColumn(column.path(), ColumnType.readAs(column.type())))
                .toList();
    }

    /**
     * The rows, each an array with a value for each field of the query. Nothing is sent before they are asked for.
     *
     * @param context holds the values of the statement's parameters
     */
    public Enumerable<@Nullable Object[]> rows(DataContext context) {
        return new AbstractEnumerable<>() {
            @Override
            public Enumerator<@Nullable Object[]> enumerator() {
                return open(context);
            }
        };
    }

    private Enumerator<@Nullable Object[]> open(DataContext context) {
        String soql = query.soql(new RunValues(context));
        listener.sent(soql);
        return new Rows(client.query(soql, columns), columns.size());
    }

    /**
     * The groups, or the other way to make them if Salesforce says that there are more than it answers.
     *
     * @param context holds the values of the statement's parameters
     * @param otherwise the same groups, made here
     */
    public Enumerable<@Nullable Object[]> rowsOr(
            DataContext context, Function0<Enumerable<@Nullable Object[]>> otherwise) {
        return new AbstractEnumerable<>() {
            @Override
            public Enumerator<@Nullable Object[]> enumerator() {
                try {
                    return open(context);
                } catch (SalesforceException e) {
                    if (TOO_MANY_GROUPS.equals(e.errorCode())) {
                        return otherwise.apply().enumerator();
                    }
                    throw e;
                }
            }
        };
    }

    /**
     * As {@link #rowsOr}, for groups of one column.
     *
     * @param context holds the values of the statement's parameters
     * @param otherwise the same groups, made here
     */
    public Enumerable<@Nullable Object> valuesOr(
            DataContext context, Function0<Enumerable<@Nullable Object>> otherwise) {
        return rowsOr(context, () -> otherwise.apply().select(value -> new @Nullable Object[] {value}))
                .select(row -> row[0]);
    }

    /**
     * The rows of a query for one field, each its value.
     *
     * @param context holds the values of the statement's parameters
     */
    public Enumerable<@Nullable Object> values(DataContext context) {
        return rows(context).select(row -> row[0]);
    }

    /** The cursor as Calcite walks it. */
    private static final class Rows implements Enumerator<@Nullable Object[]> {
        private final QueryCursor cursor;
        private final int width;

        Rows(QueryCursor cursor, int width) {
            this.cursor = cursor;
            this.width = width;
        }

        @Override
        public boolean moveNext() {
            return cursor.next();
        }

        @Override
        public @Nullable Object[] current() {
            @Nullable Object[] row = new @Nullable Object[width];
            for (int i = 0; i < width; i++) {
                row[i] = ColumnType.held(cursor.value(i));
            }
            return row;
        }

        @Override
        public void reset() {
            throw new UnsupportedOperationException("A SOQL query is read once, forwards.");
        }

        @Override
        public void close() {
            cursor.close();
        }
    }
}
