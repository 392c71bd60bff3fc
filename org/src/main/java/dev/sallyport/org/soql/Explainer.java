package dev.sallyport.org.soql;

import dev.sallyport.org.data.Field;
import dev.sallyport.org.data.FieldType;
import dev.sallyport.org.data.SObjectType;
import dev.sallyport.org.data.Schema;
import dev.sallyport.org.soql.Query.And;
import dev.sallyport.org.soql.Query.Comparator;
import dev.sallyport.org.soql.Query.Comparison;
import dev.sallyport.org.soql.Query.Condition;
import dev.sallyport.org.soql.Query.Expression;
import dev.sallyport.org.soql.Query.FieldExpression;
import dev.sallyport.org.soql.Query.InList;
import dev.sallyport.org.soql.Query.Includes;
import dev.sallyport.org.soql.Query.TextLiteral;
import dev.sallyport.org.soql.QueryPlan.LeadingOperation;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Plans of a query: one for each filter with an index, and the scan of the table. An index is worth it up to thresholds
 * that depend on how many records there are: of the first million 30 of a hundred through a standard index and 10
 * through a custom one, half as many of those beyond.
 */
final class Explainer {
    private static final Set<String> STANDARD_INDEXES = Set.of(
            "Id",
            "Name",
            "OwnerId",
            "CreatedDate",
            "LastModifiedDate",
            "SystemModstamp",
            "CreatedById",
            "LastModifiedById",
            "RecordTypeId",
            "Email");
    private static final long MILLION = 1_000_000;
    private static final double SCAN_COST = 1.0;

    private final Schema schema;

    Explainer(Schema schema) {
        this.schema = schema;
    }

    /** Answers how many records a query has. */
    @FunctionalInterface
    interface Counter {
        long count(Query query) throws SQLException;
    }

    List<QueryPlan> plans(Query query, Counter counter) throws SQLException {
        SObjectType type = schema.requireType(query.from().path().text());
        long all = counter.count(query.counting(null));
        List<QueryPlan.Note> notes = new ArrayList<>();
        if (type.hasRecycleBin()) {
            notes.add(unindexed(type, "IsDeleted"));
        }
        List<Condition> leading = new ArrayList<>();
        for (Condition filter : filters(query)) {
            Optional<Field> field = filtered(filter, type);
            if (field.isPresent() && isIndexed(field.get()) && isSelective(filter)) {
                leading.add(filter);
            } else {
                field.ifPresent(unused -> notes.add(unindexed(type, unused.name())));
            }
        }
        List<QueryPlan> plans = new ArrayList<>();
        for (Condition filter : leading) {
            Field field = filtered(filter, type).orElseThrow();
            long found = counter.count(query.counting(filter));
            double cost = found / threshold(field, all);
            plans.add(plan(type, found, List.of(field.name()), LeadingOperation.INDEX, cost, all, notes));
        }
        long found = query.where() == null ? all : counter.count(query.counting(query.where()));
        double scanCost = SCAN_COST + (all == 0 ? 0 : (double) found / all);
        plans.add(plan(type, found, List.of(), LeadingOperation.TABLE_SCAN, scanCost, all, notes));
        plans.sort((a, b) -> Double.compare(a.relativeCost(), b.relativeCost()));
        return plans;
    }

    private static QueryPlan plan(
            SObjectType type,
            long cardinality,
            List<String> fields,
            LeadingOperation operation,
            double cost,
            long all,
            List<QueryPlan.Note> notes) {
        return new QueryPlan(cardinality, fields, operation, notes, cost, all, type.name());
    }

    private static QueryPlan.Note unindexed(SObjectType type, String field) {
        return new QueryPlan.Note(
                "Not considering filter for optimization because unindexed", List.of(field), type.name());
    }

    private static List<Condition> filters(Query query) {
        if (query.where() == null) {
            return List.of();
        }
        return query.where() instanceof And and ? and.operands() : List.of(query.where());
    }

    /** The field of the query's own type that a filter compares. */
    private static Optional<Field> filtered(Condition filter, SObjectType type) {
        Optional<Expression> left = Optional.empty();
        if (filter instanceof Comparison comparison) {
            left = Optional.of(comparison.left());
        } else if (filter instanceof InList in) {
            left = Optional.of(in.left());
        } else if (filter instanceof Includes includes) {
            left = Optional.of(includes.left());
        }
        return left.filter(FieldExpression.class::isInstance)
                .map(FieldExpression.class::cast)
                .filter(field -> field.path().names().size() == 1)
                .flatMap(field -> type.field(field.path().last()));
    }

    private static boolean isSelective(Condition filter) {
        if (filter instanceof Comparison comparison) {
            boolean leadingWildcard = comparison.comparator() == Comparator.LIKE
                    && comparison.right() instanceof TextLiteral text
                    && (text.value().startsWith("%") || text.value().startsWith("_"));
            return comparison.comparator() != Comparator.NOT_EQUAL && !leadingWildcard;
        }
        return filter instanceof InList in && !in.negated();
    }

    private static boolean isIndexed(Field field) {
        return STANDARD_INDEXES.contains(field.name())
                || field.type() == FieldType.REFERENCE
                || field.nameField()
                || field.externalId()
                || field.unique();
    }

    private static double threshold(Field field, long all) {
        double share = field.custom() ? 0.1 : 0.3;
        double worthwhile = Math.min(all, MILLION) * share + Math.max(0, all - MILLION) * share / 2;
        return Math.max(1, worthwhile);
    }
}
