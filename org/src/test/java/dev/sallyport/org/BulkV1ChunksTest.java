package dev.sallyport.org;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Queries of Bulk API that are split by the primary key. */
class BulkV1ChunksTest extends BulkV1Calls {
    @Test
    void pk_chunking_splits_a_query_into_batches_and_leaves_the_first_unprocessed() throws InterruptedException {
        String job = value(open("query", "Contact", "CSV", Map.of("Sforce-Enable-PKChunking", "chunkSize=50")), "id");
        add(job, "text/csv", "SELECT Id FROM Contact WHERE LastName != 'nobody at all'");
        org.controls().awaitBulkJobs();

        List<String> states = values(get(job + "/batch"), "state");
        List<String> batches = values(get(job + "/batch"), "id");

        assertThat(states.get(0)).isEqualTo("NotProcessed");
        assertThat(states.subList(1, states.size())).hasSizeGreaterThan(2).containsOnly("Completed");
        assertThat(chunkedIds(job))
                .doesNotHaveDuplicates()
                .hasSize(client.get("/services/data/v68.0/query?q=SELECT+COUNT()+FROM+Contact", token)
                        .json()
                        .path("totalSize")
                        .asInt());
        assertThat(refusal(get(job + "/batch/" + batches.get(0) + "/result"))).startsWith("InvalidBatch");
        JsonNode listed = client.get("/services/data/v68.0/jobs/query?isPkChunkingEnabled=true", token)
                .json();
        assertThat(listed.path("records").path(0).path("id").asText()).isEqualTo(job);
        assertThat(listed.path("records").path(0).path("jobType").asText()).isEqualTo("Classic");
        assertThat(refusal(open("query", "Organization", "CSV", Map.of("Sforce-Enable-PKChunking", "TRUE"))))
                .startsWith("InvalidJob");
    }

    @Test
    void chunks_that_come_to_nothing_fail_with_the_first_batch() throws InterruptedException {
        org.controls().setDailyBulkBatches(3);
        String job = value(open("query", "Contact", "CSV", Map.of("Sforce-Enable-PKChunking", "chunkSize=50")), "id");
        add(job, "text/csv", "SELECT Id FROM Contact");
        org.controls().awaitBulkJobs();

        assertThat(values(get(job + "/batch"), "state")).hasSize(3).containsOnly("Failed");
        assertThat(values(get(job + "/batch"), "stateMessage"))
                .hasSize(3)
                .containsOnly("ExceededQuota : ApiBatchItems Limit exceeded.");
    }

    /** The ids in the results of a job's chunks, which are of 50 rows at most. */
    private List<String> chunkedIds(String job) {
        List<String> batches = values(get(job + "/batch"), "id");
        List<String> ids = new ArrayList<>();
        for (String batch : batches.subList(1, batches.size())) {
            String result = value(get(job + "/batch/" + batch + "/result"), "result");
            List<String> lines = Arrays.asList(
                    get(job + "/batch/" + batch + "/result/" + result).text().split("\n", -1));
            assertThat(lines.size() - 2).isBetween(1, 50);
            ids.addAll(lines.subList(1, lines.size() - 1));
        }
        return ids;
    }
}
