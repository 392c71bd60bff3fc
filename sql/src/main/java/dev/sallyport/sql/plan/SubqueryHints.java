package dev.sallyport.sql.plan;

import org.apache.calcite.plan.RelOptUtil;
import org.apache.calcite.rel.RelHomogeneousShuttle;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexShuttle;
import org.apache.calcite.rex.RexSubQuery;

/** Brings the hints of a subquery's SELECT to its tables; Calcite does so for the statement's FROM alone. */
final class SubqueryHints extends RelHomogeneousShuttle {
    @Override
    public RelNode visit(RelNode other) {
        return super.visit(other).accept(new RexShuttle() {
            @Override
            public RexNode visitSubQuery(RexSubQuery subquery) {
                RexSubQuery visited = (RexSubQuery) super.visitSubQuery(subquery);
                return visited.clone(RelOptUtil.propagateRelHints(visited.rel.accept(SubqueryHints.this), false));
            }
        });
    }
}
