package dev.sallyport.salesforce;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.org.http.ApiKind;
import dev.sallyport.org.http.Fault;
import dev.sallyport.salesforce.SalesforceException.Reason;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Rows that are brought to Salesforce by one and written by another. */
class StagedWritesTest extends WrittenOrg {
    private static final RecordWrite UPSERT = RecordWrite.upsert(
                    "Account", "External_Id__c", List.of("Name", "External_Id__c"))
            .withIds(false);
    private static final String COUNT = "SELECT COUNT(Id) n FROM Account WHERE External_Id__c LIKE 'staged-%'";

    private static List<@Nullable Object[]> rows(int count) {
        List<@Nullable Object[]> rows = new ArrayList<>();
        for (int row = 0; row < count; row++) {
            rows.add(new @Nullable Object[] {"Name " + row, "staged-" + row});
        }
        return rows;
    }

    private long written() {
        try (QueryCursor count = client.query(COUNT, List.of(new QueryColumn(List.of("n"), FieldType.LONG)))) {
            assertThat(count.next()).isTrue();
            return (Long) Objects.requireNonNull(count.value(0));
        }
    }

    @Test
    void staged_rows_are_written_when_they_are_committed_and_not_before() {
        StagedRows staged = client.stage(UPSERT, rows(2_000));
        assertThat(staged.jobs()).hasSize(1);
        assertThat(staged.rest()).isEmpty();
        assertThat(written()).isZero();

        List<StagedResults> results = client.commit(UPSERT, staged.jobs());
        assertThat(results).singleElement().satisfies(result -> {
            assertThat(result.written()).isEqualTo(2_000);
            assertThat(result.refused()).isEmpty();
            assertThat(result.failure()).isNull();
        });
        assertThat(written()).isEqualTo(2_000);
    }

    @Test
    void discarded_rows_are_written_by_nobody() {
        StagedRows staged = client.stage(UPSERT, rows(2_000));
        client.discard(staged.jobs());
        assertThat(client.commit(UPSERT, staged.jobs())).singleElement().satisfies(result -> {
            assertThat(result.written()).isZero();
            assertThat(result.unknown()).isEqualTo(2_000);
            assertThat(result.failure()).isInstanceOf(SalesforceException.class);
        });
        assertThat(written()).isZero();
    }

    @Test
    void few_rows_and_rows_that_a_job_does_not_take_stay_with_who_has_them() {
        assertThat(client.stage(UPSERT, rows(1_999)).rest()).hasSize(1_999);
        List<@Nullable Object[]> rows = rows(2_000);
        rows.add(new @Nullable Object[] {"#N/A", "staged-null"});
        rows.add(new @Nullable Object[] {"Again", "STAGED-7"});
        StagedRows staged = client.stage(UPSERT, rows);
        assertThat(staged.jobs()).hasSize(1);
        assertThat(staged.rest()).extracting(row -> row[1]).containsExactly("staged-null", "STAGED-7");
    }

    @Test
    void rows_that_are_refused_are_told_with_their_values() {
        List<@Nullable Object[]> rows = rows(2_000);
        rows.set(7, new @Nullable Object[] {null, "staged-7"});
        StagedRows staged = client.stage(UPSERT, rows);
        assertThat(client.commit(UPSERT, staged.jobs())).singleElement().satisfies(result -> {
            assertThat(result.written()).isEqualTo(1_999);
            assertThat(result.refused()).singleElement().satisfies(refused -> {
                assertThat(refused.values()).containsExactly("", "staged-7");
                assertThat(refused.error().statusCode()).isEqualTo("REQUIRED_FIELD_MISSING");
            });
        });
    }

    @Test
    void rows_that_a_job_has_not_come_to_are_given_back() {
        StagedRows staged = client.stage(UPSERT, rows(15_000));
        filled.org().controls().setDailyBulkBatches(1);
        try {
            assertThat(client.commit(UPSERT, staged.jobs())).singleElement().satisfies(result -> {
                assertThat(result.written()).isEqualTo(10_000);
                assertThat(result.refused()).isEmpty();
                assertThat(result.unknown()).isZero();
                assertThat(result.unprocessed()).hasSize(5_000).contains(List.of("Name 14999", "staged-14999"));
                assertThat(result.failure()).hasMessageContaining("ApiBatchItems");
            });
        } finally {
            filled.org().controls().setDailyBulkBatches(15_000);
        }
        assertThat(written()).isEqualTo(10_000);
    }

    @Test
    void a_commit_whose_answer_is_lost_is_found_out_about() {
        StagedRows staged = client.stage(UPSERT, rows(2_000));
        filled.org().controls().failNext(ApiKind.BULK, new Fault.CutAnswer(10));
        assertThat(client.commit(UPSERT, staged.jobs())).singleElement().satisfies(result -> {
            assertThat(result.written() + result.unknown()).isEqualTo(2_000);
            boolean unknown = result.failure() instanceof SalesforceException failure
                    && failure.reason() == Reason.OUTCOME_UNKNOWN;
            assertThat(unknown || result.written() == 2_000).isTrue();
        });
        assertThat(written()).isEqualTo(2_000);
    }

    @Test
    void ranges_of_ids_are_told_apart() {
        List<String> ranges = client.idRanges("Account", 3);
        assertThat(ranges).hasSize(3);
        assertThat(ranges.get(0)).startsWith("Id < '");
        assertThat(ranges.get(2)).startsWith("Id >= '");
        assertThat(client.idRanges("Account", 1)).containsExactly("Id != null");
    }
}
