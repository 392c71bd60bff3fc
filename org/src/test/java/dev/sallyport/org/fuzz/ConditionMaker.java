package dev.sallyport.org.fuzz;

import dev.sallyport.org.fuzz.Meaning.PatternCharacter;
import dev.sallyport.org.fuzz.World.Datum;
import dev.sallyport.org.fuzz.World.Field;
import dev.sallyport.org.fuzz.World.Kind;
import dev.sallyport.org.fuzz.World.Parent;
import dev.sallyport.org.fuzz.World.Path;
import dev.sallyport.org.fuzz.World.Table;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Makes conditions, each a text and what it means. */
final class ConditionMaker {
    private static final List<String> COMPARATORS = List.of("=", "!=", "<>", "<", "<=", ">", ">=");
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss.SSS'Z'", Locale.ROOT);

    /** A condition on a record of one table. */
    record Clause(String text, Predicate<Datum> test) {}

    private final World world;
    private final Random random;
    private final ZoneId zone;
    private final LocalDate today;

    ConditionMaker(World world, Random random, ZoneId zone, Instant now) {
        this.world = world;
        this.random = random;
        this.zone = zone;
        this.today = LocalDate.ofInstant(now, zone);
    }

    /** Some condition, nested at most so deep. */
    Clause condition(Table table, int depth) {
        int shape = random.nextInt(10);
        if (depth == 0 || shape < 4) {
            return leaf(table);
        }
        if (shape < 5) {
            Clause negated = condition(table, depth - 1);
            return new Clause(
                    "NOT (" + negated.text() + ")", row -> !negated.test().test(row));
        }
        List<Clause> parts = new ArrayList<>();
        for (int i = 2 + random.nextInt(2); i > 0; i--) {
            Clause part = condition(table, depth - 1);
            parts.add(new Clause("(" + part.text() + ")", part.test()));
        }
        boolean all = shape < 8;
        String text = parts.stream().map(Clause::text).collect(Collectors.joining(all ? " AND " : " OR "));
        return new Clause(
                text,
                row -> all
                        ? parts.stream().allMatch(part -> part.test().test(row))
                        : parts.stream().anyMatch(part -> part.test().test(row)));
    }

    /** A condition whose second half is a query behind IN. */
    Clause semiJoin(Table table, boolean withDeleted) {
        List<List<String>> pairs =
                switch (table.name()) {
                    case "Account" ->
                        List.of(List.of("Id", "Contact", "AccountId"), List.of("Id", "Site_Visit__c", "Account__c"));
                    case "Contact" ->
                        List.of(List.of("AccountId", "Account", "Id"), List.of("AccountId", "Account", "ParentId"));
                    default -> List.of(List.of("OwnerId", "User", "Id"), List.of("OwnerId", "Contact", "OwnerId"));
                };
        List<String> pair = any(pairs);
        Table inner = world.table(pair.get(1));
        Clause where = condition(inner, 1);
        boolean negated = random.nextBoolean();
        Set<Object> ids = new HashSet<>();
        for (Datum row : inner.rows()) {
            Object id = row.get(pair.get(2));
            if (id != null && (withDeleted || !row.isDeleted()) && where.test().test(row)) {
                ids.add(id);
            }
        }
        String text = pair.get(0) + (negated ? " NOT IN (" : " IN (") + "SELECT " + pair.get(2) + " FROM "
                + inner.name() + " WHERE " + where.text() + ")";
        return new Clause(text, row -> ids.contains(row.get(pair.get(0))) != negated);
    }

    /** A field of a table, or of one that it points to. */
    Path path(Table table) {
        List<String> relationships = new ArrayList<>();
        Table at = table;
        List<Field> fields = table.fields();
        while (relationships.size() < 3 && !at.parents().isEmpty() && random.nextInt(4) == 0) {
            String relationship = any(at.parents().keySet().stream().sorted().toList());
            relationships.add(relationship);
            Parent parent = Objects.requireNonNull(at.parents().get(relationship));
            at = world.table(parent.table());
            fields = parent.several() ? at.shared() : at.fields();
        }
        return new Path(relationships, any(fields));
    }

    private Clause leaf(Table table) {
        Path path = path(table);
        Kind kind = path.field().kind();
        if (random.nextInt(8) == 0) {
            boolean empty = random.nextBoolean();
            return clause(
                    table,
                    path,
                    empty ? "= null" : "!= NULL",
                    value -> (kind == Kind.BOOLEAN ? !Boolean.TRUE.equals(value) : value == null) == empty);
        }
        return switch (kind) {
            case TEXT, PICKLIST -> random.nextInt(3) == 0 ? like(table, path) : compared(table, path);
            case MULTIPICKLIST -> includes(table, path);
            case DATE, DATETIME -> dated(table, path);
            case ID, REFERENCE, NUMBER, INT, TIME -> compared(table, path);
            case BOOLEAN -> comparison(table, path);
        };
    }

