package dev.sallyport.flight;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDateTime;
import java.util.Base64;
import java.util.Date;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.arrow.flight.CallOption;
import org.apache.arrow.flight.CancelFlightInfoRequest;
import org.apache.arrow.flight.CancelStatus;
import org.apache.arrow.flight.FlightCallHeaders;
import org.apache.arrow.flight.FlightClient;
import org.apache.arrow.flight.FlightInfo;
import org.apache.arrow.flight.FlightRuntimeException;
import org.apache.arrow.flight.FlightStatusCode;
import org.apache.arrow.flight.FlightStream;
import org.apache.arrow.flight.HeaderCallOption;
import org.apache.arrow.flight.Location;
import org.apache.arrow.flight.SessionOptionValueFactory;
import org.apache.arrow.flight.SetSessionOptionsRequest;
import org.apache.arrow.flight.sql.FlightSqlClient;
import org.apache.arrow.flight.sql.FlightSqlClient.ExecuteIngestOptions;
import org.apache.arrow.flight.sql.FlightSqlClient.PreparedStatement;
import org.apache.arrow.flight.sql.FlightSqlColumnMetadata;
import org.apache.arrow.flight.sql.impl.FlightSql.CommandStatementIngest.TableDefinitionOptions;
import org.apache.arrow.flight.sql.impl.FlightSql.SqlInfo;
import org.apache.arrow.flight.sql.util.TableRef;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.IntVector;
import org.apache.arrow.vector.VarCharVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The endpoint over H2; each test ends with both allocators, which fail to close if a byte is still held. */
@SuppressWarnings("try") // A stream may be interrupted while it closes.
class FlightSqlServerTest {
    private final BufferAllocator allocator = new RootAllocator();
    private final H2Gate gate = new H2Gate();
    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-03-01T08:00:00Z"));
    private FlightSqlServer server = start(FlightOptions.onPort(0));

    private FlightSqlServer start(FlightOptions options) {
        return FlightSqlServer.start(options, InetAddress.getLoopbackAddress(), gate, now::get);
    }

    @AfterEach
    void stop() {
        server.close();
        allocator.close();
    }

    /** Starts it again in another way. */
    private void restart(FlightOptions options) {
        server.close();
        server = start(options);
    }

    private FlightSqlClient client() {
        return new FlightSqlClient(FlightClient.builder(allocator, Location.forGrpcInsecure("localhost", server.port()))
                .build());
    }

    private static CallOption logIn(FlightClient client) {
        return client.authenticateBasicToken("ann", H2Gate.PASSWORD).orElseThrow();
    }

    private static CallOption catalog(String name) {
        FlightCallHeaders headers = new FlightCallHeaders();
        headers.insert("catalog", name);
        return new HeaderCallOption(headers);
    }

    /** A logged-in client that names a data server. */
    private record Client(FlightSqlClient sql, CallOption session) implements AutoCloseable {
        CallOption[] options() {
            return new CallOption[] {session, catalog("One")};
        }

        FlightInfo query(String statement) {
            return sql.execute(statement, options());
        }

        FlightStream fetch(FlightInfo info) {
            return sql.getStream(info.getEndpoints().get(0).getTicket(), options());
        }

        @Override
        public void close() throws Exception {
            sql.close();
        }
    }

    private Client of(FlightClient flight) {
        return new Client(new FlightSqlClient(flight), logIn(flight));
    }

    private Client connected() {
        return of(FlightClient.builder(allocator, Location.forGrpcInsecure("localhost", server.port()))
                .build());
    }

    @Test
    void each_type_of_sql_has_its_arrow_type_and_value() throws Exception {
        String sql = """
                SELECT CAST(1 AS TINYINT), CAST(-2 AS SMALLINT), 3, CAST(4 AS BIGINT), CAST(0.5 AS REAL), CAST(0.25 AS DOUBLE),
                  CAST(1.50 AS DECIMAL(10, 2)), CAST(-1 AS DECIMAL(50, 0)), TRUE, DATE '1969-12-31', TIME '00:00:01.5',
                  TIMESTAMP '1969-12-31 23:59:59.999', X'00FF', 'Grüße', CAST(NULL AS INTEGER), CAST(NULL AS TIMESTAMP)""";
        try (Client client = connected();
                FlightStream stream = client.fetch(client.query(sql))) {
            assertThat(stream.next()).isTrue();
            VectorSchemaRoot row = stream.getRoot();
            assertThat(row.getSchema().getFields().stream()
                            .map(field -> field.getType().toString()))
                    .containsExactly(
                            "Int(8, true)",
                            "Int(16, true)",
                            "Int(32, true)",
                            "Int(64, true)",
                            "FloatingPoint(SINGLE)",
                            "FloatingPoint(DOUBLE)",
                            "Decimal(10, 2, 128)",
                            "Decimal(50, 0, 256)",
                            "Bool",
                            "Date(DAY)",
                            "Time(MILLISECOND, 32)",
                            "Timestamp(MILLISECOND, UTC)",
                            "Binary",
                            "Utf8",
                            "Int(32, true)",
                            "Timestamp(MILLISECOND, UTC)");
            assertThat(row.getFieldVectors().stream().map(vector -> vector.getObject(0)))
                    .containsExactly(
                            (byte) 1,
                            (short) -2,
                            3,
                            4L,
                            0.5f,
                            0.25,
                            new BigDecimal("1.50"),
                            new BigDecimal("-1"),
                            true,
                            -1,
                            LocalDateTime.parse("1970-01-01T00:00:01.500"),
                            -1L,
                            new byte[] {0, -1},
                            row.getVector(13).getObject(0),
                            null,
                            null);
            assertThat(row.getVector(13).getObject(0)).hasToString("Grüße");
            FlightSqlColumnMetadata decimal =
                    new FlightSqlColumnMetadata(row.getVector(6).getField().getMetadata());
            assertThat(decimal.getPrecision()).isEqualTo(10);
            assertThat(decimal.getScale()).isEqualTo(2);
            assertThat(stream.next()).isFalse();
        }
    }

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
    void a_client_without_a_bearer_is_nobody() throws Exception {
        try (FlightSqlClient client = client()) {
            assertThatThrownBy(() -> client.execute("SELECT 1"))
                    .isInstanceOfSatisfying(
                            FlightRuntimeException.class,
                            refused -> assertThat(refused.status().code()).isEqualTo(FlightStatusCode.UNAUTHENTICATED))
                    .hasMessageContaining("Nobody is logged in. Give user and password, or an API token");
        }
    }

