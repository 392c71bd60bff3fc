package dev.sallyport.bench.console;

import java.io.IOException;
import java.net.HttpCookie;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Somebody whose browser shows nothing: only the server is to be measured. */
final class Visitor {
    private static final Pattern HIDDEN =
            Pattern.compile("<input type=\"hidden\" name=\"([^\"]+)\" value=\"([^\"]*)\">");

    private final HttpClient http;
    private final URI console;
    private final Map<String, String> cookies = new LinkedHashMap<>();

    /** Somebody who is logged in nowhere; many may share a client. */
    Visitor(HttpClient http, URI console) {
        this.http = http;
        this.console = console;
    }

    /** Makes the first administrator. */
    void setUp(URI link, String userName, String password) throws IOException, InterruptedException {
        submit(link.toString(), "/setup", Map.of("username", userName, "password", password));
    }

    /** Logs in, and fails if that is refused. */
    void logIn(String userName, String password) throws IOException, InterruptedException {
        submit("/login", "/login", Map.of("username", userName, "password", password));
        bytes("/", "identity");
    }

    private void submit(String page, String action, Map<String, String> fields)
            throws IOException, InterruptedException {
        Map<String, String> form = new LinkedHashMap<>();
        Matcher hidden = HIDDEN.matcher(text(page));
        while (hidden.find()) {
            form.put(hidden.group(1), hidden.group(2));
        }
        form.putAll(fields);
        String body = form.entrySet().stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        send(request(action)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(body))
                .build());
    }

    /** The API's answer to JSON, which has to be a good one. */
    String post(String path, String json) throws IOException, InterruptedException {
        Matcher hidden = HIDDEN.matcher(text("/"));
        HttpRequest.Builder request = request(path).header("Content-Type", "application/json");
        while (hidden.find()) {
            request.setHeader("X-CSRF-TOKEN", hidden.group(2));
        }
        HttpResponse<byte[]> answer =
                send(request.POST(BodyPublishers.ofString(json)).build());
        if (answer.statusCode() >= 300) {
            throw new IOException(path + " answers " + answer.statusCode());
        }
        return new String(answer.body(), StandardCharsets.UTF_8);
    }

    /** The HTML of a page, which has to come. */
    String text(String path) throws IOException, InterruptedException {
        return new String(open(path, "identity"), StandardCharsets.UTF_8);
    }

    /**
     * The weight of a page, which has to come.
     *
     * @param encoding what it may be compressed by; {@code identity} for nothing
     * @return the bytes of its body as they were sent
     */
    int bytes(String path, String encoding) throws IOException, InterruptedException {
        return open(path, encoding).length;
    }

    private byte[] open(String path, String encoding) throws IOException, InterruptedException {
        HttpResponse<byte[]> answer =
                send(request(path).header("Accept-Encoding", encoding).build());
        if (answer.statusCode() != 200) {
            throw new IOException(path + " answers " + answer.statusCode());
        }
        return answer.body();
    }

    private HttpRequest.Builder request(String path) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(console.resolve(path)).header("Accept", "text/html,*/*");
        if (!cookies.isEmpty()) {
            request.header(
                    "Cookie",
                    cookies.entrySet().stream()
                            .map(cookie -> cookie.getKey() + "=" + cookie.getValue())
                            .collect(Collectors.joining("; ")));
        }
        return request;
    }

    private HttpResponse<byte[]> send(HttpRequest request) throws IOException, InterruptedException {
        HttpResponse<byte[]> answer = http.send(request, BodyHandlers.ofByteArray());
        answer.headers().allValues("Set-Cookie").stream()
                .flatMap(header -> HttpCookie.parse(header).stream())
                .forEach(cookie -> cookies.put(cookie.getName(), cookie.getValue()));
        return answer;
    }
}
