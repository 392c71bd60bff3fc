package dev.sallyport.server;

import static dev.sallyport.server.account.Role.ADMINISTRATOR;
import static dev.sallyport.server.account.Role.ANALYST;
import static dev.sallyport.server.account.Role.EDITOR;
import static dev.sallyport.server.account.Role.VIEWER;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.catalog.CatalogSettings;
import dev.sallyport.catalog.CatalogSettings.Storage;
import dev.sallyport.org.LocalOrg;
import dev.sallyport.server.Program.Answer;
import dev.sallyport.server.job.JobOptions;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/**
 * Work that one node has begun and another ends. {@code -Dkilled.nodes=} asks for more nodes that are killed (SIGKILL) while
 * they import, and while they export, {@code -Dkilled.seed=} for other moments.
 */
class TakeOverTest {
    private static final int KILLS = Integer.getInteger("killed.nodes", 1);
    private static final int SEED = Integer.getInteger("killed.seed", 11);
    private static final int ROWS_PER_FILE = 10;
    private static final int MOST_TURNS = 20_000_000;
    private static final List<String> TABLES = List.of("Account", "Case", "Contact", "Lead", "Opportunity");
    private static final Duration LEASE = Duration.ofSeconds(2);
    private static final Map<String, String> ASYNC = Map.of("Prefer", "respond-async");
    private static final Map<String, String> STREAM = Map.of("Accept", "text/event-stream");

    @TempDir
    private static Path folder;

    private static EmbeddedPostgres postgres;
    private static Premises first;

    @BeforeAll
    static void start() throws IOException {
        postgres = EmbeddedPostgres.start();
        first = new Premises(options(), LocalOrg.builder().records(4_000).start());
    }

    @AfterAll
    static void stop() throws IOException {
        first.close();
        postgres.close();
    }

    @AfterEach
    void quickly() {
        first.org().controls().setLatency(Duration.ZERO);
    }

    private static String database() {
        return postgres.getJdbcUrl("postgres", "postgres");
    }

    private static ServerOptions options() {
        return ServerOptions.onLoopback(
                        CatalogSettings.inFolder(folder)
                                .with(new Storage.PostgreSql(database(), Optional.empty(), Optional.empty())),
                        0)
                .with(new JobOptions(LEASE, null));
    }

    /** With a token at hand: whoever is lost while it fetches one keeps the others from it for some minutes. */
    private static void connect(String server) {
        first.connect(server);
        assertThat(first.as(EDITOR)
                        .get("/data-servers/" + server + "/remote-tables")
                        .status())
                .isEqualTo(200);
    }

    /** Has an import begun at a node, whose calls of the org take that long. */
    private static String begun(Program at, String server, Duration latency) {
        first.org().controls().setLatency(latency);
        Answer asked = at.send("POST", "/data-servers/" + server + "/tables/import", Map.of("tables", TABLES), ASYNC);
        assertThat(asked.status()).as(asked.text()).isEqualTo(202);
        assertThat(asked.headers()).containsEntry("preference-applied", "respond-async");
        assertThat(asked.location()).startsWith("/imports/");
        while (!latency.isZero() && !at.get(asked.location()).text().contains("\"reading\"")) {
            Thread.onSpinWait();
        }
        return asked.location();
    }

    /** The import or export, as the first node tells of it once it has ended at whichever node. */
    private static JsonNode ended(String path) {
        Answer events = first.as(ANALYST).send("GET", path, null, STREAM);
        assertThat(events.text()).contains("event:done");
        return first.as(ANALYST).get(path).json();
    }

    private static List<String> imported(String server) {
        Answer tables = first.as(VIEWER).get("/data-servers/" + server + "/tables");
        assertThat(tables.status()).as(tables.text()).isEqualTo(200);
        List<String> names = new ArrayList<>();
        tables.json().get("items").forEach(table -> names.add(table.get("name").asString()));
        names.sort(null);
        return names;
    }

