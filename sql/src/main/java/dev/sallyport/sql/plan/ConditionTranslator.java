package dev.sallyport.sql.plan;

import dev.sallyport.salesforce.FieldType;
import dev.sallyport.sql.soql.RecordId;
import dev.sallyport.sql.soql.SoqlCondition;
import dev.sallyport.sql.soql.SoqlCondition.Comparison;
import dev.sallyport.sql.soql.SoqlCondition.In;
import dev.sallyport.sql.soql.SoqlCondition.Operator;
import dev.sallyport.sql.soql.SoqlField;
import dev.sallyport.sql.soql.SoqlValue;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexDynamicParam;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexUtil;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.type.SqlTypeFamily;
import org.apache.calcite.sql.type.SqlTypeName;
import org.jspecify.annotations.Nullable;

/**
 * Says a SQL condition in SOQL, if SOQL can say exactly the same: a condition comes out whole or not at all. What is left
 * out and why: fields that describe calls not filterable; order among picklist values (SOQL goes by the order in Setup)
 * and among references; equality of multi-select picklists (SOQL compares sets, SQL texts).
 */
final class ConditionTranslator {
    private static final Set<FieldType> NOT_COMPARABLE = EnumSet.of(
            FieldType.MULTIPICKLIST,
            FieldType.BASE64,
            FieldType.ADDRESS,
            FieldType.LOCATION,
            FieldType.ANYTYPE,
            FieldType.COMPLEXVALUE,
            FieldType.DATACATEGORYGROUPREFERENCE,
            FieldType.UNKNOWN);
    private static final Set<FieldType> NOT_ORDERED =
            EnumSet.of(FieldType.PICKLIST, FieldType.REFERENCE, FieldType.BOOLEAN);
    private static final Set<FieldType> NOT_LIKE = EnumSet.of(FieldType.ID, FieldType.REFERENCE);

    private final RexBuilder rexBuilder;
    private final List<SoqlField> fields;

    /** What kept the first piece out of the conditions since {@link #whyNot()} was asked last. */
    private Local.@Nullable Why why;

    /** Translates conditions over rows of {@code fields}. */
    ConditionTranslator(RexBuilder rexBuilder, List<SoqlField> fields) {
        this.rexBuilder = rexBuilder;
        this.fields = fields;
    }

    /** Whether SOQL orders values of a type as SQL does. */
    static boolean isOrdered(FieldType type) {
        return !NOT_COMPARABLE.contains(type) && type != FieldType.PICKLIST;
    }

    /** The operator of a comparison, or empty if it is none. */
    static Optional<Operator> operator(SqlKind kind) {
        return switch (kind) {
            case EQUALS -> Optional.of(Operator.EQUAL);
            case NOT_EQUALS -> Optional.of(Operator.NOT_EQUAL);
            case LESS_THAN -> Optional.of(Operator.LESS);
            case LESS_THAN_OR_EQUAL -> Optional.of(Operator.LESS_OR_EQUAL);
            case GREATER_THAN -> Optional.of(Operator.GREATER);
            case GREATER_THAN_OR_EQUAL -> Optional.of(Operator.GREATER_OR_EQUAL);
            default -> Optional.empty(); // SqlKind has hundreds of values; those above are SOQL's comparisons.
        };
    }

    /** Why the last condition is not said in SOQL. */
    Local.Why whyNot() {
        Local.Why reason = why == null ? Local.Why.EXPRESSION : why;
        why = null;
        return reason;
    }

    private <T> Optional<T> not(Local.Why reason) {
        why = why == null ? reason : why;
        return Optional.empty();
    }

    /** Why a field's values are not compared in SOQL at all, or not by their order. */
    static Local.Why whyNotCompared(FieldType type) {
        return switch (type) {
            case MULTIPICKLIST -> Local.Why.MULTI_SELECT;
            case PICKLIST -> Local.Why.PICKLIST_ORDER;
            case ID, REFERENCE -> Local.Why.ORDER_OF_IDS;
            default -> Local.Why.NO_COMPARISON; // Types without an order of their own, and those that are no values.
        };
    }

