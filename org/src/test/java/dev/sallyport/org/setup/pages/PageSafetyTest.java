package dev.sallyport.org.setup.pages;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.org.LocalOrg;
import dev.sallyport.org.ReadyApp;
import dev.sallyport.org.junit.LocalOrgExtension;
import dev.sallyport.org.setup.ExternalClientApp.DistributionState;
import dev.sallyport.org.setup.ExternalClientApps;
import dev.sallyport.org.setup.OAuthApp.OAuthSettings;
import dev.sallyport.org.setup.Scope;
import dev.sallyport.org.setup.User;
import java.net.HttpCookie;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What holds for every page of Setup: each is found by following links from the home page. */
class PageSafetyTest {
    private static final String HOSTILE = "<script>alert('x')</script>\" onfocus=\"alert(1)";

    @RegisterExtension
    static final LocalOrgExtension ORG = LocalOrgExtension.with(builder -> builder.records(0));

    private LocalOrg org;
    private SetupBrowser browser;

    @BeforeEach
    void fillTheOrg(LocalOrg given) {
        org = given;
        User administrator = org.setup().users().get(org.administrator().username());
        org.setup().permissionSets().create(HOSTILE, "Hostile", HOSTILE, null, administrator.id());
        org.setup().profiles().clone("System Administrator", HOSTILE, administrator.id());
        OAuthSettings oauth = new OAuthSettings(List.of("https://bridge.example/callback"), Set.of(Scope.API), true);
        org.setup().connectedApps().create(HOSTILE, "Hostile", "team@example.com", oauth, administrator.id());
        org.setup()
                .externalClientApps()
                .create(
                        new ExternalClientApps.Definition(
                                HOSTILE, "Hostile", "team@example.com", HOSTILE, DistributionState.LOCAL, oauth),
                        administrator.id());
        org.setup()
                .users()
                .create(
                        new User.Draft(
                                "<b>Kim</b>",
                                HOSTILE,
                                "kim@example.com",
                                null,
                                "<i>",
                                org.setup().profiles().get(HOSTILE),
                                null,
                                "<u>kim"),
                        administrator.id());
        browser = SetupBrowser.ofAdministrator(org);
    }

    @Test
    void names_are_shown_as_they_are_and_never_become_markup() {
        Map<String, Document> pages = crawl();

        assertThat(pages).hasSizeGreaterThan(40);
        pages.forEach((path, page) -> {
            assertThat(page.select("script").eachAttr("src")).as(path).containsExactly("/assets/org.js");
            assertThat(page.select("script").eachText()).as(path).isEmpty();
            assertThat(page.select("b, i, u, [onfocus]")).as(path).isEmpty();
        });
        assertThat(pages.values()).anySatisfy(page -> assertThat(page.text()).contains(HOSTILE));
    }

    @Test
    void every_page_says_what_it_may_load_and_loads_nothing_from_elsewhere() {
        Map<String, Document> pages = crawl();

        pages.forEach((path, page) -> {
            browser.open(path);
            assertThat(browser.header("Content-Security-Policy"))
                    .as(path)
                    .contains("default-src 'none'", "style-src 'self'", "script-src 'self'", "frame-ancestors 'none'")
                    .doesNotContain("unsafe");
            assertThat(browser.header("X-Content-Type-Options")).isEqualTo("nosniff");
            assertThat(browser.header("Referrer-Policy")).isEqualTo("no-referrer");
            assertThat(browser.header("Cache-Control")).contains("no-store");
            assertThat(page.select("style, [style], iframe, object, embed"))
                    .as(path)
                    .isEmpty();
            assertThat(page.select("[src], link[href], form[action]").stream()
                            .map(element -> element.hasAttr("src")
                                    ? element.attr("src")
                                    : element.attr(element.normalName().equals("form") ? "action" : "href")))
                    .as(path)
                    .allSatisfy(address -> assertThat(address).startsWith("/").doesNotStartWith("//"));
        });
        browser.open("/assets/org.css");
        assertThat(browser.header("Content-Type")).startsWith("text/css");
        assertThat(browser.html()).doesNotContain("http", "@import", "url(");
        browser.open("/assets/org.js");
        assertThat(browser.html()).doesNotContain("eval(", "innerHTML");
    }

    @Test
    void every_control_has_a_name_and_every_page_its_landmarks() {
        crawl().forEach((path, page) -> {
            assertThat(page.title()).as(path).isNotBlank();
            assertThat(page.select("html").attr("lang")).isEqualTo("en");
            assertThat(page.select("h1")).as(path).hasSize(1);
            assertThat(page.select("a.skip").attr("href")).isEqualTo("#content");
            assertThat(page.select("main#content, nav[aria-label], header"))
                    .as(path)
                    .hasSizeGreaterThanOrEqualTo(3);
            List<String> ids = page.select("[id]").eachAttr("id");
            assertThat(ids).as(path).doesNotHaveDuplicates();
            for (Element control : page.select("input:not([type=hidden]), select, textarea")) {
                boolean named = control.hasAttr("aria-label")
                        || !page.select("label[for=\"" + control.id() + "\"]")
                                .text()
                                .isBlank();
                assertThat(named).as(path + ": " + control).isTrue();
            }
            for (Element described : page.select("[aria-describedby]")) {
                for (String id : described.attr("aria-describedby").split(" ", -1)) {
                    assertThat(ids).as(path + ": " + described).contains(id);
                }
            }
            assertThat(page.select("button, a").stream().map(Element::text))
                    .as(path)
                    .noneMatch(String::isBlank);
            assertThat(page.select("table").stream()
                            .allMatch(table -> !table.select("th[scope]").isEmpty()))
                    .as(path)
                    .isTrue();
        });
    }

