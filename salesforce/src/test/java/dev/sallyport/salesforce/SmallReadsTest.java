package dev.sallyport.salesforce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.sallyport.salesforce.PlayedOrg.Played;
import dev.sallyport.salesforce.SalesforceException.Reason;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SmallReadsTest {
    private static final String REST = "/services/data/v55.0";

    private final PlayedOrg org = new PlayedOrg();
    private final SalesforceClient client = org.client(true);

    @AfterEach
    void close() {
        client.close();
        org.close();
    }

    @Test
    void record_counts_come_by_name_in_one_call() {
        org.on(REST + "/limits/recordCount", Played.json(200, """
                {"sObjects":[{"count":3,"name":"Account"},{"count":12345678901,"name":"Site__c"}]}"""));

        assertThat(client.recordCounts(List.of("account", "Site__c")))
                .isEqualTo(Map.of("Account", 3L, "Site__c", 12345678901L));
        assertThat(client.recordCounts(List.of())).isEmpty();
        assertThat(org.apiCalls()).hasSize(1);
        assertThat(org.seen().get(1).query()).isEqualTo("sObjects=account,Site__c");
    }

    @Test
    void all_record_counts_come_with_one_call() {
        org.on(REST + "/limits/recordCount", Played.json(200, """
                {"sObjects":[{"count":3,"name":"Account"}]}"""));

        assertThat(client.recordCounts()).isEqualTo(Map.of("Account", 3L));
        assertThat(org.apiCalls()).hasSize(1);
    }

    @Test
    void deleted_records_come_with_when_they_were() {
        org.on(REST + "/sobjects/Account/deleted/", Played.json(200, """
                {"deletedRecords":[{"deletedDate":"2026-01-02T03:04:05.000+0000","id":"001000000000001AAA"}],
                 "earliestDateAvailable":"2025-12-01T00:00:00.000+0000","latestDateCovered":"2026-01-03T00:00:00.000+0000"}"""));

        DeletedRecords deleted =
                client.deleted("Account", Instant.parse("2026-01-01T00:00:00Z"), Instant.parse("2026-01-03T00:00:00Z"));

        assertThat(deleted.records())
                .containsExactly(
                        new DeletedRecords.DeletedRecord("001000000000001AAA", Instant.parse("2026-01-02T03:04:05Z")));
        assertThat(deleted.latestDateCovered()).isEqualTo("2026-01-03T00:00:00Z");
        assertThat(org.seen().get(1).query()).isEqualTo("start=2026-01-01T00:00:00Z&end=2026-01-03T00:00:00Z");
    }

    @Test
    void what_a_search_finds_has_its_sobject_and_fields() {
        org.on(REST + "/search", Played.json(200, """
                {"searchRecords":[{"attributes":{"type":"Account","url":"/x"},"Id":"001000000000001AAA","Name":null,
                 "Employees":5}]}"""));

        List<FoundRecord> found = client.search("FIND {a b} RETURNING Account(Id)");

        assertThat(found).hasSize(1);
        assertThat(found.get(0).sObject()).isEqualTo("Account");
        assertThat(found.get(0).fields())
                .containsEntry("Id", "001000000000001AAA")
                .containsEntry("Name", null)
                .containsEntry("Employees", "5");
        assertThat(org.seen().get(1).query()).isEqualTo("q=FIND {a b} RETURNING Account(Id)");
    }

    @Test
    void an_object_that_is_not_there_has_no_changes() {
        assertThat(catchThrowableOfType(
                                SalesforceException.class,
                                () -> client.updated("Nothing", Instant.EPOCH, Instant.EPOCH.plusSeconds(90)))
                        .reason())
                .isEqualTo(Reason.OBJECT_NOT_VISIBLE);
    }
}
