package dev.sallyport.sql.plan;

import dev.sallyport.sql.read.Demand;
import dev.sallyport.sql.soql.SoqlAggregateQuery;
import java.util.List;
import java.util.function.UnaryOperator;
import org.apache.calcite.plan.Convention;
import org.apache.calcite.plan.RelOptCluster;
import org.apache.calcite.plan.RelOptTable;
import org.apache.calcite.plan.RelTraitSet;
import org.apache.calcite.rel.AbstractRelNode;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.RelWriter;
import org.apache.calcite.rel.metadata.RelMetadataQuery;
import org.apache.calcite.rel.type.RelDataType;
import org.jspecify.annotations.Nullable;

/**
 * The groups that a SOQL aggregate query answers. Where there may be more of them than SOQL answers, its input is the way
 * to make the same groups here.
 */
final class SoqlGroups extends AbstractRelNode {
    private final RelOptTable table;
    private final SalesforceTable salesforceTable;
    private final SoqlAggregateQuery query;
    private final LeafNotes notes;
    private @Nullable RelNode otherwise;

    SoqlGroups(
            RelOptCluster cluster,
            RelOptTable table,
            SalesforceTable salesforceTable,
            SoqlAggregateQuery query,
            RelDataType rowType,
            @Nullable RelNode otherwise,
            LeafNotes notes) {
        super(cluster, cluster.traitSetOf(Convention.NONE));
        this.table = table;
        this.salesforceTable = salesforceTable;
        this.query = query;
        this.rowType = rowType;
        this.otherwise = otherwise;
        this.notes = notes;
    }

    SoqlAggregateQuery query() {
        return query;
    }

    /** Fewer groups, on both ways to make them. */
    SoqlGroups having(SoqlAggregateQuery fewer, UnaryOperator<RelNode> filter) {
        return with(fewer, otherwise == null ? null : filter.apply(otherwise));
    }

    /** So few groups that SOQL answers all of them. */
    SoqlGroups first(SoqlAggregateQuery few) {
        return with(few, null);
    }

    private SoqlGroups with(SoqlAggregateQuery newQuery, @Nullable RelNode newOtherwise) {
        return new SoqlGroups(getCluster(), table, salesforceTable, newQuery, getRowType(), newOtherwise, notes);
    }

    /** The same, which know what stays here besides. */
    SoqlGroups without(List<Local> local) {
        return new SoqlGroups(getCluster(), table, salesforceTable, query, getRowType(), otherwise, notes.and(local));
    }

    @Override
    public double estimateRowCount(RelMetadataQuery metadata) {
        return salesforceTable.estimateRows(query);
    }

    /** The same, ready to run; the other way, if there is one, is ready to run too. */
    RelNode enumerable(RelTraitSet traits, List<RelNode> inputs) {
        return inputs.isEmpty()
                ? new EnumerableSoqlScan(
                        getCluster(), traits, table, salesforceTable, query, getRowType(), notes, Demand.WHOLE)
                : new EnumerableSoqlGroups(
                        getCluster(), traits, inputs.get(0), salesforceTable, query, getRowType(), notes);
    }

    @Override
    public List<RelNode> getInputs() {
        return otherwise == null ? List.of() : List.of(otherwise);
    }

    @Override
    public void replaceInput(int position, RelNode input) {
        otherwise = input;
        recomputeDigest();
    }

    @Override
    public RelNode copy(RelTraitSet traits, List<RelNode> inputs) {
        return with(query, inputs.isEmpty() ? null : inputs.get(0));
    }

    @Override
    public RelWriter explainTerms(RelWriter writer) {
        if (otherwise != null) {
            writer.input("otherwise", otherwise);
        }
        return salesforceTable.explained(
                writer.item("query", query.soql(EnumerableSoqlScan.PLACEHOLDERS)), query, notes, Demand.WHOLE);
    }
}
