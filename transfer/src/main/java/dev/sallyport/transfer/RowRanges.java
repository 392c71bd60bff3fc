package dev.sallyport.transfer;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Some of the rows of a load, by their numbers from 0 over all its files.
 *
 * @param ranges in ascending order, apart from each other
 */
record RowRanges(List<Range> ranges) {
    static final RowRanges NONE = new RowRanges(List.of());

    /**
     * Rows one after the other.
     *
     * @param from the first
     * @param to the one after the last
     */
    record Range(long from, long to) {}

    RowRanges {
        ranges = List.copyOf(ranges);
    }

    static RowRanges until(long to) {
        return to == 0 ? NONE : new RowRanges(List.of(new Range(0, to)));
    }

    boolean isEmpty() {
        return ranges.isEmpty();
    }

    boolean contains(long row) {
        return ranges.stream().anyMatch(range -> range.from() <= row && row < range.to());
    }

    /** How many rows there are. */
    long count() {
        return ranges.stream().mapToLong(range -> range.to() - range.from()).sum();
    }

    /** The first of them. */
    RowRanges first(long count) {
        List<Range> first = new ArrayList<>();
        long left = count;
        for (Range range : ranges) {
            long some = Math.min(left, range.to() - range.from());
            if (some > 0) {
                first.add(new Range(range.from(), range.from() + some));
                left -= some;
            }
        }
        return new RowRanges(first);
    }

    /** All but the first of them. */
    RowRanges after(long count) {
        List<Range> rest = new ArrayList<>();
        long left = count;
        for (Range range : ranges) {
            long some = Math.min(left, range.to() - range.from());
            left -= some;
            if (range.from() + some < range.to()) {
                rest.add(new Range(range.from() + some, range.to()));
            }
        }
        return new RowRanges(rest);
    }

    /** These and others, none of which is among these. */
    RowRanges and(RowRanges others) {
        List<Range> sorted = new ArrayList<>(ranges);
        sorted.addAll(others.ranges);
        sorted.sort(Comparator.comparingLong(Range::from));
        List<Range> joined = new ArrayList<>();
        for (Range range : sorted) {
            int last = joined.size() - 1;
            if (last >= 0 && joined.get(last).to() == range.from()) {
                joined.set(last, new Range(joined.get(last).from(), range.to()));
            } else {
                joined.add(range);
            }
        }
        return new RowRanges(joined);
    }

    /** These without others. */
    RowRanges without(RowRanges others) {
        List<Range> left = new ArrayList<>(ranges);
        for (Range other : others.ranges) {
            List<Range> cut = new ArrayList<>();
            for (Range range : left) {
                add(cut, range.from(), Math.min(range.to(), other.from()));
                add(cut, Math.max(range.from(), other.to()), range.to());
            }
            left = cut;
        }
        return new RowRanges(left);
    }

    private static void add(List<Range> ranges, long from, long to) {
        if (from < to) {
            ranges.add(new Range(from, to));
        }
    }

    /** The rows of some numbers, in ascending order. */
    static RowRanges of(List<Long> numbers) {
        List<Range> ranges = new ArrayList<>();
        for (int first = 0, last = 0; first < numbers.size(); first = last) {
            last = first + 1;
            while (last < numbers.size() && numbers.get(last) == numbers.get(last - 1) + 1) {
                last++;
            }
            ranges.add(new Range(numbers.get(first), numbers.get(last - 1) + 1));
        }
        return new RowRanges(ranges);
    }
}
