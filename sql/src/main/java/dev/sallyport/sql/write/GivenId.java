package dev.sallyport.sql.write;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Filter;
import org.apache.calcite.rel.core.Project;
import org.apache.calcite.rel.core.TableScan;
import org.apache.calcite.rel.logical.LogicalProject;
import org.apache.calcite.rel.logical.LogicalValues;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexUtil;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.type.SqlTypeUtil;
import org.jspecify.annotations.Nullable;

/**
 * A change of the one record whose id the statement itself gives, by {@code WHERE Id = …}, to values that the statement
 * gives too: nothing has to be read for it.
 */
final class GivenId {
    private GivenId() {}

    /**
     * The one row to write.
     *
     * @param needed the projection of id and new values over what Calcite reads for a change
     * @param idPosition where a table's row has its id
     * @return null if the statement is not of this form
     */
    static @Nullable RelNode of(RelNode needed, int idPosition) {
        Project project = (Project) needed;
        List<RexNode> values = project.getProjects();
        RelNode below = project.getInput();
        if (!(below instanceof Filter filter && filter.getInput() instanceof TableScan)) {
            return null;
        }
        RexNode id = given(filter.getCondition(), idPosition);
        boolean constant = values.subList(1, values.size()).stream().allMatch(GivenId::isFreeOfColumns);
        if (id == null || !constant) {
            return null;
        }
        RexBuilder rex = needed.getCluster().getRexBuilder();
        List<RexNode> row = new ArrayList<>(values);
        // Cut to the length of an id, a longer text would become one.
        row.set(
                0,
                SqlTypeUtil.isCharacter(id.getType())
                        ? id
                        : rex.makeCast(values.get(0).getType(), id));
        return LogicalProject.create(
                LogicalValues.createOneRow(needed.getCluster()),
                List.of(),
                row,
                needed.getRowType().getFieldNames(),
                Set.of());
    }

    private static @Nullable RexNode given(RexNode condition, int idPosition) {
        if (!(condition instanceof RexCall call && call.getKind() == SqlKind.EQUALS)) {
            return null;
        }
        RexNode left = call.getOperands().get(0);
        RexNode right = call.getOperands().get(1);
        if (isId(left, idPosition) && isFreeOfColumns(right)) {
            return right;
        }
        return isId(right, idPosition) && isFreeOfColumns(left) ? left : null;
    }

    private static boolean isId(RexNode node, int idPosition) {
        RexNode plain =
                RexUtil.isLosslessCast(node) ? ((RexCall) node).getOperands().get(0) : node;
        return plain instanceof RexInputRef ref && ref.getIndex() == idPosition;
    }

    /** Whether it is made of literals, parameters and functions of them alone. */
    private static boolean isFreeOfColumns(RexNode node) {
        return !RexUtil.containsInputRef(node)
                && RexUtil.SubQueryFinder.find(node) == null
                && !RexUtil.containsCorrelation(node);
    }
}
