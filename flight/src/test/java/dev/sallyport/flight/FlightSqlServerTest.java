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
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDateTime;
import java.util.Base64;
import java.util.Date;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.apache.arrow.flight.CallOption;
import org.apache.arrow.flight.FlightCallHeaders;
import org.apache.arrow.flight.FlightClient;
import org.apache.arrow.flight.FlightRuntimeException;
import org.apache.arrow.flight.FlightStatusCode;
import org.apache.arrow.flight.FlightStream;
import org.apache.arrow.flight.HeaderCallOption;
import org.apache.arrow.flight.Location;
import org.apache.arrow.flight.SessionOptionValueFactory;
import org.apache.arrow.flight.SetSessionOptionsRequest;
import org.apache.arrow.flight.sql.FlightSqlClient;
import org.apache.arrow.flight.sql.FlightSqlClient.ExecuteIngestOptions;
import org.apache.arrow.flight.sql.FlightSqlColumnMetadata;
import org.apache.arrow.flight.sql.impl.FlightSql.CommandStatementIngest.TableDefinitionOptions;
import org.apache.arrow.flight.sql.impl.FlightSql.SqlInfo;
import org.apache.arrow.flight.sql.util.TableRef;
import org.apache.arrow.vector.IntVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who may come in, what is told, and how the endpoint starts and ends. */
@SuppressWarnings("try") // A stream may be interrupted while it closes.
class FlightSqlServerTest extends FlightOverH2 {
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

    @Test
    void an_error_is_answered_as_failures_are() throws Exception {
        try (Client client = connected()) {
            assertThatThrownBy(() -> readAll(
                            client, client.sql().getPrimaryKeys(TableRef.of("Two", null, "GATE"), client.options())))
                    .hasMessageContaining("Something went wrong in Sallyport.");
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