    /** Who has imported a data server's tables, by the audit trail. */
    private static List<String> importers(String server) {
        List<String> actors = new ArrayList<>();
        first.as(ADMINISTRATOR).get("/audit?limit=500").json().get("items").forEach(entry -> {
            if (entry.get("action").asString().equals("tables.import")
                    && entry.get("subject").asString().equals(server)) {
                actors.add(entry.get("actor").asString());
            }
        });
        return actors;
    }

    private static int sql(String statement) throws SQLException {
        try (Connection connection = postgres.getPostgresDatabase().getConnection();
                Statement runs = connection.createStatement()) {
            return runs.executeUpdate(statement);
        }
    }

    @Test
    void what_a_killed_node_was_importing_another_imports_once_and_whole() throws Exception {
        Random random = new Random(SEED);
        int asked = 0;
        int takenOver = 0;
        int tablesLost = 0;
        int tablesMore = 0;
        NodeProcess next = NodeProcess.start(folder, database(), LEASE);
        for (int kill = 0; kill < KILLS; kill++) {
            String server = "Killed" + kill;
            connect(server);
            try (NodeProcess node = next) {
                Program there = new Program(node.address(), first.as(EDITOR).token());
                // The first is killed within the import for sure, the others anywhere.
                CompletableFuture<?> asking = kill == 0
                        ? CompletableFuture.completedFuture(begun(there, server, Duration.ofSeconds(2)))
                        : CompletableFuture.runAsync(() -> begun(there, server, Duration.ZERO));
                if (random.nextInt(4) > 0) {
                    var unused = asking.handle((done, failure) -> true).join();
                }
                for (int turns = kill == 0 ? 0 : random.nextInt(MOST_TURNS); turns > 0; turns--) {
                    Thread.onSpinWait();
                }
                node.kill();
                first.org().controls().setLatency(Duration.ZERO);
                assertThat(asking.handle((done, failure) -> true).join()).isTrue();
            }
            next = kill + 1 < KILLS ? NodeProcess.start(folder, database(), LEASE) : next;

            JsonNode jobs =
                    first.as(VIEWER).get("/imports?server=" + server).json().get("items");
            assertThat(jobs.size()).isLessThan(2);
            if (jobs.isEmpty()) {
                assertThat(imported(server)).isEmpty();
                continue;
            }
            asked++;
            JsonNode job = ended("/imports/" + jobs.get(0).get("id").asString());
            assertThat(job.get("state").asString()).as(job.toString()).isEqualTo("DONE");
            takenOver += job.get("attempts").asInt() - 1;
            List<String> tables = imported(server);
            tablesLost += TABLES.size() - (int) tables.stream().distinct().count();
            tablesMore += tables.size() - (int) tables.stream().distinct().count();
            assertThat(tables).isEqualTo(TABLES);
            assertThat(importers(server)).containsExactly("editor");
        }
        System.out.printf(
                "%d nodes killed, %d after they were asked for an import, %d imports taken over: %d tables lost, %d"
                        + " doubled%n",
                KILLS, asked, takenOver, tablesLost, tablesMore);
        assertThat(takenOver).isPositive();
    }

