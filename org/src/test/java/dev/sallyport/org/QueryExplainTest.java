package dev.sallyport.org;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sallyport.org.OrgClient.Answer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** {@code query?explain=}: how the org would answer a query, without answering it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class QueryExplainTest {
    private final LocalOrg org = LocalOrg.builder().records(2_000).start();
    private final OrgClient client = new OrgClient(org);
    private final String token = client.token(org.readyApp());

    @AfterAll
    void close() {
        org.close();
    }

    @Test
    void a_filter_with_an_index_leads() {
        JsonNode plans = explain("SELECT Id FROM Account WHERE Name = 'acme' AND Industry = 'Energy'")
                .json()
                .path("plans");
        JsonNode best = plans.path(0);
        assertThat(best.path("leadingOperationType").asText()).isEqualTo("Index");
        assertThat(best.path("fields").path(0).asText()).isEqualTo("Name");
        assertThat(best.path("sobjectType").asText()).isEqualTo("Account");
        assertThat(best.path("cardinality").asLong())
                .isPositive()
                .isLessThan(best.path("sobjectCardinality").asLong());
        assertThat(best.path("relativeCost").asDouble()).isLessThan(1);
        JsonNode note = best.path("notes").path(1);
        assertThat(note.path("description").asText())
                .isEqualTo("Not considering filter for optimization because unindexed");
        assertThat(note.path("fields").path(0).asText()).isEqualTo("Industry");
        assertThat(note.path("tableEnumOrId").asText()).isEqualTo("Account");
        assertThat(plans.path(1).path("leadingOperationType").asText()).isEqualTo("TableScan");
    }

    @Test
    void a_query_without_a_filter_scans_the_table() {
        JsonNode plans = explain("SELECT Name FROM Contact").json().path("plans");
        assertThat(plans).hasSize(1);
        assertThat(plans.path(0).path("leadingOperationType").asText()).isEqualTo("TableScan");
        assertThat(plans.path(0).path("cardinality").asLong())
                .isEqualTo(plans.path(0).path("sobjectCardinality").asLong())
                .isPositive();
    }

    @Test
    void a_query_that_would_be_refused_is_refused() {
        Answer answer = explain("SELECT Nope FROM Account");
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.refusal()).startsWith("INVALID_FIELD: ");
    }

    private Answer explain(String soql) {
        return client.get("/services/data/v62.0/query?explain=" + OrgClient.encode(soql), token);
    }
}
