package dev.sallyport.sql.plan;

import dev.sallyport.salesforce.FieldDescribe;
import dev.sallyport.salesforce.FieldType;
import dev.sallyport.sql.soql.SoqlAggregateColumn;
import dev.sallyport.sql.soql.SoqlAggregateColumn.Function;
import dev.sallyport.sql.soql.SoqlAggregateQuery;
import dev.sallyport.sql.soql.SoqlAggregateQuery.Subtotals;
import dev.sallyport.sql.soql.SoqlField;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Aggregate;
import org.apache.calcite.rel.core.AggregateCall;
import org.apache.calcite.rel.logical.LogicalProject;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.sql.SqlKind;
import org.jspecify.annotations.Nullable;

/**
 * Says a GROUP BY in SOQL, if SOQL can say exactly the same: it comes out whole or not at all. What is left out and why:
 *
 * <ul>
 *   <li>fields that describe calls not groupable or not aggregatable;
 *   <li>a key whose values are all different: as many groups as records save nothing;
 *   <li>the least and greatest text (SOQL's order of texts is the org's language's), and the distinct texts (case);
 *   <li>amounts of an org with several currencies, which SOQL would convert to the org's own;
 *   <li>FILTER, WITHIN GROUP, GROUPING SETS, and subtotals of more than three keys.
 * </ul>
 *
 * SOQL answers 2,000 groups at the most and no next page. Where there may be more, {@link Translation#mayBeTooMany} says
 * so, and the plan keeps the way to make them here.
 */
final class AggregateTranslator {
    /** Far below what SOQL answers, for a picklist may hold values that describe does not list. */
    private static final long FEW_GROUPS = 500;

    private static final int MAX_SUBTOTAL_KEYS = 3;

    /** What can be grouped by or computed with: a field, or a date function of one. */
    private record Operand(String soql, SoqlField field, boolean plain) {}

    /**
     * A GROUP BY in SOQL.
     *
     * @param scan the records
     * @param query the groups
     * @param mayBeTooMany whether there may be more groups than SOQL answers
     */
    record Translation(SoqlScan scan, SoqlAggregateQuery query, boolean mayBeTooMany) {
        /** The leaf that stands in for the aggregate that it was made of. */
        SoqlGroups leaf(Aggregate aggregate) {
            return scan.groups(query, aggregate.getRowType(), mayBeTooMany ? aggregate : null);
        }
    }

    private final Aggregate aggregate;
    private final SoqlScan scan;
    private final List<SoqlAggregateColumn> columns = new ArrayList<>();
    private final List<Local> local;

    private AggregateTranslator(Aggregate aggregate, SoqlScan scan, List<Local> local) {
        this.aggregate = aggregate;
        this.scan = scan;
        this.local = local;
    }

    /**
     * The same in SOQL, or empty.
     *
     * @param local is told what keeps it from being said in SOQL
     */
    static Optional<Translation> translate(Aggregate aggregate, List<Local> local) {
        RelNode input =
                aggregate.getInput() instanceof LogicalProject project ? project.getInput() : aggregate.getInput();
        if (!(input instanceof SoqlScan scan)) {
            return Optional.empty();
        }
        AggregateTranslator translator = new AggregateTranslator(aggregate, scan, local);
        return scan.query().isLimited() ? translator.not("GROUP BY", Local.Why.LIMITED) : translator.translate();
    }

    private <T> Optional<T> not(String what, Local.Why why) {
        local.add(new Local(what, why));
        return Optional.empty();
    }

