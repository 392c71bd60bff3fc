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
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Queries with groups or aggregates (SOQL and SOSL Reference, "GROUP BY", "GROUP BY ROLLUP", "GROUP BY CUBE"). The
 * database has no subtotals of its own: each set of keys is a SELECT, and the answer is their union.
 */
final class AggregateCompiler {
    private static final int MAX_KEYS = 3;

    private final Scope scope;
    private final Expressions expressions;
    private final Refusals refusals;
    private final Query query;
    private final List<Operand> keys = new ArrayList<>();

    AggregateCompiler(Scope scope, Expressions expressions, Refusals refusals, Query query) {
        this.scope = scope;
        this.expressions = expressions;
        this.refusals = refusals;
        this.query = query;
    }

    Statement.Aggregates compile(Sql where, Conditions conditions) {
        addKeys();
        List<Cell> cells = cells();
        List<OrderKeys.Key> order = order();
        Sql having = query.having() == null
                ? Sql.EMPTY
                : conditions.sql(query.having()).within(" HAVING ", "");
        List<Sql> selects = new ArrayList<>();
        for (Set<Integer> kept : groupingSets()) {
            selects.add(select(kept, cells, order, where, having));
        }
        StringBuilder orderBy = new StringBuilder(" ORDER BY ");
        for (int i = 0; i < order.size(); i++) {
            orderBy.append("\"o")
                    .append(i)
                    .append('"')
                    .append(order.get(i).direction())
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

    private Sql select(Set<Integer> kept, List<Cell> cells, List<OrderKeys.Key> order, Sql where, Sql having) {
        List<Sql> columns = new ArrayList<>();
        for (int i = 0; i < cells.size(); i++) {
            columns.add(cells.get(i).value().sql(kept).then(" AS \"c" + i + "\""));
        }
        for (int i = 0; i < order.size(); i++) {
            columns.add(grouped(order.get(i).sql(), kept).then(" AS \"o" + i + "\""));
        }
        Sql grouping = Sql.joined(
                ", ", kept.stream().map(index -> keys.get(index).sql()).toList());
        return Sql.of("SELECT ")
                .then(Sql.joined(", ", columns))
                .then(" FROM " + scope.from())
                .then(where)
                .then(kept.isEmpty() ? Sql.EMPTY : grouping.within(" GROUP BY ", ""))
                .then(having);
    }

    private static List<RowLayout.Reader> readers(List<Cell> cells) {
        List<RowLayout.Reader> readers = new ArrayList<>();
        for (int i = 0; i < cells.size(); i++) {
            readers.add(RowLayout.value(cells.get(i).type(), cells.get(i).field(), i + 1));
        }
        return readers;
    }

    private List<Cell> cells() {
        List<Cell> cells = new ArrayList<>();
        int unnamed = 0;
        for (Selected selected : query.selected()) {
            if (!(selected instanceof SelectedExpression item)) {
                throw refusals.malformed(query.from().path().start(), "subqueries do not go with aggregates");
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
            cells.add(new Cell(new Column.Value(name, cell.type()), cell.type(), cell.field(), cell.value()));
        }
        return cells;
    }

    private Cell cell(SelectedExpression item) {
        if (item.expression() instanceof Call call && call.function().equals("GROUPING")) {
            int key = groupingKey(call);
            return new Cell(
                    new Column.Value("GROUPING", FieldType.INT),
                    FieldType.INT,
                    null,
                    kept -> Sql.of(kept.contains(key) ? "0" : "1"));
        }
        Operand operand = expressions.operand(item.expression());
        if (!operand.aggregate() && keyOf(operand.sql()) < 0) {
            throw refusals.malformed(operand.start(), "Field must be grouped or aggregated: " + operand.name());
        }
        return new Cell(
                new Column.Value(operand.name(), operand.type()),
                operand.type(),
                operand.field(),
                kept -> operand.aggregate() ? operand.sql() : grouped(operand.sql(), kept));
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

    private List<OrderKeys.Key> order() {
        List<OrderKeys.Key> order = new ArrayList<>();
        for (OrderKey key : query.orderBy()) {
            Operand operand = expressions.operand(key.expression());
            if (!operand.aggregate() && keyOf(operand.sql()) < 0) {
                throw refusals.malformed(
                        operand.start(), "Ordered field must be grouped or aggregated: " + operand.name());
            }
            order.addAll(new OrderKeys(refusals).of(key, operand));
        }
        keys.forEach(key -> order.add(new OrderKeys.Key(key.sql(), " NULLS LAST")));
        return order;
    }

    /** A key, or what is computed of one: null in the subtotals that leave the key out. */
    private Sql grouped(Sql sql, Set<Integer> kept) {
        for (int key = 0; key < keys.size(); key++) {
            if (!kept.contains(key) && sql.text().contains(keys.get(key).sql().text())) {
                return Sql.of("NULL");
            }
        }
        return sql;
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

    /** A column of the answer. */
    private record Cell(
            Column column, FieldType type, @Nullable Field field, CellValue value) {}

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
