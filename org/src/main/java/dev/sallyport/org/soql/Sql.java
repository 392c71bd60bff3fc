package dev.sallyport.org.soql;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A piece of the database's SQL.
 *
 * @param text with a question mark for each parameter
 * @param parameters in the order of their question marks
 */
record Sql(String text, List<Object> parameters) {
    static final Sql EMPTY = new Sql("", List.of());

    /** Stands among the parameters for the ids of parents, which are given when the statement runs. */
    static final Object KEYS = new Object();

    Sql {
        parameters = List.copyOf(parameters);
    }

    static Sql of(String text, Object... parameters) {
        return new Sql(text, List.of(parameters));
    }

    static Sql joined(String separator, List<Sql> pieces) {
        return new Sql(
                pieces.stream().map(Sql::text).collect(Collectors.joining(separator)),
                pieces.stream().flatMap(piece -> piece.parameters().stream()).toList());
    }

    Sql then(String more) {
        return new Sql(text + more, parameters);
    }

    Sql then(Sql more) {
        List<Object> all = new ArrayList<>(parameters);
        all.addAll(more.parameters());
        return new Sql(text + more.text(), all);
    }

    /** This between two texts. */
    Sql within(String before, String after) {
        return new Sql(before + text + after, parameters);
    }

    /** A name as an identifier. */
    static String quoted(String name) {
        return '"' + name + '"';
    }
}
