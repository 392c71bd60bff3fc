package dev.sallyport.sql.plan;

import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.plan.RelOptUtil;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.RelShuttleImpl;
import org.apache.calcite.rel.core.Aggregate;
import org.apache.calcite.rel.core.AggregateCall;
import org.apache.calcite.rel.core.RelFactories;
import org.apache.calcite.rel.logical.LogicalAggregate;
import org.apache.calcite.rel.logical.LogicalUnion;
import org.apache.calcite.rel.type.RelDataTypeField;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.tools.RelBuilder;

/**
 * Gives {@code ROLLUP}, {@code CUBE} and {@code GROUPING SETS} the row that the group without a key has always, be there rows
 * or not: Calcite makes all groups of the rows that there are. Where there is no group at all, that row is made.
 */
final class GrandTotals extends RelShuttleImpl {
    @Override
    public RelNode visit(LogicalAggregate aggregate) {
        LogicalAggregate visited = (LogicalAggregate) super.visit(aggregate);
        boolean hasTotal =
                visited.getGroupSets().get(visited.getGroupSets().size() - 1).isEmpty();
        if (visited.getGroupType() == Aggregate.Group.SIMPLE || !hasTotal) {
            return visited;
        }
        RelNode groups = SharedRows.of(visited);
        return LogicalUnion.create(List.of(groups, totalOfNothing(visited, groups)), true);
    }

    /** One row if there are no groups, none otherwise. */
    private static RelNode totalOfNothing(LogicalAggregate aggregate, RelNode groups) {
        RelBuilder builder = RelFactories.LOGICAL_BUILDER
                .create(aggregate.getCluster(), null)
                .push(groups);
        builder.aggregate(builder.groupKey(), builder.countStar("groups"))
                .filter(builder.equals(builder.field(0), builder.literal(0)));
        List<RexNode> columns = new ArrayList<>();
        for (RelDataTypeField column : aggregate.getRowType().getFieldList()) {
            int call = column.getIndex() - aggregate.getGroupCount();
            RexNode value = call < 0
                    ? builder.getRexBuilder().makeNullLiteral(column.getType())
                    : ofNothing(aggregate.getAggCallList().get(call), builder);
            columns.add(builder.getRexBuilder().makeCast(column.getType(), value, true, false));
        }
        RelNode total = builder.project(columns, aggregate.getRowType().getFieldNames(), true)
                .build();
        return RelOptUtil.createCastRel(total, aggregate.getRowType(), true);
    }

    private static RexNode ofNothing(AggregateCall call, RelBuilder builder) {
        return switch (call.getAggregation().getKind()) {
            case COUNT, SUM0, REGR_COUNT, GROUP_ID -> builder.literal(0);
            case GROUPING -> builder.literal((1L << call.getArgList().size()) - 1);
            default -> builder.getRexBuilder().makeNullLiteral(call.getType()); // All others are null over no rows.
        };
    }
}
