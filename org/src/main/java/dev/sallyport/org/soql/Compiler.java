package dev.sallyport.org.soql;

import static dev.sallyport.org.soql.Sql.quoted;

import dev.sallyport.org.data.ChildRelationship;
import dev.sallyport.org.data.Field;
import dev.sallyport.org.data.SObjectType;
import dev.sallyport.org.data.Schema;
import dev.sallyport.org.soql.Query.Call;
import dev.sallyport.org.soql.Query.ChildQuery;
import dev.sallyport.org.soql.Query.FieldExpression;
import dev.sallyport.org.soql.Query.InQuery;
import dev.sallyport.org.soql.Query.OrderKey;
import dev.sallyport.org.soql.Query.Selected;
import dev.sallyport.org.soql.Query.SelectedExpression;
import dev.sallyport.org.soql.Query.Source;
import dev.sallyport.org.soql.Query.TypeOf;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;

/** From a query as written to statements for the database, with every name looked up and every rule checked. */
final class Compiler {
    private static final long MAX_OFFSET = 2_000;
    private static final long MAX_FIELDS_LIMIT = 200;

    private final Schema schema;
    private final QueryContext context;
    private final Clock clock;
    private final Refusals refusals;
    private final Optional<SearchCondition> search;
    private final Scope.AliasNames aliasNames = new Scope.AliasNames();

    /** {@code search} is a condition that the query's own records must meet besides what it says. */
    Compiler(Schema schema, QueryContext context, Clock clock, Refusals refusals, Optional<SearchCondition> search) {
        this.schema = schema;
        this.context = context;
        this.clock = clock;
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
        SObjectType type = schema.type(query.from().path().text())
                .filter(context.visibility()::canRead)
                .orElseThrow(() -> refusals.noSuchType(
                        query.from().path().text(), query.from().path().start()));
        Level level = new Level(type, query);
        if (isCount(query)) {
            return new Statement.Count(level.count());
        }
        if (isAggregate(query)) {
            return new AggregateCompiler(level.scope, level.expressions, refusals, query)
                    .compile(level.where(Optional.empty()), level.conditions);
        }
        return level.records();
    }

    private void checkClauses(Query query) {
        if (query.allRows()) {
            throw new SoqlException("MALFORMED_QUERY", "ALL ROWS not allowed in this context");
        }
        if (query.offset() != null && query.offset() > MAX_OFFSET) {
            throw new SoqlException("NUMBER_OUTSIDE_VALID_RANGE", "Maximum SOQL offset allowed is 2000");
        }
        boolean unbounded = query.limit() == null || query.limit() > MAX_FIELDS_LIMIT;
        for (Selected selected : query.selected()) {
            if (unbounded && selected instanceof SelectedExpression item && isUnboundedFields(item)) {
                throw new SoqlException("MALFORMED_QUERY", "The SOQL FIELDS function must have a LIMIT of at most 200");
            }
        }
    }

    private static boolean isUnboundedFields(SelectedExpression item) {
        return item.expression() instanceof Call call
                && call.function().equals("FIELDS")
                && !call.arguments().toString().toUpperCase(Locale.ROOT).contains("STANDARD");
    }

    private static boolean isCount(Query query) {
        return query.selected().size() == 1
                && query.grouping() == null
                && query.selected().get(0) instanceof SelectedExpression item
                && item.expression() instanceof Call call
                && call.function().equals("COUNT")
                && call.arguments().isEmpty();
    }

    private static boolean isAggregate(Query query) {
        return query.grouping() != null
                || query.selected().stream()
                        .anyMatch(selected -> selected instanceof SelectedExpression item
                                && item.expression() instanceof Call call
                                && AggregateFunction.named(call.function()).isPresent());
    }

    /** The query behind IN: the ids of one field. */
    private Sql semiJoin(InQuery in) {
        Query query = in.query();
        SObjectType type = schema.type(query.from().path().text())
                .filter(context.visibility()::canRead)
                .orElseThrow(() -> refusals.noSuchType(
                        query.from().path().text(), query.from().path().start()));
        Level level = new Level(type, query);
        if (query.selected().size() == 1
                && query.selected().get(0) instanceof SelectedExpression item
                && item.expression() instanceof FieldExpression field) {
            Scope.Resolved selected = level.scope.resolve(field.path());
            if (selected.field().type().isId()) {
                Sql where = level.where(Optional.of(selected.sql().then(" IS NOT NULL")));
                return Sql.of("SELECT ")
                        .then(selected.sql())
                        .then(" FROM " + level.scope.from())
                        .then(where);
            }
        }
        throw refusals.malformed(
                query.from().path().start(), "The inner select of a semi-join must select one ID or reference field");
    }

    /** One level of a query: its own, a child query's, or that of a query behind IN. */
    private final class Level {
        private final Query query;
        private final Scope scope;
        private final Expressions expressions;
        private final Conditions conditions;
        private final Projection projection = new Projection();

        Level(SObjectType type, Query query) {
            this.query = query;
            List<Source> sources = new ArrayList<>(List.of(query.from()));
            sources.addAll(query.aliases());
            this.scope = new Scope(schema, context.visibility(), refusals, type, sources, aliasNames);
            this.expressions = new Expressions(scope, refusals, context.zone());
            this.conditions = new Conditions(expressions, refusals, clock, context.zone(), Compiler.this::semiJoin);
        }

        Sql count() {
            Sql where = where(Optional.empty());
            if (query.limit() == null && query.offset() == null) {
                return Sql.of("SELECT COUNT(*) FROM " + scope.from()).then(where);
            }
            return Sql.of("SELECT COUNT(*) FROM (SELECT 1 FROM " + scope.from())
                    .then(where)
                    .then(rows())
                    .then(")");
        }