    private Clause compared(Table table, Path path) {
        return random.nextInt(4) == 0 ? inList(table, path) : comparison(table, path);
    }

    private Clause comparison(Table table, Path path) {
        Kind kind = path.field().kind();
        boolean equality = kind == Kind.BOOLEAN || kind == Kind.REFERENCE;
        String comparator = any(equality ? COMPARATORS.subList(0, 3) : COMPARATORS);
        Object literal = sample(table, path);
        IntPredicate holds = holds(comparator);
        boolean unequal = comparator.equals("!=") || comparator.equals("<>");
        return clause(table, path, comparator + " " + literal(kind, literal), value -> {
            Object known = kind == Kind.BOOLEAN ? Boolean.TRUE.equals(value) : value;
            return known == null ? unequal : holds.test(Meaning.compare(kind, known, literal));
        });
    }

    private static IntPredicate holds(String comparator) {
        return switch (comparator) {
            case "=" -> order -> order == 0;
            case "<" -> order -> order < 0;
            case "<=" -> order -> order <= 0;
            case ">" -> order -> order > 0;
            case ">=" -> order -> order >= 0;
            default -> order -> order != 0;
        };
    }

    private Clause inList(Table table, Path path) {
        Kind kind = path.field().kind();
        List<@Nullable Object> listed = new ArrayList<>();
        for (int i = 1 + random.nextInt(4); i > 0; i--) {
            listed.add(random.nextInt(6) == 0 ? null : sample(table, path));
        }
        boolean negated = random.nextBoolean();
        String text = listed.stream()
                .map(value -> value == null ? "null" : literal(kind, value))
                .collect(Collectors.joining(", ", negated ? "NOT IN (" : "IN (", ")"));
        return clause(
                table,
                path,
                text,
                value -> listed.stream()
                                .anyMatch(each -> (each == null || value == null)
                                        ? each == value
                                        : Meaning.compare(kind, value, each) == 0)
                        != negated);
    }

    private Clause like(Table table, Path path) {
        List<PatternCharacter> pattern = new ArrayList<>();
        String sample = (String) sample(table, path);
        for (int i = 0; i < sample.length(); i++) {
            char c = sample.charAt(i);
            int change = random.nextInt(6);
            if (change == 0) {
                pattern.add(new PatternCharacter('%', true));
            } else {
                pattern.add(new PatternCharacter(change == 1 ? '_' : c, change == 1));
            }
        }
        if (random.nextBoolean()) {
            pattern.add(new PatternCharacter('%', true));
        }
        StringBuilder text = new StringBuilder();
        for (PatternCharacter each : pattern) {
            boolean plainWildcard = !each.wildcard() && (each.character() == '%' || each.character() == '_');
            text.append(plainWildcard ? "\\" + each.character() : escaped(String.valueOf(each.character())));
        }
        return clause(
                table, path, "LIKE '" + text + "'", value -> value != null && Meaning.like((String) value, pattern));
    }

    private Clause includes(Table table, Path path) {
        List<Set<String>> sets = new ArrayList<>();
        for (int i = 1 + random.nextInt(2); i > 0; i--) {
            sets.add(new HashSet<>(Arrays.asList(((String) sample(table, path)).split(";", -1))));
        }
        boolean negated = random.nextBoolean();
        String text = sets.stream()
                .map(set -> "'" + set.stream().map(this::recased).collect(Collectors.joining(";")) + "'")
                .collect(Collectors.joining(", ", negated ? "EXCLUDES (" : "INCLUDES (", ")"));
        return clause(table, path, text, value -> {
            List<String> chosen = value == null ? List.of() : Arrays.asList(((String) value).split(";", -1));
            return sets.stream().anyMatch(chosen::containsAll) != negated;
        });
    }

