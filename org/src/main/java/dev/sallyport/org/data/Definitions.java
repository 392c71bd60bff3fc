package dev.sallyport.org.data;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The object definitions under {@code sobjects/} and {@code tooling/}, one JSON file for each type, listed in {@code index.json}, and what an
 * org's administrators made of them. A change to a custom object is its whole definition; a change to a standard object
 * holds its custom fields, all of them; {@code {"deleted": true}} takes a custom object away.
 */
final class Definitions {
    static final ObjectMapper JSON = new ObjectMapper();

    private static final String ROOT = "/dev/sallyport/org/data/";
    private static final String ORG = "sobjects";
    private static final String TOOLING = "tooling";

    private final Map<String, ObjectNode> shipped = new TreeMap<>();

    private Definitions(String folder) {
        for (JsonNode name : resource(folder, "index.json")) {
            shipped.put(name.asText(), (ObjectNode) resource(folder, name.asText() + ".json"));
        }
    }

    /** The types of a new org. */
    static Definitions ofOrg() {
        return new Definitions(ORG);
    }

    /** The types of the Tooling API. */
    static Definitions ofTooling() {
        return new Definitions(TOOLING);
    }

    /** Whether a new org has a type of this name. */
    boolean isShipped(String name) {
        return shipped.containsKey(name);
    }

    /** The definition of every type, by name, after some changes. They are not to be modified. */
    Map<String, ObjectNode> with(Map<String, ObjectNode> changes) {
        Map<String, ObjectNode> definitions = new TreeMap<>(shipped);
        changes.keySet().forEach(name -> find(name, changes)
                .ifPresentOrElse(definition -> definitions.put(name, definition), () -> definitions.remove(name)));
        return definitions;
    }

    /** The definition of one type after some changes. It is not to be modified. */
    Optional<ObjectNode> find(String name, Map<String, ObjectNode> changes) {
        ObjectNode standard = shipped.get(name);
        ObjectNode change = changes.get(name);
        if (change == null) {
            return Optional.ofNullable(standard);
        }
        if (change.path("deleted").asBoolean()) {
            return Optional.empty();
        }
        return Optional.of(isCustom(name) || standard == null ? change : withCustomFields(standard, change));
    }

    /** What of a definition is to be kept as a change. */
    static ObjectNode changeOf(ObjectNode definition) {
        if (isCustom(definition.path("name").asText())) {
            return definition.deepCopy();
        }
        ObjectNode change = JSON.createObjectNode();
        change.set("name", definition.get("name"));
        ArrayNode fields = change.putArray("fields");
        for (JsonNode field : definition.path("fields")) {
            if (isCustomField(field)) {
                fields.add(field.deepCopy());
            }
        }
        return change;
    }

    static boolean isCustom(String name) {
        return name.endsWith("__c");
    }

    /** Reads a resource file that all definitions share. */
    static JsonNode shared(String file) {
        return resource(ORG, file);
    }

    private static JsonNode resource(String folder, String file) {
        String path = ROOT + folder + "/" + file;
        try (InputStream stream = Definitions.class.getResourceAsStream(path)) {
            if (stream == null) {
                throw new IllegalStateException("Missing resource " + path);
            }
            return JSON.readTree(stream);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read resource " + path, e);
        }
    }

    private static ObjectNode withCustomFields(ObjectNode standard, ObjectNode change) {
        ObjectNode merged = JSON.createObjectNode();
        merged.setAll(standard);
        ArrayNode fields = merged.putArray("fields");
        for (JsonNode field : standard.path("fields")) {
            if (!isCustomField(field)) {
                fields.add(field);
            }
        }
        change.path("fields").forEach(fields::add);
        return merged;
    }

    private static boolean isCustomField(JsonNode field) {
        String name = field.path("name").asText();
        return name.endsWith("__c") || name.endsWith("__s");
    }
}
