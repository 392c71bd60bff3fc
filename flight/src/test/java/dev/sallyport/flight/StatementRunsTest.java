package dev.sallyport.flight;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.apache.arrow.flight.CancelFlightInfoRequest;
import org.apache.arrow.flight.CancelStatus;
import org.apache.arrow.flight.FlightInfo;
import org.apache.arrow.flight.FlightStream;
import org.apache.arrow.flight.sql.FlightSqlClient.PreparedStatement;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.IntVector;
import org.apache.arrow.vector.VarCharVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.junit.jupiter.api.Test;

/** What becomes of a statement from its preparation to its last row. */
@SuppressWarnings("try") // A stream may be interrupted while it closes.
class StatementRunsTest extends FlightOverH2 {
    @Test
    void batches_are_bounded_by_rows_and_by_bytes() throws Exception {
        try (Client client = connected()) {
            assertThat(largestBatch(client, "SELECT X FROM SYSTEM_RANGE(1, 5000)"))
                    .isEqualTo(2_000);
            assertThat(largestBatch(client, "SELECT REPEAT('x', 10000) FROM SYSTEM_RANGE(1, 500)"))
                    .isEqualTo(105);
        }
    }

    private static int largestBatch(Client client, String sql) throws Exception {
        int largest = 0;
        try (FlightStream stream = client.fetch(client.query(sql))) {
            while (stream.next()) {
                largest = Math.max(largest, stream.getRoot().getRowCount());
            }
        }
        return largest;
    }

    @Test
    void parameters_come_in_any_type_and_a_batch_of_them_is_one_update() throws Exception {
        try (Client client = connected()) {
            client.sql()
                    .executeUpdate("CREATE TABLE IF NOT EXISTS GATE (ID INTEGER, NAME VARCHAR(20))", client.options());
            client.sql().executeUpdate("DELETE FROM GATE", client.options());
            try (PreparedStatement insert = client.sql().prepare("INSERT INTO GATE VALUES (?, ?)", client.options());
                    IntVector ids = new IntVector("1", allocator);
                    VarCharVector names = new VarCharVector("2", allocator)) {
                for (int row = 0; row < 10; row++) {
                    ids.setSafe(row, row);
                    names.setSafe(row, ("Name " + row).getBytes(StandardCharsets.UTF_8));
                }
                ids.setValueCount(10);
                names.setValueCount(10);
                insert.setParameters(new VectorSchemaRoot(
                        List.of(ids.getField(), names.getField()), List.<FieldVector>of(ids, names), 10));
                assertThat(insert.executeUpdate(client.options())).isEqualTo(10);
                insert.close(client.options());
            }
            try (PreparedStatement query =
                            client.sql().prepare("SELECT NAME FROM GATE WHERE ID = ?", client.options());
                    VarCharVector id = new VarCharVector("1", allocator)) {
                assertThat(query.getParameterSchema().getFields()).hasSize(1);
                id.setSafe(0, "7".getBytes(StandardCharsets.UTF_8));
                id.setValueCount(1);
                query.setParameters(new VectorSchemaRoot(List.of(id.getField()), List.<FieldVector>of(id), 1));
                try (FlightStream stream = client.fetch(query.execute(client.options()))) {
                    assertThat(stream.next()).isTrue();
                    assertThat(stream.getRoot().getVector(0).getObject(0)).hasToString("Name 7");
                }
                query.close(client.options());
            }
        }
    }

    @Test
    void a_reader_who_does_not_read_is_given_up() throws Exception {
        restart(FlightOptions.onPort(0).withPatience(Duration.ofMillis(50)));
        try (Client client = connected();
                FlightStream stream =
                        client.fetch(client.query("SELECT REPEAT('x', 100000) FROM SYSTEM_RANGE(1, 10000)"))) {
            gate.awaitClosedStatement();
            assertThatThrownBy(() -> {
                        while (stream.next()) {
                            assertThat(stream.getRoot().getRowCount()).isPositive();
                        }
                    })
                    .hasMessageContaining("Nobody has read the statement's rows");
        }
    }

    private static VectorSchemaRoot texts(BufferAllocator allocator, String... values) {
        FieldVector[] vectors = new FieldVector[values.length];
        for (int column = 0; column < values.length; column++) {
            VarCharVector vector = new VarCharVector(String.valueOf(column + 1), allocator);
            vector.setSafe(0, values[column].getBytes(StandardCharsets.UTF_8));
            vector.setValueCount(1);
            vectors[column] = vector;
        }
        return new VectorSchemaRoot(List.of(vectors));
    }

