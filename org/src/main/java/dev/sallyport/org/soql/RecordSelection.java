package dev.sallyport.org.soql;

import dev.sallyport.org.data.Field;
import dev.sallyport.org.data.FieldType;
import dev.sallyport.org.data.SObjectType;
import dev.sallyport.org.soql.Query.Call;
import dev.sallyport.org.soql.Query.ExpressionArgument;
import dev.sallyport.org.soql.Query.FieldExpression;
import dev.sallyport.org.soql.Query.Path;
import dev.sallyport.org.soql.Query.SelectedExpression;
import dev.sallyport.org.soql.Query.TypeOf;
import dev.sallyport.org.soql.RowLayout.Reader;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The SELECT list of a query for records: which columns the database is asked for, and how rows are made of them. */
final class RecordSelection {
    private static final Set<String> VALUE_FUNCTIONS = Set.of("TOLABEL", "FORMAT", "CONVERTCURRENCY");

    private final Scope scope;
    private final Expressions expressions;
    private final Refusals refusals;
    private final ValueFormats formats;
    private final Projection projection;
    private final Level root;
    private int unnamed;

    RecordSelection(
            Scope scope, Expressions expressions, Refusals refusals, ValueFormats formats, Projection projection) {
        this.scope = scope;
        this.expressions = expressions;
        this.refusals = refusals;
        this.formats = formats;
        this.projection = projection;
        this.root = new Level(List.of(scope.root()), false);
    }

    /** The row's layout, when everything has been added. */
    RowLayout layout() {
        return root.layouts().get(0);
    }

    void add(SelectedExpression selected) {
        if (selected.expression() instanceof FieldExpression field) {
            if (selected.alias() != null) {
                throw refusals.malformed(field.start(), "only aggregate expressions use field aliasing");
            }
            addField(field.path());
            return;
        }
        Call call = (Call) selected.expression();
        if (call.function().equals("FIELDS")) {
            addFields(call);
        } else {
            addCall(call, selected.alias());
        }
    }

    /** The result of a subquery, under its relationship's name. */
    void addChildren(String relationshipName, int offset) {
        int id = projection.add(Sql.of(scope.root().id()));
        root.add(new Column.Children(relationshipName), offset, (row, children) -> {
            Map<String, QueryResult> byParent = children.getOrDefault(relationshipName, Map.of());
            return byParent.get(row.getString(id));
        });
    }

    void addTypeOf(TypeOf typeOf) {
        List<String> relationships = new ArrayList<>(scope.relationships(typeOf.relationship()));
        relationships.add(typeOf.relationship().last());
        List<Scope.Table> targets = scope.tables(relationships, typeOf.relationship());
        List<RowLayout> layouts = new ArrayList<>();
        for (Scope.Table target : targets) {
            Level level = new Level(List.of(target), false);
            typeOf.cases().stream()
                    .filter(aCase -> aCase.sObject()
                            .text()
                            .equalsIgnoreCase(target.type().name()))
                    .findFirst()
                    .ifPresentOrElse(
                            aCase -> aCase.fields()
                                    .forEach(field -> addPlain(level, target, field.last(), field.start())),
                            () -> typeOf.otherwise().forEach(field -> addOfNameObject(level, target, field)));
            layouts.addAll(level.layouts());
        }
        Level holder = levelOf(relationships.subList(0, relationships.size() - 1), typeOf.relationship());
        String name = relationshipName(holder, relationships.get(relationships.size() - 1));
        holder.add(new Column.Parent(name), typeOf.relationship().start(), firstOf(layouts));
    }

    private void addOfNameObject(Level level, Scope.Table target, Path path) {
        Scope.Resolved resolved = scope.resolveOnName(List.of(target), path.last(), path.start());
        Field field = resolved.field();
        level.add(
                new Column.Value(polymorphicName(path.last(), field), field.type()),
                path.start(),
                RowLayout.value(field.type(), field, projection.add(resolved.sql())));
    }

    private void addField(Path path) {
        List<String> relationships = scope.relationships(path);
        Scope.Resolved resolved = scope.resolve(path);
        Level level = levelOf(relationships, path);
        if (resolved.table() == null) {
            int column = projection.add(resolved.sql());
            Field field = resolved.field();
            level.add(
                    new Column.Value(polymorphicName(path.last(), field), field.type()),
                    path.start(),
                    RowLayout.value(field.type(), field, column));
        } else {
            addPlain(level, resolved.table(), path.last(), path.start());
        }
    }

    private static String polymorphicName(String written, Field field) {
        if (written.equalsIgnoreCase("Type")) {
            return "Type";
        }
        return written.equalsIgnoreCase("Name") ? "Name" : field.name();
    }

    private void addPlain(Level level, Scope.Table table, String name, int offset) {
        Scope.Resolved resolved = scope.resolveOn(table, name, offset);
        Field field = resolved.field();
        Reader reader = field.type().isCompound()
                ? compound(table, field)
                : RowLayout.value(field.type(), field, projection.add(resolved.sql()));
        level.add(new Column.Value(field.name(), field.type()), offset, reader);
    }

