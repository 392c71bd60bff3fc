package dev.sallyport.sql.exact;

import java.util.ArrayList;
import java.util.List;

/** Makes conditions. */
final class ConditionMaker {
    private static final List<String> COMPARISONS = List.of(" = ", " <> ", " < ", " <= ", " > ", " >= ");
    private static final List<String> DISTINCTIONS = List.of(" IS DISTINCT FROM ", " IS NOT DISTINCT FROM ");

    private final Maker maker;

    ConditionMaker(Maker maker) {
        this.maker = maker;
    }

    /** A condition on what is in sight, so many operators deep at the most. */
    Term condition(Scope scope, int depth) {
        if (depth <= 0 || maker.random().below(5) < 2) {
            return simple(scope);
        }
        int smaller = depth - 1;
        return switch (maker.random().below(10)) {
            case 0, 1, 2 -> Term.condition("(", condition(scope, smaller), " AND ", condition(scope, smaller), ")");
            case 3, 4, 5 -> Term.condition("(", condition(scope, smaller), " OR ", condition(scope, smaller), ")");
            case 6 -> Term.condition("NOT (", condition(scope, smaller), ")");
            case 7 -> truth(scope);
            default -> maker.subqueries().condition(scope);
        };
    }

    /** Of a simple condition: H2 writes {@code EXISTS (…) IS TRUE} in a way that it cannot read again. */
    private Term truth(Scope scope) {
        String test = maker.random()
                .any(List.of(
                        " IS TRUE", " IS FALSE", " IS NOT TRUE", " IS NOT FALSE", " IS UNKNOWN", " IS NOT UNKNOWN"));
        return Term.condition("(", simple(scope), ")" + test);
    }

    private Term simple(Scope scope) {
        Scope.Named column = maker.random().any(scope.columns());
        return switch (maker.random().below(12)) {
            case 0, 1, 2 -> comparison(column);
            case 3 -> flipped(column);
            case 4 -> columns(scope, column);
            case 5, 6 -> in(column);
            case 7 -> isOrdered(column.kind()) && column.kind() != Kind.ID ? between(column) : comparison(column);
            case 8 -> like(scope, column);
            case 9 -> Term.condition(column.term(), maker.random().any(List.of(" IS NULL", " IS NOT NULL")));
            case 10 -> column.kind() == Kind.BOOLEAN ? bare(column) : shifted(scope, column);
            default -> computed(scope, column.kind());
        };
    }

    private Term bare(Scope.Named column) {
        return switch (maker.random().below(3)) {
            case 0 -> column.term();
            case 1 -> Term.condition("NOT ", column.term());
            default ->
                Term.condition(
                        column.term(),
                        maker.random().any(List.of(" IS TRUE", " IS NOT TRUE", " IS FALSE", " IS NOT FALSE")));
        };
    }

    private Term comparison(Scope.Named column) {
        String comparator = comparator(column.kind());
        Literal literal = maker.literals().near(column);
        // A parameter that is ordered among ids must be one; a constant need not.
        boolean order = column.kind() == Kind.ID && !COMPARISONS.subList(0, 2).contains(comparator);
        return compared(
                column.kind(),
                column.term(),
                comparator,
                order ? new Literal(Kind.ID, literal.value(), false) : literal);
    }

    private static Term compared(Kind kind, Object left, String comparator, Object right) {
        return Term.condition(new Ordered(kind, left), comparator, new Ordered(kind, right));
    }

    private Term flipped(Scope.Named column) {
        Term comparison = comparison(column);
        return Term.condition(
                comparison.pieces().get(2),
                comparison.pieces().get(1),
                comparison.pieces().get(0));
    }

    private String comparator(Kind kind) {
        return isOrdered(kind)
                ? maker.random().any(COMPARISONS)
                : maker.random().any(COMPARISONS.subList(0, 2));
    }

    private static boolean isOrdered(Kind kind) {
        return kind != Kind.BOOLEAN;
    }

