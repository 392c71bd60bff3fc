package dev.sallyport.org.metadata;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The properties of a metadata component, or of a part of one, under their names in the Metadata API Developer Guide.
 * Values that came as XML are texts, those that came as JSON have types; a null takes a property away.
 */
record Component(ObjectNode properties) {

    static Component empty() {
        return new Component(JsonNodeFactory.instance.objectNode());
    }

    Component copy() {
        return new Component(properties.deepCopy());
    }

    boolean has(String name) {
        return value(name).isPresent();
    }

    /** A text without the blanks around it; empty where it is missing, null or blank. */
    Optional<String> text(String name) {
        return value(name)
                .filter(JsonNode::isValueNode)
                .map(node -> node.asText().strip())
                .filter(text -> !text.isEmpty());
    }

    String text(String name, String otherwise) {
        return text(name).orElse(otherwise);
    }

    String requiredText(String name) {
        return text(name).orElseThrow(() -> MetadataException.required(name));
    }

    /** Whether a flag is set; one that is missing is not. */
    boolean flag(String name) {
        return text(name)
                .map(text -> switch (text) {
                    case "true", "1" -> true;
                    case "false", "0" -> false;
                    default ->
                        throw new MetadataException(
                                "INVALID_TYPE_ON_FIELD_IN_RECORD",
                                "'" + text + "' is not a valid value for the type xsd:boolean",
                                name);
                })
                .orElse(false);
    }

    Optional<Integer> integer(String name) {
        return text(name).map(text -> {
            try {
                return Integer.valueOf(text);
            } catch (NumberFormatException e) {
                throw new MetadataException(
                        "INVALID_TYPE_ON_FIELD_IN_RECORD",
                        "'" + text + "' is not a valid value for the type xsd:int",
                        name);
            }
        });
    }

    /** A part of its own. */
    Optional<Component> part(String name) {
        return value(name).filter(JsonNode::isObject).map(node -> new Component((ObjectNode) node));
    }

    /** Parts of their own: XML cannot tell one from a list of one. */
    List<Component> parts(String name) {
        List<Component> parts = new ArrayList<>();
        for (JsonNode node : list(name)) {
            if (node.isObject()) {
                parts.add(new Component((ObjectNode) node));
            }
        }
        return parts;
    }

    List<String> texts(String name) {
        List<String> texts = new ArrayList<>();
        list(name).forEach(node -> texts.add(node.asText().strip()));
        return texts;
    }

    /** What another component says takes the place of what this one says; a null there takes it away. */
    Component merged(Component other) {
        ObjectNode merged = properties.deepCopy();
        other.properties.properties().forEach(property -> {
            if (property.getValue().isNull()) {
                merged.remove(property.getKey());
            } else {
                merged.set(property.getKey(), property.getValue().deepCopy());
            }
        });
        return new Component(merged);
    }

    Component with(String name, String value) {
        properties.put(name, value);
        return this;
    }

    Component with(String name, boolean value) {
        properties.put(name, value);
        return this;
    }

    Component with(String name, int value) {
        properties.put(name, value);
        return this;
    }

    Component without(String... names) {
        properties.remove(List.of(names));
        return this;
    }

    private ArrayNode list(String name) {
        ArrayNode list = JsonNodeFactory.instance.arrayNode();
        value(name).ifPresent(node -> {
            if (node.isArray()) {
                list.addAll((ArrayNode) node);
            } else {
                list.add(node);
            }
        });
        return list;
    }

    private Optional<JsonNode> value(String name) {
        return Optional.ofNullable(properties.get(name)).filter(node -> !node.isNull());
    }
}