    private Reader compound(Scope.Table table, Field compound) {
        SortedMap<String, Reader> parts = new TreeMap<>();
        for (Field component : table.type().componentsOf(compound)) {
            int column = projection.add(Sql.of(table.column(component)));
            parts.put(CompoundParts.nameOf(component, compound), RowLayout.value(component.type(), component, column));
        }
        return (row, children) -> {
            Map<String, @Nullable Object> values = new LinkedHashMap<>();
            boolean empty = true;
            for (Map.Entry<String, Reader> part : parts.entrySet()) {
                Object value = part.getValue().read(row, children);
                values.put(part.getKey(), value);
                empty &= value == null;
            }
            return empty ? null : new CompoundValue(values);
        };
    }

    /** FIELDS(ALL), FIELDS(STANDARD), FIELDS(CUSTOM): those not named already. */
    private void addFields(Call call) {
        String which = call.arguments().size() == 1
                        && call.arguments().get(0) instanceof ExpressionArgument argument
                        && argument.expression() instanceof FieldExpression name
                ? name.path().text().toUpperCase(Locale.ROOT)
                : "";
        if (!Set.of("ALL", "STANDARD", "CUSTOM").contains(which)) {
            throw refusals.malformed(call.start(), "FIELDS function takes ALL, STANDARD or CUSTOM");
        }
        for (Field field : scope.visibleFields(scope.root().type())) {
            boolean wanted = which.equals("ALL") || field.custom() == which.equals("CUSTOM");
            if (wanted && !root.has(field.name())) {
                addPlain(root, scope.root(), field.name(), call.start());
            }
        }
    }

    private void addCall(Call call, @Nullable String alias) {
        Operand operand = expressions.operand(call);
        if (operand.aggregate()) {
            throw refusals.malformed(call.start(), "field must be grouped or aggregated: " + operand.name());
        }
        boolean ofAField = VALUE_FUNCTIONS.contains(call.function());
        int column = projection.add(operand.sql());
        Reader plain = RowLayout.value(operand.type(), operand.field(), column);
        Reader reader = ofAField ? formats.applied(call.function(), operand, plain) : plain;
        FieldType type = ofAField && !call.function().equals("CONVERTCURRENCY") ? FieldType.STRING : operand.type();
        String ownName = ofAField ? operand.name() : "expr" + unnamed++;
        root.add(new Column.Value(alias == null ? ownName : alias, type), call.start(), reader);
    }

    private Level levelOf(List<String> relationships, Path path) {
        Level level = root;
        for (int i = 0; i < relationships.size(); i++) {
            List<Scope.Table> tables = scope.tables(relationships.subList(0, i + 1), path);
            String name = relationshipName(level, relationships.get(i));
            level = level.parent(name, tables, path.start());
        }
        return level;
    }

    /** The relationship's name in the schema's own case. */
    private static String relationshipName(Level level, String written) {
        return level.tables.stream()
                .flatMap(table -> table.type().parentRelationship(written).stream())
                .map(Field::relationshipName)
                .findFirst()
                .orElse(written);
    }

    private static Reader firstOf(List<RowLayout> layouts) {
        return (row, children) -> {
            for (RowLayout layout : layouts) {
                Row parent = layout.read(row, children);
                if (parent != null) {
                    return parent;
                }
            }
            return null;
        };
    }

    /** The columns of the query's own records, or of those at the end of a relationship. */
    private final class Level {
        private final List<Scope.Table> tables;
        private final boolean polymorphic;
        private final List<Column> columns = new ArrayList<>();
        private final List<Reader> readers = new ArrayList<>();
        private final Map<String, Level> parents = new HashMap<>();

        Level(List<Scope.Table> tables, boolean polymorphic) {
            this.tables = tables;
            this.polymorphic = polymorphic;
        }

        boolean has(String name) {
            return columns.stream().anyMatch(column -> column.name().equalsIgnoreCase(name));
        }

        void add(Column column, int offset, Reader reader) {
            if (has(column.name())) {
                throw refusals.invalidField(offset, "duplicate field selected: " + column.name());
            }
            columns.add(column);
            readers.add(reader);
        }

        Level parent(String name, List<Scope.Table> parentTables, int offset) {
            Level known = parents.get(name);
            if (known != null) {
                return known;
            }
            Level parent = new Level(parentTables, parentTables.get(0).ofSeveral());
            parentTables.forEach(table -> projection.add(Sql.of(table.id())));
            parents.put(name, parent);
            add(new Column.Parent(name), offset, (row, children) -> firstOf(parent.layouts())
                    .read(row, children));
            return parent;
        }

        List<RowLayout> layouts() {
            List<RowLayout> layouts = new ArrayList<>();
            for (Scope.Table table : tables) {
                SObjectType type = table.type();
                RowType rowType = new RowType(polymorphic ? "Name" : type.name(), columns);
                layouts.add(new RowLayout(rowType, type.name(), projection.add(Sql.of(table.id())), readers));
            }
            return layouts;
        }
    }
}
