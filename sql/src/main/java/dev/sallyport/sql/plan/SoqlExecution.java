package dev.sallyport.sql.plan;

import dev.sallyport.salesforce.QueryCursor;
import dev.sallyport.salesforce.SalesforceException;
import dev.sallyport.sql.read.ReadSession;
import dev.sallyport.sql.read.Reading;
import dev.sallyport.sql.soql.SoqlStatement;
import java.util.List;
import org.apache.calcite.DataContext;
import org.apache.calcite.linq4j.AbstractEnumerable;
import org.apache.calcite.linq4j.Enumerable;
import org.apache.calcite.linq4j.Enumerator;
import org.apache.calcite.linq4j.function.Function0;
import org.apache.calcite.rel.type.RelDataType;
import org.jspecify.annotations.Nullable;

/** Runs a SOQL query and hands its rows to the plan above as they stream in. Public for the code that Calcite makes. */
public final class SoqlExecution {
    /** How many groups SOQL answers (SOQL and SOSL Reference, "GROUP BY", on queryMore). */
    static final int MAX_GROUPS = 2_000;

    private static final String TOO_MANY_GROUPS = "EXCEEDED_ID_LIMIT";

    private final ReadSession reads;
    private final Reading reading;
    private final List<Integer> scales;

    /** Runs a query for rows of {@code rowType}, whose columns are those of the query. */
    SoqlExecution(ReadSession reads, Reading reading, RelDataType rowType) {
        this(
                reads,
                reading,
                rowType.getFieldList().stream()
                        .map(field -> Math.max(field.getType().getScale(), 0))
                        .toList());
    }

    private SoqlExecution(ReadSession reads, Reading reading, List<Integer> scales) {
        this.reads = reads;
        this.reading = reading;
        this.scales = scales;
    }

    /** What runs another query for the same columns. */
    SoqlExecution of(SoqlStatement another) {
        return new SoqlExecution(reads, reading.of(another), scales);
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
        return new Rows(reads.open(reading, new RunValues(context)), scales);
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
        private final List<Integer> scales;

        Rows(QueryCursor cursor, List<Integer> scales) {
            this.cursor = cursor;
            this.scales = scales;
        }

        @Override
        public boolean moveNext() {
            return cursor.next();
        }

        @Override
        public @Nullable Object[] current() {
            @Nullable Object[] row = new @Nullable Object[scales.size()];
            for (int i = 0; i < row.length; i++) {
                row[i] = ColumnType.held(cursor.value(i), scales.get(i));
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
