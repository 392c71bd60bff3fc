package dev.sallyport.org.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.org.fuzz.ConditionMaker.Clause;
import dev.sallyport.org.fuzz.World.Child;
import dev.sallyport.org.fuzz.World.Datum;
import dev.sallyport.org.fuzz.World.Kind;
import dev.sallyport.org.fuzz.World.Path;
import dev.sallyport.org.fuzz.World.Table;
import dev.sallyport.org.soql.QueryResult;
import dev.sallyport.org.soql.Row;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Makes queries for records. */
final class RecordQueryMaker {
    private final World world;
    private final Random random;
    private final ConditionMaker conditions;

    RecordQueryMaker(World world, Random random, ConditionMaker conditions) {
        this.world = world;
        this.random = random;
        this.conditions = conditions;
    }

    /** One level of a query: behind FROM stands {@code from}. */
    private record Part(
            String text, Selection selection, Comparator<Datum> order, long limit, long offset, Clause where) {}

    /** A SELECT list: the fields, and perhaps a subquery under a relationship's name. */
    private record Selection(
            List<Path> fields,
            @Nullable String relationship,
            @Nullable Part children) {}

    FuzzQuery query() {
        Table table = world.table(conditions.any(List.of("Account", "Contact", "Site_Visit__c")));
        boolean withDeleted = random.nextInt(5) == 0;
        if (random.nextInt(12) == 0) {
            return count(table, withDeleted);
        }
        Part part = part(table, table.name(), true, withDeleted);
        return new FuzzQuery(part.text(), withDeleted, result -> check(table, part, withDeleted, result));
    }

    private FuzzQuery count(Table table, boolean withDeleted) {
        Clause where = where(table, true, withDeleted);
        long expected = table.rows().stream()
                .filter(row -> withDeleted || !row.isDeleted())
                .filter(where.test())
                .count();
        String soql = "SELECT COUNT() FROM " + table.name() + " WHERE " + where.text();
        return new FuzzQuery(
                soql, withDeleted, result -> assertThat(result.totalSize()).isEqualTo(expected));
    }

    private Clause where(Table table, boolean root, boolean withDeleted) {
        Clause plain = conditions.condition(table, 2);
        if (!root || random.nextInt(6) > 0) {
            return plain;
        }
        Clause semiJoin = conditions.semiJoin(table, withDeleted);
        return new Clause(
                "(" + plain.text() + ") AND " + semiJoin.text(),
                row -> plain.test().test(row) && semiJoin.test().test(row));
    }

    private Part part(Table table, String from, boolean root, boolean withDeleted) {
        Selection selection = selection(table, root, withDeleted);
        Clause where = random.nextInt(5) == 0 ? new Clause("", row -> true) : where(table, root, withDeleted);
        StringBuilder text = new StringBuilder("SELECT ");
        text.append(selection.fields().stream().map(Path::text).collect(Collectors.joining(", ")));
        if (selection.children() != null) {
            text.append(", (").append(selection.children().text()).append(")");
        }
        text.append(" FROM ").append(from);
        text.append(where.text().isEmpty() ? "" : " WHERE " + where.text());
        Comparator<Datum> order = order(table, text);
        long limit = random.nextInt(3) == 0 ? random.nextInt(30) : Long.MAX_VALUE;
        text.append(limit < Long.MAX_VALUE ? " LIMIT " + limit : "");
        long offset = root && random.nextInt(6) == 0 ? random.nextInt(20) : 0;
        text.append(offset > 0 ? " OFFSET " + offset : "");
        return new Part(text.toString(), selection, order, limit, offset, where);
    }

    private Selection selection(Table table, boolean root, boolean withDeleted) {
        Map<String, Path> fields = new LinkedHashMap<>();
        for (int i = 1 + random.nextInt(4); i > 0; i--) {
            Path path = conditions.path(table);
            fields.put(path.text(), path);
        }
        List<Path> selected = List.copyOf(fields.values());
        if (!root || table.children().isEmpty() || random.nextInt(2) == 0) {
            return new Selection(selected, null, null);
        }
        String relationship =
                conditions.any(table.children().keySet().stream().sorted().toList());
        Child child = Objects.requireNonNull(table.children().get(relationship));
        Part children = part(world.table(child.table()), relationship, false, withDeleted);
        return new Selection(selected, relationship, children);
    }

