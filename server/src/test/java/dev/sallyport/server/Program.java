package dev.sallyport.server;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A program that uses the API by a token. */
final class Program {
    static final JsonMapper JSON = JsonMapper.shared();

    private final URI address;
    private final String token;
    private final HttpClient http = HttpClient.newHttpClient();

    Program(URI address, String token) {
        this.address = address;
        this.token = token;
    }

    String token() {
        return token;
    }

    /** An answer with its body read. */
    record Answer(int status, Map<String, String> headers, String text) {
        JsonNode json() {
            return JSON.readTree(text);
        }

        /** Where the answer sends who asked, below the API's address. */
        String location() {
            return headers.getOrDefault("location", "").substring("/api/v1".length());
        }

        String eTag() {
            return headers.getOrDefault("etag", "");
        }
    }

    /** What is at an address outside the API. */
    String fetch(String path) {
        HttpRequest request = HttpRequest.newBuilder(address.resolve(path))
                .header("Authorization", "Bearer " + token)
                .build();
        try {
            return http.send(request, BodyHandlers.ofString()).body();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** The answer of an address outside the API. */
    Answer outside(String method, String path) {
        return send(HttpRequest.newBuilder(address.resolve(path)).method(method, BodyPublishers.noBody()), Map.of());
    }

    Answer get(String path) {
        return send("GET", path, null, Map.of());
    }

    Answer post(String path, Object body) {
        return send("POST", path, body, Map.of());
    }

    Answer put(String path, String eTag, Object body) {
        return send("PUT", path, body, Map.of("If-Match", eTag));
    }

    Answer delete(String path) {
        return send("DELETE", path, null, Map.of());
    }

    /** The events of something that goes on, as they come; whoever closes them listens no more. */
    InputStream follow(String path) {
        return stream(HttpRequest.newBuilder(address.resolve("/api/v1" + path)).header("Accept", "text/event-stream"));
    }

    /** An answer as it comes. */
    InputStream streamed(String path, Object body) {
        return stream(HttpRequest.newBuilder(address.resolve("/api/v1" + path))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(JSON.writeValueAsString(body))));
    }

    private InputStream stream(HttpRequest.Builder request) {
        try {
            return http.send(request.header("Authorization", "Bearer " + token).build(), BodyHandlers.ofInputStream())
                    .body();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** A file that the API has. */
    HttpResponse<String> fetchFile(String path) {
        HttpRequest request = HttpRequest.newBuilder(address.resolve("/api/v1" + path))
                .header("Authorization", "Bearer " + token)
                .build();
        try {
            return http.send(request, BodyHandlers.ofString());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** An answer that is no text. */
    HttpResponse<byte[]> download(String path, Object body, String accept) {
        HttpRequest request = HttpRequest.newBuilder(address.resolve("/api/v1" + path))
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json")
                .header("Accept", accept)
                .POST(BodyPublishers.ofString(JSON.writeValueAsString(body)))
                .build();
        try {
            return http.send(request, BodyHandlers.ofByteArray());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    Answer send(String method, String path, @Nullable Object body, Map<String, String> headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(address.resolve("/api/v1" + path))
                .header("Content-Type", "application/json")
                .method(
                        method,
                        body == null
                                ? BodyPublishers.noBody()
                                : BodyPublishers.ofString(JSON.writeValueAsString(body)));
        return send(request, headers);
    }

    private Answer send(HttpRequest.Builder request, Map<String, String> headers) {
        request.setHeader("Authorization", "Bearer " + token);
        headers.forEach(request::header);
        try {
            HttpResponse<String> response = http.send(request.build(), BodyHandlers.ofString());
            Map<String, String> received = new HashMap<>();
            response.headers().map().forEach((name, values) -> received.put(name, values.get(0)));
            return new Answer(response.statusCode(), received, response.body());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
