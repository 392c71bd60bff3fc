package dev.sallyport.server;

import static dev.sallyport.server.account.Role.ADMINISTRATOR;
import static dev.sallyport.server.account.Role.ANALYST;
import static dev.sallyport.server.account.Role.EDITOR;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sallyport.catalog.CatalogSettings;
import dev.sallyport.flight.FlightOptions;
import dev.sallyport.org.LocalOrg;
import dev.sallyport.org.http.ApiKind;
import dev.sallyport.server.Program.Answer;
import dev.sallyport.server.account.Role;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import org.apache.arrow.flight.CallOption;
import org.apache.arrow.flight.FlightCallHeaders;
import org.apache.arrow.flight.FlightClient;
import org.apache.arrow.flight.HeaderCallOption;
import org.apache.arrow.flight.Location;
import org.apache.arrow.flight.sql.FlightSqlClient;
import org.apache.arrow.flight.sql.FlightSqlClient.PreparedStatement;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.VarCharVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of statements that clients prepare by Flight SQL: whose they are, and what they write. */
class FlightStatementsTest {
    private static final SteppedClock CLOCK = new SteppedClock();
    private static final String INSERT = "INSERT INTO Contact (LastName) VALUES (?)";
    private static final String GONE = "You have no such statement open.";

    private static Premises premises;
    private static BufferAllocator allocator;
    private static FlightClient flight;
    private static FlightSqlClient client;

    @BeforeAll
    static void start(@TempDir Path folder) {
        premises = new Premises(
                ServerOptions.onLoopback(CatalogSettings.inFolder(folder), 0)
                        .with(FlightOptions.onPort(0))
                        .sweptEvery(Duration.ofMillis(20)),
                LocalOrg.start(),
                CLOCK);
        premises.connect("Sales");
        premises.as(EDITOR).post("/data-servers/Sales/tables/import", Map.of("tables", List.of("Contact")));
        allocator = new RootAllocator();
        flight = FlightClient.builder(
                        allocator,
                        new Location(premises.server().flightAddress().orElseThrow()))
                .build();
        client = new FlightSqlClient(flight);
    }

    @AfterAll
    static void stop() throws Exception {
        client.close();
        // Throws if a buffer is still held, as the server's does.
        allocator.close();
        premises.close();
    }

    private static CallOption logIn(String userName) {
        return flight.authenticateBasicToken(userName, Premises.PASSWORD).orElseThrow();
    }

    private static CallOption token(String secret) {
        FlightCallHeaders headers = new FlightCallHeaders();
        headers.insert("authorization", "Bearer " + secret);
        return new HeaderCallOption(headers);
    }

    private static void add(String userName, Role role) {
        premises.as(ADMINISTRATOR)
                .post("/users", Map.of("userName", userName, "password", Premises.PASSWORD, "role", role.word()));
    }

    private static VectorSchemaRoot column(String... texts) {
        return rows(texts.length, row -> new String[] {texts[row]});
    }

    private interface Row {
        String[] at(int row);
    }

    private static VectorSchemaRoot rows(int count, Row values) {
        int width = values.at(0).length;
        FieldVector[] vectors = new FieldVector[width];
        for (int column = 0; column < width; column++) {
            VarCharVector vector = new VarCharVector(String.valueOf(column + 1), allocator);
            for (int row = 0; row < count; row++) {
                vector.setSafe(row, values.at(row)[column].getBytes(StandardCharsets.UTF_8));
            }
            vector.setValueCount(count);
            vectors[column] = vector;
        }
        return new VectorSchemaRoot(List.of(vectors));
    }

    /** Runs a statement by the REST API. */
    private static Answer byRest(Role role, String sql) {
        return premises.as(role).post("/queries", Map.of("server", "Sales", "sql", sql));
    }

    private static long count(String lastName) {
        return byRest(ANALYST, "SELECT COUNT(*) FROM Contact WHERE LastName = '" + lastName + "'")
                .json()
                .get("rows")
                .get(0)
                .get(0)
                .asLong();
    }

    private static String lastWrite() {
        return premises.as(ADMINISTRATOR)
                .get("/audit?action=query.write&limit=1")
                .text();
    }

    @Test
    void who_has_another_role_since_does_not_run_what_was_prepared_before() throws Exception {
        add("climber", EDITOR);
        CallOption before = logIn("climber");
        try (PreparedStatement insert = client.prepare(INSERT, before);
                VectorSchemaRoot names = column("Climbed")) {
            insert.setParameters(names);
            assertThat(insert.executeUpdate(before)).isEqualTo(1);

            Program administrator = premises.as(ADMINISTRATOR);
            String eTag = administrator.get("/users/climber").eTag();
            administrator.put("/users/climber", eTag, Map.of("role", "analyst", "enabled", true));
            CallOption after = logIn("climber");

            assertThatThrownBy(() -> insert.executeUpdate(after)).hasMessageContaining(GONE);
            assertThatThrownBy(() -> insert.executeUpdate(before)).hasMessageContaining("Connect again.");
            assertThat(count("Climbed")).isEqualTo(1);
            insert.close(after);
        }
    }

    @Test
    void a_token_of_a_lesser_role_does_not_run_what_a_token_of_the_same_account_has_prepared() throws Exception {
        CallOption editor = token(premises.as(EDITOR).token());
        CallOption analyst = token(premises.as(ADMINISTRATOR)
                .post("/users/editor/api-tokens", Map.of("name", "reader", "role", "analyst"))
                .json()
                .get("secret")
                .asString());
        try (PreparedStatement insert = client.prepare(INSERT, editor);
                VectorSchemaRoot names = column("Lent")) {
            insert.setParameters(names);

            assertThatThrownBy(() -> insert.executeUpdate(analyst)).hasMessageContaining(GONE);
            assertThat(insert.executeUpdate(editor)).isEqualTo(1);
            assertThat(count("Lent")).isEqualTo(1);
            insert.close(editor);
        }
    }

