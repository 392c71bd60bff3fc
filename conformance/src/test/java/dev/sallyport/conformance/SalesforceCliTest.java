package dev.sallyport.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sallyport.org.data.SalesforceId;
import dev.sallyport.org.setup.ConnectedApp;
import dev.sallyport.org.setup.OAuthApp.OAuthSettings;
import dev.sallyport.org.setup.OAuthApp.PermittedUsers;
import dev.sallyport.org.setup.Scope;
import dev.sallyport.org.setup.Setup;
import dev.sallyport.org.setup.User;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/** The Salesforce CLI: the plugins of {@code sf} that have to do with what the local org has. */
@TestInstance(Lifecycle.PER_CLASS)
class SalesforceCliTest {
    @AutoClose
    private final OrgUnderTest org = new OrgUnderTest();

    private final NodeRuntime node = NodeRuntime.prepare("sf");
    private final int callbackPort = freePort();

    private Path folder;
    private SalesforceCli sf;
    private AppKey key;

    @BeforeAll
    void logInByJwt(@TempDir Path newFolder) {
        folder = newFolder;
        sf = desk("administrator");
        key = AppKey.make(folder);
        JsonNode account = sf.result(
                "org login jwt",
                "--instance-url",
                org.url(),
                "--client-id",
                consumerKey(appForJwt()),
                "--jwt-key-file",
                key.privateKey().toString(),
                "--username",
                org.administrator().username(),
                "--set-default");
        assertThat(account.path("orgId").asText()).isEqualTo(org.org().organizationId());
        assertThat(account.path("instanceUrl").asText()).isEqualTo(org.url());
        assertThat(account.path("name").asText()).isEqualTo("Local Org");
    }

    @Test
    void a_person_logs_in_at_a_browser_and_out_again() {
        SalesforceCli atBrowser = desk("person")
                .with("SF_USERNAME", org.administrator().username())
                .with("SF_PASSWORD", org.administrator().password());
        String username = org.administrator().username();

        JsonNode account = atBrowser.result(
                "org login web", "--instance-url", org.url(), "--client-id", consumerKey(appForPeople()));
        assertThat(account.path("username").asText()).isEqualTo(username);
        JsonNode shown = atBrowser.result("org display", "--target-org", username);
        assertThat(shown.path("connectedStatus").asText()).isEqualTo("Connected");
        assertThat(shown.path("apiVersion").asText()).isEqualTo(org.org().apiVersion());
        assertThat(atBrowser
                        .result("org logout", "--target-org", username, "--no-prompt")
                        .path(0)
                        .asText())
                .isEqualTo(username);
    }

    @Test
    void a_token_that_is_at_hand_will_do() {
        SalesforceCli withToken = desk("service").with("SF_ACCESS_TOKEN", org.token());

        JsonNode account = withToken.result("org login access-token", "--instance-url", org.url(), "--no-prompt");
        assertThat(account.path("username").asText()).isEqualTo(org.app().username());
        JsonNode orgs = withToken.result("org list").path("other");
        assertThat(orgs).hasSize(1);
        assertThat(orgs.path(0).path("connectedStatus").asText()).isEqualTo("Connected");
    }

    @Test
    void queries_are_shown_with_their_columns_and_searches_find() {
        assertThat(sf.print(
                        "data query",
                        "--query",
                        "SELECT Name, Owner.Name, (SELECT LastName FROM Contacts) FROM Account LIMIT 3"))
                .contains("NAME", "OWNER.NAME", "CONTACTS.LASTNAME", "Total number of records retrieved: 3.");
        assertThat(sf.print(
                                "data query",
                                "--query",
                                "SELECT Industry, COUNT(Id) FROM Account WHERE Industry = 'Energy' GROUP BY Industry",
                                "--result-format",
                                "csv")
                        .lines())
                .contains("Industry,count(Id)")
                .anyMatch(line -> line.matches("Energy,\\d+"));
        assertThat(sf.result(
                                "data query",
                                "--use-tooling-api",
                                "--query",
                                "SELECT DeveloperName FROM CustomObject WHERE DeveloperName = 'Site_Visit'")
                        .path("totalSize")
                        .asInt())
                .isEqualTo(1);
        assertThat(sf.result("data search", "--query", "FIND {acme} IN NAME FIELDS RETURNING Account(Name)")
                        .path("searchRecords"))
                .isNotEmpty();
    }

