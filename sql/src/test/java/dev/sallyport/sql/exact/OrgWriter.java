package dev.sallyport.sql.exact;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sallyport.org.Administrator;
import dev.sallyport.org.LocalOrg;
import dev.sallyport.org.ReadyApp;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/** Makes objects and records in a local org, over HTTP as anybody would. */
final class OrgWriter {
    /** How Salesforce writes a time of day. */
    static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss.SSS'Z'");

    private static final ObjectMapper JSON = new ObjectMapper();

    private final LocalOrg org;
    private final HttpClient http;
    private final String token;

    OrgWriter(LocalOrg org, HttpClient http) {
        this.org = org;
        this.http = http;
        this.token = token(org.readyApp());
    }

    private String token(ReadyApp app) {
        String pair = app.consumerKey() + ":" + app.consumerSecret();
        return send(HttpRequest.newBuilder(uri("/services/oauth2/token"))
                        .header(
                                "Authorization",
                                "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8)))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(BodyPublishers.ofString("grant_type=client_credentials")))
                .path("access_token")
                .asText();
    }

    /** Makes a custom object by the admin API, in the Metadata API's words. */
    void makeObject(String definition) {
        Administrator administrator = org.administrator();
        ObjectNode signIn = JSON.createObjectNode()
                .put("username", administrator.username())
                .put("password", administrator.knownPassword().orElseThrow());
        String session = post("/setup/api/login", signIn.toString(), "none")
                .path("sessionId")
                .asText();
        post("/setup/api/objects", definition, session);
    }

    /** Creates records of one sObject, all of them or none, and tells their ids. */
    List<String> create(String sObject, List<Map<String, Object>> records) {
        ObjectNode body = JSON.createObjectNode().put("allOrNone", true);
        ArrayNode list = body.putArray("records");
        for (Map<String, Object> record : records) {
            ObjectNode json = list.addObject();
            json.putObject("attributes").put("type", sObject);
            record.forEach((field, value) -> put(json, field, value));
        }
        List<String> ids = new ArrayList<>();
        for (JsonNode result : post("/services/data/v68.0/composite/sobjects", body.toString(), token)) {
            if (!result.path("success").asBoolean()) {
                throw new IllegalStateException("The org refused a record of " + sObject + ": " + result);
            }
            ids.add(result.path("id").asText());
        }
        return ids;
    }

    private static void put(ObjectNode json, String field, Object value) {
        if (value instanceof BigDecimal number) {
            json.put(field, number);
        } else if (value instanceof Integer number) {
            json.put(field, number);
        } else if (value instanceof Boolean bool) {
            json.put(field, bool);
        } else {
            json.put(field, value.toString());
        }
    }

    private JsonNode post(String path, String json, String bearer) {
        return send(HttpRequest.newBuilder(uri(path))
                .header("Authorization", "Bearer " + bearer)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(json)));
    }

    private JsonNode send(HttpRequest.Builder request) {
        try {
            HttpResponse<String> answer = http.send(request.build(), BodyHandlers.ofString());
            if (answer.statusCode() / 100 != 2) {
                throw new IllegalStateException("The org answered " + answer.statusCode() + ": " + answer.body());
            }
            return JSON.readTree(answer.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while the org was filled.", e);
        }
    }

    private URI uri(String path) {
        return URI.create(org.instanceUrl() + path);
    }
}
