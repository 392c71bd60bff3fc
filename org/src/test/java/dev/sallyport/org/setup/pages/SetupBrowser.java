package dev.sallyport.org.setup.pages;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.org.Administrator;
import dev.sallyport.org.LocalOrg;
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
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jsoup.Connection;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.FormElement;
import org.jspecify.annotations.Nullable;

/**
 * A browser without scripts, and a person at it who reads: links and buttons are found by their words, fields by their
 * labels, and what is wrong with a field by what the field refers to.
 */
final class SetupBrowser {
    private static final Pattern CODE = Pattern.compile("Verification Code: (\\d{6})");

    private final CookieManager cookies = new CookieManager();
    private final HttpClient http = HttpClient.newBuilder()
            .cookieHandler(cookies)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();
    private final URI root;
    private final List<String> seen = new ArrayList<>();
    private final List<String> setCookies = new ArrayList<>();
    private @Nullable HttpResponse<String> response;
    private @Nullable Document page;

    SetupBrowser(LocalOrg org) {
        this.root = org.instanceUrl();
    }

    /** A browser at which the administrator has logged in. */
    static SetupBrowser ofAdministrator(LocalOrg org) {
        SetupBrowser browser = new SetupBrowser(org);
        browser.open("/");
        browser.logIn(org.administrator());
        assertThat(browser.path()).isEqualTo("/setup");
        return browser;
    }

    void logIn(Administrator administrator) {
        logIn(administrator.username(), administrator.password());
    }

    void logIn(String username, String password) {
        fill("Username", username);
        fill("Password", password);
        press("Log In");
    }

    void open(String path) {
        send(HttpRequest.newBuilder(root.resolve(path)));
    }

    /** Follows a link. */
    void follow(String words) {
        open(link(words).absUrl("href"));
    }

    boolean hasLink(String words) {
        return page().select("a").stream().anyMatch(link -> link.text().equals(words));
    }

    private Element link(String words) {
        return only(
                "link",
                words,
                page().select("a[href]").stream()
                        .filter(link -> link.text().equals(words))
                        .toList());
    }

    /** Types into a field in place of what is there. */
    void fill(String label, String text) {
        Element field = field(label);
        if (field.normalName().equals("textarea")) {
            field.text(text);
        } else {
            field.attr("value", text);
        }
    }

    /** Chooses one of a list by its words. */
    void choose(String label, String words) {
        Element list = field(label);
        list.select("option").forEach(option -> option.removeAttr("selected"));
        only(
                        "choice",
                        words,
                        list.select("option").stream()
                                .filter(option -> option.text().equals(words))
                                .toList())
                .attr("selected", true);
    }

    void tick(String label) {
        assertThat(field(label).hasAttr("disabled") || field(label).closest("fieldset[disabled]") != null)
                .as(label + " is disabled")
                .isFalse();
        field(label).attr("checked", true);
    }

    void untick(String label) {
        field(label).removeAttr("checked");
    }

    boolean isTicked(String label) {
        return field(label).hasAttr("checked");
    }

    /** What stands in a field; the words of what is chosen from a list. */
    String value(String label) {
        Element field = field(label);
        return switch (field.normalName()) {
            case "select" -> field.select("option[selected]").text();
            case "textarea" -> field.wholeText();
            default -> field.attr("value");
        };
    }

    /** What the page says is wrong with a field; empty where nothing is. */
    String error(String label) {
        return field(label)
                .attr("aria-describedby")
                .lines()
                .flatMap(ids -> List.of(ids.split(" ", -1)).stream())
                .filter(id -> id.endsWith("-error"))
                .map(id -> Objects.requireNonNull(page().getElementById(id)).text())
                .collect(Collectors.joining());
    }

    /** What stands above a form that was refused; empty where it was not. */
    String alert() {
        return page().select("[role=alert]").text();
    }

    /** What the page says was done. */
    String notice() {
        return page().select(".notice").text();
    }

    /** Presses a button, which sends its form. */
    void press(String words) {
        press(page(), words);
    }

    /** Presses a button of a page that stands open in another tab. */
    void press(Document open, String words) {
        Element button = only(
                "button",
                words,
                open.select("button:not([aria-hidden])").stream()
                        .filter(found -> found.text().equals(words))
                        .toList());
        submit((FormElement) Objects.requireNonNull(button.closest("form")), button);
    }

    boolean hasButton(String words) {
        return page().select("button").stream().anyMatch(button -> button.text().equals(words));
    }

    private void submit(FormElement form, Element button) {
        List<String> pairs = new ArrayList<>();
        for (Connection.KeyVal pair : form.formData()) {
            pairs.add(encode(pair.key()) + "=" + encode(pair.value()));
        }
        if (button.hasAttr("name")) {
            pairs.add(encode(button.attr("name")) + "=" + encode(button.attr("value")));
        }
        String body = String.join("&", pairs);
        URI action = URI.create(form.absUrl("action"));
        if (form.attr("method").equalsIgnoreCase("post")) {
            post(action.getPath(), body);
        } else {
            open(action.getPath() + "?" + body);
        }
    }

