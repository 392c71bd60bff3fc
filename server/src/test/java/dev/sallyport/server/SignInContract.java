package dev.sallyport.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.catalog.CatalogSettings;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How people come in, on either database. */
abstract class SignInContract {
    private static final String PASSWORD = "a gate for its own people";

    @TempDir
    Path folder;

    private final SteppedClock clock = new SteppedClock();
    private Server server;
    private Browser browser;

    /** An empty database and the catalogue's settings for it. */
    abstract CatalogSettings settings() throws Exception;

    @BeforeEach
    void start() throws Exception {
        server = Server.start(ServerOptions.onLoopback(settings(), 0), clock);
        browser = new Browser(server.address());
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private HttpResponse<String> setUp(String link) {
        return browser.submit(link, "/setup", Map.of("username", "Ada", "password", PASSWORD));
    }

    private String link() {
        return server.setUpLink().orElseThrow().toString();
    }

    @Test
    void the_set_up_link_makes_an_administrator_once() {
        String link = link();

        HttpResponse<String> made = setUp(link);
        assertThat(made.uri().getPath()).isEqualTo("/login");
        assertThat(server.setUpLink()).isEmpty();
        assertThat(browser.open(link).body()).contains("This set-up link does not work");

        HttpResponse<String> home = browser.logIn("ada", PASSWORD);
        assertThat(home.uri().getPath()).isEqualTo("/");
        assertThat(home.body()).contains("ada").contains("Administrator");
    }

    @Test
    void a_set_up_link_leads_to_a_page_after_logging_in() {
        String link = server.setUpLink("/security-providers").orElseThrow().toString();

        setUp(link);

        assertThat(browser.logIn("ada", PASSWORD).uri().getPath()).isEqualTo("/security-providers");
        browser.submit("/", "/logout", Map.of());
        assertThat(browser.logIn("ada", PASSWORD).uri().getPath()).as("once").isEqualTo("/");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://stranger.example/",
                "//stranger.example/",
                "/\\stranger.example",
                "/%2Fstranger.example",
                "/sql?sql=DELETE",
                "/../",
                "javascript:alert(1)"
            })
    void a_set_up_link_leads_to_no_page_of_a_strangers(String next) {
        setUp(server.setUpLink(next).orElseThrow().toString());

        HttpResponse<String> home = browser.logIn("ada", PASSWORD);
        assertThat(home.uri()).hasHost("localhost").hasPath("/").hasNoQuery();
    }

    @Test
    void a_set_up_form_that_was_open_before_another_was_sent_comes_too_late() {
        String link = link();
        Map<String, String> open = Browser.hiddenFields(browser.open(link).body());
        setUp(link);

        open.putAll(Map.of("username", "mallory", "password", PASSWORD));
        HttpResponse<String> late = browser.post("/setup", open);

        assertThat(late.statusCode()).isEqualTo(400);
        assertThat(browser.logIn("mallory", PASSWORD).body()).contains("The user name or the password is wrong.");
    }

    @Test
    void a_password_that_is_too_short_leaves_the_set_up_link_usable() {
        String link = link();

        HttpResponse<String> refused = browser.submit(link, "/setup", Map.of("username", "ada", "password", "short"));
        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(refused.body()).contains("The password is too short or too long.");

        assertThat(setUp(link).uri().getPath()).isEqualTo("/login");
    }

    @Test
    void a_form_without_its_csrf_token_is_refused() {
        Map<String, String> form = Browser.hiddenFields(browser.open(link()).body());
        form.remove("_csrf");
        form.putAll(Map.of("username", "ada", "password", PASSWORD));

        assertThat(browser.post("/setup", form).statusCode()).isEqualTo(403);
        assertThat(server.setUpLink()).isPresent();
    }

    @Test
    void a_session_outlives_the_server_that_it_began_on() throws Exception {
        setUp(link());
        browser.logIn("ada", PASSWORD);
        int port = server.port();
        server.close();

        server = Server.start(ServerOptions.onLoopback(settingsAgain(), port), clock);

        assertThat(browser.open("/").uri().getPath()).isEqualTo("/");
    }

    /** The settings of the database that {@link #settings} made. */
    abstract CatalogSettings settingsAgain();

    @Test
    void who_logs_out_is_out() {
        setUp(link());
        browser.logIn("ada", PASSWORD);

        HttpResponse<String> ended = browser.submit("/", "/logout", Map.of());

        assertThat(ended.body()).contains("You have logged out.");
        assertThat(browser.open("/").uri().getPath()).isEqualTo("/login");
    }

