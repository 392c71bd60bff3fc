package dev.sallyport.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.sallyport.org.http.ApiKind;
import dev.sallyport.org.http.Fault;
import dev.sallyport.salesforce.SalesforceException;
import dev.sallyport.salesforce.StagedJob;
import dev.sallyport.salesforce.WriteOperation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Loads that did not come to their end, and go on. */
class CutOffLoadTest extends LoadedOrg {
    @Test
    void results_that_were_cut_off_are_not_gone_on_with() throws Exception {
        Path file = file("new.csv", "Name\n" + names(2_500));
        Load load = sending(load(WriteOperation.INSERT, file), false, false, 1_000);
        Loader loader = filled.loader();
        filled.atNextProgress(() -> filled.atNextProgress(loader::cancel));
        assertThat(catchThrowable(() -> loader.run(load, results))).isInstanceOf(RuntimeException.class);
        assertThat(Thread.interrupted()).isTrue();
        Files.writeString(results.resolve("success.csv"), "");

        assertThatThrownBy(() -> run(load)).hasMessageContaining("success.csv is shorter than it was");
        Files.writeString(results.resolve("success.csv"), " ".repeat(1 << 20));
        Files.writeString(results.resolve("error.csv"), "");
        assertThatThrownBy(() -> run(load)).hasMessageContaining("error.csv is shorter than it was");
        assertThat(openFiles()).isEmpty();
    }

    @Test
    void a_complete_load_is_not_sent_again_and_another_is_refused() throws Exception {
        Path file = file("new.csv", "Name\nLoaded 1\n");
        run(load(WriteOperation.INSERT, file));
        long before = calls();

        assertThat(run(load(WriteOperation.INSERT, file))).isEqualTo(new LoadResult(1, 1, 0, true));
        assertThatThrownBy(() -> run(load(WriteOperation.INSERT, file("other.csv", "Name\nLoaded 2\n"))))
                .hasMessageContaining("holds another load: of the files new.csv");
        file("new.csv", "Name\nLoaded 3\n");
        assertThatThrownBy(() -> run(load(WriteOperation.INSERT, file)))
                .hasMessageContaining("of the files new.csv, which have changed since");
        assertThatThrownBy(() -> filled.loader().run(load(WriteOperation.INSERT, file), folder))
                .hasMessageContaining("has files that no load has written");
        assertThat(calls()).isEqualTo(before);
    }

    @Test
    void rows_that_a_job_did_not_reach_are_in_a_file_and_sent_by_the_next_run() throws Exception {
        Path file = file("new.csv", "Name\n" + names(25_000));
        filled.org().controls().setDailyBulkBatches(2);

        SalesforceException failure =
                catchThrowableOfType(SalesforceException.class, () -> run(load(WriteOperation.INSERT, file)));

        assertThat(failure.reason()).isEqualTo(SalesforceException.Reason.BULK_JOB_FAILED);
        assertThat(Files.readAllLines(results.resolve("unprocessed.csv")))
                .hasSize(5_001)
                .startsWith("\"Name\"")
                .contains("\"Loaded 24999\"");
        assertThat(filled.remarks()).anyMatch(remark -> remark.contains("has left out 5000 rows"));
        filled.org().controls().setDailyBulkBatches(15_000);

        assertThat(run(load(WriteOperation.INSERT, file))).isEqualTo(new LoadResult(25_000, 25_000, 0, false));
        assertThat(results.resolve("unprocessed.csv")).doesNotExist();
        assertThat(written()).containsExactlyInAnyOrderElementsOf(there());
        assertThat(value("SELECT COUNT(DISTINCT Name) FROM Account WHERE Name LIKE 'Loaded %'"))
                .isEqualTo("25000");
    }

    @Test
    void an_insert_whose_answer_is_lost_is_not_sent_again() throws Exception {
        Path file = file("new.csv", "Name\nLoaded 1\n");
        filled.org().controls().failNext(ApiKind.REST, Fault.cutAnswer(5));

        assertThat(catchThrowable(() -> run(load(WriteOperation.INSERT, file))))
                .isInstanceOf(SalesforceException.class);
        assertThat(error()).contains("\"Loaded 1\",\"This row was sent, and no answer came: it may have been written.");
        filled.org().controls().resetCounts();
        run(load(WriteOperation.INSERT, file));
        assertThat(requests(ApiKind.REST)).isZero();
        assertThat(value(LOADED)).isEqualTo("1");
    }

