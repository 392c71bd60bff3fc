package dev.sallyport.org.soql;

import dev.sallyport.org.data.OrgDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.h2.api.ErrorCode;
import org.jspecify.annotations.Nullable;

/** Answers SOQL. Safe for use by many threads. */
public final class SoqlEngine {
    /** How long the database may work on one query, as Salesforce has it. */
    public static final Duration QUERY_TIMEOUT = Duration.ofMinutes(2);

    private static final Pattern LOCATOR = Pattern.compile("(\\w{18})-(\\d{1,9})");

    private final OrgDatabase database;
    private final Clock clock;
    private final Duration queryTimeout;
    private final Viewings viewings;
    private final Cursors cursors;

    /** An engine over a database; {@code clock} says what today is, and when locators expire. */
    public SoqlEngine(OrgDatabase database, Clock clock) {
        this(database, clock, QUERY_TIMEOUT);
    }

    /** An engine whose queries end in {@code QUERY_TIMEOUT} after a time, in milliseconds at least. */
    public SoqlEngine(OrgDatabase database, Clock clock, Duration queryTimeout) {
        this.database = database;
        this.clock = clock;
        this.queryTimeout = queryTimeout;
        this.viewings = new Viewings(database, clock);
        this.cursors = new Cursors(database.ids(), clock);
        database.remember(() -> cursors::clear);
    }

    /** Names of the types that may have records, deleted ones among them: a query of any other finds none. */
    public Set<String> populatedTypes() {
        return database.populatedTypes();
    }

    /**
     * Answers the first page of a query.
     *
     * @throws SoqlException if Salesforce would refuse it
     */
    public QueryResult query(String soql, QueryContext context) {
        Query query = QueryParser.parse(soql);
        QueryResult result = answer(compiler(soql, context, Optional.empty()).compile(query), context);
        viewings.note(query, result, context);
        return result;
    }

    private QueryResult answer(Statement statement, QueryContext context) {
        return reading(context, reading -> {
            if (statement instanceof Statement.Count count) {
                return new QueryResult(reading.single(count.sql()), List.of(), null);
            }
            if (statement instanceof Statement.Aggregates aggregates) {
                return reading.groups(aggregates);
            }
            Statement.Records records = (Statement.Records) statement;
            long[] rowIds = reading.rowIds(records);
            if (rowIds.length <= context.batchSize()) {
                return new QueryResult(rowIds.length, reading.records(records, rowIds), null);
            }
            String cursor = cursors.open(records, rowIds, context.userId());
            return page(reading, records, rowIds, cursor, 0, context.batchSize());
        });
    }

    /**
     * Answers another page.
     *
     * @param locator from {@link QueryResult#nextLocator}, or one with another offset after its {@code -}
     * @throws SoqlException {@code INVALID_QUERY_LOCATOR} if it is unknown, expired or another user's
     */
    public QueryResult queryMore(String locator, QueryContext context) {
        Matcher parts = LOCATOR.matcher(locator);
        if (parts.matches()) {
            int offset = Integer.parseInt(parts.group(2));
            Cursors.@Nullable Cursor cursor =
                    cursors.find(parts.group(1), context.userId()).orElse(null);
            if (cursor != null && offset < cursor.rowIds().length) {
                return reading(
                        context,
                        reading -> page(
                                reading,
                                cursor.statement(),
                                cursor.rowIds(),
                                parts.group(1),
                                offset,
                                context.batchSize()));
            }
        }
        throw new SoqlException("INVALID_QUERY_LOCATOR", "invalid query locator");
    }

    /**
     * Checks a query without running it, and tells what it is made of.
     *
     * @throws SoqlException if Salesforce would refuse it
     */
    public QueryOutline outline(String soql, QueryContext context) {
        Statement statement = compile(soql, context);
        return new Outliner(database.schema(), QueryParser.parse(soql)).outline(statement);
    }

    /**
     * Checks a query without running it, and tells its columns.
     *
     * @throws SoqlException if Salesforce would refuse it
     */
    public QueryColumns columns(String soql, QueryContext context) {
        Statement statement = compile(soql, context);
        return new ColumnReader(database.schema(), QueryParser.parse(soql)).columns(statement);
    }

