package dev.sallyport.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.arrow.adbc.core.AdbcConnection;
import org.apache.arrow.adbc.core.AdbcConnection.GetObjectsDepth;
import org.apache.arrow.adbc.core.AdbcDatabase;
import org.apache.arrow.adbc.core.AdbcDriver;
import org.apache.arrow.adbc.core.AdbcException;
import org.apache.arrow.adbc.core.AdbcStatement;
import org.apache.arrow.adbc.core.AdbcStatement.QueryResult;
import org.apache.arrow.adbc.core.AdbcStatusCode;
import org.apache.arrow.adbc.driver.flightsql.FlightSqlConnectionProperties;
import org.apache.arrow.adbc.driver.flightsql.FlightSqlDriver;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.VarCharVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.ipc.ArrowReader;
import org.apache.arrow.vector.types.TimeUnit;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Flight SQL, as ADBC's driver for Java uses it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@SuppressWarnings("try") // Connections and readers of ADBC may be interrupted while they close.
class AdbcTest {
    private ServerUnderTest server;

    @BeforeAll
    void start(@TempDir Path folder) {
        server = new ServerUnderTest(folder, "Account", "Contact");
    }

    @AfterAll
    void stop() {
        server.close();
    }

    /** What is done with a connection. */
    private interface Use {
        void with(AdbcConnection connection, BufferAllocator allocator) throws Exception;
    }

    private void connected(Use use) throws Exception {
        connected(server.token(), use);
    }

    private void connected(String token, Use use) throws Exception {
        Map<String, Object> parameters = new HashMap<>();
        AdbcDriver.PARAM_URI.set(parameters, server.flight().toString());
        parameters.put(FlightSqlConnectionProperties.RPC_CALL_HEADER_PREFIX + "authorization", "Bearer " + token);
        parameters.put(
                FlightSqlConnectionProperties.RPC_CALL_HEADER_PREFIX + "data-server", ServerUnderTest.DATA_SERVER);
        try (BufferAllocator allocator = new RootAllocator();
                AdbcDatabase database = new FlightSqlDriver(allocator).open(parameters);
                AdbcConnection connection = database.connect()) {
            use.with(connection, allocator);
        }
    }

    private static List<List<Object>> rows(ArrowReader reader) throws IOException {
        List<List<Object>> rows = new ArrayList<>();
        try (reader) {
            VectorSchemaRoot batch = reader.getVectorSchemaRoot();
            while (reader.loadNextBatch()) {
                for (int row = 0; row < batch.getRowCount(); row++) {
                    List<Object> values = new ArrayList<>();
                    for (FieldVector column : batch.getFieldVectors()) {
                        Object value = column.getObject(row);
                        values.add(value instanceof Number || value instanceof Boolean ? value : String.valueOf(value));
                    }
                    rows.add(values);
                }
            }
        }
        return rows;
    }

    private static List<List<Object>> query(AdbcConnection connection, String sql) throws Exception {
        try (AdbcStatement statement = connection.createStatement()) {
            statement.setSqlQuery(sql);
            try (QueryResult result = statement.executeQuery()) {
                return rows(result.getReader());
            }
        }
    }

    @Test
    void rows_come_with_their_types_to_who_has_a_token() throws Exception {
        connected((connection, allocator) -> {
            try (AdbcStatement statement = connection.createStatement()) {
                statement.setSqlQuery(
                        "SELECT Id, AnnualRevenue, NumberOfEmployees, IsDeleted, CreatedDate FROM Account");
                try (QueryResult result = statement.executeQuery()) {
                    ArrowReader reader = result.getReader();
                    assertThat(reader.getVectorSchemaRoot().getSchema().getFields())
                            .extracting(Field::getType)
                            .containsExactly(
                                    new ArrowType.Utf8(),
                                    new ArrowType.Decimal(18, 0, 128),
                                    new ArrowType.Int(32, true),
                                    new ArrowType.Bool(),
                                    new ArrowType.Timestamp(TimeUnit.MILLISECOND, "UTC"));
                    assertThat(rows(reader)).isNotEmpty().allSatisfy(row -> {
                        assertThat(row.get(0).toString()).startsWith("001");
                        assertThat(row.get(3)).isEqualTo(false);
                    });
                }
            }
            List<List<Object>> values = query(
                    connection, "SELECT DATE '2024-02-29', 'Grüße 🚪', CAST(NULL AS VARCHAR), COUNT(*) FROM Account");
            assertThat(values).hasSize(1);
            assertThat(values.get(0).subList(0, 3))
                    .isEqualTo(List.of((int) LocalDate.of(2024, 2, 29).toEpochDay(), "Grüße 🚪", "null"));
        });
    }

