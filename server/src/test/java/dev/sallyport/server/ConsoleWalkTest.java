package dev.sallyport.server;

import static dev.sallyport.server.account.Role.ANALYST;
import static dev.sallyport.server.account.Role.EDITOR;
import static dev.sallyport.server.account.Role.VIEWER;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.catalog.CatalogSettings;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The guide's second half in the console's pages: data server, Test Connection, tables, rows. */
class ConsoleWalkTest {
    private static Premises premises;

    @BeforeAll
    static void start(@TempDir Path folder) {
        premises = new Premises(CatalogSettings.inFolder(folder));
        premises.connect("Walked");
        premises.as(EDITOR).post("/data-servers/Walked/tables/import", Map.of("tables", List.of("Contact")));
    }

    @AfterAll
    static void stop() {
        premises.close();
    }

    @Test
    void a_data_server_has_the_guides_fields_and_is_made_tested_and_deleted() {
        Browser browser = premises.browserOf(EDITOR);
        assertThat(browser.open("/data-servers").body()).contains("+ Server");
        assertThat(browser.open("/data-servers/_new").body())
                .contains(
                        ">Server Name<",
                        ">Type<",
                        ">Security Settings<",
                        ">Security Provider<",
                        ">Advanced Settings<",
                        ">OAuth server URL<")
                .doesNotContain("Test Connection");

        HttpResponse<String> made = browser.submit(
                "/data-servers/_new",
                "/data-servers",
                Map.of(
                        "name", "Made",
                        "type", "Salesforce",
                        "securityProvider", "Walked",
                        "oauthServerUrl", premises.oauthServerUrl()));
        assertThat(made.uri().getPath()).isEqualTo("/data-servers/Made");
        assertThat(made.body()).contains("Saved.", "Test Connection");

        HttpResponse<String> tested = browser.submit("/data-servers/Made", "/data-servers/Made/test", Map.of());
        assertThat(tested.body())
                .contains("SOAP getUserInfo", "API Only User", "Limits", " ms</td>", "tag passed")
                .doesNotContain("tag failed")
                .doesNotContain(premises.consumerSecret());

        assertThat(tested.body()).contains("The connection works.");

        assertThat(browser.submit("/data-servers/Made", "/data-servers/Made/delete", Map.of())
                        .body())
                .contains("The data server is deleted.");
        assertThat(browser.open("/data-servers/Made").statusCode()).isEqualTo(404);
    }

    @Test
    void a_failed_test_says_what_to_do() {
        Browser browser = premises.browserOf(EDITOR);
        String wrong = premises.oauthServerUrl().replaceAll("/c/.*", "/c/7.0");
        browser.submit(
                "/data-servers/_new",
                "/data-servers",
                Map.of("name", "Wrong", "securityProvider", "Walked", "oauthServerUrl", wrong));

        String tested = browser.submit("/data-servers/Wrong", "/data-servers/Wrong/test", Map.of())
                .body();

        assertThat(tested).contains("tag failed").containsPattern("(?s)tag failed.*<p>[^<]+</p>");
        assertThat(tested.substring(0, tested.indexOf("tag failed")))
                .as("the verdict comes first")
                .containsPattern("(?s)class=\"alert bad\" role=\"alert\">\\s*<p>The connection does not work\\.</p>");
        assertThat(browser.submit("/data-servers/Wrong", "/data-servers/Wrong/test", Map.of("stream", "true"))
                        .body())
                .containsPattern("(?s)event:done\n.*<div class=\"alert bad\"");
    }

    @Test
    void a_data_server_that_cannot_be_comes_back_as_it_was_typed() {
        HttpResponse<String> refused = premises.browserOf(EDITOR)
                .submit(
                        "/data-servers/_new",
                        "/data-servers",
                        Map.of("name", "Bad", "securityProvider", "Walked", "oauthServerUrl", "salesforce"));

        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(refused.body()).contains("role=\"alert\"", "value=\"salesforce\"", "value=\"Bad\"");
    }

