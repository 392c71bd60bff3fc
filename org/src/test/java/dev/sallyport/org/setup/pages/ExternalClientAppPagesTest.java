package dev.sallyport.org.setup.pages;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.org.LocalOrg;
import dev.sallyport.org.ReadyApp;
import dev.sallyport.org.junit.LocalOrgExtension;
import dev.sallyport.org.setup.ExternalClientApp;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class ExternalClientAppPagesTest {
    @RegisterExtension
    static final LocalOrgExtension ORG = LocalOrgExtension.with(builder -> builder.records(0));

    private LocalOrg org;
    private SetupBrowser browser;

    @BeforeEach
    void makeApp(LocalOrg given) {
        org = given;
        browser = SetupBrowser.ofAdministrator(org);
        browser.follow("App Manager");
        browser.follow("New External Client App");
        browser.fill("External Client App Name", "Data Bridge");
        browser.fill("Contact Email", "team@example.com");
        browser.fill("Description", "Nightly load");
        browser.tick("Enable OAuth");
        browser.fill("Callback URL", "https://bridge.example/callback");
        browser.tick("Manage user data via APIs (api)");
        browser.tick("Enable Client Credentials Flow");
        browser.press("Create");
    }

    @Test
    void a_new_app_is_closed_until_its_policies_let_somebody_in(ReadyApp ready) {
        assertThat(browser.heading()).isEqualTo("External Client App: Data Bridge");
        assertThat(browser.fact("Distribution State")).isEqualTo("Local");
        assertThat(app().open()).isFalse();

        browser.follow("Policies");
        assertThat(browser.fact("Enable OAuth")).isEqualTo("Disabled");
        browser.follow("Edit Policies");
        browser.tick("Enable OAuth");
        browser.tick("Enable Client Credentials Flow");
        browser.press("Save");
        assertThat(browser.error("Run As")).contains("Enter the username of the user");
        assertThat(browser.isTicked("Enable OAuth")).isTrue();

        browser.fill("Run As", ready.username());
        browser.press("Save");
        assertThat(browser.fact("Enable Client Credentials Flow")).isEqualTo("Enabled");
        assertThat(browser.fact("Run As")).isEqualTo(ready.username());
        assertThat(app().open()).isTrue();
        assertThat(app().clientCredentialsFlow()).isTrue();
    }

    @Test
    void settings_are_changed_and_the_api_name_stays() {
        browser.follow("Edit");
        browser.fill("External Client App Name", "Data Tunnel");
        browser.fill("Description", "");
        browser.press("Save");

        assertThat(browser.heading()).isEqualTo("External Client App: Data Tunnel");
        assertThat(browser.fact("API Name")).isEqualTo("Data_Bridge");
        assertThat(app().description()).isNull();
        assertThat(app().oauth()).isNotNull();
    }

    @Test
    void refusals_are_beside_their_fields() {
        browser.follow("Edit");
        browser.fill("Description", "x".repeat(256));
        browser.press("Save");
        assertThat(browser.error("Description")).contains("max length=255");

        browser.fill("Description", "");
        browser.fill("External Client App Name", "");
        browser.press("Save");
        assertThat(browser.error("External Client App Name")).isEqualTo("Error: You must enter a value");
        assertThat(app().name()).isEqualTo("Data Bridge");
    }

    @Test
    void a_flow_that_the_settings_do_not_have_is_refused_beside_its_box() {
        browser.follow("Edit");
        browser.untick("Enable Client Credentials Flow");
        browser.press("Save");
        browser.follow("Policies");
        browser.follow("Edit Policies");
        browser.tick("Enable Client Credentials Flow");
        browser.press("Save");

        assertThat(browser.error("Enable Client Credentials Flow")).contains("not enabled in the OAuth settings");
    }

    @Test
    void the_app_manager_lists_it_beside_connected_apps() {
        browser.follow("App Manager");

        assertThat(browser.lines())
                .anySatisfy(line -> assertThat(line).startsWith("Data Bridge | Data_Bridge | External Client App"))
                .anySatisfy(line -> assertThat(line).contains("| Connected |"));
        browser.follow("Policies Data Bridge");
        assertThat(browser.heading()).isEqualTo("External Client App Policies: Data Bridge");
    }

    @Test
    void a_deleted_app_is_gone() {
        browser.press("Delete");

        assertThat(browser.path()).isEqualTo("/setup/apps");
        assertThat(org.setup().externalClientApps().list()).isEmpty();
    }

    private ExternalClientApp app() {
        return org.setup().externalClientApps().get("Data_Bridge");
    }
}