    @Test
    void a_record_is_created_changed_read_and_deleted() {
        String id = sf.result("data create record", "--sobject", "Account", "--values", "Name='By sf' Industry=Energy")
                .path("id")
                .asText();
        assertThat(SalesforceId.parse(id)).isPresent();
        sf.result("data update record", "--sobject", "Account", "--where", "Name='By sf'", "--values", "Phone=555");
        assertThat(sf.result("data get record", "--sobject", "Account", "--record-id", id)
                        .path("Phone")
                        .asText())
                .isEqualTo("555");
        sf.result("data delete record", "--sobject", "Account", "--record-id", id);
        assertThat(sf.refusal("data get record", "--sobject", "Account", "--record-id", id))
                .isEqualTo("entity is deleted");
    }

    @Test
    void trees_go_out_and_in() {
        sf.print(
                "data export tree",
                "--query",
                "SELECT Name, (SELECT LastName FROM Contacts) FROM Account WHERE Name LIKE 'acme%' LIMIT 2",
                "--plan");
        assertThat(sf.result("data import tree", "--plan", "Account-Contact-plan.json"))
                .hasSizeGreaterThan(2)
                .allSatisfy(made -> assertThat(made.path("id").asText()).hasSize(18));
    }

    @Test
    void bulk_jobs_load_and_read_many_records() {
        sf.write("new.csv", "Name,Site\nBulk by sf 1,sf\nBulk by sf 2,sf\n");
        JsonNode loaded = sf.result("data import bulk", "--sobject", "Account", "--file", "new.csv", "--wait", "2");
        assertThat(loaded.path("successfulRecords").asInt()).isEqualTo(2);
        sf.print(
                "data export bulk",
                "--query",
                "SELECT Id, Phone FROM Account WHERE Site = 'sf'",
                "--output-file",
                "read.csv",
                "--result-format",
                "csv",
                "--wait",
                "2");
        List<String> read = sf.read("read.csv").lines().toList();
        assertThat(read).hasSize(3).startsWith("\"Id\",\"Phone\"");

        sf.write("changed.csv", sf.read("read.csv").replace("\"\"", "\"555\""));
        assertThat(sf.result(
                                "data upsert bulk",
                                "--sobject",
                                "Account",
                                "--file",
                                "changed.csv",
                                "--external-id",
                                "Id",
                                "--wait",
                                "2")
                        .path("jobInfo")
                        .path("numberRecordsProcessed")
                        .asInt())
                .isEqualTo(2);
    }

    @Test
    void what_the_org_has_is_described() {
        assertThat(sf.result("sobject describe", "--sobject", "Site_Visit__c")
                        .path("custom")
                        .asBoolean())
                .isTrue();
        assertThat(sf.result("org list limits").findValuesAsText("name")).contains("DailyApiRequests");
        assertThat(sf.result("org list metadata", "--metadata-type", "CustomObject")
                        .findValuesAsText("fullName"))
                .contains("Account", "Site_Visit__c");
    }

    @Test
    void what_the_org_has_not_is_refused_with_the_reason() {
        sf.write("hello.apex", "System.debug('hello');");
        assertThat(sf.refusal("apex run", "--file", "hello.apex")).endsWith("Apex is not available in this org");
        assertThat(sf.refusal("project retrieve start", "--metadata", "CustomObject:Site_Visit__c"))
                .contains("This org neither deploys nor retrieves packages of metadata");
    }

    private SalesforceCli desk(String name) {
        return new SalesforceCli(node, folder.resolve(name), callbackPort);
    }

    /** An app whose users administrators approve, and which signs. */
    private ConnectedApp appForJwt() {
        ConnectedApp app = app("CLI by JWT", key.certificate());
        Setup setup = org.org().setup();
        User administrator = administrator();
        setup.connectedApps()
                .setPolicies(
                        app,
                        app.policies().withPermittedUsers(PermittedUsers.ADMIN_APPROVED_USERS_ARE_PRE_AUTHORIZED),
                        administrator.id());
        setup.oauthApps().setPreAuthorized(app, Set.of(administrator.profileId()), administrator.id());
        return app;
    }

    private ConnectedApp appForPeople() {
        return app("CLI by browser", null);
    }

    /** An app that needs no secret, as the CLI's own. */
    private ConnectedApp app(String name, @Nullable String certificate) {
        OAuthSettings settings = new OAuthSettings(
                List.of("http://localhost:" + callbackPort + "/OauthRedirect"),
                Set.of(Scope.API, Scope.WEB, Scope.REFRESH_TOKEN),
                Set.of(),
                certificate);
        return org.org()
                .setup()
                .connectedApps()
                .create(
                        name,
                        null,
                        "team@example.com",
                        settings,
                        administrator().id());
    }

    private String consumerKey(ConnectedApp app) {
        return org.org().setup().oauthApps().consumerDetails(app).consumerKey();
    }

    private User administrator() {
        return org.org().setup().users().get(org.administrator().username());
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
