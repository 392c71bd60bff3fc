package dev.sallyport.org.soql;

import dev.sallyport.org.data.Field;
import dev.sallyport.org.data.FieldType;
import dev.sallyport.org.data.SObjectType;
import dev.sallyport.org.data.Schema;
import dev.sallyport.org.soql.Query.ChildQuery;
import dev.sallyport.org.soql.Query.FieldExpression;
import dev.sallyport.org.soql.Query.Selected;
import dev.sallyport.org.soql.Query.SelectedExpression;
import dev.sallyport.org.soql.Query.TypeOf;
import dev.sallyport.org.soql.QueryOutline.Feature;
import dev.sallyport.org.soql.QueryOutline.Item;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Tells what a compiled query is made of. */
final class Outliner {
    private final Schema schema;
    private final Query query;
    private final SObjectType type;
    private final SourceNames names;
    private final Set<Feature> features = EnumSet.noneOf(Feature.class);

    Outliner(Schema schema, Query query) {
        this.schema = schema;
        this.query = query;
        this.type = schema.requireType(query.from().path().text());
        this.names = new SourceNames(query, type.name());
    }

    QueryOutline outline(Statement statement) {
        add(Feature.OFFSET, query.offset() != null);
        add(Feature.LIMIT, query.limit() != null);
        add(Feature.ORDER_BY, !query.orderBy().isEmpty());
        add(Feature.GROUP_BY, query.grouping() != null);
        if (!(statement instanceof Statement.Records records)) {
            features.add(Feature.AGGREGATE);
            return new QueryOutline(type.name(), List.of(), features);
        }
        return new QueryOutline(type.name(), columns(records.layout().type()), features);
    }

    private List<Item> columns(RowType rows) {
        Deque<Column> values = new ArrayDeque<>(
                rows.columns().stream().filter(Column.Value.class::isInstance).toList());
        long own = query.selected().stream().filter(names::isOwnValue).count();
        List<Item> items = new ArrayList<>();
        for (Selected selected : query.selected()) {
            add(Feature.CHILD_QUERY, selected instanceof ChildQuery);
            add(Feature.TYPEOF, selected instanceof TypeOf);
            if (names.isOwnValue(selected)) {
                // FIELDS() stands for all the columns that the others leave.
                long columns =
                        Selections.isFields(((SelectedExpression) selected).expression()) ? values.size() - own + 1 : 1;
                Stream.generate(values::removeFirst).limit(columns).forEach(column -> items.add(value(column)));
                own--;
            } else if (selected instanceof SelectedExpression item
                    && item.expression() instanceof FieldExpression field) {
                List<String> path = names.whole(field.path());
                note(typeAt(path));
                items.add(new Item(path));
            }
        }
        return items;
    }

    private Item value(Column column) {
        note(((Column.Value) column).type());
        return new Item(List.of(column.name()));
    }

    /** The type of the field at the end of a path; the first that has it, where a relationship has several targets. */
    private FieldType typeAt(List<String> path) {
        List<SObjectType> types = List.of(type);
        for (String relationship : path.subList(0, path.size() - 1)) {
            types = types.stream()
                    .flatMap(candidate -> candidate.parentRelationship(relationship).stream())
                    .flatMap(reference -> reference.referenceTo().stream())
                    .flatMap(name -> schema.type(name).stream())
                    .toList();
        }
        return types.stream()
                .flatMap(candidate -> candidate.field(path.get(path.size() - 1)).stream())
                .map(Field::type)
                .findFirst()
                .orElse(FieldType.STRING);
    }

    private void note(FieldType fieldType) {
        add(Feature.COMPOUND_FIELD, fieldType.isCompound());
        add(Feature.BINARY_FIELD, fieldType == FieldType.BASE64);
    }

    private void add(Feature feature, boolean present) {
        if (present) {
            features.add(feature);
        }
    }
}
