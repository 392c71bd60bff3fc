package dev.sallyport.org;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A person at a browser, for tests of programs whose users sign in to the org: keeps cookies, follows redirects, and fills
 * in the org's login and approval pages.
 *
 * <pre>{@code
 * PersonAtBrowser person = PersonAtBrowser.of(org.administrator());
 * URI answer = person.visit(authorizationUrl, "http://localhost:8088/signin-").address();
 * }</pre>
 */
public final class PersonAtBrowser {
    private static final Pattern FORM = Pattern.compile("<form[^>]*>.*?</form>", Pattern.DOTALL);
    private static final Pattern FIELD = Pattern.compile("<(?:input|button)(?:[^>\"]|\"[^\"]*\")*>");

    private final HttpClient http =
            HttpClient.newBuilder().cookieHandler(new CookieManager()).build();
    private final Map<String, String> answers;
    private final boolean ticks;

    private PersonAtBrowser(Map<String, String> answers, boolean ticks) {
        this.answers = Map.copyOf(answers);
        this.ticks = ticks;
    }

    /** Where the browser ended up: a page, or an address outside that it was sent to and did not open. */
    public record Page(URI address, String html) {}

    /** A person who allows what an app asks for. */
    public static PersonAtBrowser of(String username, String password) {
        return answering(Map.of("username", username, "pw", password, "decision", "allow"), true);
    }

    /**
     * A person at the pages of another server.
     *
     * @param answers what is put into fields, by their names; the others stay as they are
     * @param ticks whether all boxes are ticked, or none
     */
    public static PersonAtBrowser answering(Map<String, String> answers, boolean ticks) {
        return new PersonAtBrowser(answers, ticks);
    }

    /** The administrator, who allows what an app asks for. */
    public static PersonAtBrowser of(Administrator administrator) {
        return of(administrator.username(), administrator.password());
    }

    /** The same person with a new browser, who denies what an app asks for. */
    public PersonAtBrowser denying() {
        Map<String, String> changed = new LinkedHashMap<>(answers);
        changed.put("decision", "deny");
        return new PersonAtBrowser(changed, ticks);
    }

    /**
     * Opens an address and does what the pages ask for, until one has no form or the way leads outside.
     *
     * @param outside the start of addresses that are not opened, such as an app's callback
     * @throws UncheckedIOException if a server does not answer
     */
    public Page visit(URI address, String outside) {
        Page page = follow(HttpRequest.newBuilder(address).build(), outside);
        while (FORM.matcher(page.html()).find()) {
            page = follow(filledIn(page), outside);
        }
        return page;
    }

    private Page follow(HttpRequest request, String outside) {
        HttpResponse<String> response = send(request);
        Optional<URI> next = response.headers().firstValue("Location").map(request.uri()::resolve);
        if (next.isEmpty()) {
            return new Page(request.uri(), response.body());
        }
        return next.get().toString().startsWith(outside)
                ? new Page(next.get(), "")
                : follow(HttpRequest.newBuilder(next.get()).build(), outside);
    }

    private HttpRequest filledIn(Page page) {
        Matcher form = FORM.matcher(page.html());
        if (!form.find()) {
            throw new IllegalStateException("No form on " + page.address());
        }
        List<String> fields = new ArrayList<>();
        Matcher field = FIELD.matcher(form.group());
        while (field.find()) {
            String tag = field.group();
            attribute(tag, "name").ifPresent(name -> {
                String value = attribute(tag, "value").orElse("");
                String answer = answers.getOrDefault(name, value);
                boolean isBox = tag.contains("type=\"checkbox\"");
                if (isBox ? ticks : tag.startsWith("<input") || answer.equals(value)) {
                    fields.add(encode(name) + "=" + encode(answer));
                }
            });
        }
        String body = String.join("&", fields);
        String action = attribute(form.group().substring(0, form.group().indexOf('>')), "action")
                .orElse("");
        return HttpRequest.newBuilder(page.address().resolve(action))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(body))
                .build();
    }

    private HttpResponse<String> send(HttpRequest request) {
        try {
            return http.send(request, BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("The browser was closed.", e);
        }
    }

    private static Optional<String> attribute(String tag, String name) {
        Matcher matcher = Pattern.compile("\\s" + name + "=\"([^\"]*)\"").matcher(tag);
        return matcher.find() ? Optional.of(text(matcher.group(1))) : Optional.empty();
    }

    private static String text(String html) {
        return html.replace("&lt;", "<")
                .replace("&gt;", ">")
                .replace("&quot;", "\"")
                .replace("&#34;", "\"")
                .replace("&#39;", "'")
                .replace("&amp;", "&");
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
