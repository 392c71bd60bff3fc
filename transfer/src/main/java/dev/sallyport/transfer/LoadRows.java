package dev.sallyport.transfer;

import dev.sallyport.salesforce.RecordError;
import dev.sallyport.salesforce.RecordWrite;
import dev.sallyport.salesforce.WriteOperation;
import dev.sallyport.transfer.FieldText.UnfitException;
import dev.sallyport.transfer.LoadColumns.Target;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Some rows of the files with the values that they have for the fields, or why they are not sent. Whoever goes through the
 * same rows again finds the same: so what was sent can be told from the files alone.
 */
final class LoadRows {
    private final SourceCursor cursor;
    private final Terms terms;
    private final Iterator<RowRanges.Range> ranges;
    private final Set<String> keys = new HashSet<>();
    private RowRanges.Range range = new RowRanges.Range(0, 0);
    private long upcoming;
    private @Nullable Row ahead;

    /**
     * How rows become values.
     *
     * @param whyOnce why of two rows about one record that go together the second is not sent, as a clause; null if it is
     */
    record Terms(
            RecordWrite write,
            List<Target> targets,
            FieldText texts,
            @Nullable String whyOnce) {}

    /** A row. */
    static final class Row {
        private final long number;
        private final List<@Nullable String> texts;
        private final @Nullable Object @Nullable [] values;
        private final @Nullable RecordError error;

        private Row(
                long number,
                List<@Nullable String> texts,
                @Nullable Object @Nullable [] values,
                @Nullable RecordError error) {
            this.number = number;
            this.texts = texts;
            this.values = values;
            this.error = error;
        }

        /** From 0 over all files. */
        long number() {
            return number;
        }

        /** The values as the files have them. */
        List<@Nullable String> texts() {
            return texts;
        }

        /** The values for the fields; null if the row is not sent. */
        @Nullable
        Object @Nullable [] values() {
            return values;
        }

        /** Why it is not sent; null if it is. */
        @Nullable
        RecordError error() {
            return error;
        }
    }

    LoadRows(SourceCursor cursor, Terms terms, RowRanges rows) {
        this.cursor = cursor;
        this.terms = terms;
        this.ranges = rows.ranges().iterator();
    }

    /** The next row, which stays the next; null after the last. */
    @Nullable
    Row peek() {
        if (ahead == null && upcoming == range.to() && ranges.hasNext()) {
            range = ranges.next();
            upcoming = range.from();
        }
        if (ahead == null && upcoming < range.to()) {
            ahead = read(upcoming++);
        }
        return ahead;
    }

    /** The next row; null after the last. */
    @Nullable
    Row next() {
        Row row = peek();
        ahead = null;
        return row;
    }

    /** The values of those that are sent, once. */
    Iterable<@Nullable Object[]> sent() {
        return () -> new Iterator<>() {
            @Override
            public boolean hasNext() {
                for (Row row = peek(); row != null && row.values() == null; row = peek()) {
                    ahead = null;
                }
                return ahead != null;
            }

            @Override
            public @Nullable Object[] next() {
                Row row = hasNext() ? LoadRows.this.next() : null;
                if (row == null || row.values() == null) {
                    throw new NoSuchElementException();
                }
                return row.values();
            }
        };
    }

    private Row read(long number) {
        List<@Nullable String> texts = cursor.row(number);
        @Nullable Object[] values = new @Nullable Object[terms.targets().size()];
        try {
            for (int field = 0; field < values.length; field++) {
                Target target = terms.targets().get(field);
                String text = target.source() < 0 ? target.constant() : texts.get(target.source());
                values[field] = target.value(terms.texts(), field, text);
            }
        } catch (UnfitException e) {
            return new Row(number, texts, null, e.error());
        }
        RecordError error = terms.write().operation() == WriteOperation.INSERT ? null : refusal(values);
        return new Row(number, texts, error == null ? values : null, error);
    }

    /** Why a row is not sent, by what it says of its record. */
    private @Nullable RecordError refusal(@Nullable Object[] values) {
        String externalId = terms.write().externalIdField();
        String field = externalId == null ? "Id" : externalId;
        String key = terms.write().keyOf(values);
        if (key == null) {
            String where =
                    switch (terms.write().operation()) {
                        case INSERT, UPSERT -> "";
                        case UPDATE -> " in an update call";
                        case DELETE -> " in a delete call";
                    };
            return new RecordError("MISSING_ARGUMENT", field + " not specified" + where, List.of(field));
        }
        if (terms.whyOnce() != null && !keys.add(key)) {
            return new RecordError(
                    "DUPLICATE_VALUE",
                    "Another row before this one is about the same record, and " + terms.whyOnce()
                            + ". This row was not sent",
                    List.of(field));
        }
        return null;
    }
}
