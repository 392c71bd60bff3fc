package dev.sallyport.sql.plan;

import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.plan.RelOptUtil;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.RelShuttleImpl;
import org.apache.calcite.rel.core.RelFactories;
import org.apache.calcite.rel.core.SetOp;
import org.apache.calcite.rel.logical.LogicalIntersect;
import org.apache.calcite.rel.logical.LogicalMinus;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexWindowBounds;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.type.SqlTypeUtil;
import org.apache.calcite.tools.RelBuilder;

/**
 * Makes groups of {@code INTERSECT ALL} and {@code EXCEPT ALL} of texts, for groups compare texts as all else does: the rows of
 * each side are numbered among their equals, and the second {@code 'acme'} of one side meets the second {@code 'Acme'} of the
 * other. Calcite's own operators compare rows letter by letter.
 */
final class MultisetOperations extends RelShuttleImpl {
    private static final int BOTH = 2;

    @Override
    public RelNode visit(LogicalIntersect intersect) {
        SetOp visited = (SetOp) super.visit(intersect);
        return isOfTexts(visited)
                ? ofNumberedRows(visited, (rows, sides, last) -> rows.equals(sides, rows.literal(BOTH)))
                : visited;
    }

    @Override
    public RelNode visit(LogicalMinus minus) {
        SetOp visited = (SetOp) super.visit(minus);
        return isOfTexts(visited)
                ? ofNumberedRows(visited, (rows, sides, last) -> rows.equals(last, rows.literal(0)))
                : visited;
    }

    /** Which groups are kept, by how many sides they have rows of, and which is the last of these. */
    @FunctionalInterface
    private interface Kept {
        RexNode condition(RelBuilder groups, RexNode sides, RexNode last);
    }

    private static boolean isOfTexts(SetOp operation) {
        return operation.all
                && operation.getRowType().getFieldList().stream()
                        .anyMatch(column -> SqlTypeUtil.inCharFamily(column.getType()));
    }

    /** Two inputs at a time; what the first two leave is the first of the next two. */
    private static RelNode ofNumberedRows(SetOp operation, Kept kept) {
        RelBuilder builder = RelFactories.LOGICAL_BUILDER.create(operation.getCluster(), null);
        RelNode rows = operation.getInput(0);
        for (RelNode others :
                operation.getInputs().subList(1, operation.getInputs().size())) {
            int columns = rows.getRowType().getFieldCount();
            side(builder, rows, 0);
            side(builder, others, 1);
            builder.union(true);
            number(builder);
            RelBuilder.GroupKey equal = builder.groupKey(withNumber(builder, columns));
            builder.aggregate(equal, builder.countStar(null), builder.max(null, builder.field(columns)));
            // By their places: a column may be called anything.
            builder.filter(kept.condition(builder, builder.field(columns + 1), builder.field(columns + 2)));
            rows = builder.project(builder.fields().subList(0, columns)).build();
        }
        return RelOptUtil.createCastRel(rows, operation.getRowType(), true);
    }

    /** Its rows, and behind them which side they are of. */
    private static void side(RelBuilder builder, RelNode rows, int side) {
        builder.push(rows);
        List<RexNode> columns = new ArrayList<>(builder.fields());
        columns.add(builder.literal(side));
        builder.project(columns);
    }

    /** Behind all columns, the row's number among those of its side that equal it. */
    private static void number(RelBuilder builder) {
        List<RexNode> numbered = new ArrayList<>(builder.fields());
        numbered.add(builder.aggregateCall(SqlStdOperatorTable.ROW_NUMBER)
                .over()
                .partitionBy(builder.fields())
                .rowsTo(RexWindowBounds.CURRENT_ROW)
                .toRex());
        builder.project(numbered);
    }

    private static List<RexNode> withNumber(RelBuilder builder, int columns) {
        List<RexNode> keys = new ArrayList<>(builder.fields().subList(0, columns));
        keys.add(builder.field(columns + 1));
        return keys;
    }
}
