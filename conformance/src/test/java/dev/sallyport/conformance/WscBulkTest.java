package dev.sallyport.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.sforce.async.AsyncApiException;
import com.sforce.async.AsyncExceptionCode;
import com.sforce.async.BatchInfo;
import com.sforce.async.BatchRequest;
import com.sforce.async.BatchResult;
import com.sforce.async.BatchStateEnum;
import com.sforce.async.BulkConnection;
import com.sforce.async.CSVReader;
import com.sforce.async.ConcurrencyMode;
import com.sforce.async.ContentType;
import com.sforce.async.JobInfo;
import com.sforce.async.JobStateEnum;
import com.sforce.async.OperationEnum;
import com.sforce.async.SObject;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

/** The Bulk API (1.0) client of Salesforce's Web Service Connector. */
@TestInstance(Lifecycle.PER_CLASS)
class WscBulkTest {
    @AutoClose
    private final OrgUnderTest org = new OrgUnderTest();

    private final WscConnections connections = new WscConnections(org);

    @Test
    void a_batch_of_csv_rows_has_a_result_for_each() throws Exception {
        BulkConnection bulk = connections.bulk(org.token());
        JobInfo job = bulk.createJob(job("Contact", OperationEnum.insert));
        assertThat(job.getId()).startsWith("750").hasSize(18);
        assertThat(job.getState()).isEqualTo(JobStateEnum.Open);
        assertThat(job.getApiVersion()).isEqualTo(65.0);
        assertThat(job.getCreatedById()).isEqualTo(org.app().userId());

        BatchInfo batch = done(
                bulk,
                bulk.createBatchFromStream(
                        job, stream("FirstName,LastName\nAda,\"Wsc, \"\"the\"\" one\"\nNameless,\n")));

        assertThat(batch.getState()).isEqualTo(BatchStateEnum.Completed);
        assertThat(batch.getNumberRecordsProcessed()).isEqualTo(2);
        assertThat(batch.getNumberRecordsFailed()).isEqualTo(1);
        List<List<String>> results = rows(bulk.getBatchResultStream(job.getId(), batch.getId()));
        assertThat(results.get(0)).containsExactly("Id", "Success", "Created", "Error");
        assertThat(results.get(1).get(0)).startsWith("003");
        assertThat(results.get(1).subList(1, 4)).containsExactly("true", "true", "");
        assertThat(results.get(2))
                .containsExactly(
                        "",
                        "false",
                        "false",
                        "REQUIRED_FIELD_MISSING:Required fields are missing: [LastName]:LastName --");
        assertThat(connections
                        .partner()
                        .query("SELECT Id FROM Contact WHERE LastName = 'Wsc, \"the\" one'")
                        .getSize())
                .isEqualTo(1);
        assertThat(bulk.closeJob(job.getId()).getState()).isEqualTo(JobStateEnum.Closed);
        assertThat(bulk.getJobStatus(job.getId()).getNumberRecordsFailed()).isEqualTo(1);
    }

    @Test
    void a_batch_of_xml_is_made_of_records() throws Exception {
        BulkConnection bulk = connections.bulk(org.token());
        JobInfo request = job("Account", OperationEnum.insert);
        request.setContentType(ContentType.XML);
        JobInfo job = bulk.createJob(request);
        BatchRequest records = bulk.createBatch(job);
        records.addSObjects(new SObject[] {account("Harbour"), account("Quay & Pier")});

        BatchInfo batch = done(bulk, records.completeRequest());

        assertThat(batch.getState()).isEqualTo(BatchStateEnum.Completed);
        assertCreated(bulk.getBatchResult(job.getId(), batch.getId()));
    }

    @Test
    void a_batch_of_json_is_answered_in_json() throws Exception {
        BulkConnection bulk = connections.bulk(org.token());
        JobInfo request = job("Account", OperationEnum.insert);
        request.setContentType(ContentType.JSON);
        JobInfo job = bulk.createJob(request, ContentType.JSON);

        BatchInfo batch = done(
                bulk,
                bulk.createBatchFromStream(job, stream("[{\"Name\":\"Lock\"},{\"Name\":\"Weir\"}]")),
                ContentType.JSON);

        assertThat(batch.getState()).isEqualTo(BatchStateEnum.Completed);
        assertCreated(bulk.getBatchResult(job.getId(), batch.getId(), ContentType.JSON));
        assertThat(bulk.getJobStatus(job.getId(), ContentType.JSON).getNumberBatchesCompleted())
                .isEqualTo(1);
    }