    @Test
    void who_has_no_token_that_counts_is_refused() {
        assertThatThrownBy(() -> connected("sallyport_wrong", (connection, allocator) -> {}))
                .hasMessageContaining("The API token does not count.")
                .asInstanceOf(type(AdbcException.class))
                .returns(AdbcStatusCode.UNAUTHENTICATED, AdbcException::getStatus);
    }

    /** As of 0.20.0 it runs what it has prepared without the headers that it prepares with. */
    @Test
    void a_prepared_statement_tells_its_parameters_and_is_then_run_by_the_driver_as_nobody() throws Exception {
        connected((connection, allocator) -> {
            AdbcStatement statement = connection.createStatement();
            statement.setSqlQuery("SELECT Name FROM Account WHERE Name = ?");
            statement.prepare();
            Schema parameters = statement.getParameterSchema();
            assertThat(parameters.getFields()).extracting(Field::getType).containsExactly(new ArrowType.Utf8());
            try (VectorSchemaRoot values = VectorSchemaRoot.create(parameters, allocator)) {
                ((VarCharVector) values.getVector(0)).setSafe(0, "Energy".getBytes(StandardCharsets.UTF_8));
                values.setRowCount(1);
                statement.bind(values);
                assertThatThrownBy(statement::executeQuery).satisfies(AdbcTest::isOfNobody);
            }
            assertThatThrownBy(statement::close).hasMessageContaining("Nobody is logged in.");
        });
    }

    private static void isOfNobody(Throwable failure) {
        assertThat(failure)
                .hasMessageContaining("Nobody is logged in.")
                .asInstanceOf(type(AdbcException.class))
                .returns(AdbcStatusCode.UNAUTHENTICATED, AdbcException::getStatus);
    }

    @Test
    void rows_are_written() throws Exception {
        connected((connection, allocator) -> {
            try (AdbcStatement statement = connection.createStatement()) {
                statement.setSqlQuery("INSERT INTO Account (Name) VALUES ('By ADBC')");
                assertThat(statement.executeUpdate().getAffectedRows()).isEqualTo(1);
            }
            assertThat(query(connection, "SELECT COUNT(*) FROM Account WHERE Name = 'By ADBC'"))
                    .isEqualTo(List.of(List.of(1L)));
        });
    }

    @Test
    void objects_are_told_from_catalogs_to_tables() throws Exception {
        connected((connection, allocator) -> {
            List<List<Object>> catalogs =
                    rows(connection.getObjects(GetObjectsDepth.TABLES, null, null, null, null, null));
            assertThat(catalogs).hasSize(1);
            assertThat(catalogs.get(0).get(0)).isEqualTo(ServerUnderTest.DATA_SERVER);
            assertThat(catalogs.get(0).get(1).toString())
                    .contains("salesforce", "\"Account\"", "\"Contact\"", "\"TABLE\"");
        });
    }

    /** As of 0.20.0. Of what makes its own values, as an Id does, it tells in a column that its own schema does not have. */
    @Test
    void a_table_s_columns_are_had_by_a_query_of_it_and_not_by_the_driver_s_ways() throws Exception {
        connected((connection, allocator) -> {
            assertThatThrownBy(
                            () -> rows(connection.getObjects(GetObjectsDepth.ALL, null, null, "Contact", null, null)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("not all nodes, buffers and variadicBufferCounts were consumed");
            assertThatThrownBy(() -> connection.getTableSchema(null, null, "Account"))
                    .asInstanceOf(type(AdbcException.class))
                    .returns(AdbcStatusCode.NOT_IMPLEMENTED, AdbcException::getStatus);
            assertThatThrownBy(connection::getTableTypes)
                    .asInstanceOf(type(AdbcException.class))
                    .returns(AdbcStatusCode.NOT_IMPLEMENTED, AdbcException::getStatus);
            try (AdbcStatement statement = connection.createStatement()) {
                statement.setSqlQuery("SELECT * FROM Contact");
                assertThat(statement.executeSchema().getFields())
                        .extracting(Field::getName)
                        .contains("Id", "LastName", "AccountId");
            }
        });
    }

    @Test
    void a_mistake_is_told_with_its_kind_and_what_to_do() throws Exception {
        connected((connection, allocator) -> {
            assertThatThrownBy(() -> query(connection, "SELECT Nme FROM Account"))
                    .hasMessageContaining("There is no column Nme")
                    .asInstanceOf(type(AdbcException.class))
                    .returns(AdbcStatusCode.NOT_FOUND, AdbcException::getStatus)
                    // The driver makes none of what Flight tells.
                    .returns(null, AdbcException::getSqlState);
        });
    }
}
