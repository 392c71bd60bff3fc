package dev.sallyport.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.sallyport.org.http.ApiKind;
import dev.sallyport.org.http.Fault;
import dev.sallyport.transfer.format.RowsFormat;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A table as files, over a local org. Nothing is written to the org here. */
class TableExportTest {
    private static final List<String> COLUMNS = List.of(
            "Id", "Name", "AnnualRevenue", "NumberOfEmployees", "CreatedDate", "IsDeleted", "Description", "Industry");
    private static final String SQL = "SELECT " + String.join(", ", COLUMNS) + " FROM Account";

    private static FilledOrg filled;

    @TempDir
    Path folder;

    private ExportedFiles files;

    @BeforeAll
    static void start() {
        filled = new FilledOrg(6_000);
    }

    @AfterAll
    static void stop() {
        filled.close();
    }

    @BeforeEach
    void forget() {
        filled.remarks();
        filled.org().controls().resetCounts();
        files = new ExportedFiles(folder);
    }

    private static Export accounts(RowsFormat format, @Nullable Integer rowsPerFile) {
        return export(new Export.Table("Account", COLUMNS, null, false), format, rowsPerFile);
    }

    private static Export export(Export.Source source, RowsFormat format, @Nullable Integer rowsPerFile) {
        return new Export(filled.org().instanceUrl(), source, format, rowsPerFile);
    }

    private ExportResult run(Export export) throws SQLException, IOException {
        return filled.exporter().run(export, folder);
    }

    private static long bulkRequests() {
        return filled.org().controls().count(ApiKind.BULK).requests();
    }

    private static void refuseOnceThereAreRows(ApiKind kind) {
        filled.atNextProgress(
                () -> filled.org().controls().failNext(kind, Fault.refusal(400, "UNKNOWN_EXCEPTION", "played")));
    }

    private int accountsBy(int rowsPerFile) throws SQLException {
        return (filled.rows("SELECT Id FROM Account").size() + rowsPerFile - 1) / rowsPerFile;
    }

    @ParameterizedTest
    @EnumSource(
            value = RowsFormat.class,
            names = {"CSV", "JSON_LINES", "PARQUET"})
    void a_table_is_in_its_files_as_sql_answers_it(RowsFormat format) throws Exception {
        ExportResult result = run(accounts(format, 100));

        List<List<@Nullable String>> expected = filled.rows(SQL);
        assertThat(files.rows())
                .hasSizeGreaterThan(300)
                .usingElementComparator(ExportComparison::compare)
                .containsExactlyInAnyOrderElementsOf(expected);
        assertThat(result.rows()).isEqualTo(expected.size());
        assertThat(result.files()).isEqualTo(accountsBy(100));
        assertThat(files.names())
                .contains("manifest.json", "part-00000." + format.ending(), "part-00001." + format.ending());
    }

    @Test
    void the_manifest_tells_other_tools_what_is_there() throws Exception {
        run(accounts(RowsFormat.PARQUET, 200));

        assertThat(files.manifest().get("table").asText()).isEqualTo("Account");
        assertThat(files.manifest().get("state").asText()).isEqualTo("COMPLETE");
        assertThat(files.manifest().get("format").asText()).isEqualTo("parquet");
        assertThat(files.manifest().get("columns").toString())
                .contains(
                        "{\"name\":\"Id\",\"type\":\"VARCHAR(18)\"}",
                        "{\"name\":\"NumberOfEmployees\",\"type\":\"INTEGER\"}");
        assertThat(files.run(1).get("way").asText()).isEqualTo("BULK");
        assertThat(files.run(1).get("jobId").asText()).startsWith("750");
        for (var file : files.run(1).get("files")) {
            assertThat(Files.size(folder.resolve(file.get("name").asText())))
                    .isEqualTo(file.get("bytes").asLong());
            assertThat(file.get("rows").asLong()).isPositive();
        }
    }

    @Test
    void no_secret_is_in_the_folder() throws Exception {
        run(accounts(RowsFormat.CSV, 200));

        String secret = filled.org().readyApp().consumerSecret();
        try (Stream<Path> all = Files.list(folder)) {
            for (Path file : all.toList()) {
                assertThat(new String(Files.readAllBytes(file), StandardCharsets.UTF_8))
                        .doesNotContain(secret)
                        .doesNotContain(filled.org().readyApp().consumerKey())
                        .doesNotContain(filled.org().organizationId().substring(0, 15) + "!");
            }
        }
    }

    @Test
    void without_columns_all_come_that_bulk_reads_and_the_others_are_named() throws Exception {
        run(export(new Export.Table("account", List.of(), null, false), RowsFormat.CSV, null));

        assertThat(filled.remarks()).singleElement().asString().contains("BillingAddress", "compound");
        assertThat(files.manifest().get("columns").toString())
                .contains("BillingCity")
                .doesNotContain("\"BillingAddress\"");
    }

