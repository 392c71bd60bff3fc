package dev.sallyport.org.fuzz;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.sallyport.org.fuzz.ConditionMaker.Clause;
import dev.sallyport.org.fuzz.World.Datum;
import dev.sallyport.org.fuzz.World.Kind;
import dev.sallyport.org.fuzz.World.Path;
import dev.sallyport.org.fuzz.World.Table;
import dev.sallyport.org.soql.QueryResult;
import dev.sallyport.org.soql.Row;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Makes queries for groups and aggregates. */
final class AggregateQueryMaker {
    private final World world;
    private final Random random;
    private final ConditionMaker conditions;

    AggregateQueryMaker(World world, Random random, ConditionMaker conditions) {
        this.world = world;
        this.random = random;
        this.conditions = conditions;
    }

    /** A key of GROUP BY. */
    private record Key(String text, Function<Datum, @Nullable Object> value) {}

    /** An aggregate over a group. */
    private record Aggregate(String text, Function<List<Datum>, @Nullable Object> value) {}

    /** What a group must be like to be in the answer: so many records at least. */
    private record Having(String text, int least) {}

    FuzzQuery query() {
        Table table = world.table(conditions.any(List.of("Account", "Contact", "Site_Visit__c")));
        List<Key> keys = keys(table);
        List<Aggregate> aggregates = new ArrayList<>();
        for (int i = keys.isEmpty() ? 1 : 0; i < 3; i++) {
            aggregates.add(aggregate(table));
        }
        Clause where = conditions.condition(table, 2);
        int kind = keys.isEmpty() ? 0 : random.nextInt(4);
        int least = keys.isEmpty() || random.nextInt(3) > 0 ? 0 : 1 + random.nextInt(4);
        Having having = new Having(least == 0 ? "" : " HAVING COUNT(Id) >= " + least, least);
        List<String> selected = new ArrayList<>();
        for (int i = 0; i < keys.size(); i++) {
            selected.add(keys.get(i).text() + " k" + i);
        }
        for (int i = 0; i < aggregates.size(); i++) {
            selected.add(aggregates.get(i).text() + " a" + i);
        }
        String soql = "SELECT " + String.join(", ", selected) + " FROM " + table.name() + " WHERE " + where.text()
                + groupBy(kind, keys) + having.text();
        List<Datum> rows = table.rows().stream()
                .filter(row -> !row.isDeleted())
                .filter(where.test())
                .toList();
        return new FuzzQuery(soql, false, result -> check(keys, aggregates, kind, having, rows, result));
    }

    private static String groupBy(int kind, List<Key> keys) {
        String names = keys.stream().map(Key::text).collect(Collectors.joining(", "));
        if (keys.isEmpty()) {
            return "";
        }
        return switch (kind) {
            case 2 -> " GROUP BY ROLLUP(" + names + ")";
            case 3 -> " GROUP BY CUBE(" + names + ")";
            default -> " GROUP BY " + names;
        };
    }

    private List<Key> keys(Table table) {
        Map<String, Key> keys = new LinkedHashMap<>();
        for (int i = random.nextInt(3); i > 0; i--) {
            Path path = conditions.path(table);
            Key key = key(table, path);
            if (key != null) {
                keys.put(key.text(), key);
            }
        }
        return List.copyOf(keys.values());
    }

    private @Nullable Key key(Table table, Path path) {
        return switch (path.field().kind()) {
            case ID, REFERENCE, TEXT, PICKLIST, INT, BOOLEAN, TIME ->
                new Key(path.text(), row -> world.value(table, row, path));
            case DATE ->
                random.nextBoolean()
                        ? new Key(path.text(), row -> world.value(table, row, path))
                        : dated(table, path, false);
            case DATETIME -> dated(table, path, random.nextBoolean());
            case NUMBER, MULTIPICKLIST -> null;
        };
    }

    private Key dated(Table table, Path path, boolean converted) {
        String wanted = conditions.any(Calendars.FUNCTION_NAMES);
        boolean moment = path.field().kind() == Kind.DATETIME;
        String function = !moment && wanted.equals("HOUR_IN_DAY") ? "CALENDAR_YEAR" : wanted;
        var number = Objects.requireNonNull(Calendars.FUNCTIONS.get(function));
        String argument = converted ? "convertTimezone(" + path.text() + ")" : path.text();
        return new Key(function + "(" + argument + ")", row -> {
            Object value = world.value(table, row, path);
            return value == null ? null : number.apply(conditions.wallClock(value, converted));
        });
    }

