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
    private static final long NEAR = 16;

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
        Map<String, Map<String, QueryResult>> children = new HashMap<>();
        if (!statement.children().isEmpty()) {
            Object[] parents = ids(statement, rowIds);
            for (Statement.Children child : statement.children()) {
                children.put(child.name(), children(child.records(), parents));
            }
        }
        Map<Long, Row> rows = new HashMap<>();
        eachRow(statement.page(), rowIds, result -> {
            Row row = Objects.requireNonNull(statement.layout().read(result, children));
            rows.put(result.getLong(1), row);
        });
        return rows;
    }

    /** Reads a row of the database. */
    @FunctionalInterface
    private interface RowReader {
        void read(ResultSet row) throws SQLException;
    }

    /**
     * Reads rows by their numbers, the statement's first column. Numbers that are near one another are asked for as one
     * range: for a list of them the database would scan the table once for each.
     */
    private void eachRow(Sql sql, long[] rowIds, RowReader reader) throws SQLException {
        long[] wanted = LongStream.of(rowIds).sorted().toArray();
        int parameter = sql.parameters().size() + 1;
        try (PreparedStatement select = prepared(sql)) {
            for (int from = 0, to; from < wanted.length; from = to) {
                to = from + 1;
                while (to < wanted.length && wanted[to] - wanted[to - 1] <= NEAR) {
                    to++;
                }
                select.setLong(parameter, wanted[from]);
                select.setLong(parameter + 1, wanted[to - 1]);
                try (ResultSet result = select.executeQuery()) {
                    while (result.next()) {
                        if (Arrays.binarySearch(wanted, from, to, result.getLong(1)) >= 0) {
                            reader.read(result);
                        }
                    }
                }
            }
        }
    }

    private Object[] ids(Statement.Records statement, long[] rowIds) throws SQLException {
        List<Object> ids = new ArrayList<>();
        eachRow(statement.ids(), rowIds, result -> ids.add(result.getString(2)));
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
