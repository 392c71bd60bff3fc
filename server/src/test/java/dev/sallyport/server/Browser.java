package dev.sallyport.server;

import java.io.IOException;
import java.net.CookieManager;
import java.net.CookiePolicy;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A person's browser without eyes: it keeps cookies, follows redirects, and sends the forms that pages hold. */
final class Browser {
    private static final Pattern HIDDEN =
            Pattern.compile("<input type=\"hidden\" name=\"([^\"]+)\" value=\"([^\"]*)\">");

    private final URI address;
    private final CookieManager cookies = new CookieManager(null, CookiePolicy.ACCEPT_ALL);
    private final HttpClient http = HttpClient.newBuilder()
            .cookieHandler(cookies)
            .followRedirects(HttpClient.Redirect.NORMAL)
            .build();

    private final HttpClient staying = HttpClient.newBuilder()
            .cookieHandler(cookies)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();

    Browser(URI address) {
        this.address = address;
    }

    /** Where an address sends a browser on to. */
    URI sentOn(String path) {
        HttpRequest request = HttpRequest.newBuilder(address.resolve(path)).build();
        HttpResponse<String> answer = send(staying, request);
        return request.uri()
                .resolve(answer.headers().firstValue("Location").orElseThrow(() -> new AssertionError(answer.body())));
    }

    HttpResponse<String> open(String path) {
        return send(HttpRequest.newBuilder(address.resolve(path))
                .header("Accept", "text/html,*/*")
                .build());
    }

    /** Opens a page, fills its form in, and sends it. */
    HttpResponse<String> submit(String page, String action, Map<String, String> fields) {
        Map<String, String> form = hiddenFields(formOf(action, open(page).body()));
        form.putAll(fields);
        return post(action, form);
    }

    HttpResponse<String> post(String path, Map<String, String> form) {
        String body = form.entrySet().stream()
                .map(field -> encoded(field.getKey()) + "=" + encoded(field.getValue()))
                .collect(Collectors.joining("&"));
        return send(HttpRequest.newBuilder(address.resolve(path))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build());
    }

    HttpResponse<String> logIn(String userName, String password) {
        return submit("/login", "/login", Map.of("username", userName, "password", password));
    }

    /** The form of a page that is sent to an address; the whole page where a button of a form says so. */
    private static String formOf(String action, String html) {
        return Arrays.stream(html.split("(?=<form )", -1))
                .filter(form -> form.contains("action=\"" + action + "\"") || form.contains("action=\"" + action + "#"))
                .findFirst()
                .orElse(html);
    }

    /** The hidden fields of a page's forms. */
    static Map<String, String> hiddenFields(String html) {
        Map<String, String> fields = new LinkedHashMap<>();
        Matcher hidden = HIDDEN.matcher(html);
        while (hidden.find()) {
            fields.put(hidden.group(1), hidden.group(2));
        }
        return fields;
    }

    CookieManager cookies() {
        return cookies;
    }

    HttpResponse<String> send(HttpRequest request) {
        return send(http, request);
    }

    private static HttpResponse<String> send(HttpClient client, HttpRequest request) {
        try {
            return client.send(request, BodyHandlers.ofString());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    /** What is suggested where the bar stands in a statement. */
    List<String> suggestions(String server, String statement) {
        int cursor = statement.indexOf('|');
        String before = statement.substring(0, cursor);
        String prefix = before.replaceFirst("^.*?([A-Za-z][A-Za-z0-9_]*)?$", "$1");
        Map<String, String> form = Map.of(
                "server",
                server,
                "sql",
                statement.replace("|", ""),
                "before",
                before.substring(0, cursor - prefix.length()),
                "prefix",
                prefix);
        return Program.JSON
                .readerForListOf(String.class)
                .readValue(submit("/sql", "/sql/words", form).body());
    }
}
