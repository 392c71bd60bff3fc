package dev.sallyport.sql.plan;

import dev.sallyport.salesforce.FieldType;
import dev.sallyport.sql.soql.SoqlField;
import java.util.List;
import java.util.Optional;
import org.apache.calcite.avatica.util.TimeUnitRange;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.type.SqlTypeName;
import org.jspecify.annotations.Nullable;

/**
 * A part of a date or point in time as SOQL names it (SOQL and SOSL Reference, "Date Functions"); both count in UTC. Days
 * of the week are left out: where the week begins is a setting in SQL.
 *
 * @param field of what
 * @param soql such as {@code CALENDAR_YEAR(CloseDate)}
 */
record DateFunction(SoqlField field, String soql) {
    static final String DAY_ONLY = "DAY_ONLY";

    /** What an expression over the fields is in SOQL: {@code EXTRACT}, or a cast to DATE. */
    static Optional<DateFunction> of(RexNode expression, List<SoqlField> fields) {
        if (!(expression instanceof RexCall call) || call.getOperands().isEmpty()) {
            return Optional.empty();
        }
        RexNode operand = call.getOperands().get(call.getOperands().size() - 1);
        if (!(operand instanceof RexInputRef ref)) {
            return Optional.empty();
        }
        SoqlField field = fields.get(ref.getIndex());
        String function = function(call, field.type());
        return function == null
                ? Optional.empty()
                : Optional.of(new DateFunction(field, function + "(" + field.soql() + ")"));
    }

    private static @Nullable String function(RexCall call, FieldType type) {
        if (type != FieldType.DATE && type != FieldType.DATETIME) {
            return null;
        }
        if (call.isA(SqlKind.CAST)) {
            return call.getType().getSqlTypeName() == SqlTypeName.DATE && type == FieldType.DATETIME ? DAY_ONLY : null;
        }
        if (!call.isA(SqlKind.EXTRACT) || !(call.getOperands().get(0) instanceof RexLiteral unit)) {
            return null;
        }
        TimeUnitRange range = unit.getValueAs(TimeUnitRange.class);
        if (range == null) {
            return null;
        }
        return switch (range) {
            case YEAR -> "CALENDAR_YEAR";
            case QUARTER -> "CALENDAR_QUARTER";
            case MONTH -> "CALENDAR_MONTH";
            case DAY -> "DAY_IN_MONTH";
            case DOY -> "DAY_IN_YEAR";
            case HOUR -> type == FieldType.DATETIME ? "HOUR_IN_DAY" : null;
            default -> null; // SOQL has no function for the other units.
        };
    }
}
