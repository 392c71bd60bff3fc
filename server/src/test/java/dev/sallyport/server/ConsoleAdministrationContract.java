package dev.sallyport.server;

import static dev.sallyport.server.account.Role.ADMINISTRATOR;
import static dev.sallyport.server.account.Role.ANALYST;
import static dev.sallyport.server.account.Role.EDITOR;
import static dev.sallyport.server.account.Role.VIEWER;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.catalog.CatalogSettings;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Accounts, API tokens and Activity in the console, and forms that come after the session is over. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class ConsoleAdministrationContract {
    private Premises premises;

    /** An empty database and the catalogue's settings for it. */
    abstract CatalogSettings settings(Path folder);

    @BeforeAll
    void start(@TempDir Path folder) {
        premises = new Premises(settings(folder));
        premises.connect("Kept");
        premises.as(EDITOR).post("/data-servers/Kept/tables/import", Map.of("tables", List.of("Contact")));
    }

    @AfterAll
    void stop() throws IOException {
        premises.close();
    }

    private Browser administrator() {
        return premises.browserOf(ADMINISTRATOR);
    }

    @Test
    void an_account_is_made_changed_and_deleted_and_its_sessions_end() {
        Browser browser = administrator();
        assertThat(browser.submit(
                                "/accounts",
                                "/accounts",
                                Map.of("userName", "wanda", "password", Premises.PASSWORD, "role", "Analyst"))
                        .body())
                .contains("Account wanda", "value=\"Analyst\" selected");
        Browser wanda = new Browser(premises.address());
        wanda.logIn("wanda", Premises.PASSWORD);
        assertThat(wanda.open("/sql").body()).contains("Statement");

        assertThat(browser.submit("/accounts/wanda", "/accounts/wanda", Map.of("role", "Viewer", "enabled", "True"))
                        .body())
                .contains("Saved.", "value=\"Viewer\" selected");
        assertThat(wanda.open("/sql").uri().getPath()).isEqualTo("/login");

        assertThat(browser.submit(
                                "/accounts/wanda",
                                "/accounts/wanda/password",
                                Map.of("password", "another gate for its people"))
                        .body())
                .contains("The password is set")
                .doesNotContain("another gate");
        assertThat(wanda.logIn("wanda", "another gate for its people").uri().getPath())
                .isNotEqualTo("/login");
        assertThat(browser.submit("/accounts/wanda", "/accounts/wanda/delete", Map.of())
                        .body())
                .doesNotContain("/accounts/wanda");
    }

    @Test
    void what_an_account_cannot_be_is_told_and_the_last_administrator_stays() {
        Browser browser = administrator();
        HttpResponse<String> refused =
                browser.submit("/accounts", "/accounts", Map.of("userName", "short", "password", "short"));
        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(refused.body()).contains("role=\"alert\"", "value=\"short\"", "too short");
        assertThat(browser.submit("/accounts/administrator", "/accounts/administrator/delete", Map.of())
                        .body())
                .contains("is the only administrator.");
    }

    @Test
    void what_was_typed_about_an_account_stays_when_it_is_refused() {
        Browser browser = administrator();
        String token = browser.submit(
                        "/accounts/viewer",
                        "/accounts/viewer/api-tokens",
                        Map.of("name", "for the reports", "role", "Viewer", "days", "soon"))
                .body();
        assertThat(token).contains("role=\"alert\"", "value=\"for the reports\"", "value=\"soon\"");

        String change = browser.submit(
                        "/accounts/administrator",
                        "/accounts/administrator",
                        Map.of("role", "Analyst", "enabled", "False"))
                .body();
        assertThat(change)
                .contains("is the only administrator.")
                .contains("value=\"Analyst\" selected", "value=\"False\" selected");
    }

    @Test
    void a_number_that_is_none_is_a_mistake_of_the_form() {
        Map<String, String> form =
                Browser.hiddenFields(administrator().open("/accounts/viewer").body());
        HttpResponse<String> refused = administrator()
                .submit("/accounts/viewer", "/accounts/viewer", Map.of("version", "x", "role", "Viewer"));

        assertThat(form).containsKey("version");
        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(refused.body()).contains("The value of version");
    }

    @Test
    void an_api_token_is_shown_once_works_and_is_revoked() {
        Browser browser = administrator();
        String made = browser.submit(
                        "/accounts/viewer",
                        "/accounts/viewer/api-tokens",
                        Map.of("name", "nightly", "role", "Viewer", "days", "30"))
                .body();
        Matcher token = Pattern.compile("value=\"(sallyport_[^\"]+)\"").matcher(made);
        assertThat(token.find()).isTrue();
        Program program = new Program(premises.address(), token.group(1));
        assertThat(program.get("/data-servers").status()).isEqualTo(200);

        String page = browser.open("/accounts/viewer").body();
        assertThat(page).contains("Revoke nightly").doesNotContain(token.group(1));
        Matcher revoke = Pattern.compile(
                        "action=\"(/accounts/viewer/api-tokens/[^/]+/revoke)\">(?:(?!</form>).)*nightly",
                        Pattern.DOTALL)
                .matcher(page);
        assertThat(revoke.find()).isTrue();
        browser.submit("/accounts/viewer", revoke.group(1), Map.of());
        assertThat(program.get("/data-servers").status()).isEqualTo(401);
    }

    @Test
    void only_administrators_keep_accounts_and_read_the_audit_trail() {
        Browser editor = premises.browserOf(EDITOR);
        assertThat(editor.open("/").body()).contains("Activity").doesNotContain("href=\"/accounts\"");
        for (String path : List.of("/accounts", "/accounts/viewer", "/activity/audit")) {
            assertThat(editor.open(path).statusCode()).as(path).isEqualTo(403);
        }
        assertThat(editor.submit("/", "/accounts/viewer", Map.of("version", "1", "role", "Administrator"))
                        .statusCode())
                .isEqualTo(403);
        assertThat(premises.browserOf(VIEWER).open("/activity").body())
                .contains("API calls")
                .doesNotContain("Slow statements", "Audit trail");
    }

    @Test
    void the_audit_trail_shows_before_and_after_and_is_narrowed_down() {
        premises.as(ADMINISTRATOR)
                .post("/users", Map.of("userName", "xaver", "password", Premises.PASSWORD, "role", "viewer"));
        Browser browser = administrator();

        String found =
                browser.open("/activity/audit?action=USER.create&subject=xav").body();
        assertThat(found).contains("xaver", "Before and after", "{\"role\":\"viewer\",\"enabled\":true}");
        assertThat(browser.open("/activity/audit?subject=x%25ver").body()).contains("None.");
    }

    @Test
    void activity_shows_the_calls_as_a_drawing_and_a_table_and_what_failed_without_values() {
        Browser analyst = premises.browserOf(ANALYST);
        analyst.submit(
                "/sql", "/sql", Map.of("server", "Kept", "sql", "SELECT Nmae FROM Contact WHERE Email = 'a@b.c'"));
        analyst.submit("/sql", "/sql", Map.of("server", "Kept", "sql", "SELECT Id FROM Contact WHERE Email = 'd@e.f'"));

        assertThat(analyst.submit(
                                "/sql",
                                "/sql/words",
                                Map.of("server", "Kept", "sql", "SELECT Las FROM Contact", "prefix", "las"))
                        .body())
                .contains("LastName");

        String page = administrator().open("/activity").body();

        assertThat(page)
                .contains("<svg", "<caption>API calls by data server, per hour (UTC)</caption>", "Kept")
                .contains("SELECT Nmae FROM Contact WHERE Email = ?", "SELECT Id FROM Contact WHERE Email = ?")
                .doesNotContain("a@b.c", "d@e.f");
        assertThat(administrator().open("/activity?by=days").body()).contains("per day");
    }

    @Test
    void what_went_wrong_is_told_to_administrators_without_values() {
        Browser analyst = premises.browserOf(ANALYST);
        String own = analyst.submit(
                        "/sql",
                        "/sql",
                        Map.of("server", "Kept", "sql", "SELECT CAST('Miss Scarlet' AS INTEGER) FROM Contact"))
                .body();
        assertThat(own.substring(own.indexOf("role=\"alert\""))).contains("Miss Scarlet");

        assertThat(administrator().open("/activity").body())
                .contains("SELECT CAST(? AS INTEGER) FROM Contact")
                .doesNotContain("Miss Scarlet");
    }

    @Test
    void everybody_gives_themselves_another_password_with_the_one_that_they_have() {
        administrator()
                .submit(
                        "/accounts",
                        "/accounts",
                        Map.of("userName", "petra", "password", Premises.PASSWORD, "role", "Viewer"));
        Browser petra = new Browser(premises.address());
        petra.logIn("petra", Premises.PASSWORD);
        Browser elsewhere = new Browser(premises.address());
        elsewhere.logIn("petra", Premises.PASSWORD);
        String chosen = "a gate that she alone knows";

        assertThat(petra.submit("/account", "/account/password", Map.of("current", "a guess", "password", chosen))
                        .body())
                .contains("The current password is wrong.");
        assertThat(petra.submit(
                                "/account",
                                "/account/password",
                                Map.of("current", Premises.PASSWORD, "password", "short"))
                        .body())
                .contains("The password is too short or too long.");
        HttpResponse<String> changed =
                petra.submit("/account", "/account/password", Map.of("current", Premises.PASSWORD, "password", chosen));

        assertThat(changed.uri().getPath()).isEqualTo("/login");
        assertThat(changed.body()).contains("The password is changed.").doesNotContain(chosen);
        assertThat(elsewhere.open("/").uri().getPath()).isEqualTo("/login");
        assertThat(petra.logIn("petra", Premises.PASSWORD).body()).contains("is wrong");
        assertThat(petra.logIn("petra", chosen).uri().getPath()).isEqualTo("/");
    }

    @Test
    void whose_session_is_over_is_told_and_comes_back_to_the_page() {
        Browser browser = premises.browserOf(EDITOR);
        assertThat(new Browser(premises.address()).open("/data-servers").body()).doesNotContain("is over");
        browser.cookies().getCookieStore().getCookies().forEach(cookie -> cookie.setValue("b3Zlcg"));

        assertThat(browser.open("/data-servers").body()).contains("Your session is over.");
        assertThat(browser.logIn("editor", Premises.PASSWORD).uri().getPath()).isEqualTo("/data-servers");
    }

    @Test
    void a_form_that_comes_after_the_session_is_over_comes_back_as_it_was_typed() {
        Browser browser = premises.browserOf(EDITOR);
        Map<String, String> form =
                Browser.hiddenFields(browser.open("/security-providers/_new").body());
        form.putAll(Map.of("name", "Overdue", "type", "OAuth", "subject", "typed & kept"));
        form.putAll(Map.of("credential.0.type", "Client", "credential.0.userName", "its consumer"));
        form.put("credential.0.password", "never stored");
        browser.cookies().getCookieStore().removeAll();

        assertThat(browser.post("/security-providers", form).uri().getPath()).isEqualTo("/login");
        HttpResponse<String> back = browser.logIn("editor", Premises.PASSWORD);

        assertThat(back.uri().getPath()).isEqualTo("/resume");
        assertThat(back.body()).contains("Back to the form", "Overdue").doesNotContain("never stored");
        Map<String, String> kept = Browser.hiddenFields(back.body());
        assertThat(kept).containsEntry("subject", "typed &amp; kept").doesNotContainKey("credential.0.password");
        assertThat(browser.post("/security-providers/_form", kept).body())
                .contains("value=\"Overdue\"", "value=\"its consumer\"");
        assertThat(browser.open("/security-providers").body()).doesNotContain("Overdue");
    }

    @Test
    void a_script_whose_session_is_over_is_sent_to_the_log_in_page() {
        HttpResponse<String> refused = new Browser(premises.address())
                .send(HttpRequest.newBuilder(premises.address().resolve("/data-servers/Kept/test"))
                        .header("HX-Request", "true")
                        .POST(HttpRequest.BodyPublishers.noBody())
                        .build());

        assertThat(refused.statusCode()).isEqualTo(401);
        assertThat(refused.headers().firstValue("HX-Redirect")).contains("/login");
    }

    @Test
    void of_what_another_sites_page_sends_nothing_is_kept_and_no_session_begins() {
        HttpRequest.Builder form = HttpRequest.newBuilder(premises.address().resolve("/sql"))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString("again=%2Fsql%2F_form&sql=SELECT"));

        HttpResponse<String> strange = new Browser(premises.address())
                .send(form.copy().header("Sec-Fetch-Site", "cross-site").build());
        assertThat(strange.statusCode()).isEqualTo(403);
        assertThat(strange.headers().firstValue("Set-Cookie")).isEmpty();

        Browser own = new Browser(premises.address());
        own.send(form.copy().header("Sec-Fetch-Site", "same-origin").build());
        assertThat(own.logIn("analyst", Premises.PASSWORD).uri().getPath()).isEqualTo("/resume");
    }

    @Test
    void of_a_stranger_no_long_form_is_kept() {
        Browser browser = new Browser(premises.address());
        browser.post("/sql", Map.of("again", "/sql/_form", "sql", "x".repeat(40_000)));

        assertThat(browser.logIn("analyst", Premises.PASSWORD).uri().getPath()).isEqualTo("/");
    }

    @Test
    void nobody_has_another_send_something_by_a_form_that_is_kept() {
        Browser browser = new Browser(premises.address());
        browser.post("/sql", Map.of("again", "/data-servers/Kept/delete", "name", "Kept"));
        browser.post("/sql", Map.of("again", "//elsewhere.example/_form"));

        assertThat(browser.logIn("editor", Premises.PASSWORD).uri().getPath()).isEqualTo("/");
    }
}
