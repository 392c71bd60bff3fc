package dev.sallyport.sql.plan;

import com.google.common.collect.ImmutableList;
import dev.sallyport.sql.read.Demand;
import dev.sallyport.sql.soql.SoqlStatement;
import dev.sallyport.sql.soql.SoqlValue;
import java.util.List;
import org.apache.calcite.adapter.enumerable.EnumerableRel;
import org.apache.calcite.adapter.enumerable.EnumerableRelImplementor;
import org.apache.calcite.adapter.enumerable.JavaRowFormat;
import org.apache.calcite.adapter.enumerable.PhysType;
import org.apache.calcite.adapter.enumerable.PhysTypeImpl;
import org.apache.calcite.linq4j.tree.Blocks;
import org.apache.calcite.linq4j.tree.Expression;
import org.apache.calcite.linq4j.tree.Expressions;
import org.apache.calcite.plan.RelOptCluster;
import org.apache.calcite.plan.RelOptTable;
import org.apache.calcite.plan.RelTraitSet;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.RelWriter;
import org.apache.calcite.rel.core.TableScan;
import org.apache.calcite.rel.metadata.RelMetadataQuery;
import org.apache.calcite.rel.type.RelDataType;

/** A {@link SoqlScan} that runs. EXPLAIN shows it as {@code SOQL(query=[…])}. */
final class EnumerableSoqlScan extends TableScan implements EnumerableRel {
    /** A query that is only shown has no values yet: a parameter is shown as a question mark, a computation as SQL. */
    static final SoqlValue.Parameters PLACEHOLDERS = (value, compared) -> new SoqlValue.Shown(
            value instanceof SoqlValue.Parameter parameter ? "?" + parameter.index() : "{" + value + "}");

    private final SalesforceTable salesforceTable;
    private final SoqlStatement query;
    private final LeafNotes notes;
    private final Demand demand;

    EnumerableSoqlScan(
            RelOptCluster cluster,
            RelTraitSet traits,
            RelOptTable table,
            SalesforceTable salesforceTable,
            SoqlStatement query,
            RelDataType rowType,
            LeafNotes notes,
            Demand demand) {
        super(cluster, traits, ImmutableList.of(), table);
        this.salesforceTable = salesforceTable;
        this.query = query;
        this.rowType = rowType;
        this.notes = notes;
        this.demand = demand;
    }

    /** What it asks. */
    SoqlStatement query() {
        return query;
    }

    /** The same, of which so much is read. */
    EnumerableSoqlScan demanded(Demand newDemand) {
        notes.requireFollowed(query);
        return new EnumerableSoqlScan(
                getCluster(), getTraitSet(), getTable(), salesforceTable, query, getRowType(), notes, newDemand);
    }

    @Override
    public double estimateRowCount(RelMetadataQuery metadata) {
        return salesforceTable.estimateRows(query);
    }

    @Override
    public RelNode copy(RelTraitSet traits, List<RelNode> inputs) {
        return new EnumerableSoqlScan(
                getCluster(), traits, getTable(), salesforceTable, query, getRowType(), notes, demand);
    }

    @Override
    public RelWriter explainTerms(RelWriter writer) {
        return salesforceTable.explained(writer.item("query", query.soql(PLACEHOLDERS)), query, notes, demand);
    }

    @Override
    public String getRelTypeName() {
        return "SOQL";
    }

    @Override
    public Result implement(EnumerableRelImplementor implementor, Prefer prefer) {
        PhysType rows = PhysTypeImpl.of(implementor.getTypeFactory(), getRowType(), prefer.prefer(JavaRowFormat.ARRAY));
        String method = rows.getFormat() == JavaRowFormat.SCALAR ? "values" : "rows";
        Expression execution =
                implementor.stash(salesforceTable.execution(query, getRowType(), notes, demand), SoqlExecution.class);
        return implementor.result(
                rows, Blocks.toBlock(Expressions.call(execution, method, implementor.getRootExpression())));
    }
}