    /** The same in SOQL, or empty. */
    Optional<SoqlCondition> translate(RexNode condition) {
        return switch (condition.getKind()) {
            case AND -> all(condition).map(operands -> merged(operands, true));
            case OR -> all(condition).map(operands -> merged(operands, false));
            case SEARCH -> translate(RexUtil.expandSearch(rexBuilder, null, condition));
            case IS_NULL -> isNull(operand(condition, 0), false);
            case IS_NOT_NULL -> isNull(operand(condition, 0), true);
            case LIKE -> like(condition, false);
            case NOT -> negation(operand(condition, 0));
            case INPUT_REF, IS_TRUE -> truth(condition, true, true);
            case IS_NOT_FALSE -> truth(condition, true, false);
            case IS_FALSE, IS_NOT_TRUE -> truth(condition, false, false);
            default -> operator(condition.getKind()).flatMap(operator -> comparison(condition, operator));
        };
    }

    private Optional<SoqlCondition> isNull(RexNode operand, boolean negated) {
        Optional<SoqlField> field = field(operand);
        return field.filter(ConditionTranslator::maySeemFalse).isPresent()
                ? not(Local.Why.MISSING_RECORD)
                : field.map(found -> new SoqlCondition.IsNull(found, negated));
    }

    /** Whether it is null where SOQL says false. */
    private static boolean maySeemFalse(SoqlField field) {
        return field.type() == FieldType.BOOLEAN && field.optional();
    }

    private Optional<SoqlCondition> negation(RexNode operand) {
        return operand.isA(SqlKind.LIKE) ? like(operand, true) : truth(operand, false, false);
    }

    /**
     * A boolean field by itself; such fields are never null, unless their record is missing, which SOQL takes for false.
     *
     * @param orMissing whether the condition takes it so too
     */
    private Optional<SoqlCondition> truth(RexNode condition, boolean value, boolean orMissing) {
        RexNode operand = condition instanceof RexCall call ? call.getOperands().get(0) : condition;
        return field(operand)
                .filter(field -> field.describe().type() == FieldType.BOOLEAN && (orMissing || !field.optional()))
                .map(field -> new Comparison(field, Operator.EQUAL, new SoqlValue.Constant(value)));
    }

    private Optional<SoqlCondition> comparison(RexNode condition, Operator operator) {
        RexNode left = operand(condition, 0);
        RexNode right = operand(condition, 1);
        Optional<SoqlCondition> day =
                dayComparison(left, operator, right).or(() -> dayComparison(right, operator.flipped(), left));
        if (day.isPresent()) {
            return day;
        }
        Optional<SoqlField> leftField = field(left);
        return leftField.isPresent()
                ? comparison(leftField.get(), operator, right)
                : field(right).flatMap(rightField -> comparison(rightField, operator.flipped(), left));
    }

    private Optional<SoqlCondition> comparison(SoqlField field, Operator operator, RexNode value) {
        FieldType type = field.describe().type();
        boolean equality = operator == Operator.EQUAL || operator == Operator.NOT_EQUAL;
        if (maySeemFalse(field)) {
            return not(Local.Why.MISSING_RECORD);
        }
        if (NOT_COMPARABLE.contains(type) || (!equality && NOT_ORDERED.contains(type))) {
            return not(whyNotCompared(type));
        }
        if (!equality && field.describe().caseSensitive()) {
            return not(Local.Why.CASE_SENSITIVE);
        }
        Optional<SoqlValue> compared = value(value, ColumnType.of(type));
        if (compared.isPresent() && !equality && type == FieldType.ID && !mayBeId(compared.get())) {
            return not(Local.Why.ORDER_OF_IDS);
        }
        return compared.map(soqlValue -> new Comparison(field, operator, soqlValue));
    }

    /** SOQL has an order among ids, but not between ids and other texts. */
    private static boolean mayBeId(SoqlValue value) {
        return !(value instanceof SoqlValue.Constant constant) || RecordId.isWhole((String) constant.value());
    }

