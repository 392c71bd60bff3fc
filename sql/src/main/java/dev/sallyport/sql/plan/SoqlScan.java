package dev.sallyport.sql.plan;

import com.google.common.collect.ImmutableList;
import dev.sallyport.sql.soql.SoqlAggregateQuery;
import dev.sallyport.sql.soql.SoqlQuery;
import org.apache.calcite.plan.Convention;
import org.apache.calcite.plan.RelOptCluster;
import org.apache.calcite.plan.RelOptTable;
import org.apache.calcite.plan.RelTraitSet;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.RelWriter;
import org.apache.calcite.rel.core.TableScan;
import org.apache.calcite.rel.metadata.RelMetadataQuery;
import org.apache.calcite.rel.type.RelDataType;
import org.jspecify.annotations.Nullable;

/** A leaf of a plan: the rows that a SOQL query answers. Rules fold operators into it by making a new one. */
final class SoqlScan extends TableScan {
    private static final double ROWS = 100_000;
    private static final double LEFT_BY_A_CONDITION = 0.1;

    private final SalesforceTable salesforceTable;
    private final SoqlQuery query;

    SoqlScan(RelOptCluster cluster, RelOptTable table, SalesforceTable salesforceTable, SoqlQuery query) {
        super(cluster, cluster.traitSetOf(Convention.NONE), ImmutableList.of(), table);
        this.salesforceTable = salesforceTable;
        this.query = query;
    }

    SoqlQuery query() {
        return query;
    }

    /** The same leaf with more pushed into it. */
    SoqlScan with(SoqlQuery newQuery) {
        return new SoqlScan(getCluster(), getTable(), salesforceTable, newQuery);
    }

    /** The same leaf, ready to run. */
    EnumerableSoqlScan enumerable(RelTraitSet traits) {
        return new EnumerableSoqlScan(getCluster(), traits, getTable(), salesforceTable, query, getRowType());
    }

    /** What runs its query. */
    SoqlExecution execution() {
        return salesforceTable.execution(query, getRowType());
    }

    /** A guess: each condition leaves one record in ten. */
    @Override
    public double estimateRowCount(RelMetadataQuery metadata) {
        double rows =
                Math.max(1, ROWS * Math.pow(LEFT_BY_A_CONDITION, query.where().size()));
        return query.limit() == null ? rows : Math.min(rows, query.limit());
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
        return new SoqlGroups(getCluster(), getTable(), salesforceTable, groups, groupType, otherwise);
    }

    @Override
    public RelDataType deriveRowType() {
        return SalesforceTable.rowType(getCluster().getTypeFactory(), query.fields());
    }

    @Override
    public RelWriter explainTerms(RelWriter writer) {
        return writer.item("query", query.soql(EnumerableSoqlScan.PLACEHOLDERS));
    }
}
