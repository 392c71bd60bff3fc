package dev.sallyport.salesforce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.sallyport.auth.oauth.InMemoryTokenStore;
import dev.sallyport.auth.oauth.TokenStore;
import dev.sallyport.org.http.ApiKind;
import dev.sallyport.org.http.Fault;
import dev.sallyport.salesforce.SalesforceException.Reason;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What becomes of reads when Salesforce or the connection fails for a moment. */
class RepeatedReadsTest {
    private static final List<QueryColumn> ID = List.of(new QueryColumn(List.of("Id"), FieldType.ID));
    private static final Fault BUSY = Fault.unavailable(Duration.ofSeconds(1));

    private static FilledOrg filled;
    private static long contacts;

    private final List<Duration> waits = new ArrayList<>();
    private SalesforceClient client;

    @BeforeAll
    static void start() {
        filled = new FilledOrg(22_000);
        contacts = Objects.requireNonNull(
                filled.client().recordCounts(List.of("Contact")).get("Contact"));
    }

    @AfterAll
    static void stop() {
        filled.close();
    }

    @BeforeEach
    void logIn() {
        client = counting(filled);
        client.limits();
        filled.org().controls().resetCounts();
    }

    /** A client that waits for nothing and remembers how long it should have. */
    private SalesforceClient counting(FilledOrg of) {
        return of.client(planned -> {
            waits.add(planned);
            return CompletableFuture.completedFuture(null);
        });
    }

    private static void fail(ApiKind kind, Fault... faults) {
        for (Fault fault : faults) {
            filled.org().controls().failNext(kind, fault);
        }
    }

    private static long requests(ApiKind kind) {
        return filled.org().controls().count(kind).requests();
    }

    @Test
    void the_first_page_of_a_query_is_asked_for_up_to_four_times() {
        fail(ApiKind.QUERY, BUSY, BUSY, BUSY);

        assertThat((long) FilledOrg.rows(client.query("SELECT Id FROM Contact", ID), 1)
                        .size())
                .isEqualTo(contacts);
        assertThat(requests(ApiKind.QUERY)).isEqualTo(4);
        assertThat(waits).containsExactly(Duration.ofMillis(500), Duration.ofSeconds(1), Duration.ofSeconds(2));
    }

    @Test
    void a_gateway_that_wants_fewer_calls_and_an_org_that_has_too_many_at_once_are_asked_again() {
        fail(
                ApiKind.QUERY,
                Fault.refusal(429, "TOO_MANY_REQUESTS", "Slow down."),
                Fault.refusal(
                        403, "REQUEST_LIMIT_EXCEEDED", "ConcurrentRequests (Concurrent API Requests) Limit exceeded."));

        assertThat((long) FilledOrg.rows(client.query("SELECT Id FROM Contact", ID), 1)
                        .size())
                .isEqualTo(contacts);
        assertThat(waits).hasSize(2);
    }

    @Test
    void after_the_fourth_time_the_failure_is_told() {
        fail(ApiKind.QUERY, BUSY, BUSY, BUSY, BUSY);

        assertThat(catchThrowableOfType(SalesforceException.class, () -> client.query("SELECT Id FROM Contact", ID))
                        .reason())
                .isEqualTo(Reason.UNAVAILABLE);
        assertThat(requests(ApiKind.QUERY)).isEqualTo(4);
    }

    @Test
    void a_page_that_fails_on_the_way_loses_and_doubles_no_record() {
        fail(ApiKind.QUERY_MORE, BUSY, Fault.droppedConnection(), Fault.cutAnswer(100));

        List<List<@Nullable Object>> rows = FilledOrg.rows(client.query("SELECT Id FROM Contact", ID), 1);

        assertThat((long) rows.size()).isEqualTo(contacts);
        assertThat(rows).doesNotHaveDuplicates();
        // The JDK's client may send a request again by itself if the connection ends before any answer.
        assertThat(waits).hasSizeBetween(2, 3);
    }

