package dev.sallyport.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Parts of SQL that are rare, each beside other words for the same. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BreadthTest {
    private OrgDatabase database;

    @BeforeAll
    void start() throws SQLException {
        database = new OrgDatabase(600);
    }

    @AfterAll
    void stop() throws SQLException {
        database.close();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            Industry IS NOT DISTINCT FROM 'ENERGY'        | Industry = 'energy'
            Industry IS DISTINCT FROM UPPER(Industry)     | Industry <> Industry
            COALESCE(Industry, 'none') = 'NONE'           | Industry IS NULL
            COALESCE(Industry, 'none') IN ('None', 'x')   | Industry IS NULL
            SUBSTRING('energy' FROM 1) = 'ENERGY' AND Name > 'm'      | Name > 'm'
            FLOOR(CreatedDate TO QUARTER) = TIMESTAMP '2025-01-01 00:00:00' | CreatedDate >= TIMESTAMP '2025-01-01 00:00:00' AND CreatedDate < TIMESTAMP '2025-04-01 00:00:00'
            CEIL(CreatedDate TO WEEK) < TIMESTAMP '2025-01-05 00:00:00' | CreatedDate <= TIMESTAMP '2024-12-29 00:00:00'
            (Industry, Rating) NOT IN (SELECT b.Industry, b.Rating FROM Account b WHERE b.Name < 'c') | NOT EXISTS (SELECT 1 FROM Account b WHERE b.Name < 'c' AND (b.Industry = a.Industry) IS NOT FALSE AND (b.Rating = a.Rating) IS NOT FALSE)
            (Industry, Rating) NOT IN (SELECT b.Industry, b.Rating FROM Account b WHERE b.Id = a.ParentId) OR Name < 'c' | Name < 'c' OR NOT EXISTS (SELECT 1 FROM Account b WHERE b.Id = a.ParentId AND (b.Industry = a.Industry) IS NOT FALSE AND (b.Rating = a.Rating) IS NOT FALSE)
            """)
    void two_conditions_mean_the_same_pushed_down_and_here(String condition, String same) throws SQLException {
        String sql = "SELECT a.Id FROM Account a WHERE ";
        List<String> expected = database.rows(sql + same);
        assertThat(database.rows(sql + condition)).containsExactlyInAnyOrderElementsOf(expected);
        assertThat(database.rowsWithoutPushDown(sql + condition)).containsExactlyInAnyOrderElementsOf(expected);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            SELECT a.Id, b.Id FROM Account a JOIN Contact b ON UPPER(a.Name) IS NOT DISTINCT FROM LOWER(b.LastName) | SELECT a.Id, b.Id FROM Account a JOIN Contact b ON a.Name = b.LastName
            SELECT a.Id, (SELECT COUNT(*) FROM Contact c WHERE c.LastName = UPPER(a.Name)) FROM Account a | SELECT a.Id, COUNT(c.Id) FROM Account a LEFT JOIN Contact c ON c.LastName = a.Name GROUP BY a.Id
            SELECT LISTAGG(Site, ',') WITHIN GROUP (ORDER BY Site) FROM (VALUES 'b', 'A', 'a', 'B') AS t (Site) WHERE Site > 'A' | VALUES 'b,B'
            SELECT LISTAGG(Site, ',') WITHIN GROUP (ORDER BY Site DESC) FROM (VALUES 'c', 'A', '_', 'B') AS t (Site) | VALUES '_,c,B,A'
            """)
    void two_statements_answer_the_same(String sql, String same) throws SQLException {
        List<String> expected = database.rows(same);
        assertThat(database.rows(sql)).containsExactlyInAnyOrderElementsOf(expected);
        assertThat(database.rowsWithoutPushDown(sql)).containsExactlyInAnyOrderElementsOf(expected);
    }

    @Test
    void rows_among_those_of_a_subquery_are_asked_about_once_each() throws SQLException {
        String among = "(Industry, Rating) IN (SELECT Industry, Rating FROM Account WHERE Name < 'c')";
        List<String> rows = database.rows("SELECT Id, " + among + " FROM Account");
        assertThat(rows).hasSize(database.rows("SELECT Id FROM Account").size());
        assertThat(rows.stream().filter(row -> row.endsWith("|true")))
                .hasSize(database.rows("SELECT Id FROM Account WHERE " + among).size());
        assertThat(rows.stream().filter(row -> row.endsWith("|false")))
                .hasSize(database.rows("SELECT Id FROM Account WHERE NOT " + among)
                        .size());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT NumberOfEmployees * 1000000000 FROM Account",
                "SELECT Id FROM Account WHERE NumberOfEmployees + 2147483647 > 0",
                "SELECT Id FROM Account WHERE NumberOfEmployees > 2000000000 + 2000000000",
                "SELECT SUM(NumberOfEmployees) * 9000000000000000000 FROM Account"
            })
    void what_a_type_does_not_hold_fails(String sql) {
        SQLException there = catchThrowableOfType(SQLException.class, () -> database.rows(sql));
        assertThat(there.getSQLState()).isEqualTo("22003");
        SQLException here = catchThrowableOfType(SQLException.class, () -> database.rowsWithoutPushDown(sql));
        assertThat(here.getSQLState()).isEqualTo("22003");
    }

    @Test
    void distinct_in_a_window_is_refused_where_it_would_count() throws SQLException {
        SQLException failure = catchThrowableOfType(
                SQLException.class,
                () -> database.rows("SELECT COUNT(DISTINCT Rating) OVER (PARTITION BY Industry) FROM Account"));
        assertThat(failure.getMessage()).startsWith("COUNT(DISTINCT …) cannot be computed over a window.");
        assertThat(failure.getSQLState()).isEqualTo("42000");
        assertThat(database.rows("SELECT MAX(DISTINCT Rating) OVER (PARTITION BY Industry) FROM Account"))
                .isNotEmpty();
    }
}
