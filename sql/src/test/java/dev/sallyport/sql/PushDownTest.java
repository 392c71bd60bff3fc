package dev.sallyport.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What becomes SOQL, and what does not. */
class PushDownTest {
    @Test
    void a_filtered_and_ordered_scan_with_a_limit_is_one_query() throws SQLException {
        assertThat(Plans.wholly("SELECT Name FROM Account WHERE Industry = 'Energy' ORDER BY Name LIMIT 5"))
                .isEqualTo("SELECT Name FROM Account WHERE Industry = 'Energy' ORDER BY Name ASC NULLS LAST LIMIT 5");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            Name = 'O''Neil\\s'                            | Name = 'O\\'Neil\\\\s'
            'Acme' = Name                                  | Name = 'Acme'
            Name <> 'Acme'                                 | Name != 'Acme' AND Name != null
            NOT Name = 'Acme'                              | Name != 'Acme' AND Name != null
            Name > 'M'                                     | Name > 'M'
            'M' > Name                                     | Name < 'M'
            Name BETWEEN 'A' AND 'B'                       | Name >= 'A' AND Name <= 'B'
            Name IN ('a', 'bcd')                           | Name IN ('a', 'bcd')
            Industry NOT IN ('a', 'bcd')                   | Industry NOT IN ('a', 'bcd') AND Industry != null
            Industry IS NULL                               | Industry = null
            Industry IS NOT NULL                           | Industry != null
            Name LIKE 'A%'                                 | Name LIKE 'A%'
            Name NOT LIKE 'A%'                             | (NOT Name LIKE 'A%') AND Name != null
            Name LIKE '50!%%' ESCAPE '!'                   | Name LIKE '50\\%%'
            Name LIKE 'a\\b'                               | Name LIKE 'a\\\\b'
            Name = 'a' OR Industry = 'b'                   | Name = 'a' OR Industry = 'b'
            (Name = 'a' OR Industry = 'b') AND Id = '001Lo0000000001IAA' | (Name = 'a' OR Industry = 'b') AND Id = '001Lo0000000001IAA'
            Name = 'a' OR Name > 'b' AND Id = '001Lo0000000001IAA' | Name = 'a' OR (Name > 'b' AND Id = '001Lo0000000001IAA')
            AnnualRevenue >= 1000000.50                    | AnnualRevenue >= 1000000.50
            NumberOfEmployees > 10                         | NumberOfEmployees > 10
            NumberOfEmployees > 10.5                       | NumberOfEmployees >= 11
            NumberOfEmployees <= -0.5                      | NumberOfEmployees <= -1
            IsDeleted                                      | IsDeleted = true
            NOT IsDeleted                                  | IsDeleted = false
            IsDeleted IS NOT TRUE                          | IsDeleted = false
            Vip__c IS NULL                                 | Id = null
            Vip__c IS NOT NULL                             | Id != null
            Vip__c IS NULL OR Name = 'a'                   | Name = 'a' OR Id = null
            Exact__c = 'Ab'                                | Exact__c = 'Ab'
            Exact__c IN ('Ab', 'aB')                       | Exact__c IN ('Ab', 'aB')
            Opened__c = DATE '2024-02-29'                  | Opened__c = 2024-02-29
            CreatedDate < TIMESTAMP '2024-02-29 23:59:59'  | CreatedDate < 2024-02-29T23:59:59Z
            OpensAt__c = TIME '08:30:00'                   | OpensAt__c = 08:30:00.000Z
            CreatedDate >= TIMESTAMP '2024-02-29 23:59:59.125' | CreatedDate >= 2024-02-29T23:59:59.125Z
            """)
    void a_condition_that_soql_can_say_is_said_in_soql(String sql, String soql) throws SQLException {
        assertThat(Plans.wholly("SELECT Id FROM Account WHERE " + sql))
                .isEqualTo("SELECT Id FROM Account WHERE " + soql);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            Description = 'x'               | describe says that it is not filterable
            Interests__c = 'a;b'            | SOQL compares sets of choices, SQL compares texts
            Industry > 'M'                  | SOQL orders picklists as Setup does
            UPPER(Name) = 'ACME'            | SOQL has no such function
            Name = Industry                 | SOQL compares with values only
            Id LIKE '001%'                  | SOQL has no LIKE on ids
            AnnualRevenue * 2 > 10          | SOQL has no arithmetic
            Exact__c > 'M'                  | SOQL tells its values apart by case, and orders them by nothing known
            Exact__c LIKE 'A%'              | SOQL's LIKE sees no case
            """)
    void a_condition_that_soql_cannot_say_is_checked_here(String sql, String reason) throws SQLException {
        assertThat(Plans.soqlOf("SELECT Id FROM Account WHERE " + sql))
                .as(reason)
                .singleElement()
                .asString()
                .doesNotContain("WHERE");
    }

