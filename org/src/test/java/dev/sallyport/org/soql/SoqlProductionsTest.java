package dev.sallyport.org.soql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every production of the published grammar that has no place in the other tests is answered. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SoqlProductionsTest {
    private final SeededOrg org = new SeededOrg();

    @AfterAll
    void close() {
        org.close();
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                "SELECT Id FROM Account USING SCOPE everything LIMIT 1",
                "SELECT FIELDS(STANDARD) FROM Account LIMIT 1",
                "SELECT FIELDS(CUSTOM), Id FROM Site_Visit__c LIMIT 1",
                "SELECT Id FROM Account WITH SECURITY_ENFORCED LIMIT 1",
                "SELECT Id FROM Account WITH USER_MODE ORDER BY Name LIMIT 1",
                "SELECT Id FROM Account WITH SYSTEM_MODE LIMIT 1",
                "SELECT Id FROM Account LIMIT 1 FOR VIEW",
                "SELECT Id FROM Account LIMIT 1 FOR REFERENCE",
                "SELECT Id FROM Account LIMIT 1 FOR UPDATE",
                "SELECT Id FROM Account LIMIT 1 FOR VIEW, REFERENCE",
                "SELECT Id FROM Account LIMIT 1 UPDATE TRACKING",
                "SELECT Id FROM Account LIMIT 1 UPDATE VIEWSTAT",
                "SELECT convertCurrency(AnnualRevenue) r, FORMAT(convertCurrency(AnnualRevenue)) f FROM Account LIMIT 1",
                "SELECT a.Id FROM Account AS a WHERE a.Name != null LIMIT 1",
                "SELECT Id FROM Account WHERE NOT(Name = 'x' OR Name = 'y') AND (Industry = null OR NOT Name LIKE 'q%') LIMIT 1",
                "SELECT Id FROM Contact WHERE Name <> 'x' LIMIT 1",
                "SELECT Id FROM Account WHERE CreatedDate >= 2020-01-01T00:00:00Z AND CreatedDate < 2030-01-01T00:00:00.000+02:00 LIMIT 1",
                "SELECT Id FROM Account WHERE AnnualRevenue > -1.5e3 LIMIT 1",
                "SELECT CALENDAR_YEAR(convertTimezone(CreatedDate)) y, COUNT(Id) FROM Account GROUP BY CALENDAR_YEAR(convertTimezone(CreatedDate)) ORDER BY COUNT(Id) DESC",
                "SELECT HOUR_IN_DAY(CreatedDate), COUNT(Id) FROM Account GROUP BY HOUR_IN_DAY(CreatedDate) HAVING COUNT(Id) > 0",
                "SELECT COUNT_DISTINCT(Industry) FROM Account",
                "SELECT Account.Industry, COUNT(Id) FROM Contact GROUP BY Account.Industry",
                "SELECT FORMAT(MAX(AnnualRevenue)) m FROM Account",
                "SELECT toLabel(Industry) FROM Account ORDER BY toLabel(Industry) LIMIT 1",
                "SELECT Name FROM Account WHERE toLabel(Industry) = 'Energy' LIMIT 1",
                "SELECT Id FROM Account ORDER BY Owner.Name DESC NULLS LAST, Name LIMIT 1 OFFSET 1",
                "select id from account where name like 'a_%' limit 1"
            })
    void a_production_is_answered(String soql) {
        assertThat(org.query(soql).records()).isNotEmpty();
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                "YESTERDAY",
                "TODAY",
                "TOMORROW",
                "LAST_WEEK",
                "THIS_WEEK",
                "NEXT_WEEK",
                "LAST_MONTH",
                "THIS_MONTH",
                "NEXT_MONTH",
                "LAST_90_DAYS",
                "NEXT_90_DAYS",
                "LAST_N_DAYS:3",
                "NEXT_N_DAYS:3",
                "N_DAYS_AGO:3",
                "LAST_N_WEEKS:3",
                "NEXT_N_WEEKS:3",
                "N_WEEKS_AGO:3",
                "LAST_N_MONTHS:3",
                "NEXT_N_MONTHS:3",
                "N_MONTHS_AGO:3",
                "THIS_QUARTER",
                "LAST_QUARTER",
                "NEXT_QUARTER",
                "LAST_N_QUARTERS:3",
                "NEXT_N_QUARTERS:3",
                "N_QUARTERS_AGO:3",
                "THIS_YEAR",
                "LAST_YEAR",
                "NEXT_YEAR",
                "LAST_N_YEARS:3",
                "NEXT_N_YEARS:3",
                "N_YEARS_AGO:3",
                "THIS_FISCAL_QUARTER",
                "LAST_FISCAL_QUARTER",
                "NEXT_FISCAL_QUARTER",
                "LAST_N_FISCAL_QUARTERS:3",
                "NEXT_N_FISCAL_QUARTERS:3",
                "N_FISCAL_QUARTERS_AGO:3",
                "THIS_FISCAL_YEAR",
                "LAST_FISCAL_YEAR",
                "NEXT_FISCAL_YEAR",
                "LAST_N_FISCAL_YEARS:3",
                "NEXT_N_FISCAL_YEARS:3",
                "N_FISCAL_YEARS_AGO:3"
            })
    void a_date_literal_splits_the_records_in_three(String literal) {
        long all = org.count("Opportunity WHERE CloseDate != null");
        long before = org.count("Opportunity WHERE CloseDate < " + literal);
        long within = org.count("Opportunity WHERE CloseDate = " + literal);
        long after = org.count("Opportunity WHERE CloseDate > " + literal);
        assertThat(before + within + after).isEqualTo(all);
        assertThat(org.count("Opportunity WHERE CloseDate <= " + literal)).isEqualTo(before + within);
        assertThat(org.count("Opportunity WHERE CloseDate >= " + literal)).isEqualTo(within + after);
        assertThat(org.count("Opportunity WHERE CloseDate != " + literal)).isEqualTo(before + after);
    }

    @Test
    void the_fiscal_year_begins_where_setup_says() {
        try (SeededOrg fiscal = new SeededOrg()) {
            fiscal.execute("UPDATE \"Organization\" SET \"FiscalYearStartMonth\" = 4");
            assertThat(fiscal.count("Opportunity WHERE CloseDate = THIS_FISCAL_YEAR"))
                    .isEqualTo(fiscal.count("Opportunity WHERE CloseDate >= 2026-04-01 AND CloseDate < 2027-04-01"))
                    .isEqualTo(fiscal.count("Opportunity WHERE FISCAL_YEAR(CloseDate) = 2027"))
                    .isPositive();
            assertThat(fiscal.count("Opportunity WHERE CloseDate = THIS_FISCAL_QUARTER"))
                    .isEqualTo(fiscal.count(
                            "Opportunity WHERE FISCAL_YEAR(CloseDate) = 2027 AND FISCAL_QUARTER(CloseDate) = 1"))
                    .isPositive();
            assertThat(fiscal.count("Opportunity WHERE FISCAL_MONTH(CloseDate) = 12"))
                    .isEqualTo(fiscal.count("Opportunity WHERE CALENDAR_MONTH(CloseDate) = 3"));
        }
    }

    @Test
    void the_least_of_a_picklist_is_the_first_in_setup() {
        Row row = org.query("SELECT MIN(StageName) least, MAX(StageName) most FROM Opportunity")
                .records()
                .get(0);
        assertThat(row.get("least")).isEqualTo("Prospecting");
        assertThat(row.get("most")).isEqualTo("Closed Lost");
    }

    @Test
    void an_average_is_exact_to_the_digits_of_a_double() {
        BigDecimal average = (BigDecimal) Objects.requireNonNull(org.query("SELECT AVG(Amount) a FROM Opportunity")
                .records()
                .get(0)
                .get("a"));
        BigDecimal sum = (BigDecimal) Objects.requireNonNull(org.query("SELECT SUM(Amount) a FROM Opportunity")
                .records()
                .get(0)
                .get("a"));
        long count = org.count("Opportunity WHERE Amount != null");
        assertThat(average.doubleValue()).isEqualTo(sum.doubleValue() / count);
    }

    @Test
    void having_filters_subtotals_too() {
        List<Row> rows = org.query(
                        "SELECT Type, StageName, COUNT(Id) n FROM Opportunity GROUP BY ROLLUP(Type, StageName)"
                                + " HAVING StageName = null AND COUNT(Type) > 1 ORDER BY COUNT(Type) DESC")
                .records();
        assertThat(rows).hasSizeGreaterThan(2).allSatisfy(row -> assertThat(row.get("StageName"))
                .isNull());
        assertThat(rows.get(0).get("n")).isEqualTo((int) org.count("Opportunity"));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            SELECT Id FROM Account WHERE Name = :name            | Bind variables only allowed in Apex code
            SELECT Id FROM Account WHERE Id IN :ids              | Bind variables only allowed in Apex code
            SELECT Id FROM Account -- all of them                | line 1:23 no viable alternative at character '-'
            SELECT Id FROM Account; DROP TABLE Account           | line 1:22 no viable alternative at character ';'
            SELECT Id FROM Account WHERE Name = "acme"           | line 1:36 no viable alternative at character '"'
            SELECT Id FROM Account WITH NOTHING                  | unexpected token: 'NOTHING'
            SELECT Id FROM Account WITH DATA CATEGORY Geo__c AT a__c | DATA CATEGORY
            SELECT Id FROM Account HAVING Name = 'a'             | unexpected token: 'HAVING'
            SELECT Industry FROM Account GROUP BY Industry HAVING Name = 'a' | must be grouped or aggregated: Name
            SELECT Industry FROM Account GROUP BY Industry ORDER BY Name | Ordered field must be grouped or aggregated: Name
            SELECT COUNT(Id) FROM Account GROUP BY COUNT(Id)     | Grouped field should not be aggregated
            SELECT COUNT(Id) FROM Account LIMIT 5                | Non-grouped query that uses overall aggregate functions cannot also use LIMIT
            SELECT Id FROM Account WHERE COUNT(Id) > 5           | aggregate function
            SELECT Id FROM Account ORDER BY COUNT(Id)            | aggregate function
            SELECT Id FROM Account WHERE FORMAT(Name) = 'a'      | FORMAT is not allowed
            SELECT Id FROM Account WHERE AnnualRevenue > 1e99999 | unexpected token: '1e99999'
            SELECT Id FROM Account USING SCOPE nonsense          | scope 'NONSENSE' is not supported
            SELECT Id FROM Account WHERE Name = 'a\\d'            | no viable alternative
            """)
    void what_the_grammar_does_not_have_is_malformed(String soql, String words) {
        SoqlException refusal = catchThrowableOfType(SoqlException.class, () -> org.query(soql));
        assertThat(refusal.errorCode()).isEqualTo("MALFORMED_QUERY");
        assertThat(refusal).hasMessageContaining(words);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            WHERE BillingAddress = 'x'   | field 'BillingAddress' can not be filtered in a query call
            WHERE Id > 'nonsense'        | invalid ID field: nonsense
            """)
    void what_cannot_be_compared_is_refused(String where, String words) {
        SoqlException refusal =
                catchThrowableOfType(SoqlException.class, () -> org.query("SELECT Id FROM Account " + where));
        assertThat(refusal).hasMessageContaining(words);
    }

    @Test
    void a_query_of_a_hundred_thousand_characters_is_answered() {
        StringBuilder or = new StringBuilder("SELECT Id FROM Account WHERE Name = 'a'");
        while (or.length() < 99_900) {
            or.append(" OR Name = 'b").append(or.length()).append("'");
        }
        assertThat(org.query(or.toString()).records()).isEmpty();
        StringBuilder in = new StringBuilder("SELECT Id FROM Account WHERE Name IN ('Acme'");
        while (in.length() < 99_900) {
            in.append(",'b").append(in.length()).append("'");
        }
        assertThat(org.query(in.append(')').toString()).records())
                .hasSize((int) org.count("Account WHERE Name = 'Acme'"));
    }

    @Test
    void a_query_that_runs_for_too_long_is_ended() {
        try (SeededOrg slow = new SeededOrg(Duration.ofMillis(1))) {
            SoqlException refusal = catchThrowableOfType(
                    SoqlException.class,
                    () -> slow.query("SELECT AccountId, COUNT(Id) FROM Contact WHERE LastName LIKE '%a%e%i%'"
                            + " OR Account.Name LIKE '%a%e%i%' GROUP BY ROLLUP(AccountId, OwnerId, LeadSource)"));
            assertThat(refusal.errorCode()).isEqualTo("QUERY_TIMEOUT");
            assertThat(refusal).hasMessage("Your query request was running for too long.");
        }
    }
}
