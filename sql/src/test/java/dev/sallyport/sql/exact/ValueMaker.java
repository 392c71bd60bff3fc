package dev.sallyport.sql.exact;

import java.math.BigDecimal;
import java.util.List;

/** Makes expressions that have a value. */
final class ValueMaker {
    private final Maker maker;

    ValueMaker(Maker maker) {
        this.maker = maker;
    }

    /** An expression of a kind: often a column, if there is one in sight. */
    Term value(Scope scope, Kind kind, int depth) {
        boolean hasColumn = scope.has(kind);
        if (depth <= 0 || maker.random().below(5) < 3) {
            return hasColumn
                    ? maker.random().any(scope.of(kind)).term()
                    : Term.of(kind, maker.literals().any(kind));
        }
        int smaller = depth - 1;
        return switch (maker.random().below(7)) {
            case 0 -> Term.of(kind, maker.literals().any(kind));
            case 1 -> kind == Kind.ID ? value(scope, kind, 0) : coalesce(scope, kind, smaller);
            case 2 -> kind == Kind.ID ? value(scope, kind, 0) : choice(scope, kind, smaller);
            default -> computed(scope, kind, smaller);
        };
    }

    private Term computed(Scope scope, Kind kind, int depth) {
        return switch (kind) {
            case TEXT -> text(scope, depth);
            case INTEGER -> integer(scope, depth);
            case DECIMAL -> decimal(scope, depth);
            case BOOLEAN -> Term.condition("(", maker.conditions().condition(scope, depth), ")");
            case DATE -> date(scope, depth);
            case TIMESTAMP -> timestamp(scope, depth);
            case ID, TIME -> value(scope, kind, 0);
        };
    }

    private Term coalesce(Scope scope, Kind kind, int depth) {
        return cast(kind, "COALESCE(", value(scope, kind, depth), ", ", value(scope, kind, depth), ")");
    }

    private Term choice(Scope scope, Kind kind, int depth) {
        return maker.literals().withoutParameters(() -> caseOf(scope, kind, depth));
    }

    private Term caseOf(Scope scope, Kind kind, int depth) {
        Term when = maker.conditions().condition(scope, Math.min(depth, 1));
        return cast(
                kind,
                "CASE WHEN ",
                when,
                " THEN ",
                value(scope, kind, depth),
                " ELSE ",
                value(scope, kind, depth),
                " END");
    }

    private static Term cast(Kind kind, Object... pieces) {
        return kind == Kind.TEXT ? Term.text(pieces) : Term.of(kind, pieces);
    }

    private Term text(Scope scope, int depth) {
        Term value = value(scope, Kind.TEXT, depth);
        return switch (maker.random().below(6)) {
            case 0 -> Term.text("UPPER(", value, ")");
            case 1 -> Term.text("LOWER(", value, ")");
            case 2 -> Term.text("(", value, " || ", value(scope, Kind.TEXT, depth), ")");
            case 3 ->
                Term.text(
                        "SUBSTRING(",
                        value,
                        " FROM " + (1 + maker.random().below(3)) + " FOR "
                                + (1 + maker.random().below(3)) + ")");
            case 4 -> Term.text("TRIM(", value, ")");
            default -> Term.text("NULLIF(", value, ", ", value(scope, Kind.TEXT, 0), ")");
        };
    }

    private Term integer(Scope scope, int depth) {
        return switch (maker.random().below(5)) {
            case 0 -> Term.of(Kind.INTEGER, "CHAR_LENGTH(", value(scope, Kind.TEXT, depth), ")");
            case 1 -> {
                String unit = maker.random().any(List.of("YEAR", "MONTH", "DAY", "QUARTER"));
                Kind of = maker.random().oneIn(3) ? Kind.TIMESTAMP : Kind.DATE;
                yield Term.of(Kind.INTEGER, "EXTRACT(" + unit + " FROM ", value(scope, of, 0), ")");
            }
            case 2 ->
                Term.of(
                        Kind.INTEGER,
                        "(",
                        value(scope, Kind.INTEGER, depth),
                        maker.random().any(List.of(" + ", " - ")),
                        value(scope, Kind.INTEGER, 0),
                        ")");
            case 3 -> Term.of(Kind.INTEGER, "ABS(", value(scope, Kind.INTEGER, depth), ")");
            default ->
                Term.of(
                        Kind.INTEGER,
                        "(",
                        value(scope, Kind.INTEGER, 0),
                        " * " + (1 + maker.random().below(4)) + ")");
        };
    }

    private Term decimal(Scope scope, int depth) {
        Term value = value(scope, Kind.DECIMAL, depth);
        return switch (maker.random().below(5)) {
            case 0 ->
                Term.of(
                        Kind.DECIMAL,
                        "(",
                        value,
                        maker.random().any(List.of(" + ", " - ")),
                        value(scope, Kind.DECIMAL, 0),
                        ")");
            case 1 ->
                Term.of(
                        Kind.DECIMAL,
                        "(",
                        value(scope, Kind.DECIMAL, 0),
                        " * ",
                        new Literal(
                                Kind.DECIMAL,
                                new BigDecimal(maker.random().any(List.of("2", "0.5", "-1", "1.25"))),
                                false),
                        ")");
            case 2 -> Term.of(Kind.DECIMAL, "ABS(", value, ")");
            case 3 -> Term.of(Kind.DECIMAL, "FLOOR(", value, ")");
            default -> Term.of(Kind.DECIMAL, "CEIL(", value, ")");
        };
    }

    private Term date(Scope scope, int depth) {
        return switch (maker.random().below(4)) {
            case 0 -> Term.of(Kind.DATE, "CAST(", value(scope, Kind.TIMESTAMP, depth), " AS DATE)");
            case 1 -> shifted(scope, Kind.DATE, depth, List.of("MONTH", "YEAR"));
            default -> shifted(scope, Kind.DATE, depth, List.of("DAY"));
        };
    }

    private Term timestamp(Scope scope, int depth) {
        return switch (maker.random().below(4)) {
            case 0 -> Term.of(Kind.TIMESTAMP, "CAST(", value(scope, Kind.DATE, depth), " AS TIMESTAMP)");
            case 1 -> shifted(scope, Kind.TIMESTAMP, depth, List.of("MONTH", "YEAR"));
            default -> shifted(scope, Kind.TIMESTAMP, depth, List.of("DAY", "HOUR", "MINUTE"));
        };
    }

    /** A point in time so many units later or earlier. */
    Term shifted(Scope scope, Kind kind, int depth, List<String> units) {
        return Term.of(
                kind,
                "(",
                value(scope, kind, depth),
                maker.random().any(List.of(" + ", " - ")) + "INTERVAL '"
                        + (1 + maker.random().below(40)) + "' "
                        + maker.random().any(units) + ")");
    }
}
