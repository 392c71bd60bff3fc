package dev.sallyport.org.data;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/**
 * Custom objects and fields. A definition has the format of the files under {@code sobjects/}, see {@link SchemaReader};
 * members beyond it are kept as they are, for those who know them. A change is kept in the database, alters the tables,
 * and is then seen by everybody who holds the {@link Schema}. Nothing is checked here but that a definition can be read.
 */
public final class CustomDefinitions {
    private static final String KEY_PREFIX_COUNTER = "CustomObject.KeyPrefix";

    /** Salesforce's begin with an a; what comes after them is for orgs that are larger than any of its own. */
    private static final String KEY_PREFIX_LETTERS = "abc";

    private static final int KEY_PREFIXES =
            KEY_PREFIX_LETTERS.length() * SalesforceId.DIGITS.length() * SalesforceId.DIGITS.length();

    private final Jdbi jdbi;
    private final Tables tables;
    private final Definitions definitions;
    private final SchemaReader reader = new SchemaReader();
    private final Schema schema;
    private Map<String, ObjectNode> changes;

    CustomDefinitions(Jdbi jdbi, Definitions definitions) {
        this.jdbi = jdbi;
        this.tables = new Tables(jdbi);
        this.definitions = definitions;
        this.changes = Map.of();
        this.schema = new Schema(reader.read(definitions.with(changes)));
    }

    /** Reads what the database keeps of earlier changes, and makes the tables that are missing. */
    synchronized void open() {
        tables.createInternal();
        changes = stored();
        if (!changes.isEmpty()) {
            schema.replace(reader.read(definitions.with(changes)));
        }
        tables.create(schema);
    }

    Schema schema() {
        return schema;
    }

    /** Whether a type was there when the org was new, and not made by its administrators. */
    public boolean isShipped(String typeName) {
        return definitions.isShipped(typeName);
    }

    /** A copy of a type's definition, to be changed and put back. The name is in its own case. */
    public synchronized Optional<ObjectNode> find(String typeName) {
        return definitions.find(typeName, changes).map(ObjectNode::deepCopy);
    }

    /**
     * Makes a custom object, or changes a type: the table gets the columns that are new, and loses those that are gone,
     * with their values. Of a standard type only the custom fields count.
     *
     * @throws IllegalArgumentException if the definition cannot be read
     */
    public void put(ObjectNode definition) {
        putAll(List.of(definition));
    }

    /** As {@link #put}, of many at once, which may refer to each other. */
    public synchronized void putAll(Collection<ObjectNode> newDefinitions) {
        Map<String, ObjectNode> next = new TreeMap<>(changes);
        for (ObjectNode definition : newDefinitions) {
            next.put(definition.path("name").asText(), Definitions.changeOf(definition));
        }
        apply(next);
    }

    /** Takes a custom object away, with all its rows. */
    public synchronized void remove(String typeName) {
        Map<String, ObjectNode> next = new TreeMap<>(changes);
        if (definitions.isShipped(typeName)) {
            next.put(
                    typeName,
                    Definitions.JSON.createObjectNode().put("name", typeName).put("deleted", true));
        } else {
            next.remove(typeName);
        }
        apply(next);
    }

    /** Gives a custom object another name; references to it follow. Its rows and their ids stay. */
    public synchronized void rename(String typeName, String newName) {
        Map<String, ObjectNode> all = definitions.with(changes);
        Map<String, ObjectNode> next = new TreeMap<>(changes);
        all.forEach((name, definition) -> {
            ObjectNode copy = definition.deepCopy();
            if (pointElsewhere(copy, typeName, newName)) {
                next.put(name, Definitions.changeOf(copy));
            }
        });
        ObjectNode renamed = next.containsKey(typeName)
                ? next.get(typeName).deepCopy()
                : all.getOrDefault(typeName, Definitions.JSON.createObjectNode())
                        .deepCopy();
        next.put(newName, renamed.put("name", newName));
        if (definitions.isShipped(typeName)) {
            next.put(
                    typeName,
                    Definitions.JSON.createObjectNode().put("name", typeName).put("deleted", true));
        } else {
            next.remove(typeName);
        }
        tables.rename(schema.requireType(typeName), newName);
        List<SObjectType> types = reader.read(definitions.with(next));
        store(next);
        schema.replace(types);
    }

    /**
     * Reserves the key prefix of a new custom object: {@code a00}, {@code a01} and so on. None is given twice, not even
     * after its object was deleted.
     */
    public String reserveKeyPrefix() {
        return reserveKeyPrefixes(1).get(0);
    }

