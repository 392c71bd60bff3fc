package dev.sallyport.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.sallyport.sql.write.WriteOptions;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What JDBC promises of statements that write and of those that read, kept apart. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class StatementPromisesTest {
    private static final String INSERT = "INSERT INTO Account (Name) VALUES ('Promised')";

    private final WritableOrg org = new WritableOrg();
    private Connection connection;

    @BeforeEach
    void connect() throws SQLException {
        org.reset();
        connection = org.connect(WriteOptions.DEFAULT);
    }

    @AfterEach
    void disconnect() throws SQLException {
        connection.close();
    }

    @AfterAll
    void stop() {
        org.close();
    }

    @Test
    void a_statement_that_writes_is_refused_as_a_query_before_it_writes() throws SQLException {
        try (Statement statement = connection.createStatement();
                PreparedStatement prepared = connection.prepareStatement(INSERT)) {
            assertThat(state(() -> statement.executeQuery(INSERT))).isEqualTo("HY010");
            assertThat(state(prepared::executeQuery)).isEqualTo("HY010");
        }
        assertThat(org.writes()).isZero();
        assertThat(made()).isZero();
    }

    @Test
    void a_parameter_that_nothing_gives_a_value_is_refused_before_it_is_sent() throws SQLException {
        String write = "UPDATE Account SET Name = 'Changed' WHERE Id > ?";
        try (Statement statement = connection.createStatement()) {
            assertThat(state(() -> statement.executeQuery("SELECT Id FROM Account WHERE Name > ?")))
                    .isEqualTo("07002");
            assertThat(state(() -> statement.execute(write))).isEqualTo("07002");
            assertThat(state(() -> statement.addBatch(write))).isEqualTo("07002");
            assertThat(org.writes()).isZero();
            assertThat(org.reads()).isZero();
            statement.executeQuery("SELECT Id FROM Account WHERE Name = '?'").close();
            statement
                    .executeQuery("EXPLAIN PLAN FOR SELECT Id FROM Account WHERE Name > ?")
                    .close();
        }
    }

    @Test
    void a_query_is_refused_as_an_update_before_it_is_sent() throws SQLException {
        try (Statement statement = connection.createStatement();
                PreparedStatement prepared = connection.prepareStatement("SELECT Id FROM Account")) {
            assertThat(state(() -> statement.executeUpdate("SELECT Id FROM Account")))
                    .isEqualTo("HY010");
            assertThat(state(prepared::executeUpdate)).isEqualTo("HY010");
        }
        assertThat(org.sent()).isEmpty();
    }

    @Test
    void a_query_comes_into_no_batch() throws SQLException {
        try (Statement statement = connection.createStatement();
                PreparedStatement prepared = connection.prepareStatement("SELECT Id FROM Account")) {
            statement.addBatch(INSERT);
            assertThat(state(() -> statement.addBatch("SELECT Id FROM Account")))
                    .isEqualTo("HY010");
            assertThat(state(prepared::addBatch)).isEqualTo("HY010");
            assertThat(statement.executeBatch()).containsExactly(1);
        }
        assertThat(made()).isEqualTo(1);
    }

    @Test
    void a_prepared_statement_takes_no_other_text() throws SQLException {
        try (PreparedStatement prepared = connection.prepareStatement("SELECT Id FROM Account")) {
            assertThat(state(() -> prepared.executeQuery("SELECT Id FROM Contact")))
                    .isEqualTo("HY010");
            assertThat(state(() -> prepared.execute(INSERT))).isEqualTo("HY010");
            assertThat(state(() -> prepared.executeUpdate(INSERT))).isEqualTo("HY010");
            assertThat(state(() -> prepared.executeUpdate(INSERT, Statement.RETURN_GENERATED_KEYS)))
                    .isEqualTo("HY010");
            assertThat(state(() -> prepared.addBatch(INSERT))).isEqualTo("HY010");
        }
        assertThat(made()).isZero();
    }

    @Test
    void results_come_to_an_end() throws SQLException {
        try (Statement statement = connection.createStatement()) {
            assertThat(statement.execute(INSERT)).isFalse();
            assertThat(statement.getResultSet()).isNull();
            assertThat(statement.getUpdateCount()).isEqualTo(1);
            assertThat(statement.getMoreResults()).isFalse();
            assertThat(statement.getUpdateCount()).isEqualTo(-1);

            assertThat(statement.execute("SELECT Id FROM Account LIMIT 1")).isTrue();
            ResultSet rows = statement.getResultSet();
            assertThat(statement.getMoreResults(Statement.CLOSE_CURRENT_RESULT)).isFalse();
            assertThat(rows.isClosed()).isTrue();
            assertThat(statement.getResultSet()).isNull();
            assertThat(statement.getUpdateCount()).isEqualTo(-1);
            assertThat(statement.getLargeUpdateCount()).isEqualTo(-1);
        }
    }

    @Test
    void what_is_missing_is_said_and_no_null_pointer() throws SQLException {
        assertThat(state(() -> connection.abort(null))).isEqualTo("HY024");
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT Id FROM Account LIMIT 1")) {
            rows.next();
            assertThat(state(() -> rows.getObject(1, (Class<?>) null))).isEqualTo("HY024");
            assertThatThrownBy(() -> rows.findColumn("Id2")).isInstanceOf(SQLException.class);
        }
    }

    private int made() throws SQLException {
        return WritableOrg.rows(connection, "SELECT Id FROM Account WHERE Name = 'Promised'")
                .size();
    }

    private static String state(ThrowingCallable call) {
        return catchThrowableOfType(SQLException.class, call).getSQLState();
    }
}
