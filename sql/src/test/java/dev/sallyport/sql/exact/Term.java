package dev.sallyport.sql.exact;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * An expression: its pieces one after the other.
 *
 * @param pieces strings, {@link Printer.Words}, {@link Literal}s, terms and queries
 */
record Term(Kind kind, List<Object> pieces) implements Part {
    Term {
        pieces = List.copyOf(pieces);
    }

    static Term of(Kind kind, Object... pieces) {
        return new Term(kind, List.of(pieces));
    }

    /** A condition. */
    static Term condition(Object... pieces) {
        return new Term(Kind.BOOLEAN, List.of(pieces));
    }

    /** A computed text: H2 would forget that its operands compare without case. */
    static Term text(Object... pieces) {
        List<Object> all = new ArrayList<>();
        all.add(new Printer.Words("", "CAST("));
        all.addAll(List.of(pieces));
        all.add(new Printer.Words("", " AS VARCHAR_IGNORECASE)"));
        return new Term(Kind.TEXT, all);
    }

    @Override
    public void print(Printer out) {
        pieces.forEach(out::piece);
    }

    @Override
    public Stream<Term> smaller() {
        Stream<Term> parts = pieces.stream()
                .filter(Term.class::isInstance)
                .map(Term.class::cast)
                .filter(part -> part.kind() == kind);
        Stream<Term> shrunk = Stream.iterate(0, i -> i < pieces.size(), i -> i + 1)
                .filter(i -> pieces.get(i) instanceof Part)
                .flatMap(i -> ((Part) pieces.get(i)).smaller().map(part -> with(i, part)));
        return Stream.concat(parts, shrunk);
    }

    private Term with(int index, Part part) {
        List<Object> changed = new ArrayList<>(pieces);
        changed.set(index, part);
        return new Term(kind, changed);
    }
}
