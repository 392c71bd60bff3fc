package dev.sallyport.org;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sallyport.org.OrgClient.Answer;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BulkIngestTest extends BulkIngestCalls {
    @Test
    void a_job_is_opened_filled_closed_and_done_and_tells_all_along_what_salesforce_tells() {
        org.controls().holdBulkJobs();
        JsonNode opened = bulk().post("/ingest", INSERT).json();
        String id = opened.path("id").asText();
        assertThat(opened.path("state").asText()).isEqualTo("Open");
        assertThat(opened.path("contentUrl").asText()).isEqualTo("services/data/v68.0/jobs/ingest/" + id + "/batches");

        Answer uploaded = bulk().upload(id, "Name,NumberOfEmployees\nOne,1\nTwo,2\n,3\n");
        assertThat(uploaded.status()).isEqualTo(201);
        assertThat(uploaded.text()).isEmpty();
        JsonNode closed = bulk().close(id).json();
        assertThat(closed.path("state").asText()).isEqualTo("UploadComplete");
        assertThat(closed.has("contentUrl")).isFalse();
        org.controls().releaseBulkJobs();
        JsonNode done = bulk().await("/ingest/" + id).json();

        assertThat(done.path("state").asText()).isEqualTo("JobComplete");
        assertThat(done.path("jobType").asText()).isEqualTo("V2Ingest");
        assertThat(done.path("numberRecordsProcessed").asInt()).isEqualTo(3);
        assertThat(done.path("numberRecordsFailed").asInt()).isEqualTo(1);
        assertThat(done.path("apexProcessingTime").isNumber()).isTrue();
        assertThat(done.path("apiActiveProcessingTime").isNumber()).isTrue();
        assertThat(bulk().get("/ingest/" + id + "/successfulResults").text()).matches("""
                        "sf__Id","sf__Created","Name","NumberOfEmployees"
                        "001\\w{15}","true","One","1"
                        "001\\w{15}","true","Two","2"
                        """);
        assertThat(bulk().get("/ingest/" + id + "/failedResults").text()).isEqualTo("""
                        "sf__Id","sf__Error","Name","NumberOfEmployees"
                        "","REQUIRED_FIELD_MISSING:Required fields are missing: [Name]:Name --","","3"
                        """);
        assertThat(bulk().get("/ingest/" + id + "/unprocessedrecords").text())
                .isEqualTo("\"Name\",\"NumberOfEmployees\"\n");
        assertThat(select("SELECT COUNT() FROM Account WHERE Name IN ('One','Two')")
                        .path("totalSize")
                        .asInt())
                .isEqualTo(2);
    }

    @Test
    void an_update_ignores_what_is_empty_and_nulls_what_says_so() {
        String insert = bulk().ingest(INSERT, "Name,Phone,Site\nKept,1,here\n");
        String account = firstId(insert);

        String update = bulk().ingest(
                        "{\"object\":\"Account\",\"operation\":\"update\"}",
                        "ID,NAME,phone,Site\n" + account + ",,#N/A,\n001000000000000,X,,\n");

        JsonNode record = select("SELECT Name, Phone, Site FROM Account WHERE Id = '" + account + "'")
                .path("records")
                .path(0);
        assertThat(record.path("Name").asText()).isEqualTo("Kept");
        assertThat(record.path("Phone").isNull()).isTrue();
        assertThat(record.path("Site").asText()).isEqualTo("here");
        assertThat(bulk().rows("/ingest/" + update + "/successfulResults").get(0))
                .startsWith("\"" + account + "\",\"false\"");
        assertThat(bulk().rows("/ingest/" + update + "/failedResults")).hasSize(1);
    }

    @Test
    void an_upsert_goes_by_an_external_id_or_by_id() {
        String job = "{\"object\":\"Account\",\"operation\":\"upsert\",\"externalIdFieldName\":\"external_id__c\"}";
        bulk().ingest(INSERT, "Name,External_Id__c\nBefore,X-1\n");

        String upsert = bulk().ingest(job, "External_Id__c,Name\nX-1,After\nX-2,New\n");

        assertThat(bulk().rows("/ingest/" + upsert + "/successfulResults"))
                .extracting(row -> row.split(",", -1)[1])
                .containsExactly("\"false\"", "\"true\"");
        assertThat(select("SELECT COUNT() FROM Account WHERE Name IN ('After','New')")
                        .path("totalSize")
                        .asInt())
                .isEqualTo(2);
        String byId = bulk().ingest(
                        "{\"object\":\"Account\",\"operation\":\"upsert\",\"externalIdFieldName\":\"Id\"}",
                        "NAME,PHONE\nBy id,1\n");
        assertThat(bulk().rows("/ingest/" + byId + "/successfulResults").get(0)).contains("\"true\",\"By id\"");
    }

    @Test
    void parents_are_found_by_their_external_ids_polymorphic_ones_by_type_and_key() {
        bulk().ingest(INSERT, "Name,External_Id__c\nParent,P-1\n");

        String job = bulk().ingest("{\"object\":\"Contact\",\"operation\":\"insert\"}", """
                LastName,Account.External_Id__c,Owner.Username
                Found,P-1,noa.lindqvist@local-org.example
                Lost,P-9,noa.lindqvist@local-org.example
                """);

        assertThat(bulk().rows("/ingest/" + job + "/failedResults"))
                .hasSize(1)
                .allMatch(row -> row.contains("\"Lost\""));
        JsonNode contact = select("SELECT Account.Name, Owner.Username FROM Contact WHERE LastName = 'Found'")
                .path("records")
                .path(0);
        assertThat(contact.path("Account").path("Name").asText()).isEqualTo("Parent");
        assertThat(contact.path("Owner").path("Username").asText()).isEqualTo("noa.lindqvist@local-org.example");
        bulk().ingest("{\"object\":\"Contact\",\"operation\":\"insert\"}", "LastName,Email\nCalled,c@call.example\n");
        bulk().ingest(
                        "{\"object\":\"Task\",\"operation\":\"insert\"}",
                        "Subject,Contact:Who.Email,Account:What.External_Id__c\nCall the parent,c@call.example,P-1\n");
        JsonNode task = select("SELECT Who.Name, What.Name FROM Task WHERE Subject = 'Call the parent'")
                .path("records")
                .path(0);
        assertThat(task.path("Who").path("Name").asText()).isEqualTo("Called");
        assertThat(task.path("What").path("Name").asText()).isEqualTo("Parent");
    }

    @Test
    void a_parent_has_a_type_where_there_are_several_and_before_the_relationship() {
        String contacts = "{\"object\":\"Contact\",\"operation\":\"insert\"}";
        assertThat(errorOf(bulk().ingest(contacts, "LastName,User:Owner.Username\nA,b\n")))
                .isEqualTo("InvalidBatch : type is not needed for non polymorphic foreign key references: Owner");
        assertThat(errorOf(bulk().ingest(contacts, "LastName,Owner:User.Username\nA,b\n")))
                .isEqualTo("InvalidBatch : Unable to find relationship: User");
        assertThat(errorOf(bulk().ingest(contacts, "LastName,Owner:User:Username\nA,b\n")))
                .isEqualTo("InvalidBatch : Field name not found : Owner:User:Username");
        assertThat(errorOf(bulk().ingest(contacts, "LastName,Account.Name\nA,b\n")))
                .isEqualTo("InvalidBatch : Field name not found : Account.Name");
    }

    @Test
    void a_delete_takes_ids_and_nothing_else() {
        String account = firstId(bulk().ingest(INSERT, "Name\nGone\n"));
        String delete = "{\"object\":\"Account\",\"operation\":\"delete\"}";

        String wrong = bulk().ingest(delete, "Id,Name\n" + account + ",Gone\n");
        assertThat(errorOf(wrong)).isEqualTo("InvalidBatch : The 'delete' batch must contain only ids");
        String right = bulk().ingest(delete, "Id\n" + account + "\n" + account + "\nnonsense\n");

        assertThat(bulk().rows("/ingest/" + right + "/successfulResults"))
                .containsExactly("\"" + account + "\",\"false\",\"" + account + "\"");
        assertThat(bulk().rows("/ingest/" + right + "/failedResults")).hasSize(2);
        assertThat(select("SELECT COUNT() FROM Account WHERE Name = 'Gone'")
                        .path("totalSize")
                        .asInt())
                .isZero();
    }

    @Test
    void a_hard_delete_needs_a_permission_of_its_own() {
        String job = "{\"object\":\"Account\",\"operation\":\"hardDelete\"}";
        assertThat(bulk().post("/ingest", job).refusal())
                .isEqualTo("FEATURENOTENABLED: hardDelete operation requires special user profile permission, please"
                        + " contact your system administrator");
        client.patch(
                "/setup/api/profiles/" + org.readyApp().profileId(),
                client.administratorSession(),
                "{\"administrativePermissions\":{\"bulkApiHardDelete\":true}}");
        String account = firstId(bulk().ingest(INSERT, "Name\nGone for good\n"));

        String done = bulk().ingest(job, "Id\n" + account + "\n");

        assertThat(bulk().rows("/ingest/" + done + "/successfulResults")).hasSize(1);
        assertThat(client.get(
                                "/services/data/v68.0/queryAll?q="
                                        + OrgClient.encode("SELECT Id FROM Account WHERE Name = 'Gone for good'"),
                                token)
                        .json()
                        .path("totalSize")
                        .asInt(-1))
                .isZero();
    }

    @Test
    void a_job_with_a_column_that_is_not_there_fails_and_processes_nothing() {
        String csv = "Name,Nope__c\nA,1\nB,2\n";
        String job = bulk().ingest(INSERT, csv);

        assertThat(bulk().get("/ingest/" + job).json().path("state").asText()).isEqualTo("Failed");
        assertThat(errorOf(job)).isEqualTo("InvalidBatch : Field name not found : Nope__c");
        assertThat(bulk().get("/ingest/" + job + "/unprocessedrecords").text()).isEqualTo(csv);
        assertThat(bulk().rows("/ingest/" + job + "/successfulResults")).isEmpty();
        assertThat(errorOf(bulk().ingest(INSERT, "Id,Name\n,A\n")))
                .isEqualTo("InvalidBatch : Field name not found : Id");
        assertThat(errorOf(bulk().ingest(INSERT, "\uFEFFName\nA\n")))
                .isEqualTo("InvalidBatch : Field name not found : \uFEFFName");
    }

    @Test
    void results_without_rows_are_written_as_the_job_says() {
        String tabs = "{\"object\":\"Account\",\"operation\":\"insert\",\"columnDelimiter\":\"TAB\","
                + "\"lineEnding\":\"CRLF\"}";
        String job = bulk().ingest(tabs, "");

        assertThat(bulk().get("/ingest/" + job + "/successfulResults").text())
                .isEqualTo("\"sf__Id\"\t\"sf__Created\"\r\n");
        assertThat(bulk().get("/ingest/" + job + "/failedResults").text()).isEqualTo("\"sf__Id\"\t\"sf__Error\"\r\n");
    }

    @Test
    void an_aborted_jobs_results_are_whole_rows_of_what_was_kept() {
        String id = bulk().post("/ingest", INSERT).json().path("id").asText();
        bulk().upload(
                        id,
                        "Name\n"
                                + IntStream.range(0, 3_000)
                                        .mapToObj(n -> "N" + n + "\n")
                                        .collect(Collectors.joining()));
        bulk().close(id);
        while (bulk().get("/ingest/" + id).json().path("numberRecordsProcessed").asInt() == 0) {
            Thread.onSpinWait();
        }
        bulk().abort("/ingest/" + id);

        for (int i = 0; i < 20; i++) {
            String results = bulk().get("/ingest/" + id + "/successfulResults").text();
            assertThat(results).endsWith("\"\n");
            assertThat(results.lines().count() % 200).isEqualTo(1);
        }
    }

    @Test
    void a_job_is_its_creators_and_theirs_who_manage_data_integrations() {
        String refused = "INVALIDUSER: The job was created by another user.";
        BulkJobs others = new BulkJobs(client, client.sessionOf("noa.lindqvist@local-org.example"));
        String open = bulk().post("/ingest", INSERT).json().path("id").asText();
        String done = bulk().ingest(INSERT, "Name\nA\n");
        String query = bulk().query("SELECT Id FROM Account LIMIT 1");

        assertThat(others.upload(open, "Name\nB\n").refusal()).startsWith(refused);
        assertThat(others.close(open).refusal()).startsWith(refused);
        assertThat(others.abort("/ingest/" + open).refusal()).startsWith(refused);
        assertThat(others.delete("/ingest/" + done).refusal()).startsWith(refused);
        for (String path : List.of(
                "/ingest/" + done,
                "/ingest/" + done + "/successfulResults",
                "/ingest/" + done + "/failedResults",
                "/ingest/" + done + "/unprocessedrecords",
                "/query/" + query,
                "/query/" + query + "/results",
                "/query/" + query + "/resultPages")) {
            assertThat(others.get(path).refusal()).as(path).startsWith(refused);
        }
        assertThat(others.delete("/query/" + query).refusal()).startsWith(refused);

        BulkJobs administrators = new BulkJobs(client, client.administratorSession());
        assertThat(administrators.get("/ingest/" + done + "/successfulResults").status())
                .isEqualTo(200);
        assertThat(administrators.abort("/ingest/" + open).json().path("state").asText())
                .isEqualTo("Aborted");
        assertThat(administrators.delete("/query/" + query).status()).isEqualTo(204);
    }

    @Test
    void a_value_that_is_none_of_the_fields_type_fails_its_row_alone() {
        String job = bulk().ingest(INSERT, "Name,NumberOfEmployees\nA,many\nB,7\n");

        assertThat(bulk().rows("/ingest/" + job + "/failedResults"))
                .containsExactly("\"\",\"INVALID_TYPE_ON_FIELD_IN_RECORD:Failed to deserialize field at col 1. Due to,"
                        + " 'many' is not a valid value for the type xsd:int:NumberOfEmployees --\",\"A\",\"many\"");
        assertThat(bulk().rows("/ingest/" + job + "/successfulResults")).hasSize(1);
    }

    @Test
    void a_job_without_data_is_complete_at_once() {
        String empty = bulk().ingest(INSERT, "");
        assertThat(bulk().get("/ingest/" + empty).json().path("state").asText()).isEqualTo("JobComplete");
        assertThat(bulk().rows("/ingest/" + empty + "/successfulResults")).isEmpty();
        assertThat(bulk().rows("/ingest/" + empty + "/failedResults")).isEmpty();
        assertThat(bulk().get("/ingest/" + empty + "/unprocessedrecords").text())
                .isEmpty();

        String never = bulk().post("/ingest", INSERT).json().path("id").asText();
        bulk().close(never);
        assertThat(bulk().await("/ingest/" + never)
                        .json()
                        .path("numberRecordsProcessed")
                        .asInt(-1))
                .isZero();
    }

    @Test
    void what_a_jobs_state_does_not_allow_is_refused() {
        String id = bulk().post("/ingest", INSERT).json().path("id").asText();
        assertThat(bulk().get("/ingest/" + id + "/successfulResults").refusal()).startsWith("INVALIDJOBSTATE");
        assertThat(bulk().delete("/ingest/" + id).refusal()).startsWith("INVALIDJOBSTATE");
        bulk().abort("/ingest/" + id);

        assertThat(bulk().upload(id, "Name\nA\n").refusal()).startsWith("INVALIDJOBSTATE");
        assertThat(bulk().close(id).refusal()).isEqualTo("INVALIDJOBSTATE: Closing already Aborted Job not allowed");
        assertThat(bulk().delete("/ingest/" + id).status()).isEqualTo(204);
        assertThat(bulk().get("/ingest/" + id).status()).isEqualTo(404);
    }

    @Test
    void a_job_that_cannot_be_is_not_opened() {
        assertThat(bulk().post("/ingest", "{\"object\":\"Nope\",\"operation\":\"insert\"}")
                        .refusal())
                .isEqualTo("INVALIDJOB: Unable to find object: Nope");
        assertThat(bulk().post("/ingest", "{\"object\":\"Account\",\"operation\":\"upsert\"}")
                        .refusal())
                .isEqualTo(
                        "INVALIDJOB: External ID was blank for Account. An External ID must be specified for upsert.");
        assertThat(bulk().post(
                                "/ingest",
                                "{\"object\":\"Account\",\"operation\":\"upsert\",\"externalIdFieldName\":\"Phone\"}")
                        .refusal())
                .isEqualTo("INVALIDJOB: Field name provided, Phone does not match an External ID, Salesforce Id, or"
                        + " indexed field for Account");
        assertThat(bulk().post("/ingest", "{\"object\":\"Account\",\"operation\":\"query\"}")
                        .refusal())
                .startsWith("API_ERROR: Value does not match expected type");
        assertThat(bulk().post("/ingest", "{\"object\":\"Account\",\"operation\":\"insert\",\"contentType\":\"JSON\"}")
                        .status())
                .isEqualTo(400);
    }

    @Test
    void job_and_data_can_come_in_one_request() {
        String body = "--B\r\nContent-Type: application/json\r\nContent-Disposition: form-data; name=\"job\"\r\n\r\n"
                + INSERT + "\r\n--B\r\nContent-Type: text/csv\r\n"
                + "Content-Disposition: form-data; name=\"content\"; filename=\"content\"\r\n\r\n"
                + "Name\nZo\u00eb\n\r\n--B--\r\n";
        JsonNode job = client.send(client.request(BulkJobs.ROOT + "/ingest")
                        .header("Authorization", "Bearer " + token)
                        .header("Content-Type", "multipart/form-data; boundary=B")
                        .POST(BodyPublishers.ofString(body)))
                .json();

        assertThat(job.path("state").asText()).isEqualTo("UploadComplete");
        bulk().await("/ingest/" + job.path("id").asText());
        assertThat(select("SELECT COUNT() FROM Account WHERE Name = 'Zo\u00eb'")
                        .path("totalSize")
                        .asInt())
                .isEqualTo(1);
    }

    @Test
    void batches_of_ten_thousand_records_are_limited_per_day() {
        org.controls().setDailyBulkBatches(1);
        bulk().ingest(INSERT, "Name\nA\n");

        String refused = bulk().ingest(INSERT, "Name\nB\nC\n");

        assertThat(errorOf(refused)).isEqualTo("ExceededQuota : ApiBatchItems Limit exceeded.");
        assertThat(bulk().get("/ingest/" + refused + "/unprocessedrecords").text())
                .isEqualTo("Name\nB\nC\n");
        assertThat(client.get("/services/data/v68.0/limits", token)
                        .json()
                        .path("DailyBulkApiBatches")
                        .path("Remaining")
                        .asInt(-1))
                .isZero();
    }

    @Test
    void jobs_of_several_clients_run_side_by_side_and_write_every_record_once() throws Exception {
        int clients = 8;
        CountDownLatch together = new CountDownLatch(clients);
        ExecutorService threads = Executors.newFixedThreadPool(clients);
        try {
            List<Future<String>> jobs = new ArrayList<>();
            for (int i = 0; i < clients; i++) {
                String prefix = "Client " + i + " ";
                jobs.add(threads.submit(() -> {
                    together.countDown();
                    together.await();
                    return bulk().ingest(
                                    INSERT,
                                    "Name\n"
                                            + IntStream.range(0, 300)
                                                    .mapToObj(n -> prefix + n + "\n")
                                                    .collect(Collectors.joining()));
                }));
            }
            for (Future<String> job : jobs) {
                assertThat(bulk().rows("/ingest/" + job.get() + "/successfulResults"))
                        .hasSize(300);
            }
        } finally {
            threads.shutdownNow();
        }
        assertThat(select("SELECT COUNT() FROM Account WHERE Name LIKE 'Client %'")
                        .path("totalSize")
                        .asInt())
                .isEqualTo(2_400);
    }

    @Test
    void a_job_that_a_stop_cut_off_goes_on_after_the_restart_and_writes_nothing_twice(@TempDir Path folder) {
        stop();
        use(LocalOrg.builder().records(0).dataFolder(folder).start());
        String id = bulk().post("/ingest", INSERT).json().path("id").asText();
        bulk().upload(
                        id,
                        "Name\n"
                                + IntStream.range(0, 3_000)
                                        .mapToObj(n -> "N" + n + "\n")
                                        .collect(Collectors.joining()));
        bulk().close(id);
        while (bulk().get("/ingest/" + id).json().path("numberRecordsProcessed").asInt() == 0) {
            Thread.onSpinWait();
        }
        stop();

        use(LocalOrg.builder().records(0).dataFolder(folder).start());
        JsonNode done = bulk().await("/ingest/" + id).json();

        assertThat(done.path("state").asText()).isEqualTo("JobComplete");
        assertThat(done.path("numberRecordsProcessed").asInt()).isEqualTo(3_000);
        assertThat(bulk().rows("/ingest/" + id + "/successfulResults")).hasSize(3_000);
        assertThat(select("SELECT COUNT() FROM Account WHERE Name LIKE 'N%'")
                        .path("totalSize")
                        .asInt())
                .isEqualTo(3_000);
    }

    private String firstId(String job) {
        return bulk().rows("/ingest/" + job + "/successfulResults").get(0).substring(1, 19);
    }
}
