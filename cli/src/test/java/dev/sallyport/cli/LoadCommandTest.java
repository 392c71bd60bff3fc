package dev.sallyport.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.org.LocalOrg;
import dev.sallyport.org.http.ApiKind;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LoadCommandTest {
    @TempDir
    Path folder;

    @TempDir
    Path files;

    private LocalOrg org;

    @BeforeEach
    void start() {
        org = LocalOrg.start();
        SalesServer.create(folder, org);
        run("tables", "import", "Sales", "Account");
    }

    @AfterEach
    void stop() {
        org.close();
    }

    private CommandRun run(String... arguments) {
        return CommandRun.of(folder, "", arguments);
    }

    private Path file(String name, String content) throws IOException {
        return Files.writeString(files.resolve(name), content);
    }

    private CommandRun load(Path file, String... arguments) {
        List<String> all = new ArrayList<>(List.of(
                "load",
                "Account",
                file.toString(),
                "--to",
                files.resolve("results").toString()));
        all.addAll(Arrays.asList(arguments));
        return run(all.toArray(String[]::new));
    }

    @Test
    void a_file_is_loaded_and_told_in_one_line() throws IOException {
        Path file = file("new.csv", "Company,Employees,Other\nLoaded 1,1,x\nLoaded 2,2,x\n");
        String[] options = {
            "--operation", "insert", "--map", "Company=Name", "--map", "Employees=NumberOfEmployees", "--skip", "Other"
        };

        CommandRun first = load(file, options);

        assertThat(first.exitCode()).as(first.err()).isZero();
        assertThat(first.out()).isEmpty();
        assertThat(first.err().lines()).containsExactly("2 rows written, 0 failed. 1 API call.");
        assertThat(Files.readString(files.resolve("results/success.csv")))
                .startsWith("\"ID\",\"Company\",\"Employees\",\"Other\",\"STATUS\"\n");
        assertThat(run("sql", "SELECT COUNT(*) FROM Account WHERE Name LIKE 'Loaded %'")
                        .out())
                .contains("2");

        CommandRun again = load(file, options);
        assertThat(again.exitCode()).isZero();
        assertThat(again.err()).contains("It is complete: 2 rows written", "Nothing was sent", "0 API calls");
    }

    @Test
    void rows_that_fail_are_in_the_exit_code() throws IOException {
        CommandRun run = load(file("new.csv", "Name\nLoaded 1\n\"\"\n"), "--operation", "insert");

        assertThat(run.exitCode()).as(run.err()).isEqualTo(1);
        assertThat(run.err()).contains("1 row written, 1 failed. See ", "error.csv. 1 API call.");
    }

    @Test
    void a_dry_run_tells_what_does_not_fit_and_sends_nothing() throws IOException {
        Path file = file("new.csv", "Name,NumberOfEmployees\nLoaded 1,many\nLoaded 2,2\n");
        org.controls().resetCounts();

        CommandRun run = run("load", "Account", file.toString(), "--operation", "insert", "--dry-run");

        assertThat(run.exitCode()).as(run.err()).isEqualTo(1);
        assertThat(run.err())
                .contains(
                        "Row 1: INVALID_TYPE_ON_FIELD_IN_RECORD",
                        "1 of 2 rows would be sent in collections; 1 does not fit and would be in the error file. Nothing was"
                                + " sent.");
        assertThat(run("load", "Account", file.toString(), "--operation", "insert", "--all-or-none", "--dry-run")
                        .err())
                .contains("0 of 2 rows would be sent in collections; 1 does not fit, and it is all or none.");
        assertThat(org.controls().count(ApiKind.REST).requests()).isZero();
    }

    @Test
    void what_cannot_be_is_told_with_what_to_do() throws IOException {
        Path file = file("new.csv", "Nmae,CreatedDate\nLoaded 1,2024-01-01\n");

        CommandRun columns = load(file, "--operation", "insert");
        assertThat(columns.exitCode()).isEqualTo(2);
        assertThat(columns.err()).contains("Did you mean Name?", "--skip Nmae,CreatedDate");
        assertThat(run("load", "Account", file.toString(), "--operation", "insert")
                        .err())
                .contains("A folder for the results is missing", "--to DIR");
        assertThat(load(file, "--operation", "insert", "--time-zone", "Vienna").err())
                .contains("--time-zone cannot be \"Vienna\"", "Europe/Vienna");
        assertThat(load(file, "--operation", "upsert").err()).contains("--external-id", "External_Id__c");
        assertThat(load(file, "--operation", "merge").exitCode()).isEqualTo(2);
        assertThat(load(file, "--operation", "insert", "--bulk", "--all-or-none")
                        .err())
                .contains("A bulk job writes each row on its own");
        assertThat(run("load", "Acount", file.toString(), "--operation", "insert", "--dry-run")
                        .err())
                .contains("There is no table Acount", "Did you mean Account?");
    }

    @Test
    void parents_are_found_by_external_ids_and_values_stand_between_semicolons() throws IOException {
        run("tables", "import", "Sales", "Contact");
        load(file("accounts.csv", "Name,External_Id__c\nLoaded,l-1\n"), "--operation", "insert");
        Path file = file("contacts.csv", "LastName;Company\nLoaded;l-1\nAlone;l-2\n");
        List<String> arguments = new ArrayList<>(List.of("load", "Contact", file.toString(), "--operation", "insert"));
        arguments.addAll(List.of("--map", "Company=Account.External_Id__c", "--to", files + "/contacts"));

        CommandRun wrong = run(with(arguments, "--delimiter", "dot"));
        assertThat(wrong.exitCode()).isEqualTo(2);
        assertThat(wrong.err())
                .contains("--delimiter cannot be \"dot\".", "comma, semicolon, tab, pipe, caret, backquote");
        CommandRun run = run(with(arguments, "--delimiter", ";"));
        assertThat(run.err()).contains("1 row written, 1 failed.");
        assertThat(Files.readString(files.resolve("contacts/error.csv")))
                .startsWith(
                        "\"LastName\";\"Company\";\"ERROR\"\n\"Alone\";\"l-2\";\"INVALID_FIELD:Foreign key external ID: l-2");
        assertThat(run(with(arguments, "--delimiter", "SEMICOLON")).err()).contains("It is complete: 1 row written");
        assertThat(run(
                                "sql",
                                "SELECT c.LastName, a.Name FROM Contact c JOIN Account a ON c.AccountId = a.Id"
                                        + " WHERE a.External_Id__c = 'l-1'")
                        .out())
                .contains("Loaded");
    }

    private static String[] with(List<String> arguments, String... more) {
        List<String> all = new ArrayList<>(arguments);
        all.addAll(Arrays.asList(more));
        return all.toArray(String[]::new);
    }

    @Test
    void a_signal_leaves_the_job_and_the_same_command_goes_on() throws Exception {
        Path file = file("new.csv", "Name\nLoaded 1\n");
        org.controls().holdBulkJobs();
        org.controls().resetCounts();
        Process load = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Sallyport.class.getName(),
                        "load",
                        "--data",
                        folder.toString(),
                        "Account",
                        file.toString(),
                        "--operation",
                        "insert",
                        "--bulk",
                        "--to",
                        files.resolve("results").toString())
                .start();
        // It is made, sent, closed and looked at.
        while (org.controls().count(ApiKind.BULK).requests() < 4) {
            assertThat(load.waitFor(20, TimeUnit.MILLISECONDS))
                    .as("it ends by the signal alone")
                    .isFalse();
        }

        load.toHandle().destroy();
        String said = new String(load.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(load.waitFor()).as(said).isEqualTo(143);
        assertThat(said).contains("Interrupted. Nothing was aborted", "the same command goes on");

        org.controls().releaseBulkJobs();
        CommandRun again = load(file, "--operation", "insert", "--bulk");
        assertThat(again.exitCode()).as(again.err()).isZero();
        assertThat(again.err()).contains("Goes on with job 750", "1 row written, 0 failed.");
    }
}
