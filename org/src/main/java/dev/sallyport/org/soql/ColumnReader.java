package dev.sallyport.org.soql;

import dev.sallyport.org.data.ChildRelationship;
import dev.sallyport.org.data.Field;
import dev.sallyport.org.data.FieldType;
import dev.sallyport.org.data.SObjectType;
import dev.sallyport.org.data.Schema;
import dev.sallyport.org.soql.Query.Call;
import dev.sallyport.org.soql.Query.ChildQuery;
import dev.sallyport.org.soql.Query.Expression;
import dev.sallyport.org.soql.Query.ExpressionArgument;
import dev.sallyport.org.soql.Query.FieldExpression;
import dev.sallyport.org.soql.Query.Path;
import dev.sallyport.org.soql.Query.Selected;
import dev.sallyport.org.soql.Query.SelectedExpression;
import dev.sallyport.org.soql.Query.TypeOf;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Tells the columns of one level of a compiled query: its own, or that of children. */
final class ColumnReader {
    private final Schema schema;
    private final Query query;
    private final SObjectType type;
    private final SourceNames names;

    ColumnReader(Schema schema, Query query) {
        this(schema, query, schema.requireType(query.from().path().text()));
    }

    private ColumnReader(Schema schema, Query query, SObjectType type) {
        this.schema = schema;
        this.query = query;
        this.type = type;
        this.names = new SourceNames(query, type.name());
    }

    /** A column, and the relationships that lead to it. */
    private record Leaf(List<String> relationships, QueryColumn column) {
        boolean isBelow(String relationship) {
            return !relationships.isEmpty() && relationships.get(0).equalsIgnoreCase(relationship);
        }

        Leaf belowFirst() {
            return new Leaf(relationships.subList(1, relationships.size()), column);
        }
    }

    QueryColumns columns(Statement statement) {
        List<QueryColumn> columns;
        if (statement instanceof Statement.Records records) {
            columns = ofRecords(records);
        } else if (statement instanceof Statement.Aggregates aggregates) {
            columns = ofGroups(aggregates.layout().type());
        } else {
            columns = List.of(QueryColumn.function("expr0", "count()", FieldType.INT, true));
        }
        boolean idSelected =
                columns.stream().anyMatch(column -> column.columnName().equals("Id"));
        return new QueryColumns(columns, type.name(), query.grouping() != null, idSelected, type.keyPrefix());
    }

    /** Groups have a column for each thing behind SELECT. */
    private List<QueryColumn> ofGroups(RowType rows) {
        List<QueryColumn> columns = new ArrayList<>();
        for (int i = 0; i < rows.columns().size(); i++) {
            Column.Value value = (Column.Value) rows.columns().get(i);
            columns.add(column(((SelectedExpression) query.selected().get(i)).expression(), value));
        }
        return columns;
    }

    private List<QueryColumn> ofRecords(Statement.Records records) {
        Deque<Column.Value> values = records.layout().type().columns().stream()
                .filter(Column.Value.class::isInstance)
                .map(Column.Value.class::cast)
                .collect(Collectors.toCollection(ArrayDeque::new));
        long own = query.selected().stream().filter(names::isOwnValue).count();
        List<Leaf> leaves = new ArrayList<>();
        for (Selected selected : query.selected()) {
            if (names.isOwnValue(selected)) {
                // FIELDS() stands for all the columns that the others leave.
                Expression expression = ((SelectedExpression) selected).expression();
                long columns = Selections.isFields(expression) ? values.size() - own + 1 : 1;
                Stream.generate(values::removeFirst)
                        .limit(columns)
                        .forEach(value -> leaves.add(new Leaf(List.of(), column(expression, value))));
                own--;
            } else if (selected instanceof ChildQuery children) {
                leaves.add(new Leaf(List.of(), children(children.query(), records)));
            } else if (selected instanceof TypeOf typeOf) {
                leaves.addAll(leaves(typeOf));
            } else {
                leaves.add(leaf(names.whole(((FieldExpression) ((SelectedExpression) selected).expression()).path())));
            }
        }
        return gathered(leaves, List.of(type));
    }

