package dev.sallyport.org.rest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sallyport.org.http.ApiException;
import dev.sallyport.org.http.Subrequests;
import dev.sallyport.org.records.RecordStore;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** Several requests in one, which may use each other's answers. See the REST API Developer Guide, "Composite" and "Graphs". */
final class CompositeResource implements Resource {
    private static final int MOST_SUBREQUESTS = 25;
    private static final int MOST_QUERIES = 5;
    private static final int MOST_GRAPHS = 75;
    private static final int MOST_NODES = 500;
    private static final Pattern QUERY_OR_COLLECTION =
            Pattern.compile("/services/data/v\\d+\\.0/(query|queryAll|composite/sobjects)([/?].*)?");
    private static final Pattern ALLOWED =
            Pattern.compile("/services/data/v\\d+\\.0/(?!composite(?!/sobjects|/tree)).+");

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final RecordStore records;

    CompositeResource(RestServices services) {
        this.records = services.records();
    }

    @Override
    public void addTo(RoutesConfig routes) {
        routes.post("/services/data/{version}/composite", this::composite);
        routes.post("/services/data/{version}/composite/graph", this::graphs);
    }

    /** One request of a composite one. */
    private record Part(String method, String url, String referenceId, Map<String, String> headers, JsonNode body) {}

    /** Rolls a transaction back. */
    private static final class HaltedException extends RuntimeException {
        HaltedException() {
            super("halted", null, false, false);
        }
    }

    private void composite(Context context) {
        ObjectNode body = JsonBodies.object(context);
        List<Part> parts = parts(body, MOST_SUBREQUESTS);
        long queries = parts.stream()
                .filter(part -> QUERY_OR_COLLECTION.matcher(part.url()).matches())
                .count();
        if (queries > MOST_QUERIES) {
            throw new ApiException(
                    400,
                    "LIMIT_EXCEEDED",
                    "The composite request has more than " + MOST_QUERIES
                            + " query and sObject collection subrequests.");
        }
        ArrayNode answers = run(context, parts, body.path("allOrNone").asBoolean());
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        answer.set("compositeResponse", answers);
        SaveAnswers.json(context, 200, answer);
    }

    private void graphs(Context context) {
        JsonNode graphs = JsonBodies.object(context).path("graphs");
        if (!graphs.isArray() || graphs.size() > MOST_GRAPHS) {
            throw new ApiException(400, "INVALID_INPUT", "A request has 1 to " + MOST_GRAPHS + " graphs.");
        }
        ArrayNode answers = JsonNodeFactory.instance.arrayNode();
        for (JsonNode graph : graphs) {
            ArrayNode parts = run(context, parts(graph, MOST_NODES), true);
            boolean successful = true;
            for (JsonNode part : parts) {
                successful &= part.path("httpStatusCode").asInt() < 300;
            }
            ObjectNode answer = answers.addObject();
            answer.put("graphId", graph.path("graphId").asText());
            answer.putObject("graphResponse").set("compositeResponse", parts);
            answer.put("isSuccessful", successful);
        }
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        answer.set("graphs", answers);
        SaveAnswers.json(context, 200, answer);
    }

    private ArrayNode run(Context context, List<Part> parts, boolean allOrNone) {
        List<ObjectNode> answers = new ArrayList<>();
        try {
            if (allOrNone) {
                records.inOneTransaction(() -> {
                    each(context, parts, answers, true);
                    return answers;
                });
            } else {
                each(context, parts, answers, false);
            }
        } catch (HaltedException halted) {
            haltOthers(parts, answers);
        }
        return JsonNodeFactory.instance.arrayNode().addAll(answers);
    }

    private static void each(Context context, List<Part> parts, List<ObjectNode> answers, boolean allOrNone) {
        CompositeReferences references = new CompositeReferences();
        for (Part part : parts) {
            ObjectNode answer = answer(context, part, references);
            answers.add(answer);
            if (answer.path("httpStatusCode").asInt() < 300) {
                references.add(part.referenceId(), answer.path("body"));
            } else if (allOrNone) {
                throw new HaltedException();
            }
        }
    }

    private static ObjectNode answer(Context context, Part part, CompositeReferences references) {
        if (!ALLOWED.matcher(part.url()).matches()) {
            return answer(
                    part,
                    400,
                    errors("INVALID_INPUT", "The subrequest's URL is not one of the REST API: " + part.url()),
                    Map.of());
        }
        try {
            String url = references.resolved(part.url()).replace(" ", "%20");
            String body = part.body().isMissingNode()
                    ? ""
                    : references.resolved(part.body()).toString();
            Map<String, String> headers = new LinkedHashMap<>(part.headers());
            headers.put("Content-Type", "application/json");
            Subrequests.Answer answer =
                    Subrequests.of(context).send(context, new Subrequests.Request(part.method(), url, headers, body));
            return answer(part, answer.status(), json(answer), shown(answer.headers()));
        } catch (CompositeReferences.UnresolvedException e) {
            return answer(part, 400, errors("PROCESSING_HALTED", String.valueOf(e.getMessage())), Map.of());
        }
    }

    private static void haltOthers(List<Part> parts, List<ObjectNode> answers) {
        int failed = answers.size() - 1;
        JsonNode halted = errors(
                "PROCESSING_HALTED",
                "The transaction was rolled back since another operation in the same transaction failed.");
        for (int i = 0; i < parts.size(); i++) {
            if (i != failed) {
                ObjectNode answer = answer(parts.get(i), 400, halted, Map.of());
                if (i < failed) {
                    answers.set(i, answer);
                } else {
                    answers.add(answer);
                }
            }
        }
    }

    static JsonNode json(Subrequests.Answer answer) {
        if (answer.body().isEmpty()) {
            return NullNode.getInstance();
        }
        if (!answer.isJson()) {
            return JsonNodeFactory.instance.textNode(answer.body());
        }
        try {
            return MAPPER.readTree(answer.body());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("An endpoint wrote malformed JSON", e);
        }
    }

    static ArrayNode errors(String code, String message) {
        ArrayNode errors = JsonNodeFactory.instance.arrayNode();
        errors.addObject().put("errorCode", code).put("message", message);
        return errors;
    }

    private static ObjectNode answer(Part part, int status, JsonNode body, Map<String, String> headers) {
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        answer.set("body", body);
        ObjectNode shown = answer.putObject("httpHeaders");
        headers.forEach(shown::put);
        answer.put("httpStatusCode", status);
        answer.put("referenceId", part.referenceId());
        return answer;
    }

    private static Map<String, String> shown(Map<String, String> headers) {
        Map<String, String> shown = new LinkedHashMap<>();
        for (String name : List.of("ETag", "Last-Modified", "Location")) {
            String value = headers.get(name);
            if (value != null) {
                shown.put(name, value);
            }
        }
        return shown;
    }

    private static List<Part> parts(JsonNode body, int most) {
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
        List<Part> parts = new ArrayList<>();
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
            parts.add(new Part(required(part, "method"), required(part, "url"), reference, headers, part.path("body")));
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