    @Test
    void a_set_that_does_not_come_leaves_the_others_and_the_next_run_asks_for_the_rest_alone() throws Exception {
        int sets = accountsBy(100);
        filled.org().controls().resetCounts();
        refuseOnceThereAreRows(ApiKind.BULK);
        Throwable failure = catchThrowable(() -> run(accounts(RowsFormat.PARQUET, 100)));
        assertThat(failure).hasMessageContaining("played");
        int there = files.run(1).get("files").size();
        assertThat(there).isBetween(1, sets - 1);
        assertThat(files.manifest().get("state").asText()).isEqualTo("RUNNING");
        filled.org().controls().resetCounts();

        run(accounts(RowsFormat.PARQUET, 100));

        assertThat(bulkRequests())
                .as("a look, the sets that are left, the deletion")
                .isEqualTo(1 + sets - there + 1);
        assertThat(filled.remarks()).singleElement().asString().contains("Goes on with job 750", there + " files");
        assertThat(files.rows())
                .usingElementComparator(ExportComparison::compare)
                .containsExactlyInAnyOrderElementsOf(filled.rows(SQL));
    }

    @Test
    void connections_that_break_are_no_failure() throws Exception {
        filled.atNextProgress(() -> {
            filled.org().controls().failNext(ApiKind.BULK, Fault.droppedConnection());
            filled.org().controls().failNext(ApiKind.BULK, Fault.unavailable(Duration.ofSeconds(1)));
            filled.org().controls().failNext(ApiKind.BULK, Fault.droppedConnection());
        });

        run(accounts(RowsFormat.CSV, 100));

        assertThat(files.rows()).hasSameSizeAs(filled.rows("SELECT Id FROM Account"));
    }

    @Test
    void a_job_that_salesforce_has_forgotten_is_made_anew_and_its_files_go() throws Exception {
        String forgotten = cutOff();
        filled.client().bulkQueryJob(forgotten, List.of()).delete();

        run(accounts(RowsFormat.CSV, 100));

        assertThat(filled.remarks())
                .anyMatch(
                        remark -> remark.contains("no longer has job " + forgotten) && remark.contains("begins anew"));
        assertThat(files.run(1).get("jobId").asText()).isNotEqualTo(forgotten);
        assertThat(files.rows())
                .usingElementComparator(ExportComparison::compare)
                .containsExactlyInAnyOrderElementsOf(filled.rows(SQL));
    }

    @Test
    void what_was_half_written_is_thrown_away() throws Exception {
        cutOff();
        Files.writeString(folder.resolve(".part-00001.csv.unfinished"), "half");
        Files.writeString(folder.resolve("part-00099.csv"), "whole, but not in the manifest");

        run(accounts(RowsFormat.CSV, 100));

        assertThat(folder.resolve(".part-00001.csv.unfinished")).doesNotExist();
        assertThat(folder.resolve("part-00099.csv")).doesNotExist();
        assertThat(files.rows()).hasSameSizeAs(filled.rows("SELECT Id FROM Account"));
    }

    @Test
    void an_export_that_fails_leaves_no_half_file_on_the_disk() throws Exception {
        String dividesByZero = "SELECT Id, 1 / CHARACTER_LENGTH(REPLACE(Name, Name, '')) FROM Contact";

        assertThatThrownBy(() -> run(export(new Export.Query(dividesByZero), RowsFormat.CSV, null)))
                .hasMessageContaining("zero");

        try (Stream<Path> all = Files.list(folder)) {
            assertThat(all.map(file -> file.getFileName().toString())).noneMatch(name -> name.contains("part-"));
        }
    }

    /** An export of which some files are there; its job. */
    private String cutOff() throws IOException {
        refuseOnceThereAreRows(ApiKind.BULK);
        assertThatThrownBy(() -> run(accounts(RowsFormat.CSV, 100))).hasMessageContaining("played");
        filled.remarks();
        return files.run(1).get("jobId").asText();
    }

    @Test
    void a_complete_export_is_not_fetched_again() throws Exception {
        run(accounts(RowsFormat.CSV, null));
        filled.org().controls().resetCounts();

        ExportResult again = run(accounts(RowsFormat.CSV, null));

        assertThat(again.nothingToDo()).isTrue();
        assertThat(bulkRequests()).isZero();
    }

