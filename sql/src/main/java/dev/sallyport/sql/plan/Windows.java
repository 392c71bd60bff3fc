package dev.sallyport.sql.plan;

import dev.sallyport.sql.SqlStatementException;
import java.util.EnumSet;
import java.util.Set;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.RelShuttleImpl;
import org.apache.calcite.rel.logical.LogicalProject;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexOver;
import org.apache.calcite.rex.RexShuttle;
import org.apache.calcite.sql.SqlKind;

/** Refuses {@code COUNT(DISTINCT …) OVER (…)}, of which Calcite runs all but the DISTINCT. */
final class Windows extends RelShuttleImpl {
    private static final Set<SqlKind> SAME_WITHOUT = EnumSet.of(SqlKind.MIN, SqlKind.MAX);

    private static final RexShuttle REFUSAL = new RexShuttle() {
        @Override
        public RexNode visitOver(RexOver over) {
            if (over.isDistinct()
                    && !SAME_WITHOUT.contains(over.getAggOperator().getKind())) {
                throw SqlStatementException.distinctInWindow(
                        over.getAggOperator().getName());
            }
            return super.visitOver(over);
        }
    };

    @Override
    public RelNode visit(LogicalProject project) {
        project.accept(REFUSAL);
        return super.visit(project);
    }
}
