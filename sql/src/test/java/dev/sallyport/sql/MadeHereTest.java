package dev.sallyport.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.SQLException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is computed here: no row is lost or made up, no digit is lost, and text is like text as in Salesforce. */
class MadeHereTest {
    private static OrgDatabase database;

    @BeforeAll
    static void open() throws SQLException {
        database = new OrgDatabase();
    }

    @AfterAll
    static void close() throws SQLException {
        database.close();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            RIGHT JOIN | 0
            FULL JOIN  | 1
            """)
    void a_join_keeps_rows_of_one_column_that_are_alike(String join, int more) throws SQLException {
        String stages = "(SELECT StageName FROM Opportunity)";
        long all = number("SELECT COUNT(*) FROM Opportunity");

        assertThat(number(
                        "SELECT COUNT(*) FROM (VALUES 1) a(x) " + join + stages + " o ON CHAR_LENGTH(StageName) < a.x"))
                .isEqualTo(all + more);
        assertThat(number("SELECT COUNT(*) FROM (VALUES (1, 'none')) a(x, y) " + join + stages
                        + " o ON StageName = a.y AND CHAR_LENGTH(StageName) < a.x"))
                .isEqualTo(all + more);
        assertThat(number("SELECT COUNT(*) FROM (VALUES 1) a(x) " + join + stages + " o ON FALSE"))
                .isEqualTo(all + more);
    }

    @Test
    void not_exists_within_another_still_looks_into_its_own_table() throws SQLException {
        String nobody = "LastName = 'nobody' OR NOT EXISTS"
                + " (SELECT 1 FROM Contact t1 WHERE t1.AccountId = t0.AccountId AND NOT EXISTS"
                + " (SELECT 1 FROM Opportunity WHERE SUBSTRING(Name FROM 1 FOR 1) %s '~'))";

        assertThat(number("SELECT COUNT(*) FROM Contact t0 WHERE " + nobody.formatted("=")))
                .isEqualTo(number("SELECT COUNT(*) FROM Contact WHERE AccountId IS NULL"));
        assertThat(number("SELECT COUNT(*) FROM Contact t0 WHERE " + nobody.formatted("<>")))
                .isEqualTo(number("SELECT COUNT(*) FROM Contact"));
    }

    @Test
    void a_sum_of_whole_numbers_equals_no_fraction() throws SQLException {
        assertThat(number("SELECT COUNT(*) FROM"
                        + " (SELECT SUM(x) AS s FROM (VALUES (CAST(1 AS DECIMAL(18, 0))), (2)) t(x)) a"
                        + " JOIN (VALUES (CAST(3.4 AS DECIMAL(18, 3))), (3)) b(y) ON a.s = b.y"))
                .isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            'a_b'              | 2
            'A%B'              | 2
            'a__b'             | 0
            '_%_'              | 4
            '%#_%' ESCAPE '#'  | 1
            'x##_y' ESCAPE '#' | 0
            'Xx_Y' ESCAPE 'x'  | 1
            '%.%'              | 0
            '%💥%'             | 1
            '_💥'              | 1
            """)
    void an_underscore_is_any_character(String pattern, long rows) throws SQLException {
        assertThat(number("SELECT COUNT(*) FROM (VALUES ('a\nb'), ('a b'), ('x_y'), ('y💥')) t(x) WHERE x LIKE "
                        + pattern))
                .isEqualTo(rows);
    }

    @Test
    void one_pattern_goes_by_case_for_an_id_and_without_for_a_text_in_the_same_statement() throws SQLException {
        assertThat(number("SELECT COUNT(*) FROM Contact WHERE Id LIKE '003l%' OR Id || '' LIKE '003l%'"))
                .isEqualTo(number("SELECT COUNT(*) FROM Contact"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"'a!b' ESCAPE '!'", "'a!' ESCAPE '!'"})
    void an_escape_before_anything_but_a_wildcard_is_refused(String pattern) {
        assertThatThrownBy(() -> number("SELECT COUNT(*) FROM Account WHERE Name || '' LIKE " + pattern))
                .isInstanceOf(SQLException.class)
                .hasMessageContaining("Invalid escape sequence in the LIKE pattern a!");
    }

    @Test
    void the_day_of_a_moment_leaves_the_next_key_to_decide() throws SQLException {
        String rows = " FROM (SELECT Id, CAST(CreatedDate AS DATE) AS d, CreatedDate FROM Opportunity) o";
        assertThat(database.rows("SELECT Id" + rows + " ORDER BY d DESC, Id"))
                .isEqualTo(database.rowsWithoutPushDown("SELECT Id FROM (SELECT Id, EXTRACT(YEAR FROM d) * 10000"
                        + " + EXTRACT(MONTH FROM d) * 100 + EXTRACT(DAY FROM d) AS n" + rows
                        + ") p ORDER BY n DESC, Id"));
    }

    private static long number(String sql) throws SQLException {
        return Long.parseLong(database.rows(sql).get(0).replaceAll("[^0-9]", ""));
    }
}
