package dev.sallyport.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.sallyport.salesforce.SalesforceException;
import java.math.BigDecimal;
import java.sql.Date;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Timestamp;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What statements answer over a local org's rows, whether Salesforce does the work or we do. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AnswersTest {
    private OrgDatabase database;

    @BeforeAll
    void start() throws SQLException {
        database = new OrgDatabase();
    }

    @BeforeEach
    void forget_what_was_sent() {
        database.sent();
    }

    @AfterAll
    void stop() throws SQLException {
        database.close();
    }

    @ParameterizedTest(name = "{1}: {2}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            Account     | Name              | X = 'acme'
            Account     | Name              | X <> 'acme'
            Account     | Name              | X > 'M'
            Account     | Name              | X LIKE 'a%'
            Account     | Name              | X NOT LIKE 'A%'
            Account     | Name              | X = ''
            Account     | Industry          | X NOT IN ('energy', 'Banking')
            Account     | Industry          | X IN ('energy', 'Banking')
            Account     | Industry          | X IS NULL OR X = 'Energy'
            Account     | Industry          | NOT (X = 'Energy' OR X LIKE 'b%')
            Account     | Industry          | X <> ''
            Account     | AnnualRevenue     | X >= 1000000.55
            Account     | AnnualRevenue     | X BETWEEN -5 AND 2000000
            Account     | AnnualRevenue     | NOT (X > 500000 AND X < 9000000)
            Account     | NumberOfEmployees | X < 100.5
            Account     | NumberOfEmployees | X = 100.5 OR X <> 0.5
            Account     | Industry          | (X IN ('energy', 'Banking') OR X IS NULL OR Name < 'B')
            Opportunity | IsWon             | X
            Opportunity | IsWon             | NOT X
            Opportunity | CloseDate         | X >= DATE '2025-02-28'
            Opportunity | CloseDate         | X <> DATE '2025-02-28'
            Opportunity | CreatedDate       | X < TIMESTAMP '2025-06-01 12:30:00'
            """)
    void a_condition_means_the_same_pushed_down_and_here(String table, String field, String condition)
            throws SQLException {
        String sql = "SELECT Id FROM " + table + " WHERE " + condition.replace("X", field);
        List<String> pushed = database.rows(sql);
        assertThat(database.sent()).singleElement().asString().contains(" WHERE ");
        List<String> here = database.rowsWithoutPushDown(sql);
        assertThat(database.sent()).singleElement().asString().doesNotContain(" WHERE ");
        assertThat(here).containsExactlyInAnyOrderElementsOf(pushed);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Name, Id",
                "Name DESC, Id",
                "AnnualRevenue, Id",
                "AnnualRevenue DESC NULLS LAST, Id",
                "CreatedDate DESC, Id"
            })
    void an_order_is_the_same_pushed_down_and_here(String order) throws SQLException {
        String sql = "SELECT Id FROM Account ORDER BY " + order;
        List<String> pushed = database.rows(sql);
        assertThat(database.sent()).singleElement().asString().contains(" ORDER BY ");
        List<String> here = database.rowsWithoutPushDown(sql);
        assertThat(database.sent()).singleElement().asString().doesNotContain(" ORDER BY ");
        assertThat(here).isEqualTo(pushed);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT COUNT(*) FROM Account",
                "SELECT COUNT(*), COUNT(AnnualRevenue), SUM(AnnualRevenue), AVG(AnnualRevenue) FROM Account",
                "SELECT COUNT(*), SUM(Amount), MAX(CloseDate) FROM Opportunity WHERE Name = 'no such name'",
                "SELECT MIN(CloseDate), MAX(CloseDate), MIN(CreatedDate), MAX(Amount) FROM Opportunity",
                "SELECT SUM(NumberOfEmployees), AVG(NumberOfEmployees), MIN(NumberOfEmployees) FROM Account",
                "SELECT COUNT(DISTINCT AccountId), COUNT(DISTINCT CloseDate) FROM Opportunity",
                "SELECT StageName, COUNT(*), SUM(Amount), AVG(Amount) FROM Opportunity GROUP BY StageName",
                "SELECT StageName, IsWon, MAX(CloseDate) FROM Opportunity WHERE Amount > 1000 GROUP BY StageName, IsWon",
                "SELECT Industry, COUNT(*) FROM Account GROUP BY Industry HAVING COUNT(*) > 10",
                "SELECT DISTINCT Industry FROM Account"
            })
    void groups_are_the_same_made_there_and_here_and_cost_one_call(String sql) throws SQLException {
        long before = database.org().controls().apiCalls();
        List<String> there = database.rows(sql);
        assertThat(database.org().controls().apiCalls() - before).isEqualTo(1);
        assertThat(database.sent()).singleElement().asString().contains(" c0");
        List<String> here = database.rowsWithoutPushDown(sql);
        assertThat(database.sent()).singleElement().asString().doesNotContain(" c0");
        assertThat(there).isNotEmpty().containsExactlyInAnyOrderElementsOf(here);
    }

    @Test
    void contacts_are_joined_with_their_accounts() throws SQLException {
        List<String> joined = database.rows("SELECT c.Id, a.Id FROM Contact c JOIN Account a ON c.AccountId = a.Id");
        assertThat(joined)
                .containsExactlyInAnyOrderElementsOf(
                        database.rows("SELECT Id, AccountId FROM Contact WHERE AccountId IS NOT NULL"));
    }

    @Test
    void text_that_differs_in_case_only_is_one_group_one_distinct_value_and_one_key() throws SQLException {
        assertThat(database.rows("SELECT COUNT(*) FROM Account WHERE Name = 'acme' GROUP BY Name"))
                .containsExactly("3");
        assertThat(database.rows("SELECT DISTINCT Name FROM Account WHERE Name = 'acme'"))
                .hasSize(1);
        assertThat(database.rows("SELECT COUNT(DISTINCT Name) FROM Account WHERE Name = 'acme'"))
                .containsExactly("1");
        assertThat(database.rows(
                        "SELECT a.Id, b.Id FROM Account a JOIN Account b ON a.Name = b.Name WHERE a.Name = 'acme'"))
                .hasSize(9);
        assertThat(database.rows("SELECT Name FROM Account WHERE Name = 'acme' UNION SELECT 'ACME'"))
                .hasSize(1);
    }

    @Test
    void multisets_count_texts_that_differ_in_case_only_together() throws SQLException {
        String left = "SELECT * FROM (VALUES 'acme', 'Acme', 'ACME', NULL, NULL) AS l (sides)";
        String right = "SELECT * FROM (VALUES 'aCME', NULL, 'other') AS r (\"last\")";
        assertThat(database.rows(left + " INTERSECT ALL " + right)).hasSize(2);
        assertThat(database.rows(left + " EXCEPT ALL " + right)).hasSize(3);
    }

    @Test
    void rows_may_be_grouped_by_their_numbers() throws SQLException {
        assertThat(database.rows("SELECT n, COUNT(*) FROM (SELECT ROW_NUMBER() OVER (ORDER BY Id) AS n FROM Account)"
                        + " GROUP BY n HAVING COUNT(*) > 1"))
                .isEmpty();
    }

    @Test
    void an_id_in_a_list_is_told_by_case_also_beside_a_text_that_is_longer() throws SQLException {
        String id = database.rows("SELECT Id FROM Account LIMIT 1").get(0).replaceAll("[\\[\\]]", "");
        String sql = "SELECT Name FROM Account WHERE Id IN ('" + id.toLowerCase(Locale.ROOT) + "', 'none', '" + id
                + "', '" + "x".repeat(19) + "')";
        assertThat(database.rows(sql)).hasSize(1);
        assertThat(database.rowsWithoutPushDown(sql)).hasSize(1);
    }

    @Test
    void a_group_by_has_sums_and_averages_that_agree() throws SQLException {
        for (String row : database.rows("SELECT StageName, COUNT(Amount), SUM(Amount), AVG(Amount) FROM Opportunity"
                + " GROUP BY StageName HAVING COUNT(Amount) > 0")) {
            String[] values = row.split("\\|", -1);
            BigDecimal product = new BigDecimal(values[3]).multiply(new BigDecimal(values[1]));
            assertThat(product.subtract(new BigDecimal(values[2])).abs()).isLessThan(new BigDecimal("0.01"));
        }
    }

    @Test
    void a_window_ranks_within_its_partition() throws SQLException {
        assertThat(database.rows("SELECT StageName FROM (SELECT StageName, ROW_NUMBER() OVER (PARTITION BY StageName"
                        + " ORDER BY Amount DESC) AS n FROM Opportunity) t WHERE n = 1"))
                .doesNotHaveDuplicates()
                .hasSizeGreaterThan(3);
    }

    @Test
    void a_window_s_partition_may_be_of_columns_whose_names_are_no_words() throws SQLException {
        assertThat(database.rows("SELECT ROW_NUMBER() OVER (PARTITION BY a.CreatedDate, c.Id) FROM Contact c"
                        + " JOIN Account a ON c.AccountId = a.Id"))
                .isNotEmpty();
        assertThat(database.rows("SELECT ROW_NUMBER() OVER (PARTITION BY \"a b\", Id)"
                        + " FROM (SELECT NumberOfEmployees + 1 AS \"a b\", Id FROM Account)"))
                .isNotEmpty();
    }

    @Test
    void every_type_of_field_is_read() throws SQLException {
        try (Statement statement = database.connection().createStatement();
                ResultSet rows = statement.executeQuery("SELECT * FROM Site_Visit__c")) {
            int columns = rows.getMetaData().getColumnCount();
            boolean[] seen = new boolean[columns + 1];
            while (rows.next()) {
                for (int column = 1; column <= columns; column++) {
                    seen[column] |= rows.getObject(column) != null;
                }
            }
            assertThat(columns).isGreaterThan(20);
            for (int column = 1; column <= columns; column++) {
                String name = rows.getMetaData().getColumnName(column);
                if (name.endsWith("__c")) {
                    assertThat(seen[column])
                            .as(name + " has a value in some row")
                            .isTrue();
                }
            }
        }
    }

    @Test
    void parameters_of_every_kind_are_values_of_the_query() throws SQLException {
        try (PreparedStatement statement = database.connection()
                .prepareStatement("SELECT Id FROM Opportunity WHERE StageName = ? AND Amount > ? AND CloseDate > ?"
                        + " AND CreatedDate < ? AND IsWon = ?")) {
            statement.setString(1, "Closed Won");
            statement.setBigDecimal(2, new BigDecimal("1000.5"));
            statement.setDate(3, Date.valueOf("2020-02-29"));
            statement.setTimestamp(4, Timestamp.valueOf("2030-01-01 00:00:00"));
            statement.setBoolean(5, true);
            try (ResultSet rows = statement.executeQuery()) {
                assertThat(rows.next()).isTrue();
            }
        }
        assertThat(database.sent())
                .containsExactly("SELECT Id FROM Opportunity WHERE StageName = 'Closed Won' AND Amount > 1000.5"
                        + " AND CloseDate > 2020-02-29 AND CreatedDate < 2030-01-01T00:00:00Z AND IsWon = true");
    }

    @Test
    void a_parameter_that_is_null_equals_nothing() throws SQLException {
        try (PreparedStatement statement =
                database.connection().prepareStatement("SELECT Id FROM Account WHERE Industry = ?")) {
            statement.setString(1, null);
            try (ResultSet rows = statement.executeQuery()) {
                assertThat(rows.next()).isFalse();
            }
        }
        assertThat(database.sent()).containsExactly("SELECT Id FROM Account WHERE Id = null");
    }

    @Test
    void a_filtered_scan_costs_one_call() throws SQLException {
        long before = database.org().controls().apiCalls();
        database.rows("SELECT Name FROM Account WHERE Industry = 'Energy' ORDER BY Name LIMIT 5");
        assertThat(database.org().controls().apiCalls() - before).isEqualTo(1);
    }

    @Test
    void a_page_that_salesforce_refuses_comes_out_as_a_sql_exception_with_advice() throws SQLException {
        try (Statement statement = database.connection().createStatement()) {
            database.org().controls().setDailyApiRequests(1);
            SQLException failure =
                    catchThrowableOfType(SQLException.class, () -> statement.executeQuery("SELECT Id FROM Account"));
            assertThat((Throwable) failure).hasCauseInstanceOf(SalesforceException.class);
            assertThat(failure.getSQLState()).isEqualTo("53400");
        } finally {
            database.org().controls().setDailyApiRequests(100_000);
        }
    }
}