    @Test
    void what_a_killed_node_was_exporting_another_exports_from_there_on() throws Exception {
        connect("Exported");
        first.as(EDITOR).post("/data-servers/Exported/tables/import", Map.of("tables", List.of("Account")));
        List<String> expected = new ArrayList<>();
        first.as(ANALYST)
                .post("/queries", Map.of("server", "Exported", "sql", "SELECT Id FROM Account", "limit", 10_000))
                .json()
                .get("rows")
                .forEach(row -> expected.add(row.get(0).asString()));
        expected.sort(null);
        Random random = new Random(SEED);
        int takenOver = 0;
        int goneOn = 0;
        int lost = 0;
        int doubled = 0;
        NodeProcess next = NodeProcess.start(folder, database(), LEASE);
        for (int kill = 0; kill < KILLS; kill++) {
            String format = List.of("csv", "jsonl").get(kill % 2);
            String path;
            int filesThen;
            try (NodeProcess node = next) {
                Program there = new Program(node.address(), first.as(ANALYST).token());
                Answer asked = there.post(
                        "/exports",
                        Map.of(
                                "server",
                                "Exported",
                                "table",
                                "Account",
                                "columns",
                                List.of("Id", "Name"),
                                "format",
                                format,
                                "rowsPerFile",
                                ROWS_PER_FILE));
                assertThat(asked.status()).as(asked.text()).isEqualTo(202);
                path = asked.location();
                Path files = folder.resolve("exports/export-" + path.substring("/exports/".length()));
                // The first is killed when it has made three files, the others after any number of them and a little
                // later.
                int wanted = kill == 0 ? 3 : random.nextInt(expected.size() / ROWS_PER_FILE);
                while (parts(files) < wanted) {
                    assertThat(first.as(ANALYST).get(path).text()).doesNotContain("FAILED");
                }
                for (int turns = kill == 0 ? 0 : random.nextInt(MOST_TURNS / 20); turns > 0; turns--) {
                    Thread.onSpinWait();
                }
                node.kill();
                filesThen = parts(files);
            }
            next = kill + 1 < KILLS ? NodeProcess.start(folder, database(), LEASE) : next;

            JsonNode job = ended(path);
            assertThat(job.get("state").asString()).as(job.toString()).isEqualTo("DONE");
            List<String> ids = new ArrayList<>();
            for (JsonNode file : job.at("/result/files")) {
                HttpResponse<String> fetched = first.as(ANALYST)
                        .fetchFile(path + "/files/" + file.get("name").asString());
                fetched.body()
                        .lines()
                        .filter(line -> !line.startsWith("Id,"))
                        .forEach(line ->
                                ids.add(line.replaceFirst("^\\{\"Id\":\"", "").substring(0, 18)));
            }
            ids.sort(null);
            int different = (int) ids.stream().distinct().count();
            lost += expected.size() - different;
            doubled += ids.size() - different;
            takenOver += job.get("attempts").asInt() > 1 ? 1 : 0;
            goneOn += job.get("attempts").asInt() > 1 && filesThen > 0 ? 1 : 0;
            assertThat(ids).isEqualTo(expected);
            assertThat(job.at("/result/rows").asInt()).isEqualTo(expected.size());
            first.as(ANALYST).delete(path);
        }
        System.out.printf(
                "%d nodes killed while they exported %d rows, %d exports taken over, %d of them with files there: %d"
                        + " rows lost, %d doubled%n",
                KILLS, expected.size(), takenOver, goneOn, lost, doubled);
        assertThat(goneOn).isPositive();
    }

    private static int parts(Path files) {
        String[] names = files.toFile().list((at, name) -> name.startsWith("part-"));
        return names == null ? 0 : names.length;
    }

    @Test
    void what_a_node_was_importing_when_it_ended_in_order_another_imports() {
        connect("Handed");
        String path;
        try (Server node = Server.start(options())) {
            path = begun(new Program(node.address(), first.as(EDITOR).token()), "Handed", Duration.ofSeconds(30));
            first.org().controls().setLatency(Duration.ZERO);
        }
        assertThat(ended(path).get("state").asString()).isEqualTo("DONE");
        assertThat(imported("Handed")).isEqualTo(TABLES);
        assertThat(importers("Handed")).containsExactly("editor");
    }

    @Test
    void what_somebody_has_asked_for_who_is_disabled_meanwhile_ends_with_the_next_renewal() {
        connect("Left");
        Program administrator = first.as(ADMINISTRATOR);
        administrator.post("/users", Map.of("userName", "leaver", "password", Premises.PASSWORD, "role", "editor"));
        String token = administrator
                .post("/users/leaver/api-tokens", Map.of("name", "test", "role", "editor"))
                .json()
                .get("secret")
                .asString();
        String path = begun(new Program(first.address(), token), "Left", Duration.ofSeconds(30));
        Answer account = administrator.get("/users/leaver");

        administrator.put("/users/leaver", account.eTag(), Map.of("role", "editor", "enabled", false));

        JsonNode job = ended(path);
        assertThat(job.get("state").asString()).isEqualTo("FAILED");
        assertThat(job.at("/problem/status").asInt()).isEqualTo(403);
        assertThat(job.at("/problem/detail").asString()).contains("leaver may not do this any more");
        assertThat(imported("Left")).isEmpty();
    }

