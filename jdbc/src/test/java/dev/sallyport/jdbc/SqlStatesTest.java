package dev.sallyport.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.sallyport.org.http.ApiKind;
import dev.sallyport.org.http.Fault;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each failure has its SQLState, the exception class that JDBC has for it, and a message to act on. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SqlStatesTest {
    private static final int TRIES_OF_A_READ = 4;

    private OrgOverJdbc org;
    private Connection connection;

    @BeforeAll
    void start() throws SQLException {
        org = new OrgOverJdbc(1_000);
        connection = org.connect();
        OrgOverJdbc.rows(connection, "SELECT Id FROM Account LIMIT 1");
    }

    @AfterAll
    void stop() throws SQLException {
        connection.close();
        org.close();
    }

    private SQLException failureOf(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            return catchThrowableOfType(SQLException.class, () -> readAll(statement.executeQuery(sql)));
        }
    }

    private static void readAll(ResultSet rows) throws SQLException {
        while (rows.next()) {
            rows.getObject(1);
        }
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            SELECT Name FORM Account                                   | 42601 | SQLSyntaxErrorException
            SELECT Name FROM Acount                                    | 42S02 | SQLSyntaxErrorException
            SELECT Nam FROM Account                                    | 42S22 | SQLSyntaxErrorException
            SELECT Name FROM Account WHERE IsDeleted > DATE '2024-1-1' | 42000 | SQLSyntaxErrorException
            SELECT 1 / (COUNT(*) - COUNT(*)) FROM Account              | 22012 | SQLDataException
            SELECT CAST(Name AS INTEGER) FROM Account                  | 22018 | SQLDataException
            SELECT (SELECT Id FROM Account) FROM Contact               | 21000 | SQLException
            """)
    void a_statement_that_is_wrong(String sql, String state, String type) throws SQLException {
        SQLException failure = failureOf(sql);
        assertThat((Throwable) failure).isNotNull();
        assertThat(failure.getSQLState()).as(failure.toString()).isEqualTo(state);
        assertThat(failure.getClass().getSimpleName()).isEqualTo(type);
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource(delimiter = '|', textBlock = """
            503 | SERVER_UNAVAILABLE              | 08S01 | SQLTransientConnectionException
            403 | REQUEST_LIMIT_EXCEEDED          | 53400 | SQLException
            403 | API_DISABLED_FOR_ORG            | 42501 | SQLSyntaxErrorException
            400 | INVALID_FIELD                   | 42000 | SQLSyntaxErrorException
            400 | INVALID_TYPE                    | 42S02 | SQLSyntaxErrorException
            400 | MALFORMED_QUERY                 | 42000 | SQLSyntaxErrorException
            400 | QUERY_TIMEOUT                   | HYT00 | SQLTimeoutException
            403 | INSUFFICIENT_ACCESS             | 42501 | SQLSyntaxErrorException
            500 | UNKNOWN_EXCEPTION               | HY000 | SQLException
            """)
    void a_refusal_by_salesforce(int status, String code, String state, String type) throws SQLException {
        for (int tries = status == 503 ? TRIES_OF_A_READ : 1; tries > 0; tries--) {
            org.org().controls().failNext(ApiKind.QUERY, Fault.refusal(status, code, "said by the org"));
        }
        SQLException failure = failureOf("SELECT Name FROM Account");
        assertThat((Throwable) failure).isNotNull();
        assertThat(failure.getSQLState()).as(failure.toString()).isEqualTo(state);
        assertThat(failure.getClass().getSimpleName()).isEqualTo(type);
        assertThat((Throwable) failure).hasMessageContaining("said by the org");
    }

    @Test
    void a_connection_that_breaks_is_transient() throws SQLException {
        // The first byte of an answer keeps the JDK's client from sending the request again by itself.
        for (int tries = 0; tries < TRIES_OF_A_READ; tries++) {
            org.org().controls().failNext(ApiKind.QUERY, Fault.cutAnswer(1));
        }
        SQLException failure = failureOf("SELECT Name FROM Account");
        assertThat(failure.getSQLState()).isEqualTo("08S01");
    }

    @Test
    void a_connection_that_breaks_once_does_not_disturb_a_read() throws SQLException {
        org.org().controls().failNext(ApiKind.QUERY, Fault.cutAnswer(1));
        assertThat(OrgOverJdbc.rows(connection, "SELECT Name FROM Account LIMIT 3"))
                .hasSize(3);
    }

    @Test
    void an_object_that_is_closed_says_so() throws SQLException {
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("SELECT Id FROM Account LIMIT 1");
        rows.close();
        assertThat(catchThrowableOfType(SQLException.class, rows::next).getSQLState())
                .isEqualTo("24000");
        statement.close();
        assertThat(catchThrowableOfType(SQLException.class, statement::getResultSet)
                        .getSQLState())
                .isEqualTo("24000");
    }
}
