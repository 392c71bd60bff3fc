package dev.sallyport.cli.quickstart;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.stream.StreamSupport;

/** An administrator's session with a local org's Setup API. */
final class SetupClient {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final URI root;
    private final String session;

    /**
     * Signs in.
     *
     * @param instance the org's address
     * @throws SetupException if the org refuses
     */
    SetupClient(URI instance, String username, String password) {
        root = instance.resolve("/setup/api/");
        HttpRequest.Builder login = HttpRequest.newBuilder(root.resolve("login"));
        session = send(login, "POST", Map.of("username", username, "password", password))
                .path("sessionId")
                .asText();
    }

    JsonNode get(String path) {
        return send(request(path).GET(), path);
    }

    JsonNode post(String path, Map<String, ?> body) {
        return send(request(path), "POST", body);
    }

    JsonNode patch(String path, Map<String, ?> body) {
        return send(request(path), "PATCH", body);
    }

    /** The element of a list whose member has that value. */
    Optional<JsonNode> find(String path, String member, String value) {
        return StreamSupport.stream(get(path).spliterator(), false)
                .filter(element -> element.path(member).asText().equals(value))
                .findFirst();
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(root.resolve(path)).header("Authorization", "Bearer " + session);
    }

    private JsonNode send(HttpRequest.Builder request, String method, Map<String, ?> body) {
        try {
            request.header("Content-Type", "application/json")
                    .method(method, BodyPublishers.ofString(JSON.writeValueAsString(body)));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A map of texts does not become JSON.", e);
        }
        return send(request, method);
    }

    private JsonNode send(HttpRequest.Builder builder, String what) {
        HttpRequest request = builder.timeout(PATIENCE).build();
        try {
            HttpResponse<String> answer = http.send(request, BodyHandlers.ofString());
            JsonNode body = answer.body().isEmpty() ? MissingNode.getInstance() : JSON.readTree(answer.body());
            if (answer.statusCode() < 300) {
                return body;
            }
            throw refused(request, body.path(0));
        } catch (IOException e) {
            throw new SetupException(
                    "The local org does not answer " + what + " at " + request.uri() + ".",
                    "Run it again with -v to see why.",
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SetupException("The wait for the local org was interrupted.", "Run it again.", e);
        }
    }

    private static SetupException refused(HttpRequest request, JsonNode error) {
        return new SetupException(
                "Setup refuses " + request.method() + " " + request.uri().getPath() + ": "
                        + error.path("message").asText("no reason given") + " ("
                        + error.path("errorCode").asText("no code") + ").",
                "If the data folder is from an earlier version or was changed by hand, name a new one by --data.",
                null);
    }
}
