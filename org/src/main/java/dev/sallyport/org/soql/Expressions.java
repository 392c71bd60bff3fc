package dev.sallyport.org.soql;

import dev.sallyport.org.data.Field;
import dev.sallyport.org.data.FieldType;
import dev.sallyport.org.data.PicklistValue;
import dev.sallyport.org.soql.Query.Argument;
import dev.sallyport.org.soql.Query.Call;
import dev.sallyport.org.soql.Query.Expression;
import dev.sallyport.org.soql.Query.ExpressionArgument;
import dev.sallyport.org.soql.Query.FieldExpression;
import dev.sallyport.org.soql.Query.LiteralArgument;
import dev.sallyport.org.soql.Query.NumberLiteral;
import dev.sallyport.org.soql.Query.TextLiteral;
import java.math.BigDecimal;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** Fields and functions as SQL (SOQL and SOSL Reference, "Aggregate Functions", "Date Functions", "Location-Based"). */
final class Expressions {
    private static final Set<String> PASSING = Set.of("TOLABEL", "FORMAT", "CONVERTCURRENCY");
    private static final double EARTH_RADIUS_KILOMETRES = 6_371.0;
    private static final double EARTH_RADIUS_MILES = 3_958.8;

    private final Scope scope;
    private final Refusals refusals;
    private final OrgCalendar calendar;

    Expressions(Scope scope, Refusals refusals, OrgCalendar calendar) {
        this.scope = scope;
        this.refusals = refusals;
        this.calendar = calendar;
    }

    /**
     * An expression as SQL.
     *
     * @throws SoqlException if a name is unknown, or a function is applied to what it does not take
     */
    Operand operand(Expression expression) {
        if (expression instanceof FieldExpression field) {
            Scope.Resolved resolved = scope.resolve(field.path());
            return new Operand(
                    resolved.sql(),
                    resolved.field().type(),
                    resolved.field(),
                    resolved.field().name(),
                    false,
                    field.start());
        }
        Call call = (Call) expression;
        if (PASSING.contains(call.function())) {
            return operand(onlyExpression(call));
        }
        Optional<AggregateFunction> aggregate = AggregateFunction.named(call.function());
        if (aggregate.isPresent()) {
            return aggregate(aggregate.get(), call);
        }
        if (call.function().equals("DISTANCE")) {
            return distance(call);
        }
        return DateFunction.named(call.function())
                .map(function -> dated(function, call))
                .orElseThrow(() -> refusals.malformed(call.start(), "Invalid function: " + call.function()));
    }

    private Operand aggregate(AggregateFunction function, Call call) {
        if (call.arguments().isEmpty() && function == AggregateFunction.COUNT) {
            return new Operand(Sql.of("COUNT(*)"), FieldType.INT, null, "COUNT", true, call.start());
        }
        Operand argument = operand(onlyExpression(call));
        Field field = argument.field();
        boolean takes = field == null || field.aggregatable() || function.takesAnything();
        if (argument.aggregate() || !takes || !function.takes(argument.type())) {
            throw refusals.malformed(
                    call.start(),
                    "field " + argument.name() + " does not support aggregate operator " + function.name());
        }
        return new Operand(
                aggregate(function, argument),
                function.resultType(argument.type()),
                function.keepsField() ? field : null,
                function.name(),
                true,
                call.start());
    }

    private static Sql aggregate(AggregateFunction function, Operand argument) {
        Field field = argument.field();
        if (function.keepsField() && field != null && field.type() == FieldType.PICKLIST) {
            return new PicklistOrder(field).extreme(function.name(), argument.sql());
        }
        if (function == AggregateFunction.AVG) {
            return argument.sql()
                    .within("(SUM(CAST(", " AS DECFLOAT(34))) / COUNT(")
                    .then(argument.sql())
                    .then("))");
        }
        return argument.sql().within(function.sqlStart(), ")");
    }

    /** An expression as SQL, to be compared with values: {@code toLabel} is the label itself there. */
    Operand compared(Expression expression) {
        Operand operand = operand(expression);
        Field field = operand.field();
        boolean label = expression instanceof Call call && call.function().equals("TOLABEL");
        return label && field != null && field.type() == FieldType.PICKLIST
                ? operand.withSql(label(field, operand.sql()))
                : operand;
    }

