package dev.sallyport.org.soql;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiFunction;
import java.util.stream.LongStream;

/** Runs statements over one connection. */
final class Reading {
    private static final int MAX_GROUPS = 2_000;

    private final Connection connection;
    private final int batchSize;
    private final BiFunction<Statement.Records, long[], String> childCursors;

    /**
     * @param batchSize most children of a parent in one answer
     * @param childCursors keeps the rows of a subquery that has more, and names them
     */
    Reading(Connection connection, int batchSize, BiFunction<Statement.Records, long[], String> childCursors) {
        this.connection = connection;
        this.batchSize = batchSize;
        this.childCursors = childCursors;
    }

    /** Which records a query has, in order. */
    long[] rowIds(Statement.Records statement) throws SQLException {
        LongStream.Builder ids = LongStream.builder();
        try (PreparedStatement select = prepared(statement.rowIds());
                ResultSet result = select.executeQuery()) {
            while (result.next()) {
                ids.add(result.getLong(1));
            }
        }
        return ids.build().toArray();
    }

    /** The records of some rows, in their order; a row that has gone since is left out. */
    List<Row> records(Statement.Records statement, long[] rowIds) throws SQLException {
        return inOrder(rowIds, byRowId(statement, rowIds));
    }

    private static List<Row> inOrder(long[] rowIds, Map<Long, Row> rows) {
        List<Row> ordered = new ArrayList<>(rowIds.length);
        for (long rowId : rowIds) {
            Row row = rows.get(rowId);
            if (row != null) {
                ordered.add(row);
            }
        }
        return ordered;
    }

    private Map<Long, Row> byRowId(Statement.Records statement, long[] rowIds) throws SQLException {
        if (rowIds.length == 0) {
            return Map.of();
        }
        Object[] keys = LongStream.of(rowIds).boxed().toArray();
        Map<String, Map<String, QueryResult>> children = new HashMap<>();
        if (!statement.children().isEmpty()) {
            Object[] parents = ids(statement, keys);
            for (Statement.Children child : statement.children()) {
                children.put(child.name(), children(child.records(), parents));
            }
        }
        Map<Long, Row> rows = new HashMap<>();
        try (PreparedStatement select = prepared(statement.page(), keys);
                ResultSet result = select.executeQuery()) {
            while (result.next()) {
                Row row = Objects.requireNonNull(statement.layout().read(result, children));
                rows.put(result.getLong(1), row);
            }
        }
        return rows;
    }

    private Object[] ids(Statement.Records statement, Object[] keys) throws SQLException {
        List<Object> ids = new ArrayList<>();
        try (PreparedStatement select = prepared(statement.ids(), keys);
                ResultSet result = select.executeQuery()) {
            while (result.next()) {
                ids.add(result.getString(2));
            }
        }
        return ids.toArray();
    }

    /** The children of parents by the parents' ids: of each the first ones, with a locator where there are more. */
    private Map<String, QueryResult> children(Statement.Records statement, Object[] parentIds) throws SQLException {
        Map<String, LongStream.Builder> byParent = new LinkedHashMap<>();
        try (PreparedStatement select = prepared(statement.rowIds(), parentIds);
                ResultSet result = select.executeQuery()) {
            while (result.next()) {
                byParent.computeIfAbsent(result.getString(2), parent -> LongStream.builder())
                        .add(result.getLong(1));
            }
        }
        Map<String, long[]> rowIds = new LinkedHashMap<>();
        byParent.forEach((parent, ids) -> rowIds.put(parent, ids.build().toArray()));
        long[] shown = rowIds.values().stream()
                .flatMapToLong(ids -> LongStream.of(ids).limit(batchSize))
                .toArray();
        Map<Long, Row> rows = byRowId(statement, shown);
        Map<String, QueryResult> results = new HashMap<>();
        rowIds.forEach((parent, ids) -> results.put(parent, firstPage(statement, ids, rows)));
        return results;
    }

    private QueryResult firstPage(Statement.Records statement, long[] rowIds, Map<Long, Row> rows) {
        long[] first = Arrays.copyOf(rowIds, Math.min(rowIds.length, batchSize));
        String locator = rowIds.length <= batchSize ? null : childCursors.apply(statement, rowIds) + "-" + batchSize;
        return new QueryResult(rowIds.length, inOrder(first, rows), locator);
    }

    /** The rows of a query for groups. */
    QueryResult groups(Statement.Aggregates statement) throws SQLException {
        List<Row> rows = new ArrayList<>();
        try (PreparedStatement select = prepared(statement.sql());
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

    /** The number that a statement of one row and column gives. */
    long single(Sql sql) throws SQLException {
        try (PreparedStatement select = prepared(sql);
                ResultSet result = select.executeQuery()) {
            result.next();
            return result.getLong(1);
        }
    }

    /** A statement with its parameters, the keys that it looks for in their place, if any. */
    private PreparedStatement prepared(Sql sql, Object... keys) throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql.text());
        int index = 1;
        for (Object parameter : sql.parameters()) {
            statement.setObject(index++, parameter == Sql.KEYS ? keys : parameter);
        }
        return statement;
    }
}