    @Test
    void another_account_that_gets_the_name_gets_no_session_with_it() {
        add("namesake", EDITOR);
        CallOption session = logIn("namesake");
        assertThat(client.getCatalogs(session).getEndpoints()).hasSize(1);

        premises.as(ADMINISTRATOR).delete("/users/namesake");
        add("namesake", EDITOR);

        assertThatThrownBy(() -> client.getCatalogs(session)).hasMessageContaining("Connect again.");
    }

    @Test
    void rows_before_one_that_cannot_be_bound_are_not_written_by_the_next_run() throws Exception {
        CallOption editor = token(premises.as(EDITOR).token());
        try (PreparedStatement insert =
                        client.prepare("INSERT INTO Contact (LastName, Birthdate) VALUES (?, ?)", editor);
                VectorSchemaRoot malformed =
                        rows(3, row -> new String[] {"Unbound", row == 2 ? "no date" : "2000-01-01"});
                VectorSchemaRoot good = rows(2, row -> new String[] {"Bound", "2000-01-01"})) {
            insert.setParameters(malformed);
            assertThatThrownBy(() -> insert.executeUpdate(editor)).hasMessageContaining("The text is no timestamp.");
            insert.setParameters(good);

            assertThat(insert.executeUpdate(editor)).isEqualTo(2);
            assertThat(count("Bound")).isEqualTo(2);
            assertThat(count("Unbound")).isZero();
            insert.close(editor);
        }
    }

    @Test
    void what_a_write_that_fails_has_written_stands_in_the_audit_trail() throws Exception {
        CallOption editor = token(premises.as(EDITOR).token());
        String tooLong = "x".repeat(81);
        try (PreparedStatement insert = client.prepare(INSERT, editor);
                VectorSchemaRoot names = column("Half", "Half", tooLong)) {
            insert.setParameters(names);
            assertThatThrownBy(() -> insert.executeUpdate(editor)).hasMessageContaining("STRING_TOO_LONG");
            assertThat(count("Half")).isEqualTo(2);
            assertThat(lastWrite()).contains("{\\\"records\\\":2}").contains("\"editor\"");
            insert.close(editor);
        }

        String collection = "('Third', 'third@example.com'), ".repeat(200);
        Answer refused = byRest(
                EDITOR, "INSERT INTO Contact (LastName, Email) VALUES " + collection + "('Third', 'no address')");
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.text()).contains("INVALID_EMAIL_ADDRESS");
        assertThat(count("Third")).isEqualTo(200);
        assertThat(lastWrite()).contains("{\\\"records\\\":200}");
    }

    @Test
    void a_write_that_takes_long_is_not_forgotten_whichever_door_it_came_by() throws Exception {
        CallOption editor = token(premises.as(EDITOR).token());
        try (PreparedStatement insert = client.prepare(INSERT, editor);
                VectorSchemaRoot names = rows(2_000, row -> new String[] {"Long"})) {
            insert.setParameters(names);
            assertThat(whileOthersRun(() -> insert.executeUpdate(editor))).isEqualTo(2_000);
            insert.close(editor);
        }

        Answer written = whileOthersRun(() ->
                byRest(EDITOR, "INSERT INTO Contact (LastName) SELECT 'Longer' FROM Contact WHERE LastName = 'Long'"));
        assertThat(written.text()).contains("\"written\":2000");
    }

    /** Six minutes pass, and what is forgotten then is ended: one that is left open for that. */
    private static void sweep() {
        Browser browser = premises.browserOf(ANALYST);
        premises.as(ANALYST)
                .post(
                        "/queries",
                        Map.of("id", "left-open", "server", "Sales", "sql", "SELECT Id FROM Contact", "limit", 1));
        assertThat(browser.open("/sql").body()).contains("left-open");
        CLOCK.advance(Duration.ofMinutes(6));
        while (browser.open("/sql").body().contains("left-open")) {
            Thread.onSpinWait();
        }
    }

    @Test
    void an_export_whose_reader_is_slow_is_not_forgotten() throws Exception {
        // Far more than can be on its way.
        String sql = "SELECT '" + "x".repeat(10_000) + "' AS OfSlowReader FROM Contact a CROSS JOIN Contact b"
                + " CROSS JOIN Contact c";
        try (InputStream rows =
                premises.as(EDITOR).streamed("/queries/export", Map.of("server", "Sales", "sql", sql))) {
            assertThat(rows.read()).isPositive();
            sweep();
            assertThat(premises.browserOf(EDITOR).open("/sql").body()).contains("OfSlowReader");
        }
    }

    /** Six minutes pass after this one has begun, before it ends. */
    private static <T> T whileOthersRun(Callable<T> work) throws Exception {
        FutureTask<T> running = new FutureTask<>(work);
        premises.org().controls().holdBulkJobs();
        try {
            long before = premises.org().controls().count(ApiKind.BULK).requests();
            new Thread(running).start();
            while (premises.org().controls().count(ApiKind.BULK).requests() == before && !running.isDone()) {
                Thread.onSpinWait();
            }
            sweep();
        } finally {
            premises.org().controls().releaseBulkJobs();
        }
        return running.get();
    }
}
