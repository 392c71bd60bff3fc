package dev.sallyport.sql.plan;

import dev.sallyport.salesforce.FieldType;
import dev.sallyport.sql.soql.SoqlAggregateColumn;
import dev.sallyport.sql.soql.SoqlAggregateColumn.Function;
import dev.sallyport.sql.soql.SoqlAggregateQuery;
import dev.sallyport.sql.soql.SoqlAggregateQuery.Having;
import dev.sallyport.sql.soql.SoqlAggregateQuery.Order;
import dev.sallyport.sql.soql.SoqlAggregateQuery.Subtotals;
import dev.sallyport.sql.soql.SoqlCondition.Operator;
import dev.sallyport.sql.soql.SoqlValue;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.calcite.plan.RelOptUtil;
import org.apache.calcite.rel.RelFieldCollation;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.SingleRel;
import org.apache.calcite.rel.logical.LogicalFilter;
import org.apache.calcite.rel.logical.LogicalSort;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexUtil;

/** Says in SOQL which groups are wanted, HAVING and ORDER BY … LIMIT, if SOQL can say exactly the same. */
final class GroupsTranslator {
    private GroupsTranslator() {}

    /** The same groups with as much of a condition in SOQL as SOQL can say; SOQL has no HAVING without GROUP BY. */
    static RelNode having(LogicalFilter filter, SoqlGroups groups) {
        if (groups.query().keys().isEmpty() || groups.query().limit() != null) {
            Local.Why why = groups.query().keys().isEmpty() ? Local.Why.NO_GROUP_BY : Local.Why.LIMITED;
            return local(filter, groups, new Local("HAVING", why));
        }
        List<Having> pushed = new ArrayList<>();
        List<RexNode> same = new ArrayList<>();
        List<RexNode> kept = new ArrayList<>();
        for (RexNode conjunct : RelOptUtil.conjunctions(filter.getCondition())) {
            Optional<Having> condition = condition(conjunct, groups.query());
            condition.ifPresent(pushed::add);
            (condition.isPresent() ? same : kept).add(conjunct);
        }
        Local local = new Local("HAVING", Local.Why.OTHER_HAVING);
        if (pushed.isEmpty()) {
            return local(filter, groups, local);
        }
        SoqlGroups fewer = groups.having(groups.query().having(pushed), otherwise -> filtered(otherwise, same));
        return kept.isEmpty() ? fewer : filtered(fewer.without(List.of(local)), kept);
    }

    /** An operator that stays here, over groups that know why. */
    static RelNode local(SingleRel operator, SoqlGroups groups, Local local) {
        return operator.copy(operator.getTraitSet(), List.of(groups.without(List.of(local))));
    }

    private static RelNode filtered(RelNode input, List<RexNode> conditions) {
        return LogicalFilter.create(
                input, RexUtil.composeConjunction(input.getCluster().getRexBuilder(), conditions));
    }

    /** What is computed, compared with a value: never by {@code !=}, which in SOQL holds for null. */
    private static Optional<Having> condition(RexNode condition, SoqlAggregateQuery query) {
        Optional<Operator> operator =
                ConditionTranslator.operator(condition.getKind()).filter(candidate -> candidate != Operator.NOT_EQUAL);
        if (operator.isEmpty()) {
            return Optional.empty();
        }
        RexNode left = ((RexCall) condition).getOperands().get(0);
        RexNode right = ((RexCall) condition).getOperands().get(1);
        return left instanceof RexInputRef ref
                ? condition(query.columns().get(ref.getIndex()), operator.get(), right)
                : right instanceof RexInputRef other
                        ? condition(
                                query.columns().get(other.getIndex()),
                                operator.get().flipped(),
                                left)
                        : Optional.empty();
    }

    private static Optional<Having> condition(SoqlAggregateColumn column, Operator operator, RexNode value) {
        boolean computed = column.function() != Function.GROUP && column.function() != Function.GROUPING;
        return computed
                ? ConditionTranslator.constant(value, ColumnType.of(column.type()))
                        .filter(constant -> isComparable(column, constant))
                        .map(constant -> new Having(column, operator, constant))
                : Optional.empty();
    }

    /** Whole numbers are compared with whole numbers alone. */
    private static boolean isComparable(SoqlAggregateColumn column, SoqlValue value) {
        boolean whole = column.type() == FieldType.INT || column.type() == FieldType.LONG;
        return !whole
                || (value instanceof SoqlValue.Constant constant
                        && constant.value() instanceof BigDecimal number
                        && number.stripTrailingZeros().scale() <= 0);
    }

    /** The first groups, or empty if SOQL orders them otherwise or does not answer so many. */
    static Optional<SoqlGroups> first(LogicalSort sort, SoqlGroups groups) {
        SoqlAggregateQuery query = groups.query();
        Long limit = PushDown.literal(sort.fetch);
        if (limit == null || limit > SoqlExecution.MAX_GROUPS) {
            return Optional.empty();
        }
        boolean possible = sort.offset == null
                && query.limit() == null
                && query.subtotals() == Subtotals.NONE
                && !query.keys().isEmpty();
        if (!possible) {
            return Optional.empty();
        }
        List<Order> order = new ArrayList<>();
        for (RelFieldCollation key : sort.getCollation().getFieldCollations()) {
            SoqlAggregateColumn column = query.columns().get(key.getFieldIndex());
            if (!ConditionTranslator.isOrdered(column.type())) {
                return Optional.empty();
            }
            boolean nullsFirst = key.nullDirection == RelFieldCollation.NullDirection.FIRST;
            order.add(new Order(column, key.direction.isDescending(), nullsFirst));
        }
        return Optional.of(groups.first(query.first(order, limit)));
    }
}