    private QueryColumn column(Expression expression, Column.Value value) {
        if (expression instanceof Call call && !Selections.isFields(call)) {
            boolean aggregate = AggregateFunction.named(call.function()).isPresent();
            return QueryColumn.function(value.name(), written(call), value.type(), aggregate);
        }
        Optional<Field> field = expression instanceof FieldExpression named
                ? fieldAt(names.whole(named.path()))
                : type.field(value.name());
        return field.map(found -> QueryColumn.field(found, value.name()))
                .orElseGet(() -> QueryColumn.function(value.name(), value.name(), value.type(), false));
    }

    private QueryColumn children(Query childQuery, Statement.Records parents) {
        ChildRelationship relationship =
                type.childRelationship(childQuery.from().path().last()).orElseThrow();
        String name = Objects.requireNonNull(relationship.relationshipName());
        Statement.Records children = parents.children().stream()
                .filter(child -> child.name().equals(name))
                .findFirst()
                .orElseThrow()
                .records();
        SObjectType childType = schema.requireType(relationship.childSObject());
        return QueryColumn.children(
                name,
                childType.requireField(relationship.field()),
                new ColumnReader(schema, childQuery, childType).ofRecords(children));
    }

    /** Fields that several cases have are one column. */
    private List<Leaf> leaves(TypeOf typeOf) {
        List<String> relationships = names.whole(typeOf.relationship());
        Set<String> seen = new HashSet<>();
        return Stream.concat(
                        typeOf.cases().stream().flatMap(aCase -> aCase.fields().stream()), typeOf.otherwise().stream())
                .filter(field -> seen.add(field.text().toLowerCase(Locale.ROOT)))
                .map(field -> leaf(Stream.concat(relationships.stream(), field.names().stream())
                        .toList()))
                .toList();
    }

    private Leaf leaf(List<String> path) {
        String last = path.get(path.size() - 1);
        QueryColumn column = fieldAt(path)
                .map(field -> QueryColumn.field(field, field.name()))
                .orElseGet(() -> QueryColumn.function(last, last, FieldType.STRING, false));
        return new Leaf(path.subList(0, path.size() - 1), column);
    }

    /** Columns with those of a parent below it, where the first of them stood. */
    private List<QueryColumn> gathered(List<Leaf> leaves, List<SObjectType> types) {
        List<QueryColumn> columns = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        for (Leaf leaf : leaves) {
            if (leaf.relationships().isEmpty()) {
                columns.add(leaf.column());
            } else if (seen.add(leaf.relationships().get(0).toLowerCase(Locale.ROOT))) {
                String relationship = leaf.relationships().get(0);
                Field reference = references(relationship, types).findFirst().orElseThrow();
                List<Leaf> below = leaves.stream()
                        .filter(other -> other.isBelow(relationship))
                        .map(Leaf::belowFirst)
                        .toList();
                columns.add(QueryColumn.parent(
                        Objects.requireNonNull(reference.relationshipName()),
                        reference,
                        gathered(below, targets(relationship, types))));
            }
        }
        return columns;
    }

    /** The field at the end of a path, of the first type that has it where a relationship has several targets. */
    private Optional<Field> fieldAt(List<String> path) {
        List<SObjectType> types = List.of(type);
        for (String relationship : path.subList(0, path.size() - 1)) {
            types = targets(relationship, types);
        }
        return types.stream()
                .flatMap(candidate -> candidate.field(path.get(path.size() - 1)).stream())
                .findFirst();
    }

    private List<SObjectType> targets(String relationship, List<SObjectType> types) {
        return references(relationship, types)
                .flatMap(reference -> reference.referenceTo().stream())
                .flatMap(name -> schema.type(name).stream())
                .toList();
    }

    private static Stream<Field> references(String relationship, List<SObjectType> types) {
        return types.stream().flatMap(candidate -> candidate.parentRelationship(relationship).stream());
    }

    /** A function as people are shown it: {@code avg(Amount)}. */
    private String written(Expression expression) {
        if (expression instanceof Call call) {
            return call.arguments().stream()
                    .filter(ExpressionArgument.class::isInstance)
                    .map(argument -> written(((ExpressionArgument) argument).expression()))
                    .collect(Collectors.joining(", ", call.function().toLowerCase(Locale.ROOT) + "(", ")"));
        }
        Path path = ((FieldExpression) expression).path();
        List<String> whole = new ArrayList<>(names.whole(path));
        fieldAt(whole).ifPresent(field -> whole.set(whole.size() - 1, field.name()));
        return String.join(".", whole);
    }
}
