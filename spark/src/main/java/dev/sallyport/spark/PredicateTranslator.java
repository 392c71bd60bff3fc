package dev.sallyport.spark;

import dev.sallyport.salesforce.FieldDescribe;
import dev.sallyport.salesforce.FieldType;
import dev.sallyport.salesforce.SObjectDescribe;
import dev.sallyport.sql.soql.RecordId;
import dev.sallyport.sql.soql.SoqlCondition;
import dev.sallyport.sql.soql.SoqlCondition.Comparison;
import dev.sallyport.sql.soql.SoqlCondition.Operator;
import dev.sallyport.sql.soql.SoqlField;
import dev.sallyport.sql.soql.SoqlValue;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.connector.expressions.Cast;
import org.apache.spark.sql.connector.expressions.Expression;
import org.apache.spark.sql.connector.expressions.GeneralScalarExpression;
import org.apache.spark.sql.connector.expressions.Literal;
import org.apache.spark.sql.connector.expressions.NamedReference;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.Decimal;
import org.apache.spark.sql.types.DecimalType;
import org.apache.spark.unsafe.types.UTF8String;
import org.jspecify.annotations.Nullable;

/**
 * Says Spark's predicates in SOQL. Spark compares texts by their bytes, SOQL without regard to case: of texts only
 * equality, lists and beginnings, ends and parts are said, which SOQL finds more by, and Spark filters those rows again.
 * What is about numbers, dates, truth and ids means the same in both.
 */
final class PredicateTranslator {
    /** SOQL takes no other dates (SOQL and SOSL Reference, "Date Formats and Date Literals"). */
    private static final LocalDate FIRST_DAY = LocalDate.of(1700, 1, 1);

    private static final LocalDate DAY_AFTER_LAST = LocalDate.of(4000, 1, 1);

    private static final int INT_DIGITS = 10;
    private static final int LONG_DIGITS = 19;

    private final SObjectDescribe describe;

    /**
     * A condition for SOQL.
     *
     * @param condition holds for each row for which the predicate does
     * @param exact whether it holds for no others
     */
    record Translated(SoqlCondition condition, boolean exact) {}

    private record Operand(SoqlField field, DataType type) {}

    PredicateTranslator(SObjectDescribe describe) {
        this.describe = describe;
    }

    /** The same in SOQL, or something that holds for more rows; empty if there is neither. */
    Optional<Translated> translate(Expression predicate) {
        if (!(predicate instanceof GeneralScalarExpression call)) {
            return Optional.empty();
        }
        Expression[] operands = call.children();
        return switch (call.name()) {
            case "AND" -> and(translate(operands[0]), translate(operands[1]));
            case "OR" -> or(translate(operands[0]), translate(operands[1]));
            case "NOT" -> negation(operands[0]);
            case "IS_NULL" -> isNull(operands[0], false);
            case "IS_NOT_NULL" -> isNull(operands[0], true);
            case "=", "<=>" -> comparison(operands, Operator.EQUAL);
            case "<>" -> comparison(operands, Operator.NOT_EQUAL);
            case "<" -> comparison(operands, Operator.LESS);
            case "<=" -> comparison(operands, Operator.LESS_OR_EQUAL);
            case ">" -> comparison(operands, Operator.GREATER);
            case ">=" -> comparison(operands, Operator.GREATER_OR_EQUAL);
            case "IN" -> in(operands, false);
            case "STARTS_WITH" -> like(operands, "", "%");
            case "ENDS_WITH" -> like(operands, "%", "");
            case "CONTAINS" -> like(operands, "%", "%");
            default -> Optional.empty(); // Spark has many more, and each version some that others have not.
        };
    }

    private static Optional<Translated> and(Optional<Translated> left, Optional<Translated> right) {
        if (left.isPresent() && right.isPresent()) {
            return Optional.of(new Translated(
                    new SoqlCondition.And(
                            List.of(left.get().condition(), right.get().condition())),
                    left.get().exact() && right.get().exact()));
        }
        // What only one side says holds for more rows than both do.
        return left.or(() -> right).map(one -> new Translated(one.condition(), false));
    }

    private static Optional<Translated> or(Optional<Translated> left, Optional<Translated> right) {
        return left.isEmpty() || right.isEmpty()
                ? Optional.empty()
                : Optional.of(new Translated(
                        new SoqlCondition.Or(
                                List.of(left.get().condition(), right.get().condition())),
                        left.get().exact() && right.get().exact()));
    }