    /** As {@link #reserveKeyPrefix}, for many new objects at once. */
    public synchronized List<String> reserveKeyPrefixes(int count) {
        return jdbi.inTransaction(handle -> {
            long next = handle.createQuery("SELECT \"Next\" FROM INTERNAL.\"AutoNumber\" WHERE \"Field\" = :field")
                    .bind("field", KEY_PREFIX_COUNTER)
                    .mapTo(Long.class)
                    .findOne()
                    .orElse(0L);
            List<String> reserved = new ArrayList<>(count);
            for (; reserved.size() < count; next++) {
                if (next == KEY_PREFIXES) {
                    throw new IllegalStateException("All key prefixes from a00 to czz are taken");
                }
                String keyPrefix = keyPrefix(next);
                if (!schema.hasKeyPrefix(keyPrefix)) {
                    reserved.add(keyPrefix);
                }
            }
            handle.execute("MERGE INTO INTERNAL.\"AutoNumber\" VALUES (?, ?)", KEY_PREFIX_COUNTER, next);
            return reserved;
        });
    }

    /** Says which number an auto-number field gives next. */
    public void setNextAutoNumber(String typeName, String fieldName, long next) {
        jdbi.useHandle(handle ->
                handle.execute("MERGE INTO INTERNAL.\"AutoNumber\" VALUES (?, ?)", typeName + "." + fieldName, next));
    }

    /** Reads the definitions anew, after the database has been put back to an earlier state with its tables. */
    public synchronized void reload() {
        changes = stored();
        schema.replace(reader.read(definitions.with(changes)));
    }

    /** Goes back to the definitions that the database holds again, and has the tables follow. */
    synchronized void revert() {
        Map<String, ObjectNode> earlier = stored();
        if (earlier.equals(changes)) {
            return;
        }
        Schema before = new Schema(List.copyOf(schema.types()));
        List<SObjectType> types = reader.read(definitions.with(earlier));
        Schema after = new Schema(types);
        tables.widen(before, after);
        schema.replace(types);
        tables.narrow(before, after);
        changes = earlier;
    }

    private void apply(Map<String, ObjectNode> next) {
        Schema before = new Schema(List.copyOf(schema.types()));
        List<SObjectType> types = reader.read(definitions.with(next));
        Schema after = new Schema(types);
        tables.widen(before, after);
        store(next);
        schema.replace(types);
        tables.narrow(before, after);
    }

    private static String keyPrefix(long number) {
        int radix = SalesforceId.DIGITS.length();
        int digits = radix * radix;
        return "" + KEY_PREFIX_LETTERS.charAt((int) (number / digits))
                + SalesforceId.DIGITS.charAt((int) (number % digits / radix))
                + SalesforceId.DIGITS.charAt((int) (number % radix));
    }

    private static boolean pointElsewhere(ObjectNode definition, String target, String newTarget) {
        boolean changed = false;
        for (JsonNode field : definition.path("fields")) {
            for (JsonNode reference : field.path("referenceTo")) {
                if (reference.asText().equals(target)) {
                    ((ObjectNode) field).putArray("referenceTo").add(newTarget);
                    changed = true;
                    break;
                }
            }
        }
        return changed;
    }

    private Map<String, ObjectNode> stored() {
        Map<String, ObjectNode> stored = new TreeMap<>();
        jdbi.useHandle(handle -> handle.createQuery("SELECT \"Name\", \"Json\" FROM INTERNAL.\"Definition\"")
                .map((row, context) -> parse(row.getString("Json")))
                .forEach(definition -> stored.put(definition.path("name").asText(), definition)));
        return stored;
    }

    private void store(Map<String, ObjectNode> next) {
        jdbi.useTransaction(handle -> {
            for (String name : changes.keySet()) {
                if (!next.containsKey(name)) {
                    handle.execute("DELETE FROM INTERNAL.\"Definition\" WHERE \"Name\" = ?", name);
                }
            }
            next.forEach((name, definition) -> {
                if (!definition.equals(changes.get(name))) {
                    storeOne(handle, name, definition);
                }
            });
        });
        changes = next;
    }

    private static void storeOne(Handle handle, String name, ObjectNode definition) {
        handle.execute("MERGE INTO INTERNAL.\"Definition\" VALUES (?, ?)", name, definition.toString());
    }

    private static ObjectNode parse(String json) {
        try {
            return (ObjectNode) Definitions.JSON.readTree(json);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("The org's database holds a definition that is no JSON", e);
        }
    }
}
