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
import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Several servers over one PostgreSQL: none of them leads, and each can go. */
class NodesTest {
    private static final int KILLS = Integer.getInteger("killed.nodes", 2);
    private static final int MOST_TURNS = 20_000_000;
    private static final List<String> TABLES = List.of("Account", "Case", "Contact", "Lead", "Opportunity");

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
    void a_node_that_is_killed_while_it_imports_leaves_nothing_half_done_and_another_does_it() throws Exception {
        first.connect("Killed");
        Random random = new Random(11);
        Process node = startNode();
        for (int kill = 0; kill < KILLS; kill++) {
            Program program = new Program(addressOf(node), first.as(EDITOR).token());
            first.org().controls().setLatency(kill == 0 ? Duration.ofSeconds(2) : Duration.ZERO);
            CompletableFuture<Void> importing = CompletableFuture.runAsync(
                    () -> program.post("/data-servers/Killed/tables/import", Map.of("tables", TABLES)));
            while (kill == 0 && first.org().controls().apiRequestsUnderWay() == 0 && !importing.isDone()) {
                Thread.onSpinWait();
            }
            for (int turns = kill == 0 ? 0 : random.nextInt(MOST_TURNS); turns > 0 && !importing.isDone(); turns--) {
                Thread.onSpinWait();
            }
            node.destroyForcibly().waitFor();
            first.org().controls().setLatency(Duration.ZERO);
            assertThat(importing.handle((done, failure) -> true).join()).isTrue();

            assertThat(imported()).isIn(List.of(), TABLES);
            node = startNode();
        }
        Program survivor = new Program(addressOf(node), first.as(EDITOR).token());
        assertThat(survivor.post("/data-servers/Killed/tables/import", Map.of("tables", TABLES))
                        .status())
                .isEqualTo(200);
        assertThat(imported()).isEqualTo(TABLES);
        node.destroyForcibly().waitFor();
    }

    private static List<String> imported() {
        Answer tables = first.as(VIEWER).get("/data-servers/Killed/tables");
        assertThat(tables.status()).as(tables.text()).isEqualTo(200);
        List<String> names = new ArrayList<>();
        tables.json().get("items").forEach(table -> names.add(table.get("name").asString()));
        names.sort(null);
        return names;
    }

    private static Process startNode() throws IOException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        NodeProcess.class.getName())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        OutputStream to = process.getOutputStream();
        to.write((folder + "\n" + database() + "\n").getBytes(StandardCharsets.UTF_8));
        to.flush();
        return process;
    }

    private static URI addressOf(Process node) throws IOException {
        BufferedReader out = node.inputReader(StandardCharsets.UTF_8);
        String line = out.readLine();
        while (line != null && !line.startsWith("http")) {
            line = out.readLine();
        }
        assertThat(line).as("the node's address").isNotNull();
        return URI.create(line);
    }
}
