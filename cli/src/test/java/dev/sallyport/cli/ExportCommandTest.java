package dev.sallyport.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.org.LocalOrg;
import dev.sallyport.org.http.ApiKind;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExportCommandTest {
    @TempDir
    Path folder;

    @TempDir
    Path files;

    private LocalOrg org;

    @BeforeEach
    void start() {
        org = LocalOrg.start();
        SalesServer.create(folder, org);
        run("tables", "import", "Sales", "Account", "Contact");
    }

    @AfterEach
    void stop() {
        org.close();
    }

    private CommandRun run(String... arguments) {
        return CommandRun.of(folder, "", arguments);
    }

    private CommandRun export(String... arguments) {
        List<String> all = new ArrayList<>(List.of("export", "--to", files.toString()));
        all.addAll(Arrays.asList(arguments));
        return run(all.toArray(String[]::new));
    }

    @Test
    void csv_has_the_delimiter_that_is_asked_for() throws IOException {
        CommandRun run = export("Account", "--columns", "Id,Name", "--delimiter", "\\t");

        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(Files.readString(files.resolve("part-00000.csv"))).startsWith("Id\tName\r\n");
        CommandRun parquet = export("Account", "--format", "parquet", "--delimiter", "tab");
        assertThat(parquet.exitCode()).isEqualTo(2);
        assertThat(parquet.err())
                .contains("A delimiter is of CSV, and the files are parquet.", "Leave out --delimiter.");
    }

    @Test
    void a_table_is_exported_and_told_in_one_line() throws IOException {
        CommandRun first = export("Account", "--columns", "Id,Name", "--where", "Industry = 'Energy'");

        assertThat(first.exitCode()).as(first.err()).isZero();
        assertThat(first.out()).isEmpty();
        assertThat(first.err().lines()).singleElement().asString().matches("\\d+ rows in 1 file\\. \\d+ API calls\\.");
        assertThat(Files.readString(files.resolve("part-00000.csv"))).startsWith("Id,Name\r\n");

        CommandRun again = export("account", "--columns", "id,name", "--where", "Industry = 'Energy'");
        assertThat(again.exitCode()).isZero();
        assertThat(again.err()).contains("It is complete", "Nothing was fetched", "0 API calls");
    }

    @Test
    void formats_are_chosen_by_their_names() {
        assertThat(export("Contact", "--format", "parquet").exitCode()).isZero();
        assertThat(files.resolve("part-00000.parquet")).exists();

        CommandRun unknown = export("Contact", "--format", "xml");
        assertThat(unknown.exitCode()).isEqualTo(2);
        assertThat(unknown.err()).contains("--format cannot be \"xml\"", "csv, jsonl, parquet");
        CommandRun other = run("sql", "--format", "parquet", "SELECT 1");
        assertThat(other.exitCode()).isEqualTo(2);
        assertThat(other.err()).contains("table, csv, json");
    }

    @Test
    void an_incremental_export_says_until_when_it_is_complete() {
        org.controls().advanceClock(Duration.ofMinutes(5));

        CommandRun run = export("Account", "--incremental", "--columns", "Id");

        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.err()).contains("All changes before 20");
    }

    @Test
    void a_query_is_exported() throws IOException {
        CommandRun run = export("--query", "SELECT COUNT(*) AS Accounts FROM Account", "--format", "jsonl");

        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(Files.readString(files.resolve("part-00000.jsonl"))).startsWith("{\"Accounts\":");
    }

    @Test
    void what_cannot_be_is_told_with_what_to_do() throws IOException {
        assertThat(export().exitCode()).isEqualTo(2);
        assertThat(export("Account", "--query", "SELECT 1").err()).contains("of a table or of a query");
        assertThat(export("--query", "SELECT 1", "--where", "1 = 1").err()).contains("Say it in the query");
        assertThat(export("Acount").exitCode()).isEqualTo(2);
        assertThat(export("Account", "--where", "Nmae = 'x'").err()).contains("Did you mean Name?");
        export("Account", "--columns", "Id");
        CommandRun other = export("Contact");
        assertThat(other.exitCode()).isEqualTo(2);
        assertThat(other.err()).contains("holds another export: the table Account, columns Id", "--to");
    }

    @Test
    void a_signal_leaves_the_job_of_a_table_and_the_same_command_goes_on() throws Exception {
        org.controls().holdBulkJobs();
        Process export = inProcess("Account", "--columns", "Id");
        awaitLooks(export);

        assertThat(ended(export)).contains("Interrupted. Nothing was aborted", "the same command goes on");
        org.controls().releaseBulkJobs();
        CommandRun again = export("Account", "--columns", "Id");
        assertThat(again.exitCode()).as(again.err()).isZero();
        assertThat(again.err()).contains("Goes on with job 750");
    }

    @Test
    void a_signal_aborts_the_jobs_of_a_query() throws Exception {
        org.controls().holdBulkJobs();
        Process export = inProcess("--query", "SELECT /*+ BULK */ Id FROM Account");
        awaitLooks(export);
        org.controls().resetCounts();

        assertThat(ended(export)).contains("Interrupted. What ran in Salesforce was aborted");
        // A job that was aborted does nothing.
        org.controls().releaseBulkJobs();
        org.controls().awaitBulkJobs();
        assertThat(org.controls().count(ApiKind.BULK).requests()).isPositive();
    }

    private Process inProcess(String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                Sallyport.class.getName(),
                "export",
                "--data",
                folder.toString(),
                "--to",
                files.toString()));
        command.addAll(Arrays.asList(arguments));
        org.controls().resetCounts();
        return new ProcessBuilder(command).start();
    }

    /** Until the job is made and looked at. */
    private void awaitLooks(Process export) throws InterruptedException {
        while (org.controls().count(ApiKind.BULK).requests() < 2) {
            assertThat(export.waitFor(20, TimeUnit.MILLISECONDS))
                    .as("it ends by the signal alone")
                    .isFalse();
        }
    }

    /** Ends it by a signal; what it says then. */
    private static String ended(Process export) throws IOException, InterruptedException {
        // Not the process itself: that would close what it says, too.
        export.toHandle().destroy();
        String said = new String(export.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(export.waitFor()).as(said).isEqualTo(143);
        return said;
    }
}