    @Test
    void tables_are_chosen_previewed_and_imported() {
        Browser browser = premises.browserOf(EDITOR);
        String choice = "/data-servers/Walked/tables/_import";
        assertThat(browser.open(choice + "?search=opportunit").body())
                .contains("value=\"Opportunity\"")
                .doesNotContain("value=\"Account\"");

        Map<String, String> ticked = Map.of("table", "Opportunity", "search", "account");
        assertThat(browser.submit(choice, choice, ticked).body())
                .as("what is ticked stays ticked")
                .containsPattern("value=\"Opportunity\" checked");
        assertThat(browser.submit(choice, "/data-servers/Walked/tables/_preview", ticked)
                        .body())
                .contains("The import would change:", "Opportunity: new");
        assertThat(browser.open("/data-servers/Walked/tables").body())
                .contains("/tables/Contact")
                .doesNotContain("/tables/Opportunity");

        assertThat(browser.submit(choice, "/data-servers/Walked/tables", ticked).body())
                .contains("1 table read, with", "Opportunity: new", "/tables/Opportunity");
    }

    @Test
    void an_import_of_nothing_is_refused_in_the_pages_words() {
        premises.connect("Untouched");
        Browser browser = premises.browserOf(EDITOR);
        String choice = "/data-servers/Untouched/tables/_import";
        assertThat(browser.open("/data-servers/Untouched/tables").body())
                .contains("No table is imported yet.", "Import tables")
                .doesNotContain("Read the imported ones again");
        assertThat(browser.open(choice).body()).contains("Tick the tables to import.");
        assertThat(browser.open("/sql?server=Untouched").body())
                .contains("No table of Untouched is imported yet.", "<a href=\"" + choice + "\">");

        assertThat(browser.submit(choice, "/data-servers/Untouched/tables", Map.of())
                        .body())
                .contains("No table is ticked, and none is imported from Untouched yet.");
        assertThat(browser.open("/data-servers/Walked/tables/_import").body())
                .contains("Where nothing is ticked, those that are imported are read again.");
    }

    @Test
    void long_lists_of_tables_and_columns_are_turned_over_and_narrowed_down() {
        Browser browser = premises.browserOf(VIEWER);
        String tables = "/data-servers/Walked/tables";
        assertThat(browser.open(tables + "?search=ONTAC").body()).contains("/tables/Contact");
        assertThat(browser.open(tables + "?search=con_act").body()).contains("None.");
        assertThat(browser.open(tables + "?offset=1000").body())
                .contains("None.", "aria-label=\"Pages\"", "offset=800\">Previous");
        assertThat(browser.open(tables + "/Contact?search=last%20name").body())
                .contains("<th scope=\"row\">LastName</th>")
                .doesNotContain("<th scope=\"row\">FirstName</th>");
    }

    @Test
    void relationships_are_drawn_and_told_and_lead_to_the_tables_that_are_imported() {
        premises.connect("Drawn");
        premises.as(EDITOR)
                .post("/data-servers/Drawn/tables/import", Map.of("tables", List.of("Account", "Contact", "User")));
        Browser browser = premises.browserOf(VIEWER);
        String tables = "/data-servers/Drawn/tables/";

        String page = browser.open(tables + "Contact").body();
        String drawing = page.substring(page.indexOf("<svg"), page.indexOf("</svg>"));
        assertThat(drawing)
                .contains("aria-label=\"What refers to Contact, and what it refers to\"")
                .contains("<title>Account: AccountId</title>", "<a href=\"" + tables + "Account\">")
                .contains("<title>User: OwnerId, CreatedById, LastModifiedById</title>")
                .contains("<title>Contact: refers to itself by MasterRecordId, ReportsToId</title>")
                .contains("<title>Case: ContactId</title>")
                .doesNotContain(tables + "Case", tables + "Contact", "style=");
        assertThat(page)
                .contains("<a href=\"" + tables + "Account\">Account</a><br>", "<li>Case.ContactId</li>")
                .doesNotContain("that it refers to.");

        assertThat(browser.open(tables + "User").body())
                .containsPattern("Drawn are 12 of the [0-9]+ tables that refer to it")
                .as("those that are imported come first")
                .containsPattern("(?s)<svg.*<a href=\"" + tables + "Contact\">.*</svg>");
    }

