package dev.sallyport.sql.plan;

import dev.sallyport.salesforce.FieldType;
import dev.sallyport.sql.federation.ForeignScan;
import dev.sallyport.sql.soql.SoqlField;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.RelShuttleImpl;
import org.apache.calcite.rel.SingleRel;
import org.apache.calcite.rel.core.Aggregate;
import org.apache.calcite.rel.core.Filter;
import org.apache.calcite.rel.core.JoinInfo;
import org.apache.calcite.rel.core.JoinRelType;
import org.apache.calcite.rel.core.Sort;
import org.apache.calcite.rel.core.Values;
import org.apache.calcite.rel.logical.LogicalJoin;
import org.apache.calcite.rel.logical.LogicalProject;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexUtil;
import org.apache.calcite.sql.SqlKind;

/**
 * Where a join stays here and one side is likely to be much smaller, reads that side first, and of the other side only the
 * records with its keys. The other side must be records of one query, whose key SOQL can compare, or rows of one statement to a
 * foreign server.
 */
final class KeyLookups extends RelShuttleImpl {
    /** How many times smaller a side has to be. */
    private static final double MUCH = 2;

    private static final double LEFT_BY_AN_OPERATOR = 0.1;

    private static final long PAGE = 2_000;

    private static final Set<FieldType> KEYS = EnumSet.of(
            FieldType.ID, FieldType.REFERENCE, FieldType.STRING, FieldType.EMAIL, FieldType.INT, FieldType.DATE);

    /** What is read by keys in a relation's place. */
    @FunctionalInterface
    private interface Looked {
        RelNode by(RelNode keys, int keyColumn);
    }

    /** A scan, perhaps below a projection, and its key. */
    private record Leaf<S extends RelNode>(S scan, int column) {}

    @Override
    public RelNode visit(LogicalJoin join) {
        LogicalJoin visited = (LogicalJoin) super.visit(join);
        return NestedQueries.fold(visited).orElseGet(() -> withKeys(visited));
    }

    private static RelNode withKeys(LogicalJoin visited) {
        JoinInfo info = visited.analyzeCondition();
        JoinRelType type = visited.getJoinType();
        for (int i = 0; i < info.leftKeys.size(); i++) {
            int left = info.leftKeys.get(i);
            int right = info.rightKeys.get(i);
            boolean keepsRight = type == JoinRelType.RIGHT || type == JoinRelType.FULL;
            boolean keepsLeft = type == JoinRelType.LEFT || type == JoinRelType.FULL || type == JoinRelType.ANTI;
            Optional<Looked> looked =
                    keepsRight ? Optional.empty() : looked(visited.getLeft(), left, visited.getRight(), right);
            if (looked.isPresent()) {
                RelNode rows = SharedRows.of(visited.getLeft());
                return visited.copy(
                        visited.getTraitSet(), List.of(rows, looked.get().by(rows, left)));
            }
            looked = keepsLeft ? Optional.empty() : looked(visited.getRight(), right, visited.getLeft(), left);
            if (looked.isPresent()) {
                RelNode rows = SharedRows.of(visited.getRight());
                return visited.copy(visited.getTraitSet(), List.of(looked.get().by(rows, right), rows));
            }
        }
        return visited;
    }

    /** What of {@code other} is looked up by the keys of {@code rows}, if that is possible and worthwhile. */
    private static Optional<Looked> looked(RelNode rows, int key, RelNode other, int otherKey) {
        Optional<Looked> looked = inSalesforce(other, otherKey).or(() -> atForeignServer(rows, key, other, otherKey));
        if (looked.isEmpty()) {
            return looked;
        }
        boolean sameType = rows.getRowType().getFieldList().get(key).getType().getSqlTypeName()
                == other.getRowType().getFieldList().get(otherKey).getType().getSqlTypeName();
        if (!sameType || isSmall(other)) {
            return Optional.empty();
        }
        if (isSmall(rows)) {
            return looked;
        }
        count(rows);
        count(other);
        return guess(rows) * MUCH <= guess(other) ? looked : Optional.empty();
    }

