package dev.sallyport.salesforce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.sallyport.org.http.ApiKind;
import dev.sallyport.salesforce.SalesforceException.Reason;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Jobs that are left and found again. */
class BulkQueryJobTest {
    private static final List<QueryColumn> ID = List.of(new QueryColumn(List.of("Id"), FieldType.ID));

    private static FilledOrg filled;

    @BeforeAll
    static void start() {
        filled = new FilledOrg(2_000);
    }

    @AfterAll
    static void stop() {
        filled.close();
    }

    private static BulkQueryJob start(String soql, QueryScope scope) {
        return filled.client().startBulkQuery(soql, scope, ID);
    }

    private static List<Object> ids(QueryCursor rows) {
        return FilledOrg.rows(rows, 1).stream().map(row -> row.get(0)).collect(Collectors.toList());
    }

    @Test
    void who_has_the_id_and_a_locator_reads_on_and_a_set_is_the_same_each_time() {
        BulkQueryJob begun = start("SELECT Id FROM Contact", QueryScope.QUERY);
        long rows = begun.await();
        BulkResultSet first = begun.resultSet(null, 50);
        String locator = first.nextLocator().orElseThrow();
        List<Object> all = new ArrayList<>(ids(first));
        assertThat(all).hasSize(50);
        assertThat(ids(begun.resultSet(null, 50))).isEqualTo(all);

        BulkQueryJob found = filled.client().bulkQueryJob(begun.id(), ID);
        assertThat(found.await()).isEqualTo(rows);
        Optional<String> next = Optional.of(locator);
        while (next.isPresent()) {
            BulkResultSet set = found.resultSet(next.get(), 50);
            next = set.nextLocator();
            all.addAll(ids(set));
        }

        assertThat(all).doesNotHaveDuplicates().hasSize((int) rows);
        found.delete();
    }

    @Test
    void a_job_that_is_gone_is_told_apart_from_one_that_failed() {
        BulkQueryJob job = start("SELECT Id FROM Account", QueryScope.QUERY);
        job.await();
        job.delete();

        SalesforceException gone = catchThrowableOfType(
                SalesforceException.class,
                () -> filled.client().bulkQueryJob(job.id(), ID).await());
        assertThat(gone.reason()).isEqualTo(Reason.BULK_JOB_GONE);
        assertThat(gone.advice()).contains("seven days");
        filled.org().controls().holdBulkJobs();
        BulkQueryJob aborted = start("SELECT Id FROM Account", QueryScope.QUERY);
        aborted.abort();
        filled.org().controls().releaseBulkJobs();
        assertThat(catchThrowableOfType(SalesforceException.class, aborted::await)
                        .reason())
                .isEqualTo(Reason.BULK_JOB_FAILED);
    }

    @Test
    void deleted_records_are_seen_by_those_who_ask_for_all() {
        String id = filled.client()
                .write(RecordWrite.insert("Account", List.of("Name")), List.<Object[]>of(new Object[] {"Goes"}))
                .rows()
                .get(0)
                .id();
        filled.client().write(RecordWrite.delete("Account"), List.<Object[]>of(new Object[] {id}));
        String soql = "SELECT Id FROM Account WHERE Name = 'Goes'";

        BulkQueryJob all = start(soql, QueryScope.QUERY_ALL);
        all.await();
        BulkQueryJob there = start(soql, QueryScope.QUERY);
        there.await();

        assertThat(ids(all.resultSet(null, 10))).containsExactly(id);
        assertThat(ids(there.resultSet(null, 10))).isEmpty();
        assertThat(ids(filled.client().query(soql, QueryScope.QUERY_ALL, ID))).containsExactly(id);
    }

    @Test
    void ranges_of_ids_leave_out_no_record_and_double_none() {
        List<Object> all = new ArrayList<>();
        for (String range : filled.client().idRanges("Contact", 7)) {
            all.addAll(ids(filled.client().query("SELECT Id FROM Contact WHERE " + range, ID)));
        }

        assertThat(all).containsExactlyInAnyOrderElementsOf(ids(filled.client().query("SELECT Id FROM Contact", ID)));
    }

    @Test
    void the_time_is_salesforces() {
        Instant before = filled.client().serverTime();
        filled.org().controls().advanceClock(Duration.ofMinutes(10));
        long soap = filled.org().controls().count(ApiKind.SOAP).requests();

        assertThat(filled.client().serverTime()).isAfterOrEqualTo(before.plus(Duration.ofMinutes(10)));
        assertThat(filled.org().controls().count(ApiKind.SOAP).requests()).isEqualTo(soap + 1);
    }
}
