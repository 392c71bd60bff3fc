package dev.sallyport.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A PostgreSQL database by commands. */
class DatabaseCommandsTest {
    private static EmbeddedPostgres postgres;

    @TempDir
    Path folder;

    @BeforeAll
    static void start() throws IOException, SQLException {
        postgres = EmbeddedPostgres.start();
        try (Connection connection = postgres.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE orders (id int PRIMARY KEY, state text)");
            statement.execute("INSERT INTO orders VALUES (1, 'new'), (2, 'paid'), (3, 'paid')");
        }
    }

    @AfterAll
    static void stop() throws IOException {
        postgres.close();
    }

    private CommandRun run(String... arguments) {
        return CommandRun.of(folder, "the-password-of-a-reader", arguments);
    }

    private CommandRun add(String url) {
        return run(
                "server",
                "add",
                "Warehouse",
                "--type",
                "jdbc",
                "--jdbc-url",
                url,
                "--user",
                "postgres",
                "--password-stdin",
                "--schema",
                "public");
    }

    @Test
    void the_commands_lead_from_a_data_server_to_rows() {
        CommandRun added = add("jdbc:postgresql://localhost:" + postgres.getPort() + "/postgres");
        assertThat(added.exitCode()).as(added.err()).isZero();
        CommandRun tested = run("server", "test", "Warehouse");
        assertThat(tested.exitCode()).as(tested.out()).isZero();
        assertThat(tested.out()).contains("Log-in", "Read only");
        assertThat(run("server", "show", "Warehouse").out())
                .contains("jdbc:postgresql://localhost", "set")
                .doesNotContain("the-password-of-a-reader");
        assertThat(run("server", "list").out()).contains("JDBC");
        CommandRun imported = run("tables", "import", "Warehouse", "--all");
        assertThat(imported.out()).as(imported.err()).contains("+ public.orders");

        CommandRun rows =
                run("sql", "--format", "csv", "SELECT state, COUNT(*) AS n FROM orders GROUP BY state ORDER BY 1");
        assertThat(rows.out().lines()).as(rows.err()).containsExactly("state,n", "new,1", "paid,2");
        assertThat(rows.err()).contains("Warehouse: SELECT", "0 API calls");
        assertThat(run("sql", "--explain", "SELECT state FROM orders WHERE id = 2")
                        .out())
                .contains("SQL(server=[Warehouse], query=[");
    }

    @Test
    void a_password_in_the_url_is_refused_and_not_said_again() {
        CommandRun refused = add("jdbc:postgresql://db/warehouse?password=hunter2");

        assertThat(refused.exitCode()).isNotZero();
        assertThat(refused.err()).contains("Take it out of the URL").doesNotContain("hunter2");
    }

    @Test
    void what_a_type_needs_is_asked_for() {
        CommandRun refused = run("server", "create", "Warehouse", "--type", "JDBC");

        assertThat(refused.exitCode()).isNotZero();
        assertThat(refused.err()).contains("--jdbc-url");
    }

    @Test
    void what_another_type_has_is_refused_and_not_passed_over() {
        CommandRun database = run(
                "server",
                "create",
                "Warehouse",
                "--type",
                "JDBC",
                "--jdbc-url",
                "jdbc:postgresql://db/x",
                "--user",
                "me",
                "--security-provider",
                "SalesforceCC");
        CommandRun org = run(
                "server",
                "create",
                "Sales",
                "--security-provider",
                "SalesforceCC",
                "--oauth-server-url",
                "https://acme.my.salesforce.com/services/Soap/c/55.0",
                "--password-stdin");

        assertThat(database.exitCode()).isNotZero();
        assertThat(database.err()).contains("A data server of type JDBC has no --security-provider");
        assertThat(org.exitCode()).isNotZero();
        assertThat(org.err()).contains("A data server of type Salesforce has no --password-stdin");
    }
}
