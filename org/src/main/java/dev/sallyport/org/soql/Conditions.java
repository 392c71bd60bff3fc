package dev.sallyport.org.soql;

import dev.sallyport.org.data.Field;
import dev.sallyport.org.data.FieldType;
import dev.sallyport.org.soql.Query.And;
import dev.sallyport.org.soql.Query.Call;
import dev.sallyport.org.soql.Query.Comparator;
import dev.sallyport.org.soql.Query.Comparison;
import dev.sallyport.org.soql.Query.Condition;
import dev.sallyport.org.soql.Query.DateRangeLiteral;
import dev.sallyport.org.soql.Query.Expression;
import dev.sallyport.org.soql.Query.InList;
import dev.sallyport.org.soql.Query.InQuery;
import dev.sallyport.org.soql.Query.Includes;
import dev.sallyport.org.soql.Query.Literal;
import dev.sallyport.org.soql.Query.Not;
import dev.sallyport.org.soql.Query.Or;
import dev.sallyport.org.soql.Query.TextLiteral;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;

/**
 * WHERE and HAVING as SQL. SOQL has two truth values where SQL has three: a comparison with an empty field is false, so
 * {@code !=} and NOT IN hold for it, and NOT makes it true.
 */
final class Conditions {
    private static final Set<String> UNCOMPARABLE = Set.of("FORMAT", "CONVERTCURRENCY", "GROUPING");

    private final Expressions expressions;
    private final Values values;
    private final Refusals refusals;
    private final OrgCalendar calendar;
    private final BiFunction<InQuery, Operand, Sql> semiJoins;
    private final UnaryOperator<Operand> operands;

    /**
     * @param semiJoins compiles the queries behind IN, with what stands before it
     * @param operands says what an operand is where the condition stands, or refuses it
     */
    Conditions(
            Expressions expressions,
            Refusals refusals,
            OrgCalendar calendar,
            BiFunction<InQuery, Operand, Sql> semiJoins,
            UnaryOperator<Operand> operands) {
        this.expressions = expressions;
        this.values = new Values(refusals);
        this.refusals = refusals;
        this.calendar = calendar;
        this.semiJoins = semiJoins;
        this.operands = operands;
    }

    /** The same for another place. */
    Conditions with(UnaryOperator<Operand> otherOperands) {
        return new Conditions(expressions, refusals, calendar, semiJoins, otherOperands);
    }

    /**
     * A condition as SQL.
     *
     * @throws SoqlException if a name is unknown or a value does not fit
     */
    Sql sql(Condition condition) {
        if (condition instanceof And and) {
            return Sql.joined(" AND ", all(and.operands())).within("(", ")");
        }
        if (condition instanceof Or or) {
            return Sql.joined(" OR ", all(or.operands())).within("(", ")");
        }
        if (condition instanceof Not not) {
            return sql(not.operand()).within("NOT ((", ") IS TRUE)");
        }
        if (condition instanceof Comparison comparison) {
            return comparison(comparison);
        }
        if (condition instanceof InList in) {
            return inList(in);
        }
        if (condition instanceof Includes includes) {
            return includes(includes);
        }
        return inQuery((InQuery) condition);
    }

    private List<Sql> all(List<Condition> conditions) {
        return conditions.stream().map(this::sql).toList();
    }

    private Sql comparison(Comparison comparison) {
        Operand left = operand(comparison.left());
        Comparator comparator = comparison.comparator();
        checkOperator(left, comparator);
        if (comparator == Comparator.LIKE) {
            return like(left, comparison.right());
        }
        if (comparison.right() instanceof DateRangeLiteral range) {
            return inRange(left, comparator, range);
        }
        Optional<Object> value = values.of(comparison.right(), left.type(), left.name());
        if (left.type() == FieldType.BOOLEAN) {
            return truth(left, isTrue(value) == (comparator == Comparator.EQUAL));
        }
        if (value.isEmpty()) {
            return comparedWithNull(left, comparator);
        }
        boolean equality = comparator == Comparator.EQUAL || comparator == Comparator.NOT_EQUAL;
        if (!equality && left.type().isText()) {
            return OrderKeys.ordered(left).then(Sql.of(" " + comparator.sql() + " UPPER(?)", value.get()));
        }
        Sql compared = left.sql().then(Sql.of(" " + comparator.sql() + " ?", value.get()));
        return comparator == Comparator.NOT_EQUAL ? orNull(compared, left) : compared;
    }

    /**
     * Null and false are one to a boolean field, and a parent that is not there makes it false (SOQL and SOSL Reference, "Use
     * null in WHERE" and "null Values in Lookup Relationships and Outer Joins").
     */
    private static Sql truth(Operand left, boolean wanted) {
        return left.sql().then(wanted ? " IS TRUE" : " IS NOT TRUE");
    }

    private static boolean isTrue(Optional<Object> value) {
        return value.isPresent() && (Boolean) value.get();
    }

    private static Sql comparedWithNull(Operand left, Comparator comparator) {
        return switch (comparator) {
            case EQUAL -> left.sql().then(" IS NULL");
            case NOT_EQUAL -> left.sql().then(" IS NOT NULL");
            case LESS, LESS_OR_EQUAL, GREATER, GREATER_OR_EQUAL, LIKE -> Sql.of("FALSE");
        };
    }

    private Sql like(Operand left, Literal pattern) {
        if (!(pattern instanceof TextLiteral text)) {
            throw refusals.wrongValue(left.name(), "string", true, pattern.start());
        }
        return left.sql().then(Sql.of(" LIKE ? ESCAPE '\\'", text.pattern()));
    }