    /** Records in the order of their ids, where nothing else is said; the same for what is equal. */
    private Comparator<Datum> order(Table table, StringBuilder text) {
        List<Comparator<Datum>> order = new ArrayList<>();
        int keys = random.nextInt(3);
        String separator = " ORDER BY ";
        for (int i = 0; i < keys; i++) {
            Path path = conditions.path(table);
            if (path.field().kind() == Kind.MULTIPICKLIST) {
                continue;
            }
            boolean descending = random.nextBoolean();
            int nulls = random.nextInt(3);
            text.append(separator).append(path.text());
            text.append(descending ? " DESC" : random.nextBoolean() ? " ASC" : "");
            text.append(nulls == 0 ? " NULLS LAST" : nulls == 1 ? " NULLS FIRST" : "");
            separator = ", ";
            order.add((a, b) -> Meaning.order(
                    path.field(), world.value(table, a, path), world.value(table, b, path), descending, nulls == 0));
        }
        order.add(Comparator.comparing(row -> String.valueOf(row.get("Id"))));
        return order.stream().reduce(Comparator::thenComparing).orElseThrow();
    }

    private void check(Table table, Part part, boolean withDeleted, QueryResult result) {
        List<Datum> expected = table.rows().stream()
                .filter(row -> withDeleted || !row.isDeleted())
                .filter(part.where().test())
                .sorted(part.order())
                .skip(part.offset())
                .limit(part.limit())
                .toList();
        compare(table, part, withDeleted, expected, result);
    }

    private void compare(Table table, Part part, boolean withDeleted, List<Datum> expected, QueryResult result) {
        assertThat(result.totalSize()).isEqualTo(expected.size());
        assertThat(ids(result.records()))
                .isEqualTo(expected.stream().map(row -> row.get("Id")).toList());
        for (int i = 0; i < expected.size(); i++) {
            Datum datum = expected.get(i);
            Row row = result.records().get(i);
            for (Path path : part.selection().fields()) {
                assertThat(plain(value(row, path)))
                        .as("%s of %s", path.text(), datum.get("Id"))
                        .isEqualTo(plain(world.value(table, datum, path)));
            }
            if (part.selection().children() != null) {
                compareChildren(table, part.selection(), withDeleted, datum, row);
            }
        }
    }

    private void compareChildren(Table table, Selection selection, boolean withDeleted, Datum datum, Row row) {
        String relationship = Objects.requireNonNull(selection.relationship());
        Part part = Objects.requireNonNull(selection.children());
        Child child = Objects.requireNonNull(table.children().get(relationship));
        Table childTable = world.table(child.table());
        List<Datum> expected = childTable.rows().stream()
                .filter(each -> Objects.equals(each.get(child.field()), datum.get("Id")))
                .filter(each -> withDeleted || !each.isDeleted())
                .filter(part.where().test())
                .sorted(part.order())
                .limit(part.limit())
                .toList();
        Object children = row.get(relationship);
        if (expected.isEmpty()) {
            assertThat(children).isNull();
        } else {
            compare(childTable, part, withDeleted, expected, (QueryResult) Objects.requireNonNull(children));
        }
    }

    private static List<Object> ids(List<Row> rows) {
        List<Object> ids = new ArrayList<>();
        rows.forEach(row -> ids.add(row.id().orElseThrow()));
        return ids;
    }

    private static @Nullable Object value(Row row, Path path) {
        Row at = row;
        for (String relationship : path.relationships()) {
            Object parent = at.get(relationship);
            if (parent == null) {
                return null;
            }
            at = (Row) parent;
        }
        return at.get(path.field().name());
    }

    /** A value that equals all others of the same meaning: numbers without their trailing zeros. */
    static @Nullable Object plain(@Nullable Object value) {
        return value instanceof BigDecimal number ? number.stripTrailingZeros().toPlainString() : value;
    }
}