    private Term columns(Scope scope, Scope.Named column) {
        Scope.Named other = maker.random().any(scope.of(column.kind()));
        String comparator = maker.random().oneIn(5) ? maker.random().any(DISTINCTIONS) : comparator(column.kind());
        return compared(column.kind(), column.term(), comparator, other.term());
    }

    private Term in(Scope.Named column) {
        List<Object> pieces =
                new ArrayList<>(List.of(column.term(), maker.random().oneIn(3) ? " NOT IN (" : " IN ("));
        int count = 1 + maker.random().below(4);
        for (int i = 0; i < count; i++) {
            pieces.add(i == 0 ? "" : ", ");
            pieces.add(maker.literals().near(column));
        }
        pieces.add(")");
        return new Term(Kind.BOOLEAN, pieces);
    }

    private Term between(Scope.Named column) {
        return Term.condition(
                new Ordered(column.kind(), column.term()),
                maker.random().oneIn(3) ? " NOT BETWEEN " : " BETWEEN ",
                new Ordered(column.kind(), maker.literals().near(column)),
                " AND ",
                new Ordered(column.kind(), maker.literals().near(column)));
    }

    private Term like(Scope scope, Scope.Named fallback) {
        if (!scope.has(Kind.TEXT)) {
            return comparison(fallback);
        }
        Scope.Named column = maker.random().any(scope.of(Kind.TEXT));
        String pattern = maker.literals().pattern(column);
        String operator = maker.random().oneIn(3) ? " NOT LIKE " : " LIKE ";
        if (maker.random().oneIn(3)) {
            String escape = maker.random().any(List.of("!", "\\", "x", "~"));
            String escaped = escaped(pattern, escape);
            return Term.condition(
                    column.term(), operator, new Literal(Kind.ID, escaped, false), " ESCAPE '" + escape + "'");
        }
        return Term.condition(
                column.term(),
                operator,
                new Literal(Kind.ID, pattern, maker.literals().isParameter()),
                new Printer.Words("", " ESCAPE ''"));
    }

    /** Every wildcard but the last percent sign stands for itself. */
    private static String escaped(String pattern, String escape) {
        int last = pattern.lastIndexOf('%');
        StringBuilder escaped = new StringBuilder();
        for (int i = 0; i < pattern.length(); i++) {
            char c = pattern.charAt(i);
            boolean special = (c == '%' || c == '_') && i != last;
            escaped.append(special || escape.charAt(0) == c ? escape : "").append(c);
        }
        return escaped.toString();
    }

    /** Dates and points in time a while after or before others; other kinds plainly. */
    private Term shifted(Scope scope, Scope.Named column) {
        Kind kind = column.kind();
        if (kind != Kind.DATE && kind != Kind.TIMESTAMP) {
            return comparison(column);
        }
        List<String> units =
                kind == Kind.DATE ? List.of("DAY", "MONTH", "YEAR") : List.of("HOUR", "DAY", "MONTH", "MINUTE");
        Scope onlyThis = new Scope(List.of(column));
        return switch (maker.random().below(3)) {
            case 0 ->
                Term.condition(
                        column.term(), comparator(kind), maker.values().shifted(new Scope(List.of()), kind, 0, units));
            case 1 ->
                Term.condition(
                        maker.values().shifted(onlyThis, kind, 0, units),
                        comparator(kind),
                        new Literal(kind, maker.literals().near(column).value(), false));
            default ->
                Term.condition(
                        maker.values().shifted(onlyThis, kind, 0, units),
                        comparator(kind),
                        maker.random().any(scope.of(kind)).term());
        };
    }

    private Term computed(Scope scope, Kind kind) {
        Kind compared = kind == Kind.BOOLEAN || kind == Kind.ID ? Kind.INTEGER : kind;
        return compared(
                compared,
                maker.values().value(scope, compared, 2),
                comparator(compared),
                maker.values().value(scope, compared, 1));
    }
}
