package dev.sallyport.org.setup.pages;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.org.LocalOrg;
import dev.sallyport.org.junit.LocalOrgExtension;
import dev.sallyport.org.setup.LoginHistory;
import dev.sallyport.org.setup.User;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class LogPagesTest {
    @RegisterExtension
    static final LocalOrgExtension ORG = LocalOrgExtension.with(builder -> builder.records(0));

    private LocalOrg org;
    private SetupBrowser browser;

    @BeforeEach
    void logIn(LocalOrg given) {
        org = given;
        browser = SetupBrowser.ofAdministrator(org);
    }

    @Test
    void the_login_history_tells_who_came_in_and_who_did_not() {
        SetupBrowser other = new SetupBrowser(org);
        other.open("/login");
        other.logIn(org.administrator().username(), "not the password");

        browser.follow("Login History");

        assertThat(browser.lines()).hasSizeGreaterThan(1);
        assertThat(browser.lines().get(0)).contains(org.administrator().username(), "127.0.0.1", "Invalid Password");
        assertThat(browser.lines().get(1)).contains(org.administrator().username(), "Application", "Success");
    }

    @Test
    void long_lists_come_in_pages() {
        User user = org.setup().users().get(org.administrator().username());
        IntStream.rangeClosed(1, 150).forEach(number -> org.setup()
                .loginHistory()
                .record(new LoginHistory.Attempt(
                        user.id(), "Application", null, "App " + number, "10.0.0.1", "host", "Success")));
        browser.follow("Login History");
        assertThat(browser.lines()).hasSize(100);
        assertThat(browser.lines().get(0)).contains("App 150");
        assertThat(browser.hasLink("Previous Page")).isFalse();

        browser.follow("Next Page");
        assertThat(browser.lines().get(0)).contains("App 50 ");
        assertThat(browser.hasLink("Next Page")).isFalse();
        browser.follow("Previous Page");
        assertThat(browser.lines().get(0)).contains("App 150");
        browser.open("/setup/login-history?page=-1");
        assertThat(browser.status()).isEqualTo(200);
    }

    @Test
    void the_audit_trail_tells_what_administrators_did() {
        browser.follow("Profiles");
        browser.follow("Clone System Administrator");
        browser.fill("Profile Name", "Clone");
        browser.press("Save");
        browser.follow("View Setup Audit Trail");

        assertThat(browser.lines().get(0))
                .contains(
                        org.administrator().username(),
                        "Created profile Clone cloned from System Administrator",
                        "Manage Users");
    }

    @Test
    void api_usage_counts_calls_against_the_limit() throws IOException, InterruptedException {
        browser.follow("API Usage");
        assertThat(browser.fact("API Requests, Last 24 Hours")).isEqualTo("0 (100,000 max)");
        assertThat(browser.text()).contains("No API requests yet.");

        for (int call = 0; call < 3; call++) {
            HttpRequest request = HttpRequest.newBuilder(org.instanceUrl().resolve("/services/data/v60.0/limits"))
                    .header("Authorization", "Bearer " + browser.cookie("sid"))
                    .build();
            assertThat(HttpClient.newHttpClient()
                            .send(request, BodyHandlers.ofString())
                            .statusCode())
                    .isEqualTo(200);
        }
        browser.follow("API Usage");
        assertThat(browser.fact("API Requests, Last 24 Hours")).isEqualTo("3 (100,000 max)");
        assertThat(browser.fact("Requests Left")).isEqualTo("99,997");
        assertThat(browser.page().select("meter").attr("value")).isEqualTo("3");
        assertThat(browser.lines()).hasSizeBetween(1, 2);
    }

    @Test
    void the_mailbox_has_the_mail_that_the_org_would_have_sent() {
        browser.follow("Mailbox");
        assertThat(browser.text()).contains("No mail yet.");
        browser.open("/setup/users/"
                + org.setup().users().get(org.administrator().username()).id());
        browser.press("Reset Password");
        browser.follow("Mailbox");

        assertThat(browser.text()).contains("Your new Salesforce password", "Your Salesforce password has been reset.");
    }

    @Test
    void quick_find_finds_pages_by_word() {
        browser.fill("Quick Find", "prof");
        browser.press("Find");
        assertThat(browser.page().select("main ul a").eachText()).containsExactly("Profiles");
        assertThat(browser.page().select("nav li").eachText()).containsExactly("Profiles");
        assertThat(browser.value("Quick Find")).isEqualTo("prof");

        browser.fill("Quick Find", "users");
        browser.press("Find");
        assertThat(browser.page().select("main ul a").eachText())
                .containsExactly("Permission Sets", "Profiles", "Users");

        browser.fill("Quick Find", "no such page");
        browser.press("Find");
        assertThat(browser.text()).contains("No items found.");
    }

    @Test
    void the_home_page_tells_what_the_org_is() {
        assertThat(browser.fact("My Domain URL")).isEqualTo(org.instanceUrl().toString());
        assertThat(browser.fact("Organization Edition")).isEqualTo("Enterprise Edition");
        assertThat(browser.page().select("nav h2").eachText())
                .containsExactly("Administration", "Platform Tools", "Settings", "Local Org");
    }
}
