package dev.sallyport.org.setup.pages;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.org.LocalOrg;
import dev.sallyport.org.ReadyApp;
import dev.sallyport.org.http.ApiKind;
import dev.sallyport.org.http.Fault;
import dev.sallyport.org.junit.LocalOrgExtension;
import dev.sallyport.org.setup.Profile;
import dev.sallyport.org.setup.Profile.LoginIpRange;
import dev.sallyport.org.setup.User;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class DoorPagesTest {
    private static final String REFUSED = "Please check your username and password. If you still can't log in, contact"
            + " your Salesforce administrator.";

    @RegisterExtension
    static final LocalOrgExtension ORG = LocalOrgExtension.with(builder -> builder.records(0));

    private LocalOrg org;
    private SetupBrowser browser;

    @BeforeEach
    void open(LocalOrg given) {
        org = given;
        browser = new SetupBrowser(org);
    }

    @Test
    void whoever_asks_for_a_page_logs_in_and_comes_to_it() {
        browser.open("/setup/users?profile=" + administratorsProfile().id());
        assertThat(browser.heading()).isEqualTo("Log in to Salesforce");

        browser.logIn(org.administrator());

        assertThat(browser.path()).isEqualTo("/setup/users");
        assertThat(browser.heading()).isEqualTo("Users with the profile System Administrator");
        assertThat(browser.text()).contains("Log Out");
    }

    @Test
    void a_wrong_password_and_an_unknown_user_are_refused_in_the_same_words_and_the_username_stays() {
        browser.open("/login");
        browser.logIn(org.administrator().username(), "not the password");
        assertThat(browser.alert()).isEqualTo(REFUSED);
        assertThat(browser.value("Username")).isEqualTo(org.administrator().username());
        assertThat(browser.value("Password")).isEmpty();

        browser.logIn("nobody@example.com", "not the password");
        assertThat(browser.alert()).isEqualTo(REFUSED);
    }

    @Test
    void an_api_only_user_is_kept_out_and_the_login_history_says_why(ReadyApp app) {
        org.setup().users().setPassword(org.setup().users().get(app.username()), "correct horse");
        browser.open("/login");

        browser.logIn(app.username(), "correct horse");

        assertThat(browser.alert()).startsWith("This is an API Only user");
        assertThat(browser.cookie("sid")).isEmpty();
        assertThat(org.setup().loginHistory().latest(1, 0).get(0).status()).isEqualTo("No Salesforce.com Access");
    }

    @Test
    void a_user_with_api_only_by_permission_set_is_kept_out_too() {
        User user = makeUser("System Administrator");
        var set = org.setup()
                .permissionSets()
                .create("Robots", null, null, null, administrator().id());
        org.setup().permissionSets().setPermissions(set, java.util.Map.of(Profile.API_ONLY_USER, true), user.id());
        org.setup().permissionSets().assign(set, user, administrator().id());
        browser.open("/login");

        browser.logIn(user.username(), "correct horse");

        assertThat(browser.alert()).startsWith("This is an API Only user");
    }

    @Test
    void ten_wrong_passwords_lock_a_user_out_until_an_administrator_unlocks() {
        User user = makeUser("System Administrator");
        browser.open("/login");
        IntStream.range(0, 10).forEach(wrong -> browser.logIn(user.username(), "not the password"));
        browser.logIn(user.username(), "correct horse");
        assertThat(browser.alert()).isEqualTo(REFUSED);
        assertThat(org.setup().loginHistory().latest(1, 0).get(0).status()).isEqualTo("Password Lockout");

        SetupBrowser administrator = SetupBrowser.ofAdministrator(org);
        administrator.open("/setup/users/" + user.id());
        assertThat(administrator.text()).contains("locked out");
        administrator.press("Unlock");
        assertThat(administrator.notice()).isEqualTo("The user can log in again.");
        assertThat(administrator.hasButton("Unlock")).isFalse();

        browser.logIn(user.username(), "correct horse");
        assertThat(browser.path()).isEqualTo("/setup");
    }

    @Test
    void an_address_outside_the_login_ip_ranges_is_refused() {
        org.setup()
                .profiles()
                .setLoginIpRanges(
                        administratorsProfile(),
                        List.of(new LoginIpRange("10.0.0.1", "10.0.0.9")),
                        administrator().id());
        browser.open("/login");

        browser.logIn(org.administrator());

        assertThat(browser.alert()).contains("restricted IP address");
    }

    @Test
    void whoever_may_not_change_setup_is_told_so() {
        User user = makeUser("Standard User");
        browser.open("/login");

        browser.logIn(user.username(), "correct horse");

        assertThat(browser.status()).isEqualTo(403);
        assertThat(browser.heading()).isEqualTo("Insufficient Privileges");
        assertThat(browser.hasButton("Log Out")).isTrue();
    }

    @Test
    void logging_out_ends_the_session() {
        browser = SetupBrowser.ofAdministrator(org);
        String session = browser.cookie("sid");
        assertThat(session).isNotEmpty();

        browser.press("Log Out");

        assertThat(browser.heading()).isEqualTo("Log in to Salesforce");
        browser.open("/setup/users");
        assertThat(browser.heading()).isEqualTo("Log in to Salesforce");
    }

    @Test
    void the_log_in_leads_to_pages_of_setup_alone() {
        for (String elsewhere : List.of(
                "https://evil.example/",
                "//evil.example",
                "/%5Cevil.example",
                "/setup/..//evil.example\r\nX: y",
                "/services")) {
            browser = new SetupBrowser(org);
            browser.open("/login?startURL="
                    + java.net.URLEncoder.encode(elsewhere, java.nio.charset.StandardCharsets.UTF_8));

            browser.logIn(org.administrator());

            assertThat(browser.path()).as(elsewhere).isEqualTo("/setup");
        }
    }

    @Test
    void a_page_that_fails_says_so_as_a_page() {
        org.controls()
                .failNext(ApiKind.OTHER, Fault.refusal(503, "SERVER_UNAVAILABLE", "Server currently unavailable."));

        browser.open("/setup");

        assertThat(browser.status()).isEqualTo(503);
        assertThat(browser.heading()).isEqualTo("Something Went Wrong");
    }

    @Test
    void one_session_serves_setup_and_the_oauth_server(ReadyApp app) {
        browser = SetupBrowser.ofAdministrator(org);

        browser.open("/services/oauth2/authorize?response_type=code&client_id=" + app.consumerKey() + "&redirect_uri="
                + app.callbackUrl());

        assertThat(browser.heading()).isEqualTo("Allow Access?");
    }

    private User makeUser(String profile) {
        User user = org.setup()
                .users()
                .create(
                        new User.Draft(
                                "Kim",
                                "Sand",
                                "kim@example.com",
                                null,
                                null,
                                org.setup().profiles().get(profile),
                                null),
                        administrator().id());
        org.setup().users().setPassword(user, "correct horse");
        return user;
    }

    private User administrator() {
        return org.setup().users().get(org.administrator().username());
    }

    private Profile administratorsProfile() {
        return org.setup().profiles().get("System Administrator");
    }
}
