package dev.sallyport.sql.plan;

import java.util.Set;
import org.apache.calcite.rel.RelHomogeneousShuttle;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexShuttle;
import org.apache.calcite.sql.SqlOperator;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.type.SqlTypeName;
import org.jspecify.annotations.Nullable;

/** Lets a sum or product of whole numbers that its type does not hold be a failure, as SQL has it, and no other number. */
final class CheckedArithmetic extends RelHomogeneousShuttle {
    private static final Set<SqlTypeName> WHOLE = Set.copyOf(SqlTypeName.INT_TYPES);

    @Override
    public RelNode visit(RelNode other) {
        return super.visit(other).accept(expressions(other.getCluster().getRexBuilder()));
    }

    /** The same for expressions by themselves. */
    static RexShuttle expressions(RexBuilder rexBuilder) {
        return new RexShuttle() {
            @Override
            public RexNode visitCall(RexCall call) {
                RexCall visited = (RexCall) super.visitCall(call);
                SqlOperator checked = WHOLE.contains(visited.getType().getSqlTypeName()) ? checked(visited) : null;
                return checked == null
                        ? visited
                        : rexBuilder.makeCall(visited.getType(), checked, visited.getOperands());
            }
        };
    }

    private static @Nullable SqlOperator checked(RexCall call) {
        boolean ofNumbers = call.getOperands().stream()
                .allMatch(operand -> WHOLE.contains(operand.getType().getSqlTypeName()));
        if (!ofNumbers) {
            return null;
        }
        return switch (call.getKind()) {
            case PLUS -> SqlStdOperatorTable.CHECKED_PLUS;
            case MINUS -> SqlStdOperatorTable.CHECKED_MINUS;
            case TIMES -> SqlStdOperatorTable.CHECKED_MULTIPLY;
            case MINUS_PREFIX -> SqlStdOperatorTable.CHECKED_UNARY_MINUS;
            default -> null; // SqlKind has hundreds of values; no other of them grows whole numbers.
        };
    }
}
