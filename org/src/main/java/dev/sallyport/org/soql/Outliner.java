package dev.sallyport.org.soql;

import dev.sallyport.org.data.Field;
import dev.sallyport.org.data.FieldType;
import dev.sallyport.org.data.SObjectType;
import dev.sallyport.org.data.Schema;
import dev.sallyport.org.soql.Query.ChildQuery;
import dev.sallyport.org.soql.Query.FieldExpression;
import dev.sallyport.org.soql.Query.Path;
import dev.sallyport.org.soql.Query.Selected;
import dev.sallyport.org.soql.Query.SelectedExpression;
import dev.sallyport.org.soql.Query.Source;
import dev.sallyport.org.soql.Query.TypeOf;
import dev.sallyport.org.soql.QueryOutline.Feature;
import dev.sallyport.org.soql.QueryOutline.Item;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Tells what a compiled query is made of. */
final class Outliner {
    private final Schema schema;
    private final Query query;
    private final SObjectType type;
    private final Map<String, List<String>> aliases = new HashMap<>();
    private final Set<Feature> features = EnumSet.noneOf(Feature.class);

    Outliner(Schema schema, Query query) {
        this.schema = schema;
        this.query = query;
        this.type = schema.requireType(query.from().path().text());
        aliases.put(key(type.name()), List.of());
        Optional.ofNullable(query.from().alias()).ifPresent(alias -> aliases.put(key(alias), List.of()));
        for (Source source : query.aliases()) {
            Optional.ofNullable(source.alias())
                    .ifPresent(alias -> aliases.put(key(alias), withoutAlias(source.path())));
        }
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
        long own = query.selected().stream().filter(this::isOwnValue).count();
        List<Item> items = new ArrayList<>();
        for (Selected selected : query.selected()) {
            add(Feature.CHILD_QUERY, selected instanceof ChildQuery);
            add(Feature.TYPEOF, selected instanceof TypeOf);
            if (isOwnValue(selected)) {
                // FIELDS() stands for all the columns that the others leave.
                long columns = isFields(selected) ? values.size() - own + 1 : 1;
                Stream.generate(values::removeFirst).limit(columns).forEach(column -> items.add(value(column)));
                own--;
            } else if (selected instanceof SelectedExpression item
                    && item.expression() instanceof FieldExpression field) {
                List<String> path = withoutAlias(field.path());
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

    /** Whether it makes columns of the query's own rows: fields of parents are gathered under the parent. */
    private boolean isOwnValue(Selected selected) {
        return selected instanceof SelectedExpression item
                && !(item.expression() instanceof FieldExpression field
                        && withoutAlias(field.path()).size() > 1);
    }

    private static boolean isFields(Selected selected) {
        return selected instanceof SelectedExpression item
                && item.expression() instanceof Query.Call call
                && call.function().equals("FIELDS");
    }

    private List<String> withoutAlias(Path path) {
        List<String> names = path.names();
        List<String> start = names.size() > 1 ? aliases.get(key(names.get(0))) : null;
        if (start == null) {
            return names;
        }
        List<String> whole = new ArrayList<>(start);
        whole.addAll(names.subList(1, names.size()));
        return whole;
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

    private static String key(String name) {
        return name.toLowerCase(Locale.ROOT);
    }
}
