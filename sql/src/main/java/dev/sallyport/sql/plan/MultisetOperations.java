package dev.sallyport.sql.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
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
 * Makes {@code INTERSECT ALL} and {@code EXCEPT ALL} of texts the same without {@code ALL}, of rows that are numbered among
 * their equals: the second {@code 'acme'} of one side meets the second {@code 'Acme'} of the other. Calcite's own compare
 * rows letter by letter.
 */
final class MultisetOperations extends RelShuttleImpl {
    @Override
    public RelNode visit(LogicalIntersect intersect) {
        SetOp visited = (SetOp) super.visit(intersect);
        return isOfTexts(visited) ? ofNumberedRows(visited, rows -> rows.intersect(false)) : visited;
    }

    @Override
    public RelNode visit(LogicalMinus minus) {
        SetOp visited = (SetOp) super.visit(minus);
        return isOfTexts(visited) ? ofNumberedRows(visited, rows -> rows.minus(false)) : visited;
    }

    private static boolean isOfTexts(SetOp operation) {
        return operation.all
                && operation.getRowType().getFieldList().stream()
                        .anyMatch(column -> SqlTypeUtil.inCharFamily(column.getType()));
    }

    private static RelNode ofNumberedRows(SetOp operation, UnaryOperator<RelBuilder> ofTwo) {
        RelBuilder builder = RelFactories.LOGICAL_BUILDER.create(operation.getCluster(), null);
        RelNode rows = operation.getInput(0);
        for (RelNode others :
                operation.getInputs().subList(1, operation.getInputs().size())) {
            int columns = rows.getRowType().getFieldCount();
            number(builder, rows);
            number(builder, others);
            RelBuilder left = ofTwo.apply(builder);
            rows = left.project(left.fields().subList(0, columns)).build();
        }
        return RelOptUtil.createCastRel(rows, operation.getRowType(), true);
    }

    private static void number(RelBuilder builder, RelNode rows) {
        builder.push(rows);
        List<RexNode> numbered = new ArrayList<>(builder.fields());
        numbered.add(builder.aggregateCall(SqlStdOperatorTable.ROW_NUMBER)
                .over()
                .partitionBy(builder.fields())
                .rowsTo(RexWindowBounds.CURRENT_ROW)
                .toRex());
        builder.project(numbered);
    }
}
