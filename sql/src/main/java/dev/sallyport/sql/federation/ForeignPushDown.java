package dev.sallyport.sql.federation;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.calcite.plan.RelOptUtil;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.RelShuttleImpl;
import org.apache.calcite.rel.core.AggregateCall;
import org.apache.calcite.rel.core.JoinRelType;
import org.apache.calcite.rel.logical.LogicalAggregate;
import org.apache.calcite.rel.logical.LogicalFilter;
import org.apache.calcite.rel.logical.LogicalIntersect;
import org.apache.calcite.rel.logical.LogicalJoin;
import org.apache.calcite.rel.logical.LogicalMinus;
import org.apache.calcite.rel.logical.LogicalProject;
import org.apache.calcite.rel.logical.LogicalSort;
import org.apache.calcite.rel.logical.LogicalUnion;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexShuttle;
import org.apache.calcite.rex.RexUtil;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.type.SqlTypeName;
import org.apache.calcite.sql.type.SqlTypeUtil;
import org.apache.calcite.util.ImmutableBitSet;

/**
 * Folds operators into the statement below them, from the leaves up, as long as all that they read is of one foreign server. What
 * PostgreSQL would answer otherwise than it is answered here stays above; a conjunction is split.
 */
public final class ForeignPushDown extends RelShuttleImpl {
    /** Folds nothing yet. */
    public ForeignPushDown() {}

    private static Optional<ForeignScan> scan(RelNode relation) {
        return relation instanceof ForeignScan scan ? Optional.of(scan) : Optional.empty();
    }

    private static Optional<RexNode> translated(RelNode node, RexNode expression) {
        return ForeignExpressions.translate(node.getCluster().getRexBuilder(), expression);
    }

    @Override
    public RelNode visit(LogicalFilter filter) {
        LogicalFilter visited = (LogicalFilter) super.visit(filter);
        Optional<ForeignScan> scan = scan(visited.getInput());
        if (scan.isEmpty() || !visited.getVariablesSet().isEmpty()) {
            return visited;
        }
        List<RexNode> pushed = new ArrayList<>();
        List<RexNode> kept = new ArrayList<>();
        for (RexNode conjunct : RelOptUtil.conjunctions(visited.getCondition())) {
            translated(visited, conjunct).ifPresentOrElse(pushed::add, () -> kept.add(conjunct));
        }
        if (pushed.isEmpty()) {
            return visited;
        }
        RexBuilder rexBuilder = visited.getCluster().getRexBuilder();
        ForeignScan narrowed = scan.get()
                .with(LogicalFilter.create(scan.get().relation(), RexUtil.composeConjunction(rexBuilder, pushed)));
        return kept.isEmpty()
                ? narrowed
                : visited.copy(
                        visited.getTraitSet(),
                        narrowed,
                        RexUtil.removeNullabilityCast(
                                visited.getCluster().getTypeFactory(), RexUtil.composeConjunction(rexBuilder, kept)));
    }

    @Override
    public RelNode visit(LogicalProject project) {
        LogicalProject visited = (LogicalProject) super.visit(project);
        Optional<ForeignScan> scan = scan(visited.getInput());
        if (scan.isEmpty()) {
            return visited;
        }
        List<RexNode> columns = new ArrayList<>();
        for (RexNode column : visited.getProjects()) {
            ForeignExpressions.translateColumn(visited.getCluster().getRexBuilder(), column)
                    .ifPresent(columns::add);
        }
        if (columns.size() == visited.getProjects().size() && !columns.isEmpty()) {
            return scan.get().with(projected(scan.get(), columns, visited));
        }
        return narrowed(visited, scan.get());
    }

    private static RelNode projected(ForeignScan scan, List<RexNode> columns, LogicalProject like) {
        return LogicalProject.create(scan.relation(), List.of(), columns, like.getRowType(), Set.of());
    }

    /** The projection stays here, over those columns alone that it reads. */
    private static RelNode narrowed(LogicalProject project, ForeignScan scan) {
        ImmutableBitSet used = RelOptUtil.InputFinder.bits(project.getProjects(), null);
        ImmutableBitSet needed = used.isEmpty() ? ImmutableBitSet.of(0) : used;
        if (needed.cardinality() == scan.getRowType().getFieldCount()) {
            return project;
        }
        List<RexNode> columns = needed.toList().stream()
                .<RexNode>map(column -> project.getCluster().getRexBuilder().makeInputRef(scan, column))
                .toList();
        List<String> names = needed.toList().stream()
                .map(column -> scan.getRowType().getFieldNames().get(column))
                .toList();
        RelNode narrowed = LogicalProject.create(scan.relation(), List.of(), columns, names, Set.of());
        RexShuttle renumber = new RexShuttle() {
            @Override
            public RexNode visitInputRef(RexInputRef ref) {
                return new RexInputRef(needed.indexOf(ref.getIndex()), ref.getType());
            }
        };
        return LogicalProject.create(
                scan.with(narrowed),
                project.getHints(),
                renumber.visitList(project.getProjects()),
                project.getRowType(),
                project.getVariablesSet());
    }