    /** The opposite: SOQL's NOT is another than SQL's where there are nulls, so each operator has its own. */
    private Optional<Translated> negation(Expression predicate) {
        if (!(predicate instanceof GeneralScalarExpression call)) {
            return Optional.empty();
        }
        Expression[] operands = call.children();
        return switch (call.name()) {
            case "NOT" -> translate(operands[0]);
            case "AND" -> or(negation(operands[0]), negation(operands[1]));
            case "OR" -> and(negation(operands[0]), negation(operands[1]));
            case "IS_NULL" -> isNull(operands[0], true);
            case "IS_NOT_NULL" -> isNull(operands[0], false);
            case "=" -> comparison(operands, Operator.NOT_EQUAL);
            case "<>" -> comparison(operands, Operator.EQUAL);
            case "<" -> comparison(operands, Operator.GREATER_OR_EQUAL);
            case "<=" -> comparison(operands, Operator.GREATER);
            case ">" -> comparison(operands, Operator.LESS_OR_EQUAL);
            case ">=" -> comparison(operands, Operator.LESS);
            case "IN" -> in(operands, true);
            default -> Optional.empty(); // As above; and what is not LIKE something is more to Spark than to SOQL.
        };
    }

    private Optional<Translated> isNull(Expression operand, boolean negated) {
        return field(operand).map(found -> new Translated(new SoqlCondition.IsNull(found.field(), negated), true));
    }

    private Optional<Translated> comparison(Expression[] operands, Operator operator) {
        Optional<Operand> left = field(operands[0]);
        return left.isPresent()
                ? comparison(left.get(), operator, operands[1])
                : field(operands[1]).flatMap(right -> comparison(right, operator.flipped(), operands[0]));
    }

    private Optional<Translated> comparison(Operand operand, Operator operator, Expression literal) {
        SoqlField field = operand.field();
        boolean equality = operator == Operator.EQUAL || operator == Operator.NOT_EQUAL;
        boolean said =
                switch (field.type()) {
                    case BOOLEAN, REFERENCE -> equality;
                    case ID, INT, LONG, DATE, DATETIME -> true;
                    case DOUBLE, CURRENCY, PERCENT -> Fields.isExact(field.describe());
                    case STRING, TEXTAREA, PICKLIST, COMBOBOX, EMAIL, PHONE, URL, ENCRYPTEDSTRING ->
                        operator == Operator.EQUAL;
                    case MULTIPICKLIST,
                            BASE64,
                            TIME,
                            ADDRESS,
                            LOCATION,
                            ANYTYPE,
                            COMPLEXVALUE,
                            DATACATEGORYGROUPREFERENCE,
                            UNKNOWN -> false;
                };
        Object value = said ? value(literal, field) : null;
        // SOQL has an order among ids, but not between ids and other texts.
        boolean orderOfIds = field.type() == FieldType.ID && !equality;
        if (value == null || (orderOfIds && !RecordId.isWhole((String) value))) {
            return Optional.empty();
        }
        return Optional.of(
                new Translated(new Comparison(field, operator, new SoqlValue.Constant(value)), !isText(field.type())));
    }

    private Optional<Translated> in(Expression[] operands, boolean negated) {
        Optional<Operand> operand = field(operands[0]);
        if (operand.isEmpty() || operands.length < 2) {
            return Optional.empty();
        }
        SoqlField field = operand.get().field();
        List<SoqlValue> values = new ArrayList<>();
        for (Expression literal : Arrays.asList(operands).subList(1, operands.length)) {
            Optional<Translated> one =
                    comparison(operand.get(), negated ? Operator.NOT_EQUAL : Operator.EQUAL, literal);
            if (one.isPresent()) {
                values.add(((Comparison) one.get().condition()).value());
            } else if (negated || !isNullLiteral(literal)) {
                return Optional.empty();
            }
        }
        return values.isEmpty()
                ? Optional.empty()
                : Optional.of(new Translated(new SoqlCondition.In(field, values, negated), !isText(field.type())));
    }

    private Optional<Translated> like(Expression[] operands, String before, String after) {
        Optional<Operand> operand =
                field(operands[0]).filter(found -> isText(found.field().type()));
        Object text =
                operand.isEmpty() ? null : value(operands[1], operand.get().field());
        if (operand.isEmpty() || text == null) {
            return Optional.empty();
        }
        String pattern = before + text.toString().replaceAll("([\\\\%_])", "\\\\$1") + after;
        return Optional.of(new Translated(new SoqlCondition.Like(operand.get().field(), pattern, '\\', false), false));
    }

