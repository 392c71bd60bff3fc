package dev.sallyport.salesforce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.sallyport.salesforce.PlayedOrg.Played;
import dev.sallyport.salesforce.SalesforceException.Reason;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What happens to the pages of a bulk result on their way, against an org that plays each step. */
class ResultPagesTest {
    private static final String JOBS = "/services/data/v60.0/jobs/query";
    private static final String JOB = JOBS + "/750000000000001AAA";
    private static final List<QueryColumn> NAME = List.of(new QueryColumn(List.of("Name"), FieldType.STRING));
    private static final int ROWS = 20_000;

    private final PlayedOrg org = new PlayedOrg();
    private final SalesforceClient client =
            org.client(true, planned -> CompletableFuture.completedFuture(null), "60.0");

    @BeforeEach
    void a_job_of_two_pages() {
        org.on(JOBS, Played.json(200, "{\"id\":\"750000000000001AAA\",\"state\":\"UploadComplete\"}"));
        org.on(JOB, job(2 * ROWS));
        org.on(JOB + "/resultPages", list("null", "a", "b"));
        org.on(JOB + "/results", request -> page(request.query()));
    }

    @AfterEach
    void close() {
        client.close();
        org.close();
    }

    @Test
    void all_pages_are_read() {
        assertThat(names()).isEqualTo(allNames());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 1_000, 100_000})
    void a_page_that_breaks_off_is_asked_for_again_and_no_row_comes_twice(int missing) {
        AtomicInteger breaks = new AtomicInteger(2);
        org.on(
                JOB + "/results",
                request -> breaks.getAndDecrement() > 0
                        ? page(request.query()).brokenOff(missing)
                        : page(request.query()));

        assertThat(names()).isEqualTo(allNames());
    }

    @Test
    void a_page_that_always_breaks_off_is_told() {
        org.on(JOB + "/results", request -> page(request.query()).brokenOff(1));

        assertThat(failure().reason()).isEqualTo(Reason.CONNECTION_BROKEN);
    }

    @Test
    void a_page_with_fewer_rows_than_it_says_is_told() {
        org.on(JOB + "/results", request -> page(request.query()).with("Sforce-NumberOfRecords", "20001"));

        assertThat(failure().getMessage()).contains("20001").contains("20000");
    }

    @Test
    void a_page_that_is_not_compressed_as_it_says_is_told() {
        org.on(JOB + "/results", request -> page(request.query()).with("Content-Encoding", "gzip"));

        assertThat(failure().reason()).isEqualTo(Reason.UNEXPECTED_ANSWER);
    }

    @Test
    void a_result_of_other_pages_than_the_job_has_rows_is_told() {
        org.on(JOB, job(2 * ROWS + 1));

        assertThat(failure().getMessage()).contains("40001").contains("40000");
    }

    @Test
    void a_result_that_is_gone_is_told() {
        org.on(JOB + "/resultPages", Played.error(404, "NOT_FOUND", "The requested resource does not exist"));

        assertThat(failure().reason()).isEqualTo(Reason.BULK_JOB_GONE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "[]",
                "{\"resultPages\":[],\"done\":true}",
                "{\"resultPages\":[{\"resultUrl\":\"https://elsewhere.example/services/data/v60.0/jobs/query/7/results\"}],\"done\":true}",
                "{\"resultPages\":[{\"resultUrl\":\"/services/data/v60.0/jobs/query/7/results?locator=a\"}],\"done\":false}",
                "<html>"
            })
    void a_list_of_pages_that_is_none_is_told_and_nothing_else_is_asked_for(String list) {
        org.on(JOB + "/resultPages", Played.json(200, list));

        assertThat(failure().reason()).isEqualTo(Reason.UNEXPECTED_ANSWER);
        assertThat(org.seen()).noneMatch(request -> request.path().endsWith("/results"));
    }

    @Test
    void closing_from_another_thread_ends_the_wait_for_a_page() throws InterruptedException {
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch closed = new CountDownLatch(1);
        org.on(JOB + "/results", request -> {
            asked.countDown();
            await(closed);
            return page(request.query());
        });
        QueryCursor cursor = open();
        Thread closer = new Thread(() -> {
            await(asked);
            cursor.close();
        });
        closer.start();

        assertThat(catchThrowableOfType(SalesforceException.class, cursor::next).reason())
                .isEqualTo(Reason.INTERRUPTED);
        closer.join();
        closed.countDown();
        assertThat(org.seen()).anyMatch(request -> request.method().equals("DELETE"));
    }

    @Test
    void a_job_of_an_older_version_is_read_set_by_set() {
        String job = "/services/data/v57.0/jobs/query/750000000000001AAA";
        org.on(
                "/services/data/v57.0/jobs/query",
                Played.json(200, "{\"id\":\"750000000000001AAA\",\"state\":\"UploadComplete\"}"));
        org.on(job, job(ROWS));
        org.on(job + "/results", page("locator=a").with("Sforce-Locator", "null"));
        try (SalesforceClient older = org.client(true, planned -> CompletableFuture.completedFuture(null), "57.0")) {
            assertThat(FilledOrg.rows(
                            older.bulkQuery("SELECT Name FROM Account", QueryScope.QUERY, NAME, RowOrder.ANY, 0), 1))
                    .hasSize(ROWS);
        }
    }

    private QueryCursor open() {
        return client.bulkQuery("SELECT Name FROM Account", QueryScope.QUERY, NAME, RowOrder.ANY, 0);
    }

    /** In an order of their own. */
    private List<String> names() {
        return FilledOrg.rows(open(), 1).stream()
                .map(row -> (String) row.get(0))
                .sorted()
                .toList();
    }

    private SalesforceException failure() {
        return catchThrowableOfType(SalesforceException.class, this::names);
    }

    private static List<String> allNames() {
        return Stream.of("a", "b")
                .flatMap(page -> names(page).stream())
                .sorted()
                .toList();
    }

    private static List<String> names(String page) {
        return IntStream.range(0, ROWS).mapToObj(row -> page + row).toList();
    }

    private static Played job(int rows) {
        return Played.json(
                200,
                "{\"id\":\"750000000000001AAA\",\"state\":\"JobComplete\",\"numberRecordsProcessed\":" + rows + "}");
    }

    private static Played list(String next, String... locators) {
        String pages = List.of(locators).stream()
                .map(locator -> "{\"resultUrl\":\"" + JOB + "/results?locator=" + locator + "\"}")
                .collect(Collectors.joining(","));
        return Played.json(200, "{\"resultPages\":[" + pages + "],\"nextRecordsUrl\":" + next + ",\"done\":true}");
    }

    private static Played page(String query) {
        String page = query.replace("locator=", "");
        String rows = names(page).stream().map(name -> "\"" + name + "\"\n").collect(Collectors.joining());
        return Played.json(200, "\"Name\"\n" + rows)
                .with("Content-Type", "text/csv;charset=UTF-8")
                .with("Sforce-NumberOfRecords", Integer.toString(ROWS));
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
