package dev.sallyport.server;

import static dev.sallyport.server.account.Role.ADMINISTRATOR;
import static dev.sallyport.server.account.Role.ANALYST;
import static dev.sallyport.server.account.Role.EDITOR;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.catalog.CatalogSettings;
import dev.sallyport.org.PersonAtBrowser;
import java.net.HttpCookie;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** People come in by an authorization server: the local org's own. */
class ProviderSignInTest {
    private static final Map<String, Object> EVERYBODY_LOOKS = Map.of(
            "groups", List.of(Map.of("name", "Viewer", "identifier", "everybody", "grantOnIdentityCreate", true)));

    @TempDir
    Path folder;

    private Premises premises;

    @BeforeEach
    void start() {
        premises = new Premises(CatalogSettings.inFolder(folder));
    }

    @AfterEach
    void stop() {
        premises.close();
    }

    private String person() {
        return premises.org().administrator().username();
    }

    /** Signs in at the org and allows all; where the org sends the browser back to. */
    private URI cameBack(URI authorization) {
        return PersonAtBrowser.of(premises.org().administrator())
                .visit(authorization, premises.address() + "/signin-")
                .address();
    }

    private HttpResponse<String> signIn(Browser browser, String path) {
        return browser.open(cameBack(browser.sentOn(path)).toString());
    }

    private Browser browser() {
        return new Browser(premises.address());
    }

    private String audit() {
        return premises.as(ADMINISTRATOR).get("/audit").text();
    }

    @Test
    void the_log_in_page_offers_the_enabled_providers_that_log_people_in() {
        premises.connect("System");
        premises.signInAt("People", Map.of());
        premises.signInAt("Off", Map.of("registration", Map.of("enabled", false)));

        assertThat(browser().open("/login").body())
                .contains("href=\"/signin-People\">Sign in with People")
                .doesNotContain("signin-System", "signin-Off");
        for (String none : List.of("System", "Off", "Nowhere")) {
            HttpResponse<String> refused = browser().open("/signin-" + none);
            assertThat(refused.uri().getPath()).isEqualTo("/login");
            assertThat(refused.body()).contains("Nobody logs in by a security provider of this name.");
        }
    }

    @Test
    void who_has_no_account_is_refused_told_what_to_do_and_leaves_nothing_behind() {
        premises.signInAt("People", Map.of());

        HttpResponse<String> refused = signIn(browser(), "/signin-People");

        assertThat(refused.uri()).isEqualTo(premises.address().resolve("/login"));
        assertThat(refused.body())
                .contains(
                        "You have signed in at People, and you have no account here.", "link People", "administrator");
        assertThat(premises.as(ADMINISTRATOR).get("/users/" + person()).status())
                .isEqualTo(404);
        assertThat(premises.as(ADMINISTRATOR).get("/tokens").text()).doesNotContain("People");
        assertThat(audit()).contains("log-in.refused", "signin-People");
    }

    @Test
    void a_group_that_is_called_like_a_role_gives_whoever_comes_an_account_once() {
        premises.signInAt("People", EVERYBODY_LOOKS);
        Browser browser = browser();
        browser.open("/data-servers");
        String before = session(browser);

        HttpResponse<String> in = signIn(browser, "/signin-People");

        assertThat(in.uri()).as("what was asked for first").hasPath("/data-servers");
        assertThat(in.uri().toString()).doesNotContain("code=", "state=");
        assertThat(in.body()).contains(person(), "Viewer").doesNotContain("/signin-People?code");
        assertThat(session(browser)).isNotEqualTo(before);
        assertThat(audit()).contains("user.create", "\"log-in\"");
        assertThat(signIn(browser(), "/signin-People").body()).contains(person(), "Viewer");
        assertThat(premises.as(ADMINISTRATOR).get("/users").json().toString().split(person(), -1))
                .hasSize(2);

        assertThat(browser.submit("/", "/logout", Map.of()).body()).contains("You have logged out.");
        assertThat(browser.open("/").uri().getPath()).isEqualTo("/login");
        assertThat(browser.logIn(person(), "").body()).contains("is wrong");
    }

