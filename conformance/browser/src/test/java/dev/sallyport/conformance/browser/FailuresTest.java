package dev.sallyport.conformance.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.options.Cookie;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What goes wrong, as a person sees it: the reason and what to do stand where they look, and what they typed is still there. */
class FailuresTest {
    private Chromium chromium;
    private Premises premises;
    private Person administrator;

    @BeforeEach
    void open(@TempDir Path folder) {
        chromium = Chromium.start();
        premises = Premises.in(folder);
        administrator = chromium.person();
        premises.makeAdministrator(administrator);
    }

    @AfterEach
    void close() {
        administrator.close();
        premises.close();
        chromium.close();
    }

    @Test
    void a_viewer_is_offered_no_change_and_the_server_refuses_one() {
        premises.connect(administrator);
        try (Person viewer = premises.colleague(administrator, chromium, "viewer")) {
            viewer.open(premises.console("/data-servers"));
            assertThat(viewer.text()).contains(Premises.DATA_SERVER).doesNotContain("+ Server", "Accounts");

            viewer.open(premises.console("/security-providers/" + Premises.SECURITY_PROVIDER));
            assertThat(viewer.field("Token Endpoint").inputValue()).endsWith("/services/oauth2/token");
            assertThat(viewer.field("Token Endpoint").isVisible()).isTrue();
            assertThat(viewer.field("Token Endpoint").isEnabled()).isFalse();
            assertThat(viewer.credential("User Name").isVisible()).isTrue();
            assertThat(viewer.text()).doesNotContain("+ Credential", "Fill Endpoints", "Remove", "Save");

            viewer.open(premises.console("/data-servers/_new"));
            assertThat(viewer.text()).contains("Forbidden");
            viewer.open(premises.console("/accounts"));
            assertThat(viewer.text()).contains("Forbidden");
        }
    }

    @Test
    void a_session_that_ends_in_the_middle_of_a_form_loses_nothing_that_was_typed() {
        ConsoleSteps console = new ConsoleSteps(premises, administrator);
        console.fillSecurityProviderIn("3MVG9.key", "a secret that is not kept");
        endSession();

        administrator.press("Save");
        Premises.logIn(administrator, "administrator");

        administrator.sees("Token Endpoint");
        assertThat(administrator.field("Name").inputValue()).isEqualTo(Premises.SECURITY_PROVIDER);
        assertThat(administrator.field("Token Endpoint").inputValue()).endsWith("/services/oauth2/token");
        assertThat(administrator.credential("User Name").inputValue()).isEqualTo("3MVG9.key");
        assertThat(administrator.credential("Password").inputValue()).isEmpty();
    }

    @Test
    void a_new_data_server_has_the_fields_of_its_type_and_the_first_click_saves_it() {
        new ConsoleSteps(premises, administrator)
                .makeSecurityProvider(
                        premises.org().readyApp().consumerKey(),
                        premises.org().readyApp().consumerSecret());
        administrator.open(premises.console("/data-servers/_new"));
        assertThat(administrator.field("OAuth server URL").isVisible()).isTrue();
        assertThat(administrator.field("JDBC URL").isVisible()).isFalse();

        administrator.type("Server Name", Premises.DATA_SERVER).type("OAuth server URL", premises.oauthServerUrl());
        administrator.press("Save").sees("Saved.");
    }

    @Test
    void a_session_that_ends_before_test_connection_is_told_and_leads_back_to_the_page() {
        premises.connect(administrator);
        administrator.open(premises.console("/data-servers/" + Premises.DATA_SERVER));
        endSession();

        administrator.press("Test Connection").sees("Your session is over.");
        Premises.logIn(administrator, "administrator");

        administrator.press("Test Connection").sees("The connection works.");
    }

    @Test
    void a_session_of_setup_that_ends_in_the_middle_of_a_form_loses_nothing_that_was_typed() {
        SetupSteps setup = new SetupSteps(premises, administrator);
        setup.logIn();
        administrator
                .follow("Users")
                .click("New User")
                .type("First Name", "App Builder")
                .type("Last Name", "Integration")
                .type("Email", "integration@example.com");
        premises.org().controls().expireSessions();

        administrator.press("Save").sees("Log in to Salesforce");
        setup.logInHere();

        administrator.sees("nothing of it is saved");
        assertThat(administrator.field("First Name").inputValue()).isEqualTo("App Builder");
        assertThat(administrator.field("Email").inputValue()).isEqualTo("integration@example.com");
        administrator
                .choose("User License", "Salesforce")
                .choose("Profile", "Standard User")
                .press("Save")
                .sees("User: App Builder Integration");
    }

    /** As the server does after an hour: the session's cookie is worth nothing from now on. */
    private void endSession() {
        BrowserContext context = administrator.page().context();
        List<Cookie> cookies = context.cookies();
        context.clearCookies();
        context.addCookies(cookies.stream()
                .map(cookie -> new Cookie(cookie.name, "b3Zlcg")
                        .setDomain(cookie.domain)
                        .setPath(cookie.path))
                .toList());
    }
}
