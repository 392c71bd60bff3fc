package dev.sallyport.org.soql;

import dev.sallyport.org.soql.Query.Call;
import dev.sallyport.org.soql.Query.ChildQuery;
import dev.sallyport.org.soql.Query.Expression;
import dev.sallyport.org.soql.Query.ExpressionArgument;
import dev.sallyport.org.soql.Query.Selected;
import dev.sallyport.org.soql.Query.SelectedExpression;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** What kind of query a SELECT list makes, and what does not go together in one. */
final class Selections {
    private static final long MAX_FIELDS_LIMIT = 200;
    private static final int MAX_CHILD_QUERIES = 20;
    private static final Set<String> PASSING = Set.of("TOLABEL", "FORMAT", "CONVERTCURRENCY");

    private Selections() {}

    /** {@code SELECT COUNT() FROM …}. */
    static boolean isCount(Query query) {
        return query.selected().size() == 1
                && query.grouping() == null
                && query.selected().get(0) instanceof SelectedExpression item
                && isBareCount(item.expression());
    }

    /** A query for groups, or over all records as one. */
    static boolean isAggregate(Query query) {
        return query.grouping() != null
                || query.selected().stream()
                        .anyMatch(selected ->
                                selected instanceof SelectedExpression item && isAggregate(item.expression()));
    }

    /**
     * Checks a SELECT list and the clauses that depend on it.
     *
     * @throws SoqlException if something in it does not go with the rest
     */
    static void check(Query query, Refusals refusals) {
        boolean unbounded = query.limit() == null || query.limit() > MAX_FIELDS_LIMIT;
        for (Selected selected : query.selected()) {
            if (selected instanceof SelectedExpression item) {
                if (unbounded && isUnboundedFields(item.expression())) {
                    throw new SoqlException(
                            "MALFORMED_QUERY", "The SOQL FIELDS function must have a LIMIT of at most 200");
                }
                if (query.selected().size() > 1 && isBareCount(item.expression())) {
                    throw refusals.malformed(item.expression().start(), "unexpected token: 'COUNT'");
                }
            }
        }
        long children =
                query.selected().stream().filter(ChildQuery.class::isInstance).count();
        if (children > MAX_CHILD_QUERIES) {
            throw refusals.malformed(
                    query.from().path().start(), "Number of subqueries exceeded the maximum of " + MAX_CHILD_QUERIES);
        }
    }

    /** The aggregate or other function behind FORMAT and its like. */
    static Expression unwrapped(Expression expression) {
        Optional<Expression> inner = passed(expression);
        return inner.isEmpty() ? expression : unwrapped(inner.get());
    }

    private static Optional<Expression> passed(Expression expression) {
        return expression instanceof Call call
                        && PASSING.contains(call.function())
                        && call.arguments().size() == 1
                        && call.arguments().get(0) instanceof ExpressionArgument argument
                ? Optional.of(argument.expression())
                : Optional.empty();
    }

    private static boolean isAggregate(Expression expression) {
        return unwrapped(expression) instanceof Call call
                && AggregateFunction.named(call.function()).isPresent();
    }

    private static boolean isBareCount(Expression expression) {
        return expression instanceof Call call
                && call.function().equals("COUNT")
                && call.arguments().isEmpty();
    }

    private static boolean isUnboundedFields(Expression expression) {
        return expression instanceof Call call
                && call.function().equals("FIELDS")
                && !call.arguments().toString().toUpperCase(Locale.ROOT).contains("STANDARD");
    }
}