    /** Whether SOQL compares values of a type without regard to case. */
    private static boolean isText(FieldType type) {
        return switch (type) {
            case STRING, TEXTAREA, PICKLIST, COMBOBOX, EMAIL, PHONE, URL, ENCRYPTEDSTRING -> true;
            case ID,
                    REFERENCE,
                    MULTIPICKLIST,
                    BASE64,
                    BOOLEAN,
                    INT,
                    LONG,
                    DOUBLE,
                    CURRENCY,
                    PERCENT,
                    DATE,
                    DATETIME,
                    TIME,
                    ADDRESS,
                    LOCATION,
                    ANYTYPE,
                    COMPLEXVALUE,
                    DATACATEGORYGROUPREFERENCE,
                    UNKNOWN -> false;
        };
    }

    /** The filterable field that an expression names, through casts that change no value. */
    private Optional<Operand> field(Expression expression) {
        if (expression instanceof NamedReference reference && reference.fieldNames().length == 1) {
            return describe.field(reference.fieldNames()[0])
                    .filter(FieldDescribe::filterable)
                    .map(field -> new Operand(SoqlField.of(field), Fields.type(field)));
        }
        return expression instanceof Cast cast
                ? field(cast.expression()).filter(operand -> keepsValues(operand.type(), cast.dataType()))
                : Optional.empty();
    }

    private static boolean keepsValues(DataType from, DataType to) {
        if (to.equals(DataTypes.LongType)) {
            return from.equals(DataTypes.IntegerType);
        }
        if (!(to instanceof DecimalType decimal)) {
            return false;
        }
        int digits = decimal.precision() - decimal.scale();
        if (from instanceof DecimalType narrow) {
            return digits >= narrow.precision() - narrow.scale() && decimal.scale() >= narrow.scale();
        }
        return (from.equals(DataTypes.IntegerType) && digits >= INT_DIGITS)
                || (from.equals(DataTypes.LongType) && digits >= LONG_DIGITS);
    }

    private static boolean isNullLiteral(Expression expression) {
        return expression instanceof Literal<?> literal && literal.value() == null;
    }

    /** A literal as a field is compared with it; null if it is none, or SOQL has no words for it. */
    private static @Nullable Object value(Expression expression, SoqlField field) {
        if (!(expression instanceof Literal<?> literal) || literal.value() == null) {
            return null;
        }
        Object held = literal.value();
        DataType type = literal.dataType();
        return switch (field.type()) {
            case BOOLEAN -> held instanceof Boolean ? held : null;
            case INT, LONG, DOUBLE, CURRENCY, PERCENT -> number(held, type);
            case DATE -> type.equals(DataTypes.DateType) ? day(((Number) held).longValue()) : null;
            case DATETIME -> type.equals(DataTypes.TimestampType) ? moment(((Number) held).longValue()) : null;
            case ID, REFERENCE, STRING, TEXTAREA, PICKLIST, COMBOBOX, EMAIL, PHONE, URL, ENCRYPTEDSTRING ->
                held instanceof UTF8String ? held.toString() : null;
            case MULTIPICKLIST,
                    BASE64,
                    TIME,
                    ADDRESS,
                    LOCATION,
                    ANYTYPE,
                    COMPLEXVALUE,
                    DATACATEGORYGROUPREFERENCE,
                    UNKNOWN -> null;
        };
    }

    private static @Nullable Object number(Object held, DataType type) {
        if (held instanceof Decimal decimal) {
            return decimal.toJavaBigDecimal();
        }
        boolean whole = type.equals(DataTypes.IntegerType) || type.equals(DataTypes.LongType);
        return whole ? BigDecimal.valueOf(((Number) held).longValue()) : null;
    }

    private static @Nullable Object day(long days) {
        LocalDate day = LocalDate.ofEpochDay(days);
        return isSaid(day) ? day : null;
    }

    /** Salesforce keeps milliseconds at the most. */
    private static @Nullable Object moment(long micros) {
        if (micros % 1_000 != 0) {
            return null;
        }
        Instant moment = Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
        return isSaid(LocalDate.ofInstant(moment, ZoneOffset.UTC)) ? moment : null;
    }

    private static boolean isSaid(LocalDate day) {
        return !day.isBefore(FIRST_DAY) && day.isBefore(DAY_AFTER_LAST);
    }
}
