package dev.sallyport.org;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.URLDecoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A person at a browser without scripts, who keeps cookies, fills in forms, and sees where redirects lead. */
final class Person {
    private static final Pattern HIDDEN =
            Pattern.compile("<input type=\"hidden\" name=\"([^\"]*)\" value=\"([^\"]*)\">");
    private static final Pattern ACTION = Pattern.compile("<form method=\"post\" action=\"([^\"]*)\">");

    private final CookieManager cookies = new CookieManager();
    private final HttpClient http = HttpClient.newBuilder()
            .cookieHandler(cookies)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();

    /** What the browser shows, or where it was sent. */
    record Page(HttpResponse<String> response) {
        int status() {
            return response.statusCode();
        }

        String html() {
            return response.body();
        }

        String header(String name) {
            return response.headers().firstValue(name).orElse("");
        }

        String location() {
            return header("Location");
        }

        /** A parameter of the redirect, behind {@code ?} or {@code #}; empty where it has none. */
        String parameter(String name) {
            for (String pair : location().split("[?&#]", -1)) {
                if (pair.startsWith(name + "=")) {
                    return URLDecoder.decode(pair.substring(name.length() + 1), StandardCharsets.UTF_8);
                }
            }
            return "";
        }

        /** {@code error: error_description} of the redirect. */
        String error() {
            return parameter("error") + ": " + parameter("error_description");
        }
    }

    Page open(String url) {
        return send(HttpRequest.newBuilder(URI.create(url)));
    }

    /** Sends the page's form with its hidden fields and what the person typed. */
    Page submit(Page page, Map<String, String> typed) {
        Map<String, String> fields = hiddenFields(page);
        fields.putAll(typed);
        return post(page, fields);
    }

    Map<String, String> hiddenFields(Page page) {
        Map<String, String> fields = new LinkedHashMap<>();
        Matcher hidden = HIDDEN.matcher(page.html());
        while (hidden.find()) {
            fields.put(unescape(hidden.group(1)), unescape(hidden.group(2)));
        }
        return fields;
    }

    Page post(Page page, Map<String, String> fields) {
        Matcher action = ACTION.matcher(page.html());
        if (!action.find()) {
            throw new AssertionError("No form in the page: " + page.html());
        }
        URI target = page.response().uri().resolve(unescape(action.group(1)));
        return send(OrgClient.form(HttpRequest.newBuilder(target), fields));
    }

    Page logIn(Page page, String username, String password) {
        return submit(page, Map.of("username", username, "pw", password));
    }

    Page allow(Page page) {
        return submit(page, Map.of("decision", "allow"));
    }

    Page logInAndAllow(Page page, Administrator administrator) {
        Page next = logIn(page, administrator.username(), administrator.password());
        return next.status() == 302 ? next : allow(next);
    }

    String cookie(String name) {
        return cookies.getCookieStore().getCookies().stream()
                .filter(cookie -> cookie.getName().equals(name))
                .map(cookie -> cookie.getValue() + " httpOnly=" + cookie.isHttpOnly())
                .findFirst()
                .orElse("");
    }

    private Page send(HttpRequest.Builder request) {
        try {
            return new Page(http.send(request.build(), BodyHandlers.ofString()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String unescape(String html) {
        return html.replace("&lt;", "<")
                .replace("&gt;", ">")
                .replace("&#34;", "\"")
                .replace("&#39;", "'")
                .replace("&amp;", "&");
    }
}
