package dev.sallyport.sql.exact;

import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A query expression.
 *
 * @param limit the most rows, or null
 */
record Query(
        List<Common> with,
        Body body,
        List<Key> orderBy,
        @Nullable Integer limit,
        int offset) implements Part {
    static Query of(Body body) {
        return new Query(List.of(), body, List.of(), null, 0);
    }

    /** A query that WITH gives a name. */
    record Common(String name, Query query) implements Part {
        @Override
        public void print(Printer out) {
            out.text("\"" + name + "\" AS (").piece(query).text(")");
        }

        @Override
        public Stream<Common> smaller() {
            return query.smaller().map(smaller -> new Common(name, smaller));
        }
    }

    /**
     * A key of ORDER BY.
     *
     * @param nullsFirst null for the default, which is last when ascending and first when descending
     */
    record Key(Term term, boolean descending, @Nullable Boolean nullsFirst) implements Part {
        @Override
        public void print(Printer out) {
            new Ordered(term.kind(), term).print(out);
            out.text(descending ? " DESC" : "");
            if (nullsFirst != null || out.dialect() == Dialect.H2) {
                boolean first = nullsFirst == null ? descending : nullsFirst;
                out.text(first ? " NULLS FIRST" : " NULLS LAST");
            }
        }

        @Override
        public Stream<Key> smaller() {
            return term.smaller().map(smaller -> new Key(smaller, descending, nullsFirst));
        }
    }

    @Override
    public void print(Printer out) {
        if (!with.isEmpty()) {
            out.text("WITH ").list(with).text(" ");
        }
        boolean wrapped = out.dialect() == Dialect.H2 && !orderBy.isEmpty() && !isPlain();
        out.text(wrapped ? "SELECT * FROM (" : "").piece(body).text(wrapped ? ")" : "");
        if (!orderBy.isEmpty()) {
            out.text(" ORDER BY ").list(orderBy);
        }
        if (offset > 0) {
            out.text(" OFFSET " + offset + " ROWS");
        }
        if (limit != null) {
            out.text(" FETCH NEXT " + limit + " ROWS ONLY");
        }
    }

    /** Whether H2 may order by the upper case of a column: of the answer's own, it may not. */
    private boolean isPlain() {
        return orderBy.stream().noneMatch(key -> body.items().stream()
                .anyMatch(item -> key.term().pieces().equals(List.of(item.name()))));
    }

    /** Where a limit depends on the order, the order stays whole. */
    @Override
    public Stream<Query> smaller() {
        Stream<Query> unlimited = Stream.of(
                        limit == null ? null : new Query(with, body, orderBy, null, offset),
                        offset == 0 ? null : new Query(with, body, orderBy, limit, 0))
                .flatMap(Stream::ofNullable);
        return Stream.of(
                        body.smaller().map(smaller -> new Query(with, smaller, orderBy, limit, offset)),
                        unlimited,
                        (limit == null && offset == 0 ? Part.smaller(orderBy, Key::smaller) : Stream.<List<Key>>empty())
                                .map(keys -> new Query(with, body, keys, limit, offset)),
                        Part.smaller(with, Common::smaller)
                                .map(commons -> new Query(commons, body, orderBy, limit, offset)))
                .flatMap(stream -> stream);
    }
}
