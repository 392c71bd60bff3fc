package dev.sallyport.sql.plan;

import dev.sallyport.salesforce.FieldDescribe;
import dev.sallyport.salesforce.FieldType;
import dev.sallyport.sql.read.RowEstimate;
import dev.sallyport.sql.soql.SoqlAggregateQuery;
import dev.sallyport.sql.soql.SoqlCondition;
import dev.sallyport.sql.soql.SoqlField;
import dev.sallyport.sql.soql.SoqlNestedQuery;
import dev.sallyport.sql.soql.SoqlQuery;
import dev.sallyport.sql.soql.SoqlStatement;
import java.util.List;
import java.util.OptionalLong;

/**
 * How many records meet conditions, as far as can be told without looking: whole tables are told from lists of a status, and
 * those from single records. No more is needed to choose between two ways of reading.
 */
final class Selectivity {
    /** How many records a table has of which nobody knows. */
    private static final double UNKNOWN = 100_000;

    private static final double EQUAL = 0.1;
    private static final double RANGE = 0.3;
    private static final double LIKE = 0.1;
    private static final double NULL = 0.1;
    private static final double OF_ANOTHER_TABLE = 0.5;
    private static final double GROUPS = 0.1;

    private final double records;

    private Selectivity(double records) {
        this.records = records;
    }

    /**
     * How many rows a query is likely to answer.
     *
     * @param records how many records its sObject has, if that is known
     */
    static RowEstimate estimate(SoqlStatement statement, OptionalLong records) {
        double all = records.isPresent() ? Math.max(1, records.getAsLong()) : UNKNOWN;
        Selectivity selectivity = new Selectivity(all);
        return new RowEstimate(selectivity.rows(statement), records);
    }

    private double rows(SoqlStatement statement) {
        if (statement instanceof SoqlNestedQuery nested) {
            return rows(nested.parents()); // How many children they have, nobody knows.
        }
        return statement instanceof SoqlQuery query ? rows(query) : groups((SoqlAggregateQuery) statement);
    }

    private double rows(SoqlQuery query) {
        double met = Math.max(1, records * ofAll(query.where()));
        Long limit = query.limit();
        return limit == null ? met : Math.min(met, limit);
    }

    private double groups(SoqlAggregateQuery query) {
        if (query.keys().isEmpty()) {
            return 1;
        }
        double groups = Math.min(SoqlExecution.MAX_GROUPS, Math.max(1, rows(query.records()) * GROUPS));
        Long limit = query.limit();
        return limit == null ? groups : Math.min(groups, limit);
    }

    private double ofAll(List<SoqlCondition> conditions) {
        return conditions.stream().mapToDouble(this::of).reduce(1, (a, b) -> a * b);
    }

    private double of(SoqlCondition condition) {
        if (condition instanceof SoqlCondition.Comparison comparison) {
            double equal = equal(comparison.field());
            return switch (comparison.operator()) {
                case EQUAL -> equal;
                case NOT_EQUAL -> 1 - equal;
                case LESS, LESS_OR_EQUAL, GREATER, GREATER_OR_EQUAL -> RANGE;
            };
        }
        if (condition instanceof SoqlCondition.In in) {
            double any = Math.min(1, equal(in.field()) * in.values().size());
            return in.negated() ? 1 - any : any;
        }
        if (condition instanceof SoqlCondition.Like like) {
            return like.negated() ? 1 - LIKE : LIKE;
        }
        if (condition instanceof SoqlCondition.IsNull isNull) {
            return isNull.negated() ? 1 - NULL : NULL;
        }
        if (condition instanceof SoqlCondition.And and) {
            return ofAll(and.operands());
        }
        if (condition instanceof SoqlCondition.Or or) {
            return 1 - or.operands().stream().mapToDouble(part -> 1 - of(part)).reduce(1, (a, b) -> a * b);
        }
        return OF_ANOTHER_TABLE; // An InQuery; nobody knows how many of its ids there are.
    }

    private double equal(SoqlField field) {
        FieldDescribe describe = field.describe();
        if (field.isOwn() && (field.type() == FieldType.ID || describe.unique())) {
            return 1 / records;
        }
        if (field.type() == FieldType.BOOLEAN) {
            return 0.5;
        }
        boolean listed =
                field.type() == FieldType.PICKLIST && !describe.picklistValues().isEmpty();
        return listed ? 1.0 / (describe.picklistValues().size() + 1) : EQUAL;
    }
}
