package dev.sallyport.org.soql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.within;

import dev.sallyport.org.data.SalesforceId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Clauses and functions that are seldom used: what they mean, not only that they are answered. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SoqlClausesTest {
    private static final String BERLIN = "GEOLOCATION(52.52, 13.405)";

    private final SeededOrg org = new SeededOrg();
    private String owner = "";

    @BeforeAll
    void put_two_accounts_on_the_map() {
        List<String> ids = org.column("SELECT Id FROM Account ORDER BY Id LIMIT 2").stream()
                .map(id -> (String) Objects.requireNonNull(id))
                .toList();
        locate(ids.get(0), "48.8566, 2.3522");
        locate(ids.get(1), "52.4009, 13.0591");
        owner = (String) Objects.requireNonNull(
                org.column("SELECT OwnerId FROM Account LIMIT 1").get(0));
    }

    @AfterAll
    void close() {
        org.close();
    }

    private void locate(String account, String latitudeAndLongitude) {
        org.execute("UPDATE \"Account\" SET (\"BillingLatitude\", \"BillingLongitude\") = (" + latitudeAndLongitude
                + ") WHERE \"Id\" = '" + account + "'");
    }

    @Test
    void text_is_ordered_and_compared_by_its_upper_case() {
        int last = 0;
        for (String site : List.of("_", "a", "Z", "[")) {
            org.execute("UPDATE \"Account\" SET \"Site\" = '" + site + "' WHERE \"Id\" = '"
                    + org.column("SELECT Id FROM Account ORDER BY Id LIMIT 1 OFFSET " + ++last)
                            .get(0) + "'");
        }
        String sites = "SELECT Site FROM Account WHERE Site IN ('_', 'a', 'Z', '[')";

        assertThat(org.column(sites + " ORDER BY Site")).containsExactly("a", "Z", "[", "_");
        assertThat(org.column(sites + " AND Site > 'z'")).containsExactlyInAnyOrder("[", "_");
    }

    @Test
    void a_distance_is_measured_along_the_great_circle_in_kilometres_or_miles() {
        Row farther = org.query("SELECT DISTANCE(BillingAddress, " + BERLIN + ", 'km') km, DISTANCE(BillingAddress, "
                        + BERLIN + ", 'mi') mi FROM Account WHERE BillingLatitude != null"
                        + " ORDER BY DISTANCE(BillingAddress, " + BERLIN + ", 'km') DESC LIMIT 1")
                .records()
                .get(0);
        assertThat(((Number) Objects.requireNonNull(farther.get("km"))).doubleValue())
                .isCloseTo(877.5, within(2.0));
        assertThat(((Number) Objects.requireNonNull(farther.get("mi"))).doubleValue())
                .isCloseTo(545.2, within(2.0));
    }

    @Test
    void a_filter_takes_what_lies_near_enough() {
        assertThat(org.count("Account WHERE DISTANCE(BillingAddress, " + BERLIN + ", 'km') < 100"))
                .isEqualTo(1);
        assertThat(org.count("Account WHERE DISTANCE(BillingAddress, " + BERLIN + ", 'km') < 1000"))
                .isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"mine", "team"})
    void a_scope_of_ones_own_leaves_the_records_that_one_owns(String scope) {
        assertThat(counted("SELECT COUNT() FROM Account USING SCOPE " + scope))
                .isEqualTo(org.sqlCount("\"Account\" WHERE \"OwnerId\" = '" + owner + "'"))
                .isPositive()
                .isLessThan(org.count("Account"));
    }

    @Test
    void the_delegated_scope_leaves_what_one_made_and_another_owns() {
        assertThat(counted("SELECT COUNT() FROM Account USING SCOPE delegated"))
                .isEqualTo(org.sqlCount(
                        "\"Account\" WHERE \"CreatedById\" = '" + owner + "' AND \"OwnerId\" <> '" + owner + "'"));
    }

    private long counted(String soql) {
        SalesforceId user = SalesforceId.parse(owner).orElseThrow();
        return org.query(soql, new QueryContext(Visibility.all(), ZoneOffset.UTC, false, user, 2_000))
                .totalSize();
    }

    @Test
    void the_day_alone_is_that_of_utc_unless_it_is_converted() {
        assertThat(org.count("Account WHERE DAY_ONLY(CreatedDate) < 2026-01-01"))
                .isEqualTo(org.sqlCount(
                        "\"Account\" WHERE \"CreatedDate\" < TIMESTAMP WITH TIME ZONE" + " '2026-01-01 00:00:00Z'"))
                .isPositive();
        assertThat(org.count("Account WHERE DAY_ONLY(convertTimezone(CreatedDate)) < 2026-01-01"))
                .isEqualTo(org.sqlCount(
                        "\"Account\" WHERE \"CreatedDate\" < TIMESTAMP WITH TIME ZONE" + " '2026-01-01 08:00:00Z'"));
    }

    @Test
    void typeof_has_its_last_word_on_the_types_that_it_does_not_name() {
        assertThat(org.query("SELECT TYPEOF What WHEN Account THEN Phone ELSE Name END FROM Task"
                                + " WHERE What.Type = 'Opportunity' LIMIT 3")
                        .records())
                .isNotEmpty()
                .allSatisfy(task -> assertThat(((Row) Objects.requireNonNull(task.get("What")))
                                .type()
                                .columns())
                        .extracting(Column::name)
                        .containsExactly("Name"));
    }

    @Test
    void subtotals_are_put_in_order_by_what_they_leave_out() {
        List<Row> rows = org.query("SELECT Type, COUNT(Id) n FROM Opportunity GROUP BY ROLLUP(Type)"
                        + " ORDER BY GROUPING(Type) DESC")
                .records();
        assertThat(rows.get(0).get("n")).isEqualTo((int) org.count("Opportunity"));
    }

    @Test
    void escapes_in_text_are_the_characters_that_they_stand_for() {
        assertThat(org.count("Account WHERE BillingStreet LIKE '%\\u0053treet'"))
                .isEqualTo(org.count("Account WHERE BillingStreet LIKE '%Street'"))
                .isPositive();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT Id FROM Account USING SCOPE mine_and_my_groups",
                "SELECT Id FROM Account USING SCOPE my_territory",
                "SELECT Id FROM Account USING SCOPE my_team_territory",
                "SELECT Id FROM Account WITH RecordVisibilityContext (maxDescriptorPerRecord=100)",
                "SELECT Industry FROM Account GROUP BY ROLLUP(Industry), CUBE(Type)",
                "SELECT Industry FROM Account GROUP BY ROLLUP(Industry, Type, Rating, Name)",
                "SELECT DISTANCE(BillingAddress, GEOLOCATION(1, 2), 'm') FROM Account",
                "SELECT DISTANCE(Name, GEOLOCATION(1, 2), 'km') FROM Account",
                "SELECT FIELDS(SOME) FROM Account LIMIT 1"
            })
    void what_the_org_does_not_have_is_malformed(String soql) {
        assertThat(catchThrowableOfType(SoqlException.class, () -> org.query(soql))
                        .errorCode())
                .isEqualTo("MALFORMED_QUERY");
    }

    @ParameterizedTest
    @ValueSource(strings = {"UPDATE TRACKING, VIEWSTAT", "UPDATE VIEWSTAT", "FOR UPDATE", "FOR VIEW UPDATE TRACKING"})
    void tracking_and_locks_change_no_answer(String clause) {
        assertThat(org.query("SELECT Id FROM Account ORDER BY Name LIMIT 3 " + clause)
                        .records())
                .extracting(row -> row.get("Id"))
                .isEqualTo(org.column("SELECT Id FROM Account ORDER BY Name LIMIT 3"));
    }
}