    @Test
    void a_form_without_this_browsers_code_changes_nothing() {
        Set<String> actions = new LinkedHashSet<>();
        crawl().values()
                .forEach(page -> actions.addAll(page.select("form[method=post]").eachAttr("action")));
        assertThat(actions).hasSizeGreaterThan(20).contains("/logout");
        int before = org.setup().auditTrail().latest(1_000, 0).size();
        SetupBrowser other = SetupBrowser.ofAdministrator(org);
        String codeOfOther = other.page().select("input[name=form_code]").attr("value");

        for (String action : actions) {
            for (String body : List.of("Name=x", "form_code=&Name=x", "form_code=" + codeOfOther + "&Name=x")) {
                browser.post(action, body);
                if (!action.equals("/logout")) {
                    assertThat(browser.status()).as(action).isEqualTo(403);
                }
            }
        }

        assertThat(org.setup().auditTrail().latest(1_000, 0)).hasSize(before);
        assertThat(org.setup().mailbox().messages()).isEmpty();
        browser.open("/setup");
        assertThat(browser.heading()).isEqualTo("Setup Home");
    }

    @Test
    void a_log_in_form_without_its_code_lets_nobody_in() {
        SetupBrowser stranger = new SetupBrowser(org);
        stranger.open("/login");
        stranger.post(
                "/login",
                "username=" + org.administrator().username() + "&pw="
                        + org.administrator().password());

        assertThat(stranger.alert()).isEqualTo("The page was too old. Please try again.");
        assertThat(stranger.cookie("sid")).isEmpty();
    }

    @Test
    void without_a_session_every_page_and_form_leads_to_the_log_in() {
        Map<String, Document> pages = crawl();
        SetupBrowser stranger = new SetupBrowser(org);

        for (String path : pages.keySet()) {
            stranger.open(path);
            assertThat(stranger.heading()).as(path).isEqualTo("Log in to Salesforce");
        }
        pages.values().stream()
                .flatMap(page -> page.select("form[method=post]").eachAttr("action").stream())
                .distinct()
                .forEach(action -> {
                    stranger.post(action, "Name=x");
                    assertThat(stranger.heading()).as(action).isEqualTo("Log in to Salesforce");
                });
    }

    @Test
    void the_secret_is_on_the_page_of_consumer_details_and_nowhere_else(ReadyApp app) {
        browser.open("/setup/connected-apps/" + app.connectedAppId());
        browser.press("Manage Consumer Details");
        browser.fill("Verification Code", browser.codeInMailbox());
        browser.press("Verify");
        String shown = browser.path();
        assertThat(browser.html()).contains(app.consumerSecret());

        crawl();

        assertThat(browser.seen().stream().filter(answer -> answer.contains(app.consumerSecret())))
                .allSatisfy(answer ->
                        assertThat(answer.lines().findFirst().orElseThrow()).endsWith(shown));
        assertThat(String.join("\n", browser.seen()))
                .doesNotContain(org.administrator().password());
        assertThat(String.join("\n", browser.seen())).doesNotContain(browser.cookie("sid"));
    }

    @Test
    void cookies_are_out_of_reach_of_scripts_and_of_other_sites() {
        SetupBrowser stranger = new SetupBrowser(org);
        stranger.open("/login");
        stranger.logIn(org.administrator());

        assertThat(stranger.setCookies()).hasSize(2).allSatisfy(header -> {
            assertThat(header).contains("HttpOnly").contains("SameSite=Lax");
            assertThat(HttpCookie.parse(header).get(0).getPath()).isEqualTo("/");
        });
    }

    @Test
    void a_form_that_is_not_encoded_as_one_is_refused() {
        browser.post("/setup/profiles/new", "form_code=%zz");

        assertThat(browser.status()).isBetween(400, 403);
    }

    /** All pages that links lead to from the home page. */
    private Map<String, Document> crawl() {
        Map<String, Document> pages = new LinkedHashMap<>();
        List<String> waiting = new ArrayList<>(List.of("/setup"));
        while (!waiting.isEmpty()) {
            String path = waiting.remove(0);
            if (!pages.containsKey(path)) {
                browser.open(path);
                assertThat(browser.status()).as(path).isEqualTo(200);
                pages.put(path, browser.page());
                browser.page().select("a[href^=/]").stream()
                        .map(link -> link.attr("href").replaceAll("#.*", ""))
                        .forEach(waiting::add);
            }
        }
        return pages;
    }
}