    /** Sends a form's body, as a page of whatever origin would. */
    void post(String path, String body) {
        send(HttpRequest.newBuilder(root.resolve(path))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(body)));
    }

    /** Reads the newest verification code of the org's mailbox, in another tab. */
    String codeInMailbox() {
        SetupBrowser tab = this;
        HttpResponse<String> before = Objects.requireNonNull(response);
        Document shown = page();
        tab.open("/setup/mailbox");
        Matcher code = CODE.matcher(text());
        assertThat(code.find()).isTrue();
        this.response = before;
        this.page = shown;
        return code.group(1);
    }

    /** The value that stands beside a label among the facts of a page. */
    String fact(String label) {
        return only(
                        "fact",
                        label,
                        page().select("dl div").stream()
                                .filter(fact -> fact.select("dt").text().equals(label))
                                .toList())
                .select("dd")
                .stream()
                .map(value -> value.select("[aria-label]").isEmpty()
                        ? value.text()
                        : value.select("[aria-label]").attr("aria-label"))
                .collect(Collectors.joining(", "));
    }

    /** The lines of the page's tables, cell beside cell. */
    List<String> lines() {
        return page().select("tbody tr").stream()
                .map(line -> line.select("th, td").stream().map(Element::text).collect(Collectors.joining(" | ")))
                .toList();
    }

    /** Labels of a list's choices. */
    List<String> choices(String label) {
        return field(label).select("option").eachText();
    }

    private Element field(String label) {
        List<Element> labelled = new ArrayList<>();
        for (Element found : page().select("label[for]")) {
            if (found.select("[aria-hidden]").isEmpty()
                    ? found.text().equals(label)
                    : found.ownText().equals(label)) {
                labelled.add(Objects.requireNonNull(page().getElementById(found.attr("for"))));
            }
        }
        labelled.addAll(page().select("input[aria-label]").stream()
                .filter(field -> field.attr("aria-label").equals(label))
                .toList());
        for (Element legend : page().select("legend")) {
            if (legend.ownText().equals(label)) {
                labelled.add(Objects.requireNonNull(legend.parent()));
            }
        }
        return only("field", label, labelled);
    }

    private Element only(String what, String words, List<Element> found) {
        assertThat(found)
                .as(what + " '" + words + "' on " + path() + ":\n" + text())
                .hasSize(1);
        return found.get(0);
    }

    Document page() {
        return Objects.requireNonNull(page);
    }

    String heading() {
        return page().select("h1").text();
    }

    String text() {
        return page().text();
    }

    String html() {
        return Objects.requireNonNull(response).body();
    }

    int status() {
        return Objects.requireNonNull(response).statusCode();
    }

    String header(String name) {
        return Objects.requireNonNull(response).headers().firstValue(name).orElse("");
    }

    String path() {
        return Objects.requireNonNull(response).uri().getPath();
    }

    String query() {
        return Objects.requireNonNullElse(Objects.requireNonNull(response).uri().getQuery(), "");
    }

    /** All that came to the browser: addresses, headers but for cookies, and bodies. */
    List<String> seen() {
        return seen;
    }

    /** What the org said of the cookies that it set. */
    List<String> setCookies() {
        return setCookies;
    }

    String cookie(String name) {
        return cookies.getCookieStore().getCookies().stream()
                .filter(cookie -> cookie.getName().equals(name))
                .map(cookie -> cookie.getValue())
                .findFirst()
                .orElse("");
    }

    private void send(HttpRequest.Builder request) {
        try {
            HttpResponse<String> answer = http.send(request.build(), BodyHandlers.ofString());
            seen.add(answer.uri() + "\n"
                    + answer.headers().map().entrySet().stream()
                            .filter(header -> !header.getKey().equalsIgnoreCase("set-cookie"))
                            .map(Object::toString)
                            .collect(Collectors.joining("\n"))
                    + "\n" + answer.body());
            setCookies.addAll(answer.headers().allValues("Set-Cookie"));
            String location = answer.headers().firstValue("Location").orElse("");
            if (location.isEmpty()) {
                this.response = answer;
                this.page = Jsoup.parse(answer.body(), answer.uri().toString());
            } else {
                assertThat(answer.statusCode())
                        .as("a form's answer is fetched anew")
                        .isEqualTo(303);
                URI next = answer.uri().resolve(location);
                assertThat(next.getAuthority()).as("only the org's own pages").isEqualTo(root.getAuthority());
                send(HttpRequest.newBuilder(next));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
