package dev.sallyport.sql.plan;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.calcite.plan.RelOptUtil;
import org.apache.calcite.rel.RelCollation;
import org.apache.calcite.rel.RelCollations;
import org.apache.calcite.rel.RelFieldCollation;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.RelShuttleImpl;
import org.apache.calcite.rel.core.AggregateCall;
import org.apache.calcite.rel.core.RelFactories;
import org.apache.calcite.rel.logical.LogicalAggregate;
import org.apache.calcite.rel.logical.LogicalFilter;
import org.apache.calcite.rel.logical.LogicalJoin;
import org.apache.calcite.rel.logical.LogicalProject;
import org.apache.calcite.rel.logical.LogicalSort;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlOperator;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.type.SqlTypeUtil;
import org.apache.calcite.tools.RelBuilder;
import org.apache.calcite.util.ImmutableBitSet;

/**
 * Makes what stays above SOQL compare text as Salesforce does, so that a query's answer does not depend on how much of
 * it was pushed down: {@code 'acme'} equals {@code 'Acme'} in conditions and joins, is one group with it, and sorts with
 * it. Both sides are compared in upper case, but for ids and other fields that compare by case, and for texts of foreign tables among themselves, which have the order of
 * their code points.
 */
final class CaseInsensitiveText extends RelShuttleImpl {
    @Override
    public RelNode visit(LogicalFilter filter) {
        LogicalFilter visited = (LogicalFilter) super.visit(filter);
        RexNode folded = visited.getCondition().accept(foldingOver(visited.getInput()));
        return visited.copy(visited.getTraitSet(), visited.getInput(), folded);
    }

    @Override
    public RelNode visit(LogicalProject project) {
        LogicalProject visited = (LogicalProject) super.visit(project);
        return visited.copy(
                visited.getTraitSet(),
                visited.getInput(),
                foldingOver(visited.getInput()).visitList(visited.getProjects()),
                visited.getRowType());
    }

    @Override
    public RelNode visit(LogicalJoin join) {
        LogicalJoin visited = (LogicalJoin) super.visit(join);
        RexNode folded = visited.getCondition()
                .accept(new TextFolding(
                        visited.getCluster().getRexBuilder(),
                        column -> ByCaseColumns.contains(visited, column),
                        column -> ForeignColumns.origin(visited, column)));
        LogicalJoin foldedJoin = visited.copy(
                visited.getTraitSet(),
                folded,
                visited.getLeft(),
                visited.getRight(),
                visited.getJoinType(),
                visited.isSemiJoinDone());
        return RelOptUtil.pushDownJoinConditions(foldedJoin, builder(visited));
    }

    @Override
    public RelNode visit(LogicalSort sort) {
        LogicalSort visited = (LogicalSort) super.visit(sort);
        List<RelFieldCollation> keys = visited.getCollation().getFieldCollations();
        WithComparable widened = new WithComparable(
                visited.getInput(),
                List.of(),
                keys.stream().map(RelFieldCollation::getFieldIndex).toList());
        if (widened.isUnchanged()) {
            return visited;
        }
        RelNode sorted = LogicalSort.create(
                widened.project(), widened.comparable(visited.getCollation()), visited.offset, visited.fetch);
        RelBuilder builder = builder(visited).push(sorted);
        return builder.project(
                        builder.fields().subList(0, widened.originalWidth()),
                        visited.getRowType().getFieldNames(),
                        true)
                .build();
    }

    @Override
    public RelNode visit(LogicalAggregate aggregate) {
        LogicalAggregate visited = (LogicalAggregate) super.visit(aggregate);
        CodePointExtremes extremes = new CodePointExtremes(visited);
        return extremes.isEmpty() ? folded(visited) : extremes.texts(folded(extremes.ofKeys()));
    }

    private static RelNode folded(LogicalAggregate visited) {
        List<Integer> compared = new ArrayList<>(visited.getGroupSet().toList());
        visited.getAggCallList().stream()
                .filter(AggregateCall::isDistinct)
                .forEach(call -> compared.addAll(call.getArgList()));
        List<Integer> ordered = visited.getAggCallList().stream()
                .flatMap(call -> call.getCollation().getKeys().stream())
                .toList();
        WithComparable widened = new WithComparable(visited.getInput(), compared, ordered);
        return widened.isUnchanged() ? visited : new FoldedAggregate(visited, widened).build();
    }

    private static TextFolding foldingOver(RelNode input) {
        return new TextFolding(
                input.getCluster().getRexBuilder(),
                column -> ByCaseColumns.contains(input, column),
                column -> ForeignColumns.origin(input, column));
    }

    private static RelBuilder builder(RelNode node) {
        return RelFactories.LOGICAL_BUILDER.create(node.getCluster(), null);
    }

    /** A relation with, behind its own columns, one for each text column that is compared, which Java compares as it should be. */
    private static final class WithComparable {
        private final RelNode input;
        private final Map<Integer, Integer> comparables = new LinkedHashMap<>();