        Statement.Records records() {
            projection.add(Sql.of(scope.root().alias() + "._ROWID_"));
            List<Statement.Children> children = new ArrayList<>();
            RecordSelection selection = selection(children);
            Sql where = where(
                    search.map(condition -> new Sql(condition.sql(scope.root().alias()), condition.parameters())));
            Sql orderBy = orderBy();
            String from = scope.from();
            Sql rowIds = Sql.of("SELECT " + scope.root().alias() + "._ROWID_ FROM " + from)
                    .then(where)
                    .then(orderBy)
                    .then(rows());
            RowLayout layout = selection.layout();
            Sql page = Sql.of("SELECT ")
                    .then(projection.sql())
                    .then(" FROM " + from + " WHERE " + scope.root().alias() + "._ROWID_ = ANY(?)");
            return new Statement.Records(rowIds, page, layout, children);
        }

        private RecordSelection selection(List<Statement.Children> children) {
            RecordSelection selection =
                    new RecordSelection(scope, expressions, refusals, new ValueFormats(context.zone()), projection);
            for (Selected selected : query.selected()) {
                if (selected instanceof SelectedExpression item) {
                    selection.add(item);
                } else if (selected instanceof TypeOf typeOf) {
                    selection.addTypeOf(typeOf);
                } else {
                    Statement.Children child = children(((ChildQuery) selected).query());
                    children.add(child);
                    selection.addChildren(
                            child.name(),
                            ((ChildQuery) selected).query().from().path().start());
                }
            }
            return selection;
        }

        private Statement.Children children(Query childQuery) {
            Query.Path path = childQuery.from().path();
            ChildRelationship relationship = scope.root()
                    .type()
                    .childRelationship(path.last())
                    .orElseThrow(() -> refusals.noSuchChildRelationship(path.text(), path.start()));
            SObjectType childType = schema.requireType(relationship.childSObject());
            Field reference = childType.requireField(relationship.field());
            if (!context.visibility().canRead(childType)
                    || !context.visibility().canRead(childType, reference)) {
                throw refusals.noSuchChildRelationship(path.text(), path.start());
            }
            String name = Objects.requireNonNull(relationship.relationshipName());
            return new Level(childType, childQuery).childrenOf(name, reference);
        }

        /** Children of many parents at once: LIMIT and OFFSET count anew for each parent. */
        private Statement.Children childrenOf(String name, Field reference) {
            String parentId = scope.root().column(reference);
            projection.add(Sql.of(parentId));
            List<Statement.Children> grandchildren = new ArrayList<>();
            RecordSelection selection = selection(grandchildren);
            if (!grandchildren.isEmpty()) {
                throw refusals.malformed(
                        query.from().path().start(), "Nesting of semi join sub-selects is not supported");
            }
            Sql where = where(Optional.empty());
            Sql orderBy = orderBy();
            RowLayout layout = selection.layout();
            boolean limited = query.limit() != null || query.offset() != null;
            Sql number = limited
                    ? Sql.of(", ROW_NUMBER() OVER (PARTITION BY " + parentId)
                            .then(orderBy)
                            .then(") AS \"#\"")
                    : Sql.EMPTY;
            Sql all = Sql.of("SELECT ")
                    .then(projection.sql())
                    .then(number)
                    .then(" FROM " + scope.from())
                    .then(where)
                    .then(" AND " + parentId + " = ANY(?)");
            if (!limited) {
                return new Statement.Children(name, all.then(orderBy), layout);
            }
            long skipped = query.offset() == null ? 0 : query.offset();
            long last = query.limit() == null ? Long.MAX_VALUE : skipped + query.limit();
            Sql numbered = all.within(
                    "SELECT * FROM (", ") WHERE \"#\" > " + skipped + " AND \"#\" <= " + last + " ORDER BY \"#\"");
            return new Statement.Children(name, numbered, layout);
        }

        /** The WHERE clause, never empty, with what the recycle bin and the scope add to the query's own. */
        Sql where(Optional<Sql> more) {
            List<Sql> all = new ArrayList<>();
            all.add(Sql.of("TRUE"));
            if (scope.root().type().hasRecycleBin() && !context.includeDeleted()) {
                all.add(Sql.of(scope.root().alias() + "." + quoted("IsDeleted") + " = FALSE"));
            }
            if (query.scope() != null && query.scope().equalsIgnoreCase("mine")) {
                Scope.Resolved owner = scope.resolve(
                        new Query.Path(List.of("OwnerId"), query.from().path().start()));
                all.add(owner.sql().then(Sql.of(" = ?", context.userId().value())));
            }
            if (query.where() != null) {
                all.add(conditions.sql(query.where()));
            }
            more.ifPresent(all::add);
            return Sql.joined(" AND ", all).within(" WHERE ", "");
        }

        private Sql orderBy() {
            List<Sql> keys = new ArrayList<>();
            for (OrderKey key : query.orderBy()) {
                new OrderKeys(refusals)
                        .of(key, expressions.operand(key.expression()))
                        .forEach(part -> keys.add(part.sql().then(part.direction())));
            }
            keys.add(Sql.of(scope.root().id()));
            return Sql.joined(", ", keys).within(" ORDER BY ", "");
        }

        private Sql rows() {
            return Sql.of((query.limit() == null ? "" : " LIMIT " + query.limit())
                    + (query.offset() == null ? "" : " OFFSET " + query.offset()));
        }
    }
}
