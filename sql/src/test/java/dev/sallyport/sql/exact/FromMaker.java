package dev.sallyport.sql.exact;

import dev.sallyport.sql.exact.From.Join;
import java.util.ArrayList;
import java.util.List;

/** Makes FROM clauses: tables, and joins along relationships and otherwise. */
final class FromMaker {
    /** A FROM clause and what it brings in sight. */
    record Source(From from, Scope scope) {}

    private record Link(Term on, Table other) {}

    private final Maker maker;

    FromMaker(Maker maker) {
        this.maker = maker;
    }

    /** One table. */
    Source table() {
        return table(maker.random().any(maker.tables().all()));
    }

    private Source table(Table table) {
        String alias = maker.alias();
        From from = maker.random().oneIn(12)
                ? new From.First(table.name(), alias, 1 + maker.random().below(20))
                : new From.Named(table.name(), alias);
        return new Source(from, Scope.of(table, alias));
    }

    /** One to four tables. */
    Source joined() {
        return joined(maker.random().any(List.of(1, 1, 1, 1, 1, 2, 2, 2, 3, 4)));
    }

    /** So many tables. */
    Source joined(int count) {
        Source source = table();
        for (int i = 1; i < count; i++) {
            source = maker.random().oneIn(6) ? joinedOtherwise(source) : joinedByRelationship(source);
        }
        return source;
    }

    /** From a reference to its record, or from a record to those that refer to it. */
    private Source joinedByRelationship(Source source) {
        List<Scope.Named> columns = source.scope().columns().stream()
                .filter(column -> column.parent() != null || column.key())
                .toList();
        Scope.Named column = maker.random().any(columns);
        if (column.parent() != null) {
            Source parent = table(maker.tables().get(column.parent()));
            return join(source, parent, equal(column, parent.scope().keys().get(0)));
        }
        List<Link> children = new ArrayList<>();
        String alias = maker.alias();
        for (Table table : maker.tables().all()) {
            for (Scope.Named reference : Scope.of(table, alias).columns()) {
                if (reference.parent() != null && refersTo(column, reference.parent())) {
                    children.add(new Link(equal(reference, column), table));
                }
            }
        }
        if (children.isEmpty()) {
            return joinedOtherwise(source);
        }
        Link link = maker.random().any(children);
        return join(
                source,
                new Source(new From.Named(link.other().name(), alias), Scope.of(link.other(), alias)),
                link.on());
    }

    private boolean refersTo(Scope.Named key, String table) {
        return java.util.Objects.equals(
                key.values(), maker.tables().get(table).columns().get(0).values());
    }

    private Source joinedOtherwise(Source source) {
        Source other = table();
        List<Kind> shared = List.of(Kind.TEXT, Kind.DATE, Kind.INTEGER, Kind.DECIMAL, Kind.TIMESTAMP, Kind.ID).stream()
                .filter(kind -> source.scope().has(kind) && other.scope().has(kind))
                .toList();
        Kind kind = maker.random().any(shared);
        Term on = equal(
                maker.random().any(source.scope().of(kind)),
                maker.random().any(other.scope().of(kind)));
        return join(source, other, on);
    }

    private Source join(Source left, Source right, Term on) {
        Scope both = left.scope().and(right.scope());
        Term whole = maker.random().oneIn(5)
                ? Term.condition(on, " AND ", maker.conditions().condition(both, 0))
                : on;
        Join.Type type = maker.random()
                .any(List.of(
                        Join.Type.INNER,
                        Join.Type.INNER,
                        Join.Type.INNER,
                        Join.Type.LEFT,
                        Join.Type.LEFT,
                        Join.Type.LEFT,
                        Join.Type.RIGHT,
                        Join.Type.FULL));
        if (type == Join.Type.FULL && maker.random().oneIn(2)) {
            type = Join.Type.LEFT;
        }
        return new Source(new Join(left.from(), type, right.from(), whole), both);
    }

    private static Term equal(Scope.Named left, Scope.Named right) {
        return Term.condition(left.term(), " = ", right.term());
    }
}