    /**
     * Hands over every row of a query in turn, however many there are, in bounded memory.
     *
     * @throws SoqlException if Salesforce would refuse it
     */
    public void forEach(String soql, QueryContext context, Consumer<Row> consumer) {
        Statement statement = compile(soql, context);
        if (!(statement instanceof Statement.Records records)) {
            query(soql, context).records().forEach(consumer);
            return;
        }
        reading(context, reading -> {
            long[] rowIds = reading.rowIds(records);
            for (int offset = 0; offset < rowIds.length; offset += context.batchSize()) {
                reading.records(records, slice(rowIds, offset, context.batchSize()))
                        .forEach(consumer);
            }
            return rowIds.length;
        });
    }

    /**
     * Answers what a text search wants of one type. All records come at once.
     *
     * @param sosl the statement, for messages
     * @param start where the type's part of its RETURNING clause begins
     * @param end behind that part
     * @param condition what records must meet besides what that part says
     * @param most how many records at most
     * @throws SoqlException if Salesforce would refuse it
     */
    public List<Row> search(
            String sosl, int start, int end, SearchCondition condition, int most, QueryContext context) {
        Query query = QueryParser.parseReturned(sosl, start, end);
        if (Selections.isAggregate(query)) {
            throw new SoqlException("MALFORMED_SEARCH", "aggregate functions are not supported in a search");
        }
        Query bounded = query.limit() == null || query.limit() > most ? query.withLimit(most) : query;
        Statement.Records records = (Statement.Records)
                compiler(sosl, context, Optional.of(condition)).compile(bounded);
        return reading(context, reading -> reading.records(records, reading.rowIds(records)));
    }

    /**
     * How a query would be answered, the cheapest way first.
     *
     * @throws SoqlException if Salesforce would refuse the query
     */
    public List<QueryPlan> explain(String soql, QueryContext context) {
        Query query = QueryParser.parse(soql);
        compiler(soql, context, Optional.empty()).compile(query);
        Explainer explainer = new Explainer(database.schema());
        return reading(
                context,
                reading -> explainer.plans(query, counted -> {
                    Statement.Count count = (Statement.Count) compiler(soql, context.withDeleted(), Optional.empty())
                            .compile(counted);
                    return reading.single(count.sql());
                }));
    }

    /** Something that is read from the database over one connection. */
    @FunctionalInterface
    private interface Work<T> {
        T over(Reading reading) throws SQLException;
    }

    private <T> T reading(QueryContext context, Work<T> work) {
        return database.jdbi().withHandle(handle -> {
            Connection connection = handle.getConnection();
            Reading reading = new Reading(
                    connection,
                    context.batchSize(),
                    (statement, rowIds) -> cursors.openChildren(statement, rowIds, context.userId()));
            try {
                limit(connection, Math.max(1, queryTimeout.toMillis()));
                try {
                    return work.over(reading);
                } finally {
                    // Others use the connection afterwards.
                    limit(connection, 0);
                }
            } catch (SQLException e) {
                if (e.getErrorCode() == ErrorCode.STATEMENT_WAS_CANCELED) {
                    throw new SoqlException("QUERY_TIMEOUT", "Your query request was running for too long.");
                }
                throw new IllegalStateException("The database refused what SOQL was compiled to", e);
            }
        });
    }

    private static void limit(Connection connection, long milliseconds) throws SQLException {
        try (java.sql.Statement statement = connection.createStatement()) {
            statement.execute("SET QUERY_TIMEOUT " + milliseconds);
        }
    }

    private Statement compile(String soql, QueryContext context) {
        return compiler(soql, context, Optional.empty()).compile(QueryParser.parse(soql));
    }

    private Compiler compiler(String soql, QueryContext context, Optional<SearchCondition> search) {
        OrgCalendar calendar = new OrgCalendar(context.zone(), clock, database.jdbi());
        return new Compiler(database.schema(), context, calendar, new Refusals(soql), search);
    }

    private static QueryResult page(
            Reading reading, Statement.Records statement, long[] rowIds, String cursor, int offset, int batchSize)
            throws SQLException {
        List<Row> rows = reading.records(statement, slice(rowIds, offset, batchSize));
        int next = offset + batchSize;
        return new QueryResult(rowIds.length, rows, next < rowIds.length ? cursor + "-" + next : null);
    }

    private static long[] slice(long[] rowIds, int offset, int batchSize) {
        return Arrays.copyOfRange(rowIds, offset, Math.min(offset + batchSize, rowIds.length));
    }
}
