package dev.sallyport.server;

import static dev.sallyport.server.account.Role.ADMINISTRATOR;
import static dev.sallyport.server.account.Role.ANALYST;
import static dev.sallyport.server.account.Role.EDITOR;
import static dev.sallyport.server.account.Role.VIEWER;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.catalog.CatalogSettings;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The console's pages as a browser gets them. Each test has names of its own on the one server. */
class ConsoleTest {
    private static Premises premises;

    @BeforeAll
    static void start(@TempDir Path folder) {
        premises = new Premises(CatalogSettings.inFolder(folder));
    }

    @AfterAll
    static void stop() {
        premises.close();
    }

    private static Map<String, String> guide(String name) {
        String instance = premises.org().instanceUrl().toString();
        Map<String, String> form = new LinkedHashMap<>();
        form.put("name", name);
        form.put("type", "OAuth");
        form.put("grant", "Client Credentials");
        form.put("clientAuthentication", "Basic");
        form.put("resourceAuthentication", "Bearer");
        form.put("tokenOwner", "Client");
        form.put("redirectOnChallenge", "True");
        form.put("enabled", "True");
        form.put("authorizationEndpoint", instance + "/services/oauth2/authorize");
        form.put("tokenEndpoint", instance + "/services/oauth2/token");
        form.put("userInfoEndpoint", instance + "/services/oauth2/userinfo");
        form.put("credential.0.type", "Client");
        form.put("credential.0.userName", "typed&kept");
        form.put("credential.0.password", premises.consumerSecret());
        return form;
    }

    @Test
    void the_form_has_the_guides_fields_and_choices() {
        Browser browser = premises.browserOf(EDITOR);
        Map<String, String> clicked =
                Browser.hiddenFields(browser.open("/security-providers/_new").body());
        clicked.putAll(Map.of("type", "OAuth", "grant", "Client Credentials", "clientAuthentication", "Basic"));
        clicked.put("add", "endpoints");
        clicked.putAll(Browser.hiddenFields(
                browser.post("/security-providers/_form", clicked).body()));
        clicked.put("add", "credential");
        clicked.put("redirectOnChallenge", "True");
        String page = browser.post("/security-providers/_form", clicked).body();

        assertThat(page)
                .contains(
                        ">Name<",
                        ">Type<",
                        ">Authentication Type<",
                        ">OAuth Grant<",
                        ">OAuth Client Authentication<",
                        ">OAuth Resource Authentication<",
                        ">Token Owner<",
                        ">Redirect on Challenge<",
                        ">Authorization Endpoint<",
                        ">Token Endpoint<",
                        ">User Info Endpoint<",
                        ">User Name<",
                        ">Password<",
                        ">+ Credential<")
                .contains(
                        "value=\"Client Credentials\" selected", "value=\"Basic\" selected", "value=\"True\" selected");
    }

    @Test
    void a_provider_is_made_and_changed_in_its_form_and_its_secret_is_never_shown() {
        Browser browser = premises.browserOf(EDITOR);

        HttpResponse<String> made = browser.submit("/security-providers/_new", "/security-providers", guide("Formed"));
        assertThat(made.uri().getPath()).isEqualTo("/security-providers/Formed");
        assertThat(made.body())
                .contains("Saved.", "value=\"typed&amp;kept\"", "set; leave empty to keep it")
                .doesNotContain(premises.consumerSecret());

        Map<String, String> change = guide("Formed");
        change.putAll(Map.of("enabled", "False", "credential.0.password", ""));
        browser.submit("/security-providers/Formed", "/security-providers/Formed", change);
        assertThat(browser.open("/security-providers").body()).contains("Formed");
        assertThat(browser.open("/security-providers/Formed").body())
                .contains("value=\"False\" selected", "set; leave empty to keep it");
    }

    @Test
    void a_form_that_cannot_be_comes_back_as_it_was_typed_with_what_is_wrong() {
        Map<String, String> form = guide("Wrong");
        form.put("tokenEndpoint", "https://login.salesforce.com/services/oauth2/token");

        HttpResponse<String> refused =
                premises.browserOf(EDITOR).submit("/security-providers/_new", "/security-providers", form);

        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(refused.body())
                .contains("role=\"alert\"", "value=\"https://login.salesforce.com/services/oauth2/token\"")
                .doesNotContain(premises.consumerSecret());
    }

