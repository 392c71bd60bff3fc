package dev.sallyport.sql.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.calcite.plan.RelOptUtil;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.RelShuttleImpl;
import org.apache.calcite.rel.core.CorrelationId;
import org.apache.calcite.rel.core.JoinRelType;
import org.apache.calcite.rel.logical.LogicalFilter;
import org.apache.calcite.rel.logical.LogicalJoin;
import org.apache.calcite.rel.logical.LogicalProject;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexCorrelVariable;
import org.apache.calcite.rex.RexFieldAccess;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexOver;
import org.apache.calcite.rex.RexShuttle;
import org.apache.calcite.rex.RexSubQuery;
import org.apache.calcite.rex.RexUtil;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;

/**
 * Turns {@code IN} and {@code EXISTS} under a WHERE into semi-joins, {@code NOT EXISTS} and a {@code NOT IN} that meets no
 * null into anti-joins. Calcite's own rule makes joins with distinct rows of them, in which nobody could see the semi-join
 * again. What it does not turn (under OR, correlated in other ways, {@code NOT IN} over nulls) is left to that rule.
 */
final class SubqueriesAsJoins extends RelShuttleImpl {
    /** A semi-join or anti-join in the making. */
    private record Matching(RelNode right, RexNode condition, boolean negated) {}

    @Override
    public RelNode visit(LogicalFilter filter) {
        RelNode result = filter.getInput().accept(this);
        List<RexNode> rest = new ArrayList<>();
        for (RexNode conjunct : RelOptUtil.conjunctions(filter.getCondition())) {
            Optional<Matching> matching = matching(conjunct, result, filter.getVariablesSet());
            if (matching.isPresent()) {
                Matching join = matching.get();
                result = LogicalJoin.create(
                        result,
                        join.right(),
                        List.of(),
                        join.condition(),
                        Set.of(),
                        join.negated() ? JoinRelType.ANTI : JoinRelType.SEMI);
            } else {
                rest.add(conjunct);
            }
        }
        if (rest.isEmpty()) {
            return result;
        }
        RexNode condition = RexUtil.composeConjunction(filter.getCluster().getRexBuilder(), rest);
        return filter.copy(filter.getTraitSet(), result, condition);
    }

    private Optional<Matching> matching(RexNode conjunct, RelNode left, Set<CorrelationId> variables) {
        boolean negated = conjunct.isA(SqlKind.NOT);
        RexNode operand = negated ? ((RexCall) conjunct).getOperands().get(0) : conjunct;
        if (!(operand instanceof RexSubQuery subquery)) {
            return Optional.empty();
        }
        return switch (subquery.getKind()) {
            case IN -> in(subquery, left, negated);
            case EXISTS -> exists(subquery, left, negated, variables);
            default -> Optional.empty(); // SOME, UNIQUE and scalar subqueries are no semi-joins.
        };
    }

    private Optional<Matching> in(RexSubQuery subquery, RelNode left, boolean negated) {
        RelNode right = subquery.rel.accept(this);
        boolean correlated = !RelOptUtil.getVariablesUsed(right).isEmpty();
        boolean nested = subquery.getOperands().stream().anyMatch(SubqueriesAsJoins::holdsSubquery);
        boolean meetsNull = negated && meetsNull(subquery, right);
        if (correlated || nested || (meetsNull && subquery.getOperands().size() == 1)) {
            return Optional.empty();
        }
        RexBuilder rexBuilder = left.getCluster().getRexBuilder();
        int width = left.getRowType().getFieldCount();
        List<RexNode> equalities = new ArrayList<>();
        for (int i = 0; i < subquery.getOperands().size(); i++) {
            RexNode key = rexBuilder.makeInputRef(
                    right.getRowType().getFieldList().get(i).getType(), width + i);
            RexNode equality = rexBuilder.makeCall(
                    SqlStdOperatorTable.EQUALS, subquery.getOperands().get(i), key);
            // Of rows with nulls in them, Calcite's rule takes all for unknown, also those that differ in another
            // column.
            equalities.add(meetsNull ? rexBuilder.makeCall(SqlStdOperatorTable.IS_NOT_FALSE, equality) : equality);
        }
        return Optional.of(new Matching(right, RexUtil.composeConjunction(rexBuilder, equalities), negated));
    }

