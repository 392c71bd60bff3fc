package dev.sallyport.sql.plan;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.AggregateCall;
import org.apache.calcite.rel.logical.LogicalAggregate;
import org.apache.calcite.rel.logical.LogicalProject;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.sql.SqlKind;

/** MIN and MAX of foreign tables' texts: those of their keys, of which the texts are made again. */
final class CodePointExtremes {
    private final LogicalAggregate original;
    private final RexBuilder rexBuilder;

    /** Where the keys of a column are. */
    private final Map<Integer, Integer> keys = new LinkedHashMap<>();

    CodePointExtremes(LogicalAggregate original) {
        this.original = original;
        this.rexBuilder = original.getCluster().getRexBuilder();
        int width = original.getInput().getRowType().getFieldCount();
        for (AggregateCall call : original.getAggCallList()) {
            if (isOfForeignText(call)) {
                keys.computeIfAbsent(call.getArgList().get(0), added -> width + keys.size());
            }
        }
    }

    private boolean isOfForeignText(AggregateCall call) {
        SqlKind kind = call.getAggregation().getKind();
        return (kind == SqlKind.MIN || kind == SqlKind.MAX)
                && ForeignColumns.isForeign(
                        original.getInput(), call.getArgList().get(0));
    }

    /** Whether there are none. */
    boolean isEmpty() {
        return keys.isEmpty();
    }

    /** The aggregate with keys in the place of such texts. */
    LogicalAggregate ofKeys() {
        RelNode input = original.getInput();
        List<RexNode> columns = new ArrayList<>();
        for (int i = 0; i < input.getRowType().getFieldCount(); i++) {
            columns.add(rexBuilder.makeInputRef(input, i));
        }
        keys.keySet()
                .forEach(column ->
                        columns.add(rexBuilder.makeCall(CodePointOrder.KEY, rexBuilder.makeInputRef(input, column))));
        List<AggregateCall> calls = original.getAggCallList().stream()
                .map(call -> isOfForeignText(call)
                        ? call.withArgList(
                                List.of(keys.getOrDefault(call.getArgList().get(0), -1)))
                        : call)
                .toList();
        return LogicalAggregate.create(
                LogicalProject.create(input, List.of(), columns, (List<String>) null, Set.of()),
                original.getHints(),
                original.getGroupSet(),
                original.getGroupSets(),
                calls);
    }

    /**
     * The columns of the original aggregate.
     *
     * @param extremes {@link #ofKeys}, or what answers the same
     */
    RelNode texts(RelNode extremes) {
        List<RexNode> columns = new ArrayList<>();
        int groups = original.getGroupCount();
        for (int i = 0; i < extremes.getRowType().getFieldCount(); i++) {
            RexNode column = rexBuilder.makeInputRef(extremes, i);
            boolean isKey =
                    i >= groups && isOfForeignText(original.getAggCallList().get(i - groups));
            columns.add(isKey ? rexBuilder.makeCall(CodePointOrder.TEXT, column) : column);
        }
        return LogicalProject.create(
                extremes, List.of(), columns, original.getRowType().getFieldNames(), Set.of());
    }
}
