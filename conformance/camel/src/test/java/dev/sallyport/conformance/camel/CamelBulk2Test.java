package dev.sallyport.conformance.camel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Set;
import org.apache.camel.Exchange;
import org.apache.camel.component.salesforce.api.SalesforceException;
import org.apache.camel.component.salesforce.api.dto.bulkv2.Job;
import org.apache.camel.component.salesforce.api.dto.bulkv2.JobStateEnum;
import org.apache.camel.component.salesforce.api.dto.bulkv2.Jobs;
import org.apache.camel.component.salesforce.api.dto.bulkv2.OperationEnum;
import org.apache.camel.component.salesforce.api.dto.bulkv2.QueryJob;
import org.apache.camel.component.salesforce.api.dto.bulkv2.QueryJobs;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

/** Camel's operations on Bulk API 2.0. */
@TestInstance(Lifecycle.PER_CLASS)
class CamelBulk2Test {
    private static final Set<JobStateEnum> ENDS =
            Set.of(JobStateEnum.JOB_COMPLETE, JobStateEnum.FAILED, JobStateEnum.ABORTED);

    @AutoClose
    private final OrgUnderTest org = new OrgUnderTest();

    private final CamelUnderTest camel = org.camel();

    @Test
    void rows_are_loaded_and_told_apart_by_what_became_of_them() throws SalesforceException {
        Map<String, Object> it = Map.of("jobId", create().getId());
        assertThat(camel.send("bulk2CreateBatch", "Name\nHump\n\"\"\n", it).getException())
                .isNull();
        assertThat(camel.call(Job.class, "bulk2CloseJob", null, it).getState()).isEqualTo(JobStateEnum.UPLOAD_COMPLETE);
        Job job = camel.call(Job.class, "bulk2GetJob", null, it);
        while (!ENDS.contains(job.getState())) {
            job = camel.call(Job.class, "bulk2GetJob", null, it);
        }

        assertThat(job.getState()).isEqualTo(JobStateEnum.JOB_COMPLETE);
        assertThat(job.getNumberRecordsProcessed()).isEqualTo(2);
        assertThat(job.getNumberRecordsFailed()).isEqualTo(1);
        assertThat(camel.call(String.class, "bulk2GetSuccessfulResults", null, it))
                .contains(",\"true\",\"Hump\"");
        assertThat(camel.call(String.class, "bulk2GetFailedResults", null, it)).contains("REQUIRED_FIELD_MISSING");
        assertThat(camel.call(String.class, "bulk2GetUnprocessedRecords", null, it)
                        .lines())
                .containsExactly("\"Name\"");
        camel.send("bulk2DeleteJob", it);
        assertThat(Refused.by(() -> camel.call(Job.class, "bulk2GetJob", null, it))
                        .code())
                .isEqualTo("NOT_FOUND");
    }

    @Test
    void an_aborted_job_is_among_all_jobs() throws SalesforceException {
        String id = create().getId();

        assertThat(camel.call(Job.class, "bulk2AbortJob", null, Map.of("jobId", id))
                        .getState())
                .isEqualTo(JobStateEnum.ABORTED);
        assertThat(camel.call(Jobs.class, "bulk2GetAllJobs").getRecords())
                .extracting(Job::getId)
                .contains(id);
    }

    @Test
    void a_query_has_its_rows_in_pages() throws SalesforceException {
        Map<String, Object> it =
                Map.of("jobId", query("SELECT Id, Name FROM Account LIMIT 5").getId());
        QueryJob job = camel.call(QueryJob.class, "bulk2GetQueryJob", null, it);
        while (!ENDS.contains(job.getState())) {
            job = camel.call(QueryJob.class, "bulk2GetQueryJob", null, it);
        }

        Exchange first = camel.send("bulk2GetQueryJobResults?maxRecords=3", null, it);
        assertThat(first.getMessage().getBody(String.class).lines()).hasSize(4);
        Object locator = first.getMessage().getHeader("Sforce-Locator");
        Exchange second = camel.send(
                "bulk2GetQueryJobResults?maxRecords=3", null, Map.of("jobId", job.getId(), "locator", locator));
        assertThat(second.getMessage().getBody(String.class).lines()).hasSize(3);
        assertThat(second.getMessage().getHeader("Sforce-Locator")).isEqualTo("null");
        assertThat(camel.call(QueryJobs.class, "bulk2GetAllQueryJobs").getRecords())
                .extracting(QueryJob::getId)
                .contains(job.getId());
        camel.send("bulk2DeleteQueryJob", it);
        assertThat(Refused.by(() -> camel.call(QueryJob.class, "bulk2GetQueryJob", null, it))
                        .code())
                .isEqualTo("NOT_FOUND");
    }

    @Test
    void a_query_that_cannot_be_is_refused() {
        assertThat(Refused.by(() -> query("SELECT Nope FROM Account")).status()).isEqualTo(400);
    }

    private Job create() throws SalesforceException {
        Job job = new Job();
        job.setObject("Account");
        job.setOperation(OperationEnum.INSERT);
        return camel.call(Job.class, "bulk2CreateJob", job, Map.of());
    }

    private QueryJob query(String soql) throws SalesforceException {
        QueryJob job = new QueryJob();
        job.setOperation(OperationEnum.QUERY);
        job.setQuery(soql);
        return camel.call(QueryJob.class, "bulk2CreateQueryJob", job, Map.of());
    }
}