    @Test
    void passwords_cannot_be_tried_quickly() {
        setUp(link());
        for (int attempt = 1; attempt <= 5; attempt++) {
            assertThat(browser.logIn("ada", "wrong " + attempt).body()).contains("is wrong");
        }

        assertThat(browser.logIn("ada", PASSWORD).body()).contains("Too many log-ins have failed.");

        clock.advance(Duration.ofMinutes(1));
        assertThat(browser.logIn("ada", PASSWORD).uri().getPath()).isEqualTo("/");
    }

    /** Logs in so many times at the same moment; the pages that came of it. */
    private List<HttpResponse<String>> logInAtOnce(int times, String password) throws Exception {
        ExecutorService people = Executors.newFixedThreadPool(times);
        try {
            CyclicBarrier together = new CyclicBarrier(times);
            Callable<HttpResponse<String>> one = () -> {
                Browser own = new Browser(server.address());
                Map<String, String> form =
                        Browser.hiddenFields(own.open("/login").body());
                form.putAll(Map.of("username", "ada", "password", password));
                together.await();
                return own.post("/login", form);
            };
            List<HttpResponse<String>> answers = new ArrayList<>();
            for (Future<HttpResponse<String>> answer : people.invokeAll(Collections.nCopies(times, one))) {
                answers.add(answer.get());
            }
            return answers;
        } finally {
            people.shutdownNow();
        }
    }

    @Test
    void a_right_password_is_let_in_however_often_it_is_sent_at_the_same_time() throws Exception {
        setUp(link());
        for (int attempt = 1; attempt <= 4; attempt++) {
            browser.logIn("ada", "wrong " + attempt);
        }

        assertThat(logInAtOnce(12, PASSWORD))
                .allSatisfy(page -> assertThat(page.uri().getPath()).isEqualTo("/"));
    }

    @Test
    void guessing_at_the_same_time_is_no_way_around() throws Exception {
        setUp(link());

        List<String> pages = logInAtOnce(16, "a wrong one that is long enough").stream()
                .map(HttpResponse::body)
                .toList();

        assertThat(pages.stream().filter(page -> page.contains("is wrong"))).hasSize(5);
        assertThat(pages.stream().filter(page -> page.contains("Too many log-ins have failed.")))
                .hasSize(11);
        assertThat(browser.logIn("ada", PASSWORD).body()).contains("Too many log-ins have failed.");
        clock.advance(Duration.ofMinutes(1));
        assertThat(logInAtOnce(6, PASSWORD))
                .allSatisfy(page -> assertThat(page.uri().getPath()).isEqualTo("/"));
    }

    @Test
    void pages_forbid_what_is_inline_or_from_elsewhere_and_cookies_are_out_of_scripts_reach() {
        HttpResponse<String> page = browser.open("/login");

        assertThat(page.headers().firstValue("Content-Security-Policy").orElseThrow())
                .contains("default-src 'none'")
                .contains("frame-ancestors 'none'")
                .doesNotContain("unsafe");
        assertThat(page.headers().firstValue("X-Frame-Options")).hasValue("DENY");
        assertThat(page.body())
                .doesNotContain("<script>")
                .doesNotContain("style=")
                .doesNotContain("https://");
        assertThat(browser.cookies().getCookieStore().getCookies())
                .isNotEmpty()
                .allMatch(cookie -> cookie.isHttpOnly());
    }

    @Test
    void who_is_not_logged_in_is_sent_to_the_log_in_page_and_programs_are_told() {
        assertThat(browser.open("/").uri().getPath()).isEqualTo("/login");

        HttpResponse<String> refused = browser.open("/api/v1/security-providers");
        assertThat(refused.statusCode()).isEqualTo(401);
        assertThat(refused.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        assertThat(refused.headers().firstValue("WWW-Authenticate")).hasValue("Bearer");
        assertThat(refused.headers().firstValue("X-Request-Id")).isPresent();
    }

    @Test
    void health_is_open_and_metrics_are_not() {
        assertThat(browser.open("/actuator/health/readiness").body()).contains("UP");
        assertThat(browser.open("/actuator/health/liveness").body()).contains("UP");
        assertThat(browser.open("/actuator/prometheus").statusCode()).isEqualTo(401);

        setUp(link());
        browser.logIn("ada", PASSWORD);
        assertThat(browser.open("/actuator/prometheus").body()).contains("http_server_requests_seconds_count");
    }
}
