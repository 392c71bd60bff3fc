package dev.sallyport.sql.plan;

import dev.sallyport.sql.soql.SoqlValue;
import java.util.List;
import org.apache.calcite.DataContext;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexExecutable;
import org.apache.calcite.rex.RexExecutorImpl;
import org.apache.calcite.rex.RexNode;
import org.jspecify.annotations.Nullable;

/**
 * An expression over no column, such as {@code CURRENT_DATE - INTERVAL '30' DAY}: one value for each run of a statement,
 * computed by the same code that would have computed it for each row.
 */
final class ConstantExpression implements SoqlValue.Computed {
    private final RexNode expression;
    private final RexBuilder rexBuilder;
    private @Nullable RexExecutable executable;

    ConstantExpression(RexNode expression, RexBuilder rexBuilder) {
        this.expression = expression;
        this.rexBuilder = rexBuilder;
    }

    /** Its value in a run, as plans hold it; null for SQL's NULL. */
    synchronized @Nullable Object value(DataContext context) {
        if (executable == null) {
            RelDataType noColumns = rexBuilder.getTypeFactory().builder().build();
            RexNode runnable = expression
                    .accept(TextFolding.ofConstants(rexBuilder))
                    .accept(CheckedArithmetic.expressions(rexBuilder));
            executable = RexExecutorImpl.getExecutable(rexBuilder, List.of(runnable), noColumns);
        }
        executable.setDataContext(context);
        @Nullable Object @Nullable [] values = executable.execute();
        return values == null ? null : values[0];
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof ConstantExpression another && expression.equals(another.expression);
    }

    @Override
    public int hashCode() {
        return expression.hashCode();
    }

    @Override
    public String toString() {
        return expression.toString();
    }
}
