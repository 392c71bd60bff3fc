package dev.sallyport.server;

import static dev.sallyport.server.account.Role.ANALYST;
import static dev.sallyport.server.account.Role.EDITOR;
import static dev.sallyport.server.account.Role.VIEWER;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.catalog.CatalogSettings;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rows in the console: the grid that edits them, and what the SQL page does besides running a statement. */
class ConsoleRowsTest {
    private static final String ROWS = "/data-servers/Rows/tables/Contact/rows";

    private static Premises premises;

    @BeforeAll
    static void start(@TempDir Path folder) {
        premises = new Premises(CatalogSettings.inFolder(folder));
        premises.connect("Rows");
        premises.as(EDITOR).post("/data-servers/Rows/tables/import", Map.of("tables", List.of("Account", "Contact")));
    }

    @AfterAll
    static void stop() {
        premises.close();
    }

    private static String insert(Browser browser, String lastName) {
        HttpResponse<String> made = browser.submit(
                ROWS + "/_new", ROWS + "/_create", Map.of("field.LastName", lastName, "field.Email", ""));
        assertThat(made.body()).contains("Saved.");
        String path = made.uri().getPath();
        return path.substring(path.lastIndexOf('/') + 1);
    }

    private static Map<String, String> opened(Browser browser, String id) {
        return Browser.hiddenFields(browser.open(ROWS + "/" + id).body());
    }

    @Test
    void rows_are_narrowed_down_sorted_and_turned_over() {
        Browser browser = premises.browserOf(ANALYST);
        Map<String, String> form = new LinkedHashMap<>(Map.of("sort", "LastName", "columns", "LastName, Email"));
        assertThat(browser.submit(ROWS, ROWS, form).body())
                .contains("Rows 1 to 50.", "Next rows", "<th scope=\"col\">Email")
                .doesNotContain("<th scope=\"col\">FirstName");
        form.put("turn", "next");
        assertThat(browser.submit(ROWS, ROWS, form).body()).contains("Rows 51 to 100.", "Previous rows");

        String id = insert(premises.browserOf(EDITOR), "O'Narrow\\50%");
        Map<String, String> narrow =
                Map.of("field", "LastName", "operator", "contains", "value", "'narrow\\50%", "columns", "LastName");
        assertThat(browser.submit(ROWS, ROWS, narrow).body()).contains("Rows 1 to 1.", id);
        assertThat(browser.submit(
                                ROWS, ROWS, Map.of("field", "CreatedDate", "operator", "is at least", "value", "soon"))
                        .body())
                .contains("role=\"alert\"", "Type a moment in UTC")
                .doesNotContain("No rows.");
        assertThat(browser.submit(ROWS, ROWS, Map.of("columns", "LastName, Fristname"))
                        .body())
                .contains("There is no column Fristname in Contact.", "value=\"LastName, Fristname\"");
    }

    @Test
    void a_row_is_inserted_changed_and_deleted() {
        Browser browser = premises.browserOf(EDITOR);
        String id = insert(browser, "Inserted");
        Map<String, String> form = opened(browser, id);
        form.putAll(Map.of("field.LastName", "Changed", "field.FirstName", "Now"));

        assertThat(browser.post(ROWS + "/" + id, form).body()).contains("Saved.", "value=\"Changed\"");

        Map<String, String> gone = opened(browser, id);
        HttpResponse<String> without = browser.post(ROWS + "/" + id + "/delete", gone);
        assertThat(without.uri().getPath()).isEqualTo(ROWS);
        assertThat(without.body()).contains("The row is deleted.", "Rows 1 to 50.");
        assertThat(browser.open(ROWS + "/" + id).statusCode()).isEqualTo(404);
    }

    @Test
    void what_a_field_cannot_hold_is_told_beside_it_and_stays_typed() {
        Browser browser = premises.browserOf(EDITOR);
        HttpResponse<String> malformed = browser.submit(
                ROWS + "/_new", ROWS + "/_create", Map.of("field.LastName", "Kept", "field.Birthdate", "yesterday"));
        assertThat(malformed.statusCode()).isEqualTo(400);
        assertThat(malformed.body())
                .contains("id=\"field.Birthdate-error\">Type a date like", "aria-invalid=\"true\"", "value=\"Kept\"");

        HttpResponse<String> refused = browser.submit(
                ROWS + "/_new", ROWS + "/_create", Map.of("field.LastName", "Kept", "field.Email", "no address"));
        assertThat(refused.body()).contains("id=\"field.Email-error\"", "value=\"no address\"", "value=\"Kept\"");
    }

    @Test
    void of_two_who_have_a_row_open_the_second_is_told() {
        Browser browser = premises.browserOf(EDITOR);
        String id = insert(browser, "Shared");
        Map<String, String> early = opened(browser, id);
        Map<String, String> late = new LinkedHashMap<>(early);
        early.put("field.FirstName", "Early");
        premises.org().controls().advanceClock(Duration.ofSeconds(2));
        browser.post(ROWS + "/" + id, early);

        late.put("field.FirstName", "Late");
        HttpResponse<String> refused = browser.post(ROWS + "/" + id, late);

        assertThat(refused.body()).contains("The record has been changed meanwhile", "value=\"Late\"");
        assertThat(browser.open(ROWS + "/" + id).body()).contains("value=\"Early\"");
    }

