package dev.sallyport.sql.exact;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A query to compare.
 *
 * @param ordered whether its ORDER BY leaves no choice, so that the rows' order counts
 * @param values what stands for the query's parameters instead of their own values
 */
record Asked(Query query, boolean ordered, Map<Literal, Literal> values) {
    Asked(Query query, boolean ordered) {
        this(query, ordered, Map.of());
    }

    /** The same statement with other values for its parameters; empty if it has none. */
    Optional<Asked> again(LiteralMaker literals) {
        Map<Literal, Literal> others = new HashMap<>();
        new Asked(query, ordered)
                .printed(Dialect.SALLYPORT)
                .parameters()
                .forEach(parameter -> others.put(parameter, literals.instead(parameter)));
        return others.isEmpty() ? Optional.empty() : Optional.of(new Asked(query, ordered, others));
    }

    Printer printed(Dialect dialect) {
        Printer printer = new Printer(dialect, values);
        query.print(printer);
        return printer;
    }
}
