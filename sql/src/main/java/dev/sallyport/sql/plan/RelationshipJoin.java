package dev.sallyport.sql.plan;

import dev.sallyport.salesforce.FieldDescribe;
import dev.sallyport.salesforce.FieldType;
import dev.sallyport.sql.soql.SoqlCondition;
import dev.sallyport.sql.soql.SoqlField;
import dev.sallyport.sql.soql.SoqlQuery;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.calcite.rel.core.Join;
import org.apache.calcite.rel.core.JoinInfo;
import org.apache.calcite.rel.core.JoinRelType;

/**
 * Says a join of records with those that they refer to as relationship paths, {@code Account.Name}, and a semi-join or
 * anti-join of ids as {@code IN (SELECT …)}: then one query does the work of two. It comes out whole or not at all. What
 * is left out and why:
 *
 * <ul>
 *   <li>references to one of several sObjects, but for what the {@link NameObject} has of the other: SOQL knows no more; and
 *       in an outer join it would show what other sObjects' records are called;
 *   <li>an outer join with conditions on the optional side: SOQL would drop rows that SQL keeps;
 *   <li>relationships beyond five levels and 35 a query, and a field that would be selected twice;
 *   <li>an anti-join of a reference that may be null: nobody says what {@code NOT IN} makes of it;
 *   <li>more than two {@code IN (SELECT …)}, nested ones, those over the query's own sObject, and those over
 *       activities, notes and attachments (SOQL and SOSL Reference, "Semi-Joins with IN and Anti-Joins with NOT IN").
 * </ul>
 */
final class RelationshipJoin {
    private static final int MAX_LEVELS = 5;
    private static final int MAX_RELATIONSHIPS = 35;
    private static final int MAX_SEMI_JOINS = 2;

    /** Nor are tags, such as AccountTag (SOQL and SOSL Reference, "Comparison Operators"). */
    private static final Set<String> NOT_IN_SUBQUERIES =
            Set.of("ActivityHistory", "Attachment", "Event", "Note", "OpenActivity", "Task");

    private final JoinRelType type;
    private final SoqlScan left;
    private final SoqlScan right;
    private final SoqlField leftKey;
    private final SoqlField rightKey;
    private final List<Local.Why> why;

    private RelationshipJoin(
            JoinRelType type,
            SoqlScan left,
            SoqlScan right,
            SoqlField leftKey,
            SoqlField rightKey,
            List<Local.Why> why) {
        this.type = type;
        this.left = left;
        this.right = right;
        this.leftKey = leftKey;
        this.rightKey = rightKey;
        this.why = why;
    }

    private <T> Optional<T> not(Local.Why reason) {
        why.add(reason);
        return Optional.empty();
    }

    /**
     * The one leaf that answers a join of two, or empty.
     *
     * @param why is told what keeps a join of two leaves from being one, in either direction
     */
    static Optional<SoqlScan> fold(Join join, List<Local.Why> why) {
        if (!(join.getLeft() instanceof SoqlScan left && join.getRight() instanceof SoqlScan right)) {
            return Optional.empty();
        }
        if (left.query().isLimited() || right.query().isLimited()) {
            why.add(Local.Why.LIMITED);
            return Optional.empty();
        }
        JoinInfo info = join.analyzeCondition();
        if (!info.isEqui() || info.leftKeys.size() != 1) {
            why.add(Local.Why.OTHER_JOIN_CONDITION);
            return Optional.empty();
        }
        SoqlField leftKey = left.query().fields().get(info.leftKeys.get(0));
        SoqlField rightKey = right.query().fields().get(info.rightKeys.get(0));
        return new RelationshipJoin(join.getJoinType(), left, right, leftKey, rightKey, why)
                .fold()
                .map(one -> one.with(notes(join.getJoinType(), left.notes(), right.notes())));
    }

    /** A subquery's hint is not the query's. */
    private static LeafNotes notes(JoinRelType type, LeafNotes left, LeafNotes right) {
        return type.projectsRight() ? left.and(right) : left.and(right.local());
    }

    private Optional<SoqlScan> fold() {
        return switch (type) {
            case INNER -> inner(left, leftKey, right, rightKey).or(() -> inner(right, rightKey, left, leftKey));
            case LEFT -> outer(left, leftKey, right, rightKey);
            case RIGHT -> outer(right, rightKey, left, leftKey);
            case SEMI -> semi();
            case ANTI -> inQuery(true);
            // FULL keeps records of both sides; the rest are not made by SQL's joins.
            default -> not(Local.Why.KEEPS_BOTH_SIDES);
        };
    }

    /** Only children that have a parent, and of those only the ones whose parent meets its conditions. */
    private Optional<SoqlScan> inner(SoqlScan child, SoqlField reference, SoqlScan parent, SoqlField parentId) {
        return relationship(reference, parent, parentId)
                .flatMap(path -> joined(child, parentsOf(child, reference, parent, path), path, false));
    }

    private Optional<SoqlScan> outer(SoqlScan child, SoqlField reference, SoqlScan parent, SoqlField parentId) {
        return parent.query().where().isEmpty()
                ? relationship(reference, parent, parentId).flatMap(path -> joined(child, child.query(), path, true))
                : not(Local.Why.OPTIONAL_CONDITIONS);
    }