    private Aggregate aggregate(Table table) {
        Path path = conditions.path(table);
        Kind kind = path.field().kind();
        boolean number = kind == Kind.NUMBER || kind == Kind.INT;
        boolean ordered = kind != Kind.BOOLEAN && kind != Kind.MULTIPICKLIST;
        Function<List<Datum>, List<Object>> values = rows -> values(table, path, rows);
        int which = random.nextInt(6);
        if (number && which == 0) {
            return new Aggregate("SUM(" + path.text() + ")", rows -> sum(values.apply(rows)));
        }
        if (number && which == 1) {
            return new Aggregate("AVG(" + path.text() + ")", rows -> average(values.apply(rows)));
        }
        if (ordered && which < 4) {
            boolean least = random.nextBoolean();
            return new Aggregate((least ? "MIN(" : "MAX(") + path.text() + ")", rows -> values.apply(rows).stream()
                    .min((a, b) -> Meaning.extreme(path.field(), a, b, !least))
                    .orElse(null));
        }
        boolean countable = kind != Kind.MULTIPICKLIST;
        if (which == 4 && countable) {
            return new Aggregate("COUNT_DISTINCT(" + path.text() + ")", rows -> (int) values.apply(rows).stream()
                    .map(AggregateQueryMaker::folded)
                    .distinct()
                    .count());
        }
        return countable
                ? new Aggregate(
                        "COUNT(" + path.text() + ")", rows -> values.apply(rows).size())
                : new Aggregate("COUNT(Id)", List::size);
    }

    private List<Object> values(Table table, Path path, List<Datum> rows) {
        List<Object> values = new ArrayList<>();
        for (Datum row : rows) {
            Object value = world.value(table, row, path);
            if (value != null) {
                values.add(value);
            }
        }
        return values;
    }

    private static @Nullable Object sum(List<Object> numbers) {
        return numbers.isEmpty()
                ? null
                : numbers.stream()
                        .map(number -> new BigDecimal(number.toString()))
                        .reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    private static @Nullable Object average(List<Object> numbers) {
        return numbers.isEmpty()
                ? null
                : numbers.stream()
                        .mapToDouble(number -> ((Number) number).doubleValue())
                        .average()
                        .orElseThrow();
    }

    /** The rows of the answer by their keys: subtotals leave keys out. Rows of equal keys are told by all their values. */
    private void check(
            List<Key> keys, List<Aggregate> aggregates, int kind, Having having, List<Datum> rows, QueryResult result) {
        Map<List<@Nullable Object>, List<List<@Nullable Object>>> expected = new HashMap<>();
        for (int set : sets(kind, keys.size())) {
            Map<List<@Nullable Object>, List<Datum>> groups = new LinkedHashMap<>();
            if (set == 0) {
                groups.put(new ArrayList<>(Collections.nCopies(keys.size(), null)), new ArrayList<>());
            }
            for (Datum row : rows) {
                groups.computeIfAbsent(keysOf(keys, set, row), key -> new ArrayList<>())
                        .add(row);
            }
            groups.forEach((key, group) -> {
                if (group.size() >= having.least()) {
                    List<@Nullable Object> values = new ArrayList<>();
                    aggregates.forEach(aggregate -> values.add(aggregate.value().apply(group)));
                    expected.computeIfAbsent(key, unused -> new ArrayList<>()).add(values);
                }
            });
        }
        long total = expected.values().stream().mapToLong(List::size).sum();
        assertThat(result.records()).hasSize((int) total);
        for (Row row : result.records()) {
            List<List<@Nullable Object>> candidates = expected.get(folded(row, keys.size()));
            assertThat(candidates).as("an unexpected group").isNotNull().anySatisfy(values -> {
                for (int i = 0; i < values.size(); i++) {
                    assertSame(row.get("a" + i), values.get(i));
                }
            });
        }
    }

    private static List<Integer> sets(int kind, int keys) {
        List<Integer> sets = new ArrayList<>();
        int all = (1 << keys) - 1;
        for (int set = all; set >= 0; set--) {
            boolean prefix = (set & (set + 1)) == 0;
            if (set == all || kind == 3 || (kind == 2 && prefix)) {
                sets.add(set);
            }
        }
        return sets;
    }

    private static List<@Nullable Object> keysOf(List<Key> keys, int set, Datum row) {
        List<@Nullable Object> values = new ArrayList<>();
        for (int i = 0; i < keys.size(); i++) {
            values.add((set & 1 << i) == 0 ? null : folded(keys.get(i).value().apply(row)));
        }
        return values;
    }

    private static List<@Nullable Object> folded(Row row, int keys) {
        List<@Nullable Object> values = new ArrayList<>();
        for (int i = 0; i < keys; i++) {
            values.add(folded(row.get("k" + i)));
        }
        return values;
    }

    /** Text without its case, but ids as they are. */
    private static @Nullable Object folded(@Nullable Object value) {
        boolean id = value instanceof String text && text.matches("(001|003|005|a00)Lo0000.{9}");
        return value instanceof String text && !id ? Meaning.folded(text) : RecordQueryMaker.plain(value);
    }

    private static void assertSame(@Nullable Object actual, @Nullable Object expected) {
        if (expected instanceof Double number) {
            assertThat(((BigDecimal) Objects.requireNonNull(actual)).doubleValue())
                    .isCloseTo(number, within(1e-9 * Math.max(1, Math.abs(number))));
        } else if (expected instanceof BigDecimal number) {
            assertThat(new BigDecimal(String.valueOf(actual))).isEqualByComparingTo(number);
        } else {
            assertThat(folded(actual)).isEqualTo(folded(expected));
        }
    }
}
