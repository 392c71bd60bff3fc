package dev.sallyport.org.soql;

import dev.sallyport.org.data.ChildRelationship;
import dev.sallyport.org.data.Field;
import dev.sallyport.org.data.SObjectType;
import dev.sallyport.org.soql.Query.ChildQuery;
import dev.sallyport.org.soql.Query.OrderKey;
import dev.sallyport.org.soql.Query.Selected;
import dev.sallyport.org.soql.Query.SelectedExpression;
import dev.sallyport.org.soql.Query.Source;
import dev.sallyport.org.soql.Query.TypeOf;
import dev.sallyport.org.soql.Query.With;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** One level of a query: its own, a child query's, or that of a query behind IN. */
final class Level {
    private static final int MAX_DEPTH = 5;

    private final Compiler compiler;
    private final Refusals refusals;
    private final QueryContext context;
    private final Query query;
    private final int depth;
    private final Scope scope;
    private final Expressions expressions;
    private final Conditions conditions;
    private final Projection projection = new Projection();

    Level(Compiler compiler, SObjectType type, Query query) {
        this(compiler, type, query, 1);
    }

    private Level(Compiler compiler, SObjectType type, Query query, int depth) {
        this.compiler = compiler;
        this.refusals = compiler.refusals();
        this.context = compiler.context();
        this.query = query;
        this.depth = depth;
        List<Source> sources = new ArrayList<>(List.of(query.from()));
        sources.addAll(query.aliases());
        this.scope = new Scope(compiler.schema(), context.visibility(), refusals, type, sources, compiler.aliasNames());
        this.expressions = new Expressions(scope, refusals, compiler.calendar());
        this.conditions = new Conditions(
                expressions,
                refusals,
                compiler.calendar(),
                (in, left) -> compiler.semiJoin(in, left, type),
                this::ofRecord);
    }

    Scope scope() {
        return scope;
    }

    Expressions expressions() {
        return expressions;
    }

    Conditions conditions() {
        return conditions;
    }