    @ParameterizedTest
    @CsvSource({"2, QUERY", "1, QUERY_MORE"})
    void ranges_lose_and_double_no_record_either(int ranges, ApiKind kind) {
        fail(kind, BUSY, BUSY);

        List<List<@Nullable Object>> rows = FilledOrg.rows(
                client.queryInRanges("Contact", range -> "SELECT Id FROM Contact WHERE " + range, ID, ranges), 1);

        assertThat((long) rows.size()).isEqualTo(contacts);
        assertThat(rows).doesNotHaveDuplicates();
        assertThat(waits).hasSize(2);
    }

    @Test
    void descriptions_and_record_counts_are_asked_for_again() {
        fail(ApiKind.REST, BUSY);
        assertThat(client.describeGlobal()).isNotEmpty();
        fail(ApiKind.REST, BUSY);
        assertThat(client.describe("Account").fields()).isNotEmpty();
        fail(ApiKind.REST, BUSY);
        assertThat(client.describeMany(List.of("Account", "Contact"))).hasSize(2);
        fail(ApiKind.REST, BUSY);
        assertThat(client.recordCounts(List.of("Contact"))).isEqualTo(Map.of("Contact", contacts));
        assertThat(waits).hasSize(4);
    }

    @Test
    void a_test_of_the_connection_tells_what_fails_at_once() {
        fail(ApiKind.REST, BUSY);

        assertThat(catchThrowableOfType(SalesforceException.class, client::limits)
                        .reason())
                .isEqualTo(Reason.UNAVAILABLE);
        assertThat(waits).isEmpty();
    }

    @Test
    void a_refusal_is_told_at_once() {
        assertThat(catchThrowableOfType(
                                SalesforceException.class, () -> client.query("SELECT Nothing FROM Contact", ID))
                        .reason())
                .isEqualTo(Reason.FIELD_NOT_VISIBLE);
        assertThat(requests(ApiKind.QUERY)).isEqualTo(1);
    }

    @Test
    void whoever_has_waited_until_the_deadline_does_not_wait_again() {
        try (FilledOrg slow = new FilledOrg(100)) {
            SalesforceClient hasty = counting(slow);
            hasty.limits();
            slow.org().controls().setLatency(Duration.ofSeconds(1));
            hasty.setDeadline(Duration.ofMillis(1));

            assertThat(catchThrowableOfType(SalesforceException.class, () -> hasty.query("SELECT Id FROM Contact", ID))
                            .reason())
                    .isEqualTo(Reason.TIMED_OUT);
            assertThat(waits).isEmpty();
        }
    }

    @Test
    void a_deadline_holds_for_pages_that_are_waited_for_together() {
        QueryCursor cursor = client.queryInRanges("Contact", range -> "SELECT Id FROM Contact WHERE " + range, ID, 1);
        filled.org().controls().setLatency(Duration.ofSeconds(1));
        client.setDeadline(Duration.ofMillis(1));
        try {
            assertThat(catchThrowableOfType(SalesforceException.class, () -> FilledOrg.rows(cursor, 1))
                            .reason())
                    .isEqualTo(Reason.TIMED_OUT);
        } finally {
            filled.org().controls().setLatency(Duration.ZERO);
        }
    }

    @Test
    void closing_a_query_ends_the_wait_for_its_page() {
        CompletableFuture<Void> waiting = new CompletableFuture<>();
        SalesforceClient patient = filled.client(planned -> {
            waiting.complete(null);
            return new CompletableFuture<>();
        });
        QueryCursor cursor = patient.query("SELECT Id FROM Contact", ID);
        fail(ApiKind.QUERY_MORE, BUSY);
        CompletableFuture<Void> closed = waiting.thenRunAsync(cursor::close);

        assertThat(catchThrowableOfType(SalesforceException.class, () -> FilledOrg.rows(cursor, 1))
                        .reason())
                .isEqualTo(Reason.INTERRUPTED);
        assertThat(closed.join()).isNull();
    }

    @Test
    void a_token_that_another_process_has_fetched_may_be_over_too_and_is_replaced_then() {
        TokenStore shared = new InMemoryTokenStore();
        SalesforceClient here = filled.client(shared);
        SalesforceClient elsewhere = filled.client(shared);
        here.limits();
        filled.org().controls().expireSessions();
        elsewhere.limits();
        filled.org().controls().expireSessions();

        here.limits();

        assertThat(requests(ApiKind.TOKEN)).isEqualTo(3);
    }
}
