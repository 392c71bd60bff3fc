package dev.sallyport.spark;

import dev.sallyport.salesforce.FieldDescribe;
import dev.sallyport.salesforce.SObjectDescribe;
import dev.sallyport.spark.PredicateTranslator.Translated;
import dev.sallyport.spark.task.FailedInSparkException;
import dev.sallyport.sql.soql.SoqlField;
import dev.sallyport.sql.soql.SoqlOrder;
import dev.sallyport.sql.soql.SoqlQuery;
import dev.sallyport.sql.soql.SoqlStatement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.spark.sql.connector.expressions.NamedReference;
import org.apache.spark.sql.connector.expressions.NullOrdering;
import org.apache.spark.sql.connector.expressions.SortDirection;
import org.apache.spark.sql.connector.expressions.SortOrder;
import org.apache.spark.sql.connector.expressions.aggregate.Aggregation;
import org.apache.spark.sql.connector.expressions.filter.Predicate;
import org.apache.spark.sql.connector.read.Scan;
import org.apache.spark.sql.connector.read.SupportsPushDownAggregates;
import org.apache.spark.sql.connector.read.SupportsPushDownLimit;
import org.apache.spark.sql.connector.read.SupportsPushDownRequiredColumns;
import org.apache.spark.sql.connector.read.SupportsPushDownTopN;
import org.apache.spark.sql.connector.read.SupportsPushDownV2Filters;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/** Gathers what of a query Spark offers and SOQL can say. */
final class RecordScanBuilder
        implements SupportsPushDownV2Filters,
                SupportsPushDownRequiredColumns,
                SupportsPushDownAggregates,
                SupportsPushDownTopN,
                SupportsPushDownLimit {
    /** SOQL takes 100,000 characters; a range of ids and the fields are to come. */
    private static final int LONGEST_CONDITIONS = 60_000;

    /** The most rows that one task reads where a limit would let it be one: what is larger is better read in parts. */
    private static final int MOST_LIMITED = 10_000;

    private final ConnectedOrg org;
    private final SObjectDescribe describe;
    private final ScanTerms terms;
    private SoqlQuery query;
    private StructType schema;
    private Predicate[] pushed = new Predicate[0];
    private @Nullable SoqlStatement groups;

    RecordScanBuilder(ConnectedOrg org, SObjectDescribe describe, OrgOptions options) {
        if (org.hasRangesThreshold()) {
            throw new FailedInSparkException(
                    "The option rangesThreshold is not taken by Spark's source: tasks share a table"
                            + " in ranges of 10,000 records or more. Say by numPartitions how many they are at most, or by"
                            + " api = ranges that there are ranges whatever there is.");
        }
        this.org = org;
        this.describe = describe;
        this.terms = options.scan();
        List<FieldDescribe> fields = options.fields(describe);
        this.schema = Fields.schema(fields);
        this.query = SoqlQuery.all(
                describe.name(), fields.stream().map(SoqlField::of).toList());
    }

    @Override
    public Predicate[] pushPredicates(Predicate[] predicates) {
        PredicateTranslator translator = new PredicateTranslator(describe);
        List<Predicate> said = new ArrayList<>();
        List<Predicate> left = new ArrayList<>();
        for (Predicate predicate : predicates) {
            Optional<Translated> translated = translator.translate(predicate);
            SoqlQuery narrower = translated
                    .map(found -> query.and(List.of(found.condition())))
                    .orElse(query);
            boolean fits = QueryText.of(narrower.withFields(List.of())).length() <= LONGEST_CONDITIONS;
            if (translated.isPresent() && fits) {
                query = narrower;
                said.add(predicate);
            }
            if (translated.isEmpty() || !fits || !translated.get().exact()) {
                left.add(predicate);
            }
        }
        pushed = said.toArray(Predicate[]::new);
        return left.toArray(Predicate[]::new);
    }

    @Override
    public Predicate[] pushedPredicates() {
        return pushed.clone();
    }

    @Override
    public void pruneColumns(StructType required) {
        schema = required;
        // Rows of no columns are counted by the one that every record has.
        query = query.withFields((required.isEmpty() ? Stream.of("Id") : Stream.of(required.fieldNames()))
                .map(name -> SoqlField.of(describe.field(name).orElseThrow()))
                .toList());
    }

    @Override
    public boolean supportCompletePushDown(Aggregation aggregation) {
        return translated(aggregation).isPresent();
    }

    @Override
    public boolean pushAggregation(Aggregation aggregation) {
        Optional<AggregateTranslator.Translated> translated = translated(aggregation);
        translated.ifPresent(found -> {
            groups = found.query();
            schema = found.schema();
        });
        return translated.isPresent();
    }

    private Optional<AggregateTranslator.Translated> translated(Aggregation aggregation) {
        return new AggregateTranslator(describe).translate(aggregation, query);
    }

    @Override
    public boolean pushTopN(SortOrder[] orders, int limit) {
        List<SoqlOrder> keys = new ArrayList<>();
        for (SortOrder order : orders) {
            Optional<FieldDescribe> field = order.expression() instanceof NamedReference reference
                    ? describe.field(String.join(".", reference.fieldNames()))
                    : Optional.empty();
            if (field.filter(this::isOrderedAlike).isEmpty()) {
                return false;
            }
            keys.add(new SoqlOrder(
                    SoqlField.of(field.get()),
                    order.direction() == SortDirection.DESCENDING,
                    order.nullOrdering() == NullOrdering.NULLS_FIRST));
        }
        if (groups != null || limit > MOST_LIMITED) {
            return false;
        }
        query = query.orderedBy(keys).limitedTo((long) limit, 0);
        return true;
    }

    /**
     * Whether SOQL orders a field's values as Spark does: texts it orders without regard to case, amounts of several
     * currencies by what they are worth (SOQL and SOSL Reference, "Querying Currency Fields in Multi-Currency Orgs").
     */
    private boolean isOrderedAlike(FieldDescribe field) {
        return field.sortable()
                && switch (field.type()) {
                    case ID, INT, LONG, DATE, DATETIME -> true;
                    case DOUBLE, PERCENT -> Fields.isExact(field);
                    case CURRENCY -> Fields.isExact(field) && !Fields.hasCurrencies(describe);
                    case REFERENCE,
                            STRING,
                            TEXTAREA,
                            PICKLIST,
                            MULTIPICKLIST,
                            COMBOBOX,
                            EMAIL,
                            PHONE,
                            URL,
                            ENCRYPTEDSTRING,
                            BASE64,
                            BOOLEAN,
                            TIME,
                            ADDRESS,
                            LOCATION,
                            ANYTYPE,
                            COMPLEXVALUE,
                            DATACATEGORYGROUPREFERENCE,
                            UNKNOWN -> false;
                };
    }

    @Override
    public boolean pushLimit(int limit) {
        if (groups != null || limit > MOST_LIMITED) {
            return false;
        }
        query = query.limitedTo((long) limit, 0);
        return true;
    }

    /** One task reads what is limited, so the limit is kept whole. */
    @Override
    public boolean isPartiallyPushed() {
        return false;
    }

    @Override
    public Scan build() {
        return new RecordScan(org, groups == null ? query : groups, schema, terms);
    }
}
