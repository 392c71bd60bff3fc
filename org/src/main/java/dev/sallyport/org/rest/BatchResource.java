package dev.sallyport.org.rest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sallyport.org.http.ApiException;
import dev.sallyport.org.http.ApiVersion;
import dev.sallyport.org.http.Subrequests;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.Locale;
import java.util.Map;

/** Up to 25 independent requests in one. See the REST API Developer Guide, "Composite Batch". */
final class BatchResource implements Resource {
    private static final int MOST_SUBREQUESTS = 25;
    private static final String ROOT = "/services/data/";

    @Override
    public void addTo(RoutesConfig routes) {
        routes.post("/services/data/{version}/composite/batch", RestGate.since(34, this::batch));
    }

    private void batch(Context context) {
        ObjectNode body = JsonBodies.object(context);
        JsonNode requests = body.path("batchRequests");
        if (!requests.isArray() || requests.isEmpty()) {
            throw new ApiException(400, "INVALID_INPUT", "The batch request must have at least one subrequest.");
        }
        if (requests.size() > MOST_SUBREQUESTS) {
            throw new ApiException(
                    400, "LIMIT_EXCEEDED", "The batch request has " + requests.size() + " subrequests, more than 25.");
        }
        boolean haltOnError = body.path("haltOnError").asBoolean();
        boolean hasErrors = false;
        ArrayNode results = JsonNodeFactory.instance.arrayNode();
        for (JsonNode request : requests) {
            ObjectNode result = results.addObject();
            if (hasErrors && haltOnError) {
                result.put("statusCode", 412);
                result.set(
                        "result",
                        CompositeResource.errors("BATCH_PROCESSING_HALTED", "Batch processing halted per request"));
                continue;
            }
            Subrequests.Answer answer = answer(context, request);
            result.put("statusCode", answer.status());
            result.set("result", CompositeResource.json(answer));
            hasErrors |= answer.status() >= 400;
        }
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        answer.put("hasErrors", hasErrors);
        answer.set("results", results);
        SaveAnswers.json(context, 200, answer);
    }

    private static Subrequests.Answer answer(Context context, JsonNode request) {
        String url = request.path("url").asText().replace(" ", "%20");
        String target = url.startsWith(ROOT) ? url : ROOT + (url.startsWith("/") ? url.substring(1) : url);
        String[] segments = target.substring(ROOT.length()).split("/", 3);
        String method = request.path("method").asText().toUpperCase(Locale.ROOT);
        if (method.isEmpty() || url.isEmpty()) {
            return refused("Each subrequest must have a method and a url.");
        }
        if (ApiVersion.parsePathSegment(segments[0]).isEmpty() || isComposite(segments)) {
            return refused("Not a resource that a batch may ask for: " + url);
        }
        JsonNode input = request.path("richInput");
        String body = input.isMissingNode() ? "" : input.toString();
        return Subrequests.of(context)
                .send(
                        context,
                        new Subrequests.Request(method, target, Map.of("Content-Type", "application/json"), body));
    }

    /** The answer to a subrequest that goes nowhere: the others go on. */
    private static Subrequests.Answer refused(String message) {
        return new Subrequests.Answer(
                400,
                Map.of("Content-Type", "application/json"),
                CompositeResource.errors("INVALID_INPUT", message).toString());
    }

    private static boolean isComposite(String[] segments) {
        return segments.length > 1 && segments[1].equals("composite");
    }
}
