package dev.sallyport.org.soql;

import static dev.sallyport.org.soql.Sql.quoted;

import dev.sallyport.org.data.Field;
import dev.sallyport.org.data.FieldType;
import dev.sallyport.org.data.SObjectType;
import dev.sallyport.org.data.Schema;
import dev.sallyport.org.soql.Query.Path;
import dev.sallyport.org.soql.Query.Source;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The names that a query can use, and the tables that they come from: one for the query's own sObject, and one for each
 * relationship that a name goes through, joined when it is first named.
 */
final class Scope {
    /** How many relationships a path may go through (SOQL and SOSL Reference, "Relationship Query Limitations"). */
    private static final int MAX_LEVELS = 5;

    /**
     * A table that a name has led to.
     *
     * @param alias its name in the SQL
     * @param ofSeveral whether the reference that has led to it may lead to records of other types too
     */
    record Table(SObjectType type, String alias, boolean ofSeveral) {
        String column(Field field) {
            return alias + "." + quoted(field.name());
        }

        String id() {
            return alias + "." + quoted("Id");
        }
    }

    /**
     * What a path means.
     *
     * @param sql the column, or what stands for it
     * @param owner the type of record that it is a field of
     * @param table where it is a plain column; null where it is put together from several tables
     */
    record Resolved(
            Sql sql,
            Field field,
            SObjectType owner,
            @Nullable Table table) {}

    private final Schema schema;
    private final Visibility visibility;
    private final Refusals refusals;
    private final Table root;
    private final AliasNames aliasNames;
    private final Map<String, List<String>> aliases = new HashMap<>();
    private final Map<String, Table> tables = new LinkedHashMap<>();
    private final List<String> joins = new ArrayList<>();

    /** Numbers the tables of a query and its subqueries, so that no two have one name. */
    static final class AliasNames {
        private int next;

        String next() {
            return "t" + next++;
        }
    }

    Scope(
            Schema schema,
            Visibility visibility,
            Refusals refusals,
            SObjectType type,
            List<Source> sources,
            AliasNames aliasNames) {
        this.schema = schema;
        this.visibility = visibility;
        this.refusals = refusals;
        this.aliasNames = aliasNames;
        this.root = new Table(type, aliasNames.next(), false);
        addAliases(sources);
    }

    Table root() {
        return root;
    }

    Schema schema() {
        return schema;
    }

    /** The FROM clause, with the joins of every name that has been resolved. */
    String from() {
        return quoted(root.type().name()) + " " + root.alias() + String.join("", joins);
    }

    /**
     * The FROM clause for rows whose numbers are known. Without the hint the database would rather read the whole of an
     * index that has all the columns than the rows alone.
     */
    String fromKnownRows() {
        return rootOfKnownRows() + String.join("", joins);
    }

    /** The same without joins. */
    String rootOfKnownRows() {
        return quoted(root.type().name()) + " " + root.alias() + " USE INDEX ()";
    }

    /** The fields of a type that the user may see. */
    List<Field> visibleFields(SObjectType type) {
        return type.fields().stream()
                .filter(field -> visibility.canRead(type, field))
                .toList();
    }

    /** Whether the user may see records of a type. */
    boolean isVisible(SObjectType type) {
        return visibility.canRead(type);
    }

    /** The relationships of a path, without what stands for the query's own sObject, and its field. */
    List<String> relationships(Path path) {
        List<String> names = expanded(path);
        return names.subList(0, names.size() - 1);
    }

    /**
     * Looks a path up.
     *
     * @throws SoqlException if the user sees no such field
     */
    Resolved resolve(Path path) {
        List<String> relationships = relationships(path);
        if (relationships.size() > MAX_LEVELS) {
            throw refusals.malformed(
                    path.start(), "Relationship path " + path.text() + " goes through more than 5 relationships");
        }
        List<Table> owners = tables(relationships, path);
        if (owners.get(0).ofSeveral()) {
            return resolveOnName(owners, path.last(), path.start());
        }
        return resolveOn(owners.get(0), path.last(), path.start());
    }

    /** Looks a field of a table up. */
    Resolved resolveOn(Table table, String name, int offset) {
        SObjectType type = table.type();
        Field field = visibleField(type, name).orElseThrow(() -> refusals.noSuchField(name, type.name(), offset));
        String sql = field.stored() ? table.column(field) : table.id();
        return new Resolved(Sql.of(sql), field, type, table);
    }

