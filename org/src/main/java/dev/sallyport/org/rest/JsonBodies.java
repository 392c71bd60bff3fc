package dev.sallyport.org.rest;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sallyport.org.http.ApiException;
import io.javalin.http.Context;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A request's JSON, and where in it something is: Salesforce tells the line and column of what it cannot read. */
final class JsonBodies {
    /** Salesforce's JSON nests records 5 deep; anything far deeper is an attack on the parser. */
    private static final int DEEPEST = 100;

    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    static {
        MAPPER.getFactory()
                .setStreamReadConstraints(StreamReadConstraints.builder()
                        .maxNestingDepth(DEEPEST)
                        .maxStringLength(60_000_000)
                        .build());
    }

    private JsonBodies() {}

    /**
     * The object in a request's body.
     *
     * @throws ApiException if the body is of another type, malformed, or no object
     */
    static ObjectNode object(Context context) {
        return object(bytes(context));
    }

    /**
     * The object in JSON.
     *
     * @throws ApiException if the JSON is malformed or no object
     */
    static ObjectNode object(byte[] body) {
        if (read(body) instanceof ObjectNode object) {
            return object;
        }
        throw parserError("The HTTP entity body must be a JSON object, but was something else");
    }

    /**
     * A request's body.
     *
     * @throws ApiException if there is none, or it is of another type than JSON
     */
    static byte[] bytes(Context context) {
        byte[] body = context.bodyAsBytes();
        if (body.length == 0) {
            throw parserError("The HTTP entity body is required, but this request has no entity body.");
        }
        requireJson(context);
        return body;
    }

    /** Where a value is, as Salesforce writes it at the end of its messages. */
    static String location(byte[] body, JsonPointer pointer) {
        try (JsonParser parser = MAPPER.getFactory().createParser(body)) {
            while (parser.nextToken() != null) {
                boolean value = parser.currentToken() != JsonToken.FIELD_NAME;
                if (value && parser.getParsingContext().pathAsPointer().equals(pointer)) {
                    return at(parser.currentTokenLocation());
                }
            }
            return at(parser.currentLocation());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static ApiException parserError(String message) {
        return new ApiException(400, "JSON_PARSER_ERROR", message);
    }

    private static JsonNode read(byte[] body) {
        try {
            return MAPPER.readTree(body);
        } catch (JsonProcessingException e) {
            @Nullable JsonLocation location = e.getLocation();
            throw parserError(e.getOriginalMessage() + (location == null ? "" : " at " + at(location)));
        } catch (IOException e) {
            throw parserError("The body cannot be read");
        }
    }

    private static String at(JsonLocation location) {
        return "[line:" + location.getLineNr() + ", column:" + location.getColumnNr() + "]";
    }

    private static void requireJson(Context context) {
        @Nullable String type = context.contentType();
        if (type == null || !type.toLowerCase(Locale.ROOT).contains("json")) {
            throw new ApiException(
                    415, "UNSUPPORTED_MEDIA_TYPE", "Content type '" + (type == null ? "" : type) + "' not supported.");
        }
    }
}