    ValueFormats formats() {
        return new ValueFormats(context.zone());
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

    Statement.Records records(Optional<SearchCondition> search) {
        List<Statement.Children> children = new ArrayList<>();
        projection.add(Sql.of(rowId()));
        RecordSelection selection = selection(children);
        Sql where =
                where(search.map(condition -> new Sql(condition.sql(scope.root().alias()), condition.parameters())));
        Sql orderBy = orderBy();
        Sql rowIds = Sql.of("SELECT " + rowId() + " FROM " + scope.from())
                .then(where)
                .then(orderBy)
                .then(rows());
        return records(rowIds, selection.layout(), children);
    }

    private Statement.Records records(Sql rowIds, RowLayout layout, List<Statement.Children> children) {
        Sql ofRows = Sql.of(" WHERE " + rowId() + " BETWEEN ? AND ?");
        Sql ids = Sql.of("SELECT " + rowId() + ", " + scope.root().id() + " FROM " + scope.rootOfKnownRows())
                .then(ofRows);
        Sql page = Sql.of("SELECT ")
                .then(projection.sql())
                .then(" FROM " + scope.fromKnownRows())
                .then(ofRows);
        return new Statement.Records(rowIds, ids, page, layout, children);
    }

    private String rowId() {
        return scope.root().alias() + "._ROWID_";
    }

    private RecordSelection selection(List<Statement.Children> children) {
        RecordSelection selection = new RecordSelection(scope, expressions, refusals, formats(), projection);
        for (Selected selected : query.selected()) {
            if (selected instanceof SelectedExpression item) {
                selection.add(item);
            } else if (selected instanceof TypeOf typeOf) {
                selection.addTypeOf(typeOf);
            } else {
                Query childQuery = ((ChildQuery) selected).query();
                Statement.Children child = children(childQuery);
                children.add(child);
                selection.addChildren(child.name(), childQuery.from().path().start());
            }
        }
        return selection;
    }

    private Statement.Children children(Query childQuery) {
        Query.Path path = childQuery.from().path();
        if (depth == MAX_DEPTH) {
            throw refusals.malformed(path.start(), "SOQL relationship queries may not exceed 5 levels");
        }
        if (Selections.isAggregate(childQuery)) {
            throw refusals.malformed(path.start(), "only root queries support aggregate expressions");
        }
        Selections.check(childQuery, refusals, context.apiVersion());
        Selections.checkChildren(childQuery, query, refusals);
        ChildRelationship relationship = scope.root()
                .type()
                .childRelationship(path.last())
                .orElseThrow(() -> refusals.noSuchChildRelationship(path.text(), path.start()));
        SObjectType childType = compiler.schema().requireType(relationship.childSObject());
        Field reference = childType.requireField(relationship.field());
        if (!context.visibility().canRead(childType) || !context.visibility().canRead(childType, reference)) {
            throw refusals.noSuchChildRelationship(path.text(), path.start());
        }
        String name = Objects.requireNonNull(relationship.relationshipName());
        return new Statement.Children(
                name, new Level(compiler, childType, childQuery, depth + 1).childrenBy(reference));
    }

    /** Children of many parents at once: LIMIT and OFFSET count anew for each parent. */
    private Statement.Records childrenBy(Field reference) {
        projection.add(Sql.of(rowId()));
        String parentId = scope.root().column(reference);
        List<Statement.Children> children = new ArrayList<>();
        RecordSelection selection = selection(children);
        Sql where = where(Optional.empty());
        Sql orderBy = orderBy();
        boolean limited = query.limit() != null || query.offset() != null;
        Sql number = limited
                ? Sql.of(", ROW_NUMBER() OVER (PARTITION BY " + parentId)
                        .then(orderBy)
                        .then(") AS \"#\"")
                : Sql.EMPTY;
        Sql all = Sql.of("SELECT " + rowId() + " AS \"row\", " + parentId)
                .then(number)
                .then(" FROM " + scope.from())
                .then(where)
                .then(Sql.of(" AND " + parentId + " = ANY(?)", Sql.KEYS));
        Sql rowIds = limited ? numbered(all) : all.then(orderBy);
        return records(rowIds, selection.layout(), children);
    }

    private Sql numbered(Sql all) {
        long skipped = query.offset() == null ? 0 : query.offset();
        long last = query.limit() == null ? Long.MAX_VALUE : Math.min(query.limit(), Integer.MAX_VALUE) + skipped;
        return all.within(
                "SELECT * FROM (", ") WHERE \"#\" > " + skipped + " AND \"#\" <= " + last + " ORDER BY \"#\"");
    }

    /** The WHERE clause, never empty, with what the recycle bin and the scope add to the query's own. */
    Sql where(Optional<Sql> more) {
        List<Sql> all = new ArrayList<>();
        all.add(Sql.of("TRUE"));
        if (scope.root().type().hasRecycleBin() && !context.includeDeleted()) {
            all.add(Sql.of(scope.root().alias() + "." + Sql.quoted("IsDeleted") + " = FALSE"));
        }
        if (query.scope() != null) {
            scopeCondition(query.scope()).ifPresent(all::add);
        }
        if (query.where() != null) {
            all.add(conditions.sql(query.where()));
        }
        more.ifPresent(all::add);
        return Sql.joined(" AND ", all).within(" WHERE ", "");
    }

    /** USING SCOPE. There are neither teams nor territories: a team is its one member. */
    private Optional<Sql> scopeCondition(With name) {
        return switch (name.name()) {
            case "EVERYTHING", "SCOPINGRULE" -> Optional.empty();
            case "MINE", "TEAM", "MINEANDMYGROUPS" -> Optional.of(belongsToUser("OwnerId", " = ?"));
            case "DELEGATED" ->
                Optional.of(belongsToUser("CreatedById", " = ?").then(" AND ").then(belongsToUser("OwnerId", " <> ?")));
            default -> throw refusals.malformed(name.start(), "scope '" + name.name() + "' is not supported");
        };
    }

    private Sql belongsToUser(String field, String comparison) {
        Query.Path path = new Query.Path(List.of(field), query.from().path().start());
        return scope.resolve(path)
                .sql()
                .then(Sql.of(comparison, context.userId().value()));
    }

    private Sql orderBy() {
        List<Sql> keys = new ArrayList<>();
        for (OrderKey key : query.orderBy()) {
            Operand operand = ofRecord(expressions.operand(key.expression()));
            new OrderKeys(refusals)
                    .of(key, operand)
                    .forEach(part -> keys.add(part.sql().then(part.direction())));
        }
        keys.add(Sql.of(query.orderBy().isEmpty() ? rowId() : scope.root().id()));
        return Sql.joined(", ", keys).within(" ORDER BY ", "");
    }

    /** An operand that a record has by itself, without a group. */
    private Operand ofRecord(Operand operand) {
        if (operand.aggregate()) {
            throw refusals.malformed(
                    operand.start(), "aggregate function " + operand.name() + " is not allowed in this context");
        }
        return operand;
    }

    private Sql rows() {
        return Sql.of((query.limit() == null ? "" : " LIMIT " + query.limit())
                + (query.offset() == null ? "" : " OFFSET " + query.offset()));
    }
}
