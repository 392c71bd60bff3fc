package dev.sallyport.sql.write;

import dev.sallyport.salesforce.FieldType;
import dev.sallyport.salesforce.RecordError;
import dev.sallyport.salesforce.RecordWrite;
import dev.sallyport.salesforce.RowResult;
import dev.sallyport.salesforce.WriteResults;
import dev.sallyport.sql.soql.RecordId;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import org.apache.calcite.linq4j.AbstractEnumerable;
import org.apache.calcite.linq4j.Enumerable;
import org.apache.calcite.linq4j.Enumerator;
import org.apache.calcite.linq4j.Linq4j;
import org.jspecify.annotations.Nullable;

/** Writes the rows of a plan. Public for the code that Calcite makes. */
public final class RecordModification {
    /** What Salesforce says of an id that no record has, or has no longer. */
    private static final Set<String> NO_SUCH_RECORD =
            Set.of("ENTITY_IS_DELETED", "INVALID_CROSS_REFERENCE_KEY", "NOT_FOUND", "MALFORMED_ID");

    private static final RowResult MISSING = new RowResult(
            RowResult.Outcome.REFUSED,
            null,
            false,
            List.of(new RecordError("NOT_FOUND", "No record of the table has this id.", List.of())));

    private final WriteTarget target;
    private final RecordWrite write;
    private final List<FieldType> types;
    private final boolean reads;
    private final boolean byGivenId;

    /**
     * Makes it.
     *
     * @param types of the fields of {@code write}
     * @param reads whether its rows come from Salesforce
     * @param byGivenId whether ids come from the statement itself: records that are not there are no failure then
     */
    RecordModification(WriteTarget target, RecordWrite write, List<FieldType> types, boolean reads, boolean byGivenId) {
        this.target = target;
        this.write = write;
        this.types = List.copyOf(types);
        this.reads = reads;
        this.byGivenId = byGivenId;
    }

    RecordWrite write() {
        return write;
    }

    boolean reads() {
        return reads;
    }

    /**
     * Writes the rows when it is enumerated.
     *
     * @param rows each an array with a value for each field
     * @return one row, with how many were written
     */
    public Enumerable<Long> count(Enumerable<@Nullable Object[]> rows) {
        return new AbstractEnumerable<>() {
            @Override
            public Enumerator<Long> enumerator() {
                return Linq4j.singletonEnumerator(run(rows));
            }
        };
    }

    /** Sends some rows; not those whose given ids no record of the table can have: Salesforce would look at other objects. */
    WriteResults write(RecordWrite exactly, List<@Nullable Object[]> rows) {
        if (!byGivenId) {
            return target.client().write(exactly, rows);
        }
        List<@Nullable Object[]> possible =
                rows.stream().filter(row -> mayBeOfTable(row[0])).toList();
        WriteResults sent = possible.isEmpty()
                ? new WriteResults(List.of(), null)
                : target.client().write(exactly, possible);
        Iterator<RowResult> results = sent.rows().iterator();
        return new WriteResults(
                rows.stream()
                        .map(row -> mayBeOfTable(row[0]) ? results.next() : MISSING)
                        .toList(),
                sent.failure());
    }

    private boolean mayBeOfTable(@Nullable Object id) {
        String prefix = target.describe().keyPrefix();
        return id instanceof String text && RecordId.isWhole(text) && (prefix == null || text.startsWith(prefix));
    }

    /** Whether a row names a record that is not there: in SQL that is a row less, and no failure. */
    boolean isMissing(RowResult row) {
        return byGivenId && row.errors().stream().map(RecordError::statusCode).anyMatch(NO_SUCH_RECORD::contains);
    }

    private Long run(Enumerable<@Nullable Object[]> rows) {
        try (Enumerator<@Nullable Object[]> enumerator = rows.enumerator()) {
            return target.session().run().take(this, new Iterator<>() {
                private boolean here;
                private boolean ended;

                @Override
                public boolean hasNext() {
                    if (!here && !ended) {
                        here = enumerator.moveNext();
                        ended = !here;
                    }
                    return here;
                }

                @Override
                public @Nullable Object[] next() {
                    here = false;
                    return written(enumerator.current());
                }
            });
        }
    }

    private @Nullable Object[] written(@Nullable Object[] held) {
        @Nullable Object[] values = new @Nullable Object[types.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = WrittenValue.of(types.get(i), held[i]);
        }
        return values;
    }
}
