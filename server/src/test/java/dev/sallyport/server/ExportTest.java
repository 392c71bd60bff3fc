package dev.sallyport.server;

import static dev.sallyport.server.account.Role.ADMINISTRATOR;
import static dev.sallyport.server.account.Role.ANALYST;
import static dev.sallyport.server.account.Role.EDITOR;
import static dev.sallyport.server.account.Role.VIEWER;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.catalog.CatalogSettings;
import dev.sallyport.transfer.format.ParquetContent;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TimeZone;
import org.apache.parquet.example.data.Group;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** All rows of a query, as a program gets them. */
class ExportTest {
    private static final String SQL =
            "SELECT Name, AnnualRevenue, NumberOfEmployees, CreatedDate, IsDeleted FROM Account" + " ORDER BY Id";

    private static Premises premises;
    private static Path data;

    @BeforeAll
    static void start(@TempDir Path folder) {
        data = folder;
        premises = new Premises(CatalogSettings.inFolder(folder));
        premises.connect("Sales");
        premises.as(EDITOR).post("/data-servers/Sales/tables/import", Map.of("tables", List.of("Account")));
    }

    @AfterAll
    static void stop() {
        premises.close();
    }

    private static HttpResponse<byte[]> export(String sql, String accept) {
        return premises.as(ANALYST).download("/queries/export", Map.of("server", "Sales", "sql", sql), accept);
    }

    private static String text(HttpResponse<byte[]> answer) {
        return new String(answer.body(), StandardCharsets.UTF_8);
    }

    private static JsonNode rows() {
        return premises.as(ANALYST)
                .post("/queries", Map.of("server", "Sales", "sql", SQL, "limit", 10_000))
                .json()
                .get("rows");
    }

    /** The wall clock 02:30 on 31 March 2024 does not exist in Vienna. */
    @Test
    void rows_have_times_of_utc_wherever_this_machine_is_and_numbers_that_no_reader_rounds() {
        TimeZone before = TimeZone.getDefault();
        TimeZone.setDefault(TimeZone.getTimeZone("Europe/Vienna"));
        try {
            JsonNode row = premises.as(ANALYST)
                    .post(
                            "/queries",
                            Map.of(
                                    "server",
                                    "Sales",
                                    "sql",
                                    "SELECT TIMESTAMP '2024-03-31 02:30:00', TIME '02:30:00.250', 9007199254740991,"
                                            + " 9007199254740992"))
                    .json()
                    .at("/rows/0");
            assertThat(row.toString())
                    .isEqualTo("[\"2024-03-31 02:30:00\",\"02:30:00.250\",9007199254740991,\"9007199254740992\"]");
        } finally {
            TimeZone.setDefault(before);
        }
    }

    @Test
    void parquet_has_the_rows_that_the_query_has_and_their_types() throws IOException {
        HttpResponse<byte[]> answer = export(SQL, "application/vnd.apache.parquet");

        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/vnd.apache.parquet");
        ParquetContent content = ParquetContent.of(answer.body());
        assertThat(content.metadata().getFileMetaData().getSchema().toString())
                .contains("binary Name (STRING)", "AnnualRevenue (DECIMAL(", "int32 NumberOfEmployees;")
                .contains("int64 CreatedDate (TIMESTAMP(MILLIS,true))", "boolean IsDeleted;");
        JsonNode rows = rows();
        assertThat(content.rows()).hasSize(rows.size()).hasSizeGreaterThan(10);
        for (int index = 0; index < rows.size(); index++) {
            Group row = content.rows().get(index);
            JsonNode expected = rows.get(index);
            assertThat(row.getString("Name", 0)).isEqualTo(expected.get(0).asString());
            assertThat(row.getFieldRepetitionCount("AnnualRevenue"))
                    .isEqualTo(expected.get(1).isNull() ? 0 : 1);
            if (!expected.get(1).isNull()) {
                assertThat(BigDecimal.valueOf(
                                row.getLong("AnnualRevenue", 0),
                                new BigDecimal(expected.get(1).asString()).scale()))
                        .isEqualTo(expected.get(1).asString());
            }
            assertThat(row.getBoolean("IsDeleted", 0)).isEqualTo(expected.get(4).asBoolean());
        }
    }

