package dev.sallyport.sql.plan;

import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.RelShuttleImpl;
import org.apache.calcite.rel.core.JoinRelType;
import org.apache.calcite.rel.core.RelFactories;
import org.apache.calcite.rel.logical.LogicalJoin;
import org.apache.calcite.rel.logical.LogicalProject;
import org.apache.calcite.rel.rules.JoinCommuteRule;
import org.apache.calcite.rex.RexNode;

/**
 * Keeps all rows of joins that keep those of their right side. Where such a join has conditions other than equal keys,
 * Calcite tells its rows apart by being one object or another, and of rows with a single column those with the same value
 * may be one object: only one of them would be left.
 */
final class OuterJoins extends RelShuttleImpl {
    /** Rows of fewer columns are their only value. */
    private static final int COLUMNS_OF_AN_OBJECT = 2;

    @Override
    public RelNode visit(LogicalJoin join) {
        LogicalJoin visited = (LogicalJoin) super.visit(join);
        if (visited.analyzeCondition().isEqui()
                && !visited.analyzeCondition().leftKeys.isEmpty()) {
            return visited;
        }
        return switch (visited.getJoinType()) {
            case RIGHT -> turned(visited);
            case FULL -> withRowsApart(visited);
            default -> visited;
        };
    }

    private static RelNode turned(LogicalJoin join) {
        RelNode turned = JoinCommuteRule.swap(join, true, RelFactories.LOGICAL_BUILDER.create(join.getCluster(), null));
        return turned == null ? join : turned;
    }

    private static RelNode withRowsApart(LogicalJoin join) {
        RelNode right = join.getRight();
        int columns = right.getRowType().getFieldCount();
        if (columns >= COLUMNS_OF_AN_OBJECT) {
            return join;
        }
        RexNode filling = join.getCluster().getRexBuilder().makeLiteral(true);
        List<RexNode> wider = Stream.concat(
                        IntStream.range(0, columns)
                                .<RexNode>mapToObj(column ->
                                        join.getCluster().getRexBuilder().makeInputRef(right, column)),
                        Stream.generate(() -> filling))
                .limit(COLUMNS_OF_AN_OBJECT)
                .toList();
        RelNode rows = LogicalProject.create(right, List.of(), wider, (List<String>) null, Set.of());
        LogicalJoin apart = join.copy(
                join.getTraitSet(), join.getCondition(), join.getLeft(), rows, JoinRelType.FULL, join.isSemiJoinDone());
        List<RexNode> without = IntStream.range(0, join.getRowType().getFieldCount())
                .<RexNode>mapToObj(column -> join.getCluster().getRexBuilder().makeInputRef(apart, column))
                .toList();
        return LogicalProject.create(
                apart, List.of(), without, join.getRowType().getFieldNames(), Set.of());
    }
}
