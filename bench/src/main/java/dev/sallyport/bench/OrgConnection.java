package dev.sallyport.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sallyport.org.LocalOrg;
import dev.sallyport.org.ReadyApp;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPInputStream;

/** A client that has signed in to an org by client credentials, and takes answers compressed. */
final class OrgConnection {
    static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient http = HttpClient.newHttpClient();
    private final URI root;
    private final String services;
    private final String token;

    OrgConnection(LocalOrg org) throws IOException, InterruptedException {
        this.root = org.instanceUrl();
        this.services = "/services/data/v" + org.apiVersion();
        this.token = token(org.readyApp());
    }

    private String token(ReadyApp app) throws IOException, InterruptedException {
        String form = "grant_type=client_credentials&client_id=" + encode(app.consumerKey()) + "&client_secret="
                + encode(app.consumerSecret());
        HttpRequest request = HttpRequest.newBuilder(root.resolve("/services/oauth2/token"))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(form))
                .build();
        try (InputStream body = body(http.send(request, BodyHandlers.ofInputStream()))) {
            return JSON.readTree(body).path("access_token").asText();
        }
    }

    static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    /** A request for a path below {@code /services/data/vXX.X}, or for one that an answer has given. */
    HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(root.resolve(path.startsWith("/services/") ? path : services + path))
                .header("Authorization", "Bearer " + token)
                .header("Accept-Encoding", "gzip");
    }

    HttpResponse<InputStream> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return http.send(request.build(), BodyHandlers.ofInputStream());
    }

    /** An answer's body, decompressed. */
    static InputStream body(HttpResponse<InputStream> response) throws IOException {
        boolean compressed =
                response.headers().firstValue("Content-Encoding").orElse("").equals("gzip");
        InputStream body = compressed ? new GZIPInputStream(response.body(), 1 << 16) : response.body();
        if (response.statusCode() / 100 != 2) {
            try (body) {
                throw new IllegalStateException("The org answered " + response.statusCode() + ": "
                        + new String(body.readAllBytes(), StandardCharsets.UTF_8));
            }
        }
        return body;
    }
}
