package dev.sallyport.spark;

import dev.sallyport.salesforce.FieldDescribe;
import dev.sallyport.salesforce.FieldType;
import dev.sallyport.salesforce.SObjectDescribe;
import dev.sallyport.sql.soql.SoqlAggregateColumn;
import dev.sallyport.sql.soql.SoqlAggregateColumn.Function;
import dev.sallyport.sql.soql.SoqlAggregateQuery;
import dev.sallyport.sql.soql.SoqlQuery;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.connector.expressions.Expression;
import org.apache.spark.sql.connector.expressions.NamedReference;
import org.apache.spark.sql.connector.expressions.aggregate.AggregateFunc;
import org.apache.spark.sql.connector.expressions.aggregate.Aggregation;
import org.apache.spark.sql.connector.expressions.aggregate.Count;
import org.apache.spark.sql.connector.expressions.aggregate.CountStar;
import org.apache.spark.sql.connector.expressions.aggregate.Max;
import org.apache.spark.sql.connector.expressions.aggregate.Min;
import org.apache.spark.sql.connector.expressions.aggregate.Sum;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.DecimalType;
import org.apache.spark.sql.types.StructType;

/**
 * Says an aggregation in SOQL if SOQL answers exactly the same: counts, sums, the least and the greatest of numbers, dates
 * and moments, of all rows or grouped by checkboxes. Other keys stay with Spark: SOQL makes one group of texts that differ
 * by case, and answers 2,000 groups and no more, which nobody can know beforehand of other types.
 */
final class AggregateTranslator {
    private static final int MOST_DIGITS = 38;

    /** How many digits Spark gives a sum beyond its operand's. */
    private static final int DIGITS_OF_SUMS = 10;

    private final SObjectDescribe describe;
    private final List<SoqlAggregateColumn> columns = new ArrayList<>();
    private StructType schema = new StructType();

    /** An aggregation in SOQL, and the columns that Spark expects of it: the keys, then what is computed. */
    record Translated(SoqlAggregateQuery query, StructType schema) {}

    AggregateTranslator(SObjectDescribe describe) {
        this.describe = describe;
    }

    /**
     * The same in SOQL; empty if it cannot be said.
     *
     * @param records of which rows
     */
    Optional<Translated> translate(Aggregation aggregation, SoqlQuery records) {
        List<String> keys = new ArrayList<>();
        for (Expression key : aggregation.groupByExpressions()) {
            Optional<FieldDescribe> field =
                    field(key).filter(found -> found.type() == FieldType.BOOLEAN && found.groupable());
            if (field.isEmpty()) {
                return Optional.empty();
            }
            keys.add(field.get().name());
            add(Function.GROUP, field.get().name(), FieldType.BOOLEAN, DataTypes.BooleanType);
        }
        for (AggregateFunc function : aggregation.aggregateExpressions()) {
            if (!add(function)) {
                return Optional.empty();
            }
        }
        SoqlAggregateQuery query = new SoqlAggregateQuery(
                records, columns, SoqlAggregateQuery.Subtotals.NONE, keys, List.of(), List.of(), null);
        return Optional.of(new Translated(query, schema));
    }

    private boolean add(AggregateFunc function) {
        if (function instanceof CountStar) {
            return add(Function.COUNT, "Id", FieldType.LONG, DataTypes.LongType);
        }
        if (function instanceof Count count && !count.isDistinct()) {
            Optional<FieldDescribe> field = field(count.column()).filter(FieldDescribe::aggregatable);
            return field.isPresent() && add(Function.COUNT, field.get().name(), FieldType.LONG, DataTypes.LongType);
        }
        if (function instanceof Sum sum && !sum.isDistinct()) {
            Optional<FieldDescribe> field = computable(sum.column()).filter(found -> isNumber(found.type()));
            return field.isPresent() && addSum(field.get());
        }
        if (function instanceof Min least) {
            return addExtreme(Function.MIN, least.column());
        }
        return function instanceof Max greatest && addExtreme(Function.MAX, greatest.column());
    }

    private boolean addSum(FieldDescribe field) {
        if (Fields.type(field) instanceof DecimalType operand) {
            DataType sum = DataTypes.createDecimalType(
                    Math.min(operand.precision() + DIGITS_OF_SUMS, MOST_DIGITS), operand.scale());
            return add(Function.SUM, field.name(), FieldType.DOUBLE, sum);
        }
        return add(Function.SUM, field.name(), FieldType.LONG, DataTypes.LongType);
    }

    private boolean addExtreme(Function function, Expression column) {
        Optional<FieldDescribe> field = computable(column)
                .filter(found ->
                        isNumber(found.type()) || found.type() == FieldType.DATE || found.type() == FieldType.DATETIME);
        return field.isPresent()
                && add(function, field.get().name(), field.get().type(), Fields.type(field.get()));
    }

    private boolean add(Function function, String operand, FieldType readAs, DataType type) {
        String alias = "c" + columns.size();
        columns.add(new SoqlAggregateColumn(function, operand, alias, readAs));
        schema = schema.add(alias, type, true);
        return true;
    }

    /** The field of a column that SOQL computes with as Spark does: amounts of several currencies it converts first. */
    private Optional<FieldDescribe> computable(Expression column) {
        return field(column)
                .filter(FieldDescribe::aggregatable)
                .filter(Fields::isExact)
                .filter(field -> field.type() != FieldType.CURRENCY || !Fields.hasCurrencies(describe));
    }

    private Optional<FieldDescribe> field(Expression expression) {
        return expression instanceof NamedReference reference && reference.fieldNames().length == 1
                ? describe.field(reference.fieldNames()[0])
                : Optional.empty();
    }

    private static boolean isNumber(FieldType type) {
        return type == FieldType.INT
                || type == FieldType.LONG
                || type == FieldType.DOUBLE
                || type == FieldType.CURRENCY
                || type == FieldType.PERCENT;
    }
}
