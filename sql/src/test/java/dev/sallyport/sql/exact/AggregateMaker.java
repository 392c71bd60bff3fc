package dev.sallyport.sql.exact;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes SELECTs that group. */
final class AggregateMaker {
    private final Maker maker;

    AggregateMaker(Maker maker) {
        this.maker = maker;
    }

    Select select() {
        FromMaker.Source source = maker.froms().joined();
        List<Term> keys = keys(source.scope());
        List<Select.Item> items = new ArrayList<>();
        for (Term key : keys) {
            if (!maker.random().oneIn(8)) {
                items.add(new Select.Item(key, "c" + items.size(), false));
            }
        }
        int aggregates = maker.random().below(4) + (items.isEmpty() ? 1 : 0);
        for (int i = 0; i < aggregates; i++) {
            items.add(aggregate(source.scope(), "c" + items.size()));
        }
        Select.Grouping grouping =
                keys.isEmpty() || keys.size() > 3 || !maker.random().oneIn(5)
                        ? Select.Grouping.SIMPLE
                        : maker.random().any(List.of(Select.Grouping.ROLLUP, Select.Grouping.CUBE));
        return new Select(
                false,
                items,
                source.from(),
                maker.random().oneIn(2) ? null : maker.conditions().condition(source.scope(), 2),
                grouping,
                keys,
                maker.random().oneIn(3)
                        ? having(source.scope(), grouping == Select.Grouping.SIMPLE ? keys : List.of())
                        : null);
    }

    private List<Term> keys(Scope scope) {
        List<Term> keys = new ArrayList<>();
        for (int i = maker.random().any(List.of(0, 1, 1, 1, 1, 2, 2, 3)); i > 0; i--) {
            Term key = maker.random().oneIn(5)
                    ? computed(scope)
                    : maker.random().any(scope.columns()).term();
            if (!keys.contains(key)) {
                keys.add(key);
            }
        }
        return keys;
    }

    private Term computed(Scope scope) {
        Kind kind = maker.random().any(List.of(Kind.TEXT, Kind.INTEGER, Kind.BOOLEAN, Kind.DATE));
        // Two parameters are two values: a key that is selected too may hold none.
        Term value = maker.literals().withoutParameters(() -> maker.values().value(scope, kind, 1));
        boolean isColumn =
                scope.columns().stream().anyMatch(column -> column.term().equals(value));
        // A constant by itself would be the number of a column.
        return isColumn || value.pieces().size() > 1
                ? value
                : maker.random().any(scope.columns()).term();
    }

    private Select.Item aggregate(Scope scope, String name) {
        Scope.Named column = maker.random().any(scope.columns());
        if (maker.random().oneIn(4)) {
            return new Select.Item(Term.of(Kind.INTEGER, "COUNT(*)", filtered(scope)), name, false);
        }
        List<Scope.Named> numbers = scope.columns().stream()
                .filter(candidate -> candidate.kind().isNumber())
                .toList();
        if (!numbers.isEmpty() && maker.random().oneIn(2)) {
            Scope.Named number = maker.random().any(numbers);
            String function = maker.random().any(List.of("SUM(", "SUM(", "AVG(", "SUM(DISTINCT ", "MIN(", "MAX("));
            Term operand = maker.random().oneIn(4) ? maker.values().value(scope, number.kind(), 1) : number.term();
            return new Select.Item(Term.of(number.kind(), function, operand, ")"), name, function.equals("AVG("));
        }
        return new Select.Item(plain(column), name, false);
    }

    private Term plain(Scope.Named column) {
        boolean counted = column.kind() == Kind.BOOLEAN || maker.random().oneIn(2);
        if (counted) {
            return Term.of(Kind.INTEGER, maker.random().oneIn(2) ? "COUNT(DISTINCT " : "COUNT(", column.term(), ")");
        }
        return column.kind() == Kind.TEXT
                ? leastText(column)
                : Term.of(column.kind(), maker.random().any(List.of("MIN(", "MAX(")), column.term(), ")");
    }

    /** The least and the greatest text go by code point. */
    private Term leastText(Scope.Named column) {
        return Term.of(
                Kind.TEXT,
                maker.random().any(List.of("MIN(", "MAX(")),
                new Printer.Words("", "CAST("),
                column.term(),
                new Printer.Words("", " AS VARCHAR)"),
                ")");
    }

    private Object filtered(Scope scope) {
        return maker.random().oneIn(4)
                ? Term.condition(" FILTER (WHERE ", maker.conditions().condition(scope, 0), ")")
                : "";
    }

    private @Nullable Term having(Scope scope, List<Term> keys) {
        Term count = Term.condition("COUNT(*)" + maker.random().any(List.of(" > ", " = ", " < "))
                + (1 + maker.random().below(3)));
        List<Scope.Named> numbers = scope.of(Kind.DECIMAL);
        if (!numbers.isEmpty() && maker.random().oneIn(2)) {
            Term sum = Term.condition(
                    maker.random().any(List.of("SUM(", "MAX(")),
                    maker.random().any(numbers).term(),
                    ") " + maker.random().any(List.of(">", "<=")) + " ",
                    maker.literals().any(Kind.DECIMAL));
            return maker.random().oneIn(2) ? sum : Term.condition("(", count, " OR ", sum, ")");
        }
        // Calcite does not know a comparison that is a key again.
        return keys.isEmpty() || maker.random().oneIn(2) || keys.get(0).kind() == Kind.BOOLEAN
                ? count
                : Term.condition(keys.get(0), " IS NOT NULL");
    }
}
