package dev.sallyport.org.rest;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sallyport.org.http.ApiException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** One request of a composite one. */
record CompositePart(String method, String url, String referenceId, Map<String, String> headers, JsonNode body) {

    /**
     * The requests in the {@code compositeRequest} of a body or a graph.
     *
     * @throws ApiException if there are none, or more than {@code most}, or one is not complete
     */
    static List<CompositePart> all(JsonNode body, int most) {
        JsonNode list = body.path("compositeRequest");
        if (!list.isArray() || list.isEmpty()) {
            throw new ApiException(400, "INVALID_INPUT", "The composite request must have at least one subrequest.");
        }
        if (list.size() > most) {
            throw new ApiException(
                    400,
                    "LIMIT_EXCEEDED",
                    "The composite request has " + list.size() + " subrequests, more than " + most + ".");
        }
        List<CompositePart> parts = new ArrayList<>();
        Set<String> references = new HashSet<>();
        for (JsonNode part : list) {
            String reference = required(part, "referenceId");
            if (!references.add(reference)) {
                throw new ApiException(
                        400, "INVALID_INPUT", "Duplicate ReferenceId provided in the request: " + reference);
            }
            Map<String, String> headers = new LinkedHashMap<>();
            part.path("httpHeaders")
                    .properties()
                    .forEach(header ->
                            headers.put(header.getKey(), header.getValue().asText()));
            parts.add(new CompositePart(
                    required(part, "method"), required(part, "url"), reference, headers, part.path("body")));
        }
        return parts;
    }

    private static String required(JsonNode part, String name) {
        String value = part.path(name).asText("");
        if (value.isEmpty()) {
            throw new ApiException(400, "INVALID_INPUT", "Each subrequest must have a " + name + ".");
        }
        return value;
    }
}
