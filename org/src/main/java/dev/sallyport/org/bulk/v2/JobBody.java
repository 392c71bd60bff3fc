package dev.sallyport.org.bulk.v2;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import dev.sallyport.org.http.ApiException;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The JSON that opens or changes a job: an object of plain values under the names of {@code JobInfo}, and no others. */
final class JobBody {
    private static final JsonFactory JSON = new JsonFactory();

    private static final Set<String> PROPERTIES = Set.of(
            "apexProcessingTime",
            "apiActiveProcessingTime",
            "apiVersion",
            "assignmentRuleId",
            "columnDelimiter",
            "concurrencyMode",
            "contentType",
            "contentUrl",
            "createdById",
            "createdDate",
            "errorMessage",
            "externalIdFieldName",
            "id",
            "jobType",
            "lineEnding",
            "numberRecordsFailed",
            "numberRecordsProcessed",
            "object",
            "operation",
            "query",
            "retries",
            "state",
            "systemModstamp",
            "totalProcessingTime");

    private final Map<String, Value> values;

    private record Value(String text, String place) {}

    private JobBody(Map<String, Value> values) {
        this.values = values;
    }

    /**
     * Reads a body.
     *
     * @throws ApiException if it is not JSON, or has what no job has
     */
    static JobBody read(String json) {
        try (JsonParser parser = JSON.createParser(json)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw mismatch(place(parser));
            }
            Map<String, Value> values = new HashMap<>();
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String name = parser.currentName();
                if (!PROPERTIES.contains(name)) {
                    throw new ApiException(400, "API_ERROR", "Unrecognized field \"" + name + "\"" + place(parser));
                }
                JsonToken token = parser.nextToken();
                if (!token.isScalarValue()) {
                    throw mismatch(place(parser));
                }
                if (token != JsonToken.VALUE_NULL) {
                    values.put(name, new Value(parser.getText(), place(parser)));
                }
            }
            return new JobBody(values);
        } catch (JsonProcessingException e) {
            throw new ApiException(400, "JSON_PARSER_ERROR", e.getOriginalMessage() + place(e));
        } catch (IOException e) {
            throw new ApiException(400, "JSON_PARSER_ERROR", String.valueOf(e.getMessage()));
        }
    }

    /** The text of a property; empty where it is missing, null or blank. */
    Optional<String> text(String name) {
        return Optional.ofNullable(values.get(name)).map(Value::text).filter(text -> !text.isBlank());
    }

    @Nullable
    String textOrNull(String name) {
        return text(name).orElse(null);
    }

    /**
     * The choice that a property names.
     *
     * @throws ApiException if it names none
     */
    <T> Optional<T> choice(String name, Function<String, Optional<T>> choices) {
        Value value = values.get(name);
        if (value == null) {
            return Optional.empty();
        }
        return Optional.of(choices.apply(value.text()).orElseThrow(() -> mismatch(value.place())));
    }

    /** A constant of an enumeration by its own name. */
    <E extends Enum<E>> E constant(String name, Class<E> type, E otherwise) {
        return choice(name, text -> {
                    for (E constant : type.getEnumConstants()) {
                        if (constant.name().equals(text)) {
                            return Optional.of(constant);
                        }
                    }
                    return Optional.empty();
                })
                .orElse(otherwise);
    }

    private static ApiException mismatch(String place) {
        return new ApiException(400, "API_ERROR", "Value does not match expected type" + place);
    }

    private static String place(JsonParser parser) {
        return place(
                parser.currentLocation().getLineNr(), parser.currentLocation().getColumnNr());
    }

    private static String place(JsonProcessingException e) {
        return e.getLocation() == null
                ? ""
                : place(e.getLocation().getLineNr(), e.getLocation().getColumnNr());
    }

    private static String place(int line, int column) {
        return " at [line:" + line + ", column:" + column + "]";
    }
}
