package dev.sallyport.org;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sallyport.org.OrgClient.Answer;
import dev.sallyport.org.http.ApiKind;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BulkQueryTest {
    private LocalOrg org;
    private OrgClient client;
    private String token;
    private BulkJobs bulk;

    @BeforeEach
    void start() {
        use(LocalOrg.builder().records(2_000).start());
    }

    @AfterEach
    void stop() {
        org.close();
    }

    private void use(LocalOrg started) {
        org = started;
        client = new OrgClient(org);
        token = client.token(org.readyApp());
        bulk = new BulkJobs(client, token);
    }

    @Test
    void results_are_compressed_where_the_client_asks_for_it() {
        String id = bulk.query("SELECT Id, Name FROM Account");

        Answer results = client.send(client.request(BulkJobs.ROOT + "/query/" + id + "/results")
                .header("Authorization", "Bearer " + token)
                .header("Accept-Encoding", "gzip"));

        assertThat(results.header("Content-Encoding")).isEqualTo("gzip");
    }

    @Test
    void a_job_goes_from_upload_complete_to_job_complete_and_tells_all_along_what_salesforce_tells() {
        org.controls().holdBulkJobs();
        JsonNode opened = bulk.openQuery("select id, name from account").json();
        assertThat(names(opened))
                .containsExactly(
                        "id",
                        "operation",
                        "object",
                        "createdById",
                        "createdDate",
                        "systemModstamp",
                        "state",
                        "concurrencyMode",
                        "contentType",
                        "apiVersion",
                        "lineEnding",
                        "columnDelimiter");
        assertThat(opened.path("id").asText()).startsWith("750").hasSize(18);
        assertThat(opened.path("object").asText()).isEqualTo("Account");
        assertThat(opened.path("state").asText()).isEqualTo("UploadComplete");
        assertThat(opened.path("apiVersion").toString()).isEqualTo("68.0");
        assertThat(opened.path("createdDate").asText())
                .matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}\\+0000");
        String job = "/query/" + opened.path("id").asText();
        assertThat(bulk.get(job).json().path("state").asText()).isEqualTo("UploadComplete");
        assertThat(bulk.get(job + "/results").status()).isEqualTo(204);

        org.controls().releaseBulkJobs();
        JsonNode done = bulk.await(job).json();

        assertThat(done.path("state").asText()).isEqualTo("JobComplete");
        assertThat(done.path("jobType").asText()).isEqualTo("V2Query");
        assertThat(done.path("numberRecordsProcessed").asLong()).isEqualTo(count("Account"));
        assertThat(done.path("isPkChunkingSupported").asBoolean()).isTrue();
        assertThat(done.path("retries").asInt(-1)).isZero();
        assertThat(done.path("totalProcessingTime").isNumber()).isTrue();
    }

    @Test
    void results_have_every_value_in_quotes_and_say_how_many_they_are() {
        String id = bulk.query("SELECT Id, Name, Owner.Name, IsDeleted, NumberOfEmployees, AnnualRevenue, CreatedDate,"
                + " SLA_Expiration_Date__c, ParentId FROM Account WHERE ParentId = null AND AnnualRevenue > 0 LIMIT 1");

        Answer results = bulk.get("/query/" + id + "/results");

        assertThat(results.header("Content-Type")).isEqualTo("text/csv;charset=UTF-8");
        assertThat(results.header("Sforce-NumberOfRecords")).isEqualTo("1");
        assertThat(results.header("Sforce-Locator")).isEqualTo("null");
        assertThat(results.header("Sforce-Limit-Info")).startsWith("api-usage=");
        assertThat(results.text())
                .startsWith("\"Id\",\"Name\",\"Owner.Name\",\"IsDeleted\",\"NumberOfEmployees\",\"AnnualRevenue\","
                        + "\"CreatedDate\",\"SLA_Expiration_Date__c\",\"ParentId\"\n")
                .containsPattern("\n\"001\\w{15}\",\"[^\"]+\",\"[^\"]+\",\"false\",\"\\d*\",\"\\d+\\.\\d+(E\\d+)?\","
                        + "\"\\d{4}-\\d\\d-\\d\\dT[\\d:]+\\.\\d{3}Z\",\"[\\d-]*\",\"\"\n$");
    }

    @Test
    void a_locator_leads_through_all_rows_without_losing_or_repeating_one() {
        String id = bulk.query("SELECT Id FROM Contact");
        List<String> all = bulk.rows("/query/" + id + "/results");

        List<String> walked = new ArrayList<>();
        String locator = "";
        while (!locator.equals("null")) {
            String path = "/query/" + id + "/results?maxRecords=77" + (locator.isEmpty() ? "" : "&locator=" + locator);
            List<String> rows = bulk.rows(path);
            Answer answer = bulk.get(path);
            assertThat(answer.header("Sforce-NumberOfRecords")).isEqualTo(Integer.toString(rows.size()));
            walked.addAll(rows);
            locator = answer.header("Sforce-Locator");
        }

        assertThat(walked).hasSizeGreaterThan(150).isEqualTo(all);
    }

    @Test
    void a_locator_or_a_number_of_records_that_cannot_be_is_refused() {
        String id = bulk.query("SELECT Id FROM Account LIMIT 3");

        for (String locator : List.of("Mw", "LTE", "abc", "!")) {
            Answer refused = bulk.get("/query/" + id + "/results?locator=" + locator);
            assertThat(refused.status()).isEqualTo(400);
            assertThat(refused.refusal()).startsWith("INVALID_QUERY_LOCATOR");
        }
        assertThat(bulk.get("/query/" + id + "/results?maxRecords=0").status()).isEqualTo(400);
        assertThat(bulk.get("/query/" + id + "/results?maxRecords=many").status())
                .isEqualTo(400);
    }

    @Test
    void the_pages_of_a_result_can_be_fetched_in_parallel() {
        String id = bulk.query("SELECT Id FROM Account");

        JsonNode pages = bulk.get("/query/" + id + "/resultPages").json();

        assertThat(pages.path("done").asBoolean()).isTrue();
        assertThat(pages.path("resultPages")).hasSize(1);
        String url = pages.path("resultPages").path(0).path("resultUrl").asText();
        assertThat(url).startsWith(BulkJobs.ROOT + "/query/" + id + "/results?locator=");
        assertThat(client.get(url, token).text())
                .isEqualTo(bulk.get("/query/" + id + "/results").text());
    }

    @Test
    void a_query_without_rows_has_a_header_all_the_same() {
        String id = bulk.query("SELECT Id, Account.Name FROM Contact WHERE LastName = 'nobody at all'");

        Answer results = bulk.get("/query/" + id + "/results");

        assertThat(results.text()).isEqualTo("\"Id\",\"Account.Name\"\n");
        assertThat(results.header("Sforce-NumberOfRecords")).isEqualTo("0");
        assertThat(results.header("Sforce-Locator")).isEqualTo("null");
    }

    @Test
    void delimiters_and_line_endings_are_those_that_the_job_asks_for() {
        for (String[] delimiter : new String[][] {
            {"COMMA", ","}, {"TAB", "\t"}, {"PIPE", "|"}, {"SEMICOLON", ";"}, {"CARET", "^"}, {"BACKQUOTE", "`"}
        }) {
            JsonNode job = bulk.post(
                            "/query",
                            "{\"operation\":\"query\",\"query\":\"SELECT Id, Name FROM Account LIMIT 2\","
                                    + "\"columnDelimiter\":\"" + delimiter[0] + "\",\"lineEnding\":\"CRLF\"}")
                    .json();
            assertThat(job.path("columnDelimiter").asText()).isEqualTo(delimiter[0]);
            assertThat(job.path("lineEnding").asText()).isEqualTo("CRLF");
            String id = job.path("id").asText();
            bulk.await("/query/" + id);

            String text = bulk.get("/query/" + id + "/results").text();

            assertThat(text).startsWith("\"Id\"" + delimiter[1] + "\"Name\"\r\n\"001");
            assertThat(text.split("\r\n", -1)).hasSize(4);
        }
    }

    @Test
    void query_all_sees_what_is_in_the_recycle_bin() {
        String deleted = bulk.rows("/query/" + bulk.query("SELECT Id FROM Task LIMIT 1") + "/results")
                .get(0);
        client.send(client.request("/services/data/v68.0/sobjects/Task/" + deleted.replace("\"", ""))
                .header("Authorization", "Bearer " + token)
                .DELETE());

        String all = bulk.post("/query", "{\"operation\":\"queryAll\",\"query\":\"SELECT Id FROM Task\"}")
                .json()
                .path("id")
                .asText();
        bulk.await("/query/" + all);

        assertThat(bulk.rows("/query/" + all + "/results")).contains(deleted);
        assertThat(bulk.rows("/query/" + bulk.query("SELECT Id FROM Task") + "/results"))
                .doesNotContain(deleted);
    }

    @Test
    void what_bulk_queries_do_not_support_is_refused_when_the_job_is_opened() {
        assertRefused("SELECT COUNT(Id) FROM Account", "API_ERROR");
        assertRefused("SELECT COUNT() FROM Account", "API_ERROR");
        assertRefused("SELECT Industry FROM Account GROUP BY Industry", "API_ERROR");
        assertRefused("SELECT Id FROM Account OFFSET 5", "API_ERROR");
        assertRefused("SELECT TYPEOF Owner WHEN User THEN Name END FROM Account", "API_ERROR");
        assertThat(assertRefused("SELECT Id, BillingAddress FROM Account", "API_ERROR"))
                .isEqualTo("API_ERROR: Selecting compound data not supported in Bulk Query");
        assertThat(assertRefused("SELECT Id, Account.BillingAddress FROM Contact", "API_ERROR"))
                .isEqualTo("API_ERROR: Selecting compound data not supported in Bulk Query");
        assertThat(assertRefused("SELECT Id, (SELECT Id FROM Contacts) FROM Account", "FEATURENOTENABLED"))
                .isEqualTo("FEATURENOTENABLED: Aggregate Relationships not supported in Bulk Query with CSV content"
                        + " type");
        assertThat(assertRefused("SELECT Nope FROM Account", "API_ERROR"))
                .contains("No such column 'Nope' on entity 'Account'");
        assertRefused("SELECT FROM", "API_ERROR");
        assertThat(bulk.get("/query").json().path("records")).isEmpty();
    }

    @Test
    void a_body_that_is_no_job_is_refused_with_the_place_where_it_goes_wrong() {
        assertThat(bulk.post("/query", "{\"operation\": \"query\"").refusal()).startsWith("JSON_PARSER_ERROR");
        assertThat(bulk.post("/query", "[]").refusal())
                .isEqualTo("API_ERROR: Value does not match expected type at [line:1, column:2]");
        assertThat(bulk.post("/query", "{\"operation\":\"insert\",\"query\":\"SELECT Id FROM Account\"}")
                        .refusal())
                .startsWith("API_ERROR: Value does not match expected type at [line:1, column:");
        assertThat(bulk.post("/query", "{\"operation\":\"query\",\"soql\":\"SELECT Id FROM Account\"}")
                        .refusal())
                .startsWith("API_ERROR: Unrecognized field \"soql\"");
        assertThat(bulk.post("/query", "{\"operation\":\"query\"}").refusal()).startsWith("INVALIDJOB");
        assertThat(bulk.post(
                                "/query",
                                "{\"operation\":\"query\",\"query\":\"SELECT Id FROM Account\",\"columnDelimiter\":\"X\"}")
                        .status())
                .isEqualTo(400);
    }

    @Test
    void a_job_that_has_not_begun_can_be_aborted_and_then_deleted_but_not_aborted_again() {
        org.controls().holdBulkJobs();
        String job = "/query/"
                + bulk.openQuery("SELECT Id FROM Account").json().path("id").asText();
        assertThat(bulk.delete(job).refusal()).startsWith("INVALIDJOBSTATE");

        assertThat(bulk.abort(job).json().path("state").asText()).isEqualTo("Aborted");
        org.controls().releaseBulkJobs();

        assertThat(bulk.abort(job).refusal()).isEqualTo("INVALIDJOBSTATE: Aborting already Aborted Job not allowed");
        assertThat(bulk.get(job).json().path("state").asText()).isEqualTo("Aborted");
        assertThat(bulk.delete(job).status()).isEqualTo(204);
        assertThat(bulk.get(job).status()).isEqualTo(404);
    }

    @Test
    void a_job_that_is_complete_cannot_be_aborted() {
        String job = "/query/" + bulk.query("SELECT Id FROM Account LIMIT 1");

        assertThat(bulk.abort(job).refusal()).isEqualTo("INVALIDJOBSTATE: Aborting already Completed Job not allowed");
        assertThat(bulk.patch(job, "{\"state\":\"JobComplete\"}").refusal()).startsWith("INVALIDJOBSTATE");
        assertThat(bulk.get(job).json().path("state").asText()).isEqualTo("JobComplete");
    }

    @Test
    void results_are_read_in_the_version_of_the_job() {
        String id = bulk.query("SELECT Id FROM Account LIMIT 1");

        assertThat(client.get("/services/data/v60.0/jobs/query/" + id + "/results", token)
                        .status())
                .isEqualTo(409);
        assertThat(client.get("/services/data/v60.0/jobs/query/" + id, token).status())
                .isEqualTo(200);
    }

    @Test
    void jobs_are_listed_by_type() {
        String query = bulk.query("SELECT Id FROM Account LIMIT 1");
        String ingest = bulk.ingest("{\"object\":\"Account\",\"operation\":\"insert\"}", "Name\nA\n");

        JsonNode queries = bulk.get("/query").json();
        assertThat(queries.path("done").asBoolean()).isTrue();
        assertThat(queries.path("nextRecordsUrl").isNull()).isTrue();
        assertThat(ids(queries)).containsExactly(query);
        assertThat(queries.path("records").path(0).path("jobType").asText()).isEqualTo("V2Query");
        assertThat(ids(bulk.get("/query?jobType=V2Ingest").json())).containsExactly(ingest);
        assertThat(ids(bulk.get("/ingest").json())).containsExactly(ingest);
        assertThat(ids(bulk.get("/query?jobType=Classic").json())).isEmpty();
        assertThat(ids(bulk.get("/query?isPkChunkingEnabled=true").json())).isEmpty();
        assertThat(ids(bulk.get("/query?queryLocator=" + query).json())).containsExactly(query);
        assertThat(bulk.get("/query?jobType=Nope").status()).isEqualTo(400);
    }

    @Test
    void an_address_of_no_job_is_not_found() {
        String ingest = bulk.ingest("{\"object\":\"Account\",\"operation\":\"insert\"}", "Name\nA\n");

        assertThat(bulk.get("/query/7500000000000001AA").status()).isEqualTo(404);
        assertThat(bulk.get("/query/nope").refusal()).isEqualTo("NOT_FOUND: The requested resource does not exist");
        assertThat(bulk.get("/query/" + ingest).status()).isEqualTo(404);
        assertThat(bulk.get("/query/" + ingest + "/results").status()).isEqualTo(404);
    }

    @Test
    void each_call_counts_against_the_daily_api_limit_and_is_counted_as_bulk() {
        org.controls().resetCounts();
        long before = org.controls().apiCalls();

        String id = bulk.openQuery("SELECT Id FROM Account").json().path("id").asText();
        bulk.get("/query/" + id);

        assertThat(org.controls().apiCalls() - before).isEqualTo(2);
        assertThat(org.controls().count(ApiKind.BULK).requests()).isEqualTo(2);
    }

    @Test
    void query_jobs_are_limited_per_day() {
        org.controls().setDailyBulkQueryJobs(2);
        bulk.query("SELECT Id FROM Account LIMIT 1");
        JsonNode limit = client.get("/services/data/v68.0/limits", token).json().path("DailyBulkV2QueryJobs");
        assertThat(limit.path("Max").asInt()).isEqualTo(2);
        assertThat(limit.path("Remaining").asInt()).isEqualTo(1);
        bulk.query("SELECT Id FROM Account LIMIT 1");

        assertThat(bulk.openQuery("SELECT Id FROM Account").refusal())
                .isEqualTo("LIMIT_EXCEEDED: Max bulk v2 query jobs (2) per 24 hrs has been reached (3)");

        org.controls().advanceClock(Duration.ofHours(24));
        token = client.token(org.readyApp());
        bulk = new BulkJobs(client, token);
        assertThat(bulk.openQuery("SELECT Id FROM Account").status()).isEqualTo(200);
    }

    @Test
    void a_job_is_gone_after_seven_days() {
        String id = bulk.query("SELECT Id FROM Account LIMIT 1");

        org.controls().advanceClock(Duration.ofDays(7).plusMinutes(1));
        bulk = new BulkJobs(client, client.token(org.readyApp()));

        assertThat(bulk.get("/query/" + id).status()).isEqualTo(404);
    }

    @Test
    void a_job_runs_with_the_permissions_of_the_user_whose_it_is() {
        client.patch(
                "/setup/api/profiles/" + org.readyApp().profileId(),
                client.administratorSession(),
                "{\"fieldPermissions\":{\"Account.Phone\":{\"read\":false,\"edit\":false}}}");

        assertThat(bulk.openQuery("SELECT Phone FROM Account").refusal()).contains("No such column 'Phone'");
    }

    @Test
    void a_token_that_lets_nobody_in_is_refused_as_everywhere() {
        assertThat(client.post(BulkJobs.ROOT + "/query", "00D!no", "{}").refusal())
                .isEqualTo("INVALID_SESSION_ID: Session expired or invalid");
    }

    @Test
    void results_and_waiting_jobs_of_an_org_in_a_folder_outlive_a_restart(@TempDir Path folder) throws IOException {
        stop();
        use(LocalOrg.builder().records(500).dataFolder(folder).start());
        String done = bulk.query("SELECT Id FROM Account");
        String results = bulk.get("/query/" + done + "/results").text();
        org.controls().holdBulkJobs();
        String waiting =
                bulk.openQuery("SELECT Id FROM Account").json().path("id").asText();
        stop();

        use(LocalOrg.builder().records(500).dataFolder(folder).start());

        assertThat(bulk.get("/query/" + done + "/results").text()).isEqualTo(results);
        bulk.await("/query/" + waiting);
        assertThat(bulk.get("/query/" + waiting + "/results").text()).isEqualTo(results);
    }

    private String assertRefused(String soql, String code) {
        Answer refused = bulk.openQuery(soql);
        assertThat(refused.status()).as(soql).isEqualTo(400);
        assertThat(refused.refusal()).as(soql).startsWith(code + ": ");
        return refused.refusal();
    }

    private long count(String type) {
        return client.get("/services/data/v68.0/query?q=SELECT+COUNT()+FROM+" + type, token)
                .json()
                .path("totalSize")
                .asLong();
    }

    private static List<String> names(JsonNode object) {
        List<String> names = new ArrayList<>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }

    private static List<String> ids(JsonNode list) {
        return StreamSupport.stream(list.path("records").spliterator(), false)
                .map(job -> job.path("id").asText())
                .toList();
    }
}
