package dev.sallyport.org.soql;

import dev.sallyport.org.data.Field;
import dev.sallyport.org.data.FieldType;
import dev.sallyport.org.data.SObjectType;
import dev.sallyport.org.data.Schema;
import dev.sallyport.org.soql.Query.And;
import dev.sallyport.org.soql.Query.Call;
import dev.sallyport.org.soql.Query.Condition;
import dev.sallyport.org.soql.Query.FieldExpression;
import dev.sallyport.org.soql.Query.InQuery;
import dev.sallyport.org.soql.Query.Not;
import dev.sallyport.org.soql.Query.Or;
import dev.sallyport.org.soql.Query.SelectedExpression;
import dev.sallyport.org.soql.Query.With;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** From a query as written to statements for the database, with every name looked up and every rule checked. */
final class Compiler {
    private static final int MAX_SEMI_JOINS = 2;
    private static final Set<String> ACCESS_MODES = Set.of("SECURITY_ENFORCED", "USER_MODE", "SYSTEM_MODE");

    /** SOQL and SOSL Reference, "Comparison Operators": not supported in subqueries behind IN. */
    private static final Set<String> NOT_IN_SEMI_JOINS =
            Set.of("ActivityHistory", "Attachment", "Event", "Note", "OpenActivity", "Task");

    private final Schema schema;
    private final QueryContext context;
    private final OrgCalendar calendar;
    private final Refusals refusals;
    private final Optional<SearchCondition> search;
    private final Scope.AliasNames aliasNames = new Scope.AliasNames();

    /** {@code search} is a condition that the query's own records must meet besides what it says. */
    Compiler(
            Schema schema,
            QueryContext context,
            OrgCalendar calendar,
            Refusals refusals,
            Optional<SearchCondition> search) {
        this.schema = schema;
        this.context = context;
        this.calendar = calendar;
        this.refusals = refusals;
        this.search = search;
    }

    /**
     * Compiles a query.
     *
     * @throws SoqlException if Salesforce would refuse it
     */
    Statement compile(Query query) {
        checkClauses(query);
        checkSemiJoins(query.where(), query.from());
        SObjectType type = type(query.from());
        Level level = new Level(this, type, query);
        if (Selections.isCount(query)) {
            checkCount(query);
            return new Statement.Count(level.count());
        }
        if (Selections.isAggregate(query)) {
            return new AggregateCompiler(level, refusals, query).compile();
        }
        return level.records(search);
    }

    Schema schema() {
        return schema;
    }

    QueryContext context() {
        return context;
    }

    OrgCalendar calendar() {
        return calendar;
    }

    Refusals refusals() {
        return refusals;
    }

    Scope.AliasNames aliasNames() {
        return aliasNames;
    }

    private SObjectType type(Query.Source from) {
        return schema.type(from.path().text())
                .filter(context.visibility()::canRead)
                .orElseThrow(() ->
                        refusals.noSuchType(from.path().text(), from.path().start()));
    }

    private void checkClauses(Query query) {
        if (query.allRows()) {
            throw new SoqlException("MALFORMED_QUERY", "ALL ROWS not allowed in this context");
        }
        Selections.checkOffset(query);
        for (With with : query.with()) {
            if (with.name().equals("DATA CATEGORY")) {
                throw refusals.malformed(
                        with.start(), "WITH DATA CATEGORY is only supported for articles and questions");
            }
            if (!ACCESS_MODES.contains(with.name())) {
                throw refusals.malformed(with.start(), "unexpected token: '" + with.name() + "'");
            }
        }
        Selections.check(query, refusals, context.apiVersion());
    }

    private void checkCount(Query query) {
        if (!query.orderBy().isEmpty()) {
            throw refusals.malformed(
                    query.orderBy().get(0).expression().start(),
                    "Non-grouped query that uses overall aggregate functions cannot also use ORDER BY");
        }
    }

    /** Queries behind IN stand at the top of WHERE only, two of them at most. */
    private void checkSemiJoins(@Nullable Condition where, Query.Source from) {
        if (where == null) {
            return;
        }
        List<Condition> top = where instanceof And and ? and.operands() : List.of(where);
        int found = 0;
        for (Condition condition : top) {
            if (condition instanceof InQuery) {
                found++;
            } else if (containsSemiJoin(condition)) {
                throw refusals.malformed(
                        from.path().start(),
                        "Semi join sub-selects are only allowed at the top level WHERE expressions and not in nested"
                                + " WHERE expressions.");
            }
        }
        if (found > MAX_SEMI_JOINS) {
            throw refusals.malformed(from.path().start(), "Maximum 2 semi join sub-selects are allowed");
        }
    }

    private static boolean containsSemiJoin(Condition condition) {
        if (condition instanceof And and) {
            return and.operands().stream().anyMatch(Compiler::containsSemiJoin);
        }
        if (condition instanceof Or or) {
            return or.operands().stream().anyMatch(Compiler::containsSemiJoin);
        }
        return condition instanceof Not not ? containsSemiJoin(not.operand()) : condition instanceof InQuery;
    }

    /** The query behind IN: the ids of one field. */
    Sql semiJoin(InQuery in, Operand left, SObjectType outer) {
        Query query = in.query();
        int start = query.from().path().start();
        SObjectType type = type(query.from());
        if (type.name().equals(outer.name())) {
            throw refusals.malformed(start, "The inner and outer selects should not be on the same object type");
        }
        if (NOT_IN_SEMI_JOINS.contains(type.name())) {
            throw refusals.malformed(
                    start, "Entity '" + type.name() + "' is not supported for semi join inner selects");
        }
        if (query.where() != null && containsSemiJoin(query.where())) {
            throw refusals.malformed(start, "Nesting of semi join sub-selects is not supported");
        }
        Level level = new Level(this, type, query);
        Scope.Resolved selected = selectedId(query, level);
        Set<String> common = new HashSet<>(targets(selected.field(), selected.owner()));
        common.retainAll(targets(left.field(), outer));
        if (common.isEmpty()) {
            throw refusals.malformed(
                    left.start(),
                    "The selected field '" + selected.field().name() + "' in the subquery and the left operand field in"
                            + " the where expression in the outer query '" + left.name()
                            + "' should point to the same object type");
        }
        Sql where = level.where(Optional.of(selected.sql().then(" IS NOT NULL")));
        return Sql.of("SELECT ")
                .then(selected.sql())
                .then(" FROM " + level.scope().from())
                .then(where);
    }

    private Scope.Resolved selectedId(Query query, Level level) {
        if (query.selected().size() != 1 || !(query.selected().get(0) instanceof SelectedExpression item)) {
            throw refusals.malformed(query.from().path().start(), "Semi join sub-selects can only select one field");
        }
        if (item.expression() instanceof FieldExpression field) {
            Scope.Resolved selected = level.scope().resolve(field.path());
            if (selected.field().type().isId()) {
                return selected;
            }
            throw notAnId(selected.field().name(), field.start());
        }
        throw notAnId(((Call) item.expression()).function(), item.expression().start());
    }

    private SoqlException notAnId(String name, int start) {
        return refusals.malformed(start, "Semi join sub-selects can only query id fields, cannot use: '" + name + "'");
    }

    /** The types that a reference points to; an id points to its own. */
    private static Set<String> targets(@Nullable Field field, SObjectType owner) {
        if (field == null) {
            return Set.of();
        }
        return field.type() == FieldType.ID ? Set.of(owner.name()) : Set.copyOf(field.referenceTo());
    }
}