    /** The tables at the end of a path of relationships: several where the last one may point to several types. */
    List<Table> tables(List<String> relationships, Path path) {
        List<Table> current = List.of(root);
        StringBuilder key = new StringBuilder();
        for (String relationship : relationships) {
            key.append('.').append(relationship.toLowerCase(Locale.ROOT));
            current = parents(current, relationship, key.toString(), path);
        }
        return current;
    }

    private List<Table> parents(List<Table> children, String relationship, String key, Path path) {
        List<Table> parents = new ArrayList<>();
        for (Table child : children) {
            Optional<Field> reference = child.type()
                    .parentRelationship(relationship)
                    .filter(field -> visibility.canRead(child.type(), field))
                    .filter(field -> !child.ofSeveral() || NameObject.leadsTo(relationship));
            if (reference.isPresent()) {
                for (String target : reference.get().referenceTo()) {
                    schema.type(target)
                            .filter(visibility::canRead)
                            .ifPresent(type -> parents.add(joined(child, reference.get(), type, key)));
                }
            }
        }
        if (parents.isEmpty()) {
            throw refusals.noSuchRelationship(relationship, path.start());
        }
        return parents;
    }

    private Table joined(Table child, Field reference, SObjectType type, String key) {
        return tables.computeIfAbsent(child.alias() + key + ":" + type.name(), ignored -> {
            Table table =
                    new Table(type, aliasNames.next(), reference.referenceTo().size() > 1);
            joins.add(" LEFT JOIN " + quoted(type.name()) + " " + table.alias() + " ON " + table.id() + " = "
                    + child.column(reference));
            return table;
        });
    }

    /**
     * A field of whatever a reference to one of several types points to: Salesforce takes it from the Name object. Name is
     * what names the records, a number for a case; what the records of none of the types have a value in is null.
     */
    Resolved resolveOnName(List<Table> owners, String name, int offset) {
        if (!NameObject.has(name)) {
            throw refusals.noSuchField(name, "Name", offset);
        }
        if (name.equalsIgnoreCase("Type")) {
            return typeOf(owners);
        }
        List<Resolved> found = owners.stream()
                .filter(owner -> NameObject.isOf(owner.type().name(), name))
                .flatMap(owner -> namesake(owner, name).stream())
                .toList();
        if (found.isEmpty()) {
            SObjectType user = schema.requireType("User"); // has all that the Name object has
            Field like = user.field(name).orElseThrow();
            return new Resolved(Sql.of("CAST(NULL AS VARCHAR_IGNORECASE)"), like, user, null);
        }
        String columns = found.stream().map(resolved -> resolved.sql().text()).collect(Collectors.joining(", "));
        Resolved first = found.get(0);
        return new Resolved(Sql.of("COALESCE(" + columns + ")"), first.field(), first.owner(), null);
    }

    private static Resolved typeOf(List<Table> owners) {
        SObjectType first = owners.get(0).type();
        String types = owners.stream()
                .map(owner -> " WHEN " + owner.id() + " IS NOT NULL THEN '"
                        + owner.type().name() + "'")
                .collect(Collectors.joining());
        return new Resolved(
                Sql.of("CAST(CASE" + types + " END AS VARCHAR_IGNORECASE)"),
                first.nameField().orElseThrow(),
                first,
                null);
    }

    private Optional<Resolved> namesake(Table table, String name) {
        Optional<Field> field = name.equalsIgnoreCase("Name")
                ? table.type().nameField()
                : table.type().field(name);
        return field.filter(found -> visibleField(table.type(), found.name()).isPresent())
                .map(found -> new Resolved(Sql.of(table.column(found)), found, table.type(), table));
    }

    private Optional<Field> visibleField(SObjectType type, String name) {
        return type.field(name).filter(field -> field.type() == FieldType.ID || visibility.canRead(type, field));
    }

    private void addAliases(List<Source> sources) {
        for (int i = 0; i < sources.size(); i++) {
            Source source = sources.get(i);
            if (source.alias() != null) {
                List<String> meant = i == 0 ? List.of() : expanded(source.path());
                aliases.put(source.alias().toLowerCase(Locale.ROOT), meant);
            }
        }
    }

    /** A path from the query's own sObject: aliases replaced, and the sObject's own name left out. */
    private List<String> expanded(Path path) {
        String first = path.names().get(0);
        List<String> alias = aliases.get(first.toLowerCase(Locale.ROOT));
        List<String> rest = path.names().subList(1, path.names().size());
        boolean ownName = first.equalsIgnoreCase(root.type().name())
                && root.type().parentRelationship(first).isEmpty();
        if (rest.isEmpty() || (alias == null && !ownName)) {
            return path.names();
        }
        List<String> names = new ArrayList<>(alias == null ? List.of() : alias);
        names.addAll(rest);
        return names;
    }
}
