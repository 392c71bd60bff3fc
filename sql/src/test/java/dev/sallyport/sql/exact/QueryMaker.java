package dev.sallyport.sql.exact;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Makes whole queries, one after the other. */
final class QueryMaker {
    private static final List<Kind> KINDS =
            List.of(Kind.TEXT, Kind.TEXT, Kind.ID, Kind.INTEGER, Kind.DECIMAL, Kind.BOOLEAN, Kind.DATE, Kind.TIMESTAMP);

    private final Maker maker;
    private final AggregateMaker aggregates;

    QueryMaker(Tables tables, RandomValues random) {
        this.maker = new Maker(tables, random);
        this.aggregates = new AggregateMaker(maker);
    }

    Asked next() {
        maker.restart();
        return switch (maker.random().below(20)) {
            case 0, 1, 2, 3, 4, 5, 6, 7, 8 -> records();
            case 9, 10, 11, 12, 13 -> groups();
            case 14 -> distinct();
            case 15, 16 -> setOperation();
            case 17 -> windows();
            default -> overQuery();
        };
    }

    private Asked records() {
        FromMaker.Source source = maker.froms().joined();
        Select select = new Select(
                false,
                items(source.scope(), 2),
                source.from(),
                maker.random().oneIn(8) ? null : maker.conditions().condition(source.scope(), 3),
                Select.Grouping.SIMPLE,
                List.of(),
                null);
        if (maker.random().oneIn(2)) {
            return new Asked(Query.of(select), false);
        }
        List<Query.Key> keys = new ArrayList<>();
        for (int i = maker.random().below(3); i > 0; i--) {
            Term term = maker.random().oneIn(4)
                    ? maker.literals().withoutParameters(() -> maker.values()
                            .value(source.scope(), maker.random().any(KINDS), 1))
                    : maker.random().any(source.scope().columns()).term();
            boolean constant = term.pieces().size() == 1 && term.pieces().get(0) instanceof Literal;
            if (!constant) {
                keys.add(key(term));
            }
        }
        source.scope().keys().forEach(id -> keys.add(key(id.term())));
        return new Asked(limited(select, keys), true);
    }

    private Query.Key key(Term term) {
        return new Query.Key(
                term,
                maker.random().oneIn(2),
                maker.random().oneIn(2) ? null : Boolean.valueOf(maker.random().oneIn(2)));
    }

    private Query limited(Body body, List<Query.Key> keys) {
        boolean limit = maker.random().oneIn(2);
        return new Query(
                List.of(),
                body,
                keys,
                limit ? Integer.valueOf(maker.random().below(15)) : null,
                maker.random().oneIn(4) ? maker.random().below(12) : 0);
    }

    private List<Select.Item> items(Scope scope, int depth) {
        List<Select.Item> items = new ArrayList<>();
        for (int i = 1 + maker.random().below(4); i > 0; i--) {
            Term term = maker.random().oneIn(4)
                    ? maker.values().value(scope, maker.random().any(KINDS), depth)
                    : maker.random().any(scope.columns()).term();
            items.add(new Select.Item(term, "c" + items.size(), false));
        }
        return items;
    }

    private Asked groups() {
        return maybeOrderedByAll(aggregates.select());
    }

    private Asked distinct() {
        FromMaker.Source source = maker.froms().joined();
        return maybeOrderedByAll(new Select(
                true,
                items(source.scope(), 1),
                source.from(),
                maker.random().oneIn(2) ? null : maker.conditions().condition(source.scope(), 2),
                Select.Grouping.SIMPLE,
                List.of(),
                null));
    }

    /** Rows that differ in no column may stand in any order. */
    private Asked maybeOrderedByAll(Body body) {
        boolean rounded = body.items().stream().anyMatch(Select.Item::rounded);
        if (rounded || maker.random().oneIn(2)) {
            return new Asked(Query.of(body), false);
        }
        List<Query.Key> keys = body.items().stream()
                .map(item -> key(Term.of(item.term().kind(), item.name())))
                .toList();
        return new Asked(limited(body, keys), true);
    }

