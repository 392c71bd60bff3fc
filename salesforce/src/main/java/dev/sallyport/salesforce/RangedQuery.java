package dev.sallyport.salesforce;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Splits a query by ranges of ids. Ids are given in bursts, with gaps between them, so ranges of the same width have unlike
 * numbers of records: how many, the first page of each tells, and a range that has much more than its share is split again,
 * as long as others leave room.
 */
final class RangedQuery {
    private static final List<QueryColumn> ID = List.of(new QueryColumn(List.of("Id"), FieldType.ID));

    /** Each finds what lies in an eighth of the width that the one before it has found. */
    private static final int ROUNDS = 4;

    /** Less is read before splitting it would have paid. */
    private static final long FEWEST_WORTH_SPLITTING = 10_000;

    /** So many times its share may a range have. */
    private static final double UNEVEN = 1.5;

    private final Function<String, FirstPage> firstPages;

    /**
     * Makes it.
     *
     * @param firstPages of a statement in SOQL
     */
    RangedQuery(Function<String, FirstPage> firstPages) {
        this.firstPages = firstPages;
    }

    /** A range with its first page, and into how many it is to be split. */
    private static final class Part {
        private final IdRange range;
        private final QueryPage page;
        private int pieces = 1;

        Part(IdRange range, QueryPage page) {
            this.range = range;
            this.page = page;
        }

        boolean isOpen() {
            return page.nextRecordsUrl() != null;
        }

        double sizeOfPiece() {
            return (double) page.totalSize() / pieces;
        }
    }

    /** All ids of a type, as they are now; empty if it has no records. Two calls. */
    Optional<IdRange> ids(String sObject) {
        RecordShape shape = new RecordShape(ID);
        Function<RecordShape, QueryPage> lowest = firstPages
                .apply("SELECT Id FROM " + sObject + " ORDER BY Id LIMIT 1")
                .send();
        Function<RecordShape, QueryPage> highest = firstPages
                .apply("SELECT Id FROM " + sObject + " ORDER BY Id DESC LIMIT 1")
                .send();
        @Nullable Object @Nullable [] first = lowest.apply(shape).next();
        @Nullable Object @Nullable [] last = highest.apply(shape).next();
        return first == null || last == null
                ? Optional.empty()
                : Optional.of(IdRange.all(String.valueOf(first[0]), String.valueOf(last[0])));
    }

    /**
     * The first pages of queries that have all records between them. When some are split, the others that have more pages are
     * asked anew as well: of a user's queries Salesforce keeps the ten that began last.
     *
     * @param soqlOfRange gives the query with a condition
     * @param most how many of them there are at most that have more than a page
     */
    List<QueryPage> firstPages(IdRange ids, UnaryOperator<String> soqlOfRange, RecordShape shape, int most) {
        List<Part> parts = asked(ids.split(most), soqlOfRange, shape);
        for (int round = 1; round < ROUNDS && plan(parts, most); round++) {
            List<Part> whole = new ArrayList<>();
            List<IdRange> finer = new ArrayList<>();
            for (Part part : parts) {
                if (part.isOpen()) {
                    part.page.close();
                    finer.addAll(part.range.split(part.pieces));
                } else {
                    whole.add(part);
                }
            }
            whole.addAll(asked(finer, soqlOfRange, shape));
            parts = whole;
        }
        return parts.stream().map(part -> part.page).toList();
    }

    private List<Part> asked(List<IdRange> ranges, UnaryOperator<String> soqlOfRange, RecordShape shape) {
        List<Function<RecordShape, QueryPage>> sent = ranges.stream()
                .map(range ->
                        firstPages.apply(soqlOfRange.apply(range.condition())).send())
                .toList();
        List<Part> parts = new ArrayList<>();
        for (int i = 0; i < ranges.size(); i++) {
            parts.add(new Part(ranges.get(i), sent.get(i).apply(shape)));
        }
        return parts;
    }

    /** Says which parts are to be split into how many, so that all that may be open are; false if none is. */
    private static boolean plan(List<Part> parts, int most) {
        List<Part> open = parts.stream().filter(Part::isOpen).toList();
        double share =
                (double) open.stream().mapToLong(part -> part.page.totalSize()).sum() / most;
        List<Part> uneven = open.stream()
                .filter(part -> part.page.totalSize() >= Math.max(FEWEST_WORTH_SPLITTING, UNEVEN * share))
                .toList();
        for (int room = most - open.size(); room > 0 && !uneven.isEmpty(); room--) {
            Collections.max(uneven, Comparator.comparingDouble(Part::sizeOfPiece)).pieces++;
        }
        return open.size() < most && !uneven.isEmpty();
    }
}