    private Optional<Translation> translate() {
        Subtotals subtotals =
                switch (aggregate.getGroupType()) {
                    case SIMPLE -> Subtotals.NONE;
                    case ROLLUP -> Subtotals.ROLLUP;
                    case CUBE -> Subtotals.CUBE;
                    case OTHER -> null;
                };
        boolean tooManyKeys = aggregate.getGroupCount() > MAX_SUBTOTAL_KEYS && subtotals != Subtotals.NONE;
        if (subtotals == null || tooManyKeys) {
            return not("GROUP BY", subtotals == null ? Local.Why.GROUPING_SETS : Local.Why.TOO_MANY_KEYS);
        }
        long groups = 1;
        for (int key : aggregate.getGroupSet()) {
            Optional<Operand> operand = operand(key).filter(AggregateTranslator::isKey);
            if (operand.isEmpty()) {
                return notKey(operand(key));
            }
            groups = Math.min(groups * groups(operand.get()), Integer.MAX_VALUE);
            columns.add(new SoqlAggregateColumn(Function.GROUP, operand.get().soql(), alias(), keyType(operand.get())));
        }
        for (AggregateCall call : aggregate.getAggCallList()) {
            Optional<SoqlAggregateColumn> column = column(call);
            if (column.isEmpty()) {
                return notComputed(call);
            }
            columns.add(column.get());
        }
        if (columns.isEmpty()) {
            return Optional.empty();
        }
        SoqlAggregateQuery query =
                new SoqlAggregateQuery(scan.query(), columns, subtotals, keys(subtotals), List.of(), List.of(), null);
        return Optional.of(new Translation(scan, query, groups > FEW_GROUPS));
    }

    /** The keys in the order that they are left out in. */
    private List<String> keys(Subtotals subtotals) {
        List<Integer> positions = subtotals == Subtotals.ROLLUP
                ? Aggregate.Group.getRollup(aggregate.getGroupSets())
                : aggregate.getGroupSet().toList();
        return positions.stream()
                .map(key -> columns.get(aggregate.getGroupSet().indexOf(key)).operand())
                .toList();
    }

    private Optional<Operand> operand(int column) {
        List<SoqlField> fields = scan.query().fields();
        if (!(aggregate.getInput() instanceof LogicalProject project)) {
            return Optional.of(new Operand(fields.get(column).soql(), fields.get(column), true));
        }
        RexNode expression = project.getProjects().get(column);
        if (expression instanceof RexInputRef ref) {
            SoqlField field = fields.get(ref.getIndex());
            return Optional.of(new Operand(field.soql(), field, true));
        }
        return DateFunction.of(expression, fields).map(date -> new Operand(date.soql(), date.field(), false));
    }

    private <T> Optional<T> notKey(Optional<Operand> operand) {
        if (operand.isEmpty()) {
            return not("GROUP BY an expression", Local.Why.EXPRESSION);
        }
        boolean groupable =
                !operand.get().plain() || operand.get().field().describe().groupable();
        return not(
                "GROUP BY " + operand.get().soql(),
                groupable ? Local.Why.EVERY_VALUE_DIFFERS : Local.Why.NOT_GROUPABLE);
    }

    private <T> Optional<T> notComputed(AggregateCall call) {
        Optional<Operand> operand =
                call.getArgList().size() == 1 ? operand(call.getArgList().get(0)) : Optional.empty();
        String what = call.getAggregation().getName() + "(" + (call.isDistinct() ? "DISTINCT " : "")
                + operand.map(Operand::soql).orElse("…") + ")";
        if (operand.isEmpty() || !operand.get().plain()) {
            return not(what, call.hasFilter() ? Local.Why.AGGREGATE_FUNCTION : Local.Why.EXPRESSION);
        }
        SoqlField field = operand.get().field();
        if (converts(call, field)) {
            return not(what, Local.Why.CURRENCIES);
        }
        if (!field.describe().aggregatable()) {
            return not(what, Local.Why.NOT_AGGREGATABLE);
        }
        return not(
                what,
                ColumnType.of(field.type()) == ColumnType.TEXT && !call.hasFilter()
                        ? Local.Why.CASE_OF_TEXT
                        : Local.Why.AGGREGATE_FUNCTION);
    }

    private static boolean isKey(Operand operand) {
        FieldDescribe field = operand.field().describe();
        boolean everyValueDiffers = field.type() == FieldType.ID || field.unique() || field.caseSensitive();
        return operand.plain() ? field.groupable() && !everyValueDiffers : field.filterable();
    }

    private static FieldType keyType(Operand operand) {
        if (operand.plain()) {
            return operand.field().type();
        }
        return operand.soql().startsWith(DateFunction.DAY_ONLY) ? FieldType.DATE : FieldType.LONG;
    }