    private Sql inRange(Operand left, Comparator comparator, DateRangeLiteral literal) {
        if (left.type() != FieldType.DATE && left.type() != FieldType.DATETIME) {
            values.of(literal, left.type(), left.name());
        }
        DateRange.Days days = literal.range().in(calendar, literal.count());
        Object start = bound(days.start(), left.type());
        Object end = bound(days.end(), left.type());
        Sql column = left.sql();
        return switch (comparator) {
            case EQUAL -> between(column, start, end);
            case NOT_EQUAL -> orNull(between(column, start, end).within("NOT ", ""), left);
            case LESS -> column.then(Sql.of(" < ?", start));
            case LESS_OR_EQUAL -> column.then(Sql.of(" < ?", end));
            case GREATER -> column.then(Sql.of(" >= ?", end));
            case GREATER_OR_EQUAL -> column.then(Sql.of(" >= ?", start));
            case LIKE -> throw refusals.invalidOperator(left.type().apiName(), left.start());
        };
    }

    private static Sql between(Sql column, Object start, Object end) {
        return column.then(Sql.of(" >= ? AND ", start))
                .then(column)
                .then(Sql.of(" < ?", end))
                .within("(", ")");
    }

    private Object bound(LocalDate day, FieldType type) {
        return type == FieldType.DATE
                ? day
                : day.atStartOfDay(calendar.zone()).toInstant().atOffset(ZoneOffset.UTC);
    }

    private Sql inList(InList in) {
        Operand left = operand(in.left());
        List<Sql> matches = new ArrayList<>();
        List<Object> listed = new ArrayList<>();
        for (Literal literal : in.values()) {
            if (literal instanceof DateRangeLiteral range) {
                matches.add(inRange(left, Comparator.EQUAL, range));
            } else if (left.type() == FieldType.BOOLEAN) {
                matches.add(truth(left, isTrue(values.of(literal, left.type(), left.name()))));
            } else {
                values.of(literal, left.type(), left.name())
                        .ifPresentOrElse(
                                listed::add, () -> matches.add(left.sql().then(" IS NULL")));
            }
        }
        if (!listed.isEmpty()) {
            String marks = String.join(", ", Collections.nCopies(listed.size(), "?"));
            matches.add(left.sql().then(new Sql(" IN (" + marks + ")", listed)));
        }
        Sql any = Sql.joined(" OR ", matches).within("(", ")");
        return in.negated() ? any.within("NOT (", " IS TRUE)") : any;
    }

    private Sql inQuery(InQuery in) {
        Operand left = operand(in.left());
        if (!left.type().isId()) {
            throw refusals.malformed(
                    left.start(),
                    "The left operand field in the where expression for outer query should be an id field, cannot use: '"
                            + left.name() + "'");
        }
        Sql matched = left.sql().then(" IN (").then(semiJoins.apply(in, left)).then(")");
        return in.negated() ? matched.within("NOT ((", ") IS TRUE)") : matched;
    }

    /** Each value is a set of choices that must all be there; any of the sets will do. */
    private Sql includes(Includes includes) {
        Operand left = operand(includes.left());
        if (left.type() != FieldType.MULTIPICKLIST) {
            throw refusals.invalidOperator(left.type().apiName(), left.start());
        }
        List<Sql> sets = new ArrayList<>();
        for (Literal literal : includes.values()) {
            Optional<Object> value = values.of(literal, FieldType.STRING, left.name());
            sets.add(value.map(text -> containsAll(left.sql(), (String) text))
                    .orElseGet(() -> left.sql().then(" IS NULL")));
        }
        Sql any = Sql.joined(" OR ", sets).within("(", ")");
        return includes.negated() ? any.within("NOT (", " IS TRUE)") : any;
    }

    private static Sql containsAll(Sql column, String choices) {
        List<Sql> each = Arrays.stream(choices.split(";", -1))
                .map(choice -> Sql.of("LOCATE(?, ", (";" + choice + ";").toLowerCase(Locale.ROOT))
                        .then("';' || LOWER(")
                        .then(column)
                        .then(") || ';') > 0"))
                .toList();
        return Sql.joined(" AND ", each).within("(", ")");
    }

    private Operand operand(Expression expression) {
        if (expression instanceof Call call && UNCOMPARABLE.contains(call.function())) {
            throw refusals.malformed(call.start(), call.function() + " is not allowed in a filter");
        }
        Operand operand = operands.apply(expressions.compared(expression));
        Field field = operand.field();
        if (field != null && (!field.filterable() || field.type().isCompound())) {
            throw refusals.cannotBe("filtered", field.name(), operand.start());
        }
        return operand;
    }

    private void checkOperator(Operand left, Comparator comparator) {
        boolean allowed =
                switch (comparator) {
                    case EQUAL, NOT_EQUAL -> true;
                    case LIKE -> left.type().isText() && left.type() != FieldType.MULTIPICKLIST;
                    case LESS, LESS_OR_EQUAL, GREATER, GREATER_OR_EQUAL ->
                        left.type() != FieldType.BOOLEAN && left.type() != FieldType.MULTIPICKLIST;
                };
        if (!allowed) {
            throw refusals.invalidOperator(left.type().apiName(), left.start());
        }
    }

    private static Sql orNull(Sql compared, Operand left) {
        return compared.then(" OR ").then(left.sql()).then(" IS NULL").within("(", ")");
    }
}
