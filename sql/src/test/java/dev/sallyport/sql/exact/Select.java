package dev.sallyport.sql.exact;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A SELECT.
 *
 * @param where null for every row
 * @param groupBy what is grouped by; empty for none
 * @param having null for every group
 */
record Select(
        boolean distinct,
        List<Item> items,
        From from,
        @Nullable Term where,
        Grouping grouping,
        List<Term> groupBy,
        @Nullable Term having)
        implements Body {
    /** Which groups are made of the keys. */
    enum Grouping {
        SIMPLE,
        ROLLUP,
        CUBE
    }

    /**
     * A column of the answer.
     *
     * @param rounded whether engines may differ in far digits
     */
    record Item(Term term, String name, boolean rounded) implements Part {
        @Override
        public void print(Printer out) {
            out.piece(term).text(" AS " + name);
        }

        @Override
        public Stream<Item> smaller() {
            return term.smaller().map(smaller -> new Item(smaller, name, rounded));
        }
    }

    @Override
    public void print(Printer out) {
        if (grouping != Grouping.SIMPLE && out.dialect() == Dialect.H2) {
            printGroupingSets(out);
            return;
        }
        printHead(out, items);
        if (!groupBy.isEmpty()) {
            out.text(" GROUP BY ").text(grouping == Grouping.SIMPLE ? "" : grouping + "(");
            out.list(groupBy).text(grouping == Grouping.SIMPLE ? "" : ")");
        }
        if (having != null) {
            out.text(" HAVING ").piece(having);
        }
    }

    private void printHead(Printer out, List<Item> shown) {
        out.text(distinct ? "SELECT DISTINCT " : "SELECT ").list(shown).text(" FROM ");
        from.print(out);
        if (where != null) {
            out.text(" WHERE ").piece(where);
        }
    }

    /** H2 has neither ROLLUP nor CUBE: one query for each set of keys; the one without keys has a row in any case. */
    private void printGroupingSets(Printer out) {
        List<List<Term>> sets = grouping == Grouping.ROLLUP ? prefixes() : subsets();
        for (int i = 0; i < sets.size(); i++) {
            List<Term> keys = sets.get(i);
            out.text(i == 0 ? "" : " UNION ALL ");
            printHead(out, items.stream().map(item -> within(item, keys)).toList());
            if (!keys.isEmpty()) {
                out.text(" GROUP BY ").list(keys);
            }
            out.text(keys.isEmpty() ? " HAVING COUNT(*) >= 0" : having == null ? "" : " HAVING ");
            if (having != null) {
                out.text(keys.isEmpty() ? " AND " : "").piece(having);
            }
        }
    }

    private Item within(Item item, List<Term> keys) {
        return groupBy.contains(item.term()) && !keys.contains(item.term())
                ? new Item(
                        Term.of(
                                item.term().kind(),
                                "CAST(NULL AS " + item.term().kind().h2() + ")"),
                        item.name(),
                        item.rounded())
                : item;
    }

    private List<List<Term>> prefixes() {
        return IntStream.rangeClosed(0, groupBy.size())
                .mapToObj(size -> groupBy.subList(0, size))
                .toList();
    }

    private List<List<Term>> subsets() {
        return IntStream.range(0, 1 << groupBy.size())
                .mapToObj(bits -> IntStream.range(0, groupBy.size())
                        .filter(i -> (bits & 1 << i) != 0)
                        .mapToObj(groupBy::get)
                        .toList())
                .toList();
    }

    @Override
    public Stream<Select> smaller() {
        List<Select> less = new ArrayList<>();
        if (where != null) {
            less.add(new Select(distinct, items, from, null, grouping, groupBy, having));
        }
        if (having != null) {
            less.add(new Select(distinct, items, from, where, grouping, groupBy, null));
        }
        if (distinct) {
            less.add(new Select(false, items, from, where, grouping, groupBy, having));
        }
        if (grouping != Grouping.SIMPLE) {
            less.add(new Select(distinct, items, from, where, Grouping.SIMPLE, groupBy, having));
        }
        return Stream.of(
                        less.stream(),
                        from.smaller().map(f -> new Select(distinct, items, f, where, grouping, groupBy, having)),
                        Part.smaller(items, Item::smaller)
                                .map(i -> new Select(distinct, i, from, where, grouping, groupBy, having)),
                        Part.smaller(groupBy, Term::smaller)
                                .map(g -> new Select(distinct, items, from, where, grouping, g, having)),
                        smaller(where).map(w -> new Select(distinct, items, from, w, grouping, groupBy, having)),
                        smaller(having).map(h -> new Select(distinct, items, from, where, grouping, groupBy, h)))
                .flatMap(stream -> stream);
    }

    private static Stream<Term> smaller(@Nullable Term term) {
        return term == null ? Stream.empty() : term.smaller();
    }
}