    /** Whether a null on either side could make NOT IN neither true nor false. */
    private static boolean meetsNull(RexSubQuery subquery, RelNode right) {
        if (subquery.getOperands().stream().anyMatch(key -> key.getType().isNullable())) {
            return true;
        }
        Set<Integer> neverNull =
                right.getCluster().getMetadataQuery().getPulledUpPredicates(right).pulledUpPredicates.stream()
                        .filter(predicate -> predicate.isA(SqlKind.IS_NOT_NULL))
                        .map(predicate -> ((RexCall) predicate).getOperands().get(0))
                        .filter(RexInputRef.class::isInstance)
                        .map(ref -> ((RexInputRef) ref).getIndex())
                        .collect(Collectors.toSet());
        return right.getRowType().getFieldList().stream()
                .anyMatch(column -> column.getType().isNullable() && !neverNull.contains(column.getIndex()));
    }

    /** What refers to the outer row becomes the condition of the join; the rest stays below it. */
    private Optional<Matching> exists(
            RexSubQuery subquery, RelNode left, boolean negated, Set<CorrelationId> variables) {
        RelNode inner = subquery.rel;
        while (inner instanceof LogicalProject project && !RexOver.containsOver(project.getProjects(), null)) {
            inner = project.getInput();
        }
        if (!(inner instanceof LogicalFilter filter) || variables.size() != 1) {
            return Optional.empty();
        }
        RelNode right = filter.getInput().accept(this);
        if (!RelOptUtil.getVariablesUsed(right).isEmpty()) {
            return Optional.empty();
        }
        RexBuilder rexBuilder = left.getCluster().getRexBuilder();
        OuterColumns toJoin = new OuterColumns(variables.iterator().next(), left);
        List<RexNode> conditions = new ArrayList<>();
        List<RexNode> own = new ArrayList<>();
        for (RexNode conjunct : RelOptUtil.conjunctions(filter.getCondition())) {
            if (!RexUtil.containsCorrelation(conjunct)) {
                own.add(conjunct);
            } else if (holdsSubquery(conjunct)) {
                return Optional.empty();
            } else {
                conditions.add(conjunct.accept(toJoin));
            }
        }
        if (conditions.isEmpty() || toJoin.metAnother) {
            return Optional.empty();
        }
        RelNode narrowed = own.isEmpty()
                ? right
                : LogicalFilter.create(right, RexUtil.composeConjunction(rexBuilder, own))
                        .accept(this);
        return Optional.of(new Matching(narrowed, RexUtil.composeConjunction(rexBuilder, conditions), negated));
    }

    private static boolean holdsSubquery(RexNode node) {
        return RexUtil.SubQueryFinder.find(node) != null;
    }

    /** Makes columns of a join of the outer row's columns, which stand before the subquery's own. */
    private static final class OuterColumns extends RexShuttle {
        private final CorrelationId outer;
        private final RelNode left;
        private boolean metAnother;

        OuterColumns(CorrelationId outer, RelNode left) {
            this.outer = outer;
            this.left = left;
        }

        @Override
        public RexNode visitInputRef(RexInputRef ref) {
            return new RexInputRef(left.getRowType().getFieldCount() + ref.getIndex(), ref.getType());
        }

        @Override
        public RexNode visitFieldAccess(RexFieldAccess access) {
            if (access.getReferenceExpr() instanceof RexCorrelVariable variable && variable.id.equals(outer)) {
                return left.getCluster()
                        .getRexBuilder()
                        .makeInputRef(left, access.getField().getIndex());
            }
            metAnother = true;
            return access;
        }
    }
}