    private static void assertCreated(BatchResult result) {
        assertThat(result.getResult()).hasSize(2).allSatisfy(row -> {
            assertThat(row.isSuccess()).isTrue();
            assertThat(row.isCreated()).isTrue();
            assertThat(row.getId()).startsWith("001");
            assertThat(row.getErrors()).isEmpty();
        });
    }

    @Test
    void rows_are_upserted_by_an_external_id_and_deleted() throws Exception {
        BulkConnection bulk = connections.bulk(org.token());
        JobInfo request = job("Site_Visit__c", OperationEnum.upsert);
        request.setExternalIdFieldName("Reference__c");
        request.setConcurrencyMode(ConcurrencyMode.Serial);
        JobInfo job = bulk.createJob(request);
        assertThat(job.getConcurrencyMode()).isEqualTo(ConcurrencyMode.Serial);
        String csv = IntStream.range(0, 300)
                .mapToObj(row -> "WSC-" + row + ",4\n")
                .collect(Collectors.joining("", "Reference__c,Visitors__c\n", ""));
        done(bulk, bulk.createBatchFromStream(job, stream(csv)));
        BatchInfo again = done(bulk, bulk.createBatchFromStream(job, stream(csv)));

        List<List<String>> upserted = rows(bulk.getBatchResultStream(job.getId(), again.getId()));
        assertThat(upserted.subList(1, upserted.size())).hasSize(300).allSatisfy(row -> assertThat(row.subList(1, 4))
                .containsExactly("true", "false", ""));
        assertThat(bulk.getBatchInfoList(job.getId()).getBatchInfo()).hasSize(2);

        JobInfo deletion = bulk.createJob(job("Site_Visit__c", OperationEnum.delete));
        String ids =
                upserted.stream().skip(1).map(row -> row.get(0) + "\n").collect(Collectors.joining("", "Id\n", ""));
        BatchInfo deleted = done(bulk, bulk.createBatchFromStream(deletion, stream(ids)));
        assertThat(deleted.getNumberRecordsProcessed()).isEqualTo(300);
        assertThat(deleted.getNumberRecordsFailed()).isZero();
    }

    @Test
    void a_query_has_its_rows_in_results() throws Exception {
        BulkConnection bulk = connections.bulk(org.token());
        JobInfo job = bulk.createJob(job("Account", OperationEnum.query));
        BatchInfo batch = done(bulk, bulk.createBatchFromStream(job, stream("SELECT Id, Name FROM Account LIMIT 25")));

        String[] results = bulk.getQueryResultList(job.getId(), batch.getId()).getResult();

        assertThat(results).hasSize(1);
        List<List<String>> rows = rows(bulk.getQueryResultStream(job.getId(), batch.getId(), results[0]));
        assertThat(rows.get(0)).containsExactly("Id", "Name");
        assertThat(rows.subList(1, rows.size())).hasSize(25).allSatisfy(row -> assertThat(row.get(0))
                .startsWith("001"));
    }

    @Test
    void primary_key_chunking_makes_batches_that_hold_every_row_once() throws Exception {
        BulkConnection bulk = connections.bulk(org.token());
        bulk.addHeader("Sforce-Enable-PKChunking", "chunkSize=100");
        JobInfo job = bulk.createJob(job("Contact", OperationEnum.query));
        BatchInfo asked = bulk.createBatchFromStream(job, stream("SELECT Id FROM Contact"));
        assertThat(done(bulk, asked).getState()).isEqualTo(BatchStateEnum.NotProcessed);

        List<String> ids = new ArrayList<>();
        BatchInfo[] batches = bulk.getBatchInfoList(job.getId()).getBatchInfo();
        for (BatchInfo batch : Arrays.asList(batches).subList(1, batches.length)) {
            assertThat(done(bulk, batch).getState()).isEqualTo(BatchStateEnum.Completed);
            for (String result :
                    bulk.getQueryResultList(job.getId(), batch.getId()).getResult()) {
                rows(bulk.getQueryResultStream(job.getId(), batch.getId(), result)).stream()
                        .skip(1)
                        .forEach(row -> ids.add(row.get(0)));
            }
        }

        assertThat(batches).hasSizeGreaterThan(3);
        assertThat(ids)
                .doesNotHaveDuplicates()
                .hasSize(connections
                        .partner()
                        .query("SELECT COUNT() FROM Contact")
                        .getSize());
    }

