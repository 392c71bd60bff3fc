package dev.sallyport.server;

import static dev.sallyport.server.account.Role.ADMINISTRATOR;
import static dev.sallyport.server.account.Role.ANALYST;
import static dev.sallyport.server.account.Role.EDITOR;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sallyport.catalog.CatalogSettings;
import dev.sallyport.flight.FlightOptions;
import dev.sallyport.org.LocalOrg;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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
import org.apache.arrow.flight.sql.FlightSqlClient;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How rows stream by Flight SQL: as the client reads them, and no longer than it does. */
@SuppressWarnings("try") // A stream may be interrupted while it closes.
class FlightStreamTest {
    /** Rows so wide that neither HTTP/2 nor the client takes many before they are read. */
    private static final String WIDE = "SELECT Id, REPEAT('x', 8000) FROM Contact";

    private static final int ROWS_OF_A_PAGE = 2_000;

    private static Premises premises;
    private static BufferAllocator allocator;
    private static FlightSqlClient client;
    private static CallOption[] options;
    private static long contacts;

    @BeforeAll
    static void start(@TempDir Path folder) {
        premises = new Premises(
                ServerOptions.onLoopback(CatalogSettings.inFolder(folder), 0).with(FlightOptions.onPort(0)),
                LocalOrg.builder().records(60_000).start());
        premises.connect("Sales");
        premises.as(EDITOR).post("/data-servers/Sales/tables/import", Map.of("tables", List.of("Contact")));
        allocator = new RootAllocator();
        client = new FlightSqlClient(FlightClient.builder(
                        allocator,
                        new Location(premises.server().flightAddress().orElseThrow()))
                .build());
        FlightCallHeaders headers = new FlightCallHeaders();
        headers.insert("authorization", "Bearer " + premises.as(ANALYST).token());
        headers.insert("catalog", "Sales");
        options = new CallOption[] {new HeaderCallOption(headers)};
        contacts = premises.as(ANALYST)
                .post("/queries", Map.of("server", "Sales", "sql", "SELECT COUNT(*) FROM Contact"))
                .json()
                .get("rows")
                .get(0)
                .get(0)
                .asLong();
        assertThat(contacts).isBetween(4L * ROWS_OF_A_PAGE + 1, 29_999L);
    }

    @AfterAll
    static void stop() throws Exception {
        client.close();
        // Throws if a buffer is still held, as the server's does.
        allocator.close();
        premises.close();
    }

    private static FlightStream fetch(FlightInfo info) {
        return client.getStream(info.getEndpoints().get(0).getTicket(), options);
    }

    private static double metric(String name) {
        return premises.metrics()
                .lines()
                .filter(line -> line.startsWith(name + " "))
                .mapToDouble(line -> Double.parseDouble(line.substring(name.length() + 1)))
                .findFirst()
                .orElseThrow();
    }

    private static double ran(String outcome) {
        return metric("sallyport_flight_statements_total{outcome=\"" + outcome + "\"}");
    }

    /** Until the server waits for the client, or has sent all without waiting. */
    private static void awaitFullPipe(double doneBefore) {
        while (metric("sallyport_flight_streams_waiting") < 1 && ran("done") == doneBefore) {
            Thread.onSpinWait();
        }
    }

    @Test
    void a_slow_reader_makes_the_server_ask_the_org_slowly() throws Exception {
        FlightInfo info = client.execute(WIDE, options);
        long before = premises.org().controls().apiCalls();
        double done = ran("done");
        long rows = 0;
        try (FlightStream stream = fetch(info)) {
            assertThat(stream.next()).isTrue();
            rows += stream.getRoot().getRowCount();
            assertThat(rows).isLessThan(ROWS_OF_A_PAGE);

            awaitFullPipe(done);
            assertThat(premises.org().controls().apiCalls() - before)
                    .as("the page that is being sent, and the next one, which is on its way")
                    .isLessThanOrEqualTo(3);

            while (stream.next()) {
                rows += stream.getRoot().getRowCount();
            }
        }
        assertThat(rows).isEqualTo(contacts);
        assertThat(premises.org().controls().apiCalls() - before)
                .isEqualTo((contacts + ROWS_OF_A_PAGE - 1) / ROWS_OF_A_PAGE);
    }

    @Test
    void a_stream_that_the_client_leaves_reads_no_more_and_gives_its_memory_back() throws Exception {
        double cancelled = ran("cancelled");
        double done = ran("done");
        long before = premises.org().controls().apiCalls();
        try (FlightStream stream = fetch(client.execute(WIDE, options))) {
            assertThat(stream.next()).isTrue();
            awaitFullPipe(done);
            stream.cancel("enough", null);
        }

        while (ran("cancelled") == cancelled && ran("done") == done) {
            Thread.onSpinWait();
        }
        assertThat(ran("cancelled")).isEqualTo(cancelled + 1);
        assertThat(premises.org().controls().apiCalls() - before).isLessThanOrEqualTo(3);
        assertThat(metric("sallyport_flight_memory_bytes")).isZero();
    }