    @ParameterizedTest
    @EnumSource(
            value = WriteOperation.class,
            names = {"UPDATE", "UPSERT", "DELETE"})
    void what_names_its_records_is_sent_again_if_every_answer_is_lost(WriteOperation operation) throws Exception {
        run(load(WriteOperation.UPSERT, file("a.csv", "External_Id__c,Name\nl-1,Loaded 1\nl-2,Loaded 2\n")));
        String rows = filled.rows("SELECT Id, External_Id__c FROM Account WHERE Name LIKE 'Loaded %'").stream()
                .map(row -> row.get(0) + "," + row.get(1) + ",here\n")
                .collect(Collectors.joining());
        Path file = file("b.csv", "ID,External_Id__c,Site\n" + rows);
        Load load = operation == WriteOperation.UPSERT
                ? load(operation, file).with(ColumnMapping.BY_NAME.without(List.of("ID")))
                : load(operation, file);
        Path second = folder.resolve("second");
        int tries = 4;
        for (int call = 0; call < tries; call++) {
            filled.org().controls().failNext(ApiKind.REST, Fault.cutAnswer(5));
        }
        filled.org().controls().resetCounts();

        assertThat(catchThrowable(() -> filled.loader().run(load, second))).isInstanceOf(SalesforceException.class);
        assertThat(requests(ApiKind.REST)).isEqualTo(tries);
        assertThat(filled.remarks()).anyMatch(remark -> remark.startsWith("No answer came of 2 rows."));
        assertThat(Files.readAllLines(second.resolve("error.csv"))).hasSize(1);

        assertThat(filled.loader().run(load, second)).isEqualTo(new LoadResult(2, 2, 0, false));
        List<String> written = Files.readAllLines(second.resolve("success.csv"));
        assertThat(written)
                .hasSize(3)
                .allMatch(line -> line.startsWith("\"ID\"") || line.startsWith("\"001"))
                .allMatch(line -> line.endsWith("\"STATUS\"") || !line.contains("Created"));
        assertThat(value(LOADED)).isEqualTo(operation == WriteOperation.DELETE ? "0" : "2");
    }

    @Test
    void records_that_a_job_has_deleted_of_which_nothing_is_known_are_deleted() throws Exception {
        String ids = filled.rows("SELECT Id FROM Account ORDER BY Id LIMIT 2").stream()
                .map(row -> row.get(0) + "\n")
                .collect(Collectors.joining());
        Load load = bulk(load(WriteOperation.DELETE, file("ids.csv", "Id\n" + ids)));
        cutOff(load);
        filled.client().discard(List.of(new StagedJob(job(), 0)));

        assertThat(run(load)).isEqualTo(new LoadResult(2, 2, 0, false));
        assertThat(filled.remarks()).anyMatch(remark -> remark.startsWith("Salesforce no longer has job"));
        assertThat(success().lines().skip(1)).allMatch(line -> line.matches("\"001\\w{15}\",\"001.*"));
    }

    @Test
    void a_folder_that_was_left_before_anything_was_noted_can_be_used() throws Exception {
        Load load = load(WriteOperation.INSERT, file("new.csv", "Name\nLoaded 1\n"));
        Path inTheWay = Files.createDirectories(results.resolve(".load.json.unfinished"));
        assertThat(catchThrowable(() -> run(load))).isInstanceOf(IOException.class);
        Files.delete(inTheWay);

        assertThat(run(load)).isEqualTo(new LoadResult(1, 1, 0, false));
    }

    @Test
    void a_record_that_somebody_else_has_deleted_is_told_as_such() throws Exception {
        String id = value("SELECT Id FROM Account ORDER BY Id LIMIT 1");
        filled.write("DELETE FROM Account WHERE Id = '" + id + "'");

        assertThat(run(load(WriteOperation.DELETE, file("gone.csv", "Id\n" + id + "\n"))))
                .isEqualTo(new LoadResult(1, 0, 1, false));
        assertThat(error()).contains("ENTITY_IS_DELETED");
    }

    @Test
    void a_job_that_has_been_aborted_before_it_was_closed_is_sent_anew() throws Exception {
        Path file = file("new.csv", "Name\n" + names(3_000));
        Load load = sending(load(WriteOperation.INSERT, file), false, false, 1_000);
        cutOff(load);
        String uploaded = uploaded();
        filled.abort(uploaded);

        assertThat(run(load)).isEqualTo(new LoadResult(3_000, 3_000, 0, false));
        assertThat(filled.remarks())
                .contains("Job " + uploaded + " was aborted before it began: its rows are sent again.");
        assertThat(written()).containsExactlyInAnyOrderElementsOf(there());
    }