    @Test
    void viewers_see_no_rows_and_analysts_change_none() {
        assertThat(premises.browserOf(VIEWER).open(ROWS).statusCode()).isEqualTo(403);
        Browser analyst = premises.browserOf(ANALYST);
        assertThat(analyst.open(ROWS).body()).doesNotContain("+ Row", "href=\"" + ROWS + "/003");
        assertThat(analyst.open(ROWS + "/_new").statusCode()).isEqualTo(403);
        assertThat(analyst.submit(ROWS, ROWS + "/_create", Map.of("field.LastName", "Smuggled"))
                        .statusCode())
                .isEqualTo(403);
    }

    @Test
    void a_result_is_exported_with_all_its_rows() {
        Browser browser = premises.browserOf(EDITOR);
        insert(browser, "=cmd()");
        Map<String, String> form = new LinkedHashMap<>(Map.of(
                "server", "Rows",
                "sql", "SELECT Id, LastName FROM Contact",
                "format", "CSV"));

        HttpResponse<String> csv = browser.submit("/sql", "/sql/export", form);
        assertThat(csv.headers().firstValue("Content-Disposition").orElseThrow())
                .contains("Rows.csv");
        assertThat(csv.body().lines().count()).isGreaterThan(500);
        assertThat(csv.body()).startsWith("Id,LastName\r\n").contains(",=cmd()");

        form.put("format", "CSV for spreadsheets");
        assertThat(browser.submit("/sql", "/sql/export", form).body()).contains(",'=cmd()");
        form.put("format", "JSON Lines");
        assertThat(browser.submit("/sql", "/sql/export", form).body()).contains("\"LastName\":\"=cmd()\"}\n");
        form.put("sql", "DELETE FROM Contact");
        assertThat(browser.submit("/sql", "/sql/export", form).body()).contains("read-only");
    }

    @Test
    void statements_are_remembered_saved_and_forgotten_by_each_for_themselves() {
        Browser browser = premises.browserOf(ANALYST);
        Map<String, String> form = Map.of("server", "Rows", "sql", "SELECT COUNT(*) FROM Account", "name", "How many");
        browser.submit("/sql", "/sql", form);
        assertThat(browser.submit("/sql", "/sql/save", form).body()).contains("Saved as How many.", "Use How many");
        assertThat(browser.open("/sql").body()).contains("History", "SELECT COUNT(*) FROM Account");
        assertThat(premises.browserOf(EDITOR).open("/sql").body()).doesNotContain("How many");

        assertThat(browser.submit("/sql", "/sql/_form", form).body())
                .contains(">SELECT COUNT(*) FROM Account</textarea>");
        assertThat(browser.submit("/sql", "/sql/forget", Map.of("name", "How many"))
                        .body())
                .doesNotContain("Use How many");
    }

    @Test
    void an_open_statement_is_cancelled_from_any_page_of_its_owner() {
        Browser browser = premises.browserOf(ANALYST);
        String id = "cancelled-from-afar";
        browser.submit("/sql", "/sql", Map.of("server", "Rows", "sql", "SELECT Id FROM Contact", "id", id));
        assertThat(browser.open("/sql").body()).contains("Statements that are open", "value=\"" + id + "\"");
        assertThat(premises.browserOf(EDITOR).open("/sql").body()).doesNotContain(id);

        assertThat(browser.submit("/sql", "/sql/cancel", Map.of("id", id)).body())
                .contains("The statement is cancelled.")
                .doesNotContain("value=\"" + id + "\"");
    }

    @Test
    void a_statement_is_cancelled_while_it_runs() throws Exception {
        Browser browser = premises.browserOf(ANALYST);
        String id = "cancelled-while-it-runs";
        premises.org().controls().setLatency(Duration.ofMinutes(5));
        try {
            CompletableFuture<HttpResponse<String>> running = CompletableFuture.supplyAsync(() -> browser.submit(
                    "/sql", "/sql", Map.of("server", "Rows", "sql", "SELECT Name FROM Account", "id", id)));
            Browser another = premises.browserOf(ANALYST);
            String page = another.open("/sql").body();
            while (!page.contains("value=\"" + id + "\"")) {
                page = another.open("/sql").body();
            }
            int form = page.lastIndexOf("<form", page.indexOf("value=\"" + id + "\""));
            another.post("/sql/cancel", Browser.hiddenFields(page.substring(form, page.indexOf("</form>", form))));

            assertThat(running.join().body()).contains("role=\"alert\"", "The statement was cancelled.");
        } finally {
            premises.org().controls().setLatency(Duration.ZERO);
        }
    }

