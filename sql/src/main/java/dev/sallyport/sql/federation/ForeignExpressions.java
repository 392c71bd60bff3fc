package dev.sallyport.sql.federation;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexCorrelVariable;
import org.apache.calcite.rex.RexDynamicParam;
import org.apache.calcite.rex.RexFieldAccess;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexOver;
import org.apache.calcite.rex.RexShuttle;
import org.apache.calcite.rex.RexSubQuery;
import org.apache.calcite.rex.RexUtil;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.type.SqlTypeName;
import org.apache.calcite.sql.type.SqlTypeUtil;
import org.apache.calcite.util.Sarg;

/**
 * Says expressions in PostgreSQL's words, if it computes the same: comparisons and logic, exact sums and products, CASE, parts of
 * dates. Division, rounding casts and functions of text stay here, for their digits and letters differ.
 */
final class ForeignExpressions extends RexShuttle {
    private final RexBuilder rexBuilder;
    private boolean same = true;

    private ForeignExpressions(RexBuilder rexBuilder) {
        this.rexBuilder = rexBuilder;
    }

    /** The expression for the server; empty if it has to be computed here. */
    static Optional<RexNode> translate(RexBuilder rexBuilder, RexNode expression) {
        ForeignExpressions translation = new ForeignExpressions(rexBuilder);
        RexNode translated = expression.accept(translation);
        return translation.same ? Optional.of(translated) : Optional.empty();
    }

    /** The same for a column: a text is one of the server's only if it is made of some. */
    static Optional<RexNode> translateColumn(RexBuilder rexBuilder, RexNode column) {
        return isText(column) && !hasTextColumn(column) ? Optional.empty() : translate(rexBuilder, column);
    }

    @Override
    public RexNode visitCall(RexCall call) {
        if (comparesConstantTexts(call)) {
            return unknown(call);
        }
        return switch (call.getKind()) {
            // What search() has expanded leaves OR in OR, which Calcite does not take.
            case AND -> rexBuilder.makeCall(call.getOperator(), RexUtil.flattenAnd(operands(call)));
            case OR -> rexBuilder.makeCall(call.getOperator(), RexUtil.flattenOr(operands(call)));
            case NOT, IS_NULL, IS_NOT_NULL, IS_TRUE, IS_FALSE, IS_NOT_TRUE, IS_NOT_FALSE, EQUALS, NOT_EQUALS ->
                super.visitCall(call);
            case CASE, COALESCE -> isKnown(call) ? super.visitCall(call) : unknown(call);
            case LESS_THAN, LESS_THAN_OR_EQUAL, GREATER_THAN, GREATER_THAN_OR_EQUAL -> ordered(call);
            case SEARCH -> search(call);
            case LIKE -> like(call);
            case PLUS, MINUS, TIMES, MINUS_PREFIX, PLUS_PREFIX -> isExact(call) ? computed(call) : unknown(call);
            case CAST -> isSameCast(call) ? super.visitCall(call) : unknown(call);
            case EXTRACT -> isOfDate(call) ? super.visitCall(call) : unknown(call);
            default -> unknown(call);
        };
    }

    private List<RexNode> operands(RexCall call) {
        return ((RexCall) super.visitCall(call)).getOperands();
    }

    /** Constants compare as Salesforce's texts do. */
    private static boolean comparesConstantTexts(RexCall call) {
        boolean compares = call.isA(SqlKind.COMPARISON) || call.isA(SqlKind.SEARCH) || call.isA(SqlKind.LIKE);
        return compares && isText(call.getOperands().get(0)) && !hasTextColumn(call);
    }

    private static boolean hasTextColumn(RexNode node) {
        boolean[] found = {false};
        RexNode unused = node.accept(new RexShuttle() {
            @Override
            public RexNode visitInputRef(RexInputRef ref) {
                found[0] |= isText(ref);
                return ref;
            }
        });
        return found[0];
    }

    private RexNode unknown(RexNode node) {
        same = false;
        return node;
    }

    private RexNode ordered(RexCall call) {
        RexCall visited = (RexCall) super.visitCall(call);
        RexNode first = visited.getOperands().get(0);
        return isText(first)
                ? rexBuilder.makeCall(
                        visited.getType(),
                        visited.getOperator(),
                        List.of(
                                rexBuilder.makeCall(ForeignOperators.BY_CODE_POINT, first),
                                visited.getOperands().get(1)))
                : visited;
    }

