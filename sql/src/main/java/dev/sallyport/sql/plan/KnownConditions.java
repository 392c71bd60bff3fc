package dev.sallyport.sql.plan;

import org.apache.calcite.plan.RelOptPredicateList;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.RelShuttleImpl;
import org.apache.calcite.rel.logical.LogicalFilter;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexSimplify;

/**
 * Says of conditions that can never hold that they do not: {@code NULLIF(x, x) = y} comes out of Calcite's conversion as a
 * comparison with NULL, over which its rules then stumble.
 */
final class KnownConditions extends RelShuttleImpl {
    @Override
    public RelNode visit(LogicalFilter filter) {
        LogicalFilter visited = (LogicalFilter) super.visit(filter);
        RexSimplify simplify = new RexSimplify(
                visited.getCluster().getRexBuilder(), RelOptPredicateList.EMPTY, ConstantReducer.INSTANCE);
        RexNode condition = simplify.simplifyUnknownAsFalse(visited.getCondition());
        return condition.equals(visited.getCondition())
                ? visited
                : visited.copy(visited.getTraitSet(), visited.getInput(), condition);
    }
}
