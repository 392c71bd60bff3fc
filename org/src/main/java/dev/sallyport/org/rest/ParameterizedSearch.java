package dev.sallyport.org.rest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sallyport.org.http.ApiException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A search by parameters instead of SOSL (REST API Developer Guide, "Parameterized Search"), which it is turned into.
 *
 * @param in the fields searched, such as {@code ALL}
 * @param overallLimit most records; null for the API's own bound
 */
record ParameterizedSearch(
        String q,
        String in,
        List<Wanted> sobjects,
        @Nullable String overallLimit) {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    /** What is wanted of one type; each may be null. */
    private record Wanted(
            String name,
            @Nullable String fields,
            @Nullable String where,
            @Nullable String orderBy,
            @Nullable String limit,
            @Nullable String offset) {
        String returning() {
            String clauses = (fields == null ? "Id" : fields)
                    + clause(" WHERE ", where)
                    + clause(" ORDER BY ", orderBy)
                    + clause(" LIMIT ", limit)
                    + clause(" OFFSET ", offset);
            return name + "(" + clauses + ")";
        }
    }

    /** A search in a GET request's parameters. */
    static ParameterizedSearch ofParameters(Map<String, List<String>> parameters) {
        @Nullable String fields = joined(parameters, "fields");
        @Nullable String defaultLimit = joined(parameters, "defaultLimit");
        List<Wanted> sobjects = new ArrayList<>();
        for (String values : parameters.getOrDefault("sobject", List.of())) {
            for (String name : values.split(",", -1)) {
                String own = name.trim() + ".";
                sobjects.add(new Wanted(
                        name.trim(),
                        or(joined(parameters, own + "fields"), fields),
                        joined(parameters, own + "where"),
                        joined(parameters, own + "orderBy"),
                        or(joined(parameters, own + "limit"), defaultLimit),
                        joined(parameters, "offset")));
            }
        }
        return new ParameterizedSearch(
                required(joined(parameters, "q")),
                group(joined(parameters, "in")),
                sobjects,
                joined(parameters, "overallLimit"));
    }

    /** A search in a POST request's body. */
    static ParameterizedSearch ofBody(String body) {
        JsonNode json;
        try {
            json = MAPPER.readTree(body);
        } catch (JsonProcessingException e) {
            throw new ApiException(400, "JSON_PARSER_ERROR", String.valueOf(e.getOriginalMessage()));
        }
        List<Wanted> sobjects = new ArrayList<>();
        for (JsonNode sobject : json.path("sobjects")) {
            sobjects.add(new Wanted(
                    sobject.path("name").asText(),
                    or(text(sobject, "fields"), text(json, "fields")),
                    text(sobject, "where"),
                    text(sobject, "orderBy"),
                    or(text(sobject, "limit"), text(json, "defaultLimit")),
                    text(json, "offset")));
        }
        return new ParameterizedSearch(
                required(text(json, "q")), group(text(json, "in")), sobjects, text(json, "overallLimit"));
    }

    /** The same in SOSL. */
    String sosl() {
        String returning = sobjects.stream().map(Wanted::returning).collect(Collectors.joining(", "));
        return braces(q) + " IN " + in + " FIELDS" + (returning.isEmpty() ? "" : " RETURNING " + returning)
                + clause(" LIMIT ", overallLimit);
    }

    /** FIND with a search term that is no SOSL: its braces and backslashes mean nothing. */
    static String braces(String q) {
        return "FIND {" + q.replaceAll("[{}\\\\]", " ") + "}";
    }

    private static String required(@Nullable String q) {
        if (q == null || q.isBlank()) {
            throw new ApiException(400, "INVALID_SEARCH", "Enter a search term.");
        }
        return q;
    }

    private static String group(@Nullable String in) {
        return in == null ? "ALL" : in.toUpperCase(Locale.ROOT).replaceAll("[^A-Z]", "");
    }

    private static @Nullable String joined(Map<String, List<String>> parameters, String name) {
        List<String> values = parameters.getOrDefault(name, List.of());
        return values.isEmpty() ? null : String.join(",", values);
    }

    /** A value, of an array its elements with commas. */
    private static @Nullable String text(JsonNode json, String name) {
        JsonNode value = json.path(name);
        if (value.isArray()) {
            List<String> elements = new ArrayList<>();
            value.forEach(element -> elements.add(element.asText()));
            return elements.isEmpty() ? null : String.join(", ", elements);
        }
        return value.isValueNode() && !value.isNull() ? value.asText() : null;
    }

    private static @Nullable String or(@Nullable String value, @Nullable String otherwise) {
        return value == null ? otherwise : value;
    }

    private static String clause(String keyword, @Nullable String value) {
        return value == null ? "" : keyword + value;
    }
}
