package dev.sallyport.sql.plan;

import com.google.common.collect.ImmutableList;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.function.IntPredicate;
import java.util.stream.Stream;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.rel.type.RelDataTypeSystem;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexDynamicParam;
import org.apache.calcite.rex.RexFieldCollation;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexOver;
import org.apache.calcite.rex.RexShuttle;
import org.apache.calcite.rex.RexUtil;
import org.apache.calcite.rex.RexWindow;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlOperator;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.calcite.sql.type.SqlTypeName;
import org.apache.calcite.sql.type.SqlTypeUtil;

/**
 * Puts the text operands of comparisons and of windows' keys in upper case, or those of foreign tables in the order of their
 * code points, lets LIKE see no case, and lets comparisons see
 * nulls and whole parameters.
 */
final class TextFolding extends RexShuttle {
    private static final Set<SqlKind> ORDERS = EnumSet.of(
            SqlKind.LESS_THAN, SqlKind.LESS_THAN_OR_EQUAL, SqlKind.GREATER_THAN, SqlKind.GREATER_THAN_OR_EQUAL);

    private static final Set<SqlKind> DISTINCTIONS = EnumSet.of(SqlKind.IS_DISTINCT_FROM, SqlKind.IS_NOT_DISTINCT_FROM);

    private final RexBuilder rexBuilder;
    private final IntPredicate comparesByCase;
    private final IntFunction<ForeignColumns.Origin> origin;

    /**
     * Folds expressions over some columns.
     *
     * @param comparesByCase tells which of them compare by case
     * @param origin tells whose texts they have
     */
    TextFolding(RexBuilder rexBuilder, IntPredicate comparesByCase, IntFunction<ForeignColumns.Origin> origin) {
        this.rexBuilder = rexBuilder;
        this.comparesByCase = comparesByCase;
        this.origin = origin;
    }

    /** Folds expressions that have no columns. */
    static TextFolding ofConstants(RexBuilder rexBuilder) {
        return new TextFolding(rexBuilder, column -> false, column -> ForeignColumns.Origin.NONE);
    }

    /** Whether it compares two values, null among them or not. */
    static boolean compares(SqlKind kind) {
        return SqlKind.COMPARISON.contains(kind) || DISTINCTIONS.contains(kind);
    }

    @Override
    public RexNode visitCall(RexCall call) {
        if (call.isA(SqlKind.SEARCH) && isText(call.getOperands().get(0))) {
            return RexUtil.expandSearch(rexBuilder, null, call).accept(this);
        }
        RexNode visited = mayBeUnknown(flat(super.visitCall(call)));
        boolean compares = compares(visited.getKind()) || visited.isA(SqlKind.LIKE);
        if (!compares || !(visited instanceof RexCall comparison)) {
            return visited;
        }
        List<RexNode> operands =
                comparison.getOperands().stream().map(this::whole).toList();
        if (comparison.getOperands().stream().anyMatch(operand -> !isText(operand))) {
            return operands.equals(comparison.getOperands())
                    ? comparison
                    : comparison.clone(comparison.getType(), operands);
        }
        boolean foreign = isForeign(comparison);
        boolean byCase = foreign || comparison.getOperands().stream().anyMatch(this::comparesByCase);
        if (comparison.isA(SqlKind.LIKE)) {
            return like(operands, byCase);
        }
        if (!byCase) {
            return comparison.clone(comparison.getType(), calls(SqlStdOperatorTable.UPPER, operands));
        }
        return comparison.clone(
                comparison.getType(),
                foreign && ORDERS.contains(comparison.getKind()) ? calls(CodePointOrder.KEY, operands) : operands);
    }

    private RexNode like(List<RexNode> operands, boolean byCase) {
        List<RexNode> withEscape = Stream.concat(operands.stream(), Stream.of(rexBuilder.makeLiteral("")))
                .toList();
        return rexBuilder.makeCall(
                byCase ? LikePattern.BY_CASE : LikePattern.WITHOUT_CASE, withEscape.subList(0, LikePattern.OPERANDS));
    }

    /**
     * A comparison with a null is unknown, also of {@code COALESCE(n, 5) < 3}: of that, Calcite leaves {@code n < 3} with n
     * cast to what is never null, and takes null for 0.
     */
    private RexNode mayBeUnknown(RexNode node) {
        if (!compares(node.getKind()) && !node.isA(SqlKind.SEARCH)) {
            return node;
        }
        RexCall comparison = (RexCall) node;
        List<RexNode> operands =
                comparison.getOperands().stream().map(this::mayBeNull).toList();
        return operands.equals(comparison.getOperands())
                ? node
                : comparison.clone(
                        rexBuilder
                                .getTypeFactory()
                                .createTypeWithNullability(
                                        comparison.getType(), !DISTINCTIONS.contains(comparison.getKind())),
                        operands);
    }

    private RexNode mayBeNull(RexNode operand) {
        boolean hidesNull = operand.isA(SqlKind.CAST)
                && !operand.getType().isNullable()
                && ((RexCall) operand).getOperands().get(0).getType().isNullable();
        return hidesNull
                ? rexBuilder.makeCast(
                        rexBuilder.getTypeFactory().createTypeWithNullability(operand.getType(), true),
                        ((RexCall) operand).getOperands().get(0))
                : operand;
    }