    @Test
    void text_formats_have_a_line_for_each_row() {
        int rows = rows().size();

        HttpResponse<byte[]> csv = export(SQL, "text/csv");
        assertThat(csv.headers().firstValue("Content-Type")).hasValue("text/csv;charset=UTF-8");
        assertThat(text(csv)).startsWith("Name,AnnualRevenue,NumberOfEmployees,CreatedDate,IsDeleted\r\n");
        assertThat(text(csv).lines()).hasSize(rows + 1);
        assertThat(text(export(SQL, "application/jsonl")).lines())
                .hasSize(rows)
                .allMatch(line -> line.startsWith("{\"Name\":"));
        assertThat(text(export(SQL, "*/*"))).isEqualTo(text(csv));
    }

    @Test
    void what_fails_before_the_first_row_is_a_problem() {
        HttpResponse<byte[]> wrong = export("SELECT Nme FROM Account", "application/vnd.apache.parquet");

        assertThat(wrong.statusCode()).isEqualTo(400);
        assertThat(wrong.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        assertThat(text(wrong)).contains("There is no column Nme");
        assertThat(export("DELETE FROM Account", "text/csv").statusCode()).isEqualTo(400);
        assertThat(export(SQL, "image/png").statusCode()).isEqualTo(406);
        assertThat(premises.as(VIEWER)
                        .download("/queries/export", Map.of("server", "Sales", "sql", SQL), "text/csv")
                        .statusCode())
                .isEqualTo(403);
    }

    @Test
    void what_fails_before_anything_is_sent_is_a_problem_and_nothing_else() {
        HttpResponse<byte[]> wide =
                export("SELECT CAST(1 AS DECIMAL(5, 2)) / 3 AS TooWide FROM Account", "application/vnd.apache.parquet");

        assertThat(wide.statusCode()).as(text(wide)).isEqualTo(400);
        assertThat(wide.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        assertThat(Program.JSON.readTree(wide.body()).get("detail").asString())
                .contains("TooWide", "has a value with more digits");
    }

    private static JsonNode ended(String path) {
        return ended(premises.as(ANALYST), path);
    }

    private static JsonNode ended(Program program, String path) {
        assertThat(program.send("GET", path, null, Map.of("Accept", "text/event-stream"))
                        .text())
                .contains("event:progress", "event:done");
        return program.get(path).json();
    }

    @Test
    void a_kept_export_is_its_author_s_and_administrators_until_it_is_removed() {
        Program.Answer asked = premises.as(ANALYST)
                .post("/exports", Map.of("server", "Sales", "sql", SQL, "format", "csv", "rowsPerFile", 10));
        assertThat(asked.status()).as(asked.text()).isEqualTo(202);
        String path = asked.location();

        JsonNode export = ended(path);

        assertThat(export.get("state").asString()).as(export.toString()).isEqualTo("DONE");
        int rows = rows().size();
        assertThat(export.at("/result/rows").asInt()).isEqualTo(rows);
        assertThat(export.at("/result/files").size()).isEqualTo((rows + 9) / 10);
        String file = path + "/files/part-00000.csv";
        HttpResponse<String> fetched = premises.as(ANALYST).fetchFile(file);
        assertThat(fetched.headers().firstValue("Content-Disposition").orElseThrow())
                .contains("part-00000.csv");
        assertThat(fetched.body().lines()).hasSize(11);
        assertThat(premises.as(ADMINISTRATOR).fetchFile(file).body()).isEqualTo(fetched.body());
        assertThat(premises.as(EDITOR).fetchFile(file).statusCode()).isEqualTo(404);
        assertThat(premises.as(EDITOR).get(path).status()).isEqualTo(404);
        assertThat(premises.as(EDITOR).delete(path).status()).isEqualTo(404);
        assertThat(premises.as(EDITOR).get("/exports").json().get("total").asInt())
                .isZero();
        assertThat(premises.as(VIEWER).get("/exports").status()).isEqualTo(403);
        assertThat(premises.as(ANALYST).fetchFile(path + "/files/manifest.json").statusCode())
                .isEqualTo(404);

        assertThat(premises.as(ANALYST).delete(path).status()).isEqualTo(204);
        assertThat(premises.as(ANALYST).get(path).status()).isEqualTo(404);
        assertThat(premises.as(ANALYST).fetchFile(file).statusCode()).isEqualTo(404);
        assertThat(data.resolve("exports")).isEmptyDirectory();
    }

    @Test
    void who_is_given_the_name_of_somebody_who_has_gone_does_not_get_their_exports() {
        Program administrator = premises.as(ADMINISTRATOR);
        String path = namesake(administrator)
                .post("/exports", Map.of("server", "Sales", "sql", SQL))
                .location();
        ended(administrator, path);
        administrator.delete("/users/namesake");

        Program namesake = namesake(administrator);

        assertThat(namesake.get("/exports").json().get("total").asInt()).isZero();
        assertThat(namesake.get(path).status()).isEqualTo(404);
        assertThat(namesake.delete(path).status()).isEqualTo(404);
        assertThat(administrator.get(path).status()).isEqualTo(200);
        administrator.delete(path);
        administrator.delete("/users/namesake");
    }

    @Test
    void the_values_in_a_statement_are_its_author_s_alone() {
        Program administrator = premises.as(ADMINISTRATOR);
        String path = premises.as(ANALYST)
                .post("/exports", Map.of("server", "Sales", "sql", "SELECT Name FROM Account WHERE Name = 'Of nobody'"))
                .location();

        assertThat(ended(path).at("/wanted/sql").asString()).contains("'Of nobody'");
        assertThat(administrator.get(path).json().at("/wanted/sql").asString())
                .isEqualTo("SELECT Name FROM Account WHERE Name = ?");
        assertThat(administrator.get("/exports").text()).doesNotContain("Of nobody");
        administrator.fetchFile(path + "/files/part-00000.csv");
        administrator.delete(path);
        String id = path.substring("/exports/".length());
        assertThat(administrator.get("/audit?limit=200").text())
                .contains("export.create", "WHERE Name = ?", "export.fetch", "part-00000.csv", "export.remove", id)
                .doesNotContain("Of nobody");
        assertThat(administrator
                        .get("/audit?limit=200")
                        .json()
                        .get("items")
                        .valueStream()
                        .filter(entry -> entry.toString().contains(id))
                        .map(entry -> entry.get("action").asString()))
                .containsExactly("export.remove", "export.fetch", "export.create");
    }

    @Test
    void the_values_in_a_problem_are_its_author_s_alone() {
        Program administrator = premises.as(ADMINISTRATOR);
        String path = premises.as(ANALYST)
                .post(
                        "/exports",
                        Map.of("server", "Sales", "sql", "SELECT CAST('Miss Scarlet' AS INTEGER) FROM Account"))
                .location();
        JsonNode own = ended(path);
        assertThat(own.get("state").asString()).as(own.toString()).isEqualTo("FAILED");
        assertThat(own.at("/problem/detail").asString()).contains("Miss Scarlet");

        JsonNode seen = administrator.get(path).json();

        assertThat(seen.at("/problem/status")).isEqualTo(own.at("/problem/status"));
        assertThat(seen.toString()).doesNotContain("Miss Scarlet");
        assertThat(premises.browserOf(ADMINISTRATOR).open("/exports").body()).doesNotContain("Miss Scarlet");
        administrator.delete(path);
    }

    @Test
    void who_no_longer_looks_on_makes_room_for_others() throws Exception {
        premises.org().controls().setLatency(Duration.ofMinutes(5));
        try {
            String path = premises.as(ANALYST)
                    .post("/exports", Map.of("server", "Sales", "table", "Account"))
                    .location();
            for (int onlooker = 1; onlooker <= 64; onlooker++) {
                try (InputStream events = premises.as(ANALYST).follow(path)) {
                    assertThat(events.read()).isPositive();
                }
            }

            try (InputStream events = premises.as(ANALYST).follow(path)) {
                assertThat(events.read()).as("the first letter of an event").isEqualTo('e');
            }
            premises.as(ANALYST).delete(path);
        } finally {
            premises.org().controls().setLatency(Duration.ZERO);
        }
    }

    private static Program namesake(Program administrator) {
        administrator.post(
                "/users", Map.of("userName", "namesake", "password", Premises.PASSWORD, "role", ANALYST.word()));
        return new Program(
                premises.server().address(),
                administrator
                        .post("/users/namesake/api-tokens", Map.of("name", "test", "role", ANALYST.word()))
                        .json()
                        .get("secret")
                        .asString());
    }

    @Test
    void the_console_lists_kept_exports_with_their_files() {
        Browser browser = premises.browserOf(ANALYST);
        assertThat(browser.open("/sql").body()).contains("formaction=\"/exports\"");

        String begun = browser.submit(
                        "/sql", "/exports", Map.of("server", "Sales", "sql", SQL, "format", "CSV for spreadsheets"))
                .body();
        assertThat(begun).contains("The export has begun.");
        String refused = browser.submit(
                        "/sql", "/exports", Map.of("server", "Nowhere", "sql", "SELECT 'typed' FROM Account"))
                .body();
        assertThat(refused)
                .contains("role=\"alert\"", "There is no data server Nowhere")
                .contains("SELECT 'typed' FROM Account</textarea>");
        String id =
                premises.as(ANALYST).get("/exports").json().at("/items/0/id").asString();
        ended("/exports/" + id);

        assertThat(browser.open("/exports").body()).contains(rows().size() + " rows", "part-00000.csv");
        assertThat(browser.open("/exports/" + id + "/files/part-00000.csv").body())
                .startsWith("Name,AnnualRevenue,");
        assertThat(browser.open("/exports/" + id + "/progress").body()).contains("event:done", "It is done, with ");
        assertThat(premises.browserOf(EDITOR).open("/exports").body()).doesNotContain(id);
        assertThat(premises.browserOf(ADMINISTRATOR).open("/exports").body()).contains(id);
        assertThat(browser.submit("/exports", "/exports/" + id + "/remove", Map.of())
                        .body())
                .contains("The export and its files are removed.")
                .doesNotContain("part-00000.csv");
    }

    @Test
    void what_cannot_be_exported_is_told_at_once_or_in_the_export() {
        Program analyst = premises.as(ANALYST);
        assertThat(List.of(
                        analyst.post("/exports", Map.of("server", "Sales")),
                        analyst.post("/exports", Map.of("server", "Sales", "table", "Account", "sql", SQL)),
                        analyst.post("/exports", Map.of("server", "Sales", "sql", SQL, "where", "Id = '1'")),
                        analyst.post("/exports", Map.of("server", "Sales", "sql", SQL, "format", "xls")),
                        analyst.post("/exports", Map.of("server", "Sales", "sql", SQL, "rowsPerFile", 0))))
                .allSatisfy(answer -> assertThat(answer.status()).isEqualTo(400));
        assertThat(analyst.post("/exports", Map.of("server", "Sales", "table", "Acount"))
                        .status())
                .isEqualTo(404);

        String path = analyst.post("/exports", Map.of("server", "Sales", "sql", "SELECT Nme FROM Account"))
                .location();
        JsonNode failed = ended(path);
        assertThat(failed.get("state").asString()).isEqualTo("FAILED");
        assertThat(failed.at("/problem/detail").asString()).contains("There is no column Nme");
        assertThat(failed.at("/problem/status").asInt()).isEqualTo(400);
        analyst.delete(path);
    }

    @Test
    void the_sql_page_offers_the_same() throws IOException {
        Browser browser = premises.browserOf(ANALYST);
        assertThat(browser.open("/sql").body()).contains(">Parquet</option>");

        HttpResponse<String> file =
                browser.submit("/sql", "/sql/export", Map.of("server", "Sales", "sql", SQL, "format", "Parquet"));

        assertThat(file.headers().firstValue("Content-Disposition").orElseThrow())
                .contains("Sales.parquet");
        assertThat(file.body()).startsWith("PAR1");
    }
}