    @Test
    void a_node_that_was_slow_and_has_lost_its_lease_stores_nothing() throws Exception {
        connect("Slow");
        try (Connection other = postgres.getPostgresDatabase().getConnection();
                Statement holder = other.createStatement()) {
            other.setAutoCommit(false);
            var unused = holder.executeQuery("select * from data_server where name = 'Slow' for update");
            String path = begun(first.as(EDITOR), "Slow", Duration.ZERO);
            while (!first.as(VIEWER).get(path).text().contains("\"storing\"")) {
                Thread.onSpinWait();
            }
            // Another node is at it from now on, for an hour.
            sql("update job set lease_id = 'another', lease_ends_at = current_timestamp + interval '1' hour"
                    + " where data_server = 'Slow'");
            other.rollback();

            // What this node does next waits for it at the same row.
            first.as(EDITOR).post("/data-servers/Slow/tables/import", Map.of("tables", List.of("Account")));

            assertThat(first.as(VIEWER).get(path).json().get("state").asString())
                    .isEqualTo("RUNNING");
            assertThat(imported("Slow")).containsExactly("Account");
            assertThat(importers("Slow")).hasSize(1);
            first.as(EDITOR).delete(path);
        }
    }

    @Test
    void an_import_is_seen_and_cancelled_at_another_node() {
        connect("Elsewhere");
        try (Server node = Server.start(options())) {
            Program there = new Program(node.address(), first.as(EDITOR).token());
            String path = begun(first.as(EDITOR), "Elsewhere", Duration.ofSeconds(30));
            Browser browser = new Browser(node.address());
            browser.logIn("editor", Premises.PASSWORD);

            assertThat(there.get(path).json().at("/progress/phase").asString()).isEqualTo("reading");
            assertThat(browser.open("/data-servers/Elsewhere/tables").body())
                    .contains("An import that editor has asked for is under way.", "Reading the org", "data-follow=")
                    .contains("Cancel the import");
            CompletableFuture<Answer> following =
                    CompletableFuture.supplyAsync(() -> there.send("GET", path, null, STREAM));
            assertThat(browser.submit(
                                    "/data-servers/Elsewhere/tables",
                                    path.replace("/imports/", "/data-servers/Elsewhere/tables/_imports/") + "/cancel",
                                    Map.of())
                            .body())
                    .contains("The import is cancelled.")
                    .doesNotContain("is under way");

            assertThat(following.join().text()).contains("\"state\":\"CANCELLED\"");
            assertThat(first.as(VIEWER).get(path).json().get("state").asString())
                    .isEqualTo("CANCELLED");
            assertThat(imported("Elsewhere")).isEmpty();
            assertThat(there.delete(path).status()).isEqualTo(204);
        }
    }

    @Test
    void what_ended_a_week_ago_is_forgotten_and_what_only_a_later_version_knows_is_left_to_it() throws Exception {
        connect("Old");
        String path = begun(first.as(EDITOR), "Old", Duration.ZERO);
        assertThat(ended(path).get("state").asString()).isEqualTo("DONE");
        sql("update job set ended_at = current_timestamp - interval '9' day where data_server = 'Old'");
        sql("insert into job (id, kind, account_id, asked_by, role, data_server, request, request_id, asked_at, state,"
                + " attempts, steps) select 'later', 'later', account_id, asked_by, role, data_server, request, request_id,"
                + " asked_at, 'waiting', 0, '[]' from job where data_server = 'Old'");
        try (Server node = Server.start(options())) {
            Program there = new Program(node.address(), first.as(EDITOR).token());
            while (there.get(path).status() == 200) {
                Thread.onSpinWait();
            }
            assertThat(there.get(path).status()).isEqualTo(404);
            // It has looked for what is free before it forgot.
            assertThat(sql("delete from job where kind = 'later' and attempts = 0 and state = 'waiting'"))
                    .isEqualTo(1);
        }
    }
}
