package dev.sallyport.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What random queries have found, each by itself. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RandomFindsTest {
    private final OrgDatabase database = new OrgDatabase(2_000);

    RandomFindsTest() throws SQLException {}

    @AfterAll
    void close() throws SQLException {
        database.close();
    }

    @Test
    void the_greatest_id_of_a_group_sorts_by_case() throws SQLException {
        assertThat(both("SELECT MAX(Id) AS c FROM Contact GROUP BY Id ORDER BY c"))
                .isEqualTo(ids());
    }

    @Test
    void ids_and_a_constant_one_sort_by_case() throws SQLException {
        String id = ids().get(0);
        assertThat(both("(SELECT Id FROM Contact) UNION (SELECT '" + id + "' FROM Account) ORDER BY 1"))
                .isEqualTo(ids());
    }

    @Test
    void a_range_of_ids_whose_ends_stand_the_other_way_round_without_case_holds_what_is_between() throws SQLException {
        String from = upperAndLower().get(0);
        String to = upperAndLower().get(1);
        List<String> between = ids().stream()
                .filter(id -> id.compareTo(from) >= 0 && id.compareTo(to) < 0)
                .toList();
        assertThat(between).isNotEmpty();
        assertThat(both("SELECT Id FROM Contact WHERE Id >= '" + from + "' AND Id < '" + to + "' ORDER BY Id"))
                .isEqualTo(between);
    }

    @Test
    void a_range_of_ids_without_one_of_another_case_is_whole() throws SQLException {
        String from = ids().get(2);
        String other = from.substring(0, 3) + from.substring(3, 15).toUpperCase(Locale.ROOT) + "IAQ";
        assertThat(both("SELECT Id FROM Contact WHERE Id <> '" + other + "' AND Id >= '" + from + "' ORDER BY Id"))
                .isEqualTo(ids().subList(2, ids().size()));
    }

    @Test
    void of_a_parameter_longer_than_the_column_every_character_counts() throws SQLException {
        String longer = ids().get(0) + "a";
        try (PreparedStatement statement = database.connection()
                .prepareStatement("SELECT Id FROM Contact WHERE Id || '' <> '' AND Id = ? OR Id || '' = ?")) {
            statement.setString(1, longer);
            statement.setString(2, longer);
            try (ResultSet rows = statement.executeQuery()) {
                assertThat(rows.next()).isFalse();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT COUNT(*) FROM Opportunity WHERE ABS(Amount) NOT IN (?, 740.365, ?)",
                "SELECT COUNT(*) FROM Opportunity WHERE ABS(Amount) IS NOT NULL AND ABS(Amount) * 1.5 <> ? AND Amount <> ?"
            })
    void a_number_has_all_its_digits_whatever_the_constants_beside_it_have(String sql) throws SQLException {
        String amounts = database.rows("SELECT COUNT(Amount) FROM Opportunity").get(0);
        try (PreparedStatement statement = database.connection().prepareStatement(sql)) {
            statement.setBigDecimal(1, new BigDecimal("123456789.125"));
            statement.setBigDecimal(2, new BigDecimal("0.00001"));
            try (ResultSet rows = statement.executeQuery()) {
                assertThat(rows.next()).isTrue();
                assertThat(rows.getString(1)).isEqualTo(amounts);
            }
        }
    }

    @Test
    void a_parameter_beside_numbers_of_other_types_keeps_its_fraction() throws SQLException {
        try (PreparedStatement statement = database.connection()
                .prepareStatement(
                        "SELECT COUNT(*) FROM (VALUES (-30.00), (-25.00)) AS t (a) WHERE a IN (?, -25, -2.50)")) {
            statement.setBigDecimal(1, new BigDecimal("-30.005"));
            try (ResultSet rows = statement.executeQuery()) {
                assertThat(rows.next()).isTrue();
                assertThat(rows.getInt(1)).isEqualTo(1);
            }
        }
    }

    @Test
    void a_parameter_is_rounded_where_a_cast_says_so() throws SQLException {
        try (PreparedStatement statement = database.connection()
                .prepareStatement("SELECT COUNT(*) FROM (VALUES (30.12)) AS t (a)"
                        + " WHERE a = CAST(CAST(? AS DECIMAL(18, 4)) AS DECIMAL(18, 2))")) {
            statement.setBigDecimal(1, new BigDecimal("30.1234"));
            try (ResultSet rows = statement.executeQuery()) {
                assertThat(rows.next()).isTrue();
                assertThat(rows.getInt(1)).isEqualTo(1);
            }
        }
    }

    @Test
    void a_parameter_that_ends_in_a_blank_is_no_id_also_beside_a_longer_constant() throws SQLException {
        try (PreparedStatement statement = database.connection()
                .prepareStatement("SELECT Id FROM Contact WHERE Id IN (?, '" + ids().get(1) + "a') OR Id || '' = ''")) {
            statement.setString(1, ids().get(0) + " ");
            try (ResultSet rows = statement.executeQuery()) {
                assertThat(rows.next()).isFalse();
            }
        }
    }

    @Test
    void distinct_constants_stay_what_they_are_beside_a_correlated_subquery() throws SQLException {
        String accounts = "SELECT 2 AS c FROM Account a WHERE a.Name = '' OR EXISTS"
                + " (SELECT 1 FROM Contact x WHERE x.AccountId = a.Id AND x.LastName IS NOT NULL)";
        List<String> withContacts = both(accounts);
        List<String> expected = new ArrayList<>(List.of("1"));
        expected.addAll(withContacts);
        assertThat(withContacts).isNotEmpty();
        assertThat(both("(SELECT DISTINCT 1 AS c FROM Contact) UNION ALL (" + accounts + ")"))
                .containsExactlyElementsOf(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ROLLUP(Industry)",
                "CUBE(Industry, Rating)",
                "ROLLUP(UPPER(Industry))",
                "GROUPING SETS ((Industry), ())"
            })
    void groups_with_a_grand_total_have_one_over_no_rows(String grouping) throws SQLException {
        String sql = "SELECT COUNT(*), SUM(AnnualRevenue), MAX(Id) FROM Account WHERE Name = 'nobody' GROUP BY ";
        assertThat(both(sql + grouping)).containsExactly("0|null|null");
        assertThat(both(sql + grouping + " HAVING COUNT(*) > 0")).isEmpty();
    }

    @Test
    void a_null_that_coalesce_replaces_is_no_zero() throws SQLException {
        String nulls = "SELECT COUNT(*) FROM Account WHERE NumberOfEmployees IS NULL AND Name || '' <> ''";
        assertThat(both(nulls)).isNotEqualTo(List.of("0"));
        assertThat(both("SELECT COUNT(*) FROM Account WHERE COALESCE(NumberOfEmployees, 5) < 1 AND Name || '' <> ''"))
                .isEqualTo(both("SELECT COUNT(*) FROM Account WHERE NumberOfEmployees < 1 AND Name || '' <> ''"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT Title FROM Contact WHERE NULLIF(LastName, LastName) = LastName GROUP BY Title",
                "SELECT Id FROM Contact WHERE NOT (NULLIF(LastName, LastName) = LastName)",
                "SELECT Id FROM Contact GROUP BY Id HAVING NULLIF(Id, Id) = Id"
            })
    void nothing_is_equal_to_what_is_null_always(String sql) throws SQLException {
        assertThat(both(sql)).isEmpty();
    }

    @Test
    void a_constant_with_escaped_characters_is_a_text_like_all_others() throws SQLException {
        assertThat(both("SELECT x || 'é' FROM (VALUES (U&'\\00e4', 1), ('b', 2)) AS v(x, y) WHERE x <> U&'b'"))
                .containsExactly("äé");
        assertThat(both("SELECT COUNT(*) FROM Contact JOIN (VALUES (U&'\\00e4'), ('b')) AS v(x) ON LastName = x"))
                .containsExactly("0");
    }

    @Test
    void groups_without_a_grand_total_have_none_over_no_rows() throws SQLException {
        assertThat(
                        both(
                                "SELECT COUNT(*) FROM Account WHERE Name = 'nobody' GROUP BY GROUPING SETS ((Industry), (Rating))"))
                .isEmpty();
    }

    @Test
    void the_grand_total_of_no_rows_is_one_over_every_key() throws SQLException {
        assertThat(both("SELECT Industry, GROUPING(Industry), GROUPING(Industry, Rating) FROM Account"
                        + " WHERE Name || '' = 'nobody' GROUP BY ROLLUP(Industry, Rating)"))
                .containsExactly("null|1|3");
    }

    @Test
    void grouping_tells_of_text_keys() throws SQLException {
        List<String> rows = both("SELECT GROUPING(Industry) AS g, GROUPING(Rating) AS h, COUNT(*) FROM Account"
                + " WHERE Name || '' <> '' GROUP BY CUBE(Industry, Rating) HAVING GROUPING(Rating) = 1 ORDER BY g, h");
        assertThat(rows.get(0)).startsWith("0|1|");
        assertThat(rows.get(rows.size() - 1)).startsWith("1|1|");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT Name FROM Account ORDER BY Name <= ?",
                "SELECT CASE WHEN Name = 'a' THEN CASE WHEN Name = 'b' THEN ? ELSE ? END ELSE Name END FROM Account"
            })
    void a_parameter_whose_type_is_not_clear_is_to_be_cast(String sql) throws SQLException {
        assertThatThrownBy(() -> database.connection().prepareStatement(sql))
                .isInstanceOf(SQLException.class)
                .hasMessageContaining("CAST(? AS VARCHAR)");
        try (PreparedStatement statement =
                database.connection().prepareStatement(sql.replace("?", "CAST(? AS VARCHAR)"))) {
            for (int i = 1; i <= statement.getParameterMetaData().getParameterCount(); i++) {
                statement.setString(i, "b");
            }
            try (ResultSet rows = statement.executeQuery()) {
                assertThat(rows.next()).isTrue();
            }
        }
    }

    /** Two ids of contacts of which the first stands before the second by case, and behind it without. */
    private List<String> upperAndLower() throws SQLException {
        List<String> ids = ids();
        for (int i = 0; i < ids.size(); i++) {
            for (String later : ids.subList(i + 1, ids.size())) {
                if (ids.get(i).compareToIgnoreCase(later) > 0) {
                    return List.of(ids.get(i), later);
                }
            }
        }
        throw new AssertionError("No two ids stand the other way round without case: " + ids);
    }

    private List<String> ids() throws SQLException {
        return database.rows("SELECT Id FROM Contact").stream().sorted().toList();
    }

    /** The rows, which are the same whether Salesforce does what it can or only lists records. */
    private List<String> both(String sql) throws SQLException {
        List<String> rows = database.rows(sql);
        assertThat(database.rowsWithoutPushDown(sql)).as(sql).isEqualTo(rows);
        return rows;
    }
}