    private Optional<SoqlScan> semi() {
        return relationship(leftKey, right, rightKey)
                .map(path -> parentsOf(left, leftKey, right, path))
                .flatMap(query -> isTooDeep(query) ? not(Local.Why.TOO_DEEP) : Optional.of(left.with(query)))
                .or(() -> inQuery(false));
    }

    /** A child's records without those whose parent is missing or does not meet its conditions. */
    private static SoqlQuery parentsOf(SoqlScan child, SoqlField reference, SoqlScan parent, List<String> path) {
        List<SoqlCondition> conditions = new ArrayList<>();
        if (isToOneOfSeveral(reference)) {
            conditions.add(new SoqlCondition.OfType(reference, parent.query().sObject()));
        } else if (reference.mayBeNull()) {
            conditions.add(new SoqlCondition.IsNull(reference, true));
        }
        parent.query()
                .where()
                .forEach(condition -> conditions.add(condition.about(field -> field.through(path, false))));
        return child.query().and(conditions);
    }

    private Optional<SoqlScan> joined(SoqlScan child, SoqlQuery query, List<String> path, boolean optional) {
        List<SoqlField> fields = Stream.concat(
                        fieldsOf(left, left.equals(child) ? List.of() : path, optional),
                        fieldsOf(right, right.equals(child) ? List.of() : path, optional))
                .toList();
        Set<List<String>> paths = new HashSet<>();
        boolean repeated = fields.stream().anyMatch(field -> !paths.add(field.path()));
        if (repeated) {
            return not(Local.Why.SELECTED_TWICE);
        }
        SoqlQuery joined = query.withFields(fields);
        return isTooDeep(joined) ? not(Local.Why.TOO_DEEP) : Optional.of(child.with(joined));
    }

    private static boolean isTooDeep(SoqlQuery query) {
        Set<List<String>> relationships =
                query.named().stream().map(SoqlField::relationship).collect(Collectors.toSet());
        relationships.remove(List.of());
        return relationships.size() > MAX_RELATIONSHIPS
                || relationships.stream().anyMatch(names -> names.size() > MAX_LEVELS);
    }

    private static Stream<SoqlField> fieldsOf(SoqlScan side, List<String> path, boolean optional) {
        return side.query().fields().stream().map(field -> path.isEmpty() ? field : field.through(path, optional));
    }

    /** The names that lead from a child to its parent, if the keys are a reference and what it refers to. */
    private Optional<List<String>> relationship(SoqlField reference, SoqlScan parent, SoqlField parentId) {
        FieldDescribe describe = reference.describe();
        SoqlQuery parents = parent.query();
        boolean refers = reference.type() == FieldType.REFERENCE
                && describe.referenceTo().contains(parents.sObject())
                && describe.relationshipName() != null
                && parentId.isOwn()
                && parentId.type() == FieldType.ID
                && inQueries(parents) == 0;
        if (!refers) {
            return not(Local.Why.NO_REFERENCE);
        }
        if (isToOneOfSeveral(reference) && (type.isOuterJoin() || !NameObject.has(parents))) {
            return not(Local.Why.SEVERAL_TARGETS);
        }
        return reference.relationship().size() >= MAX_LEVELS
                ? not(Local.Why.TOO_DEEP)
                : Optional.of(reference.target());
    }

    private static boolean isToOneOfSeveral(SoqlField reference) {
        return reference.describe().referenceTo().size() > 1;
    }

    private Optional<SoqlScan> inQuery(boolean negated) {
        SoqlQuery subquery = right.query();
        Set<String> common = new HashSet<>(referenced(left, leftKey));
        common.retainAll(referenced(right, rightKey));
        boolean possible = !(negated && leftKey.mayBeNull())
                && leftKey.isOwn()
                && rightKey.isOwn()
                && leftKey.describe().filterable()
                && !common.isEmpty()
                && !subquery.sObject().equals(left.query().sObject())
                && mayBeSubquery(subquery.sObject())
                && inQueries(subquery) == 0
                && inQueries(left.query()) < MAX_SEMI_JOINS;
        if (!possible) {
            return not(common.isEmpty() ? Local.Why.NO_REFERENCE : whyNoSubquery(negated));
        }
        List<SoqlCondition> noNulls =
                negated && rightKey.mayBeNull() ? List.of(new SoqlCondition.IsNull(rightKey, true)) : List.of();
        SoqlQuery ids =
                subquery.withFields(List.of(rightKey)).orderedBy(List.of()).and(noNulls);
        return Optional.of(left.with(left.query().and(List.of(new SoqlCondition.InQuery(leftKey, ids, negated)))));
    }

    private Local.Why whyNoSubquery(boolean negated) {
        return negated && leftKey.mayBeNull() ? Local.Why.ANTI_JOIN_OF_NULLS : Local.Why.SUBQUERY_NOT_POSSIBLE;
    }

    private static boolean mayBeSubquery(String sObject) {
        return !NOT_IN_SUBQUERIES.contains(sObject) && !sObject.endsWith("Tag");
    }

    private static long inQueries(SoqlQuery query) {
        return query.where().stream()
                .filter(SoqlCondition.InQuery.class::isInstance)
                .count();
    }

    /** The sObjects whose ids a field holds. */
    private static List<String> referenced(SoqlScan scan, SoqlField key) {
        return key.type() == FieldType.ID
                ? List.of(scan.query().sObject())
                : key.describe().referenceTo();
    }
}
