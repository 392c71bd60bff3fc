package dev.sallyport.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Joins, subqueries, groups and dates: the same answers made there and here, and what they cost. */
class JoinAnswersTest {
    private static OrgDatabase database;

    @BeforeAll
    static void open() throws SQLException {
        database = new OrgDatabase();
    }

    @AfterAll
    static void close() throws SQLException {
        database.close();
    }

    @BeforeEach
    void forget() {
        database.sent();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT c.LastName, a.Name FROM Contact c JOIN Account a ON c.AccountId = a.Id WHERE a.Industry = 'Energy'",
                "SELECT c.Id, a.Name, a.IsDeleted FROM Contact c LEFT JOIN Account a ON c.AccountId = a.Id"
                        + " WHERE c.LastName < 'D'",
                "SELECT k.Subject, c.LastName, a.Name FROM \"Case\" k LEFT JOIN Contact c ON k.ContactId = c.Id"
                        + " LEFT JOIN Account a ON c.AccountId = a.Id WHERE k.Subject > 'M'",
                "SELECT a.Id FROM Account a LEFT JOIN Account p ON a.ParentId = p.Id WHERE p.Industry IS NULL",
                "SELECT a.Id FROM Account a LEFT JOIN Account p ON a.ParentId = p.Id WHERE p.IsDeleted IS NOT FALSE",
                "SELECT a.Name, p.Name FROM Account a JOIN Account p ON a.ParentId = p.Id",
                "SELECT k.CaseNumber, u.Name, u.Email FROM \"Case\" k JOIN \"User\" u ON k.OwnerId = u.Id",
                "SELECT u.Name, COUNT(*) FROM Task t JOIN \"User\" u ON t.OwnerId = u.Id GROUP BY u.Name",
                "SELECT t.Subject, a.Name FROM Task t JOIN Account a ON t.WhatId = a.Id WHERE a.Name > 'D'",
                "SELECT COUNT(*) FROM Task t JOIN Contact c ON t.WhoId = c.Id",
                "SELECT a.Industry, CAST(SUM(o.Amount) AS DECIMAL(38, 2)) FROM Opportunity o JOIN Account a ON o.AccountId = a.Id"
                        + " GROUP BY a.Industry",
                "SELECT a.Name, COUNT(*) FROM Opportunity o JOIN Account a ON o.AccountId = a.Id GROUP BY a.Name",
                "SELECT Name FROM Account WHERE Id IN (SELECT AccountId FROM Opportunity WHERE Amount > 100000)",
                "SELECT Name FROM Account a WHERE NOT EXISTS (SELECT 1 FROM Opportunity o WHERE o.AccountId = a.Id)",
                "SELECT LastName FROM Contact WHERE AccountId IN (SELECT Id FROM Account WHERE Industry = 'Energy')",
                "SELECT EXTRACT(YEAR FROM CloseDate), COUNT(*) FROM Opportunity GROUP BY EXTRACT(YEAR FROM CloseDate)",
                "SELECT CAST(CreatedDate AS DATE), COUNT(*) FROM \"Case\" GROUP BY CAST(CreatedDate AS DATE)",
                "SELECT StageName, IsWon, COUNT(*), GROUPING(IsWon) FROM Opportunity GROUP BY ROLLUP(StageName, IsWon)",
                "SELECT Industry, IsDeleted, SUM(NumberOfEmployees) FROM Account GROUP BY CUBE(Industry, IsDeleted)",
                "SELECT COUNT(*) FROM Opportunity WHERE CreatedDate >= CURRENT_TIMESTAMP - INTERVAL '400' DAY",
                "SELECT COUNT(*) FROM Opportunity WHERE CloseDate BETWEEN CURRENT_DATE - INTERVAL '1' YEAR AND CURRENT_DATE",
                "SELECT COUNT(*) FROM Opportunity WHERE EXTRACT(YEAR FROM CloseDate) = 2025",
                "SELECT COUNT(*) FROM \"Case\" WHERE CAST(CreatedDate AS DATE) <= DATE '2025-06-30'",
                "SELECT AccountId, COUNT(*) FROM Contact GROUP BY AccountId HAVING COUNT(*) > 2",
                "SELECT a.Name, c.LastName FROM (SELECT * FROM Account ORDER BY Name, Id LIMIT 150) a"
                        + " LEFT JOIN Contact c ON c.AccountId = a.Id",
                "SELECT c.Id, a.Id, c.LastName FROM Contact c JOIN (SELECT * FROM Account ORDER BY Id LIMIT 90 OFFSET 3) a"
                        + " ON c.AccountId = a.Id AND c.LastName < 'P'",
                "SELECT a.Name, COUNT(o.Id), SUM(o.Amount) FROM (SELECT * FROM Account ORDER BY Id DESC LIMIT 100) a"
                        + " LEFT JOIN Opportunity o ON o.AccountId = a.Id GROUP BY a.Id, a.Name"
            })
    void the_answer_is_the_same_made_there_and_here_and_costs_one_call(String sql) throws SQLException {
        long before = database.org().controls().apiCalls();
        List<String> pushed = database.rows(sql);
        assertThat(database.org().controls().apiCalls() - before).isEqualTo(1);
        assertThat(database.sent()).hasSize(1);
        assertThat(pushed).isNotEmpty();
        assertThat(database.rowsWithoutPushDown(sql)).containsExactlyInAnyOrderElementsOf(pushed);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT a.Name, c.LastName FROM Account a LEFT JOIN Contact c ON c.AccountId = a.Id"
                        + " WHERE a.Industry = 'Energy'",
                "SELECT c.LastName, o.Name FROM Contact c JOIN Opportunity o ON c.AccountId = o.AccountId"
                        + " WHERE c.LastName LIKE 'C%'",
                "SELECT a.Name FROM Account a JOIN (SELECT AccountId FROM Opportunity ORDER BY Amount DESC, Id LIMIT 5) t"
                        + " ON a.Id = t.AccountId",
                "SELECT a.Name, b.Name FROM Account a JOIN Account b ON a.Name = b.Name WHERE a.Industry = 'Energy'"
            })
    void of_a_join_that_is_made_here_the_larger_side_is_read_by_the_keys_of_the_smaller(String sql)
            throws SQLException {
        List<String> pushed = database.rows(sql);
        assertThat(database.sent()).hasSize(2).last().asString().contains(" IN (");
        assertThat(pushed).isNotEmpty();
        assertThat(database.rowsWithoutPushDown(sql)).containsExactlyInAnyOrderElementsOf(pushed);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT COUNT(*) FROM Account a JOIN Contact c ON a.Name < c.LastName AND a.Industry = 'Energy'",
                "SELECT COUNT(*) FROM Account a LEFT JOIN Contact c ON c.LastName > a.Name",
                "SELECT COUNT(*) FROM Account a WHERE a.Name LIKE 'A%' OR a.Id IN (SELECT AccountId FROM Contact)",
                "SELECT COUNT(*) FROM Account a, Contact c WHERE a.Industry = 'Energy' AND c.LastName LIKE 'M%'",
                "SELECT COUNT(*) FROM Account WHERE NumberOfEmployees > (SELECT AVG(NumberOfEmployees) FROM Account)"
            })
    void no_side_of_a_join_is_read_again_for_each_row_of_the_other(String sql) throws SQLException {
        List<String> rows = database.rows(sql);
        List<String> sent = database.sent();
        assertThat(sent).doesNotHaveDuplicates().hasSizeLessThanOrEqualTo(3);
        assertThat(database.rowsWithoutPushDown(sql)).isEqualTo(rows);
    }

    @Test
    void where_no_row_has_a_key_the_other_side_is_not_read() throws SQLException {
        assertThat(database.rows("SELECT a.Name, c.LastName FROM Account a LEFT JOIN Contact c ON c.AccountId = a.Id"
                        + " WHERE a.Name = 'no such account'"))
                .isEmpty();
        assertThat(database.sent()).hasSize(1);
    }

    @Test
    void keys_that_are_too_many_for_one_statement_go_in_several() throws SQLException {
        try (OrgDatabase large = new OrgDatabase(30_000)) {
            String sql = "SELECT c.Id, k.Id FROM Contact c LEFT JOIN \"Case\" k ON k.ContactId = c.Id"
                    + " WHERE c.LastName BETWEEN 'A' AND 'ZZZ'";
            List<String> rows = large.rows(sql);
            assertThat(large.sent()).hasSize(3).allMatch(soql -> soql.length() < 100_000);
            assertThat(large.rowsWithoutPushDown(sql)).containsExactlyInAnyOrderElementsOf(rows);
        }
    }

    @Test
    void a_reference_that_is_null_is_among_none() throws SQLException {
        String sql = "SELECT Id FROM Contact c WHERE NOT EXISTS"
                + " (SELECT 1 FROM Account a WHERE a.Id = c.AccountId AND a.Industry = 'Energy')";
        List<String> rows = database.rows(sql);
        assertThat(rows)
                .containsAll(database.rows("SELECT Id FROM Contact WHERE AccountId IS NULL"))
                .containsExactlyInAnyOrderElementsOf(database.rowsWithoutPushDown(sql));
    }

    @Test
    void groups_that_are_too_many_for_soql_are_made_here_after_all() throws SQLException {
        try (OrgDatabase large = new OrgDatabase(20_000)) {
            String sql = "SELECT LastName, FirstName, Email, COUNT(*) FROM Contact GROUP BY LastName, FirstName, Email";
            List<String> groups = large.rows(sql);
            assertThat(groups).hasSizeGreaterThan(2_000);
            assertThat(large.sent())
                    .containsExactly(
                            "SELECT LastName c0, FirstName c1, Email c2, COUNT(Id) c3 FROM Contact"
                                    + " GROUP BY LastName, FirstName, Email",
                            "SELECT LastName, FirstName, Email FROM Contact");
            assertThat(large.rowsWithoutPushDown(sql)).hasSameSizeAs(groups);
        }
    }
}
