package dev.sallyport.sql.exact;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Writes a query in one dialect. */
final class Printer {
    private final Dialect dialect;
    private final Map<Literal, Literal> values;
    private final StringBuilder sql = new StringBuilder();
    private final List<Literal> parameters = new ArrayList<>();
    private boolean unsupported;

    Printer(Dialect dialect) {
        this(dialect, Map.of());
    }

    /**
     * @param values what stands for the parameters; one that is not among them has its own
     */
    Printer(Dialect dialect, Map<Literal, Literal> values) {
        this.dialect = dialect;
        this.values = values;
    }

    Dialect dialect() {
        return dialect;
    }

    String sql() {
        return sql.toString();
    }

    /** The parameters with their values, in order. */
    List<Literal> parameters() {
        return parameters;
    }

    /** Whether H2 has no words for something in the query. */
    boolean isUnsupported() {
        return unsupported;
    }

    /** Says that H2 has no words for this. */
    Printer notInH2() {
        unsupported |= dialect == Dialect.H2;
        return this;
    }

    Printer text(String text) {
        sql.append(text);
        return this;
    }

    /** A piece of a term: text, words that differ by dialect, a constant, a part. */
    Printer piece(Object piece) {
        if (piece instanceof Part part) {
            part.print(this);
        } else if (piece instanceof Literal literal) {
            literal(literal);
        } else if (piece instanceof Words words) {
            sql.append(dialect == Dialect.H2 ? words.h2() : words.sallyport());
        } else {
            sql.append(piece);
        }
        return this;
    }

    private void literal(Literal literal) {
        Literal current = values.getOrDefault(literal, literal);
        if (current.parameter() && dialect == Dialect.SALLYPORT) {
            sql.append('?');
            parameters.add(current);
        } else {
            sql.append(current.text(dialect));
        }
    }

    Printer list(List<? extends Part> parts) {
        for (int i = 0; i < parts.size(); i++) {
            if (i > 0) {
                sql.append(", ");
            }
            parts.get(i).print(this);
        }
        return this;
    }

    /** What the two dialects call the same thing. */
    record Words(String sallyport, String h2) {}
}