    @Test
    void columns_are_suggested_wherever_their_table_is_named() {
        Browser browser = premises.browserOf(ANALYST);
        assertThat(browser.suggestions("Rows", "SELECT Las| FROM Contact"))
                .containsSubsequence("LastName", "LAST_DAY(", "LAST_VALUE(");
        assertThat(browser.suggestions("Rows", "SELECT Id FROM Contact WHERE lastn|"))
                .containsExactly("LastName");
        assertThat(browser.suggestions("Rows", "SELECT acc| FROM Contact")).contains("AccountId", "Account");
        assertThat(browser.suggestions("Rows", "SELECT c.Las| FROM Contact c"))
                .contains("LastName")
                .doesNotContain("LAST_DAY(");
    }

    @Test
    void before_a_table_is_named_functions_and_tables_are_suggested() {
        Browser browser = premises.browserOf(ANALYST);
        assertThat(browser.suggestions("Rows", "SELECT |")).contains("COUNT(", "SUM(", "Account", "Contact");
        assertThat(browser.suggestions("Rows", "SELECT | FROM Contact")).contains("AccountId", "COUNT(", "Contact");
        assertThat(browser.suggestions("Rows", "SELECT c|"))
                .contains("COUNT(", "Contact")
                .doesNotContain("Account", "SUM(");
        assertThat(browser.suggestions("Rows", "SELECT LastName FROM |")).containsExactly("Account", "Contact");
        assertThat(browser.suggestions("Rows", "SELECT 1 FROM Account JOIN c|")).containsExactly("Contact");
    }

    @Test
    void every_function_that_is_suggested_can_be_called() {
        Browser browser = premises.browserOf(ANALYST);
        Map<String, String> calls = new LinkedHashMap<>();
        List.of("COUNT", "SUM", "AVG", "MIN", "MAX").forEach(name -> calls.put(name, name + "(NumberOfEmployees)"));
        List.of("UPPER", "LOWER", "TRIM", "CHAR_LENGTH", "INITCAP").forEach(name -> calls.put(name, name + "(Name)"));
        List.of("ABS", "CEIL", "FLOOR", "ROUND", "SQRT", "SIGN")
                .forEach(name -> calls.put(name, name + "(NumberOfEmployees)"));
        List.of("MOD", "POWER", "TRUNCATE", "NULLIF", "COALESCE")
                .forEach(name -> calls.put(name, name + "(NumberOfEmployees, 2)"));
        List.of("YEAR", "QUARTER", "MONTH", "DAYOFMONTH", "LAST_DAY")
                .forEach(name -> calls.put(name, name + "(CreatedDate)"));
        List.of("CURRENT_DATE", "CURRENT_TIMESTAMP").forEach(name -> calls.put(name, name));
        List.of("ROW_NUMBER", "RANK", "DENSE_RANK").forEach(name -> calls.put(name, name + "() OVER (ORDER BY Name)"));
        List.of("LAG", "LEAD", "FIRST_VALUE", "LAST_VALUE")
                .forEach(name -> calls.put(name, name + "(Name) OVER (ORDER BY Name)"));
        calls.put("NTILE", "NTILE(4) OVER (ORDER BY Name)");
        calls.put("CAST", "CAST(Name AS VARCHAR(10))");
        calls.put("SUBSTRING", "SUBSTRING(Name FROM 2)");
        calls.put("REPLACE", "REPLACE(Name, 'a', 'b')");
        calls.put("POSITION", "POSITION('a' IN Name)");
        calls.put("EXTRACT", "EXTRACT(YEAR FROM CreatedDate)");
        calls.put("TIMESTAMPADD", "TIMESTAMPADD(DAY, 1, CreatedDate)");
        calls.put("TIMESTAMPDIFF", "TIMESTAMPDIFF(DAY, CreatedDate, LastModifiedDate)");
        calls.put("LISTAGG", "LISTAGG(Name, ',')");

        for (char letter = 'A'; letter <= 'Z'; letter++) {
            for (String word : browser.suggestions("Rows", "SELECT " + letter + "|")) {
                String name = word.replace("(", "");
                if (!List.of("Account", "Contact").contains(name)) {
                    assertThat(calls).containsKey(name);
                }
            }
        }
        calls.forEach((name, call) -> {
            Program.Answer answer = premises.as(ANALYST)
                    .post(
                            "/queries",
                            Map.of(
                                    "server",
                                    "Rows",
                                    "sql",
                                    "SELECT " + call + " FROM Account FETCH FIRST 1 ROWS ONLY"));
            assertThat(answer.status()).as(call + ": " + answer.text()).isEqualTo(200);
        });
    }

    @Test
    void two_columns_are_drawn() {
        Map<String, String> form =
                Map.of("server", "Rows", "sql", "SELECT LastName, COUNT(*) AS N FROM Contact GROUP BY LastName");
        assertThat(premises.browserOf(ANALYST).submit("/sql", "/sql", form).body())
                .contains("<svg", "N by LastName", "As a table");
    }
}
