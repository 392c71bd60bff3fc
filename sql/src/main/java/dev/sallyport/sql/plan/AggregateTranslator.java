package dev.sallyport.sql.plan;

import dev.sallyport.salesforce.FieldDescribe;
import dev.sallyport.salesforce.FieldType;
import dev.sallyport.sql.soql.SoqlAggregateColumn;
import dev.sallyport.sql.soql.SoqlAggregateColumn.Function;
import dev.sallyport.sql.soql.SoqlAggregateQuery;
import dev.sallyport.sql.soql.SoqlField;
import dev.sallyport.sql.soql.SoqlQuery;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.calcite.rel.core.Aggregate;
import org.apache.calcite.rel.core.AggregateCall;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.sql.SqlKind;
import org.jspecify.annotations.Nullable;

/**
 * Says a GROUP BY in SOQL, if SOQL can say exactly the same: it comes out whole or not at all. What is left out and why:
 *
 * <ul>
 *   <li>fields that describe calls not groupable or not aggregatable;
 *   <li>groups of which there may be many: SOQL answers 2,000 at the most and no next page, so only picklists and booleans
 *       are grouped by, whose values describe counts;
 *   <li>the least and greatest text (SOQL's order of texts is the org's language's), and the distinct texts (case);
 *   <li>amounts of an org with several currencies, which SOQL would convert to the org's own;
 *   <li>FILTER, WITHIN GROUP, ROLLUP and CUBE.
 * </ul>
 */
final class AggregateTranslator {
    /** Far below what SOQL answers, for a picklist may hold values that describe does not list. */
    private static final long MAX_GROUPS = 500;

    private AggregateTranslator() {}

    /**
     * The same in SOQL, or empty.
     *
     * @param severalCurrencies whether each record of the sObject has a currency of its own
     */
    static Optional<SoqlAggregateQuery> translate(Aggregate aggregate, SoqlQuery records, boolean severalCurrencies) {
        if (records.isLimited() || aggregate.getGroupType() != Aggregate.Group.SIMPLE) {
            return Optional.empty();
        }
        List<SoqlField> fields = records.fields();
        List<SoqlAggregateColumn> columns = new ArrayList<>();
        long groups = 1;
        for (int key : aggregate.getGroupSet()) {
            SoqlField field = fields.get(key);
            groups *= groups(field.describe());
            if (groups > MAX_GROUPS) {
                return Optional.empty();
            }
            columns.add(new SoqlAggregateColumn(Function.GROUP, field.soql(), alias(columns.size()), field.type()));
        }
        for (AggregateCall call : aggregate.getAggCallList()) {
            Optional<SoqlAggregateColumn> column =
                    converts(call, fields, severalCurrencies) ? Optional.empty() : column(call, fields, columns.size());
            if (column.isEmpty()) {
                return Optional.empty();
            }
            columns.add(column.get());
        }
        return columns.isEmpty() ? Optional.empty() : Optional.of(new SoqlAggregateQuery(records, columns));
    }

    /** Whether SOQL would convert amounts to the org's currency first, which no row read here is. */
    private static boolean converts(AggregateCall call, List<SoqlField> fields, boolean severalCurrencies) {
        return severalCurrencies
                && call.getAggregation().getKind() != SqlKind.COUNT
                && call.getArgList().stream()
                        .anyMatch(column -> fields.get(column).type() == FieldType.CURRENCY);
    }

    /** How many groups a field makes at the most; more than are allowed where nobody can tell. */
    private static long groups(FieldDescribe field) {
        long values =
                switch (field.type()) {
                    case BOOLEAN -> 2;
                    case PICKLIST ->
                        field.picklistValues().isEmpty()
                                ? MAX_GROUPS
                                : field.picklistValues().size();
                    default -> MAX_GROUPS; // Every other type has more values than anybody counts.
                };
        return field.groupable() ? values + 1 : MAX_GROUPS + 1;
    }

    private static Optional<SoqlAggregateColumn> column(AggregateCall call, List<SoqlField> fields, int position) {
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
            return Optional.of(new SoqlAggregateColumn(Function.COUNT, "Id", alias(position), FieldType.LONG));
        }
        SoqlField field = fields.get(call.getArgList().get(0));
        Function function = function(call, field);
        return function == null || type == null
                ? Optional.empty()
                : Optional.of(new SoqlAggregateColumn(function, field.soql(), alias(position), type));
    }

    private static String alias(int position) {
        return "c" + position;
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
