package dev.sallyport.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which joins and subqueries become one SOQL query, and which do not. */
class JoinPushDownTest {
    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            SELECT c.LastName, a.Name FROM Contact c JOIN Account a ON c.AccountId = a.Id | SELECT LastName, Account.Name FROM Contact WHERE AccountId != null
            SELECT a.Name, c.LastName FROM Account a JOIN Contact c ON a.Id = c.AccountId | SELECT Account.Name, LastName FROM Contact WHERE AccountId != null
            SELECT c.LastName, a.Name FROM Contact c LEFT JOIN Account a ON c.AccountId = a.Id | SELECT LastName, Account.Name FROM Contact
            SELECT c.LastName, a.Name FROM Account a RIGHT JOIN Contact c ON c.AccountId = a.Id | SELECT LastName, Account.Name FROM Contact
            SELECT c.LastName FROM Contact c JOIN Account a ON c.AccountId = a.Id WHERE a.Industry = 'Energy' AND c.Email IS NULL | SELECT LastName FROM Contact WHERE Email = null AND AccountId != null AND Account.Industry = 'Energy'
            SELECT c.LastName FROM Contact c LEFT JOIN Account a ON c.AccountId = a.Id WHERE a.Industry IS NULL | SELECT LastName FROM Contact WHERE Account.Industry = null
            SELECT x.Subject, a.Name FROM "Case" x JOIN Contact c ON x.ContactId = c.Id JOIN Account a ON c.AccountId = a.Id | SELECT Subject, Contact.Account.Name FROM Case WHERE ContactId != null AND Contact.AccountId != null
            SELECT x.Subject, p.Name FROM Account a JOIN Account p ON a.ParentId = p.Id JOIN Contact c ON c.AccountId = a.Id JOIN "Case" x ON x.ContactId = c.Id | SELECT Subject, Contact.Account.Parent.Name FROM Case WHERE ContactId != null AND Contact.AccountId != null AND Contact.Account.ParentId != null
            SELECT a.Name, COUNT(*) FROM Contact c JOIN Account a ON c.AccountId = a.Id WHERE a.Industry = 'x' GROUP BY a.Name ORDER BY 2 DESC LIMIT 9 | SELECT Account.Name c0, COUNT(Id) c1 FROM Contact WHERE AccountId != null AND Account.Industry = 'x' GROUP BY Account.Name ORDER BY COUNT(Id) DESC NULLS FIRST LIMIT 9
            SELECT LastName FROM Contact ORDER BY AccountId, LastName LIMIT 5 | SELECT LastName FROM Contact ORDER BY AccountId ASC NULLS LAST, LastName ASC NULLS LAST LIMIT 5
            SELECT c.LastName FROM Contact c JOIN Account a ON c.AccountId = a.Id ORDER BY a.Name LIMIT 5 | SELECT LastName FROM Contact WHERE AccountId != null ORDER BY Account.Name ASC NULLS LAST LIMIT 5
            """)
    void a_join_with_what_a_record_refers_to_is_a_path(String sql, String soql) throws SQLException {
        assertThat(Plans.soqlOf(sql)).singleElement().isEqualTo(soql);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            SELECT k.Subject, u.Name FROM "Case" k JOIN "User" u ON k.OwnerId = u.Id | SELECT Subject, Owner.Name FROM Case WHERE Owner.Type = 'User'
            SELECT k.Subject FROM "User" u JOIN "Case" k ON k.OwnerId = u.Id WHERE u.Email LIKE 'a%' | SELECT Subject FROM Case WHERE Owner.Type = 'User' AND Owner.Email LIKE 'a%'
            SELECT u.Name, COUNT(*) FROM "Case" k JOIN "User" u ON k.OwnerId = u.Id GROUP BY u.Name ORDER BY 2 DESC LIMIT 9 | SELECT Owner.Name c0, COUNT(Id) c1 FROM Case WHERE Owner.Type = 'User' GROUP BY Owner.Name ORDER BY COUNT(Id) DESC NULLS FIRST LIMIT 9
            SELECT k.Subject, p.Name FROM "Case" k JOIN "User" u ON k.OwnerId = u.Id JOIN Profile p ON u.ProfileId = p.Id | SELECT Subject, Owner.Profile.Name FROM Case WHERE Owner.Type = 'User' AND Owner.ProfileId != null
            SELECT Subject FROM "Case" WHERE OwnerId IN (SELECT Id FROM "User" WHERE Name = 'Ada') | SELECT Subject FROM Case WHERE Owner.Type = 'User' AND Owner.Name = 'Ada'
            """)
    void a_join_with_one_of_several_that_a_record_may_refer_to_is_a_path_to_what_they_share(String sql, String soql)
            throws SQLException {
        assertThat(Plans.soqlOf(sql)).singleElement().isEqualTo(soql);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            Id IN (SELECT AccountId FROM Contact WHERE Email IS NULL) | Id IN (SELECT AccountId FROM Contact WHERE Email = null)
            EXISTS (SELECT 1 FROM Contact c WHERE c.AccountId = a.Id AND c.Email IS NULL) | Id IN (SELECT AccountId FROM Contact WHERE Email = null)
            EXISTS (SELECT 1 FROM Contact c WHERE c.AccountId = a.Id) AND Name > 'M' | Id IN (SELECT AccountId FROM Contact) AND Name > 'M'
            NOT EXISTS (SELECT 1 FROM Contact c WHERE c.AccountId = a.Id) | Id NOT IN (SELECT AccountId FROM Contact WHERE AccountId != null)
            Id NOT IN (SELECT AccountId FROM Contact WHERE AccountId IS NOT NULL) | Id NOT IN (SELECT AccountId FROM Contact WHERE AccountId != null)
            a.ParentId IN (SELECT p.Id FROM Account p WHERE p.Industry = 'Energy') | ParentId != null AND Parent.Industry = 'Energy'
            """)
    void a_subquery_of_ids_is_a_semi_join(String condition, String soql) throws SQLException {
        String plan = Plans.wholly("SELECT Name FROM Account a WHERE " + condition);
        assertThat(plan.replace(
                        " WHERE Name > 'M' AND Id IN (SELECT AccountId FROM Contact)",
                        " WHERE Id IN (SELECT AccountId FROM Contact) AND Name > 'M'"))
                .isEqualTo("SELECT Name FROM Account WHERE " + soql);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            Id IN (SELECT AccountId FROM Task)                                             | of activities
            NOT EXISTS (SELECT 1 FROM Task t WHERE t.AccountId = a.Id AND t.Subject = 'x') | of activities
            """)
    void a_subquery_that_soql_does_not_take_is_joined_here(String condition, String reason) throws SQLException {
        String sql = "SELECT Name FROM Account a WHERE " + condition;
        assertThat(Plans.soqlOf(sql)).hasSize(2).noneMatch(soql -> soql.contains("(SELECT"));
        assertThat(Plans.of(sql)).contains(reason);
    }

    @Test
    void a_custom_reference_may_be_null_whatever_describe_says() throws SQLException {
        assertThat(Plans.wholly("SELECT v.Name, u.Name FROM Visit__c v JOIN \"User\" u ON v.Host__c = u.Id"))
                .isEqualTo("SELECT Name, Host__r.Name FROM Visit__c WHERE Host__c != null");
        assertThat(Plans.wholly("SELECT Name FROM \"User\" u WHERE NOT EXISTS"
                        + " (SELECT 1 FROM Visit__c v WHERE v.Host__c = u.Id)"))
                .isEqualTo("SELECT Name FROM User WHERE Id NOT IN"
                        + " (SELECT Host__c FROM Visit__c WHERE Host__c != null)");
    }

    @Test
    void whether_a_parent_has_a_flag_at_all_is_seen_here() throws SQLException {
        assertThat(Plans.soqlOf("SELECT c.LastName FROM Contact c LEFT JOIN Account a ON c.AccountId = a.Id"
                        + " WHERE a.Vip__c IS NULL"))
                .singleElement()
                .asString()
                .doesNotContain("WHERE");
    }

    @Test
    void conditions_lead_no_deeper_than_five_relationships_either() throws SQLException {
        String parents = "SELECT p0.Id FROM Account p0 JOIN Account p1 ON p0.ParentId = p1.Id"
                + " JOIN Account p2 ON p1.ParentId = p2.Id JOIN Account p3 ON p2.ParentId = p3.Id"
                + " JOIN Account p4 ON p3.ParentId = p4.Id JOIN Account p5 ON p4.ParentId = p5.Id"
                + " WHERE p5.Industry = 'Energy'";
        assertThat(Plans.soqlOf("SELECT LastName FROM Contact WHERE AccountId IN (" + parents + ")"))
                .noneMatch(soql -> soql.contains("Account.Parent.Parent.Parent.Parent.Parent"));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            SELECT a.Name, c.LastName FROM (SELECT * FROM Account ORDER BY Name LIMIT 5) a LEFT JOIN Contact c ON c.AccountId = a.Id | SELECT Id, Name, (SELECT AccountId, LastName FROM Contacts) FROM Account ORDER BY Name ASC NULLS LAST LIMIT 5
            SELECT a.Name, c.LastName FROM (SELECT * FROM Account LIMIT 5) a JOIN Contact c ON c.AccountId = a.Id | SELECT Id, Name, (SELECT AccountId, LastName FROM Contacts) FROM Account LIMIT 5
            SELECT a.Name, c.LastName FROM Contact c RIGHT JOIN (SELECT * FROM Account LIMIT 5) a ON c.AccountId = a.Id | SELECT Id, Name, (SELECT AccountId, LastName FROM Contacts) FROM Account LIMIT 5
            SELECT a.Name, c.LastName FROM Contact c JOIN (SELECT * FROM Account LIMIT 5) a ON c.AccountId = a.Id | SELECT Id, Name, (SELECT AccountId, LastName FROM Contacts) FROM Account LIMIT 5
            SELECT a.Name, c.LastName FROM Account a LEFT JOIN Contact c ON c.AccountId = a.Id AND c.Email IS NULL WHERE a.Id = '001000000000001AAA' | SELECT Id, Name, (SELECT AccountId, LastName FROM Contacts WHERE Email = null) FROM Account WHERE Id = '001000000000001AAA'
            SELECT a.Name, b.Name FROM (SELECT * FROM Account LIMIT 5) a LEFT JOIN Account b ON b.ParentId = a.Id | SELECT Id, Name, (SELECT Name, ParentId FROM ChildAccounts) FROM Account LIMIT 5
            """)
    void a_join_of_few_records_with_those_that_refer_to_them_is_a_subquery(String sql, String soql)
            throws SQLException {
        assertThat(Plans.soqlOf(sql)).singleElement().isEqualTo(soql);
        assertThat(Plans.of(sql)).doesNotContain("Join", "JOIN");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            SELECT a.Name, c.LastName FROM (SELECT * FROM Account LIMIT 201) a LEFT JOIN Contact c ON c.AccountId = a.Id | there are too many parents
            SELECT a.Name, c.LastName FROM (SELECT * FROM Account LIMIT 5) a FULL JOIN Contact c ON c.AccountId = a.Id | contacts without an account stay
            SELECT a.Name, c.LastName FROM (SELECT * FROM Account LIMIT 5) a LEFT JOIN (SELECT * FROM Contact LIMIT 9) c ON c.AccountId = a.Id | the contacts have a limit
            SELECT a.Name, c.LastName FROM (SELECT * FROM Account LIMIT 5) a LEFT JOIN Contact /*+ BULK */ c ON c.AccountId = a.Id | the contacts have a hint
            SELECT a.Name, c.LastName FROM (SELECT * FROM Account LIMIT 5) a LEFT JOIN Contact c ON c.LastName = a.Name | no reference
            SELECT c.LastName, k.Subject FROM (SELECT * FROM Contact LIMIT 5) c LEFT JOIN "Case" k ON k.ContactId = c.Id | the contacts have no name for their cases
            """)
    void a_join_that_is_no_subquery_stays_here(String sql, String reason) throws SQLException {
        assertThat(Plans.soqlOf(sql)).as(reason).hasSize(2).noneMatch(soql -> soql.contains("(SELECT"));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            SELECT c.LastName FROM Contact c LEFT JOIN Account a ON c.AccountId = a.Id AND a.Industry = 'x' WHERE a.Name IS NULL OR c.Email IS NULL | SOQL would drop contacts whose account is in another industry
            SELECT a.Name, c.LastName FROM Account a LEFT JOIN Contact c ON c.AccountId = a.Id | accounts without contacts stay
            SELECT c.LastName, a.Name FROM Contact c JOIN Account a ON c.LastName = a.Name | no relationship
            SELECT c.LastName, a.Name FROM Contact c FULL JOIN Account a ON c.AccountId = a.Id | accounts without contacts stay
            SELECT c.LastName, d.Email FROM Contact c JOIN Contact d ON c.AccountId = d.AccountId | neither refers to the other
            SELECT c.LastName FROM (SELECT * FROM Contact ORDER BY Id LIMIT 5) c JOIN Account a ON c.AccountId = a.Id WHERE a.Name = 'x' | the limit comes first
            SELECT k.Subject, u.Department FROM "Case" k JOIN "User" u ON k.OwnerId = u.Id | SOQL knows no departments of owners
            SELECT k.Subject FROM "Case" k JOIN "User" u ON k.OwnerId = u.Id WHERE u.Department = 'x' | nor compares it
            SELECT k.Subject, u.Name FROM "Case" k LEFT JOIN "User" u ON k.OwnerId = u.Id | SOQL would show the names of queues
            SELECT Name FROM Account WHERE Name IN (SELECT LastName FROM Contact) | no ids
            SELECT Name FROM Account WHERE Id IN (SELECT ParentId FROM Account) | the same sObject
            SELECT Name FROM Account a WHERE EXISTS (SELECT 1 FROM Contact c WHERE c.AccountId = a.Id AND c.LastName > a.Name) | more than ids is compared
            """)
    void a_join_that_soql_cannot_make_is_made_here(String sql, String reason) throws SQLException {
        assertThat(Plans.soqlOf(sql)).as(reason).hasSize(2).noneMatch(soql -> soql.contains("IN (SELECT"));
    }
}
