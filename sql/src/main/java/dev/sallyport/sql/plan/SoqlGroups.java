package dev.sallyport.sql.plan;

import com.google.common.collect.ImmutableList;
import dev.sallyport.sql.soql.SoqlAggregateQuery;
import org.apache.calcite.plan.Convention;
import org.apache.calcite.plan.RelOptCluster;
import org.apache.calcite.plan.RelOptTable;
import org.apache.calcite.plan.RelTraitSet;
import org.apache.calcite.rel.RelWriter;
import org.apache.calcite.rel.core.TableScan;
import org.apache.calcite.rel.type.RelDataType;

/** A leaf of a plan: the groups that a SOQL aggregate query answers. Nothing more is folded into it. */
final class SoqlGroups extends TableScan {
    private final SalesforceTable salesforceTable;
    private final SoqlAggregateQuery query;

    SoqlGroups(
            RelOptCluster cluster,
            RelOptTable table,
            SalesforceTable salesforceTable,
            SoqlAggregateQuery query,
            RelDataType rowType) {
        super(cluster, cluster.traitSetOf(Convention.NONE), ImmutableList.of(), table);
        this.salesforceTable = salesforceTable;
        this.query = query;
        this.rowType = rowType;
    }

    SoqlAggregateQuery query() {
        return query;
    }

    /** The same leaf, ready to run. */
    EnumerableSoqlScan enumerable(RelTraitSet traits) {
        return new EnumerableSoqlScan(getCluster(), traits, getTable(), salesforceTable, query, getRowType());
    }

    @Override
    public RelWriter explainTerms(RelWriter writer) {
        return writer.item("query", query.soql(EnumerableSoqlScan.PLACEHOLDERS));
    }
}
