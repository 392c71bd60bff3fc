package dev.sallyport.sql.soql;

import dev.sallyport.salesforce.FieldType;
import dev.sallyport.sql.soql.SoqlAggregateQuery.Subtotals;
import dev.sallyport.sql.soql.SoqlCondition.And;
import dev.sallyport.sql.soql.SoqlCondition.Comparison;
import dev.sallyport.sql.soql.SoqlCondition.In;
import dev.sallyport.sql.soql.SoqlCondition.InQuery;
import dev.sallyport.sql.soql.SoqlCondition.IsNull;
import dev.sallyport.sql.soql.SoqlCondition.Like;
import dev.sallyport.sql.soql.SoqlCondition.OfType;
import dev.sallyport.sql.soql.SoqlCondition.Operator;
import dev.sallyport.sql.soql.SoqlCondition.Or;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Writes a query so that SOQL answers what SQL asked. Five differences are bridged here and nowhere else:
 *
 * <ul>
 *   <li>SOQL's {@code !=} and {@code NOT IN} are true for null; SQL's are not.
 *   <li>Salesforce stores no empty text, and its {@code = ''} means {@code = null}; in SQL {@code ''} equals nothing that
 *       is stored, and is less than everything.
 *   <li>A whole-number field cannot be compared with a fraction; the nearest whole number says the same.
 *   <li>An id or reference cannot be compared with a text that is no id; nothing that is stored equals it.
 *   <li>To a boolean field null and false are one; in SQL no record's is null.
 * </ul>
 */
final class SoqlWriter {
    /** What a piece of a WHERE is made of; SOQL wants brackets wherever AND and OR meet. */
    enum Shape {
        SINGLE,
        AND,
        OR
    }

    /** A piece of a WHERE. */
    record Clause(String soql, Shape shape) {
        static Clause single(String soql) {
            return new Clause(soql, Shape.SINGLE);
        }

        static Clause joined(Shape shape, List<Clause> clauses) {
            if (clauses.size() == 1) {
                return clauses.get(0);
            }
            return new Clause(
                    clauses.stream()
                            .map(clause -> clause.bracketedWithin(shape))
                            .collect(Collectors.joining(" " + shape + " ")),
                    shape);
        }

        private String bracketedWithin(Shape outer) {
            return shape == Shape.SINGLE || shape == outer ? soql : "(" + soql + ")";
        }
    }

    /** A condition that holds for no record: SOQL has no FALSE, but every record has an Id. */
    private static final Clause NEVER = Clause.single("Id = null");

    private static final Clause ALWAYS = Clause.single("Id != null");

    /** A condition that holds for no group. */
    private static final String NO_GROUP = "COUNT(Id) < 0";

    private final SoqlValue.Parameters parameters;

    SoqlWriter(SoqlValue.Parameters parameters) {
        this.parameters = parameters;
    }

    String write(SoqlQuery query) {
        return write(query, fields(query), List.of());
    }

    String writePart(SoqlQuery query, String part) {
        return write(query, fields(query), List.of(Clause.single(part)));
    }

    String write(SoqlNestedQuery query) {
        SoqlQuery children = query.children().from(query.relationship());
        return write(query.parents(), fields(query.parents()) + ", (" + write(children) + ")", List.of());
    }

    private static String fields(SoqlQuery query) {
        return query.fields().stream().map(SoqlField::soql).collect(Collectors.joining(", "));
    }

    private String write(SoqlQuery query, String selected, List<Clause> more) {
        StringBuilder soql = new StringBuilder("SELECT ").append(selected).append(from(query, more));
        if (!query.orderBy().isEmpty()) {
            soql.append(" ORDER BY ")
                    .append(query.orderBy().stream().map(SoqlOrder::soql).collect(Collectors.joining(", ")));
        }
        if (query.limit() != null) {
            soql.append(" LIMIT ").append(query.limit());
        }
        if (query.offset() > 0) {
            soql.append(" OFFSET ").append(query.offset());
        }
        return soql.toString();
    }

    String write(SoqlAggregateQuery query) {
        StringBuilder soql = new StringBuilder("SELECT ");
        soql.append(query.columns().stream().map(SoqlAggregateColumn::soql).collect(Collectors.joining(", ")));
        soql.append(from(query.records(), List.of()));
        if (!query.keys().isEmpty()) {
            String keys = String.join(", ", query.keys());
            soql.append(" GROUP BY ")
                    .append(query.subtotals() == Subtotals.NONE ? keys : query.subtotals() + "(" + keys + ")");
        }
        if (!query.having().isEmpty()) {
            soql.append(" HAVING ")
                    .append(query.having().stream().map(this::having).collect(Collectors.joining(" AND ")));
        }
        if (!query.orderBy().isEmpty()) {
            soql.append(" ORDER BY ")
                    .append(query.orderBy().stream()
                            .map(SoqlAggregateQuery.Order::soql)
                            .collect(Collectors.joining(", ")));
        }
        if (query.limit() != null) {
            soql.append(" LIMIT ").append(query.limit());
        }
        return soql.toString();
    }

    private String having(SoqlAggregateQuery.Having having) {
        Object value = resolve(having.value(), having.column().type());
        return value == null
                ? NO_GROUP
                : having.column().expression() + " " + having.operator().soql() + " " + SoqlLiteral.of(value);
    }

    private String from(SoqlQuery query, List<Clause> more) {
        List<Clause> where = new ArrayList<>(clauses(query.where()));
        where.addAll(more);
        String from = " FROM " + query.sObject();
        return where.isEmpty()
                ? from
                : from + " WHERE " + Clause.joined(Shape.AND, where).soql();
    }

