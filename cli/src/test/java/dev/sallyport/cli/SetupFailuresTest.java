package dev.sallyport.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.org.LocalOrg;
import dev.sallyport.org.ReadyApp;
import dev.sallyport.org.data.SalesforceId;
import dev.sallyport.org.http.ApiKind;
import dev.sallyport.org.setup.ConnectedApp;
import dev.sallyport.org.setup.ConnectedApps;
import dev.sallyport.org.setup.OAuthApp.OAuthSettings;
import dev.sallyport.org.setup.Profile;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each way in which the guide's set-up goes wrong: what is said, and the place to click that it names. */
class SetupFailuresTest {
    @TempDir
    Path folder;

    private LocalOrg org;
    private ReadyApp app;
    private SalesforceId administrator;

    @BeforeEach
    void start() {
        start(1_000);
    }

    private void start(int records) {
        org = LocalOrg.builder().records(records).start();
        app = org.readyApp();
        administrator = org.setup().users().get(org.administrator().username()).id();
    }

    @AfterEach
    void stop() {
        org.close();
    }

    @Test
    void an_unknown_client_id() {
        connect("3MVG9unknown", app.consumerSecret());
        assertTestSays("Token", "does not know the client id", "App Manager, View on the app, Manage Consumer Details");
    }

    @Test
    void a_wrong_secret() {
        connect(app.consumerKey(), "not-the-secret");
        assertTestSays("Token", "client secret is not the app's", "Manage Consumer Details");
    }

    @Test
    void a_flow_that_is_not_enabled() {
        ConnectedApps apps = org.setup().connectedApps();
        ConnectedApp connectedApp = apps.get(app.connectedAppId());
        OAuthSettings settings = Objects.requireNonNull(connectedApp.oauth());
        apps.setOAuthSettings(
                connectedApp, new OAuthSettings(settings.callbackUrls(), settings.scopes(), false), administrator);
        connect();
        assertTestSays("Token", "flow is not enabled", "tick Enable Client Credentials Flow");
    }

    @Test
    void no_run_as_user() {
        ConnectedApps apps = org.setup().connectedApps();
        ConnectedApp connectedApp = apps.get(app.connectedAppId());
        apps.setPolicies(connectedApp, connectedApp.policies().withClientCredentialsRunAs(null), administrator);
        connect();
        assertTestSays("Token", "no run-as user", "Manage (not Edit) on the app, Edit Policies");
    }

    @Test
    void a_run_as_user_who_is_inactive() {
        org.setup().users().setActive(org.setup().users().get(app.username()), false, administrator);
        connect();
        assertTestSays("Token", "inactive or frozen", "open Users, the integration user, Edit, tick Active");
    }

    @Test
    void a_profile_without_api_access() {
        org.setup().profiles().setPermissions(profile(), Map.of("PermissionsApiEnabled", false), administrator);
        connect();
        CommandRun test = run("server", "test", "Sales");
        assertThat(test.exitCode()).isEqualTo(1);
        assertThat(test.out()).contains("API Enabled").contains("Profiles");
    }

    @Test
    void a_profile_that_lets_a_person_sign_in_is_a_warning() {
        org.setup().profiles().setPermissions(profile(), Map.of("PermissionsApiUserOnly", false), administrator);
        connect();
        CommandRun test = run("server", "test", "Sales");
        assertThat(test.exitCode()).isZero();
        assertThat(test.out()).contains("API Only User").contains("Administrative Permissions");
    }

