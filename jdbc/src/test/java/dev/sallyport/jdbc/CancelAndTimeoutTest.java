package dev.sallyport.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.sallyport.auth.http.HttpTransport;
import dev.sallyport.org.http.ApiKind;
import dev.sallyport.org.http.Fault;
import java.sql.BatchUpdateException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLTimeoutException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.assertj.core.api.Assertions;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** A statement that is ended by another thread or by the clock. The org would take minutes where it is asked to be slow. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CancelAndTimeoutTest {
    private static final Duration MINUTES = Duration.ofMinutes(10);

    /** Rows that take three collections of 200. */
    private static final int THREE_CALLS = 450;

    private OrgOverJdbc org;

    @BeforeAll
    void start() {
        // Three pages of contacts: the second is on its way already when executeQuery returns.
        org = new OrgOverJdbc(30_000);
    }

    @AfterEach
    void beQuickAgain() {
        org.org().controls().setLatency(Duration.ZERO);
    }

    @AfterAll
    void stop() {
        org.close();
    }

    @Test
    void another_thread_cancels_a_statement_that_waits_for_its_first_page() throws Exception {
        try (Connection connection = org.connect();
                Statement statement = connection.createStatement()) {
            statement.executeQuery("SELECT Id FROM Account LIMIT 1").close(); // described
            org.org().controls().setLatency(MINUTES);
            WaitingCall call = new WaitingCall(
                    () -> statement.executeQuery("SELECT Name FROM Account").next());
            statement.cancel();
            assertThat(call.failure().getSQLState()).isEqualTo("57014");
            org.org().controls().setLatency(Duration.ZERO);
            assertThat(OrgOverJdbc.rows(statement.executeQuery("SELECT Id FROM Account LIMIT 2")))
                    .as("the statement is good for another execution")
                    .hasSize(2);
        }
    }

    @Test
    void a_cancelled_statement_gives_no_more_rows_and_leaves_its_thread_uninterrupted() throws SQLException {
        try (Connection connection = org.connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT Id FROM Contact")) {
            assertThat(rows.next()).isTrue();
            statement.cancel();
            SQLException failure = catchThrowableOfType(SQLException.class, rows::next);
            assertThat(failure.getSQLState()).isEqualTo("57014");
            assertThat(Thread.currentThread().isInterrupted()).isFalse();
        }
    }

    @Test
    void what_was_cancelled_is_told_once_and_not_of_calls_that_run_nothing() throws Exception {
        try (Connection connection = org.connect();
                PreparedStatement statement = connection.prepareStatement("SELECT Name FROM Account")) {
            org.org().controls().setLatency(MINUTES);
            WaitingCall call = new WaitingCall(() -> statement.executeQuery().next());
            statement.cancel();
            assertThat(call.failure().getSQLState()).isEqualTo("57014");
            assertThat(statement.getMetaData().getColumnName(1)).isEqualTo("Name");
            assertThat(statement.getMoreResults()).isFalse();
        }
    }

    @Test
    void rows_that_stop_streaming_are_cancelled_within_the_wait() throws Exception {
        try (Connection connection = org.connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT Id FROM Contact")) {
            // Two pages are here already or on their way; the third is the one that never comes.
            org.org().controls().setLatency(MINUTES);
            WaitingCall call = new WaitingCall(() -> readAll(rows));
            statement.cancel();
            assertThat(call.failure().getSQLState()).isEqualTo("57014");
        }
    }

    @Test
    void cancelling_nothing_does_nothing() throws SQLException {
        try (Connection connection = org.connect();
                Statement statement = connection.createStatement()) {
            statement.cancel();
            assertThat(OrgOverJdbc.rows(statement.executeQuery("SELECT Id FROM Account LIMIT 1")))
                    .hasSize(1);
        }
    }

    @Test
    void a_cancelled_statement_that_writes_says_what_is_known_of_its_rows() throws Exception {
        try (Connection connection = org.connect();
                Statement statement = connection.createStatement()) {
            statement.executeQuery("SELECT Id FROM Account LIMIT 1").close(); // described
            org.org().controls().setLatency(MINUTES);
            WaitingCall call =
                    new WaitingCall(() -> statement.executeUpdate("INSERT INTO Account (Name) VALUES ('A'), ('B')"));
            statement.cancel();
            SQLException failure = call.failure();
            assertThat(failure.getSQLState()).isEqualTo("57014");
            assertThat((Throwable) failure)
                    .hasMessageContaining("cancelled")
                    .hasMessageContaining("Of 2 rows of the insert of Account 0 are written");
            assertThat((Throwable) failure.getNextException()).hasMessageContaining("Row 1: its answer was lost");
        }
    }

    @Test
    void a_cancelled_batch_sends_nothing_more_and_has_a_count_for_each_element() throws Exception {
        try (Connection connection = org.connect();
                PreparedStatement statement = connection.prepareStatement("INSERT INTO Account (Name) VALUES (?)")) {
            for (int i = 0; i < THREE_CALLS; i++) {
                statement.setString(1, "A" + i);
                statement.addBatch();
            }
            org.org().controls().setLatency(MINUTES);
            WaitingCall call = new WaitingCall(statement::executeBatch);
            statement.cancel();
            SQLException failure = call.failure();
            assertThat(failure.getSQLState()).isEqualTo("57014");
            assertThat((Throwable) failure).isInstanceOf(BatchUpdateException.class);
            assertThat(((BatchUpdateException) failure).getUpdateCounts())
                    .containsOnly(Statement.EXECUTE_FAILED)
                    .hasSize(THREE_CALLS);
        }
    }

    @Test
    void a_query_timeout_ends_the_call() throws SQLException {
        try (Connection connection = org.connect();
                Statement statement = connection.createStatement()) {
            org.org().controls().setLatency(MINUTES);
            statement.setQueryTimeout(1);
            assertThat(statement.getQueryTimeout()).isEqualTo(1);
            SQLException failure =
                    catchThrowableOfType(SQLException.class, () -> statement.executeQuery("SELECT Id FROM Account"));
            assertThat((Throwable) failure).isInstanceOf(SQLTimeoutException.class);
            assertThat(failure.getSQLState()).isEqualTo("HYT00");
            assertThat((Throwable) failure).hasMessageContaining("1 seconds").hasMessageContaining("setQueryTimeout");
        }
    }

    @Test
    void a_query_timeout_ends_rows_that_stream() throws SQLException {
        try (Connection connection = org.connect();
                PreparedStatement statement = connection.prepareStatement("SELECT Id FROM Contact")) {
            statement.setQueryTimeout(2);
            try (ResultSet rows = statement.executeQuery()) {
                org.org().controls().setLatency(MINUTES);
                SQLException failure = catchThrowableOfType(SQLException.class, () -> readAll(rows));
                assertThat(failure.getSQLState()).isEqualTo("HYT00");
            }
        }
    }

    @Test
    void a_network_timeout_holds_for_each_request() throws SQLException {
        try (Connection connection = org.connect();
                Statement statement = connection.createStatement()) {
            connection.setNetworkTimeout(Runnable::run, 500);
            assertThat(connection.getNetworkTimeout()).isEqualTo(500);
            org.org().controls().setLatency(MINUTES);
            SQLException failure =
                    catchThrowableOfType(SQLException.class, () -> statement.executeQuery("SELECT Id FROM Account"));
            assertThat(failure.getSQLState()).isEqualTo("HYT00");
        }
    }

    @Test
    void an_abort_ends_what_runs_and_closes() throws Exception {
        Connection connection = org.connect();
        Statement statement = connection.createStatement();
        org.org().controls().setLatency(MINUTES);
        WaitingCall call = new WaitingCall(() -> statement.executeQuery("SELECT Id FROM Account"));
        connection.abort(Runnable::run);
        assertThat(call.failure().getSQLState()).isEqualTo("57014");
        assertThat(connection.isClosed()).isTrue();
    }

    @Test
    void a_page_that_never_ends_is_no_harder_to_leave() throws SQLException {
        try (Connection connection = org.connect();
                Statement statement = connection.createStatement()) {
            statement.executeQuery("SELECT Id FROM Account LIMIT 1").close();
            org.org().controls().failNext(ApiKind.QUERY, Fault.slowAnswer(1, Duration.ofSeconds(20)));
            statement.setQueryTimeout(1);
            SQLException failure =
                    catchThrowableOfType(SQLException.class, () -> statement.executeQuery("SELECT Name FROM Account"));
            assertThat(failure.getSQLState()).isEqualTo("HYT00");
        }
    }

    /** A call in a thread of its own, which waits for the org by the time that this is made. */
    private static final class WaitingCall {
        private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
        private final Thread thread;

        WaitingCall(ThrowingCallable call) {
            thread = new Thread(() -> failure.set(Assertions.catchThrowable(call)));
            thread.start();
            while (thread.isAlive() && !waitsForAnswer()) {
                Thread.onSpinWait();
            }
        }

        private boolean waitsForAnswer() {
            return EnumSet.of(Thread.State.WAITING, Thread.State.TIMED_WAITING).contains(thread.getState())
                    && Arrays.stream(thread.getStackTrace())
                            .anyMatch(frame -> frame.getClassName().equals(HttpTransport.class.getName()));
        }

        SQLException failure() throws InterruptedException {
            thread.join();
            return (SQLException) Objects.requireNonNull(failure.get());
        }
    }

    private static void readAll(ResultSet rows) throws SQLException {
        while (rows.next()) {
            rows.getString(1);
        }
    }
}
