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
    private static final long MAX_OFFSET = 2_000;
    private static final int FIRST_WITH_FIELDS = 51;
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
     * @param apiVersion the version of the API that is called
     * @throws SoqlException if something in it does not go with the rest
     */
    static void check(Query query, Refusals refusals, int apiVersion) {
        boolean unbounded = query.limit() == null || query.limit() > MAX_FIELDS_LIMIT;
        for (Selected selected : query.selected()) {
            if (selected instanceof SelectedExpression item) {
                if (apiVersion < FIRST_WITH_FIELDS && isFields(item.expression())) {
                    throw refusals.malformed(item.expression().start(), "Invalid function: FIELDS");
                }
                if (unbounded && isUnboundedFields(item.expression())) {
                    throw new SoqlException(
                            "MALFORMED_QUERY", "The SOQL FIELDS function must have a LIMIT of at most 200");
                }
                boolean alone = query.selected().size() == 1 && query.grouping() == null;
                if (!alone && isBareCount(item.expression())) {
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

    /**
     * Checks the clauses of a query of children.
     *
     * @throws SoqlException if it has one that only a query of its own may have, or another parent's children may have
     */
    static void checkChildren(Query query, Query parent, Refusals refusals) {
        int start = query.from().path().start();
        if (query.allRows()) {
            throw refusals.malformed(start, "ALL ROWS not allowed in this context");
        }
        if (!query.with().isEmpty()) {
            throw refusals.malformed(query.with().get(0).start(), "unexpected token: 'WITH'");
        }
        boolean onlyParent = parent.limit() != null && parent.limit() == 1;
        if (query.offset() != null && !onlyParent) {
            throw refusals.malformed(start, "OFFSET is only allowed in a subquery whose parent query has LIMIT 1");
        }
        checkOffset(query);
    }

    /**
     * Checks that no more records are skipped than may be.
     *
     * @throws SoqlException if there are
     */
    static void checkOffset(Query query) {
        if (query.offset() != null && query.offset() > MAX_OFFSET) {
            throw new SoqlException("NUMBER_OUTSIDE_VALID_RANGE", "Maximum SOQL offset allowed is 2000");
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

    /** {@code FIELDS(ALL)} and its like. */
    static boolean isFields(Expression expression) {
        return expression instanceof Call call && call.function().equals("FIELDS");
    }

    private static boolean isUnboundedFields(Expression expression) {
        return expression instanceof Call call
                && isFields(expression)
                && !call.arguments().toString().toUpperCase(Locale.ROOT).contains("STANDARD");
    }
}