    @Test
    void the_login_host_in_place_of_my_domain() {
        createProvider(app.consumerKey(), app.consumerSecret(), org.loginUrl().toString());
        createServer(org.instanceUrl() + "/services/Soap/c/55.0");
        assertTestSays("Token", "My Domain host alone", "Company Settings > My Domain");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            /services/Soap/u/55.0    | Replace /u/ by /c/
            /services/Soap/c/        | version
            /services/Soap/c/fifty   | version
            /services/data/v55.0     | /services/Soap/c/
            """)
    void an_oauth_server_url_with_a_wrong_path(String path, String words) {
        createProvider(
                app.consumerKey(), app.consumerSecret(), org.instanceUrl().toString());
        CommandRun created = run(
                "server",
                "create",
                "Sales",
                "--security-provider",
                "SalesforceCC",
                "--oauth-server-url",
                org.instanceUrl() + path);
        assertThat(created.exitCode()).isEqualTo(2);
        assertThat(created.err()).contains(words);
        assertThat(run("server", "list").out()).doesNotContain("Sales");
    }

    @Test
    void an_oauth_server_url_with_a_version_that_the_org_does_not_have() {
        createProvider(
                app.consumerKey(), app.consumerSecret(), org.instanceUrl().toString());
        createServer(org.instanceUrl() + "/services/Soap/c/99.0");
        CommandRun test = run("server", "test", "Sales");
        assertThat(test.exitCode()).isEqualTo(1);
        assertThat(test.out()).contains("99.0").contains("68.0");
    }

    @Test
    void an_oauth_server_url_with_another_orgs_host() {
        try (LocalOrg other = LocalOrg.builder().records(100).seed(7).start()) {
            createProvider(
                    app.consumerKey(), app.consumerSecret(), org.instanceUrl().toString());
            createServer(other.instanceUrl() + "/services/Soap/c/55.0");
            CommandRun test = run("server", "test", "Sales");
            assertThat(test.exitCode()).isEqualTo(1);
            assertThat(test.out()).contains("✗").contains("OAuth server URL");
        }
    }

    @Test
    void an_endpoint_that_refuses() throws IOException {
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        createProvider(app.consumerKey(), app.consumerSecret(), "http://127.0.0.1:" + port);
        createServer(org.instanceUrl() + "/services/Soap/c/55.0");
        assertTestSays("Token", "Nothing accepts connections", "Check host and port");
    }

    @Test
    void an_endpoint_that_does_not_resolve() {
        createProvider(app.consumerKey(), app.consumerSecret(), "https://no-such-host.invalid");
        createServer(org.instanceUrl() + "/services/Soap/c/55.0");
        assertTestSays("Token", "no-such-host.invalid does not resolve", "Company Settings > My Domain");
    }

    @Test
    void an_endpoint_that_is_not_tls_where_it_must_be() {
        CommandRun created = CommandRun.of(
                folder,
                "secret\n",
                "provider",
                "create",
                "SalesforceCC",
                "--client-id",
                "key",
                "--client-secret-stdin",
                "--salesforce",
                "http://acme.my.salesforce.com");
        assertThat(created.exitCode()).isEqualTo(2);
        assertThat(created.err()).contains("https://");
    }

    @Test
    void a_token_that_expires_between_two_pages_is_replaced_and_no_row_is_lost() {
        stop();
        start(20_000);
        connect();
        run("tables", "import", "Sales", "Contact");
        String sql = "SELECT Id FROM Contact ORDER BY Id";
        String expected = run("sql", "--format", "csv", sql).out();
        assertThat(expected.lines()).hasSizeGreaterThan(2_001);
        org.controls().resetCounts();
        org.controls().expireSessionsAfter(1);
        CommandRun run = run("sql", "--format", "csv", sql);
        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.out()).isEqualTo(expected);
        assertThat(org.controls().count(ApiKind.TOKEN).requests())
                .as("the first token is the one that the command before has left")
                .isEqualTo(1);
    }

    @Test
    void a_table_that_the_integration_user_may_not_see() {
        connect();
        run("tables", "import", "Sales", "Case");
        org.setup()
                .profiles()
                .setObjectPermission(
                        profile(), "Case", new Profile.ObjectPermission(false, false, false, false), administrator);
        CommandRun query = run("sql", "SELECT CaseNumber FROM \"Case\"");
        assertThat(query.exitCode()).isEqualTo(1);
        assertThat(query.err()).contains("may not see").contains("Profiles");
        assertThat(run("tables", "import", "Sales", "Lead", "Case").exitCode()).isEqualTo(2);
    }

    @Test
    void malformed_sql() {
        connect();
        run("tables", "import", "Sales", "Account");
        CommandRun query = run("sql", "SELECT Name FORM Account");
        assertThat(query.exitCode()).isEqualTo(2);
        assertThat(query.err()).contains("malformed").contains("line 1, column");
    }

    @Test
    void an_unknown_column() {
        connect();
        run("tables", "import", "Sales", "Account");
        CommandRun query = run("sql", "SELECT Nmae FROM Account");
        assertThat(query.exitCode()).isEqualTo(2);
        assertThat(query.err()).contains("Did you mean Name?");
    }

    private void assertTestSays(String step, String message, String place) {
        CommandRun test = run("server", "test", "Sales");
        assertThat(test.exitCode()).isEqualTo(1);
        assertThat(test.out()).contains("✗ " + step).contains(message).contains(place);
        assertThat(test.out() + test.err()).doesNotContain(app.consumerSecret()).doesNotContain("not-the-secret");
    }

    private Profile profile() {
        return org.setup().profiles().get(app.profileId());
    }

    private void connect() {
        connect(app.consumerKey(), app.consumerSecret());
    }

    private void connect(String clientId, String clientSecret) {
        SalesServer.create(folder, org, clientId, clientSecret);
    }

    private void createProvider(String clientId, String clientSecret, String host) {
        SalesServer.createProvider(folder, clientId, clientSecret, host);
    }

    private void createServer(String oauthServerUrl) {
        SalesServer.createServer(folder, oauthServerUrl);
    }

    private CommandRun run(String... arguments) {
        return CommandRun.of(folder, "", arguments);
    }
}
