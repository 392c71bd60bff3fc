package dev.sallyport.sql.plan;

import dev.sallyport.sql.read.Demand;
import dev.sallyport.sql.soql.SoqlAggregateQuery;
import java.lang.reflect.Method;
import java.util.List;
import org.apache.calcite.DataContext;
import org.apache.calcite.adapter.enumerable.EnumerableRel;
import org.apache.calcite.adapter.enumerable.EnumerableRelImplementor;
import org.apache.calcite.adapter.enumerable.JavaRowFormat;
import org.apache.calcite.adapter.enumerable.PhysType;
import org.apache.calcite.adapter.enumerable.PhysTypeImpl;
import org.apache.calcite.linq4j.function.Function0;
import org.apache.calcite.linq4j.tree.Blocks;
import org.apache.calcite.linq4j.tree.Expression;
import org.apache.calcite.linq4j.tree.Expressions;
import org.apache.calcite.linq4j.tree.Types;
import org.apache.calcite.plan.RelOptCluster;
import org.apache.calcite.plan.RelTraitSet;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.RelWriter;
import org.apache.calcite.rel.SingleRel;
import org.apache.calcite.rel.metadata.RelMetadataQuery;
import org.apache.calcite.rel.type.RelDataType;

/**
 * {@link SoqlGroups} that run, or their input where Salesforce says that there are too many. EXPLAIN shows it as
 * {@code SOQL(query=[…])} with that input below.
 */
final class EnumerableSoqlGroups extends SingleRel implements EnumerableRel {
    private final SalesforceTable salesforceTable;
    private final SoqlAggregateQuery query;
    private final LeafNotes notes;

    EnumerableSoqlGroups(
            RelOptCluster cluster,
            RelTraitSet traits,
            RelNode otherwise,
            SalesforceTable salesforceTable,
            SoqlAggregateQuery query,
            RelDataType rowType,
            LeafNotes notes) {
        super(cluster, traits, otherwise);
        this.notes = notes;
        this.salesforceTable = salesforceTable;
        this.query = query;
        this.rowType = rowType;
    }

    @Override
    public RelNode copy(RelTraitSet traits, List<RelNode> inputs) {
        return new EnumerableSoqlGroups(
                getCluster(), traits, inputs.get(0), salesforceTable, query, getRowType(), notes);
    }

    /** The same over another way to make the groups. */
    EnumerableSoqlGroups otherwise(RelNode input) {
        notes.requireFollowed(query);
        return (EnumerableSoqlGroups) copy(getTraitSet(), List.of(input));
    }

    @Override
    public double estimateRowCount(RelMetadataQuery metadata) {
        return salesforceTable.estimateRows(query);
    }

    @Override
    public RelWriter explainTerms(RelWriter writer) {
        RelWriter items = super.explainTerms(writer)
                .item("query", query.soql(EnumerableSoqlScan.PLACEHOLDERS))
                .item("ifMoreGroupsThan", SoqlExecution.MAX_GROUPS);
        return salesforceTable.explained(items, query, notes, Demand.WHOLE);
    }

    @Override
    public String getRelTypeName() {
        return "SOQL";
    }

    @Override
    public Result implement(EnumerableRelImplementor implementor, Prefer prefer) {
        Result otherwise = implementor.visitChild(this, 0, (EnumerableRel) getInput(), Prefer.ARRAY);
        // Not before it is needed: an aggregate reads its input as soon as it is made.
        Expression here = Expressions.lambda(otherwise.block);
        PhysType rows = PhysTypeImpl.of(implementor.getTypeFactory(), getRowType(), otherwise.format);
        Method method = Types.lookupMethod(
                SoqlExecution.class,
                otherwise.format == JavaRowFormat.SCALAR ? "valuesOr" : "rowsOr",
                DataContext.class,
                Function0.class);
        Expression execution = implementor.stash(
                salesforceTable.execution(query, getRowType(), notes, Demand.WHOLE), SoqlExecution.class);
        return implementor.result(
                rows, Blocks.toBlock(Expressions.call(execution, method, implementor.getRootExpression(), here)));
    }
}
