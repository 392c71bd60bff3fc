package dev.sallyport.conformance.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Request;
import com.microsoft.playwright.Response;
import dev.sallyport.auth.ClientCredential;
import dev.sallyport.auth.OAuthProvider;
import dev.sallyport.auth.Secret;
import dev.sallyport.catalog.Catalog;
import dev.sallyport.catalog.CatalogSettings;
import dev.sallyport.catalog.ImportScope;
import dev.sallyport.catalog.SalesforceServer;
import dev.sallyport.org.Administrator;
import dev.sallyport.org.LocalOrg;
import dev.sallyport.org.data.SalesforceId;
import dev.sallyport.org.setup.Profile;
import dev.sallyport.org.setup.Profile.ObjectPermission;
import dev.sallyport.org.setup.Profiles;
import dev.sallyport.salesforce.OAuthServerUrl;
import dev.sallyport.salesforce.SalesforceClient;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * The console over an org of 10,000 custom objects, all imported, and over one with an object of 1,500 fields: what a page
 * holds, whether the one of many is found, and whether all can be read again.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LargeSchemaTest {
    private static final int OBJECTS = 10_000;
    private static final int COLUMNS = 1_500;

    /** How many objects the integration user sees no longer in one test. */
    private static final int HIDDEN = 3_000;

    /** One of the last. */
    private static final String ONE = generated(OBJECTS - 23);

    private static final String WIDE = "Wide";
    private static final String WIDE_TABLE = "Generated_0001__c";

    /** What a page may hold at most, whatever the schema: elements, and bytes of its HTML. */
    private static final int MOST_ELEMENTS = 4_000;

    private static final int MOST_BYTES = 250_000;
    private static final int ROWS = 200;

    /** All tables are read again while somebody waits, on whatever machine this is. */
    private static final int PATIENCE_MILLIS = 300_000;

    private Chromium chromium;
    private LocalOrg wide;
    private Premises premises;
    private Person person;

    @BeforeAll
    void open(@TempDir Path folder) {
        chromium = Chromium.start();
        wide = LocalOrg.builder().records(0).customObjects(1, COLUMNS).start();
        premises = Premises.in(folder, LocalOrg.builder().records(0).customObjects(OBJECTS, 11), org -> {
            try (Catalog catalog = Catalog.open(CatalogSettings.inFolder(folder))) {
                importAll(catalog, Premises.DATA_SERVER, org);
                importAll(catalog, WIDE, wide);
            }
        });
        person = chromium.person();
        person.page().setDefaultTimeout(PATIENCE_MILLIS);
        premises.makeAdministrator(person);
    }

    private static void importAll(Catalog catalog, String name, LocalOrg org) {
        ClientCredential client = new ClientCredential(
                org.readyApp().consumerKey(), Secret.of(org.readyApp().consumerSecret()));
        catalog.providers().create(OAuthProvider.salesforceClientCredentials(name, org.instanceUrl(), client));
        catalog.servers()
                .create(new SalesforceServer(
                        name, name, OAuthServerUrl.parse(org.instanceUrl() + "/services/Soap/c/55.0")));
        try (SalesforceClient salesforce = catalog.connections().open(name)) {
            catalog.tables()
                    .prepareImport(name, salesforce, new ImportScope.All())
                    .apply();
        }
    }

    private static String generated(int number) {
        return String.format(Locale.ROOT, "Generated_%04d__c", number);
    }

    @AfterAll
    void close() {
        person.close();
        premises.close();
        wide.close();
        chromium.close();
    }

    /** Does something whose page is bounded whatever the schema is like, and tells what it asked for. */
    private List<String> bounded(Consumer<Person> action) {
        List<String> requests = new ArrayList<>();
        List<Response> pages = new ArrayList<>();
        Consumer<Request> seen = request -> requests.add(request.url());
        Consumer<Response> answered = response -> {
            if (response.request().isNavigationRequest() && response.status() == 200) {
                pages.add(response);
            }
        };
        person.page().onRequest(seen);
        person.page().onResponse(answered);
        action.accept(person);
        person.page().waitForLoadState();
        person.page().offRequest(seen);
        person.page().offResponse(answered);
        for (Response page : pages) {
            assertThat(page.body().length).as(page.url()).isLessThan(MOST_BYTES);
        }
        assertThat(elements()).as(person.page().url()).isLessThan(MOST_ELEMENTS);
        assertThat(person.barriers()).as(person.page().url()).isEmpty();
        return requests;
    }

    private int elements() {
        return ((Number) person.page().evaluate("document.getElementsByTagName('*').length")).intValue();
    }

    private int rows() {
        return person.page().locator("main tbody tr").count();
    }

    private URI of(String server, String path) {
        return premises.console("/data-servers/" + server + path);
    }

    @Test
    void the_list_of_tables_shows_some_and_finds_the_one_by_typing() {
        bounded(person -> person.open(of(Premises.DATA_SERVER, "/tables")));
        assertThat(rows()).isEqualTo(ROWS);
        assertThat(person.text()).contains("1 to 200 of ");

        List<String> found = bounded(person -> {
            person.field("Filter by name or label").focus();
            person.page().keyboard().type(ONE.toLowerCase(Locale.ROOT));
            person.page().keyboard().press("Enter");
            person.sees(ONE);
        });
        assertThat(found).hasSizeLessThan(8);
        assertThat(rows()).isEqualTo(1);
    }

    @Test
    void the_pages_of_the_list_are_turned_with_the_keyboard() {
        bounded(person -> person.open(of(Premises.DATA_SERVER, "/tables")));
        String first = person.page().locator("main tbody th").first().innerText();

        bounded(person -> {
            person.page().getByText("Next").first().focus();
            person.page().keyboard().press("Enter");
            person.page().waitForURL(url -> url.contains("offset=200"));
        });

        assertThat(rows()).isEqualTo(ROWS);
        assertThat(person.page().locator("main tbody th").first().innerText()).isNotEqualTo(first);
    }

    @Test
    void the_choice_of_tables_to_import_is_bounded_and_what_is_ticked_stays_ticked() {
        bounded(person -> person.open(of(Premises.DATA_SERVER, "/tables/_import")));
        assertThat(rows()).isEqualTo(ROWS);

        bounded(person ->
                person.type("Filter by name or label", ONE).press("Filter").tick(ONE));
        bounded(person ->
                person.type("Filter by name or label", "Generated_0042__c").press("Filter"));
        assertThat(person.page().locator("input[name=table][value=" + ONE + "]").isChecked())
                .isTrue();
        bounded(person -> person.press("Import").sees("1 table read"));
    }

    @Test
    void all_are_read_again_and_the_one_change_among_them_is_told() {
        addField("Generated_5000__c", "Colour__c");

        bounded(person -> person.open(of(Premises.DATA_SERVER, "/tables")));
        bounded(person -> person.press("Read the imported ones again").sees("Generated_5000__c.Colour__c: new"));
        assertThat(person.page().locator(".alert.good li").count()).isEqualTo(1);
    }

    @Test
    void a_change_of_thousands_of_tables_is_told_in_a_bounded_page() {
        hide(1_000, 1_000 + HIDDEN);
        try {
            bounded(person -> person.open(of(Premises.DATA_SERVER, "/tables/_import")));
            bounded(person -> person.press("Show what would change").sees("no longer there", "more changes"));
            assertThat(person.text()).containsPattern("and 28[0-9]{2} more changes");
        } finally {
            showAll();
        }
    }

    /** Adds a field that everybody sees. */
    private void addField(String object, String name) {
        Administrator administrator = premises.org().administrator();
        String session =
                sent("/setup/api/login", "", """
                {"username": "%s", "password": "%s"}
                """.formatted(administrator.username(), administrator.password()));
        sent(
                "/setup/api/objects/" + object + "/fields",
                session.replaceAll(".*\"sessionId\"\\s*:\\s*\"([^\"]+)\".*", "$1"),
                "{\"fullName\": \"" + name + "\", \"label\": \"Colour\", \"type\": \"Text\", \"length\": 20}");
    }

    private String sent(String path, String session, String json) {
        HttpRequest request = HttpRequest.newBuilder(premises.setup().resolve(path))
                .header("Authorization", "Bearer " + session)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(json))
                .build();
        HttpResponse<String> answer = HttpClient.newHttpClient()
                .sendAsync(request, HttpResponse.BodyHandlers.ofString())
                .join();
        assertThat(answer.statusCode()).as(answer.body()).isBetween(200, 299);
        return answer.body();
    }

    /** Takes objects from the integration user. */
    private void hide(int from, int to) {
        Map<String, ObjectPermission> changes = new TreeMap<>();
        IntStream.range(from, to)
                .forEach(number -> changes.put(generated(number), new ObjectPermission(false, false, false, false)));
        profiles().setObjectPermissions(integrationProfile(), changes, administrator());
    }

    /** Gives all back, which goes with a permission that the user had before. */
    private void showAll() {
        profiles()
                .setPermissions(
                        integrationProfile(),
                        Map.of("PermissionsViewAllData", true, "PermissionsModifyAllData", true),
                        administrator());
    }

    private Profiles profiles() {
        return premises.org().setup().profiles();
    }

    private Profile integrationProfile() {
        return profiles().get(premises.org().readyApp().profileId());
    }

    private SalesforceId administrator() {
        LocalOrg org = premises.org();
        return org.setup().users().get(org.administrator().username()).id();
    }

    @Test
    void a_table_that_all_others_refer_to_says_so_in_a_bounded_page_and_draws_some() {
        bounded(person -> person.open(of(Premises.DATA_SERVER, "/tables/Account")));
        assertThat(person.text())
                .containsPattern("200 of 100[0-9]{2} are shown")
                .containsPattern("12 of the 100[0-9]{2} tables that refer to it");

        bounded(person -> {
            person.page().locator("svg a").first().focus();
            person.page().keyboard().press("Enter");
            person.page().waitForURL(url -> !url.endsWith("/tables/Account"));
        });
    }

    @Test
    void a_table_of_1500_columns_shows_some_and_finds_the_one_by_typing() {
        bounded(person -> person.open(of(WIDE, "/tables/" + WIDE_TABLE)));
        assertThat(rows()).isEqualTo(ROWS);

        bounded(person -> {
            person.field("Filter columns by name or label").focus();
            person.page().keyboard().type("String_1482__c");
            person.page().keyboard().press("Enter");
            person.page().waitForURL(url -> url.contains("search="));
        });
        assertThat(rows()).isEqualTo(1);
    }

    @Test
    void rows_and_a_record_of_a_table_of_1500_columns_are_usable() {
        bounded(person -> person.open(of(WIDE, "/tables/" + WIDE_TABLE + "/rows")));
        assertThat(person.text()).contains("No rows.");
    }

    @Test
    void a_statement_is_completed_among_10000_tables_and_1500_columns_with_the_keyboard() {
        bounded(person -> person.open(premises.console("/sql")));
        person.choose("Data Server", Premises.DATA_SERVER).field("Statement").focus();
        person.page().keyboard().type("SELECT Id FROM " + ONE.substring(0, ONE.length() - 4));
        person.sees(ONE);
        assertThat(person.page().locator("#words li").count()).isBetween(1, 50);
        person.page().keyboard().press("ArrowDown");
        person.page().keyboard().press("Tab");
        person.page().keyboard().press("Control+Enter");
        person.sees("0 rows");

        person.choose("Data Server", WIDE)
                .type("Statement", "")
                .field("Statement")
                .focus();
        person.page().keyboard().type("SELECT Id FROM " + WIDE_TABLE + " WHERE String_148");
        person.sees("String_1482__c");
        assertThat(person.page().locator("#words li").count()).isBetween(1, 50);
    }

    @Test
    void before_a_table_is_named_what_may_come_is_offered_at_once_and_again_when_asked_for() {
        bounded(person -> person.open(premises.console("/sql")));
        person.choose("Data Server", Premises.DATA_SERVER).field("Statement").focus();
        person.page().keyboard().type("SELECT ");
        person.sees("COUNT(", "Account");
        person.page().keyboard().press("Escape");
        assertThat(person.page().locator("#words").isVisible()).isFalse();

        person.page().keyboard().press("Control+Space");
        person.sees("COUNT(");
        person.page().keyboard().press("ArrowDown");
        person.page().keyboard().press("Tab");
        person.page().keyboard().type("*) FROM Acc");
        person.sees("Account");
        assertThat(person.field("Statement").inputValue()).isEqualTo("SELECT COUNT(*) FROM Acc");
    }
}