    @Test
    void a_large_page_is_sent_compressed_to_who_takes_it() {
        Browser browser = premises.browserOf(VIEWER);
        HttpRequest.Builder page =
                HttpRequest.newBuilder(premises.address().resolve("/data-servers/Walked/tables/Contact"));

        assertThat(browser.send(page.build()).headers().firstValue("Content-Encoding"))
                .isEmpty();
        HttpResponse<String> compressed =
                browser.send(page.header("Accept-Encoding", "gzip").build());
        assertThat(compressed.headers().firstValue("Content-Encoding")).contains("gzip");
        assertThat(compressed.headers().firstValue("Vary").orElseThrow()).containsIgnoringCase("accept-encoding");
    }

    @Test
    void a_table_shows_its_columns_and_rows_to_whom_may_see_them() {
        String path = "/data-servers/Walked/tables/Contact";
        assertThat(premises.browserOf(VIEWER).open(path).body())
                .contains("LastName", "string(80)", "AccountId", "Account")
                .doesNotContain("Show some rows");
        assertThat(premises.browserOf(VIEWER)
                        .submit(path, path + "/rows", Map.of())
                        .statusCode())
                .isEqualTo(403);

        assertThat(premises.browserOf(ANALYST)
                        .submit(path, path + "/rows", Map.of())
                        .body())
                .contains("Rows 1 to 50.", "LastName", "003")
                .doesNotContain("+ Row");
    }

    @Test
    void sql_is_run_explained_and_read_on() {
        Browser browser = premises.browserOf(ANALYST);
        Map<String, String> many = Map.of("server", "Walked", "sql", "SELECT Id, LastName FROM Contact ORDER BY Id");

        HttpResponse<String> first = browser.submit("/sql", "/sql", many);
        assertThat(first.body())
                .contains("100 rows, and there are more.", "Next rows", "SELECT Id, LastName FROM Contact");
        Map<String, String> open = Browser.hiddenFields(first.body());
        open.putAll(many);
        assertThat(browser.post("/sql/next", open).body()).contains("Rows 101 to 200, and there are more.");

        assertThat(browser.submit(
                                "/sql",
                                "/sql",
                                Map.of("server", "Walked", "sql", "SELECT COUNT(*) FROM Contact", "explain", "true"))
                        .body())
                .contains("What it becomes", "SOQL(query=[SELECT COUNT(Id) c0 FROM Contact], api=[REST]");
    }

    @Test
    void a_statement_that_fails_stays_in_its_field_with_what_is_wrong() {
        HttpResponse<String> failed = premises.browserOf(ANALYST)
                .submit("/sql", "/sql", Map.of("server", "Walked", "sql", "SELECT Nmae FROM Contact"));

        assertThat(failed.statusCode()).isEqualTo(400);
        assertThat(failed.body()).contains("role=\"alert\"", "Nmae", ">SELECT Nmae FROM Contact</textarea>");
    }

    @Test
    void an_analyst_writes_nothing() {
        HttpResponse<String> refused = premises.browserOf(ANALYST)
                .submit("/sql", "/sql", Map.of("server", "Walked", "sql", "DELETE FROM Contact WHERE LastName = 'x'"));

        assertThat(refused.body())
                .contains("role=\"alert\"", "read-only", "To write takes the role editor")
                .doesNotContain("setReadOnly");
    }

    @Test
    void an_export_that_cannot_be_leaves_the_statement_on_its_page() {
        HttpResponse<String> failed = premises.browserOf(ANALYST)
                .submit("/sql", "/sql/export", Map.of("server", "Walked", "sql", "SELECT Nmae FROM Contact"));

        assertThat(failed.statusCode()).isEqualTo(400);
        assertThat(failed.body())
                .contains("role=\"alert\"", "There is no column Nmae", ">SELECT Nmae FROM Contact</textarea>");
    }
}
