package dev.sallyport.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.sallyport.sql.read.Api;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Hints that name the API, and what is said of those that cannot be followed. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HintsTest {
    private ReadingOrg org;

    @BeforeAll
    void start() {
        org = new ReadingOrg(List.of("Account", "Contact", "Opportunity"));
    }

    @BeforeEach
    void forget() {
        org.forget();
    }

    @AfterAll
    void stop() {
        org.close();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            SELECT /*+ BULK */ Id FROM Contact | BULK
            SELECT /*+ bulk */ Id FROM Contact WHERE LastName > 'M' | BULK
            SELECT Id FROM Contact /*+ RANGES */ | RANGES
            SELECT c.Id FROM Contact /*+ BULK */ c WHERE c.LastName LIKE 'C%' | BULK
            SELECT /*+ REST */ Id FROM Contact | REST
            SELECT /*+ BULK */ UPPER(LastName) FROM Contact ORDER BY Id | BULK
            SELECT /*+ BULK */ MAX(LastName) FROM Contact | BULK
            SELECT LastName FROM (SELECT /*+ RANGES */ Id, LastName FROM Contact) c WHERE LastName LIKE 'C%' | RANGES
            SELECT /*+ BULK */ Id FROM Contact /*+ REST */ | REST
            SELECT /*+ BULK */ c.Id, a.Name FROM Contact c JOIN Account a ON c.AccountId = a.Id | BULK
            SELECT c.Id, a.Name FROM Contact c JOIN Account /*+ BULK */ a ON c.AccountId = a.Id | BULK
            """)
    void a_hint_says_by_which_api(String sql, String api) throws SQLException {
        try (Connection connection = org.connect(Api.AUTO)) {
            assertThat(ReadingOrg.rows(connection, sql)).isNotEmpty();
        }
        assertThat(org.apis()).containsExactly(api);
    }

    @Test
    void a_hint_goes_before_the_connections_own_api() throws SQLException {
        try (Connection connection = org.connect(Api.BULK)) {
            ReadingOrg.rows(connection, "SELECT /*+ REST */ Id FROM Contact");
            assertThat(org.apis()).containsExactly("REST");
            ReadingOrg.rows(connection, "SELECT /*+ AUTO */ Id FROM Contact");
            assertThat(org.apis()).containsExactly("REST", "BULK");
        }
    }

    @Test
    void a_hint_is_about_its_own_table_and_keeps_it_whole() throws SQLException {
        String sql = "SELECT a.Name, c.LastName FROM Account a JOIN Contact %s c ON a.Name = c.LastName"
                + " WHERE a.Industry = 'Energy'";
        try (Connection connection = org.connect(Api.REST)) {
            ReadingOrg.rows(connection, String.format(sql, ""));
            assertThat(org.sent()).last().asString().contains("LastName IN (");
            ReadingOrg.rows(connection, String.format(sql, "/*+ BULK */"));
            assertThat(org.sent())
                    .containsExactlyInAnyOrder(
                            "REST SELECT Name FROM Account WHERE Industry = 'Energy'",
                            "BULK SELECT LastName FROM Contact");
        }
    }

    @Test
    void a_hint_does_not_reach_into_a_subquery_of_a_where_nor_out_of_it() throws SQLException {
        try (Connection connection = org.connect(Api.REST)) {
            ReadingOrg.rows(
                    connection, "SELECT Name FROM Account WHERE Id IN (SELECT /*+ BULK */ AccountId FROM Contact)");
            assertThat(org.sent())
                    .containsExactly("REST SELECT Name FROM Account WHERE Id IN (SELECT AccountId FROM Contact)");
            ReadingOrg.rows(
                    connection,
                    "SELECT /*+ BULK */ Id FROM Account WHERE Name IN"
                            + " (SELECT /*+ RANGES */ LastName FROM Contact) OR Name IN (SELECT Name FROM Opportunity)");
        }
        assertThat(org.apis()).containsExactlyInAnyOrder("BULK", "RANGES", "REST");
    }

    @Test
    void a_prepared_statement_keeps_its_hint_in_each_run() throws SQLException {
        try (Connection connection = org.connect(Api.AUTO);
                PreparedStatement statement =
                        connection.prepareStatement("SELECT /*+ RANGES */ Id FROM Contact WHERE LastName > ?")) {
            for (String name : List.of("A", "M")) {
                statement.setString(1, name);
                assertThat(ReadingOrg.rows(statement.executeQuery())).isNotEmpty();
            }
        }
        assertThat(org.apis()).containsExactly("RANGES", "RANGES");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            SELECT /*+ BULK */ Industry, COUNT(*) FROM Account GROUP BY Industry | BULK cannot be followed | only REST answers aggregates and GROUP BY
            SELECT /*+ BULK */ LastName, COUNT(*) FROM Contact GROUP BY LastName | BULK cannot be followed | only REST answers aggregates and GROUP BY
            SELECT /*+ BULK */ Id, BillingAddress FROM Account | BULK cannot be followed | the compound field BillingAddress
            SELECT Id FROM Account /*+ BULK */ ORDER BY Id OFFSET 5 ROWS | BULK cannot be followed | OFFSET
            SELECT /*+ RANGES */ Id FROM Account ORDER BY Name | RANGES cannot be followed | ranges come in no order
            SELECT /*+ RANGES */ Id FROM Account LIMIT 5 | RANGES cannot be followed | LIMIT
            SELECT /*+ FAST */ Id FROM Account | There is no hint FAST | The hints are AUTO, REST, RANGES, BULK
            SELECT Id FROM Account /*+ INDEX */ | There is no hint INDEX | The hints are AUTO, REST, RANGES, BULK
            """)
    void a_hint_that_cannot_be_followed_is_refused_and_says_why(String sql, String what, String why)
            throws SQLException {
        try (Connection connection = org.connect(Api.AUTO)) {
            SQLException failure = catchThrowableOfType(SQLException.class, () -> ReadingOrg.rows(connection, sql));
            assertThat(failure.getSQLState()).isEqualTo("42000");
            assertThat((Throwable) failure).hasMessageContaining(what).hasMessageContaining(why);
        }
        assertThat(org.sent()).isEmpty();
    }

    @Test
    void a_hint_that_salesforce_refuses_fails_with_what_salesforce_says() throws SQLException {
        org.org().controls().setDailyBulkQueryJobs(0);
        try (Connection connection = org.connect(Api.AUTO)) {
            SQLException failure = catchThrowableOfType(
                    SQLException.class, () -> ReadingOrg.rows(connection, "SELECT /*+ BULK */ Id FROM Contact"));
            assertThat(failure.getSQLState()).isEqualTo("53400");
            assertThat((Throwable) failure).hasMessageContaining("Max bulk v2 query jobs");
        } finally {
            org.org().controls().setDailyBulkQueryJobs(10_000);
        }
    }
}