    /**
     * Of a parameter's value, Calcite compares no more than the column or the constant that it is compared with can hold,
     * also where it is then cast to the type of longer ones beside it.
     */
    private RexNode whole(RexNode operand) {
        if (!(uncast(operand) instanceof RexDynamicParam parameter)) {
            return operand;
        }
        RelDataTypeFactory types = rexBuilder.getTypeFactory();
        RelDataTypeSystem system = types.getTypeSystem();
        RelDataType narrow = parameter.getType();
        RelDataType whole;
        if (isText(parameter)) {
            whole = types.createTypeWithCharsetAndCollation(
                    types.createSqlType(SqlTypeName.VARCHAR, system.getMaxPrecision(SqlTypeName.VARCHAR)),
                    Objects.requireNonNull(narrow.getCharset()),
                    Objects.requireNonNull(narrow.getCollation()));
        } else if (narrow.getSqlTypeName() == SqlTypeName.DECIMAL) {
            whole = types.createSqlType(
                    SqlTypeName.DECIMAL,
                    system.getMaxPrecision(SqlTypeName.DECIMAL),
                    system.getMaxScale(SqlTypeName.DECIMAL));
        } else {
            return operand;
        }
        return rexBuilder.makeDynamicParam(
                types.createTypeWithNullability(whole, narrow.isNullable()), parameter.getIndex());
    }

    /** Without casts that were put around it for the sake of what stands beside it; one that rounds was written. */
    private static RexNode uncast(RexNode operand) {
        if (!operand.isA(SqlKind.CAST) || operand.getType().getSqlTypeName() != SqlTypeName.DECIMAL) {
            return ByCaseColumns.uncast(operand);
        }
        RexNode inner = ((RexCall) operand).getOperands().get(0);
        return inner.getType().getSqlTypeName() == SqlTypeName.DECIMAL && holds(operand.getType(), inner.getType())
                ? inner
                : operand;
    }

    /** Whether every decimal of a type is one of another. */
    private static boolean holds(RelDataType wide, RelDataType narrow) {
        return wide.getScale() >= narrow.getScale()
                && wide.getPrecision() - wide.getScale() >= narrow.getPrecision() - narrow.getScale();
    }

    /** Without AND in AND or OR in OR, which an expanded list of values leaves and Calcite does not take. */
    private RexNode flat(RexNode node) {
        if (node.isA(SqlKind.AND)) {
            return rexBuilder.makeCall(SqlStdOperatorTable.AND, RexUtil.flattenAnd(((RexCall) node).getOperands()));
        }
        return node.isA(SqlKind.OR)
                ? rexBuilder.makeCall(SqlStdOperatorTable.OR, RexUtil.flattenOr(((RexCall) node).getOperands()))
                : node;
    }

    @Override
    public RexNode visitOver(RexOver over) {
        RexOver visited = (RexOver) super.visitOver(over);
        RexWindow window = visited.getWindow();
        List<RexFieldCollation> order = window.orderKeys.stream()
                .map(key -> new RexFieldCollation(ordered(key.left), key.right))
                .toList();
        return rexBuilder.makeOver(
                SqlParserPos.ZERO,
                visited.getType(),
                visited.getAggOperator(),
                visited.getOperands(),
                upperCase(window.partitionKeys),
                ImmutableList.copyOf(order),
                window.getLowerBound(),
                window.getUpperBound(),
                window.getExclude(),
                window.isRows(),
                true,
                false,
                visited.isDistinct(),
                visited.ignoreNulls());
    }

    private List<RexNode> calls(SqlOperator function, List<RexNode> operands) {
        return operands.stream()
                .map(operand -> isText(operand) ? rexBuilder.makeCall(function, operand) : operand)
                .toList();
    }

    private List<RexNode> upperCase(List<RexNode> operands) {
        return operands.stream().map(this::upperCase).toList();
    }

    private RexNode upperCase(RexNode operand) {
        return isText(operand) && !comparesByCase(operand) && !isForeign(operand)
                ? rexBuilder.makeCall(SqlStdOperatorTable.UPPER, operand)
                : operand;
    }

    private RexNode ordered(RexNode key) {
        return isText(key) && isForeign(key) ? rexBuilder.makeCall(CodePointOrder.KEY, key) : upperCase(key);
    }

    /** Whether its texts are foreign tables' alone. */
    private boolean isForeign(RexNode node) {
        return ForeignColumns.origin(node, origin) == ForeignColumns.Origin.FOREIGN;
    }

    private boolean comparesByCase(RexNode operand) {
        RexNode uncast = ByCaseColumns.uncast(operand);
        return uncast instanceof RexInputRef ref
                ? comparesByCase.test(ref.getIndex())
                : uncast instanceof RexLiteral literal && TextLiterals.isByCase(literal);
    }

    private static boolean isText(RexNode node) {
        return SqlTypeUtil.inCharFamily(node.getType());
    }
}
