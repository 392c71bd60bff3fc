package dev.sallyport.salesforce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.sallyport.org.http.ApiKind;
import dev.sallyport.org.http.Fault;
import dev.sallyport.salesforce.SalesforceException.Reason;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class BulkQueryTest extends QueryCursorContract {
    private static final List<QueryColumn> ID = List.of(new QueryColumn(List.of("Id"), FieldType.ID));

    @Override
    QueryCursor open(
            SalesforceClient client, String fields, String sObject, @Nullable String where, List<QueryColumn> columns) {
        return client.bulkQuery(soql(fields, sObject, where), columns);
    }

    @Test
    void a_query_costs_four_calls_however_many_records_a_set_has() {
        filled().client().limits();
        filled().org().controls().resetCounts();

        FilledOrg.rows(filled().client().bulkQuery("SELECT Id FROM Contact", ID), 1);

        assertThat(filled().org().controls().count(ApiKind.BULK).requests())
                .as("open, look, read, delete")
                .isEqualTo(4);
    }

    @Test
    void connections_that_break_while_the_job_runs_lose_no_record() {
        QueryCursor cursor = filled().client().bulkQuery("SELECT Id FROM Account", ID);
        filled().org().controls().failNext(ApiKind.BULK, Fault.unavailable(Duration.ofSeconds(1)));
        filled().org().controls().failNext(ApiKind.BULK, Fault.droppedConnection());
        filled().org().controls().failNext(ApiKind.BULK, Fault.unavailable(Duration.ofSeconds(1)));

        assertThat((long) FilledOrg.rows(cursor, 1).size())
                .isEqualTo(filled().client().recordCounts(List.of("Account")).get("Account"));
    }

    @Test
    void a_compound_field_is_refused_before_a_call() {
        long calls = filled().client().usage().calls();

        SalesforceException failure = catchThrowableOfType(SalesforceException.class, () -> filled().client()
                .bulkQuery(
                        "SELECT BillingAddress FROM Account",
                        List.of(new QueryColumn(List.of("BillingAddress"), FieldType.ADDRESS))));

        assertThat(failure.reason()).isEqualTo(Reason.QUERY_MALFORMED);
        assertThat(failure.getMessage()).contains("BillingAddress");
        assertThat(filled().client().usage().calls()).isEqualTo(calls);
    }
}
