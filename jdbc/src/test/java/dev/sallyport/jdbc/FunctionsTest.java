package dev.sallyport.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What SQL has no words for, as functions that answer tables and as procedures. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FunctionsTest {
    private OrgOverJdbc org;
    private Connection connection;

    @BeforeAll
    void start() throws SQLException {
        org = new OrgOverJdbc(500);
        connection = org.connect();
    }

    @AfterAll
    void stop() throws SQLException {
        connection.close();
        org.close();
    }

    @Test
    void limits_are_a_table() throws SQLException {
        List<String> rows = OrgOverJdbc.rows(
                connection, "SELECT Remaining <= \"Max\" FROM TABLE(Limits()) WHERE Name = 'DailyApiRequests'");
        assertThat(rows).containsExactly("true");
    }

    @Test
    void a_description_is_a_table_and_costs_no_second_call() throws SQLException {
        OrgOverJdbc.rows(connection, "SELECT Id FROM Contact LIMIT 1");
        org.calls();
        assertThat(OrgOverJdbc.rows(
                        connection,
                        "SELECT Name, Type, ReferenceTo FROM TABLE(DescribeTable('contact')) WHERE Name = 'AccountId'"))
                .containsExactly("AccountId|reference|Account");
        assertThat(org.calls()).isZero();
    }

    @Test
    void a_search_finds_records_of_several_objects() throws SQLException {
        String name = OrgOverJdbc.rows(connection, "SELECT Name FROM Account ORDER BY Name LIMIT 1")
                .get(0);
        String word = name.replaceAll("\\W.*", "");
        assertThat(OrgOverJdbc.rows(
                        connection,
                        "SELECT \"Table\", Name FROM TABLE(SearchAll('FIND {" + word
                                + "} IN NAME FIELDS RETURNING Account(Id, Name), Contact(Id, Name)'))"))
                .contains("Account|" + name);
    }

    @Test
    void changes_in_a_span_of_time_are_a_table_that_joins() throws SQLException {
        Instant end = Instant.now().truncatedTo(ChronoUnit.MINUTES).plus(5, ChronoUnit.MINUTES);
        String span = "TIMESTAMP '" + sql(end.minus(20, ChronoUnit.DAYS)) + "', TIMESTAMP '" + sql(end) + "'";
        List<String> updated =
                OrgOverJdbc.rows(connection, "SELECT Id FROM TABLE(GetUpdated('Account', " + span + "))");
        List<String> joined = OrgOverJdbc.rows(
                connection,
                "SELECT a.Id FROM Account a JOIN TABLE(GetUpdated('Account', " + span + ")) u ON u.Id = a.Id");
        assertThat(joined).containsExactlyInAnyOrderElementsOf(updated);
        assertThat(OrgOverJdbc.rows(connection, "EXPLAIN PLAN FOR SELECT * FROM TABLE(Limits())")
                        .get(0))
                .contains("function=[Limits]");
    }

    private static String sql(Instant instant) {
        return instant.toString().replace('T', ' ').replace("Z", "");
    }

    @Test
    void a_procedure_is_called_by_position_and_by_name() throws SQLException {
        Instant end = Instant.now().truncatedTo(ChronoUnit.MINUTES).plus(5, ChronoUnit.MINUTES);
        try (CallableStatement call = connection.prepareCall("{call GetDeleted(?, ?, ?)}")) {
            call.setString(1, "Account");
            call.setObject(2, end.minus(1, ChronoUnit.DAYS));
            call.setObject("end_time", end);
            assertThat(OrgOverJdbc.rows(call.executeQuery())).isEmpty();
            assertThat(call.execute()).isTrue();
            call.setString("table_name", "O'Brien");
            SQLException failure =
                    catchThrowableOfType(SQLException.class, () -> OrgOverJdbc.rows(call.executeQuery()));
            assertThat(failure.getSQLState()).isEqualTo("42S02");
        }
        try (CallableStatement call = connection.prepareCall("call salesforce.Limits()")) {
            assertThat(OrgOverJdbc.rows(call.executeQuery())).isNotEmpty();
        }
    }

    @Test
    void a_call_that_cannot_be_is_told() {
        assertThat(stateOf("{call Nothing(?)}")).isEqualTo("42883");
        assertThat(stateOf("{call GetDeleted(?)}")).isEqualTo("42000");
        assertThat(stateOf("SELECT 1")).isEqualTo("42601");
    }

    private String stateOf(String call) {
        return catchThrowableOfType(SQLException.class, () -> connection.prepareCall(call))
                .getSQLState();
    }
}
