package dev.sallyport.sql.exact;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The columns that an expression may name. */
record Scope(List<Named> columns) {
    /**
     * A column in sight.
     *
     * @param parent the table that it refers to, or null
     * @param values what may be compared with it
     * @param key whether it is the id of a table's records
     */
    record Named(Term term, Kind kind, @Nullable String parent, List<Object> values, boolean key) {}

    static Scope of(Table table, String alias) {
        return new Scope(table.columns().stream()
                .map(column -> new Named(
                        Term.of(column.kind(), alias + "." + column.name()),
                        column.kind(),
                        column.parent(),
                        column.values(),
                        column.name().equals("Id")))
                .toList());
    }

    /** The columns of a query under an alias. */
    static Scope of(List<Select.Item> items, String alias) {
        return new Scope(items.stream()
                .map(item -> new Named(
                        Term.of(item.term().kind(), alias + "." + item.name()),
                        item.term().kind(),
                        null,
                        List.of(),
                        false))
                .toList());
    }

    Scope and(Scope other) {
        List<Named> all = new ArrayList<>(columns);
        all.addAll(other.columns);
        return new Scope(all);
    }

    List<Named> of(Kind kind) {
        return columns.stream().filter(column -> column.kind() == kind).toList();
    }

    boolean has(Kind kind) {
        return columns.stream().anyMatch(column -> column.kind() == kind);
    }

    List<Named> keys() {
        return columns.stream().filter(Named::key).toList();
    }
}
