package dev.sallyport.sql.plan;

import dev.sallyport.salesforce.FieldType;
import dev.sallyport.sql.soql.SoqlCondition;
import dev.sallyport.sql.soql.SoqlField;
import dev.sallyport.sql.soql.SoqlOrder;
import dev.sallyport.sql.soql.SoqlQuery;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.calcite.plan.RelOptUtil;
import org.apache.calcite.rel.RelCollations;
import org.apache.calcite.rel.RelFieldCollation;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.RelShuttleImpl;
import org.apache.calcite.rel.core.AggregateCall;
import org.apache.calcite.rel.core.TableScan;
import org.apache.calcite.rel.logical.LogicalAggregate;
import org.apache.calcite.rel.logical.LogicalFilter;
import org.apache.calcite.rel.logical.LogicalJoin;
import org.apache.calcite.rel.logical.LogicalProject;
import org.apache.calcite.rel.logical.LogicalSort;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexShuttle;
import org.apache.calcite.rex.RexUtil;
import org.apache.calcite.util.ImmutableBitSet;
import org.jspecify.annotations.Nullable;

/**
 * Folds operators into the SOQL query below them, from the leaves up. What SOQL cannot say stays above as it was; a
 * conjunction is split. It expects filters and sorts to stand as close to the leaves as they can.
 */
final class PushDown extends RelShuttleImpl {
    /** The largest OFFSET that SOQL takes (SOQL and SOSL Reference, "OFFSET"). */
    private static final long MAX_OFFSET = 2_000;

    /** What is left here is found out anew in each round. */
    @Override
    public RelNode visit(TableScan scan) {
        return scan instanceof SoqlScan leaf ? leaf.with(leaf.notes().anew()) : scan;
    }

    @Override
    public RelNode visit(LogicalFilter filter) {
        RelNode visited = super.visit(filter);
        if (visited instanceof LogicalFilter having && having.getInput() instanceof SoqlGroups groups) {
            return GroupsTranslator.having(having, groups);
        }
        if (!(visited instanceof LogicalFilter open && open.getInput() instanceof SoqlScan scan)) {
            return visited;
        }
        if (scan.query().isLimited()) {
            return local(visited, scan, List.of(new Local("WHERE", Local.Why.LIMITED)));
        }
        ConditionTranslator translator = new ConditionTranslator(
                open.getCluster().getRexBuilder(), scan.query().fields());
        List<SoqlCondition> pushed = new ArrayList<>();
        List<RexNode> kept = new ArrayList<>();
        List<Local> local = new ArrayList<>();
        for (RexNode conjunct : RelOptUtil.conjunctions(open.getCondition())) {
            Optional<SoqlCondition> condition =
                    translator.translate(TimeRanges.of(open.getCluster().getRexBuilder(), conjunct));
            condition.ifPresentOrElse(pushed::add, () -> {
                kept.add(conjunct);
                local.add(new Local(ShownCondition.of(conjunct, scan.query().fields()), translator.whyNot()));
            });
        }
        if (pushed.isEmpty()) {
            return local(visited, scan, local);
        }
        SoqlScan narrowed = scan.with(scan.query().and(pushed)).without(local);
        return kept.isEmpty() ? narrowed : open.copy(open.getTraitSet(), narrowed, conjunction(open, kept));
    }

    /** Of several conditions, each may be cast to what may be null; one by itself may not. */
    private static RexNode conjunction(RelNode node, List<RexNode> conditions) {
        return RexUtil.removeNullabilityCast(
                node.getCluster().getTypeFactory(),
                RexUtil.composeConjunction(node.getCluster().getRexBuilder(), conditions));
    }