    /** A list of texts is one; ranges of them become comparisons. */
    private RexNode search(RexCall call) {
        Sarg<?> values = ((RexLiteral) call.getOperands().get(1)).getValueAs(Sarg.class);
        boolean listed = values != null && (values.isPoints() || values.isComplementedPoints());
        return isText(call.getOperands().get(0)) && !listed
                ? RexUtil.expandSearch(rexBuilder, null, call).accept(this)
                : super.visitCall(call);
    }

    /** Without an ESCAPE there is no escape character, where PostgreSQL has the backslash. */
    private RexNode like(RexCall call) {
        if (!call.getOperator().equals(SqlStdOperatorTable.LIKE)) {
            return unknown(call);
        }
        RexCall visited = (RexCall) super.visitCall(call);
        return visited.getOperands().size() > 2
                ? visited
                : rexBuilder.makeCall(
                        visited.getType(),
                        visited.getOperator(),
                        List.of(
                                visited.getOperands().get(0),
                                visited.getOperands().get(1),
                                rexBuilder.makeLiteral("")));
    }

    /** Whole numbers and decimals: PostgreSQL's fractions of dates and intervals are others. */
    private static boolean isExact(RexCall call) {
        return SqlTypeUtil.isExactNumeric(call.getType())
                && call.getOperands().stream().allMatch(operand -> SqlTypeUtil.isExactNumeric(operand.getType()));
    }

    /** PostgreSQL computes with two {@code int2} in 16 bits; here every such column has 32. */
    private RexNode computed(RexCall call) {
        RexCall visited = (RexCall) super.visitCall(call);
        RexNode first = visited.getOperands().get(0);
        if (first instanceof RexLiteral || first.getType().getSqlTypeName() != SqlTypeName.INTEGER) {
            return visited;
        }
        List<RexNode> operands = new ArrayList<>(visited.getOperands());
        operands.set(0, rexBuilder.makeCall(ForeignOperators.WHOLE_INTEGER, first));
        return visited.clone(visited.getType(), operands);
    }

    /** What loses nothing, and is no text of anything else: PostgreSQL writes numbers and moments otherwise. */
    private static boolean isSameCast(RexCall cast) {
        RexNode operand = cast.getOperands().get(0);
        boolean same = SqlTypeUtil.equalSansNullability(cast.getType(), operand.getType());
        return !(operand instanceof RexDynamicParam)
                && (same || (RexUtil.isLosslessCast(cast) && isText(cast) == isText(operand)));
    }

    private static boolean isOfDate(RexCall extract) {
        SqlTypeName type = extract.getOperands().get(1).getType().getSqlTypeName();
        return switch (String.valueOf(((RexLiteral) extract.getOperands().get(0)).getValue())) {
            case "YEAR", "QUARTER", "MONTH", "DAY" -> type == SqlTypeName.DATE || type == SqlTypeName.TIMESTAMP;
            case "HOUR", "MINUTE" -> type == SqlTypeName.TIMESTAMP;
            default -> false;
        };
    }

    @Override
    public RexNode visitLiteral(RexLiteral literal) {
        return isKnown(literal)
                        || literal.getType().getSqlTypeName() == SqlTypeName.SYMBOL
                        || literal.getTypeName() == SqlTypeName.SARG
                ? literal
                : unknown(literal);
    }

    @Override
    public RexNode visitDynamicParam(RexDynamicParam parameter) {
        return isKnown(parameter) ? parameter : unknown(parameter);
    }

    private static boolean isKnown(RexNode node) {
        return switch (node.getType().getSqlTypeName()) {
            case BOOLEAN,
                    TINYINT,
                    SMALLINT,
                    INTEGER,
                    BIGINT,
                    DECIMAL,
                    REAL,
                    DOUBLE,
                    CHAR,
                    VARCHAR,
                    DATE,
                    TIME,
                    TIMESTAMP,
                    NULL -> true;
            default -> false;
        };
    }

    static boolean isText(RexNode node) {
        return SqlTypeUtil.inCharFamily(node.getType());
    }

    @Override
    public RexNode visitOver(RexOver over) {
        return unknown(over);
    }

    @Override
    public RexNode visitSubQuery(RexSubQuery subquery) {
        return unknown(subquery);
    }

    @Override
    public RexNode visitCorrelVariable(RexCorrelVariable variable) {
        return unknown(variable);
    }

    @Override
    public RexNode visitFieldAccess(RexFieldAccess access) {
        return unknown(access);
    }

    @Override
    public RexNode visitInputRef(RexInputRef ref) {
        return ref;
    }
}