    @Override
    public RelNode visit(LogicalJoin join) {
        LogicalJoin visited = (LogicalJoin) super.visit(join);
        Optional<ForeignScan> left = scan(visited.getLeft());
        Optional<ForeignScan> right = scan(visited.getRight());
        Optional<RexNode> condition = translated(visited, visited.getCondition());
        // Not EXISTS: Calcite's writer leaves names without their table, which then are the inner table's.
        if (left.isEmpty()
                || right.isEmpty()
                || condition.isEmpty()
                || !left.get().isOfSameServer(right.get())
                || (visited.getJoinType() == JoinRelType.FULL && !isOfKeys(visited))
                || !visited.getJoinType().projectsRight()) {
            return visited;
        }
        return left.get()
                .with(LogicalJoin.create(
                        left.get().relation(),
                        right.get().relation(),
                        List.of(),
                        condition.get(),
                        Set.of(),
                        visited.getJoinType()));
    }

    /** PostgreSQL makes no other full joins. */
    private static boolean isOfKeys(LogicalJoin join) {
        return join.analyzeCondition().isEqui()
                && !join.analyzeCondition().leftKeys.isEmpty();
    }

    @Override
    public RelNode visit(LogicalAggregate aggregate) {
        LogicalAggregate visited = (LogicalAggregate) super.visit(aggregate);
        Optional<ForeignScan> scan = scan(visited.getInput());
        if (scan.isEmpty() || !visited.getAggCallList().stream().allMatch(call -> isSame(call, visited.getInput()))) {
            return visited;
        }
        List<RexNode> columns = new ArrayList<>();
        RexBuilder rexBuilder = visited.getCluster().getRexBuilder();
        int width = scan.get().getRowType().getFieldCount();
        IntStream.range(0, width).forEach(column -> columns.add(rexBuilder.makeInputRef(scan.get(), column)));
        List<AggregateCall> calls = new ArrayList<>();
        for (AggregateCall call : visited.getAggCallList()) {
            boolean ofOrder = call.getAggregation().kind == SqlKind.MIN || call.getAggregation().kind == SqlKind.MAX;
            if (ofOrder
                    && ForeignExpressions.isText(columns.get(call.getArgList().get(0)))) {
                RexNode text = columns.get(call.getArgList().get(0));
                columns.add(rexBuilder.makeCall(ForeignOperators.BY_CODE_POINT, text));
                calls.add(call.withArgList(List.of(columns.size() - 1)));
            } else {
                calls.add(call);
            }
        }
        RelNode input = columns.size() == width
                ? scan.get().relation()
                : LogicalProject.create(scan.get().relation(), List.of(), columns, (List<String>) null, Set.of());
        RelNode groups =
                LogicalAggregate.create(input, List.of(), visited.getGroupSet(), visited.getGroupSets(), calls);
        return scan.get().with(groups);
    }

    private static boolean isSame(AggregateCall call, RelNode input) {
        boolean plain = call.getCollation().getFieldCollations().isEmpty()
                && call.getArgList().size() <= 1;
        return plain
                && switch (call.getAggregation().kind) {
                    case COUNT -> true;
                    case MIN, MAX -> argumentType(call, input).getSqlTypeName() != SqlTypeName.BOOLEAN; // there is none
                    // Binary fractions come to another sum in another order.
                    case SUM -> SqlTypeUtil.isExactNumeric(argumentType(call, input));
                    default -> false;
                };
    }

    private static RelDataType argumentType(AggregateCall call, RelNode input) {
        return input.getRowType().getFieldList().get(call.getArgList().get(0)).getType();
    }

    @Override
    public RelNode visit(LogicalSort sort) {
        LogicalSort visited = (LogicalSort) super.visit(sort);
        Optional<ForeignScan> scan = scan(visited.getInput());
        boolean known = (visited.fetch == null || visited.fetch instanceof RexLiteral)
                && (visited.offset == null || visited.offset instanceof RexLiteral);
        return scan.isEmpty() || !known
                ? visited
                : scan.get()
                        .with(LogicalSort.create(
                                scan.get().relation(), visited.getCollation(), visited.offset, visited.fetch));
    }

    @Override
    public RelNode visit(LogicalUnion union) {
        return merged(super.visit(union));
    }

    @Override
    public RelNode visit(LogicalIntersect intersect) {
        return merged(super.visit(intersect));
    }

    @Override
    public RelNode visit(LogicalMinus minus) {
        return merged(super.visit(minus));
    }

    private static RelNode merged(RelNode set) {
        List<RelNode> relations = new ArrayList<>();
        Set<ForeignSource> sources = new HashSet<>();
        for (RelNode input : set.getInputs()) {
            scan(input).ifPresent(scan -> {
                relations.add(scan.relation());
                sources.add(scan.source());
            });
        }
        return relations.size() == set.getInputs().size() && sources.size() == 1
                ? ((ForeignScan) set.getInput(0)).with(set.copy(set.getTraitSet(), relations))
                : set;
    }
}