    @Override
    public RelNode visit(LogicalProject project) {
        RelNode visited = super.visit(project);
        if (!(visited instanceof LogicalProject open && open.getInput() instanceof SoqlScan scan)) {
            return visited;
        }
        List<SoqlField> fields = scan.query().fields();
        Optional<List<SoqlField>> plain = plainFields(open, fields);
        if (plain.isPresent()) {
            return scan.with(scan.query().withFields(plain.get()));
        }
        ImmutableBitSet used = RelOptUtil.InputFinder.bits(open.getProjects(), null);
        ImmutableBitSet needed = used.isEmpty() ? ImmutableBitSet.of(cheapest(fields)) : used;
        if (needed.cardinality() == fields.size()) {
            return visited;
        }
        SoqlScan narrowed = scan.with(scan.query()
                .withFields(needed.toList().stream().map(fields::get).toList()));
        RexShuttle renumber = new RexShuttle() {
            @Override
            public RexNode visitInputRef(RexInputRef ref) {
                return new RexInputRef(needed.indexOf(ref.getIndex()), ref.getType());
            }
        };
        return LogicalProject.create(
                narrowed,
                open.getHints(),
                renumber.visitList(open.getProjects()),
                open.getRowType(),
                open.getVariablesSet());
    }

    @Override
    public RelNode visit(LogicalJoin join) {
        LogicalJoin visited = (LogicalJoin) super.visit(join);
        List<Local.Why> why = new ArrayList<>();
        Optional<SoqlScan> folded = RelationshipJoin.fold(visited, why);
        if (folded.isPresent()) {
            return folded.get();
        }
        Optional<SoqlScan> right = leaf(visited.getRight());
        if (right.isEmpty() || leaf(visited.getLeft()).isEmpty()) {
            return visited;
        }
        // One direction has no reference in any case.
        Local.Why weightiest = why.stream()
                .filter(reason -> reason != Local.Why.NO_REFERENCE)
                .findFirst()
                .orElse(why.isEmpty() ? Local.Why.COMPUTED_SIDE : Local.Why.NO_REFERENCE);
        Local local = new Local(Local.join(right.get()), weightiest);
        RelNode left = noting(visited.getLeft(), List.of(local));
        return visited.copy(visited.getTraitSet(), List.of(left, visited.getRight()));
    }

    /** The leaf of a relation that is nothing else, or a projection of one. */
    private static Optional<SoqlScan> leaf(RelNode relation) {
        RelNode input = relation instanceof LogicalProject project ? project.getInput() : relation;
        return input instanceof SoqlScan scan ? Optional.of(scan) : Optional.empty();
    }

    /** The same relation, whose leaf knows what stays here besides; any other relation as it is. */
    private static RelNode noting(RelNode relation, List<Local> local) {
        if (relation instanceof SoqlScan scan) {
            return scan.without(local);
        }
        return leaf(relation).map(scan -> local(relation, scan, local)).orElse(relation);
    }

    /** An operator that stays here, over a leaf that knows why. */
    private static RelNode local(RelNode operator, SoqlScan scan, List<Local> local) {
        return operator.copy(operator.getTraitSet(), List.of(scan.without(local)));
    }

    @Override
    public RelNode visit(LogicalAggregate aggregate) {
        RelNode visited = super.visit(aggregate);
        if (visited instanceof LogicalAggregate open) {
            List<Local> local = new ArrayList<>();
            Optional<AggregateTranslator.Translation> groups = AggregateTranslator.translate(open, local);
            if (groups.isPresent()) {
                return groups.get().leaf(open);
            }
            visited = open.copy(open.getTraitSet(), List.of(noting(open.getInput(), local)));
        }
        boolean readsNoColumn = aggregate.getGroupSet().isEmpty()
                && aggregate.getAggCallList().stream().allMatch(PushDown::readsNoColumn);
        if (!(readsNoColumn && visited.getInput(0) instanceof SoqlScan scan)) {
            return visited;
        }
        List<SoqlField> fields = scan.query().fields();
        SoqlScan narrowed = scan.with(scan.query().withFields(List.of(fields.get(cheapest(fields)))));
        return visited.copy(visited.getTraitSet(), List.of(narrowed));
    }

    private static boolean readsNoColumn(AggregateCall call) {
        return call.getArgList().isEmpty()
                && !call.hasFilter()
                && call.getCollation().getFieldCollations().isEmpty();
    }