    @Test
    void a_table_that_bulk_refuses_comes_in_ranges_of_ids_and_goes_on_after_the_last_that_is_there() throws Exception {
        filled.org()
                .controls()
                .failNext(ApiKind.BULK, Fault.refusal(400, "INVALIDENTITY", "Entity 'Account' is not supported"));
        refuseOnceThereAreRows(ApiKind.QUERY);
        assertThatThrownBy(() -> run(accounts(RowsFormat.PARQUET, 100))).hasMessageContaining("played");
        assertThat(filled.remarks()).singleElement().asString().contains("ranges of ids", "INVALIDENTITY");
        int done = files.run(1).get("partsDone").asInt();
        int ranges = files.run(1).get("ranges").size();
        assertThat(done).isEqualTo(1);
        filled.org().controls().resetCounts();

        run(accounts(RowsFormat.PARQUET, 100));

        assertThat(filled.org().controls().count(ApiKind.QUERY).requests()).isEqualTo(ranges - done);
        assertThat(bulkRequests()).isZero();
        assertThat(files.run(1).get("way").asText()).isEqualTo("RANGES");
        assertThat(files.rows())
                .usingElementComparator(ExportComparison::compare)
                .containsExactlyInAnyOrderElementsOf(filled.rows(SQL));
    }

    @Test
    void a_range_of_ids_with_more_rows_than_a_file_may_have_is_in_several() throws Exception {
        filled.org()
                .controls()
                .failNext(ApiKind.BULK, Fault.refusal(400, "INVALIDENTITY", "Entity 'Account' is not supported"));
        // Who does not know how many records there are makes a few ranges, whatever files are to have.
        filled.org().controls().failNext(ApiKind.REST, Fault.refusal(403, "INSUFFICIENT_ACCESS", "no counts"));
        refuseOnceThereAreRows(ApiKind.QUERY);
        assertThatThrownBy(() -> run(accounts(RowsFormat.CSV, 10))).hasMessageContaining("played");
        assertThat(files.run(1).get("partsDone").asInt()).isEqualTo(1);
        assertThat(files.run(1).get("files").size()).isGreaterThan(1);

        run(accounts(RowsFormat.CSV, 10));

        assertThat(files.run(1).get("ranges").size()).isLessThan(accountsBy(10));
        for (var file : files.run(1).get("files")) {
            assertThat(file.get("rows").asInt()).isBetween(1, 10);
        }
        assertThat(files.rows())
                .usingElementComparator(ExportComparison::compare)
                .containsExactlyInAnyOrderElementsOf(filled.rows(SQL));
    }

    @Test
    void an_export_that_is_cancelled_before_it_begins_does_not_begin() throws Exception {
        Exporter exporter = filled.exporter();
        exporter.cancel();

        assertThatThrownBy(() ->
                        exporter.run(export(new Export.Query("SELECT Id FROM Account"), RowsFormat.CSV, null), folder))
                .isInstanceOf(TransferException.class)
                .hasMessageContaining("interrupted");
        assertThat(files.names()).isEmpty();
    }

