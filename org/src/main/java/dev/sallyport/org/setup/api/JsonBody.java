package dev.sallyport.org.setup.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sallyport.org.http.ApiError;
import dev.sallyport.org.http.ApiException;
import io.javalin.http.Context;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A JSON object that a request brings, read strictly: an unknown member is an error, and so is one of a wrong type. */
final class JsonBody {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final JsonNode object;

    private JsonBody(JsonNode object) {
        this.object = object;
    }

    /**
     * Reads a request's body.
     *
     * @param known the members that may be there
     * @throws ApiException {@code JSON_PARSER_ERROR} if it is no JSON object or has other members
     */
    static JsonBody of(Context context, String... known) {
        try {
            return of(MAPPER.readTree(context.body()), known);
        } catch (JsonProcessingException e) {
            throw unreadable("The body is not JSON: " + e.getOriginalMessage());
        }
    }

    private static JsonBody of(@Nullable JsonNode node, String... known) {
        if (node == null || !node.isObject()) {
            throw unreadable("The body must be a JSON object");
        }
        Set<String> names = Set.of(known);
        for (Map.Entry<String, JsonNode> member : node.properties()) {
            if (!names.isEmpty() && !names.contains(member.getKey())) {
                throw unreadable("Unknown member '" + member.getKey() + "': there are " + String.join(", ", known));
            }
        }
        return new JsonBody(node);
    }

    boolean has(String name) {
        return object.has(name);
    }

    /** A text; empty where it is missing or null. */
    Optional<String> text(String name) {
        return member(name).map(node -> {
            if (!node.isTextual()) {
                throw unreadable("'" + name + "' must be a string");
            }
            return node.textValue();
        });
    }

    /**
     * A text that must be there.
     *
     * @throws ApiException {@code REQUIRED_FIELD_MISSING} if it is not
     */
    String requiredText(String name) {
        return text(name)
                .orElseThrow(() -> new ApiException(new ApiError(
                        400, "REQUIRED_FIELD_MISSING", "Required fields are missing: [" + name + "]", List.of(name))));
    }

    Optional<Boolean> bool(String name) {
        return member(name).map(node -> {
            if (!node.isBoolean()) {
                throw unreadable("'" + name + "' must be true or false");
            }
            return node.booleanValue();
        });
    }

    Optional<Integer> integer(String name) {
        return member(name).map(node -> {
            if (!node.canConvertToInt() || !node.isIntegralNumber()) {
                throw unreadable("'" + name + "' must be a whole number");
            }
            return node.intValue();
        });
    }

    /** A constant of an enum, by its name in any of {@code ALL_CAPS} or {@code lowerCamel}. */
    <E extends Enum<E>> Optional<E> constant(String name, Class<E> type) {
        return text(name).map(text -> {
            for (E constant : type.getEnumConstants()) {
                if (constant.name().replace("_", "").equalsIgnoreCase(text.replace("_", ""))) {
                    return constant;
                }
            }
            throw unreadable(
                    "'" + name + "' must be one of " + List.of(type.getEnumConstants()) + ", not '" + text + "'");
        });
    }

    /** A list of texts; a single text counts as its lines. Empty where it is missing. */
    Optional<List<String>> texts(String name) {
        return member(name).map(node -> {
            if (node.isTextual()) {
                return node.textValue()
                        .lines()
                        .map(String::strip)
                        .filter(line -> !line.isEmpty())
                        .toList();
            }
            List<String> texts = new ArrayList<>();
            for (JsonNode element : array(name, node)) {
                if (!element.isTextual()) {
                    throw unreadable("'" + name + "' must be a list of strings");
                }
                texts.add(element.textValue());
            }
            return texts;
        });
    }

    /** A list of objects; empty where it is missing. */
    Optional<List<JsonBody>> objects(String name, String... known) {
        return member(name).map(node -> {
            List<JsonBody> objects = new ArrayList<>();
            array(name, node).forEach(element -> objects.add(of(element, known)));
            return objects;
        });
    }

    /** An object's members, each an object; empty where it is missing. */
    Map<String, JsonBody> members(String name, String... known) {
        Map<String, JsonBody> members = new LinkedHashMap<>();
        object(name).ifPresent(found -> found.object
                .properties()
                .forEach(member -> members.put(member.getKey(), of(member.getValue(), known))));
        return members;
    }

    /** An object's members, each true or false; empty where it is missing. */
    Map<String, Boolean> flags(String name) {
        Map<String, Boolean> flags = new LinkedHashMap<>();
        object(name).ifPresent(found -> found.object
                .properties()
                .forEach(member ->
                        flags.put(member.getKey(), found.bool(member.getKey()).orElse(false))));
        return flags;
    }

    /** An object; empty where it is missing or null. */
    Optional<JsonBody> object(String name, String... known) {
        return member(name).map(node -> of(node, known));
    }

    private Optional<JsonNode> member(String name) {
        return Optional.ofNullable(object.get(name)).filter(node -> !node.isNull());
    }

    private static JsonNode array(String name, JsonNode node) {
        if (!node.isArray()) {
            throw unreadable("'" + name + "' must be a list");
        }
        return node;
    }

    private static ApiException unreadable(String message) {
        return new ApiException(400, "JSON_PARSER_ERROR", message);
    }
}