    private static String session(Browser browser) {
        return browser.cookies().getCookieStore().getCookies().stream()
                .filter(cookie -> cookie.getName().equals("sallyport"))
                .map(HttpCookie::getValue)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void a_disabled_account_is_refused_with_advice() {
        premises.signInAt("People", EVERYBODY_LOOKS);
        Browser browser = browser();
        signIn(browser, "/signin-People");
        Program administrator = premises.as(ADMINISTRATOR);
        String eTag = administrator.get("/users/" + person()).eTag();
        administrator.put("/users/" + person(), eTag, Map.of("role", "viewer", "enabled", false));

        assertThat(browser.open("/").uri().getPath()).as("its session").isEqualTo("/login");
        assertThat(signIn(browser(), "/signin-People").body())
                .contains("Your account " + person() + " is disabled.", "Ask an administrator");
    }

    @Test
    void an_account_of_the_same_name_is_not_the_persons_until_its_owner_has_linked_it() {
        premises.signInAt("People", EVERYBODY_LOOKS);
        premises.as(ADMINISTRATOR)
                .post("/users", Map.of("userName", person(), "password", Premises.PASSWORD, "role", "editor"));
        assertThat(signIn(browser(), "/signin-People").body())
                .contains("There is an account " + person() + " already, and it is not linked to People.");

        Browser owner = browser();
        owner.logIn(person(), Premises.PASSWORD);
        HttpResponse<String> leaving = owner.submit("/account", "/account/link", Map.of("provider", "People"));
        String refresh = leaving.headers().firstValue("Refresh").orElseThrow();
        HttpResponse<String> linked = owner.open(
                cameBack(URI.create(refresh.substring("0;url=".length()))).toString());
        assertThat(linked.uri().getPath()).isEqualTo("/account");
        assertThat(linked.body()).contains("Linked:", "Unlink People");

        assertThat(signIn(browser(), "/signin-People").body()).contains(person(), "Editor");
        Map<String, String> unlink = Browser.hiddenFields(linked.body());
        assertThat(owner.post("/account/unlink", unlink).body()).contains("Unlinked.");
        assertThat(signIn(browser(), "/signin-People").body()).contains("is not linked to People.");
    }

    @Test
    void the_only_way_in_is_not_unlinked() {
        premises.signInAt("People", EVERYBODY_LOOKS);
        Browser browser = browser();
        signIn(browser, "/signin-People");

        Map<String, String> unlink =
                Browser.hiddenFields(browser.open("/account").body());

        assertThat(browser.post("/account/unlink", unlink).body()).contains("This is the only way in to the account");
    }

    @Test
    void a_sign_in_ends_once_and_in_the_browser_that_began_it() {
        premises.signInAt("People", EVERYBODY_LOOKS);
        Browser began = browser();
        URI back = cameBack(began.sentOn("/signin-People"));

        assertThat(browser().open(back.toString()).body()).contains("This sign-in was not started here, or is over");
        assertThat(began.open(back.toString()).body())
                .as("whoever had the callback's address might have used it")
                .contains("This sign-in was not started here, or is over");

        URI other = cameBack(began.sentOn("/signin-People"));
        assertThat(began.open(other.toString()).uri().getPath()).isEqualTo("/");
        assertThat(browser().open(other.toString()).uri().getPath()).isEqualTo("/login");
    }

    @Test
    void a_sign_in_that_the_person_denies_or_that_is_begun_too_often_says_so() {
        premises.signInAt("People", EVERYBODY_LOOKS);
        Browser browser = browser();
        URI denied = PersonAtBrowser.of(premises.org().administrator())
                .denying()
                .visit(browser.sentOn("/signin-People"), premises.address() + "/signin-")
                .address();
        assertThat(browser.open(denied.toString()).body()).contains("The sign-in ended without consent");

        for (int begun = 1; begun < 50; begun++) {
            assertThat(browser.sentOn("/signin-People").getPath()).contains("oauth2/authorize");
        }
        assertThat(browser.open("/signin-People").body()).contains("Too many log-ins have failed.");
        assertThat(browser.logIn("viewer", Premises.PASSWORD).body()).contains("Too many log-ins have failed.");
    }

    @Test
    void only_administrators_keep_the_providers_that_log_people_in() {
        premises.signInAt("People", Map.of());
        Program editor = premises.as(EDITOR);
        Program.Answer stored = editor.get("/security-providers/People");

        Program.Answer changed = editor.put(
                "/security-providers/People",
                stored.eTag(),
                Map.of("provider", stored.json().get("provider")));
        assertThat(changed.status()).isEqualTo(403);
        assertThat(changed.text()).contains("Only an administrator keeps providers of type OpenID Connect");
        assertThat(editor.delete("/security-providers/People").status()).isEqualTo(403);
        assertThat(editor.post(
                                "/security-providers",
                                Map.of("provider", stored.json().get("provider")))
                        .status())
                .isEqualTo(403);
        assertThat(premises.browserOf(EDITOR).open("/security-providers").body())
                .doesNotContain("+ User Authentication\"");
    }

    @Test
    void a_picture_on_another_site_begins_no_sign_in() {
        premises.signInAt("People", EVERYBODY_LOOKS);

        HttpResponse<String> refused = browser()
                .send(HttpRequest.newBuilder(premises.address().resolve("/signin-People"))
                        .header("Sec-Fetch-Dest", "image")
                        .build());

        assertThat(refused.uri().getPath()).isEqualTo("/login");
    }

    /** Requests are logged, and what a library tells of them too: without what only the two servers are to know. */
    @Test
    void what_ties_a_sign_in_together_is_in_no_log() {
        premises.signInAt("People", EVERYBODY_LOOKS);
        List<String> lines = new ArrayList<>();
        Handler listener = new Handler() {
            @Override
            public synchronized void publish(LogRecord line) {
                lines.add(line.getMessage()
                        + List.of(line.getParameters() == null ? new Object[0] : line.getParameters())
                        + (line.getThrown() == null ? "" : line.getThrown()));
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        Logger ours = Logger.getLogger("dev.sallyport");
        Level before = ours.getLevel();
        ours.setLevel(Level.ALL);
        ours.addHandler(listener);
        URI back;
        try {
            Browser browser = browser();
            back = cameBack(browser.sentOn("/signin-People"));
            browser.open(back.toString());
            browser.open(back.toString());
        } finally {
            ours.removeHandler(listener);
            ours.setLevel(before);
        }

        assertThat(lines).anyMatch(line -> line.contains("/signin-People"));
        for (String parameter : back.getRawQuery().split("&", -1)) {
            String value = parameter.substring(parameter.indexOf('=') + 1);
            assertThat(value).hasSizeGreaterThan(20);
            assertThat(lines).noneMatch(line -> line.contains(value));
        }
    }

    private static final Map<String, Object> OWN_TOKENS =
            Map.of("type", "oauth", "authenticationType", "oauth", "settings", Map.of("Scopes", "api refresh_token"));

    private void ownTokens(boolean redirects, boolean endWithSession) {
        String instance = premises.org().instanceUrl().toString();
        Map<String, Object> given = new LinkedHashMap<>(OWN_TOKENS);
        given.put(
                "endpoints",
                List.of(
                        Map.of("type", "authorization", "url", instance + "/services/oauth2/authorize"),
                        Map.of("type", "token", "url", instance + "/services/oauth2/token"),
                        Map.of("type", "revocation", "url", instance + "/services/oauth2/revoke")));
        given.put(
                "registration",
                Map.of("enabled", true, "redirectOnChallenge", redirects, "tokenDeleteOnSignOut", endWithSession));
        premises.signInAt("Own", given);
        premises.as(EDITOR)
                .post(
                        "/data-servers",
                        Map.of("name", "Own", "securityProvider", "Own", "oauthServerUrl", premises.oauthServerUrl()));
    }

    @Test
    void whoever_has_no_token_of_their_own_is_sent_to_sign_in_and_comes_back() {
        ownTokens(true, false);
        Browser browser = premises.browserOf(EDITOR);
        String page = "/data-servers/Own/tables/_import?search=Acc";

        URI challenge = browser.sentOn(page);
        assertThat(challenge.getPath()).isEqualTo("/signin-Own");
        HttpResponse<String> back =
                browser.open(cameBack(browser.sentOn(challenge.toString())).toString());

        assertThat(back.uri()).isEqualTo(premises.address().resolve(page));
        assertThat(back.body()).contains("value=\"Account\"");
        assertThat(premises.as(ADMINISTRATOR).get("/tokens").text()).contains("\"user\":\"editor\"");
        assertThat(audit()).contains("token.sign-in", "Own of editor");
        assertThat(premises.browserOf(ADMINISTRATOR).sentOn(page).getPath())
                .as("another's tokens are not theirs")
                .isEqualTo("/signin-Own");
    }

    @Test
    void a_statement_is_there_again_after_the_sign_in_that_it_needed() {
        ownTokens(true, false);
        Browser browser = premises.browserOf(EDITOR);
        signIn(browser, "/signin-Own?to=/data-servers/Own");
        premises.as(EDITOR).post("/data-servers/Own/tables/import", Map.of("tables", List.of("Account")));
        premises.as(EDITOR).delete("/tokens?provider=Own&user=editor");

        HttpResponse<String> told =
                browser.submit("/sql", "/sql", Map.of("server", "Own", "sql", "SELECT Name FROM Account"));

        assertThat(told.statusCode()).isEqualTo(403);
        assertThat(told.body()).contains("href=\"/signin-Own?to=%2Fresume\"", "Sign in with Own");
        HttpResponse<String> resumed = signIn(browser, "/signin-Own?to=%2Fresume");
        assertThat(resumed.uri().getPath()).isEqualTo("/resume");
        assertThat(browser.post("/sql/_form", Browser.hiddenFields(resumed.body()))
                        .body())
                .contains(">SELECT Name FROM Account</textarea>");
    }

    @Test
    void without_redirect_on_challenge_the_page_tells_and_links() {
        ownTokens(false, false);

        HttpResponse<String> told = premises.browserOf(EDITOR).open("/data-servers/Own/tables/_import");

        assertThat(told.statusCode()).isEqualTo(403);
        assertThat(told.body()).contains("href=\"/signin-Own?to=%2Fdata-servers%2FOwn%2Ftables%2F_import\"");
        assertThat(premises.browserOf(EDITOR)
                        .submit("/data-servers/Own", "/data-servers/Own/test", Map.of())
                        .body())
                .contains("A person must sign in", "href=\"/signin-Own?to=/data-servers/Own\"");
    }

    @Test
    void a_browser_that_is_refused_again_at_once_is_not_sent_round_in_circles() {
        ownTokens(true, false);
        Browser browser = premises.browserOf(EDITOR);

        assertThat(browser.sentOn("/data-servers/Own/tables/_import").getPath()).isEqualTo("/signin-Own");
        assertThat(browser.open("/data-servers/Own/tables/_import").statusCode())
                .isEqualTo(403);
    }

    @Test
    void a_sign_in_leads_to_no_other_site() {
        ownTokens(true, false);

        HttpResponse<String> refused = premises.browserOf(EDITOR).open("/signin-Own?to=//attacker.example");

        assertThat(refused.uri().getPath()).isEqualTo("/sign-in-failed");
        assertThat(refused.body()).contains("is not a page of this server");
    }

    @Test
    void tokens_end_with_the_session_where_the_provider_says_so() {
        ownTokens(true, true);
        Browser browser = premises.browserOf(EDITOR);
        signIn(browser, "/signin-Own?to=/data-servers/Own");
        assertThat(premises.as(ADMINISTRATOR).get("/tokens").text()).contains("\"user\":\"editor\"");

        browser.submit("/", "/logout", Map.of());

        assertThat(premises.as(ADMINISTRATOR).get("/tokens").text()).doesNotContain("editor");
        assertThat(audit()).contains("token.sign-out");
    }

    @Test
    void the_systems_token_is_fetched_by_editors_alone() {
        premises.signInAt("Shared", Map.of("tokenOwner", "client"));
        assertThat(premises.browserOf(ANALYST).open("/signin-Shared").body())
                .contains("The tokens of Shared are the whole system");

        signIn(premises.browserOf(EDITOR), "/signin-Shared?to=/");

        String tokens = premises.as(ADMINISTRATOR).get("/tokens").text();
        assertThat(tokens).contains("Shared").doesNotContain("\"user\":\"editor\"");
        assertThat(tokens.toLowerCase(Locale.ROOT)).doesNotContain("secret");
    }
}