    private Asked setOperation() {
        List<Kind> kinds = IntStream.rangeClosed(0, maker.random().below(3))
                .mapToObj(i -> maker.random().any(KINDS))
                .toList();
        Body body = side(kinds);
        for (int i = 1 + maker.random().below(2); i > 0; i--) {
            String operator = maker.random()
                    .any(List.of(
                            "UNION", "UNION ALL", "UNION ALL", "INTERSECT", "EXCEPT", "INTERSECT ALL", "EXCEPT ALL"));
            body = new Body.SetOperation(body, operator, side(kinds));
        }
        return maybeOrderedByAll(body);
    }

    private Select side(List<Kind> kinds) {
        FromMaker.Source source = maker.froms().joined();
        List<Select.Item> items = new ArrayList<>();
        for (Kind kind : kinds) {
            items.add(new Select.Item(maker.values().value(source.scope(), kind, 1), "c" + items.size(), false));
        }
        return new Select(
                maker.random().oneIn(6),
                items,
                source.from(),
                maker.random().oneIn(3) ? null : maker.conditions().condition(source.scope(), 2),
                Select.Grouping.SIMPLE,
                List.of(),
                null);
    }

    private Asked windows() {
        FromMaker.Source source = maker.froms().joined();
        Scope scope = source.scope();
        List<Select.Item> items = new ArrayList<>(items(scope, 0));
        Term partition = maker.random().any(scope.columns()).term();
        Scope.Named order = maker.random().any(scope.columns());
        List<Scope.Named> numbers = scope.columns().stream()
                .filter(column -> column.kind().isNumber())
                .toList();
        List<Query.Key> keys = new ArrayList<>(List.of(key(order.term())));
        boolean counts = numbers.isEmpty() || maker.random().oneIn(2);
        boolean numbered = counts && maker.random().oneIn(2);
        if (numbered) {
            scope.keys().forEach(id -> keys.add(key(id.term())));
        }
        String function = numbered
                ? "ROW_NUMBER()"
                : counts ? maker.random().any(List.of("RANK()", "DENSE_RANK()", "COUNT(*)")) : "SUM(";
        Object operand = counts ? "" : maker.random().any(numbers).term();
        List<Object> pieces = new ArrayList<>(
                List.of(function, operand, counts ? "" : ")", " OVER (PARTITION BY ", partition, " ORDER BY "));
        for (int i = 0; i < keys.size(); i++) {
            pieces.add(i == 0 ? "" : ", ");
            pieces.add(keys.get(i));
        }
        pieces.add(")");
        items.add(new Select.Item(new Term(Kind.DECIMAL, pieces), "c" + items.size(), false));
        return new Asked(
                Query.of(new Select(
                        false,
                        items,
                        source.from(),
                        maker.random().oneIn(2) ? null : maker.conditions().condition(scope, 1),
                        Select.Grouping.SIMPLE,
                        List.of(),
                        null)),
                false);
    }

    /** A query over a query: a derived table or a common table expression, joined with a table now and then. */
    private Asked overQuery() {
        boolean grouped = maker.random().oneIn(3);
        Query inner;
        if (grouped) {
            inner = Query.of(aggregates.select());
        } else {
            Asked records = records();
            inner = records.query();
        }
        String alias = maker.alias();
        String name = "q" + alias;
        boolean common = maker.random().oneIn(2);
        From from = common ? new From.Named(name, alias) : new From.Derived(inner, alias);
        List<Select.Item> innerItems =
                inner.body().items().stream().filter(item -> !item.rounded()).toList();
        if (innerItems.isEmpty()) {
            return records();
        }
        Scope scope = Scope.of(innerItems, alias);
        if (maker.random().oneIn(3)) {
            FromMaker.Source other = maker.froms().table();
            Scope.Named column = maker.random().any(scope.columns());
            if (other.scope().has(column.kind()) && column.kind() != Kind.BOOLEAN) {
                Term on = Term.condition(
                        column.term(),
                        " = ",
                        maker.random().any(other.scope().of(column.kind())).term());
                from = new From.Join(
                        from, maker.random().any(List.of(From.Join.Type.INNER, From.Join.Type.LEFT)), other.from(), on);
                scope = scope.and(other.scope());
            }
        }
        Select outer = new Select(
                maker.random().oneIn(6),
                items(scope, 1),
                from,
                maker.random().oneIn(3) ? null : maker.conditions().condition(scope, 1),
                Select.Grouping.SIMPLE,
                List.of(),
                null);
        List<Query.Common> with = common ? List.of(new Query.Common(name, inner)) : List.of();
        return new Asked(new Query(with, outer, List.of(), null, 0), false);
    }
}
