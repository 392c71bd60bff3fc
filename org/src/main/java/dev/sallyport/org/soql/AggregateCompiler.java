package dev.sallyport.org.soql;

import dev.sallyport.org.data.Field;
import dev.sallyport.org.data.FieldType;
import dev.sallyport.org.soql.Query.Call;
import dev.sallyport.org.soql.Query.Expression;
import dev.sallyport.org.soql.Query.ExpressionArgument;
import dev.sallyport.org.soql.Query.Grouping;
import dev.sallyport.org.soql.Query.OrderKey;
import dev.sallyport.org.soql.Query.Selected;
import dev.sallyport.org.soql.Query.SelectedExpression;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Queries with groups or aggregates (SOQL and SOSL Reference, "GROUP BY", "GROUP BY ROLLUP", "GROUP BY CUBE"). The
 * database has no subtotals of its own: each set of keys is a SELECT, and the answer is their union.
 */
final class AggregateCompiler {
    private static final int MAX_KEYS = 3;

    private final Level level;
    private final Expressions expressions;
    private final Refusals refusals;
    private final Query query;
    private final List<Operand> keys = new ArrayList<>();

    AggregateCompiler(Level level, Refusals refusals, Query query) {
        this.level = level;
        this.expressions = level.expressions();
        this.refusals = refusals;
        this.query = query;
    }

    Statement.Aggregates compile() {
        checkBounds();
        addKeys();
        List<Cell> cells = cells();
        List<OrderOperand> order = order();
        Sql where = level.where(Optional.empty());
        List<Sql> selects = new ArrayList<>();
        int orderColumns = 0;
        for (Set<Integer> kept : groupingSets()) {
            List<OrderKeys.Key> orderKeys = orderKeys(order, kept);
            orderColumns = orderKeys.size();
            selects.add(select(kept, cells, orderKeys, where));
        }
        StringBuilder orderBy = new StringBuilder(" ORDER BY ");
        List<OrderKeys.Key> directions = orderKeys(order, upTo(keys.size()));
        for (int i = 0; i < orderColumns; i++) {
            orderBy.append("\"o")
                    .append(i)
                    .append('"')
                    .append(directions.get(i).direction())
                    .append(", ");
        }
        Sql rows = Sql.joined(" UNION ALL ", selects)
                .within("SELECT * FROM (", ")" + orderBy + "1")
                .then((query.limit() == null ? "" : " LIMIT " + query.limit())
                        + (query.offset() == null ? "" : " OFFSET " + query.offset()));
        List<Column> columns = cells.stream().map(Cell::column).toList();
        return new Statement.Aggregates(
                rows, new RowLayout(new RowType(RowType.AGGREGATE_RESULT, columns), null, 0, readers(cells)));
    }

    private void checkBounds() {
        boolean bounded = query.limit() != null || query.offset() != null;
        if (query.grouping() == null && (bounded || !query.orderBy().isEmpty())) {
            throw refusals.malformed(
                    query.from().path().start(),
                    "Non-grouped query that uses overall aggregate functions cannot also use "
                            + (bounded ? "LIMIT" : "ORDER BY"));
        }
    }

    private Sql select(Set<Integer> kept, List<Cell> cells, List<OrderKeys.Key> order, Sql where) {
        List<Sql> columns = new ArrayList<>();
        for (int i = 0; i < cells.size(); i++) {
            columns.add(cells.get(i).value().sql(kept).then(" AS \"c" + i + "\""));
        }
        for (int i = 0; i < order.size(); i++) {
            columns.add(order.get(i).sql().then(" AS \"o" + i + "\""));
        }
        Sql grouping = Sql.joined(
                ", ", kept.stream().map(index -> keys.get(index).sql()).toList());
        Sql having = query.having() == null
                ? Sql.of("TRUE")
                : level.conditions()
                        .with(operand -> inSet(operand, kept, "Having"))
                        .sql(query.having());
        return Sql.of("SELECT ")
                .then(Sql.joined(", ", columns))
                .then(" FROM " + level.scope().from())
                .then(where)
                .then(kept.isEmpty() ? Sql.EMPTY : grouping.within(" GROUP BY ", ""))
                // With no keys left, a condition on the count makes all records one group.
                .then(having.within(" HAVING COUNT(*) >= 0 AND ", ""));
    }