    @Test
    void of_a_conjunction_each_part_goes_where_it_can() throws SQLException {
        String sql = "SELECT Id FROM Account WHERE Industry = 'Energy' AND UPPER(Name) = 'ACME'";
        assertThat(Plans.soqlOf(sql)).containsExactly("SELECT Id, Name FROM Account WHERE Industry = 'Energy'");
        assertThat(Plans.of(sql)).contains("UPPER");
    }

    @Test
    void empty_text_is_never_stored_so_nothing_equals_it() throws SQLException {
        assertThat(Plans.wholly("SELECT Id FROM Account WHERE Name = ''"))
                .isEqualTo("SELECT Id FROM Account WHERE Id = null");
        assertThat(Plans.wholly("SELECT Id FROM Account WHERE Industry <> ''"))
                .isEqualTo("SELECT Id FROM Account WHERE Industry != null");
    }

    @Test
    void only_the_columns_that_the_statement_needs_are_selected() throws SQLException {
        assertThat(Plans.soqlOf("SELECT Name || '!' FROM Account WHERE Industry = 'Energy'"))
                .containsExactly("SELECT Name FROM Account WHERE Industry = 'Energy'");
        assertThat(Plans.soqlOf("SELECT COUNT(*) FILTER (WHERE Industry = 'Energy') FROM Account"))
                .containsExactly("SELECT Industry FROM Account");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            COUNT(*)                                      | COUNT(Id) c0
            COUNT(Industry), SUM(AnnualRevenue)           | COUNT(Industry) c0, SUM(AnnualRevenue) c1
            MIN(CreatedDate), MAX(Opened__c)              | MIN(CreatedDate) c0, MAX(Opened__c) c1
            COUNT(DISTINCT NumberOfEmployees)             | COUNT_DISTINCT(NumberOfEmployees) c0
            COUNT(DISTINCT Id), MAX(AnnualRevenue)        | COUNT_DISTINCT(Id) c0, MAX(AnnualRevenue) c1
            """)
    void what_soql_computes_is_computed_there(String sql, String soql) throws SQLException {
        assertThat(Plans.soqlOf("SELECT " + sql + " FROM Account WHERE Industry = 'Energy'"))
                .containsExactly("SELECT " + soql + " FROM Account WHERE Industry = 'Energy'");
    }

    @Test
    void groups_of_picklists_and_booleans_are_made_there() throws SQLException {
        assertThat(Plans.wholly("SELECT Industry, COUNT(*) FROM Account GROUP BY Industry"))
                .isEqualTo("SELECT Industry c0, COUNT(Id) c1 FROM Account GROUP BY Industry");
        assertThat(Plans.soqlOf("SELECT Industry, IsDeleted, AVG(AnnualRevenue) FROM Account WHERE Name LIKE 'A%'"
                        + " GROUP BY Industry, IsDeleted HAVING COUNT(*) > 5 ORDER BY 3 DESC LIMIT 3"))
                .containsExactly("SELECT Industry c0, IsDeleted c1, SUM(AnnualRevenue) c2, COUNT(AnnualRevenue) c3,"
                        + " COUNT(Id) c4 FROM Account WHERE Name LIKE 'A%' GROUP BY Industry, IsDeleted"
                        + " HAVING COUNT(Id) > 5");
        assertThat(Plans.soqlOf("SELECT DISTINCT Industry FROM Account"))
                .containsExactly("SELECT Industry c0 FROM Account GROUP BY Industry");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            SELECT Id, COUNT(*) FROM Account GROUP BY Id                | as many groups as records
            SELECT UPPER(Name), COUNT(*) FROM Account GROUP BY UPPER(Name) | SOQL groups by fields and dates
            SELECT MAX(Name) FROM Account                               | SOQL orders texts by the org's language
            SELECT COUNT(DISTINCT Name) FROM Account                    | texts that differ in case are one value
            SELECT COUNT(Description) FROM Account                      | describe says that it is not aggregatable
            SELECT SUM(DISTINCT NumberOfEmployees) FROM Account         | SOQL has no such sum
            SELECT MAX(OpensAt__c) FROM Account                         | SOQL does not aggregate times
            SELECT Industry, Name, COUNT(*) FROM Account GROUP BY GROUPING SETS ((Industry), (Name)) | neither ROLLUP nor CUBE
            """)
    void groups_that_soql_cannot_make_are_made_here(String sql, String reason) throws SQLException {
        assertThat(Plans.soqlOf(sql))
                .as(reason)
                .singleElement()
                .asString()
                .doesNotContain("GROUP BY", "COUNT(", "MAX(", "SUM(");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            SELECT EXTRACT(YEAR FROM CreatedDate), SUM(AnnualRevenue) FROM Account GROUP BY EXTRACT(YEAR FROM CreatedDate) | SELECT CALENDAR_YEAR(CreatedDate) c0, SUM(AnnualRevenue) c1 FROM Account GROUP BY CALENDAR_YEAR(CreatedDate)
            SELECT CAST(CreatedDate AS DATE), COUNT(*) FROM Account GROUP BY CAST(CreatedDate AS DATE) | SELECT DAY_ONLY(CreatedDate) c0, COUNT(Id) c1 FROM Account GROUP BY DAY_ONLY(CreatedDate)
            SELECT Name, COUNT(*) FROM Account GROUP BY Name | SELECT Name c0, COUNT(Id) c1 FROM Account GROUP BY Name
            SELECT DISTINCT AccountId FROM Contact | SELECT AccountId c0 FROM Contact GROUP BY AccountId
            SELECT a.Name, COUNT(*) FROM Contact c JOIN Account a ON c.AccountId = a.Id GROUP BY a.Name HAVING COUNT(*) >= 3 | SELECT Account.Name c0, COUNT(Id) c1 FROM Contact WHERE AccountId != null GROUP BY Account.Name HAVING COUNT(Id) >= 3
            """)
    void groups_of_which_there_may_be_too_many_for_soql_can_be_made_here_too(String sql, String soql)
            throws SQLException {
        assertThat(Plans.of(sql)).startsWith("SOQL(query=[" + soql + "], ifMoreGroupsThan=[2000], ");
        assertThat(Plans.soqlOf(sql)).hasSize(2).last().asString().doesNotContain("GROUP BY");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            SELECT Name, COUNT(*) FROM Account GROUP BY Name ORDER BY 2 DESC NULLS LAST, Name LIMIT 7 | SELECT Name c0, COUNT(Id) c1 FROM Account GROUP BY Name ORDER BY COUNT(Id) DESC NULLS LAST, Name ASC NULLS LAST LIMIT 7
            SELECT IsDeleted, Industry, SUM(AnnualRevenue) FROM Account GROUP BY ROLLUP(IsDeleted, Industry) | SELECT IsDeleted c0, Industry c1, SUM(AnnualRevenue) c2 FROM Account GROUP BY ROLLUP(IsDeleted, Industry)
            SELECT Industry, IsDeleted, GROUPING(Industry) FROM Account GROUP BY CUBE(Industry, IsDeleted) | SELECT Industry c0, IsDeleted c1, GROUPING(Industry) c2 FROM Account GROUP BY CUBE(Industry, IsDeleted)
            SELECT Industry, MAX(CreatedDate) FROM Account GROUP BY Industry HAVING MAX(CreatedDate) < TIMESTAMP '2024-01-01 00:00:00' | SELECT Industry c0, MAX(CreatedDate) c1 FROM Account GROUP BY Industry HAVING MAX(CreatedDate) < 2024-01-01T00:00:00Z
            """)
    void subtotals_the_first_groups_and_having_are_soqls_too(String sql, String soql) throws SQLException {
        assertThat(Plans.wholly(sql)).isEqualTo(soql);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            CreatedDate >= CURRENT_TIMESTAMP - INTERVAL '30' DAY      | CreatedDate >= {CAST(-(CURRENT_TIMESTAMP, 2592000000:INTERVAL DAY)):TIMESTAMP(3) NOT NULL}
            Opened__c > CURRENT_DATE - INTERVAL '1' MONTH             | Opened__c > {-(CURRENT_DATE, 1:INTERVAL MONTH)}
            CAST(CreatedDate AS DATE) = CURRENT_DATE                  | CreatedDate >= {start of CURRENT_DATE} AND CreatedDate < {start of CURRENT_DATE + 1 day}
            CAST(CreatedDate AS DATE) > ?                             | CreatedDate >= {start of ?0 + 1 day}
            CAST(CreatedDate AS DATE) <> DATE '2024-02-29'            | CreatedDate < 2024-02-29T00:00:00Z OR CreatedDate >= 2024-03-01T00:00:00Z
            CAST(CreatedDate AS DATE) BETWEEN DATE '2024-02-01' AND DATE '2024-02-29' | CreatedDate >= 2024-02-01T00:00:00Z AND CreatedDate < 2024-03-01T00:00:00Z
            EXTRACT(YEAR FROM Opened__c) = 2024                       | Opened__c >= 2024-01-01 AND Opened__c < 2025-01-01
            EXTRACT(YEAR FROM CreatedDate) = 2024                     | CreatedDate >= 2024-01-01T00:00:00Z AND CreatedDate < 2025-01-01T00:00:00Z
            FLOOR(CreatedDate TO MONTH) = TIMESTAMP '2024-02-01 00:00:00' | CreatedDate >= 2024-02-01T00:00:00Z AND CreatedDate < 2024-03-01T00:00:00Z
            """)
    void dates_are_exact_ranges(String sql, String soql) throws SQLException {
        assertThat(Plans.wholly("SELECT Id FROM Account WHERE " + sql))
                .isEqualTo("SELECT Id FROM Account WHERE " + soql);
    }

    @Test
    void having_over_all_records_and_conditions_on_the_first_groups_are_checked_here() throws SQLException {
        assertThat(Plans.soqlOf("SELECT COUNT(*) FROM Account HAVING COUNT(*) > 5"))
                .containsExactly("SELECT COUNT(Id) c0 FROM Account");
        assertThat(Plans.soqlOf("SELECT n FROM (SELECT Name, COUNT(*) AS n FROM Account GROUP BY Name"
                        + " ORDER BY 2 LIMIT 5) t WHERE n > 1"))
                .singleElement()
                .asString()
                .endsWith("GROUP BY Name ORDER BY COUNT(Id) ASC NULLS LAST LIMIT 5");
    }

    @Test
    void amounts_of_several_currencies_are_not_converted() throws SQLException {
        assertThat(Plans.soqlOf("SELECT CurrencyIsoCode, SUM(Price) FROM Quote GROUP BY CurrencyIsoCode"))
                .containsExactly("SELECT CurrencyIsoCode, Price FROM Quote");
        assertThat(Plans.soqlOf("SELECT CurrencyIsoCode, COUNT(Price) FROM Quote GROUP BY CurrencyIsoCode"))
                .containsExactly("SELECT CurrencyIsoCode c0, COUNT(Price) c1 FROM Quote GROUP BY CurrencyIsoCode");
        assertThat(Plans.soqlOf("SELECT Id FROM Quote ORDER BY Price DESC LIMIT 1"))
                .as("SOQL orders by what they are in the org's currency")
                .containsExactly("SELECT Id, Price FROM Quote");
    }

    @Test
    void records_below_a_limit_are_not_grouped_there() throws SQLException {
        assertThat(Plans.soqlOf("SELECT COUNT(*) FROM (SELECT Id FROM Account ORDER BY Id LIMIT 5) t"))
                .containsExactly("SELECT Id FROM Account ORDER BY Id ASC NULLS LAST LIMIT 5");
    }

    @Test
    void a_filter_on_a_join_goes_to_the_side_that_it_is_about() throws SQLException {
        assertThat(Plans.soqlOf("SELECT c.LastName, a.Name FROM Contact c JOIN Account a ON c.LastName = a.Name"
                        + " WHERE a.Industry = 'Energy' AND c.Email IS NOT NULL"))
                .containsExactlyInAnyOrder(
                        "SELECT LastName FROM Contact WHERE Email != null",
                        "SELECT Name FROM Account WHERE Industry = 'Energy'");
    }

    @Test
    void nulls_are_ordered_as_sql_has_them() throws SQLException {
        assertThat(Plans.wholly("SELECT Id FROM Account ORDER BY AnnualRevenue DESC, CreatedDate NULLS FIRST"))
                .isEqualTo("SELECT Id FROM Account"
                        + " ORDER BY AnnualRevenue DESC NULLS FIRST, CreatedDate ASC NULLS FIRST");
    }

    @Test
    void the_order_of_picklist_values_is_made_here() throws SQLException {
        assertThat(Plans.soqlOf("SELECT Name FROM Account ORDER BY Industry LIMIT 5"))
                .containsExactly("SELECT Name, Industry FROM Account");
    }

    @Test
    void an_offset_beyond_what_soql_takes_is_skipped_here() throws SQLException {
        assertThat(Plans.wholly("SELECT Id FROM Account ORDER BY Id OFFSET 2000 ROWS FETCH NEXT 5 ROWS ONLY"))
                .endsWith("LIMIT 5 OFFSET 2000");
        assertThat(Plans.soqlOf("SELECT Id FROM Account ORDER BY Id OFFSET 2001 ROWS FETCH NEXT 5 ROWS ONLY"))
                .containsExactly("SELECT Id FROM Account ORDER BY Id ASC NULLS LAST LIMIT 2006");
    }

    @Test
    void nothing_that_changes_the_rows_goes_below_a_limit() throws SQLException {
        assertThat(Plans.soqlOf(
                        "SELECT Id FROM (SELECT Id, Name FROM Account ORDER BY Id LIMIT 5) t WHERE Name = 'Acme'"))
                .containsExactly("SELECT Id, Name FROM Account ORDER BY Id ASC NULLS LAST LIMIT 5");
    }

    @Test
    void a_parameter_is_a_value_of_the_query_that_is_sent() throws SQLException {
        assertThat(Plans.wholly("SELECT Id FROM Account WHERE Name = ? AND AnnualRevenue > ?"))
                .isEqualTo("SELECT Id FROM Account WHERE Name = ?0 AND AnnualRevenue > ?1");
    }
}
