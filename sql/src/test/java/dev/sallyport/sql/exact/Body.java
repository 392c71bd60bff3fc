package dev.sallyport.sql.exact;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What a query computes, before it is ordered. */
sealed interface Body extends Part permits Select, Body.SetOperation {
    @Override
    Stream<? extends Body> smaller();

    /** The columns of the answer. */
    List<Select.Item> items();

    /**
     * Rows of both sides together.
     *
     * @param operator such as {@code UNION ALL}
     */
    record SetOperation(Body left, String operator, Body right) implements Body {
        @Override
        public List<Select.Item> items() {
            return left.items();
        }

        @Override
        public void print(Printer out) {
            boolean inWords = out.dialect() == Dialect.H2
                    && List.of("INTERSECT ALL", "EXCEPT ALL").contains(operator);
            if (inWords) {
                ofNumberedRows(out);
            } else {
                side(left, out);
                out.text(" " + operator + " ");
                side(right, out);
            }
        }

        /** What H2 has only without ALL, it says of rows that are numbered among their equals. */
        private void ofNumberedRows(Printer out) {
            out.text("SELECT " + names(left) + " FROM (");
            numbered(left, out);
            out.text(" " + operator.replace(" ALL", "") + " ");
            numbered(right, out);
            out.text(")");
        }

        private static void numbered(Body side, Printer out) {
            String names = names(side);
            out.text("(SELECT " + names + ", ROW_NUMBER() OVER (PARTITION BY " + names + ") AS n FROM ");
            side(side, out);
            out.text(")");
        }

        private static String names(Body side) {
            return side.items().stream().map(Select.Item::name).collect(Collectors.joining(", "));
        }

        private static void side(Body side, Printer out) {
            if (out.dialect() == Dialect.H2 && side.items().stream().anyMatch(SetOperation::isText)) {
                // H2 compares without case letter by letter: to it, ß is not SS.
                out.text(side.items().stream()
                        .map(item -> isText(item) ? "UPPER(" + item.name() + ") AS " + item.name() : item.name())
                        .collect(Collectors.joining(", ", "(SELECT ", " FROM (")));
                out.piece(side).text("))");
            } else {
                out.text("(").piece(side).text(")");
            }
        }

        private static boolean isText(Select.Item item) {
            return item.term().kind() == Kind.TEXT;
        }

        @Override
        public Stream<Body> smaller() {
            return Stream.of(
                            Stream.of(left, right),
                            left.smaller().map(smaller -> new SetOperation(smaller, operator, right)),
                            right.smaller().map(smaller -> new SetOperation(left, operator, smaller)))
                    .flatMap(stream -> stream);
        }
    }
}
