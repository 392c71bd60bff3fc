package dev.sallyport.org;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sallyport.org.OrgClient.Answer;
import dev.sallyport.org.http.ApiKind;
import dev.sallyport.org.http.Fault;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BulkV1Test extends BulkV1Calls {
    @Test
    void csv_batches_are_queued_processed_and_answered_row_by_row() {
        org.controls().holdBulkJobs();
        Answer opened = open("insert", "Account", "CSV", Map.of());
        assertThat(opened.status()).isEqualTo(201);
        assertThat(opened.text()).startsWith("<?xml").contains("<jobInfo xmlns=\"" + NAMESPACE + "\"");
        assertThat(elements(opened))
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
                        "numberBatchesQueued",
                        "numberBatchesInProgress",
                        "numberBatchesCompleted",
                        "numberBatchesFailed",
                        "numberBatchesTotal",
                        "numberRecordsProcessed",
                        "numberRetries",
                        "apiVersion",
                        "numberRecordsFailed",
                        "totalProcessingTime",
                        "apiActiveProcessingTime",
                        "apexProcessingTime");
        String job = value(opened, "id");
        Answer added = post(job + "/batch", "text/csv", "Name,NumberOfEmployees\nOne,1\n,2\n");
        assertThat(added.status()).isEqualTo(201);
        assertThat(value(added, "state")).isEqualTo("Queued");
        String batch = value(added, "id");
        assertThat(batch).startsWith("751");
        assertThat(refusal(get(job + "/batch/" + batch + "/result"))).isEqualTo("InvalidBatch: Batch not completed");
        org.controls().releaseBulkJobs();

        Answer done = await(job, batch);

        assertThat(value(done, "state")).isEqualTo("Completed");
        assertThat(value(done, "numberRecordsProcessed")).isEqualTo("2");
        assertThat(value(done, "numberRecordsFailed")).isEqualTo("1");
        assertThat(get(job + "/batch/" + batch + "/result").text()).matches("""
                "Id","Success","Created","Error"
                "001\\w{15}","true","true",""
                "","false","false","REQUIRED_FIELD_MISSING:Required fields are missing: \\[Name\\]:Name --"
                """);
        assertThat(get(job + "/batch/" + batch + "/request").text()).startsWith("Name,NumberOfEmployees\nOne");
        assertThat(value(change(job, "Closed"), "state")).isEqualTo("Closed");
        assertThat(value(get(job), "numberBatchesCompleted")).isEqualTo("1");
        assertThat(refusal(change(job, "Closed"))).isEqualTo("InvalidJobState: Closing already Closed Job not allowed");
        assertThat(refusal(post(job + "/batch", "text/csv", "Name\nA\n"))).startsWith("InvalidJobState");
    }

    @Test
    void json_jobs_are_told_and_answered_in_json() {
        Answer opened = post(
                "",
                "application/json",
                "{\"operation\":\"insert\",\"object\":\"Contact\",\"contentType\":\"JSON\",\"id\":null,\"apiVersion\":0.0}");
        assertThat(opened.status()).isEqualTo(201);
        String job = opened.json().path("id").asText();
        client.post("/services/data/v68.0/sobjects/Account", token, "{\"Name\":\"Parent\",\"External_Id__c\":\"P-1\"}");

        String batch = post(
                        job + "/batch",
                        "application/json",
                        "[{\"LastName\":\"A\",\"Account\":{\"External_Id__c\":\"P-1\"},\"Phone\":null},{\"FirstName\":\"B\"}]")
                .json()
                .path("id")
                .asText();
        JsonNode done = await(job, batch).json();

        assertThat(done.path("state").asText()).isEqualTo("Completed");
        assertThat(names(done))
                .containsExactly(
                        "apexProcessingTime",
                        "apiActiveProcessingTime",
                        "createdDate",
                        "id",
                        "jobId",
                        "numberRecordsFailed",
                        "numberRecordsProcessed",
                        "state",
                        "stateMessage",
                        "systemModstamp",
                        "totalProcessingTime");
        JsonNode results = get(job + "/batch/" + batch + "/result").json();
        assertThat(results.path(0).path("success").asBoolean()).isTrue();
        assertThat(results.path(0).path("id").asText()).startsWith("003");
        assertThat(results.path(1).path("errors").path(0).path("statusCode").asText())
                .isEqualTo("REQUIRED_FIELD_MISSING");
        assertThat(get(job + "/batch").json().path("batchInfo")).hasSize(1);
        JsonNode error = get(job + "/batch/nope", "application/json").json();
        assertThat(error.path("exceptionCode").asText()).isEqualTo("InvalidBatch");
    }

    @Test
    void xml_batches_have_nulls_and_parents() {
        String account = client.post(
                        "/services/data/v68.0/sobjects/Account",
                        token,
                        "{\"Name\":\"Xml\",\"External_Id__c\":\"X-1\",\"Phone\":\"1\"}")
                .json()
                .path("id")
                .asText();
        String update = value(open("update", "Account", "XML", Map.of()), "id");
        String batch = add(
                update,
                "application/xml",
                "<sObjects xmlns=\"" + NAMESPACE + "\" xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\">"
                        + "<sObject><Id>" + account + "</Id><Name>A &amp; B</Name><Phone xsi:nil=\"true\"/><Site/>"
                        + "</sObject></sObjects>");
        await(update, batch);
        assertThat(get(update + "/batch/" + batch + "/result").text())
                .contains("<results xmlns=\"" + NAMESPACE + "\"")
                .contains("<result><id>" + account + "</id><success>true</success><created>false</created></result>");
        JsonNode record = client.get("/services/data/v68.0/sobjects/Account/" + account, token)
                .json();
        assertThat(record.path("Name").asText()).isEqualTo("A & B");
        assertThat(record.path("Phone").isNull()).isTrue();

        String insert = value(open("insert", "Contact", "XML", Map.of()), "id");
        String children = add(
                insert,
                "application/xml",
                "<sObjects xmlns=\"" + NAMESPACE + "\"><sObject><LastName>Child</LastName><Account><sObject>"
                        + "<External_Id__c>X-1</External_Id__c></sObject></Account><Owner><sObject><type>User</type>"
                        + "<Username>noa.lindqvist@local-org.example</Username></sObject></Owner></sObject>"
                        + "<sObject><FirstName>No name</FirstName></sObject></sObjects>");
        await(insert, children);
        String results = get(insert + "/batch/" + children + "/result").text();
        assertThat(results)
                .contains("<success>true</success><created>true</created>")
                .contains("<errors><fields>LastName</fields><message>Required fields are missing: [LastName]</message>"
                        + "<statusCode>REQUIRED_FIELD_MISSING</statusCode></errors><success>false</success>");
        assertThat(client.get(
                                "/services/data/v68.0/query?q="
                                        + OrgClient.encode("SELECT Id FROM Contact WHERE LastName = 'Child' AND"
                                                + " Account.Name = 'A & B' AND Owner.FirstName = 'Noa'"),
                                token)
                        .json()
                        .path("totalSize")
                        .asInt())
                .isEqualTo(1);
    }

    @Test
    void a_query_has_a_list_of_results_in_the_content_type_of_its_job() {
        String soql = "SELECT Id, Name, Owner.Name, CreatedDate FROM Account LIMIT 2";
        for (String contentType : List.of("CSV", "XML", "JSON")) {
            String job = value(open("query", "Account", contentType, Map.of()), "id");
            String media =
                    contentType.equals("CSV") ? "text/csv" : "application/" + contentType.toLowerCase(Locale.ROOT);
            Answer added = post(job + "/batch", media, soql);
            String batch = contentType.equals("JSON") ? added.json().path("id").asText() : value(added, "id");
            await(job, batch);
            Answer list = get(job + "/batch/" + batch + "/result");
            String result = contentType.equals("JSON") ? list.json().path(0).asText() : value(list, "result");
            assertThat(result).startsWith("752");

            Answer rows = get(job + "/batch/" + batch + "/result/" + result);

            assertThat(rows.header("Content-Type")).startsWith(media);
            switch (contentType) {
                case "CSV" -> assertThat(rows.text()).startsWith("\"Id\",\"Name\",\"Owner.Name\",\"CreatedDate\"\n");
                case "XML" ->
                    assertThat(rows.text())
                            .contains("<records xsi:type=\"sObject\"><type>Account</type><Id>001")
                            .contains("<Owner xsi:type=\"sObject\"><type>User</type>");
                default -> {
                    assertThat(rows.json()).hasSize(2);
                    assertThat(rows.json()
                                    .path(0)
                                    .path("attributes")
                                    .path("type")
                                    .asText())
                            .isEqualTo("Account");
                    assertThat(rows.json().path(0).path("CreatedDate").isIntegralNumber())
                            .isTrue();
                }
            }
            assertThat(get(job + "/batch/" + batch + "/result/752000000000000AAA")
                            .status())
                    .isEqualTo(400);
        }
    }

    @Test
    void a_query_that_cannot_be_fails_its_batch_with_the_reason() {
        assertThat(failure("SELECT Id, BillingAddress FROM Account"))
                .isEqualTo("InvalidBatch : Failed to process query: FUNCTIONALITY_NOT_ENABLED: Selecting compound data"
                        + " not supported in Bulk Query");
        assertThat(failure("SELECT Id, (SELECT Id FROM Contacts) FROM Account"))
                .isEqualTo("FeatureNotEnabled : Aggregate Relationships not supported in Bulk Query with CSV content"
                        + " type");
        assertThat(failure("SELECT Id FROM Contact"))
                .isEqualTo("InvalidBatch : Failed to process query: INVALID_TYPE_FOR_OPERATION: The root entity of the"
                        + " requested query (Contact) does not match the entity of the requested Bulk API Job"
                        + " (Account).");
        assertThat(failure("SELECT FROM")).startsWith("InvalidBatch : Failed to process query: MALFORMED_QUERY: ");
    }

    @Test
    void a_query_without_rows_says_so() {
        String job = value(open("query", "Account", "CSV", Map.of()), "id");
        String batch = add(job, "text/csv", "SELECT Id FROM Account WHERE Name = 'nobody at all'");
        await(job, batch);
        String result = value(get(job + "/batch/" + batch + "/result"), "result");

        assertThat(get(job + "/batch/" + batch + "/result/" + result).text())
                .isEqualTo("Records not found for this query");
    }

    @Test
    void a_job_is_its_creators_and_theirs_who_manage_data_integrations() {
        String job = value(open("query", "Account", "CSV", Map.of()), "id");
        String batch = add(job, "text/csv", "SELECT Id FROM Account LIMIT 1");
        String result = value(await(job, batch), "id");
        String creators = token;

        token = client.sessionOf("noa.lindqvist@local-org.example");
        for (Answer answer : List.of(
                get(job),
                get(job + "/batch"),
                get(job + "/batch/" + batch),
                get(job + "/batch/" + batch + "/request"),
                get(job + "/batch/" + batch + "/result"),
                get(job + "/batch/" + batch + "/result/" + result),
                post(job + "/batch", "text/csv", "SELECT Id FROM Account"),
                change(job, "Closed"),
                change(job, "Aborted"))) {
            assertThat(refusal(answer)).startsWith("InvalidUser: The job was created by another user.");
        }
        token = client.administratorSession();
        assertThat(value(change(job, "Closed"), "state")).isEqualTo("Closed");
        token = creators;
        assertThat(value(get(job), "state")).isEqualTo("Closed");
    }

    @Test
    void the_word_that_empties_a_field_is_one_of_csv_alone() {
        String json = value(open("insert", "Contact", "JSON", Map.of()), "id");
        String first = post(json + "/batch", "application/json", "[{\"LastName\":\"By JSON\",\"Phone\":\"#N/A\"}]")
                .json()
                .path("id")
                .asText();
        await(json, first);
        String xml = value(open("insert", "Contact", "XML", Map.of()), "id");
        String second = add(
                xml,
                "application/xml",
                "<sObjects xmlns=\"" + NAMESPACE + "\"><sObject><LastName>By XML</LastName><Phone>#N/A</Phone>"
                        + "</sObject></sObjects>");
        await(xml, second);
        String csv = value(open("insert", "Contact", "CSV", Map.of()), "id");
        await(csv, add(csv, "text/csv", "LastName,Phone\nBy CSV,#N/A\n"));

        assertThat(phoneOf("By JSON")).isEqualTo("#N/A");
        assertThat(phoneOf("By XML")).isEqualTo("#N/A");
        assertThat(phoneOf("By CSV")).isEqualTo("null");
    }

    private String phoneOf(String lastName) {
        return client.get(
                        "/services/data/v68.0/query?q="
                                + OrgClient.encode("SELECT Phone FROM Contact WHERE LastName = '" + lastName + "'"),
                        token)
                .json()
                .path("records")
                .path(0)
                .path("Phone")
                .asText();
    }

    @Test
    void an_aborted_jobs_waiting_batches_are_not_processed() {
        org.controls().holdBulkJobs();
        String job = value(open("insert", "Account", "CSV", Map.of()), "id");
        String batch = add(job, "text/csv", "Name\nNever\n");

        assertThat(value(change(job, "Aborted"), "state")).isEqualTo("Aborted");
        org.controls().releaseBulkJobs();

        assertThat(value(get(job + "/batch/" + batch), "state")).isEqualTo("NotProcessed");
        assertThat(refusal(change(job, "Aborted")))
                .isEqualTo("InvalidJobState: Aborting already Aborted Job not allowed");
        assertThat(refusal(change(job, "Closed")))
                .isEqualTo("InvalidJobState: Closing already Aborted Job not allowed");
    }

    @Test
    void a_batch_that_cannot_be_read_fails_or_is_not_taken_at_all() {
        assertThat(loadFailure("CSV", "Name,Nope__c\nA,1\n"))
                .isEqualTo("InvalidBatch : Field name not found : Nope__c");
        assertThat(loadFailure("CSV", "Name\n\"A\n"))
                .isEqualTo("ClientInputError : Failed to parse CSV. EOF reached before closing an opened quote");
        assertThat(loadFailure("CSV", "Name\n" + "A\n".repeat(10_001)))
                .isEqualTo("InvalidBatch : Exceeded number of records : 10002. Number of records should be less than or"
                        + " equal to 10001");
        assertThat(loadFailure(
                        "XML",
                        "<sObjects xmlns=\"" + NAMESPACE + "\"><sObject><Nope__c>1</Nope__c></sObject>"
                                + "</sObjects>"))
                .isEqualTo("InvalidBatch : Field name not found : Nope__c");
        assertThat(loadFailure(
                        "XML",
                        "<!DOCTYPE x [<!ENTITY e SYSTEM \"file:///etc/hostname\">]><sObjects xmlns=\"" + NAMESPACE
                                + "\"><sObject><Name>&e;</Name></sObject></sObjects>"))
                .startsWith("InvalidBatch : ");
        assertThat(loadFailure("JSON", "{\"Name\":")).startsWith("InvalidBatch : Failed to parse JSON.");

        String job = value(open("insert", "Account", "CSV", Map.of()), "id");
        assertThat(refusal(post(job + "/batch", "text/csv", ""))).startsWith("ClientInputError");
        assertThat(refusal(post(job + "/batch", "application/xml", "<sObjects/>")))
                .startsWith("InvalidBatch");
        assertThat(refusal(post(job + "/batch", "text/csv", "Name\n" + "x".repeat(10_000_000))))
                .isEqualTo("ClientInputError: Failed to read request. Exceeded max size of 10000000 bytes");
    }

    @Test
    void a_job_that_cannot_be_is_not_opened() {
        assertThat(refusal(open("insert", "Nope", "CSV", Map.of())))
                .isEqualTo("InvalidJob: Unable to find object: Nope");
        assertThat(refusal(open("harddelete", "Account", "CSV", Map.of())))
                .isEqualTo("InvalidJob: Unable to parse Job");
        assertThat(refusal(open("hardDelete", "Account", "CSV", Map.of()))).startsWith("FeatureNotEnabled: hardDelete");
        assertThat(refusal(open("upsert", "Account", "CSV", Map.of())))
                .isEqualTo("InvalidJob: External ID was blank for Account. An External ID must be specified for"
                        + " upsert.");
        assertThat(refusal(post("", "application/xml", "<jobInfo/>"))).startsWith("InvalidJob");
        assertThat(refusal(post("", "application/xml", "no xml"))).startsWith("InvalidXml");
        assertThat(refusal(get("/7500000000000001AA".substring(1)))).startsWith("InvalidJob: Invalid job id");
    }

    @Test
    void a_session_that_lets_nobody_in_is_refused_in_xml_or_json() {
        Answer refused = client.send(client.request(ROOT + "/x").header("X-SFDC-Session", "nope"));
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.header("Content-Type")).startsWith("application/xml");
        assertThat(refused.text())
                .contains("<error xmlns=\"" + NAMESPACE + "\"")
                .contains("<exceptionCode>InvalidSessionId</exceptionCode>");
        assertThat(refusal(client.send(client.request(ROOT + "/x")))).isEqualTo("InvalidSessionId: Invalid session id");
        assertThat(client.send(client.request(ROOT + "/x").header("Accept", "application/json"))
                        .json()
                        .path("exceptionCode")
                        .asText())
                .isEqualTo("InvalidSessionId");
        assertThat(refusal(
                        client.send(client.request("/services/async/9.0/job/x").header("X-SFDC-Session", token))))
                .startsWith("InvalidVersion");
    }

    @Test
    void calls_and_batches_count_against_their_limits_and_faults_can_be_asked_for() {
        long before = org.controls().apiCalls();
        org.controls().setDailyBulkBatches(1);
        String job = value(open("insert", "Account", "CSV", Map.of()), "id");
        add(job, "text/csv", "Name\nA\n");
        assertThat(refusal(post(job + "/batch", "text/csv", "Name\nB\n")))
                .isEqualTo("ExceededQuota: ApiBatchItems Limit exceeded.");
        assertThat(org.controls().apiCalls() - before).isEqualTo(3);

        org.controls().failNext(ApiKind.BULK, Fault.refusal(500, "InternalServerError", "Try again"));
        assertThat(refusal(get(job))).isEqualTo("InternalServerError: Try again");
    }

    @Test
    void batches_of_one_job_run_in_the_order_in_which_they_came() throws InterruptedException {
        org.controls().holdBulkJobs();
        String job = value(open("upsert", "Account", "CSV", Map.of("externalIdFieldName", "External_Id__c")), "id");
        for (int i = 0; i < 20; i++) {
            add(job, "text/csv", "External_Id__c,Name\nSAME,Name " + i + "\n");
        }
        org.controls().releaseBulkJobs();
        org.controls().awaitBulkJobs();

        assertThat(client.get("/services/data/v68.0/sobjects/Account/External_Id__c/SAME", token)
                        .json()
                        .path("Name")
                        .asText())
                .isEqualTo("Name 19");
    }

    @Test
    void waiting_batches_of_an_org_in_a_folder_run_after_a_restart(@TempDir Path folder) throws InterruptedException {
        stop();
        use(LocalOrg.builder().records(0).dataFolder(folder).start());
        org.controls().holdBulkJobs();
        String job = value(open("insert", "Account", "CSV", Map.of()), "id");
        String batch = add(
                job,
                "text/csv",
                "Name\n" + IntStream.range(0, 500).mapToObj(i -> "R" + i).collect(Collectors.joining("\n")));
        stop();

        use(LocalOrg.builder().records(0).dataFolder(folder).start());
        org.controls().awaitBulkJobs();

        assertThat(value(get(job + "/batch/" + batch), "state")).isEqualTo("Completed");
        assertThat(get(job + "/batch/" + batch + "/result").text().split("\n", -1))
                .hasSize(502);
    }

    private String failure(String soql) {
        String job = value(open("query", "Account", "CSV", Map.of()), "id");
        Answer batch = await(job, add(job, "text/csv", soql));
        assertThat(value(batch, "state")).isEqualTo("Failed");
        return value(batch, "stateMessage");
    }

    private String loadFailure(String contentType, String body) {
        String media = contentType.equals("CSV") ? "text/csv" : "application/" + contentType.toLowerCase(Locale.ROOT);
        String job = value(open("insert", "Account", contentType, Map.of()), "id");
        Answer added = post(job + "/batch", media, body);
        String batch = contentType.equals("JSON") ? added.json().path("id").asText() : value(added, "id");
        Answer done = await(job, batch);
        return contentType.equals("JSON") ? done.json().path("stateMessage").asText() : value(done, "stateMessage");
    }

    private static List<String> elements(Answer answer) {
        return Pattern.compile("<(\\w+)>")
                .matcher(answer.text())
                .results()
                .map(result -> result.group(1))
                .toList();
    }

    private static List<String> names(JsonNode object) {
        List<String> names = new ArrayList<>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }
}
