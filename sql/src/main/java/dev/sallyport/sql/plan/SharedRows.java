package dev.sallyport.sql.plan;

import java.util.List;
import org.apache.calcite.adapter.enumerable.EnumerableRel;
import org.apache.calcite.adapter.enumerable.EnumerableRelImplementor;
import org.apache.calcite.adapter.enumerable.PhysType;
import org.apache.calcite.adapter.enumerable.PhysTypeImpl;
import org.apache.calcite.linq4j.tree.Blocks;
import org.apache.calcite.linq4j.tree.Expression;
import org.apache.calcite.linq4j.tree.Expressions;
import org.apache.calcite.plan.RelOptCluster;
import org.apache.calcite.plan.RelTraitSet;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.RelWriter;
import org.apache.calcite.rel.SingleRel;

/** Rows that stand in a plan twice and are read once: as a side of a join, and for the keys that the other side needs. */
final class SharedRows extends SingleRel implements EnumerableRel {
    private final SharedRowsExecution execution;

    SharedRows(RelOptCluster cluster, RelTraitSet traits, RelNode input, SharedRowsExecution execution) {
        super(cluster, traits, input);
        this.execution = execution;
    }

    @Override
    public RelNode copy(RelTraitSet traits, List<RelNode> inputs) {
        return new SharedRows(getCluster(), traits, inputs.get(0), execution);
    }

    @Override
    public RelWriter explainTerms(RelWriter writer) {
        return super.explainTerms(writer).item("number", execution.number());
    }

    @Override
    public Result implement(EnumerableRelImplementor implementor, Prefer prefer) {
        Result rows = implementor.visitChild(this, 0, (EnumerableRel) getInput(), Prefer.ARRAY);
        PhysType type = PhysTypeImpl.of(implementor.getTypeFactory(), getRowType(), rows.format);
        Expression shared = implementor.stash(execution, SharedRowsExecution.class);
        return implementor.result(
                type,
                Blocks.toBlock(Expressions.call(
                        shared,
                        SharedRowsExecution.ROWS,
                        implementor.getRootExpression(),
                        Expressions.lambda(rows.block))));
    }
}