    @Test
    void a_table_is_cancelled_though_a_query_came_before_it() throws Exception {
        Exporter exporter = filled.exporter();
        exporter.run(export(new Export.Query("SELECT Id FROM Account"), RowsFormat.CSV, null), folder.resolve("query"));
        filled.atNextProgress(() -> {
            try {
                exporter.cancel();
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        });

        assertThat(catchThrowable(() -> exporter.run(accounts(RowsFormat.CSV, 100), folder.resolve("table"))))
                .isInstanceOf(RuntimeException.class);
        assertThat(Thread.interrupted()).isTrue();
        assertThat(new ExportedFiles(folder.resolve("table"))
                        .manifest()
                        .get("state")
                        .asText())
                .isEqualTo("RUNNING");
    }

    @Test
    void a_compound_column_that_is_asked_for_comes_by_rest() throws Exception {
        run(export(
                new Export.Table("Account", List.of("Id", "BillingAddress"), null, false),
                RowsFormat.JSON_LINES,
                null));

        assertThat(filled.remarks()).singleElement().asString().contains("BillingAddress", "REST");
        assertThat(files.rows())
                .containsExactlyInAnyOrderElementsOf(filled.rows("SELECT Id, BillingAddress FROM Account"));
    }

    @Test
    void a_condition_holds_in_soql_and_here() throws Exception {
        String where = "Industry = 'Energy' AND CHAR_LENGTH(Name) > 12 -- long names";

        run(export(new Export.Table("Account", List.of("Name"), where, false), RowsFormat.CSV, 50));

        assertThat(files.run(1).get("soql").asText()).contains("Industry = 'Energy'");
        assertThat(files.rows())
                .isNotEmpty()
                .containsExactlyInAnyOrderElementsOf(
                        filled.rows("SELECT Name FROM Account WHERE Industry = 'Energy' AND CHAR_LENGTH(Name) > 12"));
    }

    @Test
    void a_condition_that_takes_another_query_is_refused_and_the_way_out_is_told() {
        String where = "Description IN (SELECT Description FROM Contact)";

        assertThatThrownBy(() ->
                        run(export(new Export.Table("Account", List.of("Id"), where, false), RowsFormat.CSV, null)))
                .hasStackTraceContaining("takes another query")
                .satisfies(failure -> assertThat(filled.org().controls().apiRequestsUnderWay())
                        .isZero());
    }

    @Test
    void no_rows_are_a_file_with_columns() throws Exception {
        run(export(new Export.Table("Account", List.of("Id", "Name"), "Name = 'nobody'", false), RowsFormat.CSV, null));

        assertThat(folder.resolve("part-00000.csv")).hasContent("Id,Name\r\n");
    }

    @Test
    void a_condition_that_never_holds_costs_no_call() throws Exception {
        run(export(new Export.Table("Account", List.of("Id"), "1 = 0", false), RowsFormat.CSV, null));

        assertThat(folder.resolve("part-00000.csv")).hasContent("Id\r\n");
        assertThat(bulkRequests()).isZero();
    }

    @Test
    void another_export_into_the_same_folder_is_refused() throws Exception {
        run(accounts(RowsFormat.CSV, null));

        assertThatThrownBy(() -> run(accounts(RowsFormat.PARQUET, null)))
                .isInstanceOf(TransferException.class)
                .hasMessageContainingAll("another export", "the table Account", "as csv");
        assertThatThrownBy(() -> run(export(new Export.Query("SELECT 1"), RowsFormat.CSV, null)))
                .hasMessageContaining("another export");
    }

    @Test
    void a_folder_of_other_files_is_refused() throws Exception {
        Files.writeString(folder.resolve("letter.txt"), "Dear");

        assertThatThrownBy(() -> run(accounts(RowsFormat.CSV, null)))
                .isInstanceOf(TransferException.class)
                .hasMessageContaining("no export has written");
        assertThat(files.names()).containsExactly("letter.txt");
    }

    @Test
    void a_folder_that_another_export_is_writing_to_is_refused() {
        try (ExportFolder taken = ExportFolder.open(folder)) {
            assertThat(taken.manifest()).isEmpty();
            assertThatThrownBy(() -> run(accounts(RowsFormat.CSV, null)))
                    .isInstanceOf(TransferException.class)
                    .hasMessageContaining("Another export is writing");
        }
    }

    @Test
    void names_that_are_not_there_are_told_before_a_call() {
        assertThatThrownBy(() -> run(export(new Export.Table("Acount", List.of(), null, false), RowsFormat.CSV, null)))
                .hasMessageContaining("no table Acount");
        assertThatThrownBy(() ->
                        run(export(new Export.Table("Account", List.of("Nmae"), null, false), RowsFormat.CSV, null)))
                .hasMessageContaining("no column Nmae");
        assertThat(bulkRequests()).isZero();
    }

    @Test
    void a_query_goes_into_files_of_so_many_rows() throws Exception {
        String sql = "SELECT a.Name, COUNT(*) FROM Account a JOIN Contact c ON c.AccountId = a.Id GROUP BY a.Name";

        ExportResult result = run(export(new Export.Query(sql), RowsFormat.JSON_LINES, 40));

        List<List<@Nullable String>> expected = filled.rows(sql);
        assertThat(files.rows()).hasSizeGreaterThan(40).containsExactlyInAnyOrderElementsOf(expected);
        assertThat(result.files()).isEqualTo((expected.size() + 39) / 40);
        assertThat(files.manifest().get("query").asText()).isEqualTo(sql);
    }

    @Test
    void a_query_that_was_cut_off_begins_anew_and_says_so() throws Exception {
        Export export = export(new Export.Query("SELECT Id FROM Contact"), RowsFormat.CSV, 50);
        try (ExportFolder open = ExportFolder.open(folder)) {
            open.keep(Manifest.of(export)
                    .with(Manifest.Run.begun(1, Instant.EPOCH, null, null)
                            .and(List.of(new Manifest.Part("part-00000.csv", 50, 1)), null)));
            open.write("part-00000.csv", target -> target.write('x'));
        }

        run(export);

        assertThat(filled.remarks()).singleElement().asString().contains("begins anew");
        assertThat(files.rows()).hasSameSizeAs(filled.rows("SELECT Id FROM Contact"));
    }

    @Test
    void a_statement_that_writes_is_no_query() {
        assertThatThrownBy(() -> run(export(new Export.Query("DELETE FROM Contact"), RowsFormat.CSV, null)))
                .isInstanceOf(SQLException.class);
    }
}
