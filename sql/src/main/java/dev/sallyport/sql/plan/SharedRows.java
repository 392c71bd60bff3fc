package dev.sallyport.sql.plan;

import java.util.List;
import org.apache.calcite.adapter.enumerable.EnumerableRel;
import org.apache.calcite.adapter.enumerable.EnumerableRelImplementor;
import org.apache.calcite.adapter.enumerable.PhysType;
import org.apache.calcite.adapter.enumerable.PhysTypeImpl;
import org.apache.calcite.linq4j.tree.Blocks;
import org.apache.calcite.linq4j.tree.Expression;
import org.apache.calcite.linq4j.tree.Expressions;
import org.apache.calcite.plan.Convention;
import org.apache.calcite.plan.RelOptCluster;
import org.apache.calcite.plan.RelTraitSet;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.SingleRel;

/**
 * Rows that a run of a plan needs several times and reads once: as a side of a join and for the keys that the other side
 * needs, or again for each row of the other side.
 */
final class SharedRows extends SingleRel implements EnumerableRel {
    private final SharedRowsExecution execution;

    private SharedRows(RelOptCluster cluster, RelTraitSet traits, RelNode input, SharedRowsExecution execution) {
        super(cluster, traits, input);
        this.execution = execution;
    }

    /** The rows of a relation, read once. */
    static SharedRows of(RelNode rows) {
        RelOptCluster cluster = rows.getCluster();
        return new SharedRows(cluster, cluster.traitSetOf(Convention.NONE), rows, new SharedRowsExecution());
    }

    @Override
    public RelNode copy(RelTraitSet traits, List<RelNode> inputs) {
        return new SharedRows(getCluster(), traits, inputs.get(0), execution);
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