    @Test
    void a_query_that_cannot_be_fails_its_batch() throws Exception {
        BulkConnection bulk = connections.bulk(org.token());
        JobInfo job = bulk.createJob(job("Account", OperationEnum.query));

        BatchInfo batch = done(bulk, bulk.createBatchFromStream(job, stream("SELECT Nope FROM Account")));

        assertThat(batch.getState()).isEqualTo(BatchStateEnum.Failed);
        assertThat(batch.getStateMessage())
                .startsWith("InvalidBatch : Failed to process query: INVALID_FIELD:")
                .contains("No such column 'Nope' on entity 'Account'");
    }

    @Test
    void an_aborted_job_takes_no_more_batches() throws Exception {
        BulkConnection bulk = connections.bulk(org.token());
        JobInfo job = bulk.createJob(job("Account", OperationEnum.insert));

        assertThat(bulk.abortJob(job.getId()).getState()).isEqualTo(JobStateEnum.Aborted);

        assertRefused(
                AsyncExceptionCode.InvalidJobState, () -> bulk.createBatchFromStream(job, stream("Name\nToo late\n")));
    }

    @Test
    void refusals_are_the_clients_own_exceptions() throws Exception {
        BulkConnection bulk = connections.bulk(org.token());
        JobInfo missing = new JobInfo();
        missing.setId("750000000000001AAA");

        assertRefused(AsyncExceptionCode.InvalidJob, () -> bulk.createJob(job("Nope__c", OperationEnum.insert)));
        assertRefused(AsyncExceptionCode.InvalidJob, () -> bulk.getJobStatus(missing.getId()));
        assertRefused(
                AsyncExceptionCode.InvalidSessionId,
                () -> connections.bulk("00D000000000000!wrong").createJob(job("Account", OperationEnum.insert)));
    }

    /** A call of the client. */
    private interface Call {
        void run() throws AsyncApiException;
    }

    private static void assertRefused(AsyncExceptionCode code, Call call) {
        assertThatExceptionOfType(AsyncApiException.class)
                .isThrownBy(call::run)
                .satisfies(refusal -> assertThat(refusal.getExceptionCode()).isEqualTo(code));
    }

    private static JobInfo job(String object, OperationEnum operation) {
        JobInfo job = new JobInfo();
        job.setObject(object);
        job.setOperation(operation);
        job.setContentType(ContentType.CSV);
        return job;
    }

    private static SObject account(String name) {
        SObject account = new SObject();
        account.setField("Name", name);
        return account;
    }

    private static BatchInfo done(BulkConnection bulk, BatchInfo batch) throws AsyncApiException {
        return done(bulk, batch, ContentType.CSV);
    }

    /** Asks until the batch has come to its end. */
    private static BatchInfo done(BulkConnection bulk, BatchInfo batch, ContentType type) throws AsyncApiException {
        BatchInfo info = batch;
        while (info.getState() == BatchStateEnum.Queued || info.getState() == BatchStateEnum.InProgress) {
            info = bulk.getBatchInfo(batch.getJobId(), batch.getId(), type);
        }
        return info;
    }

    private static InputStream stream(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }

    /** The rows of a file, in which the client has null for an empty value. */
    private static List<List<String>> rows(InputStream csv) throws IOException {
        try (csv) {
            CSVReader reader = new CSVReader(csv, StandardCharsets.UTF_8.name());
            List<List<String>> rows = new ArrayList<>();
            List<String> row = reader.nextRecord();
            while (row != null) {
                rows.add(row.stream()
                        .map(value -> Objects.requireNonNullElse(value, ""))
                        .toList());
                row = reader.nextRecord();
            }
            return rows;
        }
    }
}
