package dev.sallyport.sql.plan;

import dev.sallyport.sql.soql.SoqlStatement;
import java.util.EnumSet;
import java.util.Set;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Aggregate;
import org.apache.calcite.rel.core.AggregateCall;
import org.apache.calcite.rel.core.Filter;
import org.apache.calcite.rel.core.Join;
import org.apache.calcite.rel.core.Project;
import org.apache.calcite.rel.core.SetOp;
import org.apache.calcite.rel.core.Sort;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.type.SqlTypeUtil;

/** Which columns of a relation compare by case: record ids, all of whose characters count, and fields that describe says so of. */
final class ByCaseColumns {
    private static final Set<SqlKind> ONE_OF_THE_VALUES =
            EnumSet.of(SqlKind.MIN, SqlKind.MAX, SqlKind.SINGLE_VALUE, SqlKind.ANY_VALUE);

    private ByCaseColumns() {}

    /** Whether a column's values come unchanged from such a field. */
    static boolean contains(RelNode relation, int column) {
        if (relation instanceof SoqlScan scan) {
            return contains(scan.query(), column);
        }
        if (relation instanceof KeyedScan keyed) {
            return contains(keyed.scan(), column);
        }
        if (relation instanceof EnumerableSoqlScan leaf) {
            return contains(leaf.query(), column);
        }
        if (relation instanceof SoqlGroups groups) {
            return contains(groups.query(), column);
        }
        if (relation instanceof Project project) {
            RexNode expression = uncast(project.getProjects().get(column));
            return expression instanceof RexInputRef ref && contains(project.getInput(), ref.getIndex());
        }
        if (relation instanceof Filter || relation instanceof Sort || relation instanceof SharedRows) {
            return contains(relation.getInput(0), column);
        }
        if (relation instanceof Join join) {
            int left = join.getLeft().getRowType().getFieldCount();
            return column < left ? contains(join.getLeft(), column) : contains(join.getRight(), column - left);
        }
        if (relation instanceof Aggregate aggregate) {
            return column < aggregate.getGroupCount()
                    ? contains(aggregate.getInput(), aggregate.getGroupSet().nth(column))
                    : contains(
                            aggregate.getInput(), aggregate.getAggCallList().get(column - aggregate.getGroupCount()));
        }
        // As in a comparison, one side is enough.
        return relation instanceof SetOp && relation.getInputs().stream().anyMatch(input -> contains(input, column));
    }

    private static boolean contains(SoqlStatement query, int column) {
        return query.columns().get(column).comparesByCase();
    }

    private static boolean contains(RelNode input, AggregateCall call) {
        return ONE_OF_THE_VALUES.contains(call.getAggregation().getKind())
                && contains(input, call.getArgList().get(0));
    }

    /** What a text is without casts to text: an outer join casts its columns to what may be null. */
    static RexNode uncast(RexNode node) {
        RexNode uncast = node;
        while (uncast.isA(SqlKind.CAST)
                && uncast instanceof RexCall cast
                && SqlTypeUtil.inCharFamily(cast.getOperands().get(0).getType())) {
            uncast = cast.getOperands().get(0);
        }
        return uncast;
    }
}