    @Test
    void each_run_has_values_of_its_own_one_for_each_parameter() throws Exception {
        try (Client client = connected();
                PreparedStatement query = client.sql().prepare("SELECT ? || ?", client.options());
                VectorSchemaRoot two = texts(allocator, "a", "b");
                VectorSchemaRoot one = texts(allocator, "c")) {
            assertThatThrownBy(() -> firstText(client, query))
                    .hasMessageContaining("The statement has 2 parameters, and no values are bound.");
            query.setParameters(two);
            assertThat(firstText(client, query)).isEqualTo("ab");
            query.setParameters(one);
            assertThatThrownBy(() -> firstText(client, query))
                    .hasMessageContaining("The statement has 2 parameters, and a row of 1 is bound.");
            query.close(client.options());
        }
    }

    private static String firstText(Client client, PreparedStatement query) throws Exception {
        try (FlightStream stream = client.fetch(query.execute(client.options()))) {
            assertThat(stream.next()).isTrue();
            return stream.getRoot().getVector(0).getObject(0).toString();
        }
    }

    @Test
    void an_update_does_not_run_with_the_values_of_the_last_one() throws Exception {
        try (Client client = connected()) {
            client.sql().executeUpdate("CREATE TABLE IF NOT EXISTS ONCE (NAME VARCHAR(20))", client.options());
            try (PreparedStatement insert = client.sql().prepare("INSERT INTO ONCE VALUES (?)", client.options());
                    VectorSchemaRoot name = texts(allocator, "a");
                    VectorSchemaRoot nothing = VectorSchemaRoot.of()) {
                insert.setParameters(name);
                assertThat(insert.executeUpdate(client.options())).isEqualTo(1);
                insert.setParameters(nothing);
                assertThatThrownBy(() -> insert.executeUpdate(client.options()))
                        .hasMessageContaining("The statement has 1 parameter, and no values are bound.");
                insert.close(client.options());
            }
        }
    }

    @Test
    void a_ticket_that_runs_already_runs_no_second_time() throws Exception {
        try (Client client = connected()) {
            FlightInfo info = client.query("SELECT REPEAT('x', 100000) FROM SYSTEM_RANGE(1, 200)");
            try (FlightStream first = client.fetch(info)) {
                assertThat(first.next()).isTrue();
                int rows = first.getRoot().getRowCount();
                assertThatThrownBy(() -> readAll(client, info))
                        .hasMessageContaining("You have no such statement open.");
                while (first.next()) {
                    rows += first.getRoot().getRowCount();
                }
                assertThat(rows).isEqualTo(200);
            }
        }
    }

    @Test
    void a_statement_that_is_cancelled_before_it_is_executed_sends_no_rows() throws Exception {
        CountDownLatch goOn = gate.holdRuns();
        try (Client client = connected();
                PreparedStatement query = client.sql().prepare("SELECT 1", client.options())) {
            FlightInfo info = query.execute(client.options());
            try (FlightStream stream = client.fetch(info)) {
                gate.awaitHeldRun();
                assertThat(client.sql()
                                .cancelFlightInfo(new CancelFlightInfoRequest(info), client.options())
                                .getStatus())
                        .isEqualTo(CancelStatus.CANCELLED);
                goOn.countDown();
                assertThatThrownBy(stream::next).hasMessageContaining("The statement was cancelled.");
            }
            assertThat(readAll(client, info)).as("the next run").isEqualTo(1);
            query.close(client.options());
        } finally {
            goOn.countDown();
        }
    }

    @Test
    void what_is_forgotten_is_closed_without_anybody_asking_for_it() throws Exception {
        try (Client client = connected()) {
            FlightInfo info = client.query("SELECT 1");
            now.updateAndGet(before -> before.plus(Duration.ofMinutes(6)));
            server.endForgotten();
            gate.awaitClosedStatement();
            assertThatThrownBy(() -> readAll(client, info)).hasMessageContaining("You have no such statement open.");
        }
    }

    @Test
    void statements_are_forgotten_after_their_time_and_not_sooner() throws Exception {
        try (Client client = connected();
                PreparedStatement prepared = client.sql().prepare("SELECT 1", client.options())) {
            FlightInfo early = client.query("SELECT 1");
            FlightInfo late = client.query("SELECT 1");
            now.updateAndGet(before -> before.plus(Duration.ofMinutes(4)));
            assertThat(readAll(client, early)).isEqualTo(1);
            now.updateAndGet(before -> before.plus(Duration.ofMinutes(2)));
            assertThatThrownBy(() -> readAll(client, late)).hasMessageContaining("You have no such statement open.");
            now.updateAndGet(before -> before.plus(Duration.ofMinutes(50)));
            assertThat(readAll(client, prepared.execute(client.options()))).isEqualTo(1);
            now.updateAndGet(before -> before.plus(Duration.ofMinutes(59)));
            assertThat(client.sql().getCatalogs(client.options()).getEndpoints())
                    .as("keeps the session, not the statement")
                    .hasSize(1);
            now.updateAndGet(before -> before.plus(Duration.ofMinutes(2)));
            assertThatThrownBy(() -> prepared.execute(client.options()))
                    .hasMessageContaining("You have no such statement open.");
            prepared.close(client.options());
        }
    }
}