    Clause and(And and) {
        return Clause.joined(Shape.AND, clauses(and.operands()));
    }

    Clause or(Or or) {
        return Clause.joined(Shape.OR, clauses(or.operands()));
    }

    Clause isNull(IsNull isNull) {
        if (isNull.field().type() == FieldType.BOOLEAN) {
            return isNull.negated() ? ALWAYS : NEVER;
        }
        return isNull.negated()
                ? notNull(isNull.field())
                : Clause.single(isNull.field().soql() + " = null");
    }

    Clause ofType(OfType ofType) {
        String type = String.join(".", ofType.reference().target()) + ".Type";
        return Clause.single(type + " = " + SoqlLiteral.quote(ofType.sObject()));
    }

    Clause like(Like like) {
        if (like.pattern().isEmpty()) {
            return like.negated() ? notNull(like.field()) : NEVER;
        }
        String match = like.field().soql() + " LIKE " + SoqlLiteral.quotePattern(like.pattern(), like.escape());
        return like.negated() ? andNotNull("(NOT " + match + ")", like.field()) : Clause.single(match);
    }

    Clause in(In in) {
        if (in.field().type() == FieldType.BOOLEAN) {
            return inBooleans(in);
        }
        List<Object> values = new ArrayList<>();
        for (SoqlValue value : in.values()) {
            Object resolved = resolve(value, in.field().type());
            if (resolved == null && in.negated()) {
                return NEVER;
            }
            if (resolved != null && !isUnstorable(resolved, in.field())) {
                values.add(resolved);
            }
        }
        if (values.isEmpty()) {
            return in.negated() ? notNull(in.field()) : NEVER;
        }
        String list = values.stream().map(SoqlLiteral::of).collect(Collectors.joining(", ", " (", ")"));
        return in.negated()
                ? andNotNull(in.field().soql() + " NOT IN" + list, in.field())
                : Clause.single(in.field().soql() + " IN" + list);
    }

    private Clause inBooleans(In in) {
        Operator operator = in.negated() ? Operator.NOT_EQUAL : Operator.EQUAL;
        return Clause.joined(
                in.negated() ? Shape.AND : Shape.OR,
                in.values().stream()
                        .map(value -> comparison(new Comparison(in.field(), operator, value)))
                        .toList());
    }

    Clause inQuery(InQuery in) {
        return Clause.single(in.field().soql() + (in.negated() ? " NOT IN (" : " IN (") + write(in.query()) + ")");
    }

    Clause comparison(Comparison comparison) {
        SoqlField field = comparison.field();
        Object value = resolve(comparison.value(), field.type());
        if (value == null) {
            return NEVER;
        }
        if (isUnstorable(value, field)) {
            return comparisonWithUnstorable(comparison, value);
        }
        if (value instanceof Boolean flag && comparison.operator() == Operator.NOT_EQUAL) {
            return comparison(new Comparison(field, Operator.EQUAL, new SoqlValue.Constant(!flag)));
        }
        String text = field.soql() + " " + comparison.operator().soql() + " " + SoqlLiteral.of(value);
        return comparison.operator() == Operator.NOT_EQUAL ? andNotNull(text, field) : Clause.single(text);
    }

    /** A value that no record can hold still has a place in the order of those that they can. */
    private static Clause comparisonWithUnstorable(Comparison comparison, Object value) {
        SoqlField field = comparison.field();
        boolean ordered = comparison.operator() != Operator.EQUAL && comparison.operator() != Operator.NOT_EQUAL;
        if (ordered && value instanceof String text && !text.isEmpty()) {
            throw new IllegalArgumentException("Salesforce orders " + field.soql()
                    + " among ids of 18 characters, and '" + text + "' is none. Give an id as Salesforce answers it.");
        }
        return switch (comparison.operator()) {
            case EQUAL -> NEVER;
            case NOT_EQUAL -> notNull(field);
            case LESS, LESS_OR_EQUAL ->
                value instanceof BigDecimal fraction
                        ? Clause.single(field.soql() + " <= " + whole(fraction, RoundingMode.FLOOR))
                        : NEVER;
            case GREATER, GREATER_OR_EQUAL ->
                value instanceof BigDecimal fraction
                        ? Clause.single(field.soql() + " >= " + whole(fraction, RoundingMode.CEILING))
                        : notNull(field);
        };
    }

    private static String whole(BigDecimal fraction, RoundingMode mode) {
        return fraction.setScale(0, mode).toPlainString();
    }

    /** Empty text is stored as null; a whole-number field holds no fraction, an id or reference nothing but ids. */
    private static boolean isUnstorable(Object value, SoqlField field) {
        FieldType type = field.describe().type();
        if (value instanceof String text && (type == FieldType.ID || type == FieldType.REFERENCE)) {
            return !RecordId.isWhole(text);
        }
        if (value instanceof BigDecimal number) {
            boolean wholeNumbers = type == FieldType.INT || type == FieldType.LONG;
            return wholeNumbers && number.stripTrailingZeros().scale() > 0;
        }
        return value.equals("");
    }

    private @Nullable Object resolve(SoqlValue value, FieldType compared) {
        return value instanceof SoqlValue.Constant constant ? constant.value() : parameters.value(value, compared);
    }

    private List<Clause> clauses(List<SoqlCondition> conditions) {
        return conditions.stream().map(condition -> condition.writtenBy(this)).toList();
    }

    private static Clause notNull(SoqlField field) {
        return Clause.single(field.soql() + " != null");
    }

    private static Clause andNotNull(String condition, SoqlField field) {
        return Clause.joined(Shape.AND, List.of(Clause.single(condition), notNull(field)));
    }
}
