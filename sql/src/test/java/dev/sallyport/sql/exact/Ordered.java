package dev.sallyport.sql.exact;

import java.util.stream.Stream;

/**
 * A value where values are ordered. Salesforce orders texts by their upper case (SOQL and SOSL Reference, "ORDER BY"),
 * H2's case-insensitive type does not.
 *
 * @param value a {@link Term} or {@link Literal}
 */
record Ordered(Kind kind, Object value) implements Part {
    @Override
    public void print(Printer out) {
        boolean upperCase = kind == Kind.TEXT && out.dialect() == Dialect.H2;
        out.text(upperCase ? "UPPER(" : "").piece(value).text(upperCase ? ")" : "");
    }

    @Override
    public Stream<Ordered> smaller() {
        return value instanceof Term term ? term.smaller().map(smaller -> new Ordered(kind, smaller)) : Stream.empty();
    }
}
