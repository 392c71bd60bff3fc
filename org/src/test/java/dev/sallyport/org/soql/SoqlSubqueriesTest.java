package dev.sallyport.org.soql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.sallyport.org.data.SalesforceId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Queries within queries: children, and the ids behind IN. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SoqlSubqueriesTest {
    private final SeededOrg org = new SeededOrg();
    private final QueryContext smallPages =
            new QueryContext(Visibility.all(), ZoneOffset.UTC, false, SeededOrg.USER, 200);
    private String parent = "";

    @BeforeAll
    void give_one_account_many_contacts() {
        parent = (String) Objects.requireNonNull(
                org.column("SELECT Id FROM Account ORDER BY Id LIMIT 1").get(0));
        org.execute("UPDATE \"Contact\" SET \"AccountId\" = '" + parent + "' WHERE \"Id\" IN"
                + " (SELECT \"Id\" FROM \"Contact\" ORDER BY \"Id\" FETCH FIRST 450 ROWS ONLY)");
    }

    @AfterAll
    void close() {
        org.close();
    }

    @Test
    void children_that_fill_more_than_a_page_come_page_by_page() {
        Row account = org.query(
                        "SELECT Id, (SELECT Id FROM Contacts ORDER BY LastName) FROM Account WHERE Id = '" + parent
                                + "'",
                        smallPages)
                .records()
                .get(0);
        QueryResult page = (QueryResult) Objects.requireNonNull(account.get("Contacts"));
        assertThat(page.totalSize()).isGreaterThanOrEqualTo(450);
        assertThat(page.records()).hasSize(200);
        List<Object> ids = new ArrayList<>();
        page.records().forEach(row -> ids.add(row.get("Id")));
        while (page.nextLocator() != null) {
            page = org.queryMore(page.nextLocator(), smallPages);
            page.records().forEach(row -> ids.add(row.get("Id")));
        }
        assertThat(ids)
                .isEqualTo(org.column("SELECT Id FROM Contact WHERE AccountId = '" + parent + "' ORDER BY LastName"));
    }

    @Test
    void children_have_children_of_their_own() {
        Row account = org.query("SELECT Name, (SELECT LastName, (SELECT Subject, Contact.AccountId FROM Cases) FROM"
                        + " Contacts WHERE Id IN (SELECT ContactId FROM Case)) FROM Account WHERE Id = '" + parent
                        + "'")
                .records()
                .get(0);
        QueryResult contacts = (QueryResult) Objects.requireNonNull(account.get("Contacts"));
        assertThat(contacts.records()).isNotEmpty().allSatisfy(contact -> {
            QueryResult cases = (QueryResult) Objects.requireNonNull(contact.get("Cases"));
            assertThat(cases.records()).isNotEmpty();
            Row itsContact = (Row) Objects.requireNonNull(cases.records().get(0).get("Contact"));
            assertThat(itsContact.get("AccountId")).isEqualTo(parent);
        });
    }

    @Test
    void an_eleventh_locator_ends_the_first() {
        SalesforceId user = SalesforceId.parse("005000000000002").orElseThrow();
        QueryContext context = new QueryContext(Visibility.all(), ZoneOffset.UTC, false, user, 200);
        List<String> locators = new ArrayList<>();
        for (int i = 0; i < 11; i++) {
            locators.add(Objects.requireNonNull(
                    org.query("SELECT Id FROM Contact", context).nextLocator()));
        }
        assertThat(org.queryMore(locators.get(1), context).records()).isNotEmpty();
        SoqlException refusal =
                catchThrowableOfType(SoqlException.class, () -> org.queryMore(locators.get(0), context));
        assertThat(refusal.errorCode()).isEqualTo("INVALID_QUERY_LOCATOR");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            Id FROM Account WHERE Id IN (SELECT Name FROM Contact)                            | Semi join sub-selects can only query id fields, cannot use: 'Name'
            Id FROM Account WHERE Name IN (SELECT AccountId FROM Contact)                     | The left operand field in the where expression for outer query should be an id field, cannot use: 'Name'
            Id FROM Account WHERE Id IN (SELECT ParentId FROM Account)                        | The inner and outer selects should not be on the same object type
            Id FROM Account WHERE Id IN (SELECT OwnerId FROM Contact)                         | should point to the same object type
            Id FROM Account WHERE Name = 'a' OR Id IN (SELECT AccountId FROM Contact)         | Semi join sub-selects are only allowed at the top level WHERE expressions and not in nested WHERE expressions.
            Id FROM Account WHERE Id IN (SELECT AccountId FROM Contact LIMIT 5)               | expecting a right parentheses, found 'LIMIT'
            Id FROM Account WHERE Id IN (SELECT AccountId FROM Contact GROUP BY AccountId)    | expecting a right parentheses, found 'GROUP'
            Id FROM Account WHERE Id IN (SELECT AccountId FROM Contact WHERE Id IN (SELECT ContactId FROM Case)) | Nesting of semi join sub-selects is not supported
            Id FROM Account WHERE Id NOT IN (SELECT AccountId FROM Task)                      | Entity 'Task' is not supported for semi join inner selects
            Id, (SELECT COUNT(Id) FROM Contacts) FROM Account                                 | only root queries support aggregate expressions
            """)
    void a_subquery_that_salesforce_refuses_is_refused_in_its_words(String select, String words) {
        SoqlException refusal = catchThrowableOfType(SoqlException.class, () -> org.query("SELECT " + select));
        assertThat(refusal.errorCode()).isEqualTo("MALFORMED_QUERY");
        assertThat(refusal).hasMessageContaining(words);
    }

    @Test
    void more_than_twenty_subqueries_are_refused() {
        String children = ", (SELECT Id FROM Contacts)".repeat(21);
        SoqlException refusal =
                catchThrowableOfType(SoqlException.class, () -> org.query("SELECT Id" + children + " FROM Account"));
        assertThat(refusal.errorCode()).isEqualTo("MALFORMED_QUERY");
    }
}
