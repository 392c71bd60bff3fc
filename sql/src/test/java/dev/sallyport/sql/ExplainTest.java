package dev.sallyport.sql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.org.http.ApiKind;
import dev.sallyport.sql.read.Api;
import dev.sallyport.sql.read.ReadOptions;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What EXPLAIN tells beside the SOQL: the API, what is expected, and what stays local and why. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ExplainTest {
    private ReadingOrg org;
    private long contacts;

    @BeforeAll
    void start() {
        org = new ReadingOrg(List.of("Account", "Contact", "Opportunity", "Case", "Task"));
        contacts = org.client()
                .recordCounts(List.of("Contact"))
                .values()
                .iterator()
                .next();
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
    void a_query_is_shown_with_its_api_rows_and_calls() throws SQLException {
        assertThat(explained(ReadOptions.DEFAULT, "SELECT Id FROM Contact"))
                .isEqualTo("SOQL(query=[SELECT Id FROM Contact], api=[REST], rows=[" + contacts + " of " + contacts
                        + "], calls=[1])");
        assertThat(explained(ReadOptions.DEFAULT, "SELECT Id FROM Contact WHERE LastName = 'x'"))
                .endsWith("api=[REST], rows=[" + Math.round(contacts / 10.0) + " of " + contacts + "], calls=[1])");
        assertThat(explained(ReadOptions.DEFAULT, "SELECT Id FROM Contact WHERE Id = '003Lo0000000001IAA'"))
                .endsWith("rows=[1 of " + contacts + "], calls=[1])");
        assertThat(explained(ReadOptions.DEFAULT, "SELECT COUNT(*) FROM Contact"))
                .endsWith("api=[REST], rows=[1 of " + contacts + "], calls=[1])");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            SELECT Id FROM Contact | api=[BULK]
            SELECT Id, MailingAddress FROM Contact | api=[RANGES]
            SELECT Id FROM Contact ORDER BY LastName | api=[REST: its ORDER BY keeps Bulk API 2.0 from splitting it, so that it may take too long]
            SELECT Id FROM Contact WHERE UPPER(LastName) = 'A' LIMIT 5 | api=[REST: a LIMIT above may end it early]
            SELECT /*+ RANGES */ Id FROM Contact | api=[RANGES]
            SELECT Id FROM Contact WHERE LastName = 'x' | api=[REST]
            """)
    void the_api_is_the_one_that_the_count_of_records_speaks_for(String sql, String api) throws SQLException {
        assertThat(explained(ReadingOrg.AUTO, sql)).contains(api);
    }

    @ParameterizedTest
    @CsvSource({"REST, 1", "RANGES, 11", "BULK, 14"})
    void the_calls_are_those_of_the_api(Api api, int calls) throws SQLException {
        assertThat(explained(ReadOptions.DEFAULT.withApi(api), "SELECT Id FROM Contact"))
                .contains("api=[" + api + "]")
                .endsWith("calls=[" + calls + "])");
    }

    @Test
    void an_api_that_the_connection_wants_and_cannot_have_is_explained() throws SQLException {
        assertThat(explained(ReadOptions.DEFAULT.withApi(Api.BULK), "SELECT COUNT(*) FROM Contact"))
                .contains("api=[REST: it is of groups, and only REST answers aggregates and GROUP BY]");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            SELECT Id FROM Account WHERE Interests__c LIKE '%b%' | LIKE(Interests__c, '%b%'): SOQL compares multi-select picklists as sets
            SELECT Id FROM Account WHERE Description = 'it''s $1' | =(Description, 'it''s $1'): Salesforce does not filter by the field
            SELECT Id FROM Account WHERE Industry > 'M' | >(Industry, 'M'): SOQL orders picklists as Setup does
            SELECT Id FROM Account WHERE ParentId > '001' | >(ParentId, '001'): SOQL knows an order among whole ids alone
            SELECT Id FROM Account WHERE Id LIKE '001%' | LIKE(Id, '001%'): SOQL has no LIKE on ids
            SELECT Id FROM Account WHERE UPPER(Name) = 'A' | =(UPPER(Name), 'A'): SOQL compares a field with a value, and computes nothing
            SELECT Id FROM Account WHERE Name = 'a' AND Name = Industry | =(Name, Industry): SOQL compares a field with a value, and computes nothing
            SELECT Id FROM Account ORDER BY Industry | ORDER BY Industry: SOQL orders picklists as Setup does
            SELECT Id FROM Account ORDER BY Description | ORDER BY Description: Salesforce does not sort by the field
            SELECT Id, COUNT(*) FROM Account GROUP BY Id | GROUP BY Id: there are as many groups as records
            SELECT UPPER(Name), COUNT(*) FROM Account GROUP BY UPPER(Name) | GROUP BY an expression: SOQL compares a field with a value, and computes nothing
            SELECT MAX(Name) FROM Account | MAX(Name): SOQL answers texts in the order of the org's language, and counts their spellings
            SELECT COUNT(DISTINCT Name) FROM Account | COUNT(DISTINCT Name): SOQL answers texts
            SELECT COUNT(Description) FROM Account | COUNT(Description): Salesforce does not aggregate the field
            SELECT SUM(DISTINCT NumberOfEmployees) FROM Account | SUM(DISTINCT NumberOfEmployees): SOQL has no such aggregate
            SELECT Industry, Name, COUNT(*) FROM Account GROUP BY GROUPING SETS ((Industry), (Name)) | GROUP BY: SOQL has ROLLUP and CUBE alone
            SELECT COUNT(*) FROM Account HAVING COUNT(*) > 5 | HAVING: SOQL has no HAVING without GROUP BY
            SELECT Industry, COUNT(*) FROM Account GROUP BY Industry HAVING COUNT(*) <> 5 | HAVING: SOQL's HAVING compares
            SELECT Industry, COUNT(*) FROM Account GROUP BY Industry ORDER BY 2 | ORDER BY or LIMIT of groups: SOQL answers the first 2,000 groups
            SELECT SUM(Price) FROM Quote | SUM(Price): SOQL would convert the amounts to the org's currency
            SELECT c.LastName, a.Name FROM Contact c JOIN Account a ON c.LastName = a.Name | JOIN with Account: SOQL joins records as they are, and a side is computed first
            SELECT c.LastName, d.Email FROM Contact c JOIN Contact d ON c.AccountId = d.AccountId | JOIN with Contact: neither side refers to the other by its id
            SELECT c.LastName, a.Name FROM Contact c FULL JOIN Account a ON c.AccountId = a.Id | JOIN with Account: SOQL keeps rows of the referring side alone
            SELECT a.Name FROM Account a WHERE a.Id NOT IN (SELECT ParentId FROM Account WHERE ParentId IS NOT NULL) | JOIN with Account: SOQL takes two subqueries over ids of another sObject, none within another and none of activities
            SELECT Id FROM (SELECT * FROM Account ORDER BY Id LIMIT 5) t WHERE Name = 'x' | WHERE: a LIMIT comes first
            """)
    void what_stays_local_is_told_with_why(String sql, String local) throws SQLException {
        assertThat(Plans.of(sql)).contains("local=[").contains(local);
    }

    @Test
    void what_is_wholly_soql_has_nothing_to_tell() throws SQLException {
        assertThat(Plans.of("SELECT c.LastName, a.Name FROM Contact c JOIN Account a ON c.AccountId = a.Id"
                        + " WHERE a.Industry = 'Energy' AND c.Email IS NOT NULL"))
                .doesNotContain("local=[");
    }

    @Test
    void where_nobody_tells_how_many_records_there_are_it_is_a_guess() throws SQLException {
        assertThat(Plans.of("SELECT Id FROM Account"))
                .endsWith("api=[REST, BULK from 30000 rows on], rows=[100000, guessed], calls=[15])");
    }

    @Test
    void the_counts_cost_one_call_for_all_tables_and_only_where_they_matter() throws SQLException {
        try (Connection connection = org.connect(ReadOptions.DEFAULT)) {
            ReadingOrg.rows(connection, "SELECT Id FROM Contact WHERE LastName > 'M'");
            ReadingOrg.rows(connection, "SELECT c.Id, a.Name FROM Contact c JOIN Account a ON c.AccountId = a.Id");
            ReadingOrg.rows(
                    connection,
                    "SELECT a.Name, c.LastName FROM Account a LEFT JOIN Contact c ON c.AccountId = a.Id"
                            + " WHERE a.Id = '001Lo0000000001IAA'");
        }
        long before = org.calls(ApiKind.REST);
        explained(ReadOptions.DEFAULT, "SELECT Id FROM Contact");
        explained(ReadOptions.DEFAULT, "SELECT Id FROM Account");
        assertThat(before).isZero();
        assertThat(org.calls(ApiKind.REST)).isLessThanOrEqualTo(1);
    }

    private String explained(ReadOptions reads, String sql) throws SQLException {
        try (Connection connection = org.connect(reads);
                Statement statement = connection.createStatement();
                ResultSet plan = statement.executeQuery("EXPLAIN PLAN FOR " + sql)) {
            plan.next();
            return plan.getString(1).strip();
        }
    }
}
