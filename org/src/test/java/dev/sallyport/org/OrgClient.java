package dev.sallyport.org;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.stream.Collectors;

/** Calls an org as any HTTP client would, and reads what it says. */
public final class OrgClient {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final HttpClient http = HttpClient.newHttpClient();
    private final LocalOrg org;

    public OrgClient(LocalOrg org) {
        this.org = org;
    }

    public record Answer(HttpResponse<String> response) {
        public int status() {
            return response.statusCode();
        }

        public String text() {
            return response.body();
        }

        String header(String name) {
            return response.headers().firstValue(name).orElse("");
        }

        public JsonNode json() {
            try {
                return MAPPER.readTree(response.body());
            } catch (IOException e) {
                throw new UncheckedIOException("Not JSON: " + response.body(), e);
            }
        }

        /** {@code error: error_description} of the OAuth server, {@code errorCode: message} of the others. */
        public String refusal() {
            JsonNode json = json();
            return json.isArray()
                    ? json.path(0).path("errorCode").asText() + ": "
                            + json.path(0).path("message").asText()
                    : json.path("error").asText() + ": "
                            + json.path("error_description").asText();
        }
    }

    HttpRequest.Builder request(String pathOrUrl) {
        return HttpRequest.newBuilder(
                URI.create(pathOrUrl.startsWith("http") ? pathOrUrl : org.instanceUrl() + pathOrUrl));
    }

    Answer send(HttpRequest.Builder request) {
        try {
            return new Answer(http.send(request.build(), BodyHandlers.ofString()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    public Answer get(String path, String token) {
        return send(request(path).header("Authorization", "Bearer " + token));
    }

    public Answer post(String path, String token, String json) {
        return send(request(path)
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(json)));
    }

    public Answer patch(String path, String token, String json) {
        return send(request(path)
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json")
                .method("PATCH", BodyPublishers.ofString(json)));
    }

    static HttpRequest.Builder form(HttpRequest.Builder request, Map<String, String> parameters) {
        String body = parameters.entrySet().stream()
                .map(parameter -> encode(parameter.getKey()) + "=" + encode(parameter.getValue()))
                .collect(Collectors.joining("&"));
        return request.header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(body));
    }

    static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    static String basic(String clientId, String secret) {
        String pair = encode(clientId) + ":" + encode(secret);
        return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
    }

    /** A client credentials request with HTTP Basic. */
    Answer requestToken(String clientId, String secret) {
        return send(form(
                request("/services/oauth2/token").header("Authorization", basic(clientId, secret)),
                Map.of("grant_type", "client_credentials")));
    }

    /** A token of an app that is known to be ready. */
    public String token(ReadyApp app) {
        Answer answer = requestToken(app.consumerKey(), app.consumerSecret());
        return answer.json().path("access_token").asText();
    }

    /** Signs the administrator in to Setup, with a new password where an org that was reopened does not know it. */
    String administratorSession() {
        Administrator administrator = org.administrator();
        String password = administrator.knownPassword().orElse("correct horse");
        if (administrator.knownPassword().isEmpty()) {
            org.setup().users().setPassword(org.setup().users().get(administrator.username()), password);
        }
        return signIn(administrator.username(), password)
                .json()
                .path("sessionId")
                .asText();
    }

    /** A session of a user without an app, who gets a password for it. */
    String sessionOf(String username) {
        org.setup().users().setPassword(org.setup().users().get(username), "correct horse");
        org.setup().settings().allowSoapLogin(true);
        return SoapClient.partner(this)
                .call("login", "<username>" + username + "</username><password>correct horse</password>")
                .text("result/sessionId");
    }

    Answer signIn(String username, String password) {
        return send(request("/setup/api/login")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(
                        "{\"username\":\"" + username + "\",\"password\":\"" + password + "\"}")));
    }

    /** Passes the identity check of an administrator by the code in the mailbox. */
    void passIdentityCheck(String session) {
        String id = post("/setup/api/identity-checks", session, "{}")
                .json()
                .path("id")
                .asText();
        String mail =
                get("/setup/api/mailbox", session).json().path(0).path("body").asText();
        String code = mail.substring(mail.lastIndexOf(' ') + 1).strip();
        post("/setup/api/identity-checks/" + id, session, "{\"code\":\"" + code + "\"}");
    }
}
