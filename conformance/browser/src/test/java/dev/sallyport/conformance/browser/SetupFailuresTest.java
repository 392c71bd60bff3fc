package dev.sallyport.conformance.browser;

import static dev.sallyport.conformance.browser.Failure.ofRows;
import static dev.sallyport.conformance.browser.Failure.ofTestConnection;
import static dev.sallyport.conformance.browser.Scene.APP;
import static dev.sallyport.conformance.browser.Scene.USER;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import dev.sallyport.org.LocalOrg;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each way in which the guide's set-up goes wrong, made real in the org: a person presses Test Connection, or looks at rows,
 * reads what is told, does what the advice says by the names that are in it, and tries again with success.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SetupFailuresTest {
    private Chromium chromium;
    private Premises premises;
    private LocalOrg otherOrg;
    private Person person;
    private Scene scene;
    private boolean sound;

    @BeforeAll
    void open(@TempDir Path folder) {
        chromium = Chromium.start();
        premises = Premises.in(folder);
        otherOrg = LocalOrg.builder().records(0).seed(7).start();
        person = chromium.person();
        scene = new Scene(premises, person);
        premises.makeAdministrator(person);
        premises.connect(person);
        new ConsoleSteps(premises, person).importTables("Account", "Case");
        new SetupSteps(premises, person).logIn();
        premises.org().snapshot();
        sound = true;
    }

    @AfterAll
    void close() {
        person.close();
        premises.close();
        otherOrg.close();
        chromium.close();
    }

    @ParameterizedTest
    @MethodSource({"ofCredentials", "ofTheApp", "ofTheUser", "ofAddresses", "ofAccess"})
    void it_is_told_where_it_shows_and_following_the_advice_mends_it(Failure failure) {
        makeSound();
        failure.cause().accept(scene);

        List<Scene.Check> told = failure.probe().apply(scene);

        List<Scene.Check> bad = told.stream().filter(check -> !check.isGood()).toList();
        assertThat(bad).as("%s", told).hasSize(1);
        Scene.Check sick = bad.get(0);
        assertThat(sick.name()).isEqualTo(failure.check());
        assertThat(sick.outcome()).isEqualTo(failure.outcome());
        assertThat(sick.detail()).contains(failure.says());
        failure.cure().accept(new Advised(scene, sick.advice()));

        assertThat(failure.probe().apply(scene)).allMatch(Scene.Check::isGood);
        sound = true;
    }

    /** Undoes what a failure has left that was not mended: the others are not to fail with it. */
    private void makeSound() {
        if (!sound) {
            premises.org().reset();
            scene.setCredential(scene.app().consumerKey(), scene.app().consumerSecret());
            scene.setEndpoints(premises.setup());
            scene.setServerUrl(premises.oauthServerUrl());
        }
        sound = false;
    }

    static Stream<Failure> ofCredentials() {
        return Stream.of(
                ofTestConnection(
                        "a wrong secret",
                        scene -> scene.setCredential(scene.app().consumerKey(), "not the secret"),
                        "Token",
                        "client secret is not the app's",
                        advised -> copyConsumerDetails(advised.reads("Password"))),
                ofTestConnection(
                        "a client id that the org does not know",
                        scene -> scene.setCredential("3MVG9unknown", scene.app().consumerSecret()),
                        "Token",
                        "does not know the client id",
                        advised -> copyConsumerDetails(advised.reads("User Name"))),
                ofTestConnection(
                        "a key and a secret that were rotated",
                        scene -> {
                            scene.ofApp("View").press("Manage Consumer Details");
                            scene.person().press("Generate New Key and Secret").sees("Consumer Details");
                        },
                        "Token",
                        "does not know the client id",
                        advised -> copyConsumerDetails(advised.reads("User Name"))));
    }

    private static void copyConsumerDetails(Advised advised) {
        advised.inSetup("App Manager").clicks("View", APP).clicks("Manage Consumer Details");
        SetupSteps.Consumer consumer = new SetupSteps(advised.scene().premises(), advised.then()).readConsumerDetails();
        advised.inProvider();
        advised.scene().setCredential(consumer.key(), consumer.secret());
    }

    static Stream<Failure> ofTheApp() {
        return Stream.of(
                ofTestConnection(
                        "a flow that is not enabled",
                        scene -> scene.ofApp("Edit")
                                .untick("Enable Client Credentials Flow")
                                .press("Save")
                                .click("Continue"),
                        "Token",
                        "flow is not enabled",
                        advised -> advised.inSetup("App Manager")
                                .clicks("Edit", APP)
                                .ticks("Enable Client Credentials Flow")
                                .then()
                                .press("Save")
                                .click("Continue")),
                ofTestConnection(
                        "no run-as user",
                        scene -> scene.ofApp("Manage")
                                .click("Edit Policies")
                                .type("Run As", "")
                                .press("Save")
                                .sees("Nobody"),
                        "Token",
                        "no run-as user",
                        advised -> advised.inSetup("App Manager")
                                .clicks("Manage", APP)
                                .clicks("Edit Policies")
                                .types("Run As", "app builder")
                                .then()
                                .press("Run As Lookup")
                                .click(APP)
                                .press("Save")
                                .sees(advised.scene().app().username())),
                ofTestConnection(
                        "approved users only, and the run-as user is none of them",
                        scene -> scene.ofApp("Manage")
                                .click("Edit Policies")
                                .choose("Permitted Users", "Admin approved users are pre-authorized")
                                .press("Save")
                                .sees("No profile and no permission set is pre-authorized."),
                        "Token",
                        "not approved for the app",
                        advised -> advised.inSetup("App Manager")
                                .clicks("Manage", APP)
                                .reads("Profiles")
                                .then()
                                .follow("Manage Profiles")
                                .tick(APP)
                                .press("Save")
                                .sees("Pre-authorized Users")),
                ofTestConnection(
                        "an app without the scope api",
                        scene -> scene.ofApp("Edit")
                                .untick("Manage user data via APIs (api)")
                                .untick("Full access (full)")
                                .press("Save")
                                .click("Continue"),
                        "Token",
                        "none of the scopes",
                        SetupFailuresTest::giveScope),
                ofTestConnection(
                        "an app with scopes for who somebody is alone",
                        scene -> scene.ofApp("Edit")
                                .untick("Manage user data via APIs (api)")
                                .tick("Access unique user identifiers (openid)")
                                .press("Save")
                                .click("Continue"),
                        "Token",
                        "not valid for the REST API",
                        SetupFailuresTest::giveScope));
    }

    private static void giveScope(Advised advised) {
        advised.inSetup("App Manager")
                .clicks("Edit", APP)
                .reads("Selected OAuth Scopes")
                .ticks("Manage user data via APIs (api)")
                .then()
                .press("Save")
                .click("Continue");
    }

    static Stream<Failure> ofTheUser() {
        return Stream.of(
                ofTestConnection(
                        "a run-as user who is inactive",
                        scene -> scene.setup("Users")
                                .follow("Edit " + USER)
                                .untick("Active")
                                .press("Save")
                                .sees("User: " + APP),
                        "Token",
                        "inactive or frozen",
                        advised -> advised.inSetup("Users")
                                .clicks("Edit", USER)
                                .ticks("Active")
                                .then()
                                .press("Save")
                                .sees("User: " + APP)),
                ofTestConnection(
                        "a run-as user who is frozen",
                        scene -> scene.setup("Users")
                                .follow(USER)
                                .press("Freeze")
                                .sees("The user is frozen"),
                        "Token",
                        "inactive or frozen",
                        advised -> {
                            advised.inSetup("Users").then().follow(USER);
                            advised.clicks("Unfreeze").then().sees("The user is unfrozen.");
                        }),
                ofTestConnection(
                        "a profile without API Enabled",
                        scene -> scene.setup("Profiles")
                                .follow("Edit " + APP)
                                .untick("API Enabled")
                                .press("Save")
                                .sees("Profile: " + APP),
                        "SOAP getUserInfo",
                        "may not use the API",
                        advised -> advised.inSetup("Profiles")
                                .clicks("Edit", APP)
                                .reads("Administrative Permissions")
                                .ticks("API Enabled")
                                .then()
                                .press("Save")
                                .sees("Profile: " + APP)),
                new Failure(
                        "a profile that is not API only",
                        scene -> scene.setup("Profiles")
                                .follow("Edit " + APP)
                                .untick("API Only User")
                                .press("Save")
                                .sees("Profile: " + APP),
                        Scene::testConnection,
                        "API Only User",
                        Scene.WARNING,
                        "a person could sign in with it",
                        advised -> advised.inSetup("Profiles")
                                .clicks("Edit", APP)
                                .reads("Administrative Permissions")
                                .ticks("API Only User")
                                .then()
                                .press("Save")
                                .sees("Profile: " + APP)),
                ofTestConnection(
                        "login IP ranges without this machine",
                        scene -> scene.setup("Profiles")
                                .follow("Edit " + APP)
                                .type("IP Start Address 1", "10.0.0.1")
                                .type("IP End Address 1", "10.0.0.9")
                                .press("Save")
                                .sees("10.0.0.9"),
                        "Token",
                        "network address",
                        advised -> advised.inSetup("Profiles")
                                .reads("Login IP Ranges")
                                .then()
                                .follow("Edit " + APP)
                                .type("IP Start Address 2", "127.0.0.1")
                                .type("IP End Address 2", "127.0.0.1")
                                .press("Save")
                                .sees("127.0.0.1")));
    }

    Stream<Failure> ofAddresses() {
        return Stream.of(
                ofTestConnection(
                        "the log-in host in My Domain's place",
                        scene -> scene.setEndpoints(scene.premises().org().loginUrl()),
                        "Token",
                        "My Domain host alone",
                        advised -> advised.reads("My Domain", "three endpoints")
                                .scene()
                                .setEndpoints(myDomain(advised.scene()))),
                ofTestConnection(
                        "a web page in the token endpoint's place",
                        scene -> scene.setEndpoint(
                                "Token Endpoint",
                                scene.premises()
                                        .console("/services/oauth2/token")
                                        .toString()),
                        "Token",
                        "not a token endpoint",
                        advised -> mendTokenEndpoint(advised.reads("Token Endpoint", "My Domain"))),
                ofTestConnection(
                        "another org's user info endpoint",
                        scene -> scene.setEndpoint(
                                "User Info Endpoint", otherOrg.instanceUrl() + "/services/oauth2/userinfo"),
                        "User info",
                        "refuses the access token",
                        advised -> advised.reads("provider's endpoints", "same org")
                                .scene()
                                .setEndpoints(myDomain(advised.scene()))),
                ofTestConnection(
                        "a port at which nothing listens",
                        scene -> scene.setEndpoint("Token Endpoint", closedPort() + "/services/oauth2/token"),
                        "Token",
                        "Nothing accepts connections",
                        advised -> mendTokenEndpoint(advised.reads("host and port"))),
                ofTestConnection(
                        "a host that does not resolve",
                        scene -> scene.setEndpoint(
                                "Token Endpoint", "https://no-such-host.invalid/services/oauth2/token"),
                        "Token",
                        "no-such-host.invalid does not resolve",
                        advised -> mendTokenEndpoint(advised.reads("My Domain"))),
                ofTestConnection(
                        "https where http is spoken",
                        scene -> scene.setEndpoint(
                                "Token Endpoint",
                                scene.premises().setup().toString().replace("http:", "https:")
                                        + "/services/oauth2/token"),
                        "Token",
                        "No TLS connection",
                        advised -> mendTokenEndpoint(advised.reads("http://localhost, not https"))),
                ofTestConnection(
                        "an API version that the org does not speak",
                        scene -> scene.setServerUrl(scene.premises().setup() + "/services/Soap/c/99.0"),
                        "SOAP getUserInfo",
                        "99.0",
                        SetupFailuresTest::mendServerUrl),
                ofTestConnection(
                        "another org's OAuth server URL",
                        scene -> scene.setServerUrl(otherOrg.instanceUrl() + "/services/Soap/c/55.0"),
                        "SOAP getUserInfo",
                        "another org",
                        SetupFailuresTest::mendServerUrl));
    }

    private static void mendTokenEndpoint(Advised advised) {
        advised.scene().setEndpoint("Token Endpoint", myDomain(advised.scene()) + "/services/oauth2/token");
    }

    private static void mendServerUrl(Advised advised) {
        advised.inDataServer().scene().setServerUrl(myDomain(advised.scene()) + "/services/Soap/c/55.0");
    }

    /** As Setup shows it. */
    private static URI myDomain(Scene scene) {
        return URI.create(scene.person()
                .open(scene.premises().setup())
                .page()
                .locator("dl div", new Page.LocatorOptions().setHasText("My Domain URL"))
                .locator("dd")
                .innerText());
    }

    private static String closedPort() {
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return "http://127.0.0.1:" + free.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Stream<Failure> ofAccess() {
        return Stream.of(
                ofTestConnection(
                        "the day's API calls are spent",
                        scene -> scene.premises().org().controls().setDailyApiRequests(1),
                        "SOAP getUserInfo",
                        "limit of the org is spent",
                        advised -> {
                            advised.reads("API Requests, Last 24 Hours");
                            advised.scene().setup("API Usage").sees("API Requests, Last 24 Hours");
                            advised.scene().premises().org().controls().setDailyApiRequests(100_000);
                        }),
                ofRows(
                        "an object that the profile may not read",
                        scene -> allowCases(scene.setup("Profiles").follow("Edit " + APP), false),
                        "Case",
                        "may not see",
                        advised -> allowCases(
                                advised.inSetup("Profiles")
                                        .clicks("Edit", APP)
                                        .reads("Read")
                                        .then(),
                                true)),
                ofRows(
                        "a field that the profile may not see",
                        scene -> scene.setup("Profiles")
                                .follow(APP)
                                .follow("View Fields of Account")
                                .untick("Visible Account Type")
                                .press("Save")
                                .sees("Your changes are saved."),
                        "Account",
                        "may not see",
                        advised -> advised.reads("Field-Level Security", "Visible")
                                .scene()
                                .setup("Profiles")
                                .follow(APP)
                                .follow("View Fields of Account")
                                .tick("Visible Account Type")
                                .untick("Read-Only Account Type")
                                .press("Save")
                                .sees("Your changes are saved.")));
    }

    private static void allowCases(Person atProfile, boolean allowed) {
        for (String column : List.of("Read", "Create", "Edit", "Delete", "View All", "Modify All")) {
            if (allowed) {
                atProfile.tick(column + " Cases");
            } else {
                atProfile.untick(column + " Cases");
            }
        }
        atProfile.press("Save").sees("Profile: " + APP);
    }

    @Test
    void an_oauth_server_url_with_a_wrong_path_is_not_saved_and_stays_in_its_field() {
        makeSound();
        sound = true;
        String wrong = premises.setup() + "/services/Soap/u/55.0";

        scene.dataServer().type("OAuth server URL", wrong).press("Save").sees("Replace /u/ by /c/");

        assertThat(person.field("OAuth server URL").inputValue()).isEqualTo(wrong);
        scene.dataServer();
        assertThat(person.field("OAuth server URL").inputValue()).isEqualTo(premises.oauthServerUrl());
    }

    @Test
    void a_token_endpoint_with_a_wrong_path_is_not_saved_and_stays_in_its_field() {
        String wrong = premises.setup() + "/services/oauth2/tokens";

        scene.provider().type("Token Endpoint", wrong).press("Save").sees("Let it end in /services/oauth2/token");

        assertThat(person.field("Token Endpoint").inputValue()).isEqualTo(wrong);
    }

    @Test
    void a_token_that_has_ended_is_replaced_and_nobody_notices() {
        makeSound();
        assertThat(scene.rowsOf("Account")).allMatch(Scene.Check::isGood);
        premises.org().controls().expireSessions();
        assertThat(scene.rowsOf("Account")).allMatch(Scene.Check::isGood);
        new SetupSteps(premises, person).logIn();
        sound = true;
    }
}
