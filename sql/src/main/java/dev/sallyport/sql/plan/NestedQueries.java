package dev.sallyport.sql.plan;

import dev.sallyport.sql.soql.SoqlCondition;
import dev.sallyport.sql.soql.SoqlField;
import dev.sallyport.sql.soql.SoqlNestedQuery;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Join;
import org.apache.calcite.rel.core.JoinInfo;
import org.apache.calcite.rel.core.JoinRelType;
import org.apache.calcite.rel.logical.LogicalProject;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexNode;

/**
 * Says a join of a few records with those that refer to them as a query with a subquery, {@code SELECT Name, (SELECT LastName
 * FROM Contacts) FROM Account LIMIT 10}: one query where the children would take a second. Where a child's path can say the
 * join, {@link RelationshipJoin} has done so; this is for what no path can say: parents that stay without children, and
 * parents of which there is a limit. It is for few parents alone, for the children take up room in each answer.
 */
final class NestedQueries {
    /**
     * Children count towards the 2,000 records that an answer has at most (REST API Developer Guide, "Query Options Header"):
     * of so many parents each may have nine.
     */
    private static final long FEW = 200;

    private final Join join;
    private final SoqlScan parents;
    private final SoqlScan children;
    private final int reference;

    private NestedQueries(Join join, SoqlScan parents, SoqlScan children, int reference) {
        this.join = join;
        this.parents = parents;
        this.children = children;
        this.reference = reference;
    }

    /** What answers a join of two leaves with one query, or empty. */
    static Optional<RelNode> fold(Join join) {
        JoinInfo info = join.analyzeCondition();
        JoinRelType type = join.getJoinType();
        boolean joins = type == JoinRelType.INNER || type == JoinRelType.LEFT || type == JoinRelType.RIGHT;
        if (!joins
                || !info.isEqui()
                || info.leftKeys.size() != 1
                || !(join.getLeft() instanceof SoqlScan left && join.getRight() instanceof SoqlScan right)) {
            return Optional.empty();
        }
        int leftKey = info.leftKeys.get(0);
        int rightKey = info.rightKeys.get(0);
        Optional<RelNode> nested = type == JoinRelType.RIGHT
                ? Optional.empty()
                : new NestedQueries(join, left, right, rightKey).nested(leftKey);
        return nested.isPresent() || type == JoinRelType.LEFT
                ? nested
                : new NestedQueries(join, right, left, leftKey).nested(rightKey);
    }

    private Optional<RelNode> nested(int parentKey) {
        SoqlField id = parents.query().fields().get(parentKey);
        SoqlField key = children.query().fields().get(reference);
        boolean possible = id.isOwn()
                && id.soql().equals("Id")
                && key.isOwn()
                && parents.isOfAtMost(FEW)
                && !children.query().isLimited()
                && children.query().where().stream().noneMatch(SoqlCondition.InQuery.class::isInstance)
                && !parents.notes().wantsWhole()
                && !children.notes().wantsWhole();
        return possible ? relationship(key).map(this::nested) : Optional.empty();
    }

    /** What the parents call the children that refer to them by a field. */
    private Optional<String> relationship(SoqlField key) {
        return parents.childRelationships().stream()
                .filter(candidate ->
                        candidate.childSObject().equals(children.query().sObject())
                                && candidate.field().equals(key.soql()))
                .flatMap(candidate -> Stream.ofNullable(candidate.relationshipName()))
                .findFirst();
    }

    private RelNode nested(String relationship) {
        SoqlNestedQuery query = new SoqlNestedQuery(
                parents.query(),
                relationship,
                children.query().orderedBy(List.of()),
                join.getJoinType() != JoinRelType.INNER);
        LeafNotes notes = parents.notes().and(children.notes()).without(Local.join((SoqlScan) join.getRight()));
        RelNode rows = parents.nested(query, notes);
        if (join.getLeft() == parents) {
            return rows;
        }
        RexBuilder rex = rows.getCluster().getRexBuilder();
        int parentWidth = parents.query().fields().size();
        List<RexNode> turned = IntStream.concat(
                        IntStream.range(parentWidth, rows.getRowType().getFieldCount()),
                        IntStream.range(0, parentWidth))
                .<RexNode>mapToObj(column -> rex.makeInputRef(rows, column))
                .toList();
        return LogicalProject.create(rows, List.of(), turned, join.getRowType().getFieldNames(), Set.of());
    }
}