    @Test
    void a_job_that_somebody_aborts_while_the_load_waits_to_close_it_is_sent_anew_by_the_next_run() throws Exception {
        Load load = sending(load(WriteOperation.INSERT, file("new.csv", "Name\n" + names(3_000))), false, false, 1_000);
        List<String> aborted = new ArrayList<>();
        filled.atNextProgress(() -> {
            try {
                aborted.add(uploaded());
                filled.abort(aborted.get(0));
            } catch (IOException | InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });

        assertThat(catchThrowable(() -> run(load))).hasMessageContaining("Aborted");
        assertThat(aborted).hasSize(1);
        assertThat(run(load)).isEqualTo(new LoadResult(3_000, 3_000, 0, false));
        assertThat(written()).containsExactlyInAnyOrderElementsOf(there());
    }

    @Test
    void a_load_that_was_cut_off_goes_on_with_its_jobs() throws Exception {
        Path file = file("new.csv", "Name\n" + names(3_000));
        Load load = sending(load(WriteOperation.INSERT, file), false, false, 1_000);
        cutOff(load);

        assertThat(run(load)).isEqualTo(new LoadResult(3_000, 3_000, 0, false));
        assertThat(filled.remarks()).anyMatch(remark -> remark.startsWith("Goes on with job 750"));
        assertThat(written()).containsExactlyInAnyOrderElementsOf(there());
    }

    @ParameterizedTest
    @EnumSource(
            value = WriteOperation.class,
            names = {"INSERT", "UPSERT"})
    void of_a_job_that_salesforce_has_no_longer_only_what_may_be_done_twice_is_sent_again(WriteOperation operation)
            throws Exception {
        String rows = IntStream.range(0, 10)
                .mapToObj(row -> "Loaded " + row + ",l-" + row + "\n")
                .collect(Collectors.joining());
        Load load = bulk(load(operation, file("new.csv", "Name,External_Id__c\n" + rows)));
        cutOff(load);
        filled.client().discard(List.of(new StagedJob(job(), 0)));

        LoadResult result = run(load);

        boolean again = operation == WriteOperation.UPSERT;
        assertThat(result).isEqualTo(new LoadResult(10, again ? 10 : 0, again ? 0 : 10, false));
        assertThat(error().contains("it may have been written")).isEqualTo(!again);
        assertThat(value(LOADED)).isEqualTo("10");
    }

    @Test
    void rows_whose_connection_breaks_on_their_way_to_a_job_go_to_another() throws Exception {
        Path file = file("new.csv", "Name\n" + names(2_500));
        // The first request opens the job, the second brings the rows.
        filled.org().controls().failNext(ApiKind.BULK, Fault.slowAnswer(10_000, Duration.ZERO));
        filled.org().controls().failNext(ApiKind.BULK, Fault.droppedConnection());

        assertThat(run(load(WriteOperation.INSERT, file)).written()).isEqualTo(2_500);
        // Two jobs were opened: that the first was broken off is seen by that.
        assertThat(job()).endsWith("2IAA");
        assertThat(written()).containsExactlyInAnyOrderElementsOf(there());
        assertThat(Files.readString(results.resolve("load.json"))).doesNotContain("OPEN");
    }

    @Test
    void a_session_that_ends_in_the_middle_is_begun_anew() throws Exception {
        Path file = file("new.csv", "Name\n" + names(2_500));
        filled.org().controls().expireSessionsAfter(2);

        assertThat(run(load(WriteOperation.INSERT, file)).written()).isEqualTo(2_500);
        assertThat(requests(ApiKind.TOKEN)).isEqualTo(1);
        assertThat(written()).containsExactlyInAnyOrderElementsOf(there());
    }

    /** The job that has its rows and is not closed. */
    private String uploaded() throws IOException {
        return Files.readString(results.resolve("load.json"))
                .replaceAll("(?s).*\"UPLOADED\",\\s+\"jobId\" : \"(\\w+)\".*", "$1");
    }

    /** Runs a load until it tells of its progress for the first time. */
    private void cutOff(Load load) {
        Loader loader = filled.loader();
        filled.atNextProgress(loader::cancel);
        assertThat(catchThrowable(() -> loader.run(load, results))).isInstanceOf(RuntimeException.class);
        assertThat(Thread.interrupted()).isTrue();
    }
}
