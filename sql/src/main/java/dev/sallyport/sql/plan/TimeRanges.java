package dev.sallyport.sql.plan;

import java.util.EnumSet;
import java.util.Set;
import org.apache.calcite.avatica.util.TimeUnitRange;
import org.apache.calcite.rel.rules.DateRangeRules;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexVisitorImpl;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.type.SqlTypeName;

/** Makes ranges of {@code EXTRACT(YEAR FROM …) = 2024} and {@code FLOOR(… TO MONTH) = …}, for dates and moments. */
final class TimeRanges {
    /** What Calcite knows the ranges of; it fails over values that are rounded to quarters or weeks, and over times of day. */
    private static final Set<TimeUnitRange> UNITS = EnumSet.of(
            TimeUnitRange.YEAR,
            TimeUnitRange.MONTH,
            TimeUnitRange.DAY,
            TimeUnitRange.HOUR,
            TimeUnitRange.MINUTE,
            TimeUnitRange.SECOND,
            TimeUnitRange.MILLISECOND);

    private TimeRanges() {}

    /** The condition with ranges where it has parts of dates and moments, as far as they are known. */
    static RexNode of(RexBuilder rexBuilder, RexNode condition) {
        OtherUnits others = new OtherUnits();
        condition.accept(others);
        return others.found ? condition : DateRangeRules.replaceTimeUnits(rexBuilder, condition, "UTC");
    }

    private static final class OtherUnits extends RexVisitorImpl<Void> {
        private boolean found;

        OtherUnits() {
            super(true);
        }

        @Override
        public Void visitCall(RexCall call) {
            boolean rounds = call.isA(SqlKind.FLOOR) || call.isA(SqlKind.CEIL);
            if (rounds && call.getOperands().size() > 1 && call.getOperands().get(1) instanceof RexLiteral unit) {
                found |= call.getType().getSqlTypeName() == SqlTypeName.TIME
                        || !UNITS.contains(unit.getValueAs(TimeUnitRange.class));
            }
            return super.visitCall(call);
        }
    }
}