    /** The day of a point in time, compared with a date: the times at which that day begins and ends say the same. */
    private Optional<SoqlCondition> dayComparison(RexNode day, Operator operator, RexNode value) {
        if (!day.isA(SqlKind.CAST)
                || day.getType().getSqlTypeName() != SqlTypeName.DATE
                || !(operand(day, 0) instanceof RexInputRef)) {
            return Optional.empty();
        }
        Optional<SoqlField> time = field(operand(day, 0)).filter(field -> field.type() == FieldType.DATETIME);
        Optional<SoqlValue> date = value(value, ColumnType.DATE);
        return time.isEmpty() || date.isEmpty()
                ? Optional.empty()
                : Optional.of(dayComparison(time.get(), operator, date.get()));
    }

    private static SoqlCondition dayComparison(SoqlField time, Operator operator, SoqlValue date) {
        SoqlValue begin = startOf(date, 0);
        SoqlValue end = startOf(date, 1);
        return switch (operator) {
            case EQUAL ->
                new SoqlCondition.And(List.of(
                        new Comparison(time, Operator.GREATER_OR_EQUAL, begin),
                        new Comparison(time, Operator.LESS, end)));
            case NOT_EQUAL ->
                new SoqlCondition.Or(List.of(
                        new Comparison(time, Operator.LESS, begin),
                        new Comparison(time, Operator.GREATER_OR_EQUAL, end)));
            case LESS -> new Comparison(time, Operator.LESS, begin);
            case LESS_OR_EQUAL -> new Comparison(time, Operator.LESS, end);
            case GREATER -> new Comparison(time, Operator.GREATER_OR_EQUAL, end);
            case GREATER_OR_EQUAL -> new Comparison(time, Operator.GREATER_OR_EQUAL, begin);
        };
    }

    private static SoqlValue startOf(SoqlValue date, int daysLater) {
        return date instanceof SoqlValue.Constant constant && constant.value() instanceof LocalDate day
                ? new SoqlValue.Constant(
                        day.plusDays(daysLater).atStartOfDay(ZoneOffset.UTC).toInstant())
                : new RunValues.StartOfDay(date, daysLater);
    }

    private Optional<SoqlCondition> like(RexNode condition, boolean negated) {
        RexCall call = (RexCall) condition;
        Optional<SoqlField> field = field(call.getOperands().get(0))
                .filter(candidate -> ColumnType.of(candidate.describe().type()) == ColumnType.TEXT)
                .filter(candidate -> whyNotLike(candidate) == null);
        Optional<String> pattern = text(call.getOperands().get(1));
        Optional<String> escape =
                call.getOperands().size() > 2 ? text(call.getOperands().get(2)) : Optional.of("");
        field(call.getOperands().get(0)).map(ConditionTranslator::whyNotLike).ifPresent(this::not);
        if (field.isEmpty()
                || pattern.isEmpty()
                || escape.isEmpty()
                || escape.get().length() > 1) {
            return Optional.empty();
        }
        Character escapeCharacter = escape.get().isEmpty() ? null : escape.get().charAt(0);
        return Optional.of(new SoqlCondition.Like(field.get(), pattern.get(), escapeCharacter, negated));
    }

    private static Local.@Nullable Why whyNotLike(SoqlField field) {
        if (NOT_LIKE.contains(field.type())) {
            return Local.Why.LIKE_ON_IDS;
        }
        if (NOT_COMPARABLE.contains(field.type())) {
            return whyNotCompared(field.type());
        }
        return field.describe().caseSensitive() ? Local.Why.CASE_SENSITIVE : null;
    }

    /** The filterable field that a node names, through casts that change no value. */
    private Optional<SoqlField> field(RexNode node) {
        if (node instanceof RexInputRef ref) {
            SoqlField field = fields.get(ref.getIndex());
            return field.describe().filterable() ? Optional.of(field) : not(Local.Why.NOT_FILTERABLE);
        }
        return node.isA(SqlKind.CAST) && RexUtil.isLosslessCast(node) ? field(operand(node, 0)) : Optional.empty();
    }

