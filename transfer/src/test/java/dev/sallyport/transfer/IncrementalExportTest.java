package dev.sallyport.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sallyport.org.http.ApiKind;
import dev.sallyport.org.http.Fault;
import dev.sallyport.transfer.format.RowsFormat;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs one after the other over an org that changes between them. */
class IncrementalExportTest {
    private static final Duration LATER = Duration.ofMinutes(5);

    @TempDir
    Path folder;

    private FilledOrg filled;
    private ExportedFiles files;

    @BeforeEach
    void start() {
        filled = new FilledOrg(2_000);
        files = new ExportedFiles(folder);
        filled.org().controls().advanceClock(LATER);
    }

    @AfterEach
    void stop() {
        filled.close();
    }

    private ExportResult run() throws SQLException, IOException {
        return filled.exporter()
                .run(
                        new Export(
                                filled.org().instanceUrl(),
                                new Export.Table("Account", List.of("Id", "Name"), null, true),
                                RowsFormat.JSON_LINES,
                                20),
                        folder);
    }

    /** What a copy holds that takes the files in their order: the names of the records that are there, by id. */
    private Map<String, @Nullable String> copy() throws IOException {
        Map<String, @Nullable String> copy = new TreeMap<>();
        for (List<@Nullable String> row : files.rows()) {
            String id = String.valueOf(row.get(0));
            if ("true".equals(row.get(3))) {
                copy.remove(id);
            } else {
                copy.put(id, row.get(1));
            }
        }
        return copy;
    }

    private Map<String, @Nullable String> org() throws SQLException {
        Map<String, @Nullable String> records = new TreeMap<>();
        filled.rows("SELECT Id, Name FROM Account").forEach(row -> records.put(String.valueOf(row.get(0)), row.get(1)));
        return records;
    }

    private String idOf(String name) throws SQLException {
        return String.valueOf(filled.rows("SELECT Id FROM Account WHERE Name = '" + name + "'")
                .get(0)
                .get(0));
    }

    private Instant mark() throws IOException {
        return Instant.parse(files.manifest().get("highWaterMark").asText());
    }

    @Test
    void what_is_made_changed_deleted_and_brought_back_comes_with_the_next_run() throws Exception {
        filled.write("INSERT INTO Account (Name) VALUES ('Stays'), ('Changes'), ('Goes'), ('Comes back')");
        filled.org().controls().advanceClock(LATER);
        run();
        assertThat(copy()).isEqualTo(org());
        String back = idOf("Comes back");

        filled.write("INSERT INTO Account (Name) VALUES ('New')");
        filled.write("UPDATE Account SET Name = 'Changed' WHERE Name = 'Changes'");
        filled.write("DELETE FROM Account WHERE Name IN ('Goes', 'Comes back')");
        filled.org().controls().advanceClock(LATER);
        ExportResult second = run();
        assertThat(second.rows()).isEqualTo(4);
        assertThat(files.rowsOfRun(2))
                .extracting(row -> row.get(1) + " " + row.get(3))
                .containsExactlyInAnyOrder("New false", "Changed false", "Goes true", "Comes back true");
        assertThat(copy()).isEqualTo(org());

        filled.undelete(back);
        filled.org().controls().advanceClock(LATER);
        run();
        assertThat(files.rowsOfRun(3))
                .extracting(row -> row.get(1) + " " + row.get(3))
                .containsExactly("Comes back false");
        assertThat(copy()).isEqualTo(org()).containsKey(back);
    }

    @Test
    void a_run_without_changes_makes_no_file_and_moves_the_mark() throws Exception {
        run();
        Instant first = mark();
        List<String> names = files.names();
        filled.org().controls().advanceClock(LATER);

        ExportResult second = run();

        assertThat(second.rows()).isZero();
        assertThat(files.names()).isEqualTo(names);
        assertThat(mark()).isAfter(first).isEqualTo(second.until());
    }

    @Test
    void what_salesforce_is_not_sure_of_yet_waits_for_the_next_run() throws Exception {
        run();
        filled.org().controls().advanceClock(LATER);
        filled.write("INSERT INTO Account (Name) VALUES ('This very minute')");

        run();
        assertThat(copy()).doesNotContainValue("This very minute");
        filled.org().controls().advanceClock(LATER);
        run();

        assertThat(copy()).isEqualTo(org()).containsValue("This very minute");
    }

    @Test
    void a_second_run_at_once_has_nothing_to_do() throws Exception {
        run();
        long bulk = filled.org().controls().count(ApiKind.BULK).requests();

        assertThat(run().nothingToDo()).isTrue();
        assertThat(filled.org().controls().count(ApiKind.BULK).requests()).isEqualTo(bulk);
    }

    @Test
    void a_run_that_is_cut_off_goes_on_with_its_window_and_the_mark_stays_until_it_is_complete() throws Exception {
        run();
        Instant first = mark();
        filled.write("UPDATE Account SET Description = 'all of them'");
        filled.org().controls().advanceClock(LATER);
        filled.atNextProgress(() ->
                filled.org().controls().failNext(ApiKind.BULK, Fault.refusal(400, "UNKNOWN_EXCEPTION", "played")));
        assertThatThrownBy(this::run).hasMessageContaining("played");
        assertThat(mark()).isEqualTo(first);
        Instant until = Instant.parse(files.run(2).get("until").asText());
        filled.org().controls().advanceClock(LATER);

        ExportResult second = run();

        assertThat(second.until()).isEqualTo(until).isEqualTo(mark());
        assertThat(second.rows()).isEqualTo(org().size());
        assertThat(files.rowsOfRun(2)).extracting(row -> row.get(0)).doesNotHaveDuplicates();
    }

    @Test
    void changes_of_a_table_that_bulk_refuses_come_by_rest_with_those_that_are_deleted() throws Exception {
        run();
        filled.write("DELETE FROM Account WHERE Id = (SELECT MIN(Id) FROM Account)");
        filled.org().controls().advanceClock(LATER);
        filled.org().controls().failNext(ApiKind.BULK, Fault.refusal(400, "INVALIDENTITY", "not supported"));

        run();

        assertThat(files.run(2).get("way").asText()).isEqualTo("RANGES");
        assertThat(copy()).isEqualTo(org());
    }

    @Test
    void a_folder_of_a_plain_export_is_not_taken_for_an_incremental_one() throws Exception {
        run();

        assertThatThrownBy(() -> filled.exporter()
                        .run(
                                new Export(
                                        filled.org().instanceUrl(),
                                        new Export.Table("Account", List.of("Id", "Name"), null, false),
                                        RowsFormat.JSON_LINES,
                                        20),
                                folder))
                .hasMessageContainingAll("another export", "incremental");
    }
}
