package dev.sallyport.salesforce;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.sallyport.auth.ClientCredential;
import dev.sallyport.auth.OAuthProvider;
import dev.sallyport.auth.Secret;
import dev.sallyport.auth.oauth.OAuthTokenSource;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.zip.GZIPOutputStream;

/**
 * An org that answers each path as a test says. It issues the tokens T1, T2 and so on; a path without an answer of its
 * own is a 404 as Salesforce words it.
 */
final class PlayedOrg implements AutoCloseable {
    static final String SECRET = "the-consumer-secret";

    record Seen(String method, String path, String query, Map<String, List<String>> headers, String body) {
        String header(String name) {
            return String.join(",", headers.getOrDefault(name, List.of()));
        }
    }

    static final class Played {
        private final int status;
        private final Map<String, String> headers;
        private final byte[] body;
        private final int missing;

        private Played(int status, Map<String, String> headers, byte[] body) {
            this(status, headers, body, 0);
        }

        private Played(int status, Map<String, String> headers, byte[] body, int missing) {
            this.status = status;
            this.headers = headers;
            this.body = body;
            this.missing = missing;
        }

        Played with(String header, String value) {
            Map<String, String> more = new HashMap<>(headers);
            more.put(header, value);
            return new Played(status, more, body, missing);
        }

        static Played json(int status, String body) {
            return new Played(
                    status,
                    Map.of("Content-Type", "application/json;charset=UTF-8"),
                    body.getBytes(StandardCharsets.UTF_8));
        }

        static Played error(int status, String code, String message) {
            return json(status, "[{\"message\":\"" + message + "\",\"errorCode\":\"" + code + "\"}]");
        }

        static Played html(int status) {
            return new Played(
                    status,
                    Map.of("Content-Type", "text/html"),
                    "<!DOCTYPE html><html><br>Sorry</html>".getBytes(StandardCharsets.UTF_8));
        }

        static Played xml(int status, String body) {
            return new Played(
                    status, Map.of("Content-Type", "text/xml;charset=UTF-8"), body.getBytes(StandardCharsets.UTF_8));
        }

        /** Breaks off where so many bytes are missing yet. */
        Played brokenOff(int missingBytes) {
            return new Played(status, headers, body, missingBytes);
        }

        Played gzipped(int missingBytes) {
            ByteArrayOutputStream compressed = new ByteArrayOutputStream();
            try (GZIPOutputStream gzip = new GZIPOutputStream(compressed)) {
                gzip.write(body);
            } catch (IOException e) {
                throw new AssertionError(e);
            }
            byte[] whole = compressed.toByteArray();
            return new Played(
                    status,
                    Map.of("Content-Type", "application/json;charset=UTF-8", "Content-Encoding", "gzip"),
                    Arrays.copyOf(whole, whole.length - missingBytes));
        }
    }

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Map<String, Function<Seen, Played>> answers = new ConcurrentHashMap<>();
    private final List<Seen> seen = new CopyOnWriteArrayList<>();
    private final AtomicInteger tokens = new AtomicInteger();

    PlayedOrg() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
        on(
                "/services/oauth2/token",
                request -> Played.json(
                        200,
                        "{\"access_token\":\"T" + tokens.incrementAndGet() + "\",\"scope\":\"api id\","
                                + "\"token_type\":\"Bearer\"}"));
    }

    void on(String path, Function<Seen, Played> answer) {
        answers.put(path, answer);
    }

    void on(String path, Played answer) {
        on(path, request -> answer);
    }

    URI address() {
        return URI.create("http://localhost:" + server.getAddress().getPort());
    }

    OAuthProvider provider() {
        return OAuthProvider.salesforceClientCredentials(
                "Salesforce", address(), new ClientCredential("key", Secret.of(SECRET)));
    }

    SalesforceClient client(boolean redirectOnChallenge) {
        return client(redirectOnChallenge, PollDelay.SYSTEM);
    }

    SalesforceClient client(boolean redirectOnChallenge, PollDelay pollDelay) {
        return client(redirectOnChallenge, pollDelay, "55.0");
    }

    SalesforceClient client(boolean redirectOnChallenge, PollDelay pollDelay, String version) {
        HttpClient http = HttpClient.newHttpClient();
        return new SalesforceClient(
                OAuthServerUrl.parse(address() + "/services/Soap/c/" + version),
                provider().toBuilder()
                        .redirectOnChallenge(redirectOnChallenge)
                        .build()
                        .access(new OAuthTokenSource(provider(), http, Clock.systemUTC())),
                http,
                pollDelay);
    }

    List<Seen> seen() {
        return seen;
    }

    /** The paths that were asked for, with the token that each request carried. */
    List<String> apiCalls() {
        return seen.stream()
                .filter(request -> !request.path().startsWith("/services/oauth2/"))
                .map(request ->
                        request.path() + " " + request.header("Authorization").replace("Bearer ", ""))
                .toList();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            Seen request = new Seen(
                    exchange.getRequestMethod(),
                    exchange.getRequestURI().getPath(),
                    String.valueOf(exchange.getRequestURI().getQuery()),
                    Map.copyOf(exchange.getRequestHeaders()),
                    new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            seen.add(request);
            Function<Seen, Played> answer = answers.getOrDefault(
                    request.path(), absent -> Played.error(404, "NOT_FOUND", "The requested resource does not exist"));
            Played played = answer.apply(request);
            played.headers.forEach(exchange.getResponseHeaders()::set);
            exchange.sendResponseHeaders(played.status, played.body.length);
            exchange.getResponseBody().write(played.body, 0, played.body.length - played.missing);
            exchange.getResponseBody().flush();
        }
    }
}
