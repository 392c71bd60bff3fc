package dev.sallyport.spark;

import dev.sallyport.salesforce.FieldDescribe;
import dev.sallyport.spark.task.FailedInSparkException;
import dev.sallyport.spark.task.PartReaderFactory;
import dev.sallyport.sql.soql.SoqlCondition;
import dev.sallyport.sql.soql.SoqlCondition.Comparison;
import dev.sallyport.sql.soql.SoqlCondition.Operator;
import dev.sallyport.sql.soql.SoqlField;
import dev.sallyport.sql.soql.SoqlQuery;
import dev.sallyport.sql.soql.SoqlValue;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.connector.read.InputPartition;
import org.apache.spark.sql.connector.read.PartitionReaderFactory;
import org.apache.spark.sql.connector.read.streaming.MicroBatchStream;
import org.apache.spark.sql.connector.read.streaming.Offset;
import org.apache.spark.sql.connector.read.streaming.ReadLimit;
import org.apache.spark.sql.connector.read.streaming.SupportsTriggerAvailableNow;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/**
 * The records of an object, and then those that change, by SystemModstamp. A batch has the records whose last change is in
 * its window, as they are when it is read: a record that changes once more before it is read comes with a later batch in its
 * place. A window ends where Salesforce is sure to show all changes, docs/decisions/0034. For use by the one thread that runs
 * the stream.
 */
final class ChangeStream implements MicroBatchStream, SupportsTriggerAvailableNow {
    static final String STAMP = "SystemModstamp";

    private final ConnectedOrg org;
    private final SoqlQuery query;
    private final SoqlField stamp;
    private final StructType schema;
    private final ScanTerms terms;

    /** The last look for changes; null before the first. */
    private @Nullable Look look;

    /** The window that was counted last, which is mostly the one that is read next; null before the first. */
    private @Nullable Window window;

    /** Where a query ends that is to read what is there and no more; null for one that goes on. */
    private @Nullable ChangeOffset last;

    /**
     * What a look for changes has found.
     *
     * @param until where the next batch ends; {@code from} if nothing has changed
     * @param at by {@link System#nanoTime()}
     */
    private record Look(ChangeOffset from, ChangeOffset until, long at) {}

    private record Window(ChangeOffset from, ChangeOffset until, RecordScan scan) {}

    private ChangeStream(ConnectedOrg org, SoqlQuery query, FieldDescribe stamp, StructType schema, ScanTerms terms) {
        this.org = org;
        this.query = query;
        this.stamp = SoqlField.of(stamp);
        this.schema = schema;
        this.terms = terms;
    }

    /**
     * A stream of an object.
     *
     * @param query of all its records
     * @throws FailedInSparkException if it does not tell its changes
     */
    static ChangeStream of(ConnectedOrg org, SoqlQuery query, StructType schema, ScanTerms terms) {
        FieldDescribe stamp = FailedInSparkException.telling(() -> org.describe(query.sObject()))
                .flatMap(describe -> describe.field(STAMP))
                .filter(FieldDescribe::filterable)
                .orElseThrow(() -> new FailedInSparkException("The object " + query.sObject() + " has no " + STAMP
                        + " to ask for: it does not tell what has changed. Read it as a whole, with spark.read."));
        return new ChangeStream(org, query, stamp, schema, terms);
    }

    @Override
    public Offset initialOffset() {
        return terms.since() == null ? ChangeOffset.BEGINNING : new ChangeOffset(terms.since());
    }

    @Override
    public Offset deserializeOffset(String json) {
        return ChangeOffset.parse(json);
    }

    @Override
    public ReadLimit getDefaultReadLimit() {
        return ReadLimit.allAvailable();
    }

    @Override
    public void prepareForTriggerAvailableNow() {
        last = horizon();
    }

    /** Spark asks a hundred times a second; a look takes three calls, and Salesforce is sure of whole minutes. */
    @Override
    public Offset latestOffset(Offset start, ReadLimit limit) {
        ChangeOffset from = (ChangeOffset) start;
        Look before = look;
        if (before != null && System.nanoTime() - before.at() < terms.poll().toNanos()) {
            return from.equals(before.from()) ? before.until() : from;
        }
        ChangeOffset horizon = last == null ? horizon() : last;
        boolean news = horizon.before().isAfter(from.before())
                && FailedInSparkException.telling(
                        () -> scan(from, horizon).rows().orElse(1) > 0);
        ChangeOffset until = news ? horizon : from;
        look = new Look(from, until, System.nanoTime());
        return until;
    }

    /** Spark asks by the other method. */
    @Override
    public Offset latestOffset() {
        return horizon();
    }

    private ChangeOffset horizon() {
        return FailedInSparkException.telling(
                () -> new ChangeOffset(org.client().changesCoveredUntil(query.sObject())));
    }

    @Override
    public InputPartition[] planInputPartitions(Offset start, Offset end) {
        // The first batch of a stream without records.
        return start.equals(end)
                ? new InputPartition[0]
                : scan((ChangeOffset) start, (ChangeOffset) end).planInputPartitions();
    }

    private RecordScan scan(ChangeOffset from, ChangeOffset until) {
        Window known = window;
        if (known == null || !known.from().equals(from) || !known.until().equals(until)) {
            List<SoqlCondition> bounds = new ArrayList<>();
            if (!from.equals(ChangeOffset.BEGINNING)) {
                bounds.add(bound(Operator.GREATER_OR_EQUAL, from.before()));
            }
            bounds.add(bound(Operator.LESS, until.before()));
            known = new Window(from, until, new RecordScan(org, query.and(bounds), schema, terms));
            window = known;
        }
        return known.scan();
    }

    private SoqlCondition bound(Operator operator, Instant moment) {
        return new Comparison(stamp, operator, new SoqlValue.Constant(moment));
    }

    @Override
    public PartitionReaderFactory createReaderFactory() {
        return new PartReaderFactory(schema);
    }

    /** Nothing to forget: Salesforce is asked by time. */
    @Override
    public void commit(Offset end) {}

    @Override
    public void stop() {}

    /** What Spark's progress and logs call the source. */
    @Override
    public String toString() {
        return SalesforceSource.NAME + " " + query.sObject();
    }
}
