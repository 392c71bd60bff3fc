package dev.sallyport.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.sallyport.org.http.ApiKind;
import dev.sallyport.salesforce.FieldDescribe;
import dev.sallyport.sql.read.Api;
import dev.sallyport.sql.read.ReadOptions;
import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which API a query goes by, what that costs, and that nobody could tell from the rows. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ChoiceOfApiTest {
    private static final List<String> TABLES = List.of(
            "Account",
            "Contact",
            "Lead",
            "Opportunity",
            "OpportunityLineItem",
            "Case",
            "Task",
            "Event",
            "Product2",
            "Campaign",
            "User",
            "Site_Visit__c");

    private static final int MOST_LOOKS = 20_000;

    private ReadingOrg org;

    @BeforeAll
    void start() {
        org = new ReadingOrg(TABLES);
    }

    @BeforeEach
    void forget() {
        org.forget();
    }

    @AfterEach
    void allowJobsAgain() {
        org.org().controls().setDailyBulkQueryJobs(10_000);
        org.org().controls().releaseBulkJobs();
    }

    @AfterAll
    void stop() {
        org.close();
    }

    @Test
    void few_records_are_one_call_of_rest() throws SQLException {
        try (Connection connection = org.connect(ReadOptions.DEFAULT)) {
            assertThat(ReadingOrg.rows(connection, "SELECT Id FROM Contact")).hasSizeGreaterThan(500);
        }
        assertThat(org.sent()).containsExactly("REST SELECT Id FROM Contact");
        assertThat(org.calls(ApiKind.QUERY)).isEqualTo(1);
        assertThat(org.calls(ApiKind.BULK)).isZero();
    }

    @Test
    void many_records_go_by_bulk_when_the_first_page_has_told_how_many() throws SQLException {
        try (Connection connection = org.connect(Api.AUTO)) {
            assertThat(ReadingOrg.rows(connection, "SELECT Id, LastName FROM Contact"))
                    .hasSizeGreaterThan(500)
                    .doesNotHaveDuplicates();
        }
        assertThat(org.sent())
                .containsExactly("REST SELECT Id, LastName FROM Contact", "BULK SELECT Id, LastName FROM Contact");
        assertThat(org.calls(ApiKind.QUERY)).isEqualTo(1);
        assertThat(org.calls(ApiKind.QUERY_MORE)).isZero();
        assertThat(org.calls(ApiKind.BULK))
                .as("open, look, list the pages, read, delete")
                .isEqualTo(5);
    }

    @Test
    void a_compound_field_makes_it_ranges_instead() throws SQLException {
        try (Connection connection = org.connect(Api.AUTO)) {
            ReadingOrg.rows(connection, "SELECT Id, MailingAddress FROM Contact");
        }
        assertThat(org.apis()).containsExactly("REST", "RANGES");
        assertThat(org.calls(ApiKind.QUERY))
                .as("first page, two bounds, eight ranges")
                .isEqualTo(11);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT Id FROM Contact ORDER BY LastName, Id",
                "SELECT Id FROM Contact LIMIT 700",
                "SELECT Id FROM Contact WHERE UPPER(LastName) LIKE '%A%' LIMIT 3",
                "SELECT Id FROM Contact WHERE UPPER(LastName) LIKE '%A%' OFFSET 1 ROW FETCH NEXT 3 ROWS ONLY",
                "SELECT AccountId, COUNT(*) FROM Contact GROUP BY AccountId"
            })
    void what_bulk_would_not_split_or_what_may_end_early_stays_with_rest(String sql) throws SQLException {
        try (Connection connection = org.connect(Api.AUTO)) {
            assertThat(ReadingOrg.rows(connection, sql)).isNotEmpty();
        }
        assertThat(org.apis()).containsOnly("REST");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT MAX(LastName) FROM Contact",
                "SELECT Id FROM Contact ORDER BY UPPER(LastName) LIMIT 3",
                "SELECT UPPER(LastName), COUNT(*) FROM Contact GROUP BY UPPER(LastName) LIMIT 3"
            })
    void what_is_read_to_its_end_whatever_the_reader_does_goes_by_bulk(String sql) throws SQLException {
        try (Connection connection = org.connect(Api.AUTO);
                Statement statement = connection.createStatement()) {
            statement.setFetchSize(50);
            assertThat(ReadingOrg.rows(statement.executeQuery(sql))).isNotEmpty();
        }
        assertThat(org.apis()).containsExactly("REST", "BULK");
    }

    @Test
    void who_wants_few_rows_or_few_at_a_time_waits_for_no_job() throws SQLException {
        try (Connection connection = org.connect(Api.AUTO);
                Statement statement = connection.createStatement()) {
            statement.setFetchSize(50);
            ReadingOrg.rows(statement.executeQuery("SELECT Id FROM Contact"));
            assertThat(org.apis()).containsExactly("REST");
            statement.setFetchSize(0);
            statement.setMaxRows(20);
            assertThat(ReadingOrg.rows(statement.executeQuery("SELECT Id FROM Contact")))
                    .hasSize(20);
            assertThat(org.apis()).containsExactly("REST");
            statement.setMaxRows(0);
            ReadingOrg.rows(statement.executeQuery("SELECT Id FROM Contact"));
            assertThat(org.apis()).containsExactly("REST", "BULK");
        }
    }

    @Test
    void of_a_join_that_is_made_here_the_side_that_is_kept_goes_by_bulk_below_a_limit_too() throws SQLException {
        try (Connection connection = org.connect(Api.AUTO)) {
            ReadingOrg.rows(
                    connection,
                    "SELECT o.Name, c.LastName FROM Opportunity o JOIN Contact c ON UPPER(o.Name) <> UPPER(c.LastName)"
                            + " LIMIT 5");
        }
        assertThat(org.sent()).contains("BULK SELECT LastName FROM Contact");
    }

    @ParameterizedTest
    @EnumSource(names = {"REST", "RANGES", "BULK"})
    void a_connection_can_be_told_the_api(Api api) throws SQLException {
        try (Connection connection = org.connect(api)) {
            ReadingOrg.rows(connection, "SELECT Id FROM Contact");
            assertThat(org.apis()).containsExactly(api.name());
            ReadingOrg.rows(connection, "SELECT AccountId, COUNT(*) FROM Contact GROUP BY AccountId");
            assertThat(org.apis()).as("what the API does not take goes by REST").containsExactly("REST");
        }
    }

    @ParameterizedTest
    @CsvSource({"BULK", "RANGES"})
    void the_rows_of_every_table_and_column_are_those_that_rest_gives(Api api) throws SQLException {
        try (Connection rest = org.connect(Api.REST);
                Connection other = org.connect(api)) {
            for (String table : TABLES) {
                String fields = org.client().describe(table).fields().stream()
                        .filter(field -> api == Api.RANGES || !field.type().isCompound())
                        .map(FieldDescribe::name)
                        .map(name -> '"' + name + '"')
                        .collect(Collectors.joining(", "));
                String sql = "SELECT " + fields + " FROM \"" + table + '"';
                List<String> expected = ReadingOrg.rows(rest, sql);
                org.forget();
                List<String> rows = ReadingOrg.rows(other, sql);
                assertThat(org.apis()).as(table).containsExactly(api.name());
                assertThat(rows).as(table).isNotEmpty().containsExactlyInAnyOrderElementsOf(expected);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"AUTO", "RANGES", "BULK"})
    void conditions_parents_and_parameters_hold_whatever_the_api(Api api) throws SQLException {
        String sql = "SELECT c.Id, c.Email, a.Name, a.Industry FROM Contact c LEFT JOIN Account a ON c.AccountId = a.Id"
                + " WHERE c.LastName LIKE 'C%' OR c.FirstName = 'O''Neil'";
        try (Connection rest = org.connect(Api.REST);
                Connection other = org.connect(new ReadOptions(api, 10, 10, true))) {
            List<String> expected = ReadingOrg.rows(rest, sql);
            org.forget();
            assertThat(ReadingOrg.rows(other, sql))
                    .hasSizeGreaterThan(10)
                    .containsExactlyInAnyOrderElementsOf(expected);
            assertThat(org.apis()).endsWith(api == Api.AUTO ? "BULK" : api.name());
        }
    }

    @Test
    void where_bulk_is_refused_ranges_are_read() throws SQLException {
        org.org().controls().setDailyBulkQueryJobs(0);
        try (Connection connection = org.connect(Api.AUTO)) {
            assertThat(ReadingOrg.rows(connection, "SELECT Id FROM Contact")).hasSizeGreaterThan(500);
            assertThat(org.apis()).containsExactly("REST", "BULK", "RANGES");
        }
        try (Connection connection = org.connect(Api.BULK)) {
            assertThat(ReadingOrg.rows(connection, "SELECT Id FROM Contact")).hasSizeGreaterThan(500);
            assertThat(org.apis()).containsExactly("BULK", "RANGES");
        }
    }

    @Test
    void a_job_that_comes_to_nothing_makes_it_ranges_too() throws Exception {
        org.org().controls().holdBulkJobs();
        try (Connection connection = org.connect(Api.AUTO)) {
            AtomicReference<@Nullable List<String>> rows = new AtomicReference<>();
            Thread reader = new Thread(
                    () -> assertThatCode(() -> rows.set(ReadingOrg.rows(connection, "SELECT Id FROM Contact")))
                            .doesNotThrowAnyException());
            reader.start();
            await(() -> org.jobStates().contains("UploadComplete"));
            org.abortJobs();
            org.org().controls().releaseBulkJobs();
            reader.join();
            assertThat(rows.get()).hasSizeGreaterThan(500).doesNotHaveDuplicates();
        }
        assertThat(org.apis()).containsExactly("REST", "BULK", "RANGES");
    }

    @Test
    void where_bulk_is_refused_and_ranges_are_not_worth_it_the_first_page_is_not_asked_for_again() throws SQLException {
        org.refuseNext(ApiKind.BULK);
        try (Connection connection = org.connect(new ReadOptions(Api.AUTO, 500, 100_000, true))) {
            assertThat(ReadingOrg.rows(connection, "SELECT Id FROM Contact")).hasSizeGreaterThan(500);
        }
        assertThat(org.apis()).containsExactly("REST", "BULK");
        assertThat(org.calls(ApiKind.QUERY)).isEqualTo(1);
    }

    @Test
    void where_ranges_are_refused_pages_are_read() throws SQLException {
        org.refuseNext(ApiKind.QUERY);
        try (Connection connection = org.connect(Api.RANGES)) {
            assertThat(ReadingOrg.rows(connection, "SELECT Id FROM Contact")).hasSizeGreaterThan(500);
        }
        assertThat(org.apis()).containsExactly("RANGES", "REST");
    }

    @Test
    void rows_that_are_closed_before_their_end_leave_no_job_behind() throws Exception {
        try (Connection connection = org.connect(Api.BULK);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT Id FROM Contact")) {
            assertThat(rows.next()).isTrue();
            assertThat(org.jobStates()).contains("JobComplete");
        }
        assertThat(org.jobStates()).doesNotContain("JobComplete");
    }

    @Test
    void a_statement_that_is_cancelled_while_it_waits_for_a_job_aborts_it() throws Exception {
        org.org().controls().holdBulkJobs();
        try (Connection connection = org.connect(Api.AUTO);
                Statement statement = connection.createStatement()) {
            AtomicReference<@Nullable SQLException> failure = new AtomicReference<>();
            Thread waiting = new Thread(() -> failure.set(
                    catchThrowableOfType(SQLException.class, () -> statement.executeQuery("SELECT Id FROM Contact"))));
            waiting.start();
            await(() -> org.jobStates().contains("UploadComplete"));
            statement.cancel();
            waiting.join();
            assertThat(Objects.requireNonNull(failure.get()).getSQLState()).isEqualTo("57014");
            await(() -> !org.jobStates().contains("UploadComplete"));
            assertThat(org.jobStates()).contains("Aborted");
            assertThat(ReadingOrg.rows(statement.executeQuery("SELECT Id FROM Contact LIMIT 2")))
                    .as("the statement is good for another execution")
                    .hasSize(2);
        }
    }

    private interface State {
        boolean isReached() throws IOException, InterruptedException;
    }

    /** Asks no more often than the org allows calls in a day, and then says what it saw. */
    private void await(State state) throws IOException, InterruptedException {
        for (int asked = 0; !state.isReached(); asked++) {
            if (asked == MOST_LOOKS) {
                throw new AssertionError("The jobs stay " + org.jobStates());
            }
            Thread.onSpinWait();
        }
    }
}