    private static List<RowLayout.Reader> readers(List<Cell> cells) {
        List<RowLayout.Reader> readers = new ArrayList<>();
        for (int i = 0; i < cells.size(); i++) {
            readers.add(cells.get(i).reader().of(i + 1));
        }
        return readers;
    }

    private List<Cell> cells() {
        List<Cell> cells = new ArrayList<>();
        int unnamed = 0;
        for (Selected selected : query.selected()) {
            if (!(selected instanceof SelectedExpression item)) {
                throw refusals.malformed(
                        query.from().path().start(), "Grouped query cannot use child relationships in the SELECT list");
            }
            Cell cell = cell(item);
            String name = item.alias() != null
                    ? item.alias()
                    : item.expression() instanceof Call
                            ? "expr" + unnamed++
                            : cell.column().name();
            if (cells.stream().anyMatch(other -> other.column().name().equalsIgnoreCase(name))) {
                throw refusals.malformed(item.expression().start(), "duplicate alias: " + name);
            }
            Column named = new Column.Value(name, ((Column.Value) cell.column()).type());
            cells.add(new Cell(named, cell.reader(), cell.value()));
        }
        return cells;
    }

    private Cell cell(SelectedExpression item) {
        if (item.expression() instanceof Call call && call.function().equals("GROUPING")) {
            int key = groupingKey(call);
            return new Cell(
                    new Column.Value("GROUPING", FieldType.INT),
                    column -> RowLayout.value(FieldType.INT, null, column),
                    kept -> Sql.of(kept.contains(key) ? "0" : "1"));
        }
        Operand operand = expressions.operand(item.expression());
        inSet(operand, upTo(keys.size()), "Field");
        Call call = item.expression() instanceof Call made ? made : null;
        boolean text = call != null
                && (call.function().equals("FORMAT") || call.function().equals("TOLABEL"));
        FieldType type = text ? FieldType.STRING : operand.type();
        CellReader reader = column -> {
            RowLayout.Reader plain = RowLayout.value(operand.type(), operand.field(), column);
            return call == null ? plain : level.formats().applied(call.function(), operand, plain);
        };
        return new Cell(new Column.Value(operand.name(), type), reader, kept -> inSet(operand, kept, "Field")
                .sql());
    }

    private int groupingKey(Call call) {
        if (call.arguments().size() == 1 && call.arguments().get(0) instanceof ExpressionArgument argument) {
            int key = keyOf(expressions.operand(argument.expression()).sql());
            if (key >= 0) {
                return key;
            }
        }
        throw refusals.malformed(call.start(), "GROUPING takes a field of GROUP BY ROLLUP or GROUP BY CUBE");
    }

    private List<OrderOperand> order() {
        List<OrderOperand> order = new ArrayList<>();
        for (OrderKey key : query.orderBy()) {
            if (key.expression() instanceof Call call && call.function().equals("GROUPING")) {
                int grouped = groupingKey(call);
                order.add(new OrderOperand(key, keys.get(grouped), grouped));
            } else {
                Operand operand = expressions.operand(key.expression());
                inSet(operand, upTo(keys.size()), "Ordered field");
                order.add(new OrderOperand(key, operand, -1));
            }
        }
        return order;
    }

    private List<OrderKeys.Key> orderKeys(List<OrderOperand> order, Set<Integer> kept) {
        List<OrderKeys.Key> orderKeys = new ArrayList<>();
        for (OrderOperand each : order) {
            if (each.groupingKey() >= 0) {
                String number = kept.contains(each.groupingKey()) ? "0" : "1";
                orderKeys.add(new OrderKeys.Key(Sql.of(number), each.key().descending() ? " DESC" : " ASC"));
            } else {
                Operand operand = inSet(each.operand(), kept, "Ordered field");
                orderKeys.addAll(new OrderKeys(refusals).of(each.key(), operand));
            }
        }
        keys.forEach(
                key -> orderKeys.add(new OrderKeys.Key(inSet(key, kept, "Field").sql(), " NULLS LAST")));
        return orderKeys;
    }

