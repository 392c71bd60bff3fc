package dev.sallyport.sql.plan;

import com.google.common.collect.ImmutableSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.RelShuttleImpl;
import org.apache.calcite.rel.core.CorrelationId;
import org.apache.calcite.rel.logical.LogicalFilter;
import org.apache.calcite.rel.logical.LogicalProject;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexShuttle;
import org.apache.calcite.rex.RexSubQuery;
import org.apache.calcite.rex.RexUtil;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;

/**
 * Makes {@code EXISTS} of {@code (a, b) IN (SELECT …)} where null may be among them: true where a row is equal, unknown where
 * one may be. Calcite's own rule answers some rows twice, and takes those for unknown that differ in another column.
 */
final class RowsInSubqueries extends RelShuttleImpl {
    @Override
    public RelNode visit(LogicalFilter filter) {
        LogicalFilter visited = (LogicalFilter) super.visit(filter);
        Rewriting rewriting = new Rewriting(visited.getInput(), visited.getVariablesSet());
        RexNode condition = visited.getCondition().accept(rewriting);
        return condition.equals(visited.getCondition())
                ? visited
                : new LogicalFilter(
                        visited.getCluster(),
                        visited.getTraitSet(),
                        visited.getHints(),
                        visited.getInput(),
                        condition,
                        ImmutableSet.copyOf(rewriting.variables()));
    }

    @Override
    public RelNode visit(LogicalProject project) {
        LogicalProject visited = (LogicalProject) super.visit(project);
        Rewriting rewriting = new Rewriting(visited.getInput(), visited.getVariablesSet());
        List<RexNode> columns = rewriting.visitList(visited.getProjects());
        return columns.equals(visited.getProjects())
                ? visited
                : LogicalProject.create(
                        visited.getInput(),
                        visited.getHints(),
                        columns,
                        visited.getRowType().getFieldNames(),
                        rewriting.variables());
    }

    /** Of the expressions over one relation, to whose rows the new subqueries refer. */
    private final class Rewriting extends RexShuttle {
        private final RelNode outer;
        private final RexBuilder rexBuilder;
        private final Set<CorrelationId> own;
        private final CorrelationId variable;

        Rewriting(RelNode outer, Set<CorrelationId> own) {
            this.outer = outer;
            this.own = own;
            rexBuilder = outer.getCluster().getRexBuilder();
            variable =
                    own.size() == 1 ? own.iterator().next() : outer.getCluster().createCorrel();
        }

        Set<CorrelationId> variables() {
            return own.isEmpty() ? Set.of(variable) : own;
        }

        @Override
        public RexNode visitSubQuery(RexSubQuery subquery) {
            RexSubQuery visited = (RexSubQuery) super.visitSubQuery(subquery);
            RelNode rows = visited.rel.accept(RowsInSubqueries.this);
            boolean mayBeUnknown = visited.getType().isNullable();
            if (!visited.isA(SqlKind.IN) || visited.getOperands().size() == 1 || !mayBeUnknown || own.size() > 1) {
                return rows == visited.rel ? visited : visited.clone(rows);
            }
            return rexBuilder.makeCast(
                    visited.getType(),
                    rexBuilder.makeCall(
                            SqlStdOperatorTable.CASE,
                            exists(visited, rows, UnaryOperator.identity()),
                            rexBuilder.makeLiteral(true),
                            exists(
                                    visited,
                                    rows,
                                    equal -> rexBuilder.makeCall(SqlStdOperatorTable.IS_NOT_FALSE, equal)),
                            rexBuilder.makeNullLiteral(visited.getType()),
                            rexBuilder.makeLiteral(false)));
        }

        private RexNode exists(RexSubQuery in, RelNode rows, UnaryOperator<RexNode> test) {
            List<RexNode> conditions = new ArrayList<>();
            for (int i = 0; i < in.getOperands().size(); i++) {
                RexNode value = in.getOperands().get(i).accept(new OfOuterRow());
                conditions.add(test.apply(
                        rexBuilder.makeCall(SqlStdOperatorTable.EQUALS, value, rexBuilder.makeInputRef(rows, i))));
            }
            return RexSubQuery.exists(LogicalFilter.create(rows, RexUtil.composeConjunction(rexBuilder, conditions)));
        }

        /** What stands outside, as the subquery sees it. */
        private final class OfOuterRow extends RexShuttle {
            @Override
            public RexNode visitInputRef(RexInputRef ref) {
                return rexBuilder.makeFieldAccess(rexBuilder.makeCorrel(outer.getRowType(), variable), ref.getIndex());
            }
        }
    }
}
