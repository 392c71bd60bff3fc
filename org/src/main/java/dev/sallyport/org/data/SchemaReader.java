package dev.sallyport.org.data;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Reads the object definitions under {@code sobjects/}, one JSON file for each type, listed in {@code index.json}.
 *
 * <p>A definition says only what is not usual: {@link FieldReader} fills in what follows from a field's type. An entry
 * in {@code fields} is a field; or a name, which stands for a field of {@code system-fields.json}; or
 * {@code {"address": "Billing"}}, which stands for a compound address and its parts; or
 * {@code {"permissions": {"ApiEnabled": "API Enabled"}}}, which stands for a checkbox {@code PermissionsApiEnabled}.
 */
final class SchemaReader {
    private static final String FOLDER = "/dev/sallyport/org/data/sobjects/";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final JsonNode systemFields = read("system-fields.json");
    private final FieldReader fieldReader = new FieldReader(read("value-sets.json"));
    private final Map<String, JsonNode> definitions = new TreeMap<>();
    private final Map<String, List<Field>> fields = new TreeMap<>();
    private final Map<String, List<ChildRelationship>> children = new TreeMap<>();

    private SchemaReader() {}

    static Schema readStandard() {
        SchemaReader reader = new SchemaReader();
        for (JsonNode name : read("index.json")) {
            reader.add(read(name.asText() + ".json"));
        }
        return reader.schema();
    }

    private void add(JsonNode definition) {
        String typeName = definition.path("name").asText();
        definitions.put(typeName, definition);
        List<Field> typeFields = new ArrayList<>();
        for (JsonNode entry : definition.path("fields")) {
            for (JsonNode field : expand(entry)) {
                typeFields.add(fieldReader.read(field, definition));
                addChildRelationships(typeName, field);
            }
        }
        fields.put(typeName, typeFields);
    }

    private List<JsonNode> expand(JsonNode entry) {
        if (entry.isTextual()) {
            JsonNode field = systemFields.path(entry.asText());
            if (field.isMissingNode()) {
                throw new IllegalStateException("system-fields.json has no field '" + entry.asText() + "'");
            }
            return List.of(field);
        }
        if (entry.has("address")) {
            return Macros.address(JSON, entry.path("address").asText());
        }
        if (entry.has("permissions")) {
            return Macros.permissions(JSON, entry.path("permissions"));
        }
        return List.of(entry);
    }

    private void addChildRelationships(String typeName, JsonNode field) {
        for (JsonNode parent : field.path("referenceTo")) {
            JsonNode name = field.path("childRelationshipName");
            children.computeIfAbsent(parent.asText(), key -> new ArrayList<>())
                    .add(new ChildRelationship(
                            typeName,
                            field.path("name").asText(),
                            name.isTextual() ? name.asText() : null,
                            field.path("cascadeDelete").asBoolean(),
                            field.path("restrictedDelete").asBoolean()));
        }
    }

    private Schema schema() {
        List<SObjectType> types = new ArrayList<>();
        definitions.forEach((name, definition) -> types.add(new SObjectType(
                properties(definition), fields.getOrDefault(name, List.of()), children.getOrDefault(name, List.of()))));
        return new Schema(types);
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

    private static JsonNode read(String file) {
        try (InputStream stream = SchemaReader.class.getResourceAsStream(FOLDER + file)) {
            if (stream == null) {
                throw new IllegalStateException("Missing resource " + FOLDER + file);
            }
            return JSON.readTree(stream);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read resource " + FOLDER + file, e);
        }
    }
}