    private static Sql label(Field picklist, Sql column) {
        Sql label = Sql.of("CASE ").then(column);
        boolean differs = false;
        for (PicklistValue value : picklist.picklistValues()) {
            if (!value.label().equals(value.value())) {
                label = label.then(Sql.of(" WHEN ? THEN ?", value.value(), value.label()));
                differs = true;
            }
        }
        return differs
                ? label.then(" ELSE ").then(column).then(" END").within("CAST(", " AS VARCHAR_IGNORECASE)")
                : column;
    }

    private Operand dated(DateFunction function, Call call) {
        Expression argument = onlyExpression(call);
        boolean converted = argument instanceof Call inner && inner.function().equals("CONVERTTIMEZONE");
        Operand date = operand(converted ? onlyExpression((Call) argument) : argument);
        if (date.type() != FieldType.DATE && date.type() != FieldType.DATETIME) {
            throw refusals.malformed(
                    call.start(), "field " + date.name() + " does not support date function " + function.name());
        }
        Sql wallClock = date.type() == FieldType.DATE
                ? date.sql()
                : date.sql()
                        .within(
                                "(",
                                " AT TIME ZONE '" + (converted ? calendar.zone().getId() : "UTC") + "')");
        return new Operand(
                function.of(wallClock, calendar),
                function.resultType(),
                null,
                date.name(),
                date.aggregate(),
                call.start());
    }

    /** The great-circle distance between a location and a fixed point. */
    private Operand distance(Call call) {
        if (call.arguments().size() == 3
                && call.arguments().get(0) instanceof ExpressionArgument where
                && where.expression() instanceof FieldExpression location
                && call.arguments().get(1) instanceof ExpressionArgument point
                && point.expression() instanceof Call geolocation
                && geolocation.function().equals("GEOLOCATION")
                && call.arguments().get(2) instanceof LiteralArgument unit
                && unit.literal() instanceof TextLiteral unitName
                && Set.of("mi", "km").contains(unitName.value())) {
            Scope.Resolved resolved = scope.resolve(location.path());
            if (resolved.field().type().isCompound() && resolved.table() != null) {
                double radius = unitName.value().equals("mi") ? EARTH_RADIUS_MILES : EARTH_RADIUS_KILOMETRES;
                Sql sql = haversine(resolved, coordinate(geolocation, 0), coordinate(geolocation, 1), radius);
                return new Operand(sql, FieldType.DOUBLE, null, resolved.field().name(), false, call.start());
            }
        }
        throw refusals.malformed(
                call.start(), "DISTANCE takes a location field, GEOLOCATION(latitude, longitude), and 'mi' or 'km'");
    }

    private static Sql haversine(Scope.Resolved location, BigDecimal latitude, BigDecimal longitude, double radius) {
        Scope.Table table = Objects.requireNonNull(location.table());
        String lat = column(location, table, "latitude");
        String lon = column(location, table, "longitude");
        return Sql.of(
                "(2 * " + radius + " * ASIN(SQRT(LEAST(1, POWER(SIN(RADIANS(" + lat
                        + " - ?) / 2), 2) + COS(RADIANS(?)) *" + " COS(RADIANS(" + lat + ")) * POWER(SIN(RADIANS(" + lon
                        + " - ?) / 2), 2)))))",
                latitude.doubleValue(),
                latitude.doubleValue(),
                longitude.doubleValue());
    }

    private static String column(Scope.Resolved location, Scope.Table table, String part) {
        return location.owner().componentsOf(location.field()).stream()
                .filter(component ->
                        CompoundParts.nameOf(component, location.field()).equals(part))
                .map(table::column)
                .findFirst()
                .orElseThrow();
    }

    private BigDecimal coordinate(Call geolocation, int index) {
        if (geolocation.arguments().size() == 2
                && geolocation.arguments().get(index) instanceof LiteralArgument argument
                && argument.literal() instanceof NumberLiteral number) {
            return number.value();
        }
        throw refusals.malformed(geolocation.start(), "GEOLOCATION takes a latitude and a longitude");
    }

    private Expression onlyExpression(Call call) {
        List<Argument> arguments = call.arguments();
        if (arguments.size() == 1 && arguments.get(0) instanceof ExpressionArgument argument) {
            return argument.expression();
        }
        throw refusals.malformed(call.start(), "Invalid number of arguments for function " + call.function());
    }
}