    @Override
    public RelNode visit(LogicalSort sort) {
        RelNode visited = super.visit(sort);
        if (visited instanceof LogicalSort top && top.getInput() instanceof SoqlGroups groups) {
            return GroupsTranslator.first(top, groups)
                    .map(RelNode.class::cast)
                    .orElseGet(() -> GroupsTranslator.local(
                            top, groups, new Local("ORDER BY or LIMIT of groups", Local.Why.ORDER_OF_GROUPS)));
        }
        if (!(visited instanceof LogicalSort open && open.getInput() instanceof SoqlScan scan)) {
            return visited;
        }
        if (scan.query().isLimited()) {
            return local(visited, scan, List.of(new Local("ORDER BY or LIMIT", Local.Why.LIMITED)));
        }
        List<Local> local = new ArrayList<>();
        Optional<List<SoqlOrder>> order = order(open, scan, local);
        if (order.isEmpty()) {
            return local(visited, scan, local);
        }
        SoqlQuery ordered = order.get().isEmpty() ? scan.query() : scan.query().orderedBy(order.get());
        Long limit = literal(open.fetch);
        Long offset = open.offset == null ? Long.valueOf(0) : literal(open.offset);
        if ((open.fetch != null && limit == null) || offset == null) {
            return LogicalSort.create(scan.with(ordered), RelCollations.EMPTY, open.offset, open.fetch);
        }
        if (offset <= MAX_OFFSET) {
            return scan.with(ordered.limitedTo(limit, offset));
        }
        SoqlQuery prefix = limit == null ? ordered : ordered.limitedTo(offset + limit, 0);
        return LogicalSort.create(scan.with(prefix), RelCollations.EMPTY, open.offset, open.fetch);
    }

    /** The other way to make groups stays as it is: pushed down, it would be this way. */
    @Override
    public RelNode visit(RelNode other) {
        return other instanceof SoqlGroups ? other : super.visit(other);
    }

    /** The fields of a projection that names each field at most once and computes nothing. */
    private static Optional<List<SoqlField>> plainFields(LogicalProject project, List<SoqlField> fields) {
        Set<Integer> seen = new HashSet<>();
        List<SoqlField> plain = new ArrayList<>();
        for (RexNode expression : project.getProjects()) {
            if (!(expression instanceof RexInputRef ref) || !seen.add(ref.getIndex())) {
                return Optional.empty();
            }
            plain.add(fields.get(ref.getIndex()));
        }
        return plain.isEmpty() ? Optional.empty() : Optional.of(plain);
    }

    /** Where only the number of rows matters, SOQL still has to select something. */
    private static int cheapest(List<SoqlField> fields) {
        for (int i = 0; i < fields.size(); i++) {
            if (fields.get(i).soql().equals("Id")) {
                return i;
            }
        }
        return 0;
    }

    private static Optional<List<SoqlOrder>> order(LogicalSort sort, SoqlScan scan, List<Local> local) {
        List<SoqlOrder> order = new ArrayList<>();
        for (RelFieldCollation key : sort.getCollation().getFieldCollations()) {
            SoqlField field = scan.query().fields().get(key.getFieldIndex());
            Local.Why why = whyNotOrdered(field, scan.hasSeveralCurrencies());
            if (why != null) {
                local.add(new Local("ORDER BY " + field.soql(), why));
                return Optional.empty();
            }
            boolean nullsFirst = key.nullDirection == RelFieldCollation.NullDirection.FIRST;
            order.add(new SoqlOrder(field, key.direction.isDescending(), nullsFirst));
        }
        return Optional.of(order);
    }

    /** Why SOQL does not order by a field as SQL does; null if it does. */
    private static Local.@Nullable Why whyNotOrdered(SoqlField field, boolean severalCurrencies) {
        if (!field.describe().sortable()) {
            return Local.Why.NOT_SORTABLE;
        }
        if (field.describe().caseSensitive()) {
            return Local.Why.CASE_SENSITIVE;
        }
        if (field.type() == FieldType.CURRENCY && severalCurrencies) {
            return Local.Why.CURRENCIES;
        }
        return ConditionTranslator.isOrdered(field.type()) ? null : ConditionTranslator.whyNotCompared(field.type());
    }

    static @Nullable Long literal(@Nullable RexNode node) {
        return node instanceof RexLiteral literal ? literal.getValueAs(Long.class) : null;
    }
}
