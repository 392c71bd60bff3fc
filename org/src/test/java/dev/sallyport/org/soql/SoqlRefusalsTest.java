package dev.sallyport.org.soql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What Salesforce says to queries that it does not take. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SoqlRefusalsTest {
    private final SeededOrg org = new SeededOrg();

    @AfterAll
    void close() {
        org.close();
    }

    @Test
    void an_unknown_field_is_pointed_at() {
        SoqlException refusal = refusal("SELECT Id, Nam FROM Account");
        assertThat(refusal.errorCode()).isEqualTo("INVALID_FIELD");
        assertThat(refusal.getMessage())
                .isEqualTo("\nSELECT Id, Nam FROM Account\n           ^\nERROR at Row:1:Column:12\n"
                        + "No such column 'Nam' on entity 'Account'. If you are attempting to use a custom field, be"
                        + " sure to append the '__c' after the custom field name. Please reference your WSDL or the"
                        + " describe call for the appropriate names.");
    }

    @Test
    void a_field_that_the_user_may_not_see_is_refused_like_one_that_is_not_there() {
        SoqlException hidden = catchThrowableOfType(
                SoqlException.class,
                () -> org.query(
                        "SELECT Phone FROM Account", SeededOrg.context(SeededOrg.without("Account", "Phone"), false)));
        assertThat(hidden).hasMessageContaining("No such column 'Phone' on entity 'Account'");
    }

    @Test
    void the_row_and_column_of_a_later_line_are_counted() {
        assertThat(refusal("SELECT Id\nFROM Account\nWHERE Nam = 'x'"))
                .hasMessageContaining("\nWHERE Nam = 'x'\n      ^\nERROR at Row:3:Column:7\n");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            SELECT Id FROM Acount                              | INVALID_TYPE    | sObject type 'Acount' is not supported.
            SELECT Name FROM                                   | MALFORMED_QUERY | unexpected token: '<EOF>'
            SELECT FROM Account                                | MALFORMED_QUERY | unexpected token: 'FROM'
            SELECT Id FROM Account WHERE                       | MALFORMED_QUERY | unexpected token: '<EOF>'
            SELECT Id FROM Account WHERE Name = 'a' AND Name = 'b' OR Name = 'c' | MALFORMED_QUERY | unexpected token: 'OR'
            SELECT * FROM Account                              | MALFORMED_QUERY | unexpected token: '*'
            SELECT Id FROM Account WHERE Name = 'a             | MALFORMED_QUERY | line 1:38 mismatched character '<EOF>' expecting '''
            SELECT Id FROM Account WHERE Name = 5              | INVALID_FIELD   | value of filter criterion for field 'Name' must be of type string and should be enclosed in quotes
            SELECT Id FROM Account WHERE AnnualRevenue = '5'   | INVALID_FIELD   | must be of type currency and should not be enclosed in quotes
            SELECT Id FROM Opportunity WHERE CloseDate = '2024-01-01' | INVALID_FIELD | value of filter criterion for field 'CloseDate' must be of type date and should not be enclosed in quotes
            SELECT Id FROM Account WHERE CreatedDate > 2024-01-01 | INVALID_FIELD | must be of type dateTime and should not be enclosed in quotes
            SELECT Id FROM Account WHERE IsDeleted = 'true'    | INVALID_FIELD   | must be of type boolean
            SELECT Id FROM Account WHERE Id = 'nonsense'       | INVALID_QUERY_FILTER_OPERATOR | invalid ID field: nonsense
            SELECT Id FROM Account WHERE Id LIKE '001%'        | INVALID_QUERY_FILTER_OPERATOR | invalid operator on id field
            SELECT Id FROM Account WHERE Description = 'x'     | INVALID_FIELD   | field 'Description' can not be filtered in a query call
            SELECT Id FROM Account ORDER BY Description        | INVALID_FIELD   | field 'Description' can not be sorted in a query call
            SELECT Description, COUNT(Id) FROM Account GROUP BY Description | INVALID_FIELD | field 'Description' can not be grouped in a query call
            SELECT Name, COUNT(Id) FROM Account                | MALFORMED_QUERY | Field must be grouped or aggregated: Name
            SELECT Name n FROM Account                         | MALFORMED_QUERY | only aggregate expressions use field aliasing
            SELECT Id, Id FROM Account                         | INVALID_FIELD   | duplicate field selected: Id
            SELECT Acount.Name FROM Contact                    | INVALID_FIELD   | Didn't understand relationship 'Acount' in field path.
            SELECT Id, (SELECT Id FROM Contact) FROM Account   | INVALID_TYPE    | Didn't understand relationship 'Contact' in FROM part of query call.
            SELECT FIELDS(ALL) FROM Account                    | MALFORMED_QUERY | The SOQL FIELDS function must have a LIMIT of at most 200
            SELECT Id FROM Account LIMIT 5 OFFSET 2001         | NUMBER_OUTSIDE_VALID_RANGE | Maximum SOQL offset allowed is 2000
            SELECT Id FROM Account LIMIT -1                    | MALFORMED_QUERY | unexpected token: '-1'
            SELECT Id FROM Account ALL ROWS                    | MALFORMED_QUERY | ALL ROWS not allowed in this context
            SELECT COUNT() FROM Account GROUP BY Industry      | MALFORMED_QUERY | unexpected token: 'COUNT'
            SELECT Id, (SELECT Id FROM Contacts OFFSET 1) FROM Account LIMIT 2 | MALFORMED_QUERY | OFFSET is only allowed in a subquery whose parent query has LIMIT 1
            SELECT Id, (SELECT Id FROM Contacts LIMIT 1 OFFSET 2001) FROM Account LIMIT 1 | NUMBER_OUTSIDE_VALID_RANGE | Maximum SOQL offset allowed is 2000
            SELECT Id, (SELECT Id FROM Contacts ALL ROWS) FROM Account | MALFORMED_QUERY | ALL ROWS not allowed in this context
            SELECT Id, (SELECT Id FROM Contacts WITH USER_MODE) FROM Account | MALFORMED_QUERY | unexpected token: 'WITH'
            SELECT SUM(Name) FROM Account                      | MALFORMED_QUERY | does not support aggregate operator SUM
            SELECT NOSUCH(Name) FROM Account                   | MALFORMED_QUERY | Invalid function: NOSUCH
            """)
    void a_query_that_salesforce_refuses_is_refused_in_its_words(String soql, String errorCode, String words) {
        SoqlException refusal = refusal(soql);
        assertThat(refusal.errorCode()).isEqualTo(errorCode);
        assertThat(refusal).hasMessageContaining(words);
    }

    @Test
    void the_children_of_one_parent_may_be_skipped() {
        assertThat(org.query("SELECT Id, (SELECT Id FROM Contacts ORDER BY Id LIMIT 5 OFFSET 1) FROM Account LIMIT 1")
                        .records())
                .hasSize(1);
    }

    @Test
    void a_query_that_is_too_long_is_refused() {
        assertThat(refusal("SELECT Id FROM Account WHERE Name = '" + "x".repeat(100_000) + "'"))
                .hasMessageContaining("100000");
    }

    @Test
    void a_query_that_is_nested_too_deeply_is_refused_and_breaks_nothing() {
        assertThat(refusal("SELECT Id FROM Account WHERE " + "(".repeat(40_000) + "Name = 'a'" + ")".repeat(40_000))
                        .errorCode())
                .isEqualTo("MALFORMED_QUERY");
    }

    @Test
    void a_locator_that_was_never_given_is_refused() {
        SoqlException refusal = catchThrowableOfType(
                SoqlException.class,
                () -> org.queryMore("01g000000000001AAA-2000", SeededOrg.context(Visibility.all(), false)));
        assertThat(refusal.errorCode()).isEqualTo("INVALID_QUERY_LOCATOR");
    }

    private SoqlException refusal(String soql) {
        return catchThrowableOfType(SoqlException.class, () -> org.query(soql));
    }
}
