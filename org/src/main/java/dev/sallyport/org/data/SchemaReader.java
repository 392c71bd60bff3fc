package dev.sallyport.org.data;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Makes types of object definitions.
 *
 * <p>A definition says only what is not usual: {@link FieldReader} fills in what follows from a field's type. An entry
 * in {@code fields} is a field; or a name, which stands for a field of {@code system-fields.json}; or
 * {@code {"address": "Billing"}}, which stands for a compound address and its parts; or
 * {@code {"permissions": {"ApiEnabled": "API Enabled"}}}, which stands for a checkbox {@code PermissionsApiEnabled}.
 */
final class SchemaReader {
    private final JsonNode systemFields = Definitions.shared("system-fields.json");
    private final FieldReader fieldReader = new FieldReader(Definitions.shared("value-sets.json"));

    private Map<String, Reading> readings = Map.of();
    private Map<String, SObjectType> types = Map.of();

    /** What one definition says, of its own type and of the types that it refers to. */
    private record Reading(ObjectNode definition, List<Field> fields, List<Reference> references) {}

    /** What a reference is to its target. */
    private record Reference(String target, ChildRelationship child) {}

    /**
     * The types of all definitions, which refer to each other. A definition that has not changed since it was last read is
     * not read again, and a type of which neither that nor its children have changed is the same object as before.
     */
    List<SObjectType> read(Map<String, ObjectNode> definitions) {
        Map<String, Reading> now = new TreeMap<>();
        Map<String, List<ChildRelationship>> children = new TreeMap<>();
        definitions.forEach((name, definition) -> {
            Reading reading = reading(name, definition);
            now.put(name, reading);
            reading.references()
                    .forEach(reference -> children.computeIfAbsent(reference.target(), key -> new ArrayList<>())
                            .add(reference.child()));
        });
        Map<String, SObjectType> read = new TreeMap<>();
        now.forEach((name, reading) -> read.put(name, type(name, reading, children.getOrDefault(name, List.of()))));
        readings = now;
        types = read;
        return List.copyOf(read.values());
    }

    private Reading reading(String name, ObjectNode definition) {
        Reading before = readings.get(name);
        if (before != null && before.definition().equals(definition)) {
            return before;
        }
        List<Field> fields = new ArrayList<>();
        List<Reference> references = new ArrayList<>();
        for (JsonNode entry : definition.path("fields")) {
            for (JsonNode field : expand(entry, name.endsWith("__c"))) {
                fields.add(fieldReader.read(field, definition));
                addReferences(name, field, references);
            }
        }
        return new Reading(definition, List.copyOf(fields), List.copyOf(references));
    }

    private SObjectType type(String name, Reading reading, List<ChildRelationship> children) {
        SObjectType before = types.get(name);
        if (before != null
                && reading.equals(readings.get(name))
                && before.childRelationships().equals(children)) {
            return before;
        }
        return new SObjectType(properties(reading.definition()), reading.fields(), children);
    }

    private List<JsonNode> expand(JsonNode entry, boolean custom) {
        if (entry.isTextual()) {
            return List.of(systemField(entry.asText(), custom));
        }
        if (entry.has("address")) {
            return Macros.address(Definitions.JSON, entry.path("address").asText());
        }
        if (entry.has("permissions")) {
            return Macros.permissions(Definitions.JSON, entry.path("permissions"));
        }
        return List.of(entry);
    }

    /** Queues may own records of every custom object, and of the standard ones whose definitions say so. */
    private JsonNode systemField(String name, boolean custom) {
        JsonNode field = systemFields.path(custom && name.equals("OwnerId") ? "QueueOwnerId" : name);
        if (field.isMissingNode()) {
            throw new IllegalStateException("system-fields.json has no field '" + name + "'");
        }
        return field;
    }

    private static void addReferences(String typeName, JsonNode field, List<Reference> references) {
        for (JsonNode target : field.path("referenceTo")) {
            JsonNode name = field.path("childRelationshipName");
            references.add(new Reference(
                    target.asText(),
                    new ChildRelationship(
                            typeName,
                            field.path("name").asText(),
                            name.isTextual() ? name.asText() : null,
                            field.path("cascadeDelete").asBoolean(),
                            field.path("restrictedDelete").asBoolean())));
        }
    }

    private static SObjectType.Properties properties(JsonNode definition) {
        String name = definition.path("name").asText();
        boolean writable = !definition.path("readOnly").asBoolean();
        boolean business = definition.path("business").asBoolean(true);
        return new SObjectType.Properties(
                name,
                definition.path("label").asText(),
                definition.path("labelPlural").asText(),
                definition.path("keyPrefix").asText(),
                name.endsWith("__c"),
                false,
                definition.path("activateable").asBoolean(),
                definition.path("createable").asBoolean(writable),
                definition.path("deletable").asBoolean(writable),
                definition.path("updateable").asBoolean(writable),
                definition.path("undeletable").asBoolean(writable && business),
                definition.path("mergeable").asBoolean(),
                definition.path("replicateable").asBoolean(writable),
                definition.path("retrieveable").asBoolean(true),
                true,
                definition.path("searchable").asBoolean(writable && business),
                definition.path("layoutable").asBoolean(writable && business),
                definition.path("compactLayoutable").asBoolean(writable && business),
                definition.path("searchLayoutable").asBoolean(writable && business),
                false,
                false,
                definition.path("mruEnabled").asBoolean(writable && business),
                definition.path("feedEnabled").asBoolean(),
                definition.path("triggerable").asBoolean(writable && business),
                false,
                false,
                false,
                false,
                null,
                null);
    }
}
