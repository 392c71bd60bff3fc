package dev.sallyport.sql.plan;

import dev.sallyport.sql.federation.ForeignScan;
import dev.sallyport.sql.federation.KeyedForeignScan;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.Stream;
import org.apache.calcite.plan.RelOptUtil;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Aggregate;
import org.apache.calcite.rel.core.Filter;
import org.apache.calcite.rel.core.Join;
import org.apache.calcite.rel.core.Project;
import org.apache.calcite.rel.core.SetOp;
import org.apache.calcite.rel.core.Sort;
import org.apache.calcite.rel.core.Values;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.sql.type.SqlTypeUtil;

/**
 * Whose texts a relation's columns are made of, for those of foreign tables compare by case and code point among themselves and
 * with constants, and as Salesforce's do where a text of Salesforce is compared with them.
 */
final class ForeignColumns {
    /** Whose texts they are. */
    enum Origin {
        SALESFORCE,
        FOREIGN,
        /** Nobody's: it is made of constants, or no text. */
        NONE;

        static Origin of(Stream<Origin> parts) {
            List<Origin> all = parts.toList();
            if (all.contains(SALESFORCE)) {
                return SALESFORCE;
            }
            return all.contains(FOREIGN) ? FOREIGN : NONE;
        }
    }

    private ForeignColumns() {}

    /** Whether a column's texts are foreign tables' alone. */
    static boolean isForeign(RelNode relation, int column) {
        return origin(relation, column) == Origin.FOREIGN;
    }

    /** Whose texts a column has. */
    static Origin origin(RelNode relation, int column) {
        if (relation instanceof Join join) { // a semi-join's condition is about columns that are not among its own
            int left = join.getLeft().getRowType().getFieldCount();
            return column < left ? origin(join.getLeft(), column) : origin(join.getRight(), column - left);
        }
        if (!SqlTypeUtil.inCharFamily(
                        relation.getRowType().getFieldList().get(column).getType())
                || relation instanceof Values) {
            return Origin.NONE;
        }
        if (relation instanceof ForeignScan || relation instanceof KeyedForeignScan) {
            return Origin.FOREIGN;
        }
        if (relation instanceof Project project) {
            RelNode input = project.getInput();
            return origin(project.getProjects().get(column), each -> origin(input, each));
        }
        if (relation instanceof Filter || relation instanceof Sort || relation instanceof SharedRows) {
            return origin(relation.getInput(0), column);
        }
        if (relation instanceof Aggregate aggregate) {
            return column < aggregate.getGroupCount()
                    ? origin(aggregate.getInput(), aggregate.getGroupSet().nth(column))
                    : Origin.of(aggregate.getAggCallList().get(column - aggregate.getGroupCount()).getArgList().stream()
                            .map(argument -> origin(aggregate.getInput(), argument)));
        }
        return relation instanceof SetOp
                ? Origin.of(relation.getInputs().stream().map(input -> origin(input, column)))
                : Origin.SALESFORCE;
    }

    /**
     * Whose texts an expression is made of.
     *
     * @param ofColumn tells it of a column
     */
    static Origin origin(RexNode expression, IntFunction<Origin> ofColumn) {
        return Origin.of(
                RelOptUtil.InputFinder.bits(expression).toList().stream().map(ofColumn::apply));
    }
}
