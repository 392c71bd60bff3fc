package dev.sallyport.sql.plan;

import com.google.common.collect.ImmutableList;
import dev.sallyport.salesforce.ChildRelationship;
import dev.sallyport.salesforce.FieldType;
import dev.sallyport.sql.read.Demand;
import dev.sallyport.sql.soql.SoqlAggregateQuery;
import dev.sallyport.sql.soql.SoqlCondition;
import dev.sallyport.sql.soql.SoqlNestedQuery;
import dev.sallyport.sql.soql.SoqlQuery;
import java.util.Collection;
import java.util.List;
import org.apache.calcite.plan.Convention;
import org.apache.calcite.plan.RelOptCluster;
import org.apache.calcite.plan.RelOptTable;
import org.apache.calcite.plan.RelTraitSet;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.RelWriter;
import org.apache.calcite.rel.core.TableScan;
import org.apache.calcite.rel.hint.RelHint;
import org.apache.calcite.rel.metadata.RelMetadataQuery;
import org.apache.calcite.rel.type.RelDataType;
import org.jspecify.annotations.Nullable;

/** A leaf of a plan: the rows that a SOQL query answers. Rules fold operators into it by making a new one. */
final class SoqlScan extends TableScan {
    private final SalesforceTable salesforceTable;
    private final SoqlQuery query;
    private final LeafNotes notes;

    SoqlScan(
            RelOptCluster cluster,
            RelOptTable table,
            SalesforceTable salesforceTable,
            SoqlQuery query,
            LeafNotes notes) {
        super(cluster, cluster.traitSetOf(Convention.NONE), ImmutableList.of(), table);
        this.salesforceTable = salesforceTable;
        this.query = query;
        this.notes = notes;
    }

    SoqlQuery query() {
        return query;
    }

    LeafNotes notes() {
        return notes;
    }

    /** The same leaf with more pushed into it. */
    SoqlScan with(SoqlQuery newQuery) {
        return new SoqlScan(getCluster(), getTable(), salesforceTable, newQuery, notes);
    }

    /** The same leaf that knows something else. */
    SoqlScan with(LeafNotes newNotes) {
        return new SoqlScan(getCluster(), getTable(), salesforceTable, query, newNotes);
    }

    /** The same leaf, which knows what stays here besides. */
    SoqlScan without(Collection<Local> local) {
        return with(notes.and(local));
    }

    /** A table's own hint goes before that of the SELECT. */
    @Override
    public RelNode withHints(List<RelHint> hints) {
        return notes.hint() == null ? with(notes.hinted(hints)) : this;
    }

    /** Whether it answers no more records than so many, however large the table is. */
    boolean isOfAtMost(long records) {
        Long limit = query.limit();
        return (limit != null && limit <= records) || query.where().stream().anyMatch(SoqlScan::isOfOne);
    }

    private static boolean isOfOne(SoqlCondition condition) {
        return condition instanceof SoqlCondition.Comparison comparison
                && comparison.operator() == SoqlCondition.Operator.EQUAL
                && comparison.field().isOwn()
                && (comparison.field().type() == FieldType.ID
                        || comparison.field().describe().unique());
    }

    /** What refers to its records. */
    List<ChildRelationship> childRelationships() {
        return salesforceTable.describe().childRelationships();
    }

    /** A leaf that answers this one's records with those that refer to them; nothing more can be put into it. */
    EnumerableSoqlScan nested(SoqlNestedQuery nested, LeafNotes newNotes) {
        return new EnumerableSoqlScan(
                getCluster(),
                getTraitSet(),
                getTable(),
                salesforceTable,
                nested,
                SalesforceTable.rowType(getCluster().getTypeFactory(), nested.columns()),
                newNotes,
                Demand.READER);
    }

    /** The same leaf, ready to run. */
    EnumerableSoqlScan enumerable(RelTraitSet traits) {
        return new EnumerableSoqlScan(
                getCluster(), traits, getTable(), salesforceTable, query, getRowType(), notes, Demand.READER);
    }

    /** What runs its query. */
    SoqlExecution execution(Demand demand) {
        return salesforceTable.execution(query, getRowType(), notes, demand);
    }

    /** By the counts that are at hand; else a guess. */
    @Override
    public double estimateRowCount(RelMetadataQuery metadata) {
        return salesforceTable.estimateRows(query);
    }

    /** Gets the count of its sObject's records, if it is not at hand. */
    void count() {
        salesforceTable.count();
    }

    /** Whether each record has a currency of its own. */
    boolean hasSeveralCurrencies() {
        return salesforceTable.hasSeveralCurrencies();
    }

    /**
     * A leaf that answers groups of this one's records.
     *
     * @param otherwise how to make them here if there are too many for SOQL; null if there cannot be
     */
    SoqlGroups groups(SoqlAggregateQuery groups, RelDataType groupType, @Nullable RelNode otherwise) {
        return new SoqlGroups(getCluster(), getTable(), salesforceTable, groups, groupType, otherwise, notes);
    }

    @Override
    public RelDataType deriveRowType() {
        return SalesforceTable.rowType(getCluster().getTypeFactory(), query.fields());
    }

    @Override
    public RelWriter explainTerms(RelWriter writer) {
        return explained(writer, Demand.READER, null);
    }

    /**
     * Its items in a plan.
     *
     * @param keys what narrows it; null for nothing
     */
    RelWriter explained(RelWriter writer, Demand demand, @Nullable String keys) {
        RelWriter items = writer.item("query", query.soql(EnumerableSoqlScan.PLACEHOLDERS))
                .itemIf("keys", keys, keys != null);
        return salesforceTable.explained(items, query, notes, demand);
    }
}
