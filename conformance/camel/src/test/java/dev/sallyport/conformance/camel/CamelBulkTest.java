package dev.sallyport.conformance.camel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.apache.camel.component.salesforce.api.SalesforceException;
import org.apache.camel.component.salesforce.api.dto.bulk.BatchInfo;
import org.apache.camel.component.salesforce.api.dto.bulk.BatchStateEnum;
import org.apache.camel.component.salesforce.api.dto.bulk.ContentType;
import org.apache.camel.component.salesforce.api.dto.bulk.JobInfo;
import org.apache.camel.component.salesforce.api.dto.bulk.JobStateEnum;
import org.apache.camel.component.salesforce.api.dto.bulk.OperationEnum;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

/** Camel's operations on the Bulk API (1.0). */
@TestInstance(Lifecycle.PER_CLASS)
class CamelBulkTest {
    @AutoClose
    private final OrgUnderTest org = new OrgUnderTest();

    private final CamelUnderTest camel = org.camel();

    @Test
    void rows_are_loaded_in_csv() throws SalesforceException {
        JobInfo job = open(camel, "Account");
        BatchInfo batch = done(batch(job, "Name\nCaravanserai\n\"\"\n"));

        assertThat(batch.getState()).isEqualTo(BatchStateEnum.COMPLETED);
        assertThat(batch.getNumberRecordsFailed()).isEqualTo(1);
        assertThat(camel.call(String.class, "getRequest", batch, Map.of())).isEqualTo("Name\nCaravanserai\n\"\"\n");
        assertThat(camel.call(String.class, "getResults", batch, Map.of()).lines())
                .hasSize(3)
                .first()
                .isEqualTo("\"Id\",\"Success\",\"Created\",\"Error\"");
        assertThat(camel.list("getAllBatches", job, Map.of())).hasSize(1);
        assertThat(camel.call(JobInfo.class, "closeJob", job, Map.of()).getState())
                .isEqualTo(JobStateEnum.CLOSED);
        assertThat(camel.call(JobInfo.class, "getJob", job, Map.of()).getNumberBatchesCompleted())
                .isEqualTo(1);
    }

    @Test
    void rows_are_loaded_in_xml() throws SalesforceException {
        JobInfo job = create(camel, "Account", OperationEnum.INSERT, ContentType.XML, Map.of());
        BatchInfo batch = done(batch(job, """
                <sObjects xmlns="http://www.force.com/2009/06/asyncapi/dataload">
                  <sObject><Name>Halt</Name></sObject>
                </sObjects>
                """));

        assertThat(camel.call(String.class, "getResults", batch, Map.of()))
                .contains("<success>true</success><created>true</created>");
    }

    @Test
    void an_aborted_job_takes_no_more_batches() throws SalesforceException {
        JobInfo job = open(camel, "Account");

        assertThat(camel.call(JobInfo.class, "abortJob", job, Map.of()).getState())
                .isEqualTo(JobStateEnum.ABORTED);
        assertThat(Refused.by(() -> batch(job, "Name\nToo late\n")).code()).isEqualTo("InvalidJobState");
    }

    @Test
    void a_query_has_its_rows_in_results() throws SalesforceException {
        JobInfo job = create(camel, "Account", OperationEnum.QUERY, ContentType.CSV, Map.of());
        BatchInfo batch = done(query(job, "SELECT Id, Name FROM Account LIMIT 25"));

        List<?> results = camel.list("getQueryResultIds", batch, Map.of());

        assertThat(results).hasSize(1);
        String rows = camel.call(String.class, "getQueryResult", batch, Map.of("resultId", results.get(0)));
        assertThat(rows.lines()).hasSize(26).first().isEqualTo("\"Id\",\"Name\"");
    }

    @Test
    void primary_key_chunking_leaves_the_query_to_other_batches() throws SalesforceException {
        JobInfo job = create(camel, "Account", OperationEnum.QUERY, ContentType.CSV, Map.of("pkChunking", true));
        BatchInfo asked = done(query(job, "SELECT Id FROM Account"));

        assertThat(asked.getState()).isEqualTo(BatchStateEnum.NOT_PROCESSED);
        assertThat(camel.list("getAllBatches", job, Map.of())).hasSizeGreaterThan(1);
    }

    @Test
    void refusals_are_read_from_xml() {
        assertThat(Refused.by(() -> open(camel, "Nope__c")).code()).isEqualTo("InvalidJob");
        assertThat(Refused.by(() -> camel.call(JobInfo.class, "getJob", "750000000000001AAA", Map.of()))
                        .code())
                .isEqualTo("InvalidJob");
    }

    /** A new job that inserts what comes in CSV. */
    static JobInfo open(CamelUnderTest camel, String object) throws SalesforceException {
        return create(camel, object, OperationEnum.INSERT, ContentType.CSV, Map.of());
    }

    private static JobInfo create(
            CamelUnderTest camel,
            String object,
            OperationEnum operation,
            ContentType contentType,
            Map<String, Object> parameters)
            throws SalesforceException {
        JobInfo job = new JobInfo();
        job.setObject(object);
        job.setOperation(operation);
        job.setContentType(contentType);
        return camel.call(JobInfo.class, "createJob", job, parameters);
    }

    private BatchInfo batch(JobInfo job, String rows) throws SalesforceException {
        return camel.call(
                BatchInfo.class,
                "createBatch",
                rows,
                Map.of("jobId", job.getId(), "contentType", job.getContentType().value()));
    }

    private BatchInfo query(JobInfo job, String soql) throws SalesforceException {
        return camel.call(BatchInfo.class, "createBatchQuery", job, Map.of("sObjectQuery", soql));
    }

    /** Asks until the batch has come to its end. */
    private BatchInfo done(BatchInfo batch) throws SalesforceException {
        BatchInfo info = batch;
        while (info.getState() == BatchStateEnum.QUEUED || info.getState() == BatchStateEnum.IN_PROGRESS) {
            info = camel.call(BatchInfo.class, "getBatch", info, Map.of());
        }
        return info;
    }
}
