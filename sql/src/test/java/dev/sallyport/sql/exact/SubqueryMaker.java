package dev.sallyport.sql.exact;

import java.util.List;

/** Makes conditions that hold a query. */
final class SubqueryMaker {
    private final Maker maker;

    SubqueryMaker(Maker maker) {
        this.maker = maker;
    }

    Term condition(Scope outer) {
        if (!maker.mayNest()) {
            return maker.conditions().condition(outer, 0);
        }
        maker.enter();
        try {
            return switch (maker.random().below(6)) {
                case 0, 1, 2 -> in(outer);
                case 3, 4 -> exists(outer);
                default -> scalar(outer);
            };
        } finally {
            maker.leave();
        }
    }

    private Term in(Scope outer) {
        FromMaker.Source inner = maker.froms().joined(maker.random().oneIn(4) ? 2 : 1);
        List<Kind> kinds = List.of(Kind.ID, Kind.ID, Kind.ID, Kind.TEXT, Kind.DATE, Kind.DECIMAL).stream()
                .filter(kind -> outer.has(kind) && inner.scope().has(kind))
                .toList();
        if (kinds.isEmpty()) {
            return maker.conditions().condition(outer, 0);
        }
        Kind kind = maker.random().any(kinds);
        Scope.Named tested = maker.random().any(outer.of(kind));
        List<Scope.Named> fitting = inner.scope().of(kind).stream()
                .filter(column -> kind != Kind.ID || related(tested, column))
                .toList();
        Scope.Named selected =
                maker.random().any(fitting.isEmpty() ? inner.scope().of(kind) : fitting);
        return Term.condition(
                tested.term(),
                maker.random().oneIn(3) ? " NOT IN (" : " IN (",
                select(inner, selected.term(), where(inner.scope())),
                ")");
    }

    private static boolean related(Scope.Named a, Scope.Named b) {
        return a.values().stream().anyMatch(b.values()::contains);
    }

    private Term exists(Scope outer) {
        FromMaker.Source inner = maker.froms().table();
        List<Scope.Named> ids = inner.scope().of(Kind.ID);
        Scope.Named column = maker.random().any(ids);
        List<Scope.Named> partners =
                outer.of(Kind.ID).stream().filter(id -> related(id, column)).toList();
        Term condition = partners.isEmpty()
                ? where(inner.scope())
                : Term.condition(
                        column.term(), " = ", maker.random().any(partners).term(), " AND ", where(inner.scope()));
        return Term.condition(
                maker.random().oneIn(3) ? "NOT EXISTS (" : "EXISTS (",
                select(inner, Term.of(Kind.INTEGER, "1"), condition),
                ")");
    }

    private Term scalar(Scope outer) {
        Kind kind = maker.random().any(List.of(Kind.DATE, Kind.DECIMAL, Kind.INTEGER));
        FromMaker.Source inner = maker.froms().table();
        if (!outer.has(kind) || !inner.scope().has(kind)) {
            return maker.conditions().condition(outer, 0);
        }
        Term aggregate = Term.of(
                kind,
                maker.random().any(List.of("MAX(", "MIN(")),
                maker.random().any(inner.scope().of(kind)).term(),
                ")");
        return Term.condition(
                maker.random().any(outer.of(kind)).term(),
                maker.random().any(List.of(" = ", " < ", " >= ")),
                "(",
                select(inner, aggregate, where(inner.scope())),
                ")");
    }

    private Term where(Scope scope) {
        return maker.conditions().condition(scope, 1);
    }

    private static Query select(FromMaker.Source source, Term selected, Term where) {
        return Query.of(new Select(
                false,
                List.of(new Select.Item(selected, "c", false)),
                source.from(),
                where,
                Select.Grouping.SIMPLE,
                List.of(),
                null));
    }
}
