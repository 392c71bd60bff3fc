package dev.sallyport.org.fuzz;

import dev.sallyport.org.data.OrgDatabase;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jspecify.annotations.Nullable;

/** A small org as plain maps. */
final class World {
    /** What a field holds. */
    enum Kind {
        ID,
        REFERENCE,
        TEXT,
        PICKLIST,
        MULTIPICKLIST,
        NUMBER,
        INT,
        BOOLEAN,
        DATE,
        DATETIME,
        TIME
    }

    /** A field; {@code choices} are a picklist's, in the order of Setup. */
    record Field(String name, Kind kind, List<String> choices) {
        Field(String name, Kind kind) {
            this(name, kind, List.of());
        }
    }

    /**
     * A reference and the table that it points to.
     *
     * @param several whether it might point to others
     */
    record Parent(String field, String table, boolean several) {
        Parent(String field, String table) {
            this(field, table, false);
        }
    }

    /** Records that point here, by a reference of theirs. */
    record Child(String table, String field) {}

    /** A record; the values are strings, big decimals, integers, booleans and times of java.time. */
    record Datum(Map<String, @Nullable Object> values) {
        @Nullable
        Object get(String field) {
            return values.get(field);
        }

        boolean isDeleted() {
            return Boolean.TRUE.equals(values.get("IsDeleted"));
        }
    }

    /** An sObject. */
    record Table(
            String name,
            List<Field> fields,
            Map<String, Parent> parents,
            Map<String, Child> children,
            List<Datum> rows) {
        /** What the Name object has of them too: all that a path shows through a reference to one of several sObjects. */
        List<Field> shared() {
            return fields.stream()
                    .filter(field -> !field.name().equals("CreatedDate"))
                    .toList();
        }
    }

    /** A field of a record or, by relationships, of what it points to. */
    record Path(List<String> relationships, Field field) {
        String text() {
            return relationships.isEmpty() ? field.name() : String.join(".", relationships) + "." + field.name();
        }
    }

    private final Map<String, Table> tables = new LinkedHashMap<>();
    private final Map<String, Datum> byId = new HashMap<>();

    World(List<Table> all) {
        for (Table table : all) {
            tables.put(table.name(), table);
            table.rows().forEach(row -> byId.put(String.valueOf(row.get("Id")), row));
        }
    }

    Table table(String name) {
        return Objects.requireNonNull(tables.get(name));
    }

    /** The value of a path, null where it leads nowhere. */
    @Nullable
    Object value(Table table, Datum row, Path path) {
        Table at = table;
        Datum found = row;
        for (String relationship : path.relationships()) {
            Parent parent = Objects.requireNonNull(at.parents().get(relationship));
            Object id = found.get(parent.field());
            if (id == null) {
                return null;
            }
            found = Objects.requireNonNull(byId.get(id));
            at = table(parent.table());
        }
        return found.get(path.field().name());
    }

    /** Writes all records into a database. */
    void writeTo(OrgDatabase database) {
        for (Table table : tables.values()) {
            List<String> columns = table.fields().stream().map(Field::name).toList();
            String names = columns.stream().map(name -> '"' + name + '"').collect(Collectors.joining(", "));
            String marks = columns.stream().map(name -> "?").collect(Collectors.joining(", "));
            database.jdbi().useHandle(handle -> {
                PreparedBatch batch = handle.prepareBatch(
                        "INSERT INTO \"" + table.name() + "\" (" + names + ") VALUES (" + marks + ")");
                for (Datum row : table.rows()) {
                    for (int i = 0; i < columns.size(); i++) {
                        Object value = row.get(columns.get(i));
                        batch.bind(i, value instanceof Instant instant ? instant.atOffset(ZoneOffset.UTC) : value);
                    }
                    batch.add();
                }
                batch.execute();
            });
        }
    }
}