    /** How many groups a key makes at the most; more than few where nobody can tell. */
    private static long groups(Operand operand) {
        FieldDescribe field = operand.field().describe();
        return switch (field.type()) {
            case BOOLEAN -> 3;
            case PICKLIST ->
                field.picklistValues().isEmpty()
                        ? FEW_GROUPS
                        : field.picklistValues().size() + 1;
            default -> FEW_GROUPS + 1; // Every other type has more values than anybody counts.
        };
    }

    /** Whether SOQL would convert amounts to the org's currency first, which no row read here is. */
    private boolean converts(AggregateCall call, SoqlField field) {
        return scan.hasSeveralCurrencies()
                && call.getAggregation().getKind() != SqlKind.COUNT
                && field.type() == FieldType.CURRENCY;
    }

    private Optional<SoqlAggregateColumn> column(AggregateCall call) {
        boolean plain = !call.hasFilter()
                && !call.isApproximate()
                && !call.ignoreNulls()
                && call.distinctKeys == null
                && call.getCollation().getFieldCollations().isEmpty()
                && call.getArgList().size() <= 1;
        if (!plain) {
            return Optional.empty();
        }
        FieldType type = answered(call.getType());
        if (call.getArgList().isEmpty()) {
            return call.getAggregation().getKind() == SqlKind.COUNT
                    ? Optional.of(new SoqlAggregateColumn(Function.COUNT, "Id", alias(), FieldType.LONG))
                    : Optional.empty();
        }
        Optional<Operand> operand = operand(call.getArgList().get(0));
        if (type == null || operand.isEmpty()) {
            return Optional.empty();
        }
        if (call.getAggregation().getKind() == SqlKind.GROUPING) {
            return Optional.of(
                    new SoqlAggregateColumn(Function.GROUPING, operand.get().soql(), alias(), type));
        }
        SoqlField field = operand.get().field();
        Function function = operand.get().plain() && !converts(call, field) ? function(call, field) : null;
        return function == null
                ? Optional.empty()
                : Optional.of(new SoqlAggregateColumn(function, field.soql(), alias(), type));
    }

    private String alias() {
        return "c" + columns.size();
    }

    private static @Nullable Function function(AggregateCall call, SoqlField field) {
        ColumnType type = ColumnType.of(field.type());
        boolean aggregatable = field.describe().aggregatable();
        return switch (call.getAggregation().getKind()) {
            case COUNT -> aggregatable ? count(call.isDistinct(), type == ColumnType.TEXT && !field.holdsIds()) : null;
            case SUM -> aggregatable && !call.isDistinct() && isNumber(type) ? Function.SUM : null;
            case MIN -> aggregatable && isOrdered(type) ? Function.MIN : null;
            case MAX -> aggregatable && isOrdered(type) ? Function.MAX : null;
            default -> null; // SqlKind has many more; those above are what SOQL computes exactly.
        };
    }

    private static @Nullable Function count(boolean distinct, boolean foldsCase) {
        if (!distinct) {
            return Function.COUNT;
        }
        return foldsCase ? null : Function.COUNT_DISTINCT;
    }

    private static boolean isNumber(ColumnType type) {
        return type == ColumnType.INTEGER || type == ColumnType.BIGINT || type == ColumnType.DECIMAL;
    }

    private static boolean isOrdered(ColumnType type) {
        return isNumber(type) || type == ColumnType.DATE || type == ColumnType.TIMESTAMP;
    }

    /** As what the answer is read, so that the plan above gets what its type promises; null for a type that is none. */
    private static @Nullable FieldType answered(RelDataType type) {
        return switch (type.getSqlTypeName()) {
            case INTEGER -> FieldType.INT;
            case BIGINT -> FieldType.LONG;
            case DECIMAL -> FieldType.DOUBLE;
            case DATE -> FieldType.DATE;
            case TIMESTAMP -> FieldType.DATETIME;
            default -> null; // Aggregates that are pushed have no other type.
        };
    }
}
