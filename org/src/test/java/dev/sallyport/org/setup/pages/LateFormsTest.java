package dev.sallyport.org.setup.pages;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.org.LocalOrg;
import dev.sallyport.org.ReadyApp;
import dev.sallyport.org.junit.LocalOrgExtension;
import dev.sallyport.org.setup.ConnectedApp;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A form that is sent when its session is over: what was typed is there again, and nothing was done. */
class LateFormsTest {
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
    void it_is_there_again_after_the_log_in_and_saved_by_the_next_press() {
        browser.follow("App Manager");
        browser.follow("New Connected App");
        browser.fill("Connected App Name", "Bridge \"<of>\" & all");
        browser.fill("Contact Email", "team@example.com");
        browser.tick("Enable OAuth Settings");
        browser.fill("Callback URL", "https://one.example/\nhttps://two.example/");
        browser.tick("Manage user data via APIs (api)");
        browser.tick("Full access (full)");
        endSession();

        browser.press("Save");
        assertThat(browser.heading()).isEqualTo("Log in to Salesforce");
        browser.logIn(org.administrator().username(), "not the password");
        browser.logIn(org.administrator());
        assertThat(browser.text()).contains("What you typed is kept, and nothing of it is saved yet.");
        browser.press("Back to the Form");

        assertThat(browser.heading()).isEqualTo("New Connected App");
        assertThat(browser.alert()).contains("nothing of it is saved. Please look it over, and save it again.");
        assertThat(browser.value("Connected App Name")).isEqualTo("Bridge \"<of>\" & all");
        assertThat(browser.value("Callback URL").lines())
                .containsExactly("https://one.example/", "https://two.example/");
        assertThat(browser.isTicked("Manage user data via APIs (api)")).isTrue();
        assertThat(browser.isTicked("Full access (full)")).isTrue();
        assertThat(browser.isTicked("Enable Client Credentials Flow")).isFalse();
        assertThat(names()).doesNotContain("Bridge \"<of>\" & all");

        browser.press("Save");

        assertThat(names()).contains("Bridge \"<of>\" & all");
    }

    @Test
    void it_is_there_at_once_where_the_person_has_logged_in_elsewhere_meanwhile() {
        browser.follow("Users");
        browser.follow("New User");
        browser.fill("Last Name", "Sand");
        var form = browser.page();
        browser.press("Log Out");
        browser.logIn(org.administrator());

        browser.press(form, "Save");

        assertThat(browser.status()).isEqualTo(403);
        assertThat(browser.alert()).startsWith("The page was too old");
        assertThat(browser.value("Last Name")).isEqualTo("Sand");
    }

    @Test
    void a_button_that_comes_too_late_does_nothing_and_leads_home(ReadyApp app) {
        browser.open("/setup/users/" + app.userId());
        endSession();

        browser.press("Freeze");
        browser.logIn(org.administrator());

        assertThat(browser.path()).isEqualTo("/setup");
        assertThat(org.setup().users().get(app.username()).frozen()).isFalse();
    }

    @Test
    void whoever_sends_a_form_in_a_strangers_name_brings_it_no_further_than_before_that_persons_eyes(ReadyApp app) {
        SetupBrowser stranger = new SetupBrowser(org);
        stranger.post("/setup/users/" + app.userId() + "/edit", "LastName=Mallory&Email=mallory@example.com");
        assertThat(stranger.heading()).isEqualTo("Log in to Salesforce");

        stranger.logIn(org.administrator());
        stranger.press("Back to the Form");

        assertThat(stranger.value("Last Name")).isEqualTo("Mallory");
        assertThat(org.setup().users().get(app.username()).lastName()).isEqualTo("Integration");
    }

    private List<String> names() {
        return org.setup().connectedApps().list().stream()
                .map(ConnectedApp::name)
                .toList();
    }

    private void endSession() {
        org.controls().expireSessions();
    }
}
