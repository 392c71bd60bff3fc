package dev.sallyport.org.soql;

import dev.sallyport.org.data.OrgDatabase;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/** Answers SOQL. Safe for use by many threads. */
public final class SoqlEngine {
    private static final Pattern LOCATOR = Pattern.compile("(\\w{18})-(\\d{1,9})");
    private static final int MAX_GROUPS = 2_000;

    private final OrgDatabase database;
    private final Clock clock;
    private final Cursors cursors;

    /** An engine over a database; {@code clock} says what today is, and when locators expire. */
    public SoqlEngine(OrgDatabase database, Clock clock) {
        this.database = database;
        this.clock = clock;
        this.cursors = new Cursors(database.ids(), clock);
    }

    /**
     * Answers the first page of a query.
     *
     * @throws SoqlException if Salesforce would refuse it
     */
    public QueryResult query(String soql, QueryContext context) {
        Statement statement = compile(soql, context);
        return reading(connection -> {
            if (statement instanceof Statement.Count count) {
                return new QueryResult(single(connection, count.sql()), List.of(), null);
            }
            if (statement instanceof Statement.Aggregates aggregates) {
                return groups(connection, aggregates);
            }
            Statement.Records records = (Statement.Records) statement;
            long[] rowIds = rowIds(connection, records);
            if (rowIds.length <= context.batchSize()) {
                return new QueryResult(rowIds.length, page(connection, records, rowIds), null);
            }
            String cursor = cursors.open(records, rowIds, context.userId());
            return page(connection, records, rowIds, cursor, 0, context.batchSize());
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
                return reading(connection -> page(
                        connection, cursor.statement(), cursor.rowIds(), parts.group(1), offset, context.batchSize()));
            }
        }
        throw new SoqlException("INVALID_QUERY_LOCATOR", "invalid query locator");
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
        reading(connection -> {
            long[] rowIds = rowIds(connection, records);
            for (int offset = 0; offset < rowIds.length; offset += context.batchSize()) {
                page(connection, records, slice(rowIds, offset, context.batchSize()))
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
        Query bounded = query.limit() == null || query.limit() > most ? query.withLimit(most) : query;
        Statement statement = new Compiler(
                        database.schema(), context, clock, new Refusals(sosl), Optional.of(condition))
                .compile(bounded);
        if (!(statement instanceof Statement.Records records)) {
            throw new SoqlException("MALFORMED_SEARCH", "aggregate functions are not supported in a search");
        }
        return reading(connection -> page(connection, records, rowIds(connection, records)));
    }

    /** Something that is read from the database over one connection. */
    @FunctionalInterface
    private interface Reading<T> {
        T over(Connection connection) throws SQLException;
    }

    private <T> T reading(Reading<T> reading) {
        return database.jdbi().withHandle(handle -> {
            try {
                return reading.over(handle.getConnection());
            } catch (SQLException e) {
                throw new IllegalStateException("The database refused what SOQL was compiled to", e);
            }
        });
    }

    private Statement compile(String soql, QueryContext context) {
        return new Compiler(database.schema(), context, clock, new Refusals(soql), Optional.empty())
                .compile(QueryParser.parse(soql));
    }

    private static QueryResult page(
            Connection connection, Statement.Records statement, long[] rowIds, String cursor, int offset, int batchSize)
            throws SQLException {
        List<Row> rows = page(connection, statement, slice(rowIds, offset, batchSize));
        int next = offset + batchSize;
        return new QueryResult(rowIds.length, rows, next < rowIds.length ? cursor + "-" + next : null);
    }

    private static long[] slice(long[] rowIds, int offset, int batchSize) {
        return Arrays.copyOfRange(rowIds, offset, Math.min(offset + batchSize, rowIds.length));
    }

    /** The records of some rows, in their order; a row that has gone since is left out. */
    private static List<Row> page(Connection connection, Statement.Records statement, long[] rowIds)
            throws SQLException {
        if (rowIds.length == 0) {
            return List.of();
        }
        Object[] keys = LongStream.of(rowIds).boxed().toArray();
        Map<String, Map<String, QueryResult>> children = new HashMap<>();
        if (!statement.children().isEmpty()) {
            Object[] parents = parentIds(connection, statement, keys);
            for (Statement.Children child : statement.children()) {
                children.put(child.name(), children(connection, child, parents));
            }
        }
        Map<Long, Row> byRowId = new HashMap<>();
        try (PreparedStatement select = prepared(connection, statement.page(), keys);
                ResultSet result = select.executeQuery()) {
            while (result.next()) {
                Row row = Objects.requireNonNull(statement.layout().read(result, children));
                byRowId.put(result.getLong(1), row);
            }
        }
        List<Row> rows = new ArrayList<>(rowIds.length);
        for (long rowId : rowIds) {
            Row row = byRowId.get(rowId);
            if (row != null) {
                rows.add(row);
            }
        }
        return rows;
    }

    private static Object[] parentIds(Connection connection, Statement.Records statement, Object[] keys)
            throws SQLException {
        List<Object> ids = new ArrayList<>();
        try (PreparedStatement select = prepared(connection, statement.page(), keys);
                ResultSet result = select.executeQuery()) {
            while (result.next()) {
                ids.add(result.getString(statement.layout().idColumn()));
            }
        }
        return ids.toArray();
    }

    private static Map<String, QueryResult> children(
            Connection connection, Statement.Children statement, Object[] parentIds) throws SQLException {
        Map<String, List<Row>> byParent = new HashMap<>();
        try (PreparedStatement select = prepared(connection, statement.sql(), parentIds);
                ResultSet result = select.executeQuery()) {
            while (result.next()) {
                Row row = Objects.requireNonNull(statement.layout().read(result, Map.of()));
                byParent.computeIfAbsent(result.getString(1), parent -> new ArrayList<>())
                        .add(row);
            }
        }
        Map<String, QueryResult> results = new HashMap<>();
        byParent.forEach((parent, rows) -> results.put(parent, new QueryResult(rows.size(), rows, null)));
        return results;
    }

    private static QueryResult groups(Connection connection, Statement.Aggregates statement) throws SQLException {
        List<Row> rows = new ArrayList<>();
        try (PreparedStatement select = prepared(connection, statement.sql());
                ResultSet result = select.executeQuery()) {
            while (result.next()) {
                if (rows.size() == MAX_GROUPS) {
                    throw new SoqlException(
                            "EXCEEDED_ID_LIMIT",
                            "Aggregate query does not support queryMore(), use LIMIT to restrict the results to a single"
                                    + " batch");
                }
                rows.add(Objects.requireNonNull(statement.layout().read(result, Map.of())));
            }
        }
        return new QueryResult(rows.size(), rows, null);
    }

    private static long single(Connection connection, Sql sql) throws SQLException {
        try (PreparedStatement select = prepared(connection, sql);
                ResultSet result = select.executeQuery()) {
            result.next();
            return result.getLong(1);
        }
    }

    private static long[] rowIds(Connection connection, Statement.Records statement) throws SQLException {
        LongStream.Builder ids = LongStream.builder();
        try (PreparedStatement select = prepared(connection, statement.rowIds());
                ResultSet result = select.executeQuery()) {
            while (result.next()) {
                ids.add(result.getLong(1));
            }
        }
        return ids.build().toArray();
    }

    /** A statement with its parameters, and behind them the keys that it looks for, if any. */
    private static PreparedStatement prepared(Connection connection, Sql sql, Object... keys) throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql.text());
        int index = 1;
        for (Object parameter : sql.parameters()) {
            statement.setObject(index++, parameter);
        }
        if (keys.length > 0) {
            statement.setObject(index, keys);
        }
        return statement;
    }
}
