package dev.sallyport.org.setup.pages;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.org.LocalOrg;
import dev.sallyport.org.ReadyApp;
import dev.sallyport.org.junit.LocalOrgExtension;
import dev.sallyport.org.setup.ConnectedApp;
import dev.sallyport.org.setup.OAuthApp.OAuthOption;
import dev.sallyport.org.setup.OAuthApp.OAuthSettings;
import dev.sallyport.org.setup.OAuthApp.PermittedUsers;
import dev.sallyport.org.setup.OAuthApp.RefreshTokenPolicy;
import dev.sallyport.org.setup.Scope;
import dev.sallyport.org.setup.User;
import java.time.Duration;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class ConnectedAppPagesTest {
    private static final String REQUIRED = "Error: You must enter a value";

    @RegisterExtension
    static final LocalOrgExtension ORG = LocalOrgExtension.with(builder -> builder.records(0));

    private LocalOrg org;
    private SetupBrowser browser;

    @BeforeEach
    void openAppManager(LocalOrg given) {
        org = given;
        browser = SetupBrowser.ofAdministrator(org);
        browser.follow("App Manager");
    }

    @Test
    void the_app_manager_lists_apps_with_what_can_be_done() {
        assertThat(browser.lines())
                .containsExactly("App Builder Integration | App_Builder_Integration | Connected | View App Builder"
                        + " Integration Edit App Builder Integration Manage App Builder Integration");
        browser.follow("Manage App Builder Integration");
        assertThat(browser.heading()).isEqualTo("Connected App Policies: App Builder Integration");
    }

    @Test
    void all_required_fields_are_asked_for_at_once() {
        browser.follow("New Connected App");
        assertThat(browser.isTicked("Require Secret for Web Server Flow")).isTrue();
        assertThat(browser.isTicked("Enable OAuth Settings")).isFalse();
        browser.tick("Enable OAuth Settings");
        browser.press("Save");

        assertThat(browser.error("Connected App Name")).isEqualTo(REQUIRED);
        assertThat(browser.error("Contact Email")).isEqualTo(REQUIRED);
        assertThat(browser.error("Callback URL")).isEqualTo(REQUIRED);
        assertThat(browser.error("Selected OAuth Scopes")).isEqualTo(REQUIRED);
        assertThat(browser.isTicked("Enable OAuth Settings")).isTrue();
    }

    @Test
    void each_refusal_is_beside_its_field_and_all_that_was_typed_stays() {
        fillNewApp("Data Bridge");
        browser.fill("Contact Email", "nonsense");
        browser.press("Save");
        assertThat(browser.error("Contact Email")).contains("invalid email address: nonsense");
        assertThat(browser.isTicked("Manage user data via APIs (api)")).isTrue();
        assertThat(browser.value("Callback URL")).contains("https://bridge.example/callback");

        browser.fill("Contact Email", "team@example.com");
        browser.fill("Callback URL", "http://bridge.example/callback");
        browser.press("Save");
        assertThat(browser.error("Callback URL"))
                .isEqualTo("Error: Invalid callback URL 'http://bridge.example/callback'. Use https, a custom scheme,"
                        + " or http on localhost");

        browser.fill("Callback URL", "https://bridge.example/callback");
        browser.fill("Digital Certificate", "no certificate");
        browser.press("Save");
        assertThat(browser.error("Digital Certificate")).contains("must be an X.509 certificate in PEM");
        assertThat(browser.value("Digital Certificate")).isEqualTo("no certificate");

        browser.fill("Digital Certificate", "");
        browser.fill("API Name", "App_Builder_Integration");
        browser.press("Save");
        assertThat(browser.error("API Name")).contains("'App_Builder_Integration' is already in use");

        browser.fill("API Name", "");
        browser.fill("Connected App Name", "x".repeat(81));
        browser.press("Save");
        assertThat(browser.error("Connected App Name")).contains("max length=80");
        assertThat(org.setup().connectedApps().list()).hasSize(1);
    }

    @Test
    void settings_are_what_the_form_says() {
        fillNewApp("Data Bridge");
        browser.fill("Callback URL", "https://bridge.example/callback\n\n  myapp://callback ");
        browser.tick("Require Proof Key for Code Exchange (PKCE) Extension for Supported Authorization Flows");
        browser.untick("Require Secret for Refresh Token Flow");
        browser.press("Save");
        assertThat(browser.text()).contains("The app is saved.");

        OAuthSettings oauth = settings("Data_Bridge");
        assertThat(oauth.callbackUrls()).containsExactly("https://bridge.example/callback", "myapp://callback");
        assertThat(oauth.scopes()).containsExactly(Scope.API);
        assertThat(oauth.options())
                .containsExactlyInAnyOrder(OAuthOption.PKCE_REQUIRED, OAuthOption.SECRET_REQUIRED_FOR_WEB_SERVER_FLOW);
    }

    @Test
    void an_app_without_oauth_has_no_consumer_details() {
        browser.follow("New Connected App");
        browser.fill("Connected App Name", "Plain");
        browser.fill("Contact Email", "team@example.com");
        browser.press("Save");
        browser.follow("Continue");

        assertThat(browser.text()).contains("OAuth is not enabled for this app");
        assertThat(browser.hasButton("Manage Consumer Details")).isFalse();
    }

    @Test
    void saving_settings_as_they_are_changes_none() {
        OAuthSettings before = settings("App_Builder_Integration");
        browser.follow("Edit App Builder Integration");
        assertThat(browser.isTicked("Perform requests at any time (refresh_token, offline_access)"))
                .isTrue();
        browser.press("Save");
        browser.follow("Continue");

        assertThat(settings("App_Builder_Integration")).isEqualTo(before);
    }

    @Test
    void where_new_connected_apps_are_off_the_page_says_so_and_where_to_go() {
        browser.follow("External Client App Settings");
        browser.untick("Allow creation of connected apps");
        browser.press("Save");
        assertThat(browser.notice()).isEqualTo("Your changes are saved.");
        assertThat(org.setup().auditTrail().latest(1, 0).get(0).display())
                .isEqualTo("Turned off creation of connected apps");
        browser.follow("App Manager");
        browser.follow("New Connected App");
        assertThat(browser.status()).isEqualTo(403);
        assertThat(browser.alert()).startsWith("You can't create a connected app: since Spring '26");
        assertThat(browser.hasLink("New External Client App")).isTrue();

        browser.page().select("main a").stream()
                .filter(link -> link.text().equals("External Client App Settings"))
                .findFirst()
                .ifPresent(link -> browser.open(link.attr("href")));
        browser.tick("Allow creation of connected apps");
        browser.press("Save");
        browser.follow("App Manager");
        browser.follow("New Connected App");
        assertThat(browser.status()).isEqualTo(200);
    }

    @Test
    void policies_are_what_the_form_says() {
        openPolicies();
        browser.choose("Permitted Users", "Admin approved users are pre-authorized");
        browser.choose("IP Relaxation", "Relax IP restrictions");
        browser.choose("Refresh Token Policy", "Expire refresh token after");
        browser.fill("Refresh Token Hours", "24");
        browser.fill("Timeout Value", "30");
        browser.press("Save");

        var policies = app("App_Builder_Integration").policies();
        assertThat(policies.permittedUsers()).isEqualTo(PermittedUsers.ADMIN_APPROVED_USERS_ARE_PRE_AUTHORIZED);
        assertThat(policies.refreshTokenPolicy()).isEqualTo(RefreshTokenPolicy.EXPIRE_AFTER);
        assertThat(policies.refreshTokenLife()).isEqualTo(Duration.ofDays(1));
        assertThat(policies.sessionTimeoutMinutes()).isEqualTo(30);
        assertThat(browser.fact("Refresh Token Policy")).isEqualTo("Expire refresh token after 24 hours");
        assertThat(browser.fact("Timeout Value")).isEqualTo("30 minutes");
    }

    @Test
    void policies_that_cannot_be_are_refused_beside_their_fields(ReadyApp ready) {
        openPolicies();
        browser.choose("Refresh Token Policy", "Expire refresh token after");
        browser.press("Save");
        assertThat(browser.error("Refresh Token Hours")).contains("says after how many hours");
        assertThat(browser.value("Refresh Token Policy")).isEqualTo("Expire refresh token after");

        browser.fill("Refresh Token Hours", "soon");
        browser.press("Save");
        assertThat(browser.error("Refresh Token Hours")).isEqualTo("Error: Enter a whole number.");
        assertThat(browser.value("Refresh Token Hours")).isEqualTo("soon");

        browser.fill("Refresh Token Hours", "1");
        browser.fill("Timeout Value", "5");
        browser.press("Save");
        assertThat(browser.error("Timeout Value")).contains("15 minutes to 24 hours");

        browser.fill("Timeout Value", "");
        browser.fill("Run As", "nobody@example.com");
        browser.press("Save");
        assertThat(browser.error("Run As")).isEqualTo("Error: No user has the username 'nobody@example.com'");
        assertThat(app("App_Builder_Integration").policies().clientCredentialsRunAs())
                .isEqualTo(org.setup().users().get(ready.username()).id());
    }

    @Test
    void a_frozen_user_cannot_be_run_as() {
        User user = org.setup()
                .users()
                .create(
                        new User.Draft(
                                "Kim",
                                "Sand",
                                "kim@example.com",
                                null,
                                null,
                                org.setup().profiles().get("System Administrator"),
                                null),
                        administrator().id());
        org.setup().users().setFrozen(user, true, administrator().id());
        openPolicies();
        browser.fill("Run As", "kim@example.com");
        browser.press("Save");

        assertThat(browser.error("Run As")).contains("cannot be run as: the user must be active, not frozen");
    }

    @Test
    void a_look_up_that_finds_nobody_says_so_and_saves_nothing() {
        openPolicies();
        browser.fill("Timeout Value", "45");
        browser.fill("Run As", "zzz");
        browser.press("Run As Lookup");

        assertThat(browser.text()).contains("No active user has that in the name or username.");
        assertThat(browser.value("Timeout Value")).isEqualTo("45");
        assertThat(app("App_Builder_Integration").policies().sessionTimeoutMinutes())
                .isNull();
    }

    @Test
    void an_app_without_the_flow_says_where_to_enable_it(ReadyApp ready) {
        browser.follow("Edit App Builder Integration");
        browser.untick("Enable Client Credentials Flow");
        browser.press("Save");
        openPolicies();
        assertThat(browser.text()).contains("check Enable Client Credentials Flow");
        browser.fill("Run As", org.administrator().username());
        browser.press("Save");

        assertThat(browser.error("Run As")).contains("Enable the client credentials flow of 'App Builder Integration'");
    }

    @Test
    void profiles_and_permission_sets_are_pre_authorized() {
        org.setup()
                .permissionSets()
                .create("Reads accounts", null, null, null, administrator().id());
        browser.follow("Manage App Builder Integration");
        browser.follow("Manage Profiles");
        browser.tick("App Builder Integration");
        browser.tick("Reads accounts");
        browser.press("Save");

        assertThat(browser.page().select("main li").eachText())
                .containsExactly("App Builder Integration", "Reads accounts");
        browser.follow("Manage Permission Sets");
        assertThat(browser.isTicked("Reads accounts")).isTrue();
        browser.untick("Reads accounts");
        browser.press("Save");
        assertThat(org.setup().oauthApps().preAuthorized(app("App_Builder_Integration")))
                .hasSize(1);
    }

    @Test
    void a_deleted_app_is_gone() {
        browser.follow("View App Builder Integration");
        browser.press("Delete");

        assertThat(browser.notice()).isEqualTo("Deleted.");
        assertThat(browser.text()).contains("There are no apps yet.");
    }

    private void fillNewApp(String name) {
        browser.follow("New Connected App");
        browser.fill("Connected App Name", name);
        browser.fill("Contact Email", "team@example.com");
        browser.tick("Enable OAuth Settings");
        browser.fill("Callback URL", "https://bridge.example/callback");
        browser.tick("Manage user data via APIs (api)");
    }

    private void openPolicies() {
        browser.follow("App Manager");
        browser.follow("Manage App Builder Integration");
        browser.follow("Edit Policies");
    }

    private ConnectedApp app(String apiName) {
        return org.setup().connectedApps().get(apiName);
    }

    private OAuthSettings settings(String apiName) {
        return Objects.requireNonNull(app(apiName).oauth());
    }

    private User administrator() {
        return org.setup().users().get(org.administrator().username());
    }
}
