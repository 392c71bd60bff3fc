package dev.sallyport.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.sallyport.org.http.ApiKind;
import dev.sallyport.org.http.Fault;
import dev.sallyport.salesforce.SalesforceException;
import dev.sallyport.salesforce.WriteOperation;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
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
        assertThat(value(LOADED)).isEqualTo("25000");
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
        run(load(WriteOperation.INSERT, file));
        assertThat(value(LOADED)).isEqualTo("1");
    }

    @Test
    void a_load_that_was_cut_off_goes_on_with_its_jobs() throws Exception {
        Path file = file("new.csv", "Name\n" + names(3_000));
        Load load = sending(load(WriteOperation.INSERT, file), false, false, 1_000);
        Loader loader = filled.loader();
        filled.atNextProgress(loader::cancel);
        assertThat(catchThrowable(() -> loader.run(load, results))).isInstanceOf(RuntimeException.class);
        assertThat(Thread.interrupted()).isTrue();

        assertThat(run(load)).isEqualTo(new LoadResult(3_000, 3_000, 0, false));
        assertThat(filled.remarks()).anyMatch(remark -> remark.startsWith("Goes on with job 750"));
        assertThat(value(LOADED)).isEqualTo("3000");
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
        Loader loader = filled.loader();
        filled.atNextProgress(loader::cancel);
        assertThat(catchThrowable(() -> loader.run(load, results))).isInstanceOf(RuntimeException.class);
        assertThat(Thread.interrupted()).isTrue();
        String job = Files.readString(results.resolve("load.json")).replaceAll("(?s).*\"jobId\" : \"(\\w+)\".*", "$1");
        filled.client().discard(List.of(job));

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
        assertThat(value(LOADED)).isEqualTo("2500");
        assertThat(Files.readString(results.resolve("load.json"))).doesNotContain("OPEN");
    }

    @Test
    void a_session_that_ends_in_the_middle_is_begun_anew() throws Exception {
        Path file = file("new.csv", "Name\n" + names(2_500));
        filled.org().controls().expireSessionsAfter(2);

        assertThat(run(load(WriteOperation.INSERT, file)).written()).isEqualTo(2_500);
        assertThat(value(LOADED)).isEqualTo("2500");
    }
}