    /** What an expression is in a set of keys: a key that the set leaves out is null. */
    private Operand inSet(Operand operand, Set<Integer> kept, String what) {
        if (operand.aggregate()) {
            return operand;
        }
        int key = keyOf(operand.sql());
        if (key < 0) {
            throw refusals.malformed(operand.start(), what + " must be grouped or aggregated: " + operand.name());
        }
        return kept.contains(key) ? operand : operand.withSql(Sql.of("CAST(NULL AS " + sqlType(operand.type()) + ")"));
    }

    private static String sqlType(FieldType type) {
        return switch (type) {
            case ID, REFERENCE -> "VARCHAR";
            case BOOLEAN -> "BOOLEAN";
            case INT, LONG -> "BIGINT";
            case DOUBLE, CURRENCY, PERCENT -> "DECFLOAT";
            case DATE -> "DATE";
            case DATETIME -> "TIMESTAMP(3) WITH TIME ZONE";
            case TIME -> "TIME(3)";
            case STRING,
                    TEXTAREA,
                    PICKLIST,
                    MULTIPICKLIST,
                    COMBOBOX,
                    EMAIL,
                    PHONE,
                    URL,
                    BASE64,
                    ADDRESS,
                    LOCATION,
                    ENCRYPTED_STRING,
                    DATA_CATEGORY_GROUP_REFERENCE,
                    ANY_TYPE,
                    COMPLEX_VALUE -> "VARCHAR_IGNORECASE";
        };
    }

    private int keyOf(Sql sql) {
        for (int key = 0; key < keys.size(); key++) {
            if (keys.get(key).sql().equals(sql)) {
                return key;
            }
        }
        return -1;
    }

    /** What a column of the answer is in a set of keys. */
    @FunctionalInterface
    private interface CellValue {
        Sql sql(Set<Integer> keptKeys);
    }

    /** Makes what reads a column, of the column's number. */
    @FunctionalInterface
    private interface CellReader {
        RowLayout.Reader of(int column);
    }

    /** A column of the answer. */
    private record Cell(Column column, CellReader reader, CellValue value) {}

    /** A key of ORDER BY: the number of the key that GROUPING asks for, or -1 and an operand. */
    private record OrderOperand(OrderKey key, Operand operand, int groupingKey) {}

    private void addKeys() {
        if (query.grouping() == null) {
            return;
        }
        for (Expression expression : query.grouping().keys()) {
            Operand key = expressions.operand(expression);
            Field field = key.field();
            if (field != null && !field.groupable()) {
                throw refusals.cannotBe("grouped", field.name(), key.start());
            }
            if (key.aggregate() || !key.sql().parameters().isEmpty()) {
                throw refusals.malformed(key.start(), "Grouped field should not be aggregated: " + key.name());
            }
            keys.add(key);
        }
        if (query.grouping().kind() != Grouping.Kind.PLAIN && keys.size() > MAX_KEYS) {
            throw refusals.malformed(keys.get(MAX_KEYS).start(), "ROLLUP and CUBE take three fields at most");
        }
    }

    private List<Set<Integer>> groupingSets() {
        Grouping grouping = query.grouping();
        List<Set<Integer>> sets = new ArrayList<>();
        if (grouping == null || grouping.kind() == Grouping.Kind.PLAIN) {
            sets.add(upTo(keys.size()));
        } else if (grouping.kind() == Grouping.Kind.ROLLUP) {
            for (int kept = keys.size(); kept >= 0; kept--) {
                sets.add(upTo(kept));
            }
        } else {
            for (int bits = (1 << keys.size()) - 1; bits >= 0; bits--) {
                Set<Integer> kept = new TreeSet<>();
                for (int key = 0; key < keys.size(); key++) {
                    if ((bits & 1 << (keys.size() - 1 - key)) != 0) {
                        kept.add(key);
                    }
                }
                sets.add(kept);
            }
        }
        return sets;
    }

    private static Set<Integer> upTo(int count) {
        Set<Integer> all = new TreeSet<>();
        for (int key = 0; key < count; key++) {
            all.add(key);
        }
        return all;
    }
}
