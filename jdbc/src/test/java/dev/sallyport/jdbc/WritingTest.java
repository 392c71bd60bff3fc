package dev.sallyport.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import java.lang.reflect.Method;
import java.sql.BatchUpdateException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLIntegrityConstraintViolationException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** INSERT, UPDATE, DELETE, batches and generated keys through the driver. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class WritingTest {
    private OrgOverJdbc org;

    @BeforeAll
    void start() {
        org = new OrgOverJdbc(1_000);
    }

    @AfterAll
    void stop() {
        org.close();
    }

    @Test
    void a_record_is_made_changed_and_deleted_and_its_id_is_told() throws SQLException {
        try (Connection connection = org.connect();
                Statement statement = connection.createStatement()) {
            assertThat(connection.getMetaData().supportsGetGeneratedKeys()).isTrue();
            assertThat(statement.executeUpdate(
                            "INSERT INTO Account (Name) VALUES ('Driver Made')", Statement.RETURN_GENERATED_KEYS))
                    .isEqualTo(1);
            String id;
            try (ResultSet keys = statement.getGeneratedKeys()) {
                assertThat(keys.next()).isTrue();
                id = keys.getString(1);
                assertThat(keys.next()).isFalse();
            }
            assertThat(OrgOverJdbc.rows(connection, "SELECT Id FROM Account WHERE Name = 'Driver Made'"))
                    .containsExactly(id);
            try (PreparedStatement update =
                    connection.prepareStatement("UPDATE Account SET NumberOfEmployees = ? WHERE Id = ?")) {
                update.setInt(1, 42);
                update.setString(2, id);
                assertThat(update.executeUpdate()).isEqualTo(1);
            }
            assertThat(OrgOverJdbc.rows(connection, "SELECT NumberOfEmployees FROM Account WHERE Id = '" + id + "'"))
                    .containsExactly("42");
            assertThat(statement.execute("DELETE FROM Account WHERE Id = '" + id + "'"))
                    .isFalse();
            assertThat(statement.getUpdateCount()).isEqualTo(1);
            assertThat(OrgOverJdbc.rows(connection, "SELECT Id FROM Account WHERE Id = '" + id + "'"))
                    .isEmpty();
        }
    }

    @Test
    void keys_are_told_of_a_prepared_statement_whose_columns_are_named() throws SQLException {
        try (Connection connection = org.connect();
                PreparedStatement insert =
                        connection.prepareStatement("INSERT INTO Account (Name) VALUES (?)", new String[] {"Id"})) {
            insert.setString(1, "Named Key");
            assertThat(insert.executeUpdate()).isEqualTo(1);
            try (ResultSet keys = insert.getGeneratedKeys()) {
                assertThat(keys.next()).isTrue();
                assertThat(keys.getString("Id")).startsWith("001").hasSize(18);
            }
        }
    }

    @Test
    void what_has_been_written_cannot_be_rolled_back() throws SQLException {
        try (Connection connection = org.connect();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.executeUpdate("INSERT INTO Account (Name) VALUES ('Stays')");
            SQLException refused = catchThrowableOfType(SQLException.class, connection::rollback);
            assertThat(refused.getSQLState()).isEqualTo("0A000");
        }
    }

    @Test
    void a_batch_shares_a_call_and_tells_of_each_element() throws SQLException {
        try (Connection connection = org.connect();
                PreparedStatement insert =
                        connection.prepareStatement("INSERT INTO Contact (LastName, Email) VALUES (?, ?)")) {
            org.calls();
            for (String email : new String[] {"a@mail.example", "no address", "c@mail.example"}) {
                insert.setString(1, "Batch");
                insert.setString(2, email);
                insert.addBatch();
            }
            BatchUpdateException refused = catchThrowableOfType(BatchUpdateException.class, insert::executeBatch);
            assertThat(refused.getUpdateCounts()).containsExactly(1, Statement.EXECUTE_FAILED, 1);
            assertThat((Throwable) refused.getNextException()).hasMessageContaining("INVALID_EMAIL_ADDRESS");
            assertThat(org.calls()).isEqualTo(1);
        }
    }

    @Test
    void all_or_none_is_a_property() throws SQLException {
        String sql = "INSERT INTO Contact (LastName, Email) VALUES ('Both', 'a@mail.example'), ('Both', 'no address')";
        try (Connection connection = DriverManager.getConnection(
                        org.url() + "&allOrNone=true",
                        org.app().consumerKey(),
                        org.app().consumerSecret());
                Statement statement = connection.createStatement()) {
            assertThat((Throwable) catchThrowableOfType(SQLException.class, () -> statement.executeUpdate(sql)))
                    .hasMessageContaining("INVALID_EMAIL_ADDRESS");
            assertThat(OrgOverJdbc.rows(connection, "SELECT Id FROM Contact WHERE LastName = 'Both'"))
                    .isEmpty();
        }
    }

    @Test
    void a_read_only_connection_takes_nothing_into_a_batch() throws SQLException {
        try (Connection connection = org.connect();
                Statement statement = connection.createStatement();
                PreparedStatement insert = connection.prepareStatement("INSERT INTO Account (Name) VALUES (?)")) {
            connection.setReadOnly(true);
            insert.setString(1, "Never");
            assertThat(catchThrowableOfType(SQLException.class, insert::addBatch)
                            .getSQLState())
                    .isEqualTo("25006");
            assertThat(catchThrowableOfType(SQLException.class, () -> statement.addBatch("DELETE FROM Account"))
                            .getSQLState())
                    .isEqualTo("25006");
        }
    }

    @Test
    void a_batch_is_not_run_over_a_connection_that_reads_only_by_now() throws SQLException {
        try (Connection connection = org.connect();
                PreparedStatement insert = connection.prepareStatement("INSERT INTO Account (Name) VALUES (?)")) {
            insert.setString(1, "Never");
            insert.addBatch();
            connection.setReadOnly(true);
            assertThat(catchThrowableOfType(SQLException.class, insert::executeBatch)
                            .getSQLState())
                    .isEqualTo("25006");
        }
    }

    /** As many as JDBC has: {@code executeUpdate(String, String[])} is one. */
    static Stream<Method> waysToRunAText() {
        return Arrays.stream(Statement.class.getMethods())
                .filter(method -> method.getParameterCount() > 0 && method.getParameterTypes()[0] == String.class)
                .filter(method -> method.getName().startsWith("execute"));
    }

    @ParameterizedTest
    @MethodSource("waysToRunAText")
    void however_a_statement_is_run_a_read_only_connection_does_not_write(Method way) throws SQLException {
        try (Connection connection = org.connect();
                Statement statement = connection.createStatement()) {
            connection.setReadOnly(true);
            assertThatThrownBy(() -> way.invoke(statement, arguments(way, "DELETE FROM Account")))
                    .cause()
                    .asInstanceOf(type(SQLException.class))
                    .returns("25006", SQLException::getSQLState);
        }
    }

    static Stream<Method> waysToWriteByAText() {
        return waysToRunAText().filter(method -> !method.getName().equals("executeQuery"));
    }

    @ParameterizedTest
    @MethodSource("waysToWriteByAText")
    void however_a_statement_is_run_what_it_has_written_is_not_rolled_back(Method way) throws Exception {
        try (Connection connection = org.connect();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            way.invoke(statement, arguments(way, "INSERT INTO Account (Name) VALUES ('There to stay')"));
            assertThat(catchThrowableOfType(SQLException.class, connection::rollback)
                            .getSQLState())
                    .isEqualTo("0A000");
        }
    }

    private static Object[] arguments(Method way, String sql) {
        if (way.getParameterCount() == 1) {
            return new Object[] {sql};
        }
        Class<?> keys = way.getParameterTypes()[1];
        return new Object[] {
            sql,
            keys == int.class
                    ? Statement.RETURN_GENERATED_KEYS
                    : keys == int[].class ? new int[] {1} : new String[] {"Id"}
        };
    }

    @Test
    void a_refused_row_is_told_by_the_class_of_its_state() throws SQLException {
        try (Connection connection = org.connect();
                Statement statement = connection.createStatement()) {
            assertThat((Throwable) catchThrowableOfType(
                            SQLException.class,
                            () -> statement.executeUpdate("INSERT INTO Contact (FirstName) VALUES ('No last name')")))
                    .isInstanceOf(SQLIntegrityConstraintViolationException.class);
        }
    }
}
