package dev.sallyport.org.rest;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sallyport.org.data.Field;
import dev.sallyport.org.data.FieldType;
import dev.sallyport.org.data.SObjectType;
import dev.sallyport.org.data.Schema;
import dev.sallyport.org.http.ApiException;
import dev.sallyport.org.records.Draft;
import dev.sallyport.org.records.FieldText;
import dev.sallyport.org.records.ParentByExternalId;
import dev.sallyport.org.records.UnreadableValueException;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads records in JSON. A value of the wrong JSON type ends the request, as it does in Salesforce. */
final class JsonDrafts {
    private final Schema schema;
    private final byte[] body;

    /**
     * @param body the whole request, in which values are located for messages
     */
    JsonDrafts(Schema schema, byte[] body) {
        this.schema = schema;
        this.body = body;
    }

    /** The type that a record's {@code attributes} name; empty where they name none. */
    static Optional<String> type(JsonNode json) {
        JsonNode type = json.path("attributes").path("type");
        return type.isTextual() ? Optional.of(type.asText()) : Optional.empty();
    }

    /**
     * Reads a record.
     *
     * @param at where it is in the body
     */
    Draft read(String sObject, @Nullable String id, ObjectNode json, JsonPointer at) {
        Optional<SObjectType> type = schema.type(sObject);
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        json.properties().forEach(property -> {
            String name = property.getKey();
            if (!name.equals("attributes")) {
                values.put(name, value(type, name, property.getValue(), at.appendProperty(name)));
            }
        });
        return new Draft(sObject, id, values);
    }

    private @Nullable Object value(Optional<SObjectType> type, String name, JsonNode json, JsonPointer at) {
        if (json.isNull()) {
            return null;
        }
        if (json instanceof ObjectNode parent
                && type.flatMap(found -> found.parentRelationship(name)).isPresent()) {
            return parent(parent, at);
        }
        Optional<Field> field = type.flatMap(found -> found.field(name));
        if (field.isEmpty()) {
            // Left to the record store, which says that there is no such column.
            return json.asText();
        }
        return switch (json.getNodeType()) {
            case STRING -> text(field.get(), json.asText(), at);
            case NUMBER -> number(field.get(), json, at);
            case BOOLEAN -> {
                if (field.get().type() != FieldType.BOOLEAN) {
                    throw mismatch(field.get(), json.asBoolean() ? "VALUE_TRUE" : "VALUE_FALSE", json.asText(), at);
                }
                yield json.asBoolean();
            }
            case OBJECT -> throw mismatch(field.get(), "START_OBJECT", "{", at);
            case ARRAY -> throw mismatch(field.get(), "START_ARRAY", "[", at);
            case NULL, MISSING, BINARY, POJO -> null;
        };
    }

    private ParentByExternalId parent(ObjectNode json, JsonPointer at) {
        Map.@Nullable Entry<String, JsonNode> key = null;
        for (Map.Entry<String, JsonNode> property : json.properties()) {
            if (!property.getKey().equals("attributes")) {
                if (key != null) {
                    throw new ApiException(
                            400,
                            "INVALID_FIELD",
                            "Multiple values present for reference, please specify only one: " + at.toString());
                }
                key = property;
            }
        }
        if (key == null) {
            throw new ApiException(400, "INVALID_FIELD", "No value specified for reference: " + at.toString());
        }
        JsonNode value = key.getValue();
        Object given = value.isNull()
                ? null
                : value.isNumber() ? value.decimalValue() : value.isBoolean() ? value.asBoolean() : value.asText();
        return new ParentByExternalId(type(json).orElse(null), key.getKey(), given);
    }

    private @Nullable Object text(Field field, String text, JsonPointer at) {
        if (field.type().isCompound()) {
            throw mismatch(field, "VALUE_STRING", text, at);
        }
        try {
            return FieldText.parse(field, text);
        } catch (UnreadableValueException e) {
            throw mismatch(field, "VALUE_STRING", text, at);
        }
    }

    private Object number(Field field, JsonNode json, JsonPointer at) {
        BigDecimal number = json.decimalValue();
        String token = json.isIntegralNumber() ? "VALUE_NUMBER_INT" : "VALUE_NUMBER_FLOAT";
        if (!field.type().isNumber()) {
            throw mismatch(field, token, json.asText(), at);
        }
        try {
            if (field.type() == FieldType.INT) {
                return number.intValueExact();
            }
            return field.type() == FieldType.LONG ? (Object) number.longValueExact() : number;
        } catch (ArithmeticException e) {
            throw mismatch(field, token, json.asText(), at);
        }
    }

    private ApiException mismatch(Field field, String token, String value, JsonPointer at) {
        String type = field.soapType().substring(field.soapType().indexOf(':') + 1);
        return JsonBodies.parserError("Cannot deserialize instance of " + type + " from " + token + " value " + value
                + " or request may be missing a required field at " + JsonBodies.location(body, at));
    }
}
