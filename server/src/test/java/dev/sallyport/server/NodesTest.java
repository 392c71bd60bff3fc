package dev.sallyport.server;

import static dev.sallyport.server.account.Role.ADMINISTRATOR;
import static dev.sallyport.server.account.Role.ANALYST;
import static dev.sallyport.server.account.Role.EDITOR;
import static dev.sallyport.server.account.Role.VIEWER;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.catalog.CatalogSettings;
import dev.sallyport.catalog.CatalogSettings.Storage;
import dev.sallyport.org.LocalOrg;
import dev.sallyport.org.http.ApiKind;
import dev.sallyport.server.Program.Answer;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Several servers over one PostgreSQL: none of them leads, and each can go. */
class NodesTest {
    @TempDir
    private static Path folder;

    private static EmbeddedPostgres postgres;
    private static Premises first;
    private static Server second;

    @BeforeAll
    static void start() throws IOException {
        postgres = EmbeddedPostgres.start();
        first = new Premises(options(), LocalOrg.start());
        second = Server.start(options());
    }

    @AfterAll
    static void stop() throws IOException {
        second.close();
        first.close();
        postgres.close();
    }

    private static String database() {
        return postgres.getJdbcUrl("postgres", "postgres");
    }

    private static ServerOptions options() {
        return ServerOptions.onLoopback(
                CatalogSettings.inFolder(folder)
                        .with(new Storage.PostgreSql(database(), Optional.empty(), Optional.empty())),
                0);
    }

    /** A program of the other node, by the token that the first has given out. */
    private static Program there(Program here) {
        return new Program(second.address(), here.token());
    }

    @Test
    void who_has_logged_in_at_one_node_is_known_at_the_other_and_stays_when_the_first_ends() {
        String elsewhere = second.address() + "/data-servers";
        Browser browser;
        try (Server third = Server.start(options())) {
            browser = new Browser(third.address());
            browser.logIn("editor", Premises.PASSWORD);
            assertThat(browser.open(elsewhere).uri().getPath()).isEqualTo("/data-servers");
        }
        assertThat(browser.open(elsewhere).uri().getPath()).isEqualTo("/data-servers");
        assertThat(browser.open(elsewhere).statusCode()).isEqualTo(200);
    }

    @Test
    void who_is_disabled_at_one_node_is_out_at_the_other() {
        Program administrator = first.as(ADMINISTRATOR);
        administrator.post(
                "/users", Map.of("userName", "leaver", "password", Premises.PASSWORD, "role", VIEWER.word()));
        Program leaver = new Program(
                second.address(),
                administrator
                        .post("/users/leaver/api-tokens", Map.of("name", "test", "role", VIEWER.word()))
                        .json()
                        .get("secret")
                        .asString());
        Browser browser = new Browser(first.address());
        browser.logIn("leaver", Premises.PASSWORD);
        assertThat(leaver.get("/data-servers").status()).isEqualTo(200);
        assertThat(browser.open(second.address() + "/data-servers").uri().getPath())
                .isEqualTo("/data-servers");
        Answer account = administrator.get("/users/leaver");

        administrator.put("/users/leaver", account.eTag(), Map.of("role", VIEWER.word(), "enabled", false));

        assertThat(leaver.get("/data-servers").status()).isEqualTo(401);
        assertThat(browser.open(second.address() + "/data-servers").uri().getPath())
                .isEqualTo("/login");
    }

    @Test
    void of_two_changes_at_two_nodes_to_the_same_state_the_second_is_told() {
        first.connect("Contested");
        Answer here = first.as(EDITOR).get("/data-servers/Contested");
        Answer there = there(first.as(EDITOR)).get("/data-servers/Contested");
        Map<String, String> changed =
                Map.of("name", "Contested", "securityProvider", "Contested", "oauthServerUrl", first.oauthServerUrl());

        assertThat(first.as(EDITOR)
                        .put("/data-servers/Contested", here.eTag(), changed)
                        .status())
                .isEqualTo(200);
        assertThat(there(first.as(EDITOR))
                        .put("/data-servers/Contested", there.eTag(), changed)
                        .status())
                .isEqualTo(412);
    }

    @Test
    void tables_that_one_node_imports_are_the_other_s_at_once_with_one_token_between_them() {
        first.connect("Sales");
        first.org().controls().resetCounts();
        first.as(EDITOR).post("/data-servers/Sales/tables/import", Map.of("tables", List.of("Account")));
        assertThat(count(there(first.as(ANALYST)), "Account").status()).isEqualTo(200);
        assertThat(count(there(first.as(ANALYST)), "Contact").text()).contains("There is no table Contact");

        first.as(EDITOR).post("/data-servers/Sales/tables/import", Map.of("tables", List.of("Contact")));

        assertThat(count(there(first.as(ANALYST)), "Contact").status()).isEqualTo(200);
        assertThat(first.org().controls().count(ApiKind.TOKEN).requests()).isEqualTo(1);
    }

