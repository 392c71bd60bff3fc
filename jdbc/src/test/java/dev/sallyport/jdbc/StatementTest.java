package dev.sallyport.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.Statement;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class StatementTest {
    private OrgOverJdbc org;

    @BeforeAll
    void start() {
        org = new OrgOverJdbc(12_000);
    }

    @AfterAll
    void stop() {
        org.close();
    }

    @Test
    void max_rows_travel_to_salesforce_and_no_page_is_read_in_vain() throws SQLException {
        try (Connection connection = org.connect();
                Statement statement = connection.createStatement()) {
            statement.executeQuery("SELECT Id FROM Contact LIMIT 1").close(); // described
            org.calls();
            statement.setMaxRows(3);
            assertThat(OrgOverJdbc.rows(statement.executeQuery("SELECT Id FROM Contact -- all of them")))
                    .hasSize(3);
            assertThat(org.calls()).isEqualTo(1);
            assertThat(OrgOverJdbc.rows(statement.executeQuery("SELECT Id FROM Contact;; -- all; of them")))
                    .hasSize(3);
            assertThat(org.calls()).isEqualTo(1);
            assertThat(OrgOverJdbc.rows(statement.executeQuery("SELECT Id FROM Contact LIMIT 2")))
                    .hasSize(2);
            assertThat(OrgOverJdbc.rows(statement.executeQuery("SELECT Name FROM Account ORDER BY Name OFFSET 1 ROW")))
                    .hasSize(3);
            assertThat(OrgOverJdbc.rows(statement.executeQuery("EXPLAIN PLAN FOR SELECT Id FROM Contact")))
                    .isNotEmpty();
        }
    }

    @Test
    void max_rows_hold_for_a_prepared_statement_too() throws SQLException {
        try (Connection connection = org.connect();
                PreparedStatement statement = connection.prepareStatement("SELECT Id FROM Contact")) {
            statement.setMaxRows(5);
            assertThat(OrgOverJdbc.rows(statement.executeQuery())).hasSize(5);
            assertThat(statement.getMaxRows()).isEqualTo(5);
        }
    }

    @Test
    void a_fetch_size_is_taken_as_a_hint_and_costs_no_call() throws SQLException {
        try (Connection connection = org.connect();
                Statement statement = connection.createStatement()) {
            statement.executeQuery("SELECT Id FROM Contact LIMIT 1").close();
            org.calls();
            statement.setFetchSize(10);
            assertThat(statement.getFetchSize()).isEqualTo(10);
            assertThat(OrgOverJdbc.rows(statement.executeQuery("SELECT Id FROM Contact LIMIT 50")))
                    .hasSize(50);
            assertThat(org.calls()).isEqualTo(1);
        }
    }

    @Test
    void a_result_set_goes_forward_only() throws SQLException {
        try (Connection connection = org.connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT Id FROM Account LIMIT 2")) {
            assertThat(rows.isBeforeFirst()).isTrue();
            rows.next();
            assertThat(rows.isFirst()).isTrue();
            assertThat(rows.getRow()).isEqualTo(1);
            assertThat((Throwable) catchThrowableOfType(SQLException.class, rows::previous))
                    .isInstanceOf(SQLFeatureNotSupportedException.class)
                    .hasMessageContaining("forward only");
            assertThat(catchThrowableOfType(SQLException.class, () -> rows.updateString(1, "x"))
                            .getSQLState())
                    .isEqualTo("0A000");
            assertThat(rows.next()).isTrue();
            assertThat(rows.next()).isFalse();
            assertThat(rows.next()).isFalse();
            assertThat(rows.isAfterLast()).isTrue();
        }
    }

    @Test
    void a_scrollable_result_set_is_refused_when_it_is_asked_for() throws SQLException {
        try (Connection connection = org.connect()) {
            SQLException failure = catchThrowableOfType(
                    SQLException.class,
                    () -> connection.createStatement(ResultSet.TYPE_SCROLL_INSENSITIVE, ResultSet.CONCUR_READ_ONLY));
            assertThat(failure.getSQLState()).isEqualTo("0A000");
        }
    }

    @Test
    void objects_know_where_they_come_from_and_close_with_it() throws SQLException {
        Connection connection = org.connect();
        PreparedStatement statement = connection.prepareStatement("SELECT Id FROM Account LIMIT 1");
        ResultSet rows = statement.executeQuery();
        assertThat(rows.getStatement()).isSameAs(statement);
        assertThat(statement.getConnection()).isSameAs(connection);
        assertThat(connection.getMetaData().getConnection()).isSameAs(connection);
        assertThat(connection.unwrap(Connection.class)).isSameAs(connection);
        connection.close();
        assertThat(statement.isClosed()).isTrue();
        assertThat(rows.isClosed()).isTrue();
        connection.close();
        assertThat(catchThrowableOfType(SQLException.class, connection::createStatement)
                        .getSQLState())
                .isEqualTo("08003");
    }

    @Test
    void a_statement_that_closes_on_completion_closes_with_its_rows() throws SQLException {
        try (Connection connection = org.connect()) {
            Statement statement = connection.createStatement();
            statement.closeOnCompletion();
            statement.executeQuery("SELECT Id FROM Account LIMIT 1").close();
            assertThat(statement.isClosed()).isTrue();
        }
    }

    @Test
    void execute_tells_rows_from_counts() throws SQLException {
        try (Connection connection = org.connect();
                Statement statement = connection.createStatement()) {
            assertThat(statement.execute("SELECT Id FROM Account LIMIT 1")).isTrue();
            assertThat(OrgOverJdbc.rows(statement.getResultSet())).hasSize(1);
            assertThat(statement.getUpdateCount()).isEqualTo(-1);
            assertThat(statement.getMoreResults()).isFalse();
        }
    }
}
