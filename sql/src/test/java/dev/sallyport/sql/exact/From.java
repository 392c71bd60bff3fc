package dev.sallyport.sql.exact;

import java.util.stream.Stream;

/** Where a SELECT reads. */
sealed interface From extends Part {
    @Override
    Stream<? extends From> smaller();

    /** A table, or a query that WITH names. */
    record Named(String name, String alias) implements From {
        @Override
        public void print(Printer out) {
            out.text("\"" + name + "\" " + alias);
        }

        @Override
        public Stream<From> smaller() {
            return Stream.empty();
        }
    }

    /** The first records of a table, by their ids. */
    record First(String name, String alias, int records) implements From {
        @Override
        public void print(Printer out) {
            out.text("(SELECT * FROM \"" + name + "\" ORDER BY ");
            new Ordered(Kind.ID, Term.of(Kind.ID, "Id")).print(out);
            out.text(" FETCH NEXT " + records + " ROWS ONLY) " + alias);
        }

        @Override
        public Stream<From> smaller() {
            return Stream.of(new Named(name, alias));
        }
    }

    /** A query in place of a table. */
    record Derived(Query query, String alias) implements From {
        @Override
        public void print(Printer out) {
            out.text("(").piece(query).text(") " + alias);
        }

        @Override
        public Stream<From> smaller() {
            return query.smaller().map(smaller -> new Derived(smaller, alias));
        }
    }

    /** Two of them, joined. */
    record Join(From left, Type type, From right, Term on) implements From {
        /** How rows without a partner are treated. */
        enum Type {
            INNER,
            LEFT,
            RIGHT,
            FULL
        }

        @Override
        public void print(Printer out) {
            if (type == Type.FULL) {
                out.notInH2();
            }
            left.print(out);
            out.text(" " + type + " JOIN ");
            right.print(out);
            out.text(" ON ");
            on.print(out);
        }

        @Override
        public Stream<From> smaller() {
            Stream<From> sides = Stream.of(left, right);
            Stream<From> inner = type == Type.INNER ? Stream.empty() : Stream.of(new Join(left, Type.INNER, right, on));
            return Stream.of(
                            sides,
                            inner,
                            left.smaller().map(smaller -> new Join(smaller, type, right, on)),
                            right.smaller().map(smaller -> new Join(left, type, smaller, on)),
                            on.smaller().map(smaller -> new Join(left, type, right, smaller)))
                    .flatMap(stream -> stream);
        }
    }
}