    @Test
    void a_data_server_is_named_by_the_call_or_once_for_the_session() throws Exception {
        try (FlightClient flight = FlightClient.builder(allocator, Location.forGrpcInsecure("localhost", server.port()))
                        .build();
                FlightSqlClient client = new FlightSqlClient(flight)) {
            CallOption bearer = logIn(flight);
            assertThatThrownBy(() -> client.execute("SELECT 1", bearer)).hasMessageContaining("One, Two");
            assertThatThrownBy(() -> client.execute("SELECT 1", bearer, catalog("Three")))
                    .hasMessageContaining("There is no data server Three. There are: One, Two.");

            client.setSessionOptions(
                    new SetSessionOptionsRequest(
                            Map.of("catalog", SessionOptionValueFactory.makeSessionOptionValue("two"))),
                    bearer);

            assertThat(client.execute("SELECT 1", bearer).getEndpoints()).hasSize(1);
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

    @Test
    void everything_may_be_asked_of_the_endpoint_and_what_it_tells_is_complete() throws Exception {
        try (Client client = connected()) {
            Set<Object> all = informed(client);
            assertThat(all)
                    .contains(SqlInfo.FLIGHT_SQL_SERVER_TRANSACTION.getNumber())
                    .hasSizeGreaterThan(40);
            Set<Object> each = new HashSet<>();
            for (SqlInfo info : SqlInfo.values()) {
                if (info != SqlInfo.UNRECOGNIZED) {
                    each.addAll(informed(client, SqlInfo.FLIGHT_SQL_SERVER_NAME, info));
                }
            }
            assertThat(each).isEqualTo(all);
        }
    }

    private static Set<Object> informed(Client client, SqlInfo... asked) throws Exception {
        Set<Object> told = new HashSet<>();
        try (FlightStream stream = client.fetch(client.sql().getSqlInfo(asked, client.options()))) {
            while (stream.next()) {
                for (int row = 0; row < stream.getRoot().getRowCount(); row++) {
                    told.add(stream.getRoot().getVector("info_name").getObject(row));
                }
            }
        }
        return told;
    }

    @Test
    void transactions_and_bulk_ingestion_are_refused_with_what_to_do() throws Exception {
        try (Client client = connected()) {
            assertThatThrownBy(() -> client.sql().beginTransaction(client.options()))
                    .hasMessageContaining("There are no transactions: each statement takes effect at once.");
            try (VectorSchemaRoot row = VectorSchemaRoot.of(new IntVector("ID", allocator))) {
                assertThatThrownBy(() -> client.sql()
                                .executeIngest(
                                        row,
                                        new ExecuteIngestOptions(
                                                "GATE",
                                                TableDefinitionOptions.getDefaultInstance(),
                                                null,
                                                null,
                                                Map.of()),
                                        client.options()))
                        .satisfies(FlightSqlServerTest::isUnimplemented)
                        .hasMessageContaining("Prepare an INSERT and bind a batch of rows");
            }
        }
    }

    private static void isUnimplemented(Throwable refused) {
        assertThat(refused).isInstanceOfSatisfying(FlightRuntimeException.class, failure -> assertThat(
                        failure.status().code())
                .isEqualTo(FlightStatusCode.UNIMPLEMENTED));
    }

    @Test
    void a_query_does_not_write_and_says_so_without_a_stack_trace() throws Exception {
        try (Client client = connected()) {
            assertThatThrownBy(() -> client.query("DELETE FROM INFORMATION_SCHEMA.TABLES"))
                    .isInstanceOf(FlightRuntimeException.class)
                    .hasMessageNotContaining("\tat ");
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

    private static int readAll(Client client, FlightInfo info) throws Exception {
        int rows = 0;
        try (FlightStream stream = client.fetch(info)) {
            while (stream.next()) {
                rows += stream.getRoot().getRowCount();
            }
        }
        return rows;
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
    void an_error_is_answered_as_failures_are() throws Exception {
        try (Client client = connected()) {
            assertThatThrownBy(() -> readAll(
                            client, client.sql().getPrimaryKeys(TableRef.of("Two", null, "GATE"), client.options())))
                    .hasMessageContaining("Something went wrong in Sallyport.");
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

    @Test
    void a_name_without_a_password_is_malformed() throws Exception {
        FlightCallHeaders headers = new FlightCallHeaders();
        headers.insert(
                "authorization",
                "Basic " + Base64.getEncoder().encodeToString(H2Gate.PASSWORD.getBytes(StandardCharsets.UTF_8)));
        try (FlightSqlClient client = client()) {
            assertThatThrownBy(() -> client.execute("SELECT 1", new HeaderCallOption(headers)))
                    .hasMessageContaining("The header Authorization is malformed.");
        }
    }

    @Test
    void over_tls_it_has_the_certificate_that_it_was_given(@TempDir Path folder) throws Exception {
        Path chain = folder.resolve("certificate.pem");
        Path key = folder.resolve("key.pem");
        writeCertificate(chain, key);
        restart(FlightOptions.onPort(0).withCertificate(new FlightOptions.Certificate(chain, key)));

        try (InputStream trusted = Files.newInputStream(chain);
                Client client = of(FlightClient.builder(allocator, Location.forGrpcTls("localhost", server.port()))
                        .useTls()
                        .trustedCertificates(trusted)
                        .build());
                FlightStream stream = client.fetch(client.query("SELECT 1"))) {
            assertThat(stream.next()).isTrue();
        }
    }

    private static void writeCertificate(Path chain, Path key) throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        KeyPair pair = generator.generateKeyPair();
        X500Name name = new X500Name("CN=localhost");
        Instant now = Instant.now();
        X509CertificateHolder certificate = new JcaX509v3CertificateBuilder(
                        name,
                        java.math.BigInteger.ONE,
                        Date.from(now.minusSeconds(60)),
                        Date.from(now.plusSeconds(3600)),
                        name,
                        pair.getPublic())
                .addExtension(
                        Extension.subjectAlternativeName,
                        false,
                        new GeneralNames(new GeneralName(GeneralName.dNSName, "localhost")))
                .build(new JcaContentSignerBuilder("SHA256withRSA").build(pair.getPrivate()));
        writePem(chain, "CERTIFICATE", certificate.getEncoded());
        writePem(key, "PRIVATE KEY", pair.getPrivate().getEncoded());
    }

    private static void writePem(Path file, String type, byte[] content) throws IOException {
        String body = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content);
        Files.writeString(file, "-----BEGIN " + type + "-----\n" + body + "\n-----END " + type + "-----\n");
    }

    @Test
    void what_cannot_be_started_says_why(@TempDir Path folder) throws Exception {
        assertThatThrownBy(() -> FlightSqlServer.start(
                        FlightOptions.onPort(0),
                        InetAddress.getByName("0.0.0.0"),
                        new H2Gate(),
                        InstantSource.system()))
                .isInstanceOf(FlightException.class)
                .hasMessageContaining("in the clear");
        Path nothing = Files.createFile(folder.resolve("nothing.pem"));
        assertThatThrownBy(() ->
                        start(FlightOptions.onPort(0).withCertificate(new FlightOptions.Certificate(nothing, nothing))))
                .isInstanceOf(FlightException.class)
                .hasMessageContaining("cannot be read");
        assertThatThrownBy(() -> start(FlightOptions.onPort(server.port())))
                .isInstanceOf(FlightException.class)
                .hasMessageContaining("The port " + server.port());
        assertThatThrownBy(() -> FlightOptions.onPort(99_999))
                .isInstanceOf(FlightException.class)
                .hasMessageContaining("99999 is no port.");
    }

    @Test
    void a_stream_under_way_is_read_to_its_end_while_the_server_closes() throws Exception {
        try (Client client = connected();
                FlightStream stream =
                        client.fetch(client.query("SELECT REPEAT('x', 100000) FROM SYSTEM_RANGE(1, 200)"))) {
            assertThat(stream.next()).isTrue();
            Thread closing = new Thread(server::close);
            closing.start();
            assertThatThrownBy(() -> {
                        while (true) {
                            assertThat(client.sql()
                                            .getCatalogs(client.options())
                                            .getEndpoints())
                                    .hasSize(1);
                        }
                    })
                    .as("the server takes no more calls")
                    .isInstanceOf(FlightRuntimeException.class);
            int rows = stream.getRoot().getRowCount();
            while (stream.next()) {
                rows += stream.getRoot().getRowCount();
            }
            assertThat(rows).isEqualTo(200);
            closing.join();
        }
    }
}