    private static Answer count(Program program, String table) {
        return program.post("/queries", Map.of("server", "Sales", "sql", "SELECT COUNT(*) FROM " + table));
    }

    @Test
    void of_nodes_that_start_at_once_one_link_makes_the_administrator() throws Exception {
        try (EmbeddedPostgres empty = EmbeddedPostgres.start()) {
            ServerOptions fresh = ServerOptions.onLoopback(
                    CatalogSettings.inFolder(folder.resolve("fresh"))
                            .with(new Storage.PostgreSql(
                                    empty.getJdbcUrl("postgres", "postgres"), Optional.empty(), Optional.empty())),
                    0);
            List<Server> nodes =
                    Stream.generate(() -> CompletableFuture.supplyAsync(() -> Server.start(fresh)))
                            .limit(2)
                            .toList()
                            .stream()
                            .map(CompletableFuture::join)
                            .toList();
            try {
                // Both are printed before either is used.
                List<URI> links = nodes.stream()
                        .map(node -> node.setUpLink().orElseThrow())
                        .toList();
                useLink(links.get(0), Premises.PASSWORD);
                useLink(links.get(1), "another gate for its own people");
                for (Server node : nodes) {
                    assertThat(node.setUpLink()).isEmpty();
                    Browser browser = new Browser(node.address());
                    browser.logIn("administrator", "another gate for its own people");
                    assertThat(browser.open("/").uri().getPath()).isEqualTo("/login");
                    browser.logIn("administrator", Premises.PASSWORD);
                    assertThat(browser.open("/").uri().getPath()).isEqualTo("/");
                }
            } finally {
                nodes.forEach(Server::close);
            }
        }
    }

    /** Sends the form that the link leads to, or would have led to. */
    private static void useLink(URI link, String password) {
        Browser browser = new Browser(link);
        Map<String, String> form =
                Browser.hiddenFields(browser.open(link.toString()).body());
        form.putAll(Map.of("username", "administrator", "password", password));
        browser.post("/setup", form);
    }

    @Test
    void requests_are_answered_while_a_later_version_brings_the_schema_up_to_date() {
        first.connect("Online");
        Map<String, String> online =
                Map.of("name", "Online", "securityProvider", "Online", "oauthServerUrl", first.oauthServerUrl());
        AtomicBoolean migrated = new AtomicBoolean();
        CountDownLatch underWay = new CountDownLatch(3);
        List<CompletableFuture<Void>> people = List.of(
                repeated(underWay, migrated, () -> {
                    assertThat(first.as(VIEWER).get("/data-servers").status()).isEqualTo(200);
                    assertThat(there(first.as(VIEWER)).get("/data-servers").status())
                            .isEqualTo(200);
                }),
                repeated(underWay, migrated, () -> {
                    String state =
                            there(first.as(EDITOR)).get("/data-servers/Online").eTag();
                    Answer written = first.as(EDITOR).put("/data-servers/Online", state, online);
                    assertThat(written.status()).as(written.text()).isEqualTo(200);
                }),
                repeated(underWay, migrated, () -> {
                    Browser browser = new Browser(second.address());
                    browser.logIn("editor", Premises.PASSWORD);
                    assertThat(browser.open("/").uri().getPath()).isEqualTo("/");
                }));
        try {
            underWay.await();
            var unused = Flyway.configure()
                    .dataSource(postgres.getPostgresDatabase())
                    .locations("classpath:dev/sallyport/catalog/migrations", "classpath:dev/sallyport/server/future")
                    .table("schema_version")
                    .load()
                    .migrate();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            migrated.set(true);
        }
        people.forEach(CompletableFuture::join);
        try (Server ofOldVersion = Server.start(options())) {
            Program program =
                    new Program(ofOldVersion.address(), first.as(VIEWER).token());
            assertThat(program.get("/data-servers").status()).isEqualTo(200);
        }
    }

    /** Does something over and over: twice before the schema changes, until it has, and once more. */
    private static CompletableFuture<Void> repeated(CountDownLatch underWay, AtomicBoolean migrated, Runnable request) {
        return CompletableFuture.runAsync(() -> {
            try {
                request.run();
                request.run();
            } finally {
                underWay.countDown();
            }
            while (!migrated.get()) {
                request.run();
            }
            request.run();
        });
    }
}