    /** As {@link #constant}, or an expression over no column that gives such a value when the statement runs. */
    private Optional<SoqlValue> value(RexNode node, ColumnType column) {
        Optional<SoqlValue> constant = constant(node, column);
        boolean computable = node instanceof RexCall && RexUtil.isConstant(node) && isOf(node, column);
        return constant.isEmpty() && computable ? Optional.of(new ConstantExpression(node, rexBuilder)) : constant;
    }

    /** A constant or parameter whose type is the column's own, so that no conversion stands between the two. */
    static Optional<SoqlValue> constant(RexNode node, ColumnType column) {
        if (node instanceof RexDynamicParam parameter) {
            return isOf(parameter, column)
                    ? Optional.of(new SoqlValue.Parameter(parameter.getIndex()))
                    : Optional.empty();
        }
        if (node.isA(SqlKind.CAST) && RexUtil.isLosslessCast(node)) {
            return constant(operand(node, 0), column);
        }
        if (!(node instanceof RexLiteral literal) || literal.isNull() || !isOf(literal, column)) {
            return Optional.empty();
        }
        Class<?> held =
                switch (column) {
                    case TEXT -> String.class;
                    case BOOLEAN -> Boolean.class;
                    case INTEGER, BIGINT, DECIMAL -> BigDecimal.class;
                    case DATE, TIME -> Integer.class;
                    case TIMESTAMP -> Long.class;
                };
        return Optional.ofNullable(literal.getValueAs(held))
                .map(column::comparable)
                .map(SoqlValue.Constant::new);
    }

    private static boolean isOf(RexNode node, ColumnType column) {
        SqlTypeFamily family =
                switch (column) {
                    case TEXT -> SqlTypeFamily.CHARACTER;
                    case BOOLEAN -> SqlTypeFamily.BOOLEAN;
                    case INTEGER, BIGINT, DECIMAL -> SqlTypeFamily.NUMERIC;
                    case DATE -> SqlTypeFamily.DATE;
                    case TIMESTAMP -> SqlTypeFamily.TIMESTAMP;
                    case TIME -> SqlTypeFamily.TIME;
                };
        return family.getTypeNames().contains(node.getType().getSqlTypeName());
    }

    private static Optional<String> text(RexNode node) {
        return constant(node, ColumnType.TEXT)
                .filter(SoqlValue.Constant.class::isInstance)
                .map(value -> (String) ((SoqlValue.Constant) value).value());
    }

    private Optional<List<SoqlCondition>> all(RexNode condition) {
        List<SoqlCondition> operands = new ArrayList<>();
        for (RexNode operand : ((RexCall) condition).getOperands()) {
            Optional<SoqlCondition> translated = translate(operand);
            if (translated.isEmpty()) {
                return Optional.empty();
            }
            operands.add(translated.get());
        }
        return Optional.of(operands);
    }

    /** Equalities with one field under OR, and inequalities under AND, become one list. */
    private static SoqlCondition merged(List<SoqlCondition> operands, boolean conjunction) {
        Operator mergeable = conjunction ? Operator.NOT_EQUAL : Operator.EQUAL;
        Map<SoqlField, List<SoqlValue>> lists = new LinkedHashMap<>();
        List<SoqlCondition> others = new ArrayList<>();
        for (SoqlCondition operand : operands) {
            if (operand instanceof Comparison comparison && comparison.operator() == mergeable) {
                lists.computeIfAbsent(comparison.field(), field -> new ArrayList<>())
                        .add(comparison.value());
            } else {
                others.add(operand);
            }
        }
        List<SoqlCondition> result = new ArrayList<>();
        lists.forEach((field, values) -> result.add(
                values.size() == 1
                        ? new Comparison(field, mergeable, values.get(0))
                        : new In(field, values, conjunction)));
        result.addAll(others);
        if (result.size() == 1) {
            return result.get(0);
        }
        return conjunction ? new SoqlCondition.And(result) : new SoqlCondition.Or(result);
    }

    private static RexNode operand(RexNode call, int index) {
        return ((RexCall) call).getOperands().get(index);
    }
}