        /**
         * Some of the columns.
         *
         * @param compared those whose texts are told apart
         * @param ordered those whose texts have an order besides
         */
        WithComparable(RelNode input, List<Integer> compared, List<Integer> ordered) {
            this.input = input;
            compared.stream()
                    .filter(column -> isFolded(column) && !ForeignColumns.isForeign(input, column))
                    .forEach(this::widen);
            ordered.stream().filter(this::isFolded).forEach(this::widen);
        }

        private boolean isFolded(int column) {
            return SqlTypeUtil.inCharFamily(
                            input.getRowType().getFieldList().get(column).getType())
                    && !ByCaseColumns.contains(input, column);
        }

        private void widen(int column) {
            comparables.computeIfAbsent(column, key -> originalWidth() + comparables.size());
        }

        boolean isUnchanged() {
            return comparables.isEmpty();
        }

        int originalWidth() {
            return input.getRowType().getFieldCount();
        }

        /** The column to compare in place of another. */
        int comparable(int column) {
            return comparables.getOrDefault(column, column);
        }

        RelCollation comparable(RelCollation order) {
            return RelCollations.of(order.getFieldCollations().stream()
                    .map(key -> key.withFieldIndex(comparable(key.getFieldIndex())))
                    .toList());
        }

        ImmutableBitSet comparable(ImmutableBitSet columns) {
            return ImmutableBitSet.of(
                    columns.toList().stream().map(this::comparable).toList());
        }

        RelNode project() {
            RelBuilder builder = builder(input).push(input);
            List<RexNode> columns = new ArrayList<>(builder.fields());
            for (int column : comparables.keySet()) {
                SqlOperator function =
                        ForeignColumns.isForeign(input, column) ? CodePointOrder.KEY : SqlStdOperatorTable.UPPER;
                columns.add(builder.call(function, builder.field(column)));
            }
            return builder.project(columns, List.of(), true).build();
        }
    }

    /** An aggregate that groups by the upper case and shows one of the group's own spellings. */
    private static final class FoldedAggregate {
        private final LogicalAggregate original;
        private final WithComparable widened;
        private final ImmutableBitSet groupSet;

        FoldedAggregate(LogicalAggregate original, WithComparable widened) {
            this.original = original;
            this.widened = widened;
            this.groupSet = widened.comparable(original.getGroupSet());
        }

        RelNode build() {
            RelNode project = widened.project();
            List<AggregateCall> calls = new ArrayList<>();
            for (AggregateCall call : original.getAggCallList()) {
                AggregateCall inOrder = call.withCollation(widened.comparable(call.getCollation()));
                calls.add(
                        call.isDistinct() || isOfKeys(call)
                                ? inOrder.withArgList(call.getArgList().stream()
                                        .map(widened::comparable)
                                        .toList())
                                : inOrder);
            }
            List<Integer> keys = original.getGroupSet().toList();
            for (int key : keys) {
                calls.add(spelling(project, key));
            }
            List<ImmutableBitSet> groupSets = original.getGroupSets().stream()
                    .map(widened::comparable)
                    .sorted(ImmutableBitSet.ORDERING)
                    .toList();
            LogicalAggregate folded = LogicalAggregate.create(project, original.getHints(), groupSet, groupSets, calls);
            return restored(folded, keys);
        }

        /** Whether it tells of keys, which are other columns now. */
        private static boolean isOfKeys(AggregateCall call) {
            return call.getAggregation().getKind() == SqlKind.GROUPING;
        }

        private AggregateCall spelling(RelNode project, int key) {
            return AggregateCall.create(
                    SqlStdOperatorTable.MIN,
                    false,
                    false,
                    false,
                    List.of(),
                    List.of(key),
                    -1,
                    null,
                    RelCollations.EMPTY,
                    original.hasEmptyGroup(),
                    project,
                    null,
                    null);
        }

        /** The columns of the original aggregate: a key is null where its group is that of null or of a roll-up. */
        private RelNode restored(LogicalAggregate folded, List<Integer> keys) {
            RelBuilder builder = builder(original).push(folded);
            int groups = groupSet.cardinality();
            int ownCalls = original.getAggCallList().size();
            List<RexNode> columns = new ArrayList<>();
            for (int i = 0; i < keys.size(); i++) {
                RexNode key = builder.field(groupSet.indexOf(widened.comparable(keys.get(i))));
                RexNode spelling = builder.field(groups + ownCalls + i);
                columns.add(
                        widened.comparable(keys.get(i)) == keys.get(i)
                                ? key
                                : builder.call(
                                        SqlStdOperatorTable.CASE,
                                        builder.isNull(key),
                                        builder.getRexBuilder().makeNullLiteral(spelling.getType()),
                                        spelling));
            }
            IntStream.range(0, ownCalls).forEach(i -> columns.add(builder.field(groups + i)));
            List<RexNode> typed = new ArrayList<>();
            for (int i = 0; i < columns.size(); i++) {
                typed.add(builder.getRexBuilder()
                        .makeCast(original.getRowType().getFieldList().get(i).getType(), columns.get(i), true, false));
            }
            // Not by the builder: it would simplify a cast to NOT NULL away, and what stands above counts on it.
            return LogicalProject.create(
                    folded, List.of(), typed, original.getRowType().getFieldNames(), Set.of());
        }
    }
}
