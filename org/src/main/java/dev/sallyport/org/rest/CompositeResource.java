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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** Several requests in one, which may use each other's answers. See the REST API Developer Guide, "Composite" and "Graphs". */
final class CompositeResource implements Resource {
    private static final int MOST_SUBREQUESTS = 25;
    private static final int MOST_QUERIES = 5;
    private static final int MOST_FAILED_GRAPHS = 14;
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
        routes.post("/services/data/{version}/composite", RestGate.since(38, this::composite));
        routes.post("/services/data/{version}/composite/graph", RestGate.since(50, this::graphs));
    }

    /** Rolls a transaction back. */
    private static final class HaltedException extends RuntimeException {
        HaltedException() {
            super("halted", null, false, false);
        }
    }

    private void composite(Context context) {
        ObjectNode body = JsonBodies.object(context);
        List<CompositePart> parts = CompositePart.all(body, MOST_SUBREQUESTS);
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
        ArrayNode answers = run(
                context,
                parts,
                CompositeResource::isAllowed,
                body.path("allOrNone").asBoolean());
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        answer.set("compositeResponse", answers);
        SaveAnswers.json(context, 200, answer);
    }

    private void graphs(Context context) {
        List<CompositeGraph> graphs =
                CompositeGraph.all(JsonBodies.object(context).path("graphs"));
        ArrayNode answers = JsonNodeFactory.instance.arrayNode();
        int failed = 0;
        for (CompositeGraph graph : graphs) {
            boolean halted = failed > MOST_FAILED_GRAPHS;
            ArrayNode parts =
                    halted ? allHalted(graph.parts()) : run(context, graph.parts(), CompositeGraph::allows, true);
            boolean successful = true;
            for (JsonNode part : parts) {
                successful &= part.path("httpStatusCode").asInt() < 300;
            }
            failed += successful ? 0 : 1;
            ObjectNode answer = answers.addObject();
            answer.put("graphId", graph.id());
            answer.putObject("graphResponse").set("compositeResponse", parts);
            answer.put("isSuccessful", successful);
        }
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        answer.set("graphs", answers);
        SaveAnswers.json(context, 200, answer);
    }

    private static ArrayNode allHalted(List<CompositePart> parts) {
        JsonNode halted =
                errors("PROCESSING_HALTED", "More than " + MOST_FAILED_GRAPHS + " graphs of the request have failed.");
        ArrayNode answers = JsonNodeFactory.instance.arrayNode();
        parts.forEach(part -> answers.add(answer(part, 400, halted, Map.of())));
        return answers;
    }

    private static boolean isAllowed(CompositePart part) {
        return ALLOWED.matcher(part.url()).matches();
    }

    private ArrayNode run(
            Context context, List<CompositePart> parts, Predicate<CompositePart> allowed, boolean allOrNone) {
        List<ObjectNode> answers = new ArrayList<>();
        try {
            if (allOrNone) {
                records.inOneTransaction(() -> {
                    each(context, parts, allowed, answers, true);
                    return answers;
                });
            } else {
                each(context, parts, allowed, answers, false);
            }
        } catch (HaltedException halted) {
            haltOthers(parts, answers);
        }
        return JsonNodeFactory.instance.arrayNode().addAll(answers);
    }

    private static void each(
            Context context,
            List<CompositePart> parts,
            Predicate<CompositePart> allowed,
            List<ObjectNode> answers,
            boolean allOrNone) {
        CompositeReferences references = new CompositeReferences();
        for (CompositePart part : parts) {
            ObjectNode answer = allowed.test(part) ? answer(context, part, references) : notAllowed(part);
            answers.add(answer);
            if (answer.path("httpStatusCode").asInt() < 300) {
                references.add(part.referenceId(), answer.path("body"));
            } else if (allOrNone) {
                throw new HaltedException();
            }
        }
    }

    private static ObjectNode answer(Context context, CompositePart part, CompositeReferences references) {
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

    private static ObjectNode notAllowed(CompositePart part) {
        return answer(
                part,
                400,
                errors("INVALID_INPUT", "A subrequest may not ask for this: " + part.method() + " " + part.url()),
                Map.of());
    }

    private static void haltOthers(List<CompositePart> parts, List<ObjectNode> answers) {
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

    private static ObjectNode answer(CompositePart part, int status, JsonNode body, Map<String, String> headers) {
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
}
