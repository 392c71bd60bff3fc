package dev.sallyport.org.soql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What queries mean, held against SQL on the same rows. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SoqlMeaningTest {
    private SeededOrg org = new SeededOrg();

    @BeforeAll
    void put_a_few_records_into_the_recycle_bin() {
        org.execute("UPDATE \"Case\" SET \"IsDeleted\" = TRUE WHERE \"CaseNumber\" LIKE '%7'");
    }

    @AfterAll
    void close() {
        org.close();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            Account WHERE Name = 'ACME'                       | "Account" WHERE LOWER("Name") = 'acme'
            Account WHERE Name LIKE 'a%'                      | "Account" WHERE LOWER("Name") LIKE 'a%'
            Account WHERE NOT Name LIKE 'a%'                  | "Account" WHERE LOWER("Name") NOT LIKE 'a%'
            Account WHERE Industry = null                     | "Account" WHERE "Industry" IS NULL
            Account WHERE Industry = ''                       | "Account" WHERE "Industry" IS NULL
            Account WHERE Industry != null                    | "Account" WHERE "Industry" IS NOT NULL
            Account WHERE Industry != 'Energy'                | "Account" WHERE "Industry" IS NULL OR "Industry" <> 'Energy'
            Account WHERE NOT Industry = 'Energy'             | "Account" WHERE "Industry" IS NULL OR "Industry" <> 'Energy'
            Account WHERE Industry IN ('Energy', null)        | "Account" WHERE "Industry" IS NULL OR "Industry" = 'Energy'
            Account WHERE Industry NOT IN ('Energy')          | "Account" WHERE "Industry" IS NULL OR "Industry" <> 'Energy'
            Account WHERE AnnualRevenue > 1000000             | "Account" WHERE "AnnualRevenue" > 1000000
            Account WHERE AnnualRevenue > USD1000000          | "Account" WHERE "AnnualRevenue" > 1000000
            Account WHERE (Name LIKE 'a%' OR Name LIKE 'b%') AND Industry = null | "Account" WHERE (LOWER("Name") LIKE 'a%' OR LOWER("Name") LIKE 'b%') AND "Industry" IS NULL
            Contact WHERE Account.Industry = 'Energy'         | "Contact" c JOIN "Account" a ON c."AccountId" = a."Id" WHERE a."Industry" = 'Energy'
            Contact WHERE Account.Owner.Name != null          | "Contact" c JOIN "Account" a ON c."AccountId" = a."Id" WHERE a."OwnerId" IS NOT NULL
            Contact c WHERE c.Account.Industry = 'Energy'     | "Contact" c JOIN "Account" a ON c."AccountId" = a."Id" WHERE a."Industry" = 'Energy'
            Contact c, c.Account a WHERE a.Industry = 'Energy' | "Contact" c JOIN "Account" a ON c."AccountId" = a."Id" WHERE a."Industry" = 'Energy'
            Account WHERE Id IN (SELECT AccountId FROM Contact WHERE LastName LIKE 'b%') | "Account" WHERE "Id" IN (SELECT "AccountId" FROM "Contact" WHERE LOWER("LastName") LIKE 'b%')
            Account WHERE Id NOT IN (SELECT AccountId FROM Contact) | "Account" WHERE "Id" NOT IN (SELECT "AccountId" FROM "Contact" WHERE "AccountId" IS NOT NULL)
            Case                                              | "Case" WHERE NOT "IsDeleted"
            Opportunity WHERE CloseDate = THIS_YEAR           | "Opportunity" WHERE EXTRACT(YEAR FROM "CloseDate") = 2026
            Opportunity WHERE CloseDate < LAST_N_MONTHS:3     | "Opportunity" WHERE "CloseDate" < DATE '2026-03-01'
            Opportunity WHERE CloseDate > TODAY               | "Opportunity" WHERE "CloseDate" > DATE '2026-06-15'
            Opportunity WHERE CALENDAR_YEAR(CloseDate) = 2025 | "Opportunity" WHERE EXTRACT(YEAR FROM "CloseDate") = 2025
            Opportunity WHERE CreatedDate < TODAY             | "Opportunity" WHERE "CreatedDate" < TIMESTAMP WITH TIME ZONE '2026-06-15 07:00:00Z'
            Opportunity WHERE IsWon = true                    | "Opportunity" WHERE "IsWon"
            Opportunity WHERE IsWon = null                    | "Opportunity" WHERE NOT "IsWon"
            Opportunity WHERE IsWon != null                   | "Opportunity" WHERE "IsWon"
            Opportunity WHERE IsWon IN (null)                 | "Opportunity" WHERE NOT "IsWon"
            Opportunity WHERE IsWon NOT IN (true)             | "Opportunity" WHERE NOT "IsWon"
            Contact WHERE Account.IsDeleted = false           | "Contact"
            Contact WHERE Account.IsDeleted != true           | "Contact"
            Contact WHERE Account.IsDeleted = null            | "Contact"
            """)
    void a_query_finds_what_sql_finds(String soql, String sql) {
        assertThat(org.count(soql)).isEqualTo(org.sqlCount(sql)).isPositive();
    }

    @Test
    void a_parents_fields_are_gathered_under_the_relationship() {
        Row row = org.query("SELECT LastName, Account.Name, Account.Owner.Username FROM Contact"
                        + " WHERE AccountId != null LIMIT 1")
                .records()
                .get(0);
        Row account = (Row) Objects.requireNonNull(row.get("Account"));
        assertThat(account.type().sObject()).isEqualTo("Account");
        assertThat(account.get("Name")).isInstanceOf(String.class);
        assertThat(((Row) Objects.requireNonNull(account.get("Owner"))).get("Username"))
                .isInstanceOf(String.class);
    }

    @Test
    void the_parent_of_an_empty_reference_is_null() {
        assertThat(org.query("SELECT Account.Name FROM Contact WHERE AccountId = null LIMIT 1")
                        .records()
                        .get(0)
                        .get("Account"))
                .isNull();
    }

    @Test
    void a_child_query_gives_each_parent_its_own_children() {
        QueryResult accounts =
                org.query("SELECT Id, Name, (SELECT Id, AccountId FROM Contacts ORDER BY LastName LIMIT 2)"
                        + " FROM Account WHERE Id IN (SELECT AccountId FROM Contact)");
        long most = 0;
        for (Row account : accounts.records()) {
            QueryResult contacts = (QueryResult) Objects.requireNonNull(account.get("Contacts"));
            assertThat(contacts.records()).isNotEmpty().allSatisfy(contact -> assertThat(contact.get("AccountId"))
                    .isEqualTo(account.get("Id")));
            most = Math.max(most, contacts.totalSize());
        }
        assertThat(most).isEqualTo(2);
    }

    @Test
    void a_polymorphic_parent_shows_what_its_targets_have_in_common() {
        Row task = org.query("SELECT Id, What.Name, What.Type FROM Task WHERE What.Type = 'Account' LIMIT 1")
                .records()
                .get(0);
        Row what = (Row) Objects.requireNonNull(task.get("What"));
        assertThat(what.type().sObject()).isEqualTo("Name");
        assertThat(what.recordType()).contains("Account");
        assertThat(what.get("Type")).isEqualTo("Account");
    }

    @Test
    void a_polymorphic_parent_has_no_field_but_those_of_the_name_object() {
        assertThatThrownBy(() -> org.query("SELECT Owner.Department FROM Case"))
                .isInstanceOf(SoqlException.class)
                .hasMessageContaining("No such column 'Department' on entity 'Name'");
        assertThatThrownBy(() -> org.query("SELECT Id FROM Task WHERE What.Industry = 'Energy'"))
                .isInstanceOf(SoqlException.class)
                .hasMessageContaining("No such column 'Industry' on entity 'Name'");
        assertThatThrownBy(() -> org.query("SELECT Owner.Manager.Name FROM Case"))
                .isInstanceOf(SoqlException.class)
                .hasMessageContaining("Didn't understand relationship 'Manager'");
        Row owned = org.query("SELECT Owner.Name, Owner.Type, Owner.Email, Owner.Profile.Name FROM Case LIMIT 1")
                .records()
                .get(0);
        Row owner = (Row) Objects.requireNonNull(owned.get("Owner"));
        assertThat(owner.type().sObject()).isEqualTo("Name");
        assertThat(owner.get("Type")).isEqualTo("User");
        assertThat(owner.get("Email")).asString().contains("@");
    }

    @Test
    void what_only_users_have_is_null_of_other_parents() {
        assertThat(org.query("SELECT Who.Title FROM Task WHERE Who.Type = 'Contact' AND Who.Title != null")
                        .records())
                .isEmpty();
        assertThat(org.query("SELECT Who.LastName FROM Task WHERE Who.Type = 'Contact' AND Who.LastName != null")
                        .records())
                .isNotEmpty();
    }

    @Test
    void typeof_selects_by_the_targets_type() {
        List<Row> tasks = org.query("SELECT TYPEOF What WHEN Account THEN Phone, Name WHEN Opportunity THEN StageName"
                        + " ELSE Name END FROM Task WHERE What.Type = 'Opportunity' LIMIT 3")
                .records();
        assertThat(tasks).isNotEmpty().allSatisfy(task -> {
            Row what = (Row) Objects.requireNonNull(task.get("What"));
            assertThat(what.type().sObject()).isEqualTo("Opportunity");
            assertThat(what.get("StageName")).isNotNull();
        });
    }

    @Test
    void compound_fields_are_structures_of_their_parts() {
        Row row = org.query("SELECT BillingAddress FROM Account WHERE BillingCity != null LIMIT 1")
                .records()
                .get(0);
        CompoundValue address = (CompoundValue) Objects.requireNonNull(row.get("BillingAddress"));
        assertThat(address.parts()).containsKeys("city", "country", "postalCode", "street");
        assertThat(address.parts().get("city")).isNotNull();
    }

    @Test
    void nulls_come_first_unless_the_query_says_otherwise() {
        assertThat(org.column("SELECT AnnualRevenue FROM Account ORDER BY AnnualRevenue DESC LIMIT 1"))
                .containsOnlyNulls();
        assertThat(org.column("SELECT AnnualRevenue FROM Account ORDER BY AnnualRevenue NULLS LAST LIMIT 1"))
                .doesNotContainNull();
    }

    @Test
    void picklists_are_ordered_as_setup_has_them() {
        List<Object> stages = org.column("SELECT StageName FROM Opportunity ORDER BY StageName").stream()
                .map(Objects::requireNonNull)
                .distinct()
                .toList();
        assertThat(stages.indexOf("Prospecting")).isLessThan(stages.indexOf("Closed Won"));
        assertThat(stages).isNotEqualTo(stages.stream().sorted().toList());
    }

    @Test
    void groups_have_their_aggregates_under_aliases_or_numbered_names() {
        QueryResult groups = org.query("SELECT StageName, COUNT(Id), SUM(Amount) total, MAX(CloseDate) FROM Opportunity"
                + " GROUP BY StageName HAVING COUNT(Id) > 1 ORDER BY SUM(Amount) DESC NULLS LAST");
        Row first = groups.records().get(0);
        assertThat(first.type().isRecord()).isFalse();
        assertThat(first.type().columns())
                .extracting(Column::name)
                .containsExactly("StageName", "expr0", "total", "expr1");
        assertThat((Integer) Objects.requireNonNull(first.get("expr0"))).isGreaterThan(1);
        List<BigDecimal> totals = groups.records().stream()
                .map(row -> (BigDecimal) Objects.requireNonNull(row.get("total")))
                .toList();
        assertThat(totals).isSortedAccordingTo((a, b) -> b.compareTo(a));
    }

    @Test
    void text_that_differs_in_case_only_is_one_group() {
        assertThat(org.query("SELECT Name, COUNT(Id) n FROM Account WHERE Name = 'acme' GROUP BY Name")
                        .records())
                .singleElement()
                .satisfies(row -> assertThat(row.get("n")).isEqualTo(3));
    }

    @Test
    void a_rollup_adds_subtotals_and_a_total() {
        QueryResult rows = org.query("SELECT Type, StageName, GROUPING(Type) gt, GROUPING(StageName) gs, COUNT(Id) n"
                + " FROM Opportunity GROUP BY ROLLUP(Type, StageName)");
        Row total = rows.records().stream()
                .filter(row -> Integer.valueOf(1).equals(row.get("gt")))
                .findFirst()
                .orElseThrow();
        assertThat(total.get("n")).isEqualTo((int) org.count("Opportunity"));
        assertThat(total.get("Type")).isNull();
        assertThat(rows.records().stream().filter(row -> Integer.valueOf(1).equals(row.get("gs"))))
                .hasSizeGreaterThan(2);
    }

    @Test
    void a_cube_has_subtotals_of_every_key() {
        assertThat(org
                        .query("SELECT GROUPING(Type) gt, GROUPING(StageName) gs, COUNT(Id) n FROM Opportunity"
                                + " GROUP BY CUBE(Type, StageName)")
                        .records()
                        .stream()
                        .filter(row -> Integer.valueOf(1).equals(row.get("gt"))
                                && Integer.valueOf(0).equals(row.get("gs"))))
                .isNotEmpty();
    }

    @Test
    void fields_selects_what_the_user_may_see() {
        Row row = org.query(
                        "SELECT FIELDS(ALL) FROM Account LIMIT 1",
                        SeededOrg.context(SeededOrg.without("Account", "Phone"), false))
                .records()
                .get(0);
        assertThat(row.type().columns())
                .extracting(Column::name)
                .contains("Name", "Industry")
                .doesNotContain("Phone");
    }

    @Test
    void the_recycle_bin_counts_only_where_the_caller_asks_for_it() {
        long all = org.query("SELECT COUNT() FROM Case", SeededOrg.context(Visibility.all(), true))
                .totalSize();
        assertThat(all).isEqualTo(org.sqlCount("\"Case\"")).isGreaterThan(org.count("Case"));
    }

    @Test
    void pages_follow_one_another_without_gap_or_overlap() {
        QueryContext context = new QueryContext(Visibility.all(), java.time.ZoneOffset.UTC, false, SeededOrg.USER, 200);
        QueryResult page = org.query("SELECT Id FROM Contact ORDER BY LastName", context);
        List<Object> ids = new java.util.ArrayList<>();
        page.records().forEach(row -> ids.add(Objects.requireNonNull(row.get("Id"))));
        assertThat(page.records()).hasSize(200);
        while (page.nextLocator() != null) {
            page = org.queryMore(page.nextLocator(), context);
            page.records().forEach(row -> ids.add(Objects.requireNonNull(row.get("Id"))));
        }
        assertThat(ids).hasSize((int) org.count("Contact")).doesNotHaveDuplicates();
        assertThat(ids).isEqualTo(org.column("SELECT Id FROM Contact ORDER BY LastName"));
    }

    @Test
    void an_id_is_found_in_either_of_its_forms() {
        String id = (String) Objects.requireNonNull(
                org.column("SELECT Id FROM Account LIMIT 1").get(0));
        assertThat(org.count("Account WHERE Id = '" + id.substring(0, 15) + "'"))
                .isEqualTo(1);
        assertThat(org.count("Account WHERE Id = '" + id + "'")).isEqualTo(1);
    }

    @Test
    void limit_and_offset_cut_a_piece_out() {
        List<?> all = org.column("SELECT Id FROM Account ORDER BY Name LIMIT 10");
        assertThat(org.column("SELECT Id FROM Account ORDER BY Name LIMIT 4 OFFSET 3"))
                .isEqualTo(all.subList(3, 7));
    }

    @Test
    void labels_and_formats_are_for_people() {
        Row row = org.query("SELECT FORMAT(Amount) amount, toLabel(StageName), CloseDate FROM Opportunity"
                        + " WHERE Amount > 1000 LIMIT 1")
                .records()
                .get(0);
        assertThat((String) Objects.requireNonNull(row.get("amount")))
                .startsWith("$")
                .contains(",");
        assertThat(row.get("StageName")).isNotNull();
    }
}