    /** Whether a relation has no more rows than a page, however large the tables are. */
    private static boolean isSmall(RelNode relation) {
        if (relation instanceof SoqlScan scan) {
            return scan.isOfAtMost(PAGE);
        }
        if (relation instanceof ForeignScan scan) {
            return scan.isOfAtMost(PAGE);
        }
        Long limit = relation instanceof Sort sort ? PushDown.literal(sort.fetch) : null;
        return (limit != null && limit <= PAGE)
                || relation instanceof Values
                || (relation instanceof SingleRel && isSmall(relation.getInput(0)));
    }

    /** Here is a choice that goes by sizes: it is worth a call to know them. */
    private static void count(RelNode relation) {
        if (relation instanceof SoqlScan scan) {
            scan.count();
        }
        if (relation instanceof ForeignScan scan) {
            scan.count();
        }
        relation.getInputs().forEach(KeyLookups::count);
    }

    /** How many rows a relation may have. It need only tell a filtered side from a whole table. */
    private static double guess(RelNode relation) {
        if (relation instanceof SoqlScan || relation.getInputs().isEmpty()) {
            return relation.estimateRowCount(relation.getCluster().getMetadataQuery());
        }
        double most = relation.getInputs().stream()
                .mapToDouble(KeyLookups::guess)
                .max()
                .orElseThrow();
        Long limit = relation instanceof Sort sort ? PushDown.literal(sort.fetch) : null;
        if (limit != null) {
            return Math.min(most, limit);
        }
        return relation instanceof Filter || relation instanceof Aggregate ? most * LEFT_BY_AN_OPERATOR : most;
    }

    private static Optional<Looked> inSalesforce(RelNode relation, int column) {
        return leaf(relation, column, SoqlScan.class).flatMap(leaf -> {
            SoqlScan scan = leaf.scan();
            SoqlField field = scan.query().fields().get(leaf.column());
            boolean takesKeys = !scan.query().isLimited()
                    && !scan.notes().wantsWhole()
                    && field.describe().filterable()
                    && KEYS.contains(field.type());
            return takesKeys
                    ? Optional.of((keys, keyColumn) ->
                            over(relation, new KeyedScan(scan.getTraitSet(), keys, keyColumn, scan, field)))
                    : Optional.empty();
        });
    }

    private static Optional<Looked> atForeignServer(RelNode rows, int key, RelNode relation, int column) {
        boolean byCase = ByCaseColumns.contains(rows, key) || ForeignColumns.isForeign(rows, key);
        return leaf(relation, column, ForeignScan.class)
                .filter(leaf -> leaf.scan().takesKeys(leaf.column()))
                .map(leaf ->
                        (keys, keyColumn) -> over(relation, leaf.scan().keyed(keys, keyColumn, leaf.column(), byCase)));
    }

    private static <S extends RelNode> Optional<Leaf<S>> leaf(RelNode relation, int column, Class<S> type) {
        if (type.isInstance(relation)) {
            return Optional.of(new Leaf<>(type.cast(relation), column));
        }
        if (relation instanceof LogicalProject project && type.isInstance(project.getInput())) {
            RexNode expression = project.getProjects().get(column);
            if (expression.isA(SqlKind.CAST) && RexUtil.isLosslessCast(expression)) {
                expression = ((RexCall) expression).getOperands().get(0);
            }
            return expression instanceof RexInputRef ref
                    ? Optional.of(new Leaf<>(type.cast(project.getInput()), ref.getIndex()))
                    : Optional.empty();
        }
        return Optional.empty();
    }

    /** In the place of the leaf below a projection, if there is one. */
    private static RelNode over(RelNode relation, RelNode keyed) {
        return relation instanceof LogicalProject project ? project.copy(project.getTraitSet(), List.of(keyed)) : keyed;
    }
}
