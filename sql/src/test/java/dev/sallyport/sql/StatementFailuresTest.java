package dev.sallyport.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the author of a wrong statement is told. */
class StatementFailuresTest {
    @Test
    void a_misspelt_column_is_told_the_nearest() throws SQLException {
        SQLException failure = failureOf("SELECT Nam FROM Account");
        assertThat((Throwable) failure)
                .hasMessageStartingWith("There is no column Nam in Account (line 1, column 8). Did you mean Name?");
        assertThat(failure.getSQLState()).isEqualTo("42S22");
    }

    @Test
    void a_misspelt_column_behind_an_alias_is_told_the_nearest() throws SQLException {
        assertThat((Throwable) failureOf("SELECT c.Emial FROM Contact c"))
                .hasMessageStartingWith("There is no column Emial in Contact (line 1, column 10). Did you mean Email?");
    }

    @Test
    void a_misspelt_table_is_told_the_nearest() throws SQLException {
        SQLException failure = failureOf("SELECT Name FROM Acount");
        assertThat((Throwable) failure)
                .hasMessageStartingWith("There is no table Acount (line 1, column 18). Did you mean Account?");
        assertThat(failure.getSQLState()).isEqualTo("42S02");
    }

    @Test
    void a_name_like_no_other_gets_no_guess() throws SQLException {
        assertThat((Throwable) failureOf("SELECT Xyzzy FROM Account"))
                .hasMessageStartingWith("There is no column Xyzzy in Account (line 1, column 8). If it is new");
    }

    @Test
    void malformed_sql_is_told_where() throws SQLException {
        SQLException failure = failureOf("SELECT Name FORM Account");
        assertThat((Throwable) failure).hasMessageContaining("malformed").hasMessageContaining("line 1, column 18");
        assertThat(failure.getSQLState()).isEqualTo("42601");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "SELEC Name FROM Account | No statement begins with SELEC. Did you mean SELECT?",
                "/* gone */ DROP TABLE Account | No statement begins with DROP. Tables, fields and permissions",
                "'-- nothing' | There is no statement. A statement begins with SELECT",
                "'' | There is no statement."
            })
    void what_is_no_statement_is_told_by_its_first_word(String text, String told) throws SQLException {
        SQLException failure = failureOf(text);
        assertThat((Throwable) failure).hasMessageStartingWith(told);
        assertThat(failure.getSQLState()).isEqualTo("42601");
    }

    @Test
    void a_second_statement_is_to_be_run_by_itself() throws SQLException {
        SQLException failure = failureOf("SELECT Name FROM Account; SELECT Name FROM Contact");
        assertThat((Throwable) failure)
                .hasMessageContaining("line 1, column 25")
                .hasMessageEndingWith(
                        "One statement is run at a time: run what stands behind the semicolon by itself.");
        assertThat(failure.getSQLState()).isEqualTo("42601");
    }

    @Test
    void a_statement_whose_types_do_not_go_together_is_told_where() throws SQLException {
        SQLException failure = failureOf("SELECT Name FROM Account WHERE IsDeleted > DATE '2024-01-01'");
        assertThat((Throwable) failure).hasMessageStartingWith("The SQL is not valid at line 1, column 32");
        assertThat(failure.getSQLState()).isEqualTo("42000");
    }

    private static SQLException failureOf(String sql) throws SQLException {
        try (Connection connection = Plans.connect();
                Statement statement = connection.createStatement()) {
            return catchThrowableOfType(SQLException.class, () -> statement.executeQuery(sql));
        }
    }
}
