package dev.sallyport.salesforce;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.org.http.ApiKind;
import dev.sallyport.org.http.Fault;
import dev.sallyport.salesforce.RowResult.Outcome;
import dev.sallyport.salesforce.SalesforceException.Reason;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of writes when Salesforce or the connection fails for a moment. */
class RepeatedWritesTest extends WrittenOrg {
    @Test
    void an_insert_whose_answer_is_lost_is_not_sent_again_and_told_as_unknown() {
        filled.org().controls().failNext(ApiKind.REST, Fault.cutAnswer(5));

        WriteResults results = client.write(RecordWrite.insert("Account", NAME_AND_KEY), accounts(450));

        assertThat(requests()).isEqualTo(1);
        assertThat(results.rows().subList(0, 200)).allMatch(row -> row.outcome() == Outcome.UNKNOWN);
        assertThat(results.rows().subList(200, 450)).allMatch(row -> row.outcome() == Outcome.NOT_WRITTEN);
        assertThat(results.failure()).isInstanceOfSatisfying(SalesforceException.class, failure -> {
            assertThat(failure.reason()).isEqualTo(Reason.OUTCOME_UNKNOWN);
            assertThat(failure.advice()).contains("external id");
        });
        assertThat(query("SELECT Id FROM Account WHERE External_Id__c LIKE 'K%'"))
                .hasSize(200);
    }

    @Test
    void an_upsert_whose_answer_is_lost_is_sent_again_and_makes_no_record_twice() {
        filled.org().controls().failNext(ApiKind.REST, Fault.cutAnswer(5));
        filled.org().controls().failNext(ApiKind.REST, Fault.droppedConnection());

        WriteResults results =
                client.write(RecordWrite.upsert("Account", "External_Id__c", NAME_AND_KEY), accounts(50));

        assertThat(requests()).as("two faults and an answer").isEqualTo(3);
        assertThat(results.written()).isEqualTo(50);
        assertThat(query("SELECT Id FROM Account WHERE External_Id__c LIKE 'K%'"))
                .hasSize(50);
    }

    @Test
    void an_upsert_by_id_of_a_row_without_an_id_is_a_new_record_and_is_not_sent_again() {
        filled.org().controls().failNext(ApiKind.REST, Fault.cutAnswer(5));
        List<@Nullable Object[]> rows = List.of(
                new @Nullable Object[] {null, "Kept once 1"},
                new @Nullable Object[] {"", "Kept once 2"},
                new @Nullable Object[] {RecordWrite.AS_IT_IS, "Kept once 3"});

        WriteResults results = client.write(RecordWrite.upsert("Account", "Id", List.of("Id", "Name")), rows);

        assertThat(results.rows()).allMatch(row -> row.outcome() == Outcome.UNKNOWN);
        assertThat(query("SELECT Id FROM Account WHERE Name LIKE 'Kept once %'"))
                .hasSize(3);
    }

    @Test
    void a_delete_whose_answer_is_lost_is_sent_again_and_has_deleted() {
        List<@Nullable Object[]> ids =
                client.write(RecordWrite.insert("Account", NAME_AND_KEY), accounts(3)).rows().stream()
                        .map(row -> new @Nullable Object[] {row.id()})
                        .collect(Collectors.toList());
        filled.org().controls().resetCounts();
        filled.org().controls().failNext(ApiKind.REST, Fault.cutAnswer(5));

        assertThat(client.write(RecordWrite.delete("Account"), ids).written()).isEqualTo(3);
        assertThat(requests()).isEqualTo(2);
    }

    @Test
    void a_delete_that_was_refused_before_it_is_sent_again_has_not_deleted_what_others_have() {
        Object id = client.write(RecordWrite.insert("Account", NAME_AND_KEY), accounts(1))
                .rows()
                .get(0)
                .id();
        List<@Nullable Object[]> ids = List.<@Nullable Object[]>of(new @Nullable Object[] {id});
        assertThat(client.write(RecordWrite.delete("Account"), ids).written()).isEqualTo(1);
        filled.org().controls().resetCounts();
        filled.org().controls().failNext(ApiKind.REST, Fault.unavailable(Duration.ofSeconds(1)));

        RowResult result =
                client.write(RecordWrite.delete("Account"), ids).rows().get(0);

        assertThat(requests()).isEqualTo(2);
        assertThat(result.outcome()).isEqualTo(Outcome.REFUSED);
        assertThat(result.errors().get(0).statusCode()).isEqualTo("ENTITY_IS_DELETED");
    }

    @Test
    void a_call_that_salesforce_refused_for_load_is_sent_again() {
        filled.org().controls().failNext(ApiKind.REST, Fault.unavailable(Duration.ofSeconds(1)));

        assertThat(client.write(RecordWrite.insert("Account", NAME_AND_KEY), accounts(3))
                        .written())
                .isEqualTo(3);
        assertThat(requests()).isEqualTo(2);
        assertThat(query("SELECT Id FROM Account WHERE External_Id__c LIKE 'K%'"))
                .hasSize(3);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4})
    void a_bulk_insert_of_which_any_answer_is_lost_writes_each_row_once(int before) {
        for (int call = 0; call < before; call++) {
            filled.org().controls().failNext(ApiKind.BULK, Fault.slowAnswer(100_000, Duration.ZERO));
        }
        filled.org().controls().failNext(ApiKind.BULK, Fault.cutAnswer(5));

        WriteResults results = client.write(RecordWrite.insert("Account", NAME_AND_KEY), accounts(2_000));

        assertThat(results.failure()).isNull();
        assertThat(results.written()).isEqualTo(2_000);
        assertThat(query("SELECT Id FROM Account WHERE External_Id__c LIKE 'K%'"))
                .hasSize(2_000);
    }
}