    @Test
    void of_two_who_have_the_form_open_the_second_is_told() {
        Browser browser = premises.browserOf(EDITOR);
        browser.submit("/security-providers/_new", "/security-providers", guide("Shared"));
        Map<String, String> open =
                Browser.hiddenFields(browser.open("/security-providers/Shared").body());
        browser.submit("/security-providers/Shared", "/security-providers/Shared", guide("Shared"));

        open.putAll(guide("Shared"));
        HttpResponse<String> late = browser.post("/security-providers/Shared", open);

        assertThat(late.body()).contains("has been changed meanwhile.");
    }

    @Test
    void a_viewer_sees_no_buttons_and_is_refused_by_the_server_too() {
        Browser viewer = premises.browserOf(VIEWER);

        assertThat(viewer.open("/security-providers").body())
                .contains("Data Source Authentication")
                .doesNotContain("+ Data Source Authentication");
        HttpResponse<String> refused = viewer.submit("/", "/security-providers", guide("Smuggled"));
        assertThat(refused.statusCode()).isEqualTo(403);
        assertThat(refused.body()).contains("Your role does not allow this.");
    }

    @Test
    void who_may_change_nothing_sees_a_form_that_takes_nothing() {
        premises.connect("Looked");
        Map<String, String> people = guide("People");
        people.putAll(Map.of("type", "OpenID Connect", "grant", "Authorization Code", "tokenOwner", "User"));
        people.putAll(Map.of("issuerEndpoint", premises.org().instanceUrl().toString(), "scopes", "openid api"));
        assertThat(premises.browserOf(ADMINISTRATOR)
                        .submit("/security-providers/_new?panel=user", "/security-providers", people)
                        .body())
                .contains("Saved.");

        for (String page : List.of("/security-providers/Looked", "/data-servers/Looked")) {
            assertThat(premises.browserOf(VIEWER).open(page).body())
                    .contains("To be looked at: editors change it.", "<fieldset class=\"whole\" disabled>")
                    .doesNotContain("action=\"" + page + "/delete\"");
            assertThat(premises.browserOf(EDITOR).open(page).body())
                    .contains("<fieldset class=\"whole\">", "action=\"" + page + "/delete\"");
        }
        assertThat(premises.browserOf(EDITOR).open("/security-providers/People").body())
                .as("people log in by it")
                .contains("To be looked at: administrators change it.", "<fieldset class=\"whole\" disabled>")
                .doesNotContain("action=\"/security-providers/People/delete\"");
    }

    @Test
    void a_field_tells_what_is_wrong_in_sentences_and_names_pages() {
        premises.connect("Taken");
        Browser browser = premises.browserOf(EDITOR);

        assertThat(browser.submit("/security-providers/_new", "/security-providers", guide("Taken"))
                        .body())
                .contains("Security Providers &gt; Taken &gt; Delete")
                .doesNotContain("sallyport provider");
        String host = premises.org().instanceUrl().toString();
        Map<String, String> form = Map.of("name", "Short", "securityProvider", "Taken", "oauthServerUrl", host);
        assertThat(browser.submit("/data-servers/_new", "/data-servers", form).body())
                .contains(host + ". Add the path");
    }

    @Test
    void home_shows_how_each_data_server_is() {
        premises.connect("Shown");
        premises.as(EDITOR).post("/data-servers/Shown/test", Map.of());

        assertThat(premises.browserOf(VIEWER).open("/").body())
                .contains(premises.oauthServerUrl())
                .containsPattern("(?s)>Shown</a>.*?<span class=\"tag passed\">passed</span> just now: ");
    }

    @Test
    void what_is_not_there_is_told_on_a_page() {
        HttpResponse<String> page = premises.browserOf(VIEWER).open("/security-providers/Nowhere");

        assertThat(page.statusCode()).isEqualTo(404);
        assertThat(page.body()).contains("There is no security provider Nowhere.");
        HttpResponse<String> nowhere = premises.browserOf(VIEWER).open("/nowhere");
        assertThat(nowhere.statusCode()).isEqualTo(404);
        assertThat(nowhere.body()).contains("Nothing is at this address.", "<a href=\"/\">Home</a>");
        HttpResponse<String> ofForm = premises.browserOf(ANALYST).open("/sql/next");
        assertThat(ofForm.statusCode()).isEqualTo(405);
        assertThat(ofForm.body()).contains("This address does not answer GET.", "a form of it leads here");
    }

    @Test
    void assets_come_from_the_server_itself() {
        Browser nobody = new Browser(premises.address());

        assertThat(nobody.open("/webjars/htmx.org/2.0.10/dist/htmx.min.js").statusCode())
                .isEqualTo(200);
        assertThat(nobody.open("/assets/console.css").body()).contains("light-dark");
    }
}