    private Clause dated(Table table, Path path) {
        int shape = random.nextInt(3);
        if (shape == 0) {
            return comparison(table, path);
        }
        boolean moment = path.field().kind() == Kind.DATETIME;
        String comparator = any(COMPARATORS);
        IntPredicate holds = holds(comparator);
        boolean unequal = comparator.equals("!=") || comparator.equals("<>");
        if (shape == 1) {
            Calendars.Range range =
                    Calendars.range(any(Calendars.UNIT_NAMES), random.nextInt(6), 1 + random.nextInt(14));
            return clause(
                    table,
                    path,
                    comparator + " " + range.text(),
                    value -> value == null
                            ? unequal
                            : holds.test(range.compare(
                                    moment ? LocalDate.ofInstant((Instant) value, zone) : (LocalDate) value, today)));
        }
        String function = any(Calendars.FUNCTION_NAMES);
        if (!moment && function.equals("HOUR_IN_DAY")) {
            function = "DAY_IN_WEEK";
        }
        boolean converted = moment && random.nextBoolean();
        var number = Objects.requireNonNull(Calendars.FUNCTIONS.get(function));
        int literal =
                function.endsWith("YEAR") && !function.contains("_IN_") ? 2025 + random.nextInt(3) : random.nextInt(14);
        String argument = converted ? "convertTimezone(" + path.text() + ")" : path.text();
        return new Clause(function + "(" + argument + ") " + comparator + " " + literal, row -> {
            Object value = world.value(table, row, path);
            return value == null
                    ? unequal
                    : holds.test(Integer.compare(number.apply(wallClock(value, converted)), literal));
        });
    }

    /** What a clock shows: of moments in the user's zone where they are converted, else in UTC. */
    LocalDateTime wallClock(Object value, boolean converted) {
        return value instanceof LocalDate date
                ? date.atStartOfDay()
                : LocalDateTime.ofInstant((Instant) value, converted ? zone : ZoneOffset.UTC);
    }

    private Clause clause(Table table, Path path, String behind, Predicate<@Nullable Object> test) {
        return new Clause(path.text() + " " + behind, row -> test.test(world.value(table, row, path)));
    }

    /** A value that the field has somewhere, or nearly. */
    private Object sample(Table table, Path path) {
        for (int tries = 0; tries < 50; tries++) {
            Object value = world.value(table, any(table.rows()), path);
            if (value != null) {
                return varied(value);
            }
        }
        return switch (path.field().kind()) {
            case ID, REFERENCE -> Objects.requireNonNull(any(table.rows()).get("Id"));
            case TEXT, PICKLIST, MULTIPICKLIST -> "Safety";
            case NUMBER -> BigDecimal.ONE;
            case INT -> 1;
            case BOOLEAN -> true;
            case DATE -> today;
            case DATETIME -> today.atStartOfDay(zone).toInstant();
            case TIME -> LocalTime.NOON;
        };
    }

    private Object varied(Object value) {
        boolean vary = random.nextInt(3) == 0;
        if (!vary) {
            return value;
        }
        if (value instanceof BigDecimal number) {
            return number.add(BigDecimal.valueOf(random.nextInt(3) - 1L, 1));
        }
        if (value instanceof LocalDate date) {
            return date.plusDays(random.nextInt(3) - 1L);
        }
        return value instanceof Instant instant ? instant.plusMillis(random.nextInt(3) - 1L) : value;
    }

    private String literal(Kind kind, Object value) {
        return switch (kind) {
            case ID, REFERENCE -> "'" + (random.nextBoolean() ? value : ((String) value).substring(0, 15)) + "'";
            case TEXT, PICKLIST, MULTIPICKLIST -> "'" + escaped(recased((String) value)) + "'";
            case NUMBER -> ((BigDecimal) value).toPlainString();
            case INT, DATE -> value.toString();
            case BOOLEAN ->
                random.nextBoolean() ? value.toString() : value.toString().toUpperCase(Locale.ROOT);
            case DATETIME -> moment((Instant) value);
            case TIME -> TIME.format((LocalTime) value);
        };
    }

    /** A moment on a clock of some zone. */
    private String moment(Instant instant) {
        int hours = random.nextInt(25) - 12;
        if (random.nextBoolean()) {
            return DateTimeFormatter.ISO_INSTANT.format(instant);
        }
        return DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSxxx", Locale.ROOT)
                .format(instant.atOffset(ZoneOffset.ofHours(hours)));
    }

    private static String escaped(String text) {
        return text.replace("\\", "\\\\")
                .replace("'", "\\'")
                .replace("\t", "\\t")
                .replace("\"", "\\\"");
    }

    private String recased(String text) {
        return switch (random.nextInt(4)) {
            case 0 -> text.toLowerCase(Locale.ROOT);
            case 1 -> Meaning.folded(text);
            default -> text;
        };
    }

    <T> T any(List<T> values) {
        return values.get(random.nextInt(values.size()));
    }
}
