package dev.sallyport.sql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.org.http.ApiKind;
import dev.sallyport.salesforce.SObjectDescribe;
import dev.sallyport.salesforce.SalesforceClient;
import dev.sallyport.sql.read.ReadOptions;
import dev.sallyport.sql.read.RecordCounts;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** How many records there are: asked seldom, used where two ways of reading differ, and done without where nobody tells. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RecordCountsTest {
    private static final String NO_REFERENCE =
            "SELECT u.Name, c.LastName FROM Contact c JOIN Product2 u ON c.LastName = u.Name";

    private Instant now = Instant.parse("2026-01-01T00:00:00Z");
    private ReadingOrg org;

    @BeforeAll
    void start() {
        org = new ReadingOrg(List.of("Account", "Contact", "Product2"));
    }

    @BeforeEach
    void forget() {
        org.forget();
    }

    @AfterAll
    void stop() {
        org.close();
    }

    @Test
    void one_call_brings_all_counts_and_is_made_again_after_an_hour() {
        RecordCounts counts = new RecordCounts(() -> now);
        assertThat(counts.known("Account")).as("without a call").isEmpty();
        assertThat(counts.of(org.client(), "Account"))
                .hasValue(org.client()
                        .recordCounts(List.of("Account"))
                        .values()
                        .iterator()
                        .next());
        org.forget();
        assertThat(counts.of(org.client(), "contact")).as("in any case").isPresent();
        assertThat(counts.of(org.client(), "Nothing__c")).isEmpty();
        now = now.plus(Duration.ofMinutes(59));
        assertThat(counts.of(org.client(), "Account")).isPresent();
        assertThat(org.calls(ApiKind.REST)).isZero();
        now = now.plus(Duration.ofMinutes(1));
        assertThat(counts.of(org.client(), "Account")).isPresent();
        assertThat(org.calls(ApiKind.REST)).isEqualTo(1);
    }

    @Test
    void without_the_permission_nothing_fails_and_nobody_is_asked_for_an_hour() {
        RecordCounts counts = new RecordCounts(() -> now);
        org.refuseNext(ApiKind.REST);
        assertThat(counts.of(org.client(), "Account")).isEmpty();
        assertThat(counts.of(org.client(), "Account")).isEmpty();
        assertThat(org.calls(ApiKind.REST)).isEqualTo(1);
        now = now.plus(Duration.ofHours(1));
        assertThat(counts.of(org.client(), "Account")).isPresent();
    }

    @Test
    void whoever_asks_while_another_waits_for_the_counts_does_without_them() throws Exception {
        RecordCounts counts = new RecordCounts(() -> now);
        try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                SalesforceClient slow = org.clientOf(silent.getLocalPort())) {
            Thread waiting = new Thread(() -> counts.of(slow, "Account"));
            waiting.start();
            try (Socket asked = silent.accept()) {
                assertThat(counts.of(org.client(), "Account")).isEmpty();
                assertThat(waiting.isAlive()).as(asked + " is not answered").isTrue();
                waiting.interrupt();
                waiting.join();
            }
            assertThat(counts.of(org.client(), "Account"))
                    .as("another asks then")
                    .isPresent();
        }
    }

    @Test
    void the_databases_of_one_org_ask_once_together() throws SQLException {
        List<SObjectDescribe> tables = org.client().describeMany(List.of("Contact", "Product2"));
        StatementMemory memory = new StatementMemory();
        org.forget();
        for (int statement = 0; statement < 2; statement++) {
            SalesforceDatabase database = new SalesforceDatabase(
                    org.client(), SObjects.imported(tables), SoqlListener.NONE, List.of(), memory);
            try (Connection connection = database.connect()) {
                assertThat(ReadingOrg.rows(connection, NO_REFERENCE)).isEmpty();
            }
        }
        assertThat(org.calls(ApiKind.REST)).isEqualTo(1);
    }

    @Test
    void of_two_whole_tables_the_smaller_one_is_read_first_if_it_is_much_smaller() throws SQLException {
        try (Connection connection = org.connect(ReadOptions.DEFAULT)) {
            ReadingOrg.rows(connection, NO_REFERENCE);
            assertThat(org.sent())
                    .hasSize(2)
                    .startsWith("REST SELECT Name FROM Product2")
                    .last()
                    .asString()
                    .startsWith("REST SELECT LastName FROM Contact WHERE LastName IN (");
            assertThat(org.calls(ApiKind.REST)).as("the counts").isEqualTo(1);
            ReadingOrg.rows(connection, NO_REFERENCE + " WHERE c.LastName > 'A'");
            assertThat(org.calls(ApiKind.REST)).as("once").isEqualTo(1);
        }
    }

    @Test
    void a_query_runs_where_the_counts_are_refused() throws SQLException {
        try (ReadingOrg other = new ReadingOrg(List.of("Contact", "Product2"));
                Connection connection = other.connect(ReadOptions.DEFAULT)) {
            other.refuseNext(ApiKind.REST);
            ReadingOrg.rows(connection, NO_REFERENCE);
            assertThat(other.sent())
                    .containsExactlyInAnyOrder("REST SELECT Name FROM Product2", "REST SELECT LastName FROM Contact");
        }
    }

    @Test
    void a_connection_can_be_told_to_ask_nobody() throws SQLException {
        try (ReadingOrg other = new ReadingOrg(List.of("Contact", "Product2"));
                Connection connection = other.connect(ReadOptions.DEFAULT.withoutCounts())) {
            other.forget();
            ReadingOrg.rows(connection, NO_REFERENCE);
            ReadingOrg.rows(connection, "EXPLAIN PLAN FOR " + NO_REFERENCE);
            assertThat(other.calls(ApiKind.REST)).isZero();
        }
    }
}
