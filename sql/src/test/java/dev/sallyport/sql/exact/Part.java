package dev.sallyport.sql.exact;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/** A part of a query that can be written, and made smaller. */
interface Part {
    void print(Printer out);

    /** Parts that may stand in this one's place and have less in them. What they make need not be valid SQL. */
    Stream<? extends Part> smaller();

    /** Every list that has one element fewer, or one smaller. */
    static <T extends Part> Stream<List<T>> smaller(List<T> parts, Function<T, Stream<T>> smallerOf) {
        Stream<List<T>> fewer = Stream.iterate(0, i -> i < parts.size(), i -> i + 1)
                .map(i -> {
                    List<T> rest = new ArrayList<>(parts);
                    rest.remove((int) i);
                    return rest;
                });
        Stream<List<T>> replaced = Stream.iterate(0, i -> i < parts.size(), i -> i + 1)
                .flatMap(i -> smallerOf.apply(parts.get(i)).map(part -> {
                    List<T> changed = new ArrayList<>(parts);
                    changed.set(i, part);
                    return changed;
                }));
        return Stream.concat(fewer, replaced);
    }
}
