package dev.sallyport.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.org.LocalOrg;
import dev.sallyport.org.ReadyApp;
import java.nio.file.Path;
import java.util.TimeZone;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CommandsTest {
    @TempDir
    Path folder;

    private LocalOrg org;
    private ReadyApp app;

    @BeforeEach
    void start() {
        org = LocalOrg.start();
        app = org.readyApp();
    }

    @AfterEach
    void stop() {
        org.close();
    }

    @Test
    void the_commands_lead_from_a_provider_to_rows() {
        connect(app.consumerKey(), app.consumerSecret());
        assertThat(run("server", "test", "Sales").exitCode()).isZero();
        CommandRun imported = run("tables", "import", "Sales", "account", "Contact");
        assertThat(imported.out()).contains("+ Account", "+ Contact");
        CommandRun rows = run("sql", "--format", "csv", "SELECT Name FROM Account ORDER BY Name LIMIT 2");
        assertThat(rows.exitCode()).isZero();
        assertThat(rows.out().lines()).hasSize(3).startsWith("Name");
        assertThat(rows.err()).contains("SOQL: SELECT Name FROM Account", "1 API call");
        assertThat(run("sql", "--explain", "SELECT Name FROM Account LIMIT 2").out())
                .contains("SELECT Name FROM Account");
    }

    @Test
    void test_connection_is_told_to_programs_too() {
        connect(app.consumerKey(), "wrong");

        CommandRun test = run("server", "test", "Sales", "--format", "json");

        assertThat(test.exitCode()).isEqualTo(1);
        assertThat(test.out())
                .startsWith("[")
                .contains("\"check\" : \"OAuth server URL\", \"outcome\" : \"passed\"")
                .contains("\"check\" : \"Token\", \"outcome\" : \"failed\"");
    }

    /** The wall clock 02:30 on 31 March 2024 does not exist in Vienna. */
    @Test
    void times_are_those_of_utc_wherever_this_machine_is_and_a_row_without_a_value_is_a_row() {
        connect(app.consumerKey(), app.consumerSecret());
        run("tables", "import", "Sales", "Account");
        TimeZone before = TimeZone.getDefault();
        TimeZone.setDefault(TimeZone.getTimeZone("Europe/Vienna"));
        try {
            String sql = "SELECT TIMESTAMP '2024-03-31 02:30:00' AS \"At\", TIME '02:30:00.250' AS \"Clock\"";
            assertThat(run("sql", "--format", "csv", sql).out().lines())
                    .containsExactly("At,Clock", "2024-03-31 02:30:00,02:30:00.250");
            assertThat(run("sql", "--format", "json", sql).out())
                    .contains("\"2024-03-31 02:30:00\"", "\"02:30:00.250\"");
            assertThat(run("sql", sql).out()).contains("2024-03-31 02:30:00  02:30:00.250");
        } finally {
            TimeZone.setDefault(before);
        }
        assertThat(run("sql", "--format", "csv", "SELECT CAST(NULL AS INTEGER) AS \"None\"")
                        .out()
                        .lines())
                .containsExactly("None", "\"\"");
    }

    @Test
    void the_type_of_a_data_server_may_be_said_as_the_guide_says_it() {
        connect(app.consumerKey(), app.consumerSecret());

        CommandRun run = run(
                "server",
                "create",
                "Same",
                "--type",
                "Salesforce ADO.NET",
                "--security-provider",
                "SalesforceCC",
                "--oauth-server-url",
                org.instanceUrl() + "/services/Soap/c/55.0");

        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run("server", "create", "Other", "--type", "Oracle").err())
                .contains("--type cannot be \"Oracle\"", "Choose: Salesforce, JDBC");
    }

    @Test
    void a_statement_that_writes_says_how_many_records() {
        connect(app.consumerKey(), app.consumerSecret());
        run("tables", "import", "Sales", "Account");
        assertThat(run("sql", "INSERT INTO Account (Name) VALUES ('Typed One'), ('Typed Two')")
                        .out())
                .contains("2 records written");
        assertThat(run("sql", "--explain", "DELETE FROM Account WHERE Name LIKE 'Typed%'")
                        .out())
                .contains("SELECT Id FROM Account WHERE Name LIKE 'Typed%'");
        assertThat(run("sql", "DELETE FROM Account WHERE Name = 'Typed One'").out())
                .contains("1 record written");
        assertThat(run("sql", "--format", "csv", "SELECT Name FROM Account WHERE Name LIKE 'Typed%'")
                        .out()
                        .lines())
                .containsExactly("Name", "Typed Two");
        CommandRun refused = run("sql", "UPDATE Account SET CreatedDate = NULL");
        assertThat(refused.exitCode()).isEqualTo(2);
        assertThat(refused.err()).contains("CreatedDate");
    }

    @Test
    void a_second_import_shows_no_drift_where_nothing_has_changed() {
        connect(app.consumerKey(), app.consumerSecret());
        run("tables", "import", "Sales", "Account");
        CommandRun again = run("tables", "import", "Sales");
        assertThat(again.exitCode()).isZero();
        assertThat(again.out()).isEmpty();
    }

    @Test
    void no_command_prints_the_secret() {
        CommandRun created = connect(app.consumerKey(), app.consumerSecret());
        CommandRun shown = run("provider", "show", "SalesforceCC");
        assertThat(shown.out()).contains(app.consumerKey()).doesNotContain(app.consumerSecret());
        assertThat(created.out() + created.err()).doesNotContain(app.consumerSecret());
    }

    @Test
    void a_misspelt_table_and_a_misspelt_column_are_answered_with_the_nearest_name() {
        connect(app.consumerKey(), app.consumerSecret());
        CommandRun table = run("tables", "import", "Sales", "Acount");
        assertThat(table.exitCode()).isEqualTo(2);
        assertThat(table.err()).contains("Did you mean Account?");
        run("tables", "import", "Sales", "Account");
        CommandRun column = run("sql", "SELECT Nmae FROM Account");
        assertThat(column.exitCode()).isEqualTo(2);
        assertThat(column.err()).contains("Did you mean Name?");
    }

    @Test
    void an_unknown_choice_lists_the_choices() {
        CommandRun created = CommandRun.of(
                folder,
                "secret",
                "provider",
                "create",
                "P",
                "--client-id",
                "key",
                "--salesforce",
                "acme.my.salesforce.com",
                "--client-authentication",
                "digest",
                "--client-secret-stdin");
        assertThat(created.exitCode()).isEqualTo(2);
        assertThat(created.err()).contains("Basic, Post");
    }

    @Test
    void a_failure_is_two_lines_and_never_a_stack_trace() {
        CommandRun unknown = run("provider", "show", "Nobody");
        assertThat(unknown.exitCode()).isEqualTo(2);
        assertThat(unknown.err().lines()).hasSize(2).noneMatch(line -> line.contains("\tat "));
    }

    private CommandRun connect(String clientId, String clientSecret) {
        return SalesServer.create(folder, org, clientId, clientSecret);
    }

    private CommandRun run(String... arguments) {
        return CommandRun.of(folder, "", arguments);
    }
}