    @Test
    void a_query_is_cancelled_by_its_flight_info() throws Exception {
        FlightInfo info = client.execute(WIDE, options);
        double done = ran("done");
        try (FlightStream stream = fetch(info)) {
            assertThat(stream.next()).isTrue();
            awaitFullPipe(done);

            assertThat(client.cancelFlightInfo(new CancelFlightInfoRequest(info), options)
                            .getStatus())
                    .isEqualTo(CancelStatus.CANCELLED);

            assertThatThrownBy(() -> {
                        while (stream.next()) {
                            assertThat(stream.getRoot().getRowCount()).isPositive();
                        }
                    })
                    .isInstanceOf(FlightRuntimeException.class)
                    .hasMessageContaining("cancelled");
        }
        assertThatThrownBy(() -> {
                    try (FlightStream again = fetch(info)) {
                        again.next();
                    }
                })
                .hasMessageContaining("You have no such statement open.");
    }

    @Test
    void the_types_of_sql_are_told_with_odbc_s_codes() throws Exception {
        FlightInfo info = client.getXdbcTypeInfo(options);
        try (FlightStream stream = fetch(info)) {
            assertThat(stream.next()).isTrue();
            List<String> types = new ArrayList<>();
            for (int row = 0; row < stream.getRoot().getRowCount(); row++) {
                types.add(stream.getRoot().getVector("type_name").getObject(row) + " "
                        + stream.getRoot().getVector("data_type").getObject(row));
            }
            assertThat(types).contains("DECIMAL 3", "BOOLEAN -7", "TIMESTAMP 93", "VARCHAR 12");
            assertThat(stream.getRoot().getVector("create_params").getObject(types.indexOf("DECIMAL 3")))
                    .hasToString("[\"precision\",\"scale\"]");
        }
    }

    @Test
    void a_session_ends_with_its_account_and_wrong_passwords_are_slowed_down() throws Exception {
        premises.as(ADMINISTRATOR)
                .post("/users", Map.of("userName", "passing", "password", Premises.PASSWORD, "role", "analyst"));
        int port = premises.server().flightAddress().orElseThrow().getPort();
        try (FlightClient flight = FlightClient.builder(allocator, Location.forGrpcInsecure("localhost", port))
                        .build();
                FlightSqlClient passing = new FlightSqlClient(flight)) {
            CallOption session =
                    flight.authenticateBasicToken("passing", Premises.PASSWORD).orElseThrow();
            assertThat(passing.getCatalogs(session).getEndpoints()).hasSize(1);

            premises.as(ADMINISTRATOR).delete("/users/passing");

            assertThatThrownBy(() -> passing.getCatalogs(session))
                    .hasMessageContaining("The account has been changed since you logged in. Connect again.");
            for (int tries = 0; tries < 5; tries++) {
                assertThatThrownBy(() -> flight.authenticateBasicToken("passing", "not a gate"))
                        .hasMessageContaining("The user name or the password is wrong.");
            }
            assertThatThrownBy(() -> flight.authenticateBasicToken("passing", Premises.PASSWORD))
                    .hasMessageContaining("Too many log-ins have failed. Wait ");
        }
    }

    @Test
    void eight_statements_of_an_account_are_open_at_once_whichever_door_they_came_by() throws Exception {
        List<FlightStream> open = new ArrayList<>();
        try {
            for (int number = 0; number < 8; number++) {
                FlightStream stream = fetch(client.execute(WIDE, options));
                open.add(stream);
                assertThat(stream.next()).isTrue();
            }
            assertThatThrownBy(() -> {
                        try (FlightStream ninth = fetch(client.execute(WIDE, options))) {
                            ninth.next();
                        }
                    })
                    .isInstanceOfSatisfying(FlightRuntimeException.class, refused -> assertThat(
                                    refused.status().code())
                            .isEqualTo(FlightStatusCode.RESOURCE_EXHAUSTED))
                    .hasMessageContaining("You have 8 statements open.");
            assertThat(premises.as(ANALYST)
                            .post("/queries", Map.of("server", "Sales", "sql", WIDE))
                            .status())
                    .isEqualTo(429);
        } finally {
            for (FlightStream stream : open) {
                stream.cancel("enough", null);
                stream.close();
            }
        }
    }
}
