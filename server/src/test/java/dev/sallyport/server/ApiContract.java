package dev.sallyport.server;

import static dev.sallyport.server.account.Role.ADMINISTRATOR;
import static dev.sallyport.server.account.Role.ANALYST;
import static dev.sallyport.server.account.Role.EDITOR;
import static dev.sallyport.server.account.Role.VIEWER;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.catalog.Backup;
import dev.sallyport.catalog.Catalog;
import dev.sallyport.catalog.CatalogSettings;
import dev.sallyport.catalog.CatalogSettings.KeySource;
import dev.sallyport.server.Program.Answer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/**
 * The API as programs use it, against a local org, on either database. Each test has names of its own on the one server.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class ApiContract {
    private Premises premises;
    private Path home;

    /** An empty database and the catalogue's settings for it. */
    abstract CatalogSettings settings(Path folder) throws Exception;

    @BeforeAll
    void start(@TempDir Path folder) throws Exception {
        home = folder;
        premises = new Premises(settings(folder));
    }

    @AfterAll
    void stop() throws IOException {
        premises.close();
    }

    @Test
    void a_provider_comes_back_without_its_secret() {
        Answer created = premises.as(EDITOR).post("/security-providers", premises.provider("Salesforce"));

        assertThat(created.status()).isEqualTo(201);
        assertThat(created.json().at("/secrets/Client/isSet").asBoolean()).isTrue();
        assertThat(created.json().at("/provider/oauthGrantType").asString()).isEqualTo("client_credentials");
        Answer read = premises.as(VIEWER).get("/security-providers/Salesforce");
        assertThat(read.text()).doesNotContain(premises.consumerSecret());
        assertThat(read.eTag()).isEqualTo(created.eTag());
        assertThat(premises.as(VIEWER).get("/security-providers").text()).contains("\"name\":\"Salesforce\"");
    }

    @Test
    void a_change_to_a_state_that_is_old_is_refused_and_one_to_no_state_too() {
        premises.as(EDITOR).post("/security-providers", premises.provider("Contested"));
        String path = "/security-providers/Contested";
        String eTag = premises.as(EDITOR).get(path).eTag();
        Map<String, Object> change = Map.of("provider", premises.document("Contested"));

        assertThat(premises.as(EDITOR).send("PUT", path, change, Map.of()).status())
                .isEqualTo(428);
        Answer first = premises.as(EDITOR).put(path, eTag, change);
        Answer second = premises.as(EDITOR).put(path, eTag, change);

        assertThat(first.status()).isEqualTo(200);
        assertThat(first.json().at("/secrets/Client/isSet").asBoolean()).isTrue();
        assertThat(second.status()).isEqualTo(412);
        assertThat(second.json().get("detail").asString())
                .isEqualTo("The security provider Contested has been changed meanwhile.");
        assertThat(second.headers()).containsEntry("content-type", "application/problem+json");
    }

    @Test
    void a_state_is_named_by_one_of_several_tags_by_none_that_is_weak_and_by_any() {
        premises.as(EDITOR).post("/security-providers", premises.provider("Tagged"));
        String path = "/security-providers/Tagged";
        Map<String, Object> change = Map.of("provider", premises.document("Tagged"));
        String eTag = premises.as(EDITOR).get(path).eTag();

        assertThat(premises.as(EDITOR).put(path, "W/" + eTag, change).status()).isEqualTo(412);
        assertThat(premises.as(EDITOR).put(path, "not a tag", change).status()).isEqualTo(412);
        assertThat(premises.as(EDITOR).put(path, "\"99\", W/\"98\"", change).status())
                .isEqualTo(412);
        Answer listed = premises.as(EDITOR).put(path, "\"99\", " + eTag, change);
        assertThat(listed.status()).as(listed.text()).isEqualTo(200);
        assertThat(premises.as(EDITOR).put(path, "*", change).status()).isEqualTo(200);
    }

    @Test
    void a_deletion_that_names_a_state_is_of_that_state_alone() {
        Program administrator = premises.as(ADMINISTRATOR);
        premises.connect("Going");
        administrator.post("/users", Map.of("userName", "going", "password", Premises.PASSWORD, "role", "viewer"));
        String user = administrator.get("/users/going").eTag();
        administrator.put("/users/going", user, Map.of("role", "viewer", "enabled", false));

        for (String path : List.of("/users/going", "/data-servers/Going", "/security-providers/Going")) {
            String eTag = administrator.get(path).eTag();
            Map<String, String> old = Map.of("If-Match", "\"999\"");
            assertThat(administrator.send("DELETE", path, null, old).status())
                    .as(path)
                    .isEqualTo(412);
            assertThat(administrator.get(path).status()).isEqualTo(200);
            assertThat(administrator
                            .send("DELETE", path, null, Map.of("If-Match", eTag))
                            .status())
                    .isBetween(200, 204);
        }
    }

    @Test
    void a_secret_goes_when_it_is_set_to_null_and_one_without_a_place_is_refused() {
        premises.as(EDITOR).post("/security-providers", premises.provider("Emptied"));
        String path = "/security-providers/Emptied";
        String eTag = premises.as(EDITOR).get(path).eTag();

        JsonNode body = Program.JSON.readTree("{\"secrets\":{\"Client\":null},\"provider\":"
                + Program.JSON.writeValueAsString(premises.document("Emptied")) + "}");
        Answer emptied = premises.as(EDITOR).put(path, eTag, body);
        Answer strange = premises.as(EDITOR)
                .post(
                        "/security-providers",
                        Map.of("provider", premises.document("Strange"), "secrets", Map.of("Clinet", "x")));

        assertThat(emptied.json().get("secrets").isEmpty()).isTrue();
        assertThat(strange.status()).isEqualTo(400);
        assertThat(strange.json().get("detail").asString()).contains("no place for a secret Clinet");
    }

    @Test
    void only_an_administrator_may_refer_to_secrets_of_the_servers_machine() {
        Map<String, Object> reference =
                Map.of("provider", premises.document("Referring"), "secrets", Map.of("Client", "unused"));
        String document = Program.JSON
                .writeValueAsString(reference)
                .replace("\"type\":\"client\"", "\"type\":\"client\",\"password\":\"${env:HOME}\"")
                .replace(",\"secrets\":{\"Client\":\"unused\"}", "")
                .replace("\"secrets\":{\"Client\":\"unused\"},", "");

        assertThat(premises.as(EDITOR)
                        .post("/security-providers", Program.JSON.readTree(document))
                        .status())
                .isEqualTo(403);
        assertThat(premises.as(ADMINISTRATOR)
                        .post("/security-providers", Program.JSON.readTree(document))
                        .json()
                        .at("/secrets/Client/reference")
                        .asString())
                .isEqualTo("env:HOME");
    }

    @Test
    void a_provider_goes_out_as_a_document_and_comes_in_disabled() {
        premises.as(EDITOR).post("/security-providers", premises.provider("Travelling"));
        String passphrase = "three words of a traveller";

        Answer exported = premises.as(ADMINISTRATOR)
                .post("/security-providers/Travelling/export", Map.of("passphrase", passphrase));
        premises.as(EDITOR).delete("/security-providers/Travelling");
        Answer imported = premises.as(EDITOR)
                .post("/security-providers/import", Map.of("document", exported.json(), "passphrase", passphrase));

        assertThat(imported.status()).isEqualTo(201);
        assertThat(imported.json().at("/provider/enabled").asBoolean()).isFalse();
        assertThat(imported.json().at("/provider/secrets/Client/isSet").asBoolean())
                .isTrue();
    }

    @Test
    void the_type_of_a_data_server_may_be_said_as_the_guide_says_it() {
        premises.connect("Guided");
        Map<String, String> server = Map.of(
                "name", "SaidByTheGuide",
                "type", "Salesforce ADO.NET",
                "securityProvider", "Guided",
                "oauthServerUrl", premises.oauthServerUrl());

        Answer made = premises.as(EDITOR).post("/data-servers", server);

        assertThat(made.status()).isEqualTo(201);
        assertThat(made.json().get("type").asString()).isEqualTo("Salesforce");
    }

    @Test
    void the_way_from_a_provider_to_rows_is_open_to_programs() {
        premises.connect("Sales");
        Program editor = premises.as(EDITOR);

        assertThat(editor.post("/data-servers/Sales/test", Map.of())
                        .json()
                        .get("passed")
                        .asBoolean())
                .isTrue();
        assertThat(editor.post("/security-providers/Sales/doctor", Map.of())
                        .json()
                        .get("findings")
                        .size())
                .isPositive();
        assertThat(editor.get("/data-servers/Sales")
                        .json()
                        .at("/lastTest/limits")
                        .asString())
                .isNotBlank();
        assertThat(editor.get("/data-servers/Sales/remote-tables?search=account")
                        .text())
                .contains("\"name\":\"Account\"");
        JsonNode drift = editor.post("/data-servers/Sales/tables/drift", Map.of("tables", List.of("Account")))
                .json();
        assertThat(drift.at("/added/0").asString()).isEqualTo("Account");
        assertThat(premises.as(VIEWER)
                        .get("/data-servers/Sales/tables")
                        .json()
                        .get("total")
                        .asInt())
                .isZero();
        JsonNode imported = editor.post("/data-servers/Sales/tables/import", Map.of("tables", List.of("Account")))
                .json();
        assertThat(imported.get("tables").asInt()).isEqualTo(1);
        assertThat(premises.as(VIEWER)
                        .get("/data-servers/Sales/tables/account")
                        .json()
                        .get("name")
                        .asString())
                .isEqualTo("Account");
        JsonNode sample = premises.as(ANALYST)
                .get("/data-servers/Sales/tables/Account/rows?limit=3")
                .json();
        assertThat(sample.get("rows").size()).isEqualTo(3);
        assertThat(premises.as(VIEWER).get("/tokens").text()).contains("\"provider\":\"Sales\"");
        assertThat(editor.delete("/tokens?provider=Sales").status()).isEqualTo(200);
    }

    @Test
    void a_result_is_read_page_by_page_and_closed_at_its_end() {
        premises.connect("Paged");
        premises.as(EDITOR).post("/data-servers/Paged/tables/import", Map.of("tables", List.of("Account")));
        Program analyst = premises.as(ANALYST);
        Map<String, Object> query = Map.of(
                "id", "paged-query", "server", "Paged", "sql", "SELECT Id, Name FROM Account LIMIT 5", "limit", 2);

        JsonNode first = analyst.post("/queries", query).json();
        JsonNode second = analyst.get("/queries/paged-query/rows?limit=2").json();
        JsonNode third = analyst.get("/queries/paged-query/rows?limit=2").json();

        assertThat(first.at("/columns/1/name").asString()).isEqualTo("Name");
        assertThat(first.get("more").asBoolean()).isTrue();
        assertThat(first.get("soql").size()).isEqualTo(1);
        assertThat(second.get("rows").size()).isEqualTo(2);
        assertThat(third.get("rows").size()).isEqualTo(1);
        assertThat(third.get("more").asBoolean()).isFalse();
        assertThat(analyst.get("/queries/paged-query/rows").status()).isEqualTo(404);
    }

    @Test
    void a_statement_is_cancelled_by_its_owner_alone() {
        premises.connect("Cancelled");
        premises.as(EDITOR).post("/data-servers/Cancelled/tables/import", Map.of("tables", List.of("Account")));
        premises.as(ANALYST)
                .post(
                        "/queries",
                        Map.of("id", "to-cancel", "server", "Cancelled", "sql", "SELECT Id FROM Account", "limit", 1));

        assertThat(premises.as(EDITOR).delete("/queries/to-cancel").status()).isEqualTo(404);
        assertThat(premises.as(ANALYST).delete("/queries/to-cancel").status()).isEqualTo(204);
        assertThat(premises.as(ANALYST).get("/queries/to-cancel/rows").status()).isEqualTo(404);
    }

    @Test
    void who_has_too_many_statements_open_is_told_when_to_try_again() {
        premises.connect("Full");
        premises.as(EDITOR).post("/data-servers/Full/tables/import", Map.of("tables", List.of("Account")));
        Program editor = premises.as(EDITOR);
        for (int index = 1; index <= 8; index++) {
            editor.post("/queries", open("of-many-" + index));
        }

        Answer refused = editor.post("/queries", open("one-too-many"));

        assertThat(refused.status()).isEqualTo(429);
        assertThat(refused.headers()).containsEntry("retry-after", "60");
        for (int index = 1; index <= 8; index++) {
            editor.delete("/queries/of-many-" + index);
        }
    }

    private static Map<String, Object> open(String id) {
        return Map.of("id", id, "server", "Full", "sql", "SELECT Id FROM Account", "limit", 1);
    }

    @Test
    void analysts_read_and_do_not_write() {
        premises.connect("Guarded");
        premises.as(EDITOR).post("/data-servers/Guarded/tables/import", Map.of("tables", List.of("Account")));
        Map<String, Object> insert =
                Map.of("server", "Guarded", "sql", "INSERT INTO Account (Name) VALUES ('Through the gate')");

        assertThat(premises.as(ANALYST).post("/queries", insert).status()).isEqualTo(400);
        assertThat(premises.as(EDITOR)
                        .post("/queries", insert)
                        .json()
                        .get("written")
                        .asInt())
                .isEqualTo(1);
        Answer explained = premises.as(ANALYST)
                .post("/queries", Map.of("server", "Guarded", "sql", "SELECT Name FROM Account", "explain", true));
        assertThat(explained.text()).contains("SELECT Name FROM Account");
        Answer misspelt =
                premises.as(ANALYST).post("/queries", Map.of("server", "Guarded", "sql", "SELECT Name FROM Acount"));
        assertThat(misspelt.status()).isEqualTo(400);
        assertThat(misspelt.json().get("advice").asString()).contains("Account");
    }

    @Test
    void test_connection_tells_each_check_as_it_ends() {
        premises.connect("Watched");

        Answer events = premises.as(EDITOR)
                .send("POST", "/data-servers/Watched/test", Map.of(), Map.of("Accept", "text/event-stream"));

        assertThat(events.headers().get("content-type")).startsWith("text/event-stream");
        assertThat(events.text().lines().filter(line -> line.equals("event:check")))
                .hasSize(8);
        assertThat(events.text()).contains("\"step\":\"Token\"").contains("event:done");
        assertThat(events.text().indexOf("event:done"))
                .isGreaterThan(events.text().lastIndexOf("event:check"));
    }

    @Test
    void an_import_tells_how_far_it_is_and_one_that_fails_tells_why() {
        premises.connect("Followed");
        Map<String, String> stream = Map.of("Accept", "text/event-stream");
        String path = "/data-servers/Followed/tables/import";

        Answer events = premises.as(EDITOR).send("POST", path, Map.of("tables", List.of("Account", "Contact")), stream);
        Answer failed = premises.as(EDITOR).send("POST", path, Map.of("tables", List.of("Acount")), stream);

        assertThat(events.text()).contains("\"phase\":\"reading\"").contains("event:done");
        assertThat(failed.text()).contains("event:problem").contains("no table Acount");
    }

    @Test
    void who_prefers_not_to_wait_for_an_import_is_told_of_it_elsewhere() {
        premises.connect("Later");
        String path = "/data-servers/Later/tables/import";
        Map<String, String> later = Map.of("Prefer", "wait=5, respond-async");

        Answer asked = premises.as(EDITOR).send("POST", path, Map.of("tables", List.of("Account")), later);
        Answer failing = premises.as(EDITOR).send("POST", path, Map.of("tables", List.of("Acount")), later);

        assertThat(asked.status()).isEqualTo(202);
        assertThat(asked.headers()).containsEntry("preference-applied", "respond-async");
        String location = asked.location();
        String events = premises.as(VIEWER)
                .send("GET", location, null, Map.of("Accept", "text/event-stream"))
                .text();
        assertThat(events).contains("\"phase\":\"reading\"").contains("\"phase\":\"storing\"");
        assertThat(events.substring(events.indexOf("event:done"))).contains("\"state\":\"DONE\"");
        JsonNode done = premises.as(VIEWER).get(location).json();
        assertThat(done.at("/result/drift/added/0").asString()).isEqualTo("Account");
        assertThat(done.get("askedBy").asString()).isEqualTo("editor");
        String failed = premises.as(VIEWER)
                .send("GET", failing.location(), null, Map.of("Accept", "text/event-stream"))
                .text();
        assertThat(failed).contains("\"state\":\"FAILED\"").contains("no table Acount");
        JsonNode list = premises.as(VIEWER).get("/imports?server=Later").json();
        assertThat(list.get("total").asInt()).isEqualTo(2);
        assertThat(premises.as(VIEWER)
                        .get("/imports?server=Sales-None")
                        .json()
                        .get("total")
                        .asInt())
                .isZero();
        assertThat(premises.as(VIEWER).delete(location).status()).isEqualTo(403);
        assertThat(premises.as(EDITOR).delete(location).status()).isEqualTo(204);
        assertThat(premises.as(VIEWER).get(location).json().get("state").asString())
                .isEqualTo("DONE");
        assertThat(premises.as(VIEWER).get("/imports/none").status()).isEqualTo(404);
    }

    @Test
    void a_viewer_changes_nothing_and_reads_no_data() {
        premises.connect("Looked-at");
        Program viewer = premises.as(VIEWER);
        String server = "/data-servers/Looked-at";

        assertThat(List.of(
                        viewer.post("/security-providers", premises.provider("Forbidden")),
                        viewer.put("/security-providers/Looked-at", "\"1\"", premises.provider("Looked-at")),
                        viewer.delete("/security-providers/Looked-at"),
                        viewer.post("/security-providers/Looked-at/doctor", Map.of()),
                        viewer.post("/security-providers/Looked-at/export", Map.of()),
                        viewer.post("/data-servers", Map.of("name", "Forbidden")),
                        viewer.delete(server),
                        viewer.post(server + "/test", Map.of()),
                        viewer.post(server + "/tables/import", Map.of("all", true)),
                        viewer.get(server + "/tables/Account/rows"),
                        viewer.post("/queries", Map.of("server", "Looked-at", "sql", "SELECT Id FROM Account")),
                        viewer.delete("/tokens?provider=Looked-at"),
                        viewer.get("/users"),
                        viewer.get("/audit"),
                        premises.as(EDITOR).post("/backup", Map.of())))
                .allSatisfy(answer -> {
                    assertThat(answer.status()).isEqualTo(403);
                    assertThat(answer.json().get("detail").asString()).isEqualTo("Your role does not allow this.");
                });
    }

    @Test
    void a_backup_is_had_from_a_server_that_goes_on_and_the_audit_trail_says_so(@TempDir Path folder) {
        premises.connect("Kept");
        Program administrator = premises.as(ADMINISTRATOR);

        HttpResponse<byte[]> sent = administrator.download("/backup", Map.of(), "*/*");

        assertThat(sent.statusCode()).isEqualTo(200);
        assertThat(sent.headers().firstValue("content-type")).hasValue("application/zip");
        Path file = folder.resolve("sallyport.backup");
        Backup kept = Backup.keep(file, new ByteArrayInputStream(sent.body()));
        assertThat(kept.tables())
                .filteredOn(table -> table.name().equals("data_server"))
                .singleElement()
                .satisfies(table -> assertThat(table.rows()).isPositive());
        CatalogSettings elsewhere = CatalogSettings.inFolder(folder.resolve("new"))
                .with(new KeySource.InFile(home.resolve("sallyport.key")));
        assertThat(Catalog.restore(elsewhere, file)).isEqualTo(kept);
        JsonNode entry = administrator.get("/audit?limit=1").json().at("/items/0");
        assertThat(entry.get("action").asString()).isEqualTo("backup.create");
        assertThat(entry.get("actor").asString()).isEqualTo("administrator");
        assertThat(entry.get("apiToken").asString()).isEqualTo("test");
    }

    @Test
    void the_description_names_every_path_and_who_may_ask_for_it() {
        HttpResponse<String> document = premises.browserOf(VIEWER).open("/api/openapi");

        JsonNode paths = Program.JSON.readTree(document.body()).get("paths");
        assertThat(paths.propertyNames())
                .contains(
                        "/api/v1/security-providers/{name}",
                        "/api/v1/data-servers/{name}/test",
                        "/api/v1/data-servers/{server}/tables/import",
                        "/api/v1/imports/{id}",
                        "/api/v1/queries",
                        "/api/v1/tokens",
                        "/api/v1/users",
                        "/api/v1/audit",
                        "/api/v1/backup");
        assertThat(paths.at("/~1api~1v1~1backup/post/responses/200/content").propertyNames())
                .containsExactly("application/zip");
        assertThat(paths.at("/~1api~1v1~1users/get/description").asString()).isEqualTo("Needs the role administrator.");
        assertThat(paths.at("/~1api~1v1~1queries/post/parameters").isMissingNode())
                .isTrue();
        assertThat(premises.browserOf(VIEWER).open("/api").body())
                .contains("GET /api/v1/data-servers", "Needs the role viewer.", "id, server, sql, limit, explain");
        assertThat(new Browser(premises.address()).open("/api/openapi").statusCode())
                .isEqualTo(401);
    }

    @Test
    void a_request_with_a_token_opens_no_session() {
        assertThat(premises.as(VIEWER).get("/security-providers").headers()).doesNotContainKey("set-cookie");
        assertThat(premises.as(EDITOR).get("/nothing").headers()).doesNotContainKey("set-cookie");
        assertThat(new Program(premises.address(), "sallyport_unknown")
                        .get("/security-providers")
                        .headers())
                .doesNotContainKey("set-cookie");
    }

    @Test
    void a_token_opens_no_page_and_begins_no_sign_in() {
        Program administrator = premises.as(ADMINISTRATOR);

        assertThat(Stream.of(
                                "GET /",
                                "GET /account",
                                "GET /accounts",
                                "GET /sql",
                                "GET /api",
                                "GET /login",
                                "GET /signin-People",
                                "GET /signin-People?to=/data-servers",
                                "POST /account/link?provider=People",
                                "POST /account/unlink?id=1",
                                "POST /accounts/viewer/password?password=another-that-is-long",
                                "POST /login?username=administrator&password=" + "wrong",
                                "POST /logout")
                        .map(request -> request.split(" ", 2)))
                .allSatisfy(request -> {
                    Answer refused = administrator.outside(request[0], request[1]);
                    assertThat(refused.status()).as(request[1]).isEqualTo(401);
                    assertThat(refused.headers())
                            .containsEntry("content-type", "application/problem+json")
                            .containsEntry("www-authenticate", "Bearer")
                            .doesNotContainKeys("set-cookie", "location");
                    assertThat(refused.json().get("advice").asString()).contains("/api/v1");
                });
        assertThat(administrator.fetch("/actuator/prometheus")).contains("http_server_requests");
        assertThat(administrator.outside("GET", "/api/openapi").status()).isEqualTo(200);
    }

    @Test
    void a_sessions_cookie_alone_changes_nothing() {
        int status = premises.browserOf(ADMINISTRATOR)
                .send(HttpRequest.newBuilder(premises.address().resolve("/api/v1/security-providers"))
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString("{}"))
                        .build())
                .statusCode();

        assertThat(status).isEqualTo(403);
    }

    @Test
    void a_token_can_do_no_more_than_its_role_and_nothing_once_it_is_revoked() {
        Program administrator = premises.as(ADMINISTRATOR);
        JsonNode made = administrator
                .post("/users/administrator/api-tokens", Map.of("name", "reports", "role", "viewer", "days", 30))
                .json();
        Program reports = new Program(premises.address(), made.get("secret").asString());

        assertThat(reports.get("/security-providers").status()).isEqualTo(200);
        assertThat(reports.get("/users").status()).isEqualTo(403);
        String tokens = administrator.get("/users/administrator/api-tokens").text();
        assertThat(tokens).contains("reports").doesNotContain(made.get("secret").asString());

        administrator.delete(
                "/users/administrator/api-tokens/" + made.at("/token/id").asString());
        Answer refused = reports.get("/security-providers");
        assertThat(refused.status()).isEqualTo(401);
        assertThat(refused.headers().get("www-authenticate")).contains("invalid_token");
    }

    @Test
    void who_is_disabled_is_out_at_once() {
        Program administrator = premises.as(ADMINISTRATOR);
        administrator.post("/users", Map.of("userName", "leaver", "password", Premises.PASSWORD, "role", "editor"));
        Browser browser = new Browser(premises.address());
        browser.logIn("leaver", Premises.PASSWORD);
        assertThat(browser.open("/").uri().getPath()).isEqualTo("/");

        String eTag = administrator.get("/users/leaver").eTag();
        administrator.put("/users/leaver", eTag, Map.of("role", "editor", "enabled", false));

        assertThat(browser.open("/").uri().getPath()).isEqualTo("/login");
        assertThat(browser.logIn("leaver", Premises.PASSWORD).body()).contains("is wrong");
    }

    @Test
    void a_change_that_cannot_be_whole_is_not_made_in_part() {
        Program administrator = premises.as(ADMINISTRATOR);
        administrator.post("/users", Map.of("userName", "whole", "password", Premises.PASSWORD, "role", "editor"));
        Answer before = administrator.get("/users/whole");

        Answer refused = administrator.put(
                "/users/whole", before.eTag(), Map.of("role", "viewer", "enabled", true, "password", "short"));

        assertThat(refused.status()).isEqualTo(400);
        assertThat(administrator.get("/users/whole").text()).isEqualTo(before.text());
        assertThat(administrator.get("/users/whole").eTag()).isEqualTo(before.eTag());
        Answer changed = administrator.put(
                "/users/whole",
                before.eTag(),
                Map.of("role", "viewer", "enabled", true, "password", "another gate for its people"));
        assertThat(changed.status()).as(changed.text()).isEqualTo(200);
        assertThat(new Browser(premises.address())
                        .logIn("whole", "another gate for its people")
                        .uri()
                        .getPath())
                .isEqualTo("/");
    }

    @Test
    void the_only_administrator_stays() {
        Answer refused = premises.as(ADMINISTRATOR).delete("/users/administrator");

        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.json().get("detail").asString()).contains("the only administrator");
    }

    @Test
    void the_audit_trail_says_who_did_what_and_holds_no_secret() {
        premises.connect("Audited");
        String eTag = premises.as(EDITOR).get("/security-providers/Audited").eTag();
        premises.as(EDITOR).put("/security-providers/Audited", eTag, premises.provider("Audited"));

        JsonNode entries =
                premises.as(ADMINISTRATOR).get("/audit?limit=1000").json().get("items");

        List<String> done = entries.valueStream()
                .map(entry -> entry.get("actor").asString() + " "
                        + entry.get("action").asString() + " "
                        + entry.get("subject").asString())
                .toList();
        assertThat(done)
                .contains(
                        "editor security-provider.create Audited",
                        "editor security-provider.update Audited",
                        "editor data-server.create Audited");
        assertThat(entries.toString())
                .contains("/services/oauth2/token")
                .doesNotContain(premises.consumerSecret())
                .doesNotContain(Premises.PASSWORD)
                .doesNotContain("sallyport_");
    }

    @Test
    void the_audit_trail_names_the_token_and_what_a_new_one_may_do() {
        Program administrator = premises.as(ADMINISTRATOR);
        administrator.post("/users/viewer/api-tokens", Map.of("name", "lasting", "role", "viewer"));
        administrator.post("/users/viewer/api-tokens", Map.of("name", "ending", "role", "viewer", "days", 3));

        JsonNode entries = administrator.get("/audit?limit=1000").json().get("items");

        JsonNode lasting = entry(entries, "viewer: lasting");
        assertThat(lasting.get("actor").asString()).isEqualTo("administrator");
        assertThat(lasting.get("apiToken").asString()).isEqualTo("test");
        assertThat(lasting.get("after").asString()).contains("\"role\":\"viewer\"", "\"ends\":\"never\"");
        assertThat(entry(entries, "viewer: ending").get("after").asString()).contains("\"ends\":\"20");
        assertThat(premises.browserOf(ADMINISTRATOR)
                        .open("/activity/audit?subject=lasting")
                        .body())
                .contains("administrator, token test");
    }

    private static JsonNode entry(JsonNode entries, String subject) {
        return entries.valueStream()
                .filter(entry -> entry.get("subject").asString().equals(subject))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void a_number_in_an_address_that_is_none_is_told_with_its_name() {
        Map<String, String> asked = Map.of(
                "/data-servers?limit=ten", "limit",
                "/audit?before=x", "before",
                "/data-servers/None/tables?offset=x", "offset",
                "/data-servers?limit=99999999999", "limit");

        asked.forEach((path, parameter) -> {
            Answer refused = premises.as(ADMINISTRATOR).get(path);
            assertThat(refused.status()).as(path).isEqualTo(400);
            assertThat(refused.json().get("detail").asString()).contains("The value of " + parameter);
            assertThat(refused.json().get("advice").asString()).contains("a whole number");
        });
    }

    @Test
    void a_refusal_comes_with_what_its_status_has_beside_it() {
        Answer refused = premises.as(EDITOR).send("PATCH", "/data-servers", Map.of(), Map.of());

        assertThat(refused.status()).isEqualTo(405);
        assertThat(refused.headers().get("allow")).contains("GET", "POST");
        assertThat(refused.headers()).containsEntry("content-type", "application/problem+json");
    }

    @Test
    void what_cannot_be_read_is_told_without_quoting_it() {
        Answer refused = premises.as(EDITOR).post("/security-providers", "no object but s3cret");

        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.text()).doesNotContain("s3cret");
        assertThat(premises.as(VIEWER).get("/nothing").status()).isEqualTo(404);
    }
}
