package dev.sallyport.salesforce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.sallyport.salesforce.PlayedOrg.Played;
import dev.sallyport.salesforce.SalesforceException.Reason;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How a query job goes from its opening to its end, against an org that plays each step. */
class BulkJobTest {
    private static final String JOBS = "/services/data/v55.0/jobs/query";
    private static final String JOB = JOBS + "/750000000000001AAA";
    private static final List<QueryColumn> NAME = List.of(new QueryColumn(List.of("Name"), FieldType.STRING));

    private final PlayedOrg org = new PlayedOrg();
    private final List<Duration> waits = new ArrayList<>();
    private final SalesforceClient client = org.client(true, planned -> {
        waits.add(planned);
        return CompletableFuture.completedFuture(null);
    });

    @BeforeEach
    void a_job_of_one_set() {
        org.on(JOBS, Played.json(200, "{\"id\":\"750000000000001AAA\",\"state\":\"UploadComplete\"}"));
        org.on(JOB, job("JobComplete"));
        org.on(JOB + "/results", set("null", "\"Name\"\n\"a\"\n"));
    }

    @AfterEach
    void close() {
        client.close();
        org.close();
    }

    @Test
    void a_job_that_is_made_after_its_reader_was_interrupted_is_aborted() throws InterruptedException {
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch interrupted = new CountDownLatch(1);
        CountDownLatch aborted = new CountDownLatch(1);
        org.on(JOBS, request -> {
            asked.countDown();
            await(interrupted);
            return Played.json(200, "{\"id\":\"750000000000001AAA\",\"state\":\"UploadComplete\"}");
        });
        org.on(JOB, request -> {
            aborted.countDown();
            return job("Aborted");
        });
        Thread reader = new Thread(() -> assertThat(catchThrowableOfType(SalesforceException.class, this::names)
                        .reason())
                .isEqualTo(Reason.INTERRUPTED));
        reader.start();
        asked.await();
        reader.interrupt();
        reader.join();
        interrupted.countDown();
        aborted.await();
        assertThat(methods()).containsExactly("POST " + JOBS, "PATCH " + JOB);
    }

    @Test
    void looks_at_the_job_grow_rarer() {
        AtomicInteger looks = new AtomicInteger();
        org.on(JOB, request -> looks.incrementAndGet() < 20 ? job("InProgress") : job("JobComplete"));

        names();

        assertThat(waits).hasSize(20).isSorted();
        assertThat(waits.get(0)).isEqualTo(Duration.ofMillis(500));
        assertThat(waits.get(19)).isEqualTo(Duration.ofSeconds(20));
        Duration waited = Duration.ZERO;
        for (Duration wait : waits) {
            assertThat(wait).isLessThanOrEqualTo(longer(waited.dividedBy(2), Duration.ofMillis(500)));
            waited = waited.plus(wait);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {700, 6_200, 60_000, 170_000, 1_000_000})
    void who_knows_how_many_records_there_are_looks_about_when_they_are_done(long takes) {
        long records = 1_000_000;
        org.on(JOB, request -> {
            long waited = waits.stream().mapToLong(Duration::toMillis).sum();
            return waited >= takes ? job("JobComplete") : job("InProgress", records * waited / takes);
        });

        try (QueryCursor cursor = bulkQuery(records)) {
            assertThat(cursor.totalSize()).isOne();
        }

        long late = waits.stream().mapToLong(Duration::toMillis).sum() - takes;
        assertThat(late).isLessThanOrEqualTo(Math.max(500, Math.min(takes / 10, 20_000)));
        waits.subList(1, waits.size()).forEach(wait -> assertThat(wait).isLessThanOrEqualTo(Duration.ofSeconds(20)));
    }

    @Test
    void how_many_records_there_are_is_asked_once_and_only_of_a_job_that_goes_on() {
        int[] looks = new int[1];
        int[] asked = new int[1];
        org.on(JOB, request -> looks[0]++ < 5 ? job("InProgress", looks[0]) : job("JobComplete"));
        BulkQueryJob slow = client.startBulkQuery("SELECT Name FROM Account", QueryScope.QUERY, NAME);
        BulkQueryJob quick = client.startBulkQuery("SELECT Name FROM Account", QueryScope.QUERY, NAME);

        slow.await(() -> {
            asked[0]++;
            return 6;
        });
        assertThat(asked[0]).isOne();

        quick.await(() -> {
            asked[0]++;
            return 6;
        });
        assertThat(asked[0]).isOne();
    }

    @Test
    void records_that_are_dealt_with_while_the_job_goes_on_do_not_hurry_the_looks() {
        int[] looks = new int[1];
        org.on(JOB, request -> looks[0]++ < 30 ? job("InProgress", 1_000) : job("JobComplete"));

        try (QueryCursor cursor = bulkQuery(1_000)) {
            assertThat(cursor.totalSize()).isOne();
        }

        Duration waited = Duration.ZERO;
        for (Duration wait : waits) {
            assertThat(wait).isGreaterThanOrEqualTo(waited.dividedBy(10));
            waited = waited.plus(wait);
        }
    }

    @Test
    void quotes_lines_commas_and_letters_of_all_the_world_arrive() {
        org.on(JOB + "/results", set("null", "\"NAME\"\n\"a \"\"b\"\", c\r\nd\"\n\"\"\n\"\u20ac \ud83d\ude00\"\n"));

        try (QueryCursor cursor = client.bulkQuery("SELECT Name FROM Account", NAME)) {
            cursor.next();
            assertThat(cursor.value(0)).isEqualTo("a \"b\", c\r\nd");
            cursor.next();
            assertThat(cursor.value(0)).isNull();
            cursor.next();
            assertThat(cursor.value(0)).isEqualTo("\u20ac \ud83d\ude00");
        }
    }

    @Test
    void the_next_set_is_asked_for_while_one_is_read_and_no_set_twice() {
        CountDownLatch second = new CountDownLatch(1);
        org.on(JOB + "/results", request -> {
            if (request.query().contains("locator=Mg==")) {
                second.countDown();
                return set("null", "\"Name\"\n\"b\"\n");
            }
            return set("Mg==", "\"Name\"\n\"a\"\n");
        });

        try (QueryCursor cursor = client.bulkQuery("SELECT Name FROM Account", NAME)) {
            assertThat(cursor.next()).isTrue();
            await(second);
            assertThat(cursor.value(0)).isEqualTo("a");
            assertThat(cursor.next()).isTrue();
            assertThat(cursor.value(0)).isEqualTo("b");
            assertThat(cursor.next()).isFalse();
        }
        assertThat(methods())
                .containsExactly(
                        "POST " + JOBS,
                        "GET " + JOB,
                        "GET " + JOB + "/results",
                        "GET " + JOB + "/results",
                        "DELETE " + JOB);
    }

    @Test
    void a_set_that_is_lost_is_asked_for_again_and_those_before_it_are_not() {
        AtomicInteger seconds = new AtomicInteger();
        org.on(JOB + "/results", request -> {
            if (!request.query().contains("locator=")) {
                return set("2", "\"Name\"\n\"a\"\n");
            }
            return seconds.incrementAndGet() < 3
                    ? Played.error(503, "SERVER_UNAVAILABLE", "later")
                    : set("null", "\"Name\"\n\"b\"\n");
        });

        assertThat(names()).containsExactly("a", "b");
        assertThat(org.seen().stream()
                        .filter(request -> request.path().endsWith("/results"))
                        .filter(request -> !request.query().contains("locator=")))
                .hasSize(1);
    }

    @Test
    void a_job_that_fails_says_why() {
        org.on(JOB, Played.json(200, """
                {"state":"Failed","errorMessage":"InvalidBatch : the moon is full","numberRecordsProcessed":0}"""));

        SalesforceException failure = catchThrowableOfType(SalesforceException.class, this::names);

        assertThat(failure.reason()).isEqualTo(Reason.BULK_JOB_FAILED);
        assertThat(failure.getMessage()).contains("the moon is full");
        assertThat(failure.advice()).contains("Bulk Data Load Jobs");
    }

    @Test
    void closing_from_another_thread_ends_the_wait_and_aborts_the_job() throws InterruptedException {
        CountDownLatch waiting = new CountDownLatch(1);
        try (SalesforceClient patient = org.client(true, planned -> {
            waiting.countDown();
            return new CompletableFuture<>();
        })) {
            QueryCursor cursor = patient.bulkQuery("SELECT Name FROM Account", NAME);
            Thread closer = new Thread(() -> {
                await(waiting);
                cursor.close();
            });
            closer.start();

            assertThat(catchThrowableOfType(SalesforceException.class, cursor::next)
                            .reason())
                    .isEqualTo(Reason.INTERRUPTED);
            closer.join();
        }
        assertThat(methods()).containsExactly("POST " + JOBS, "PATCH " + JOB);
        assertThat(org.seen().get(org.seen().size() - 1).body()).isEqualTo("{\"state\":\"Aborted\"}");
    }

    @Test
    void an_interrupted_reader_has_the_job_aborted_and_stays_interrupted() {
        org.on(JOB, request -> request.method().equals("PATCH") ? job("Aborted") : job("InProgress"));
        try (SalesforceClient interrupted = org.client(true, planned -> {
            Thread.currentThread().interrupt();
            return new CompletableFuture<>();
        })) {
            QueryCursor cursor = interrupted.bulkQuery("SELECT Name FROM Account", NAME);
            assertThat(catchThrowableOfType(SalesforceException.class, cursor::next)
                            .reason())
                    .isEqualTo(Reason.INTERRUPTED);
            cursor.close();
            assertThat(Thread.interrupted()).isTrue();
            while (!methods().contains("PATCH " + JOB)) {
                Thread.onSpinWait();
            }
        }
    }

    @Test
    void a_set_that_is_cut_short_is_not_taken_for_a_whole_one() {
        org.on(JOB + "/results", set("null", "\"Name\"\n\"a"));

        assertThat(catchThrowableOfType(SalesforceException.class, this::names).reason())
                .isEqualTo(Reason.UNEXPECTED_ANSWER);
    }

    @Test
    void the_systems_delay_ends() throws Exception {
        Future<?> delay = PollDelay.SYSTEM.start(Duration.ofNanos(1));

        assertThat(delay.get()).isNull();
    }

    private QueryCursor bulkQuery(long records) {
        return client.bulkQuery("SELECT Name FROM Account", QueryScope.QUERY, NAME, RowOrder.AS_QUERIED, records);
    }

    private List<Object> names() {
        return FilledOrg.rows(client.bulkQuery("SELECT Name FROM Account", NAME), 1).stream()
                .map(row -> row.get(0))
                .collect(Collectors.toList());
    }

    private List<String> methods() {
        return org.seen().stream()
                .filter(request -> request.path().startsWith(JOBS))
                .map(request -> request.method() + " " + request.path())
                .toList();
    }

    private static Played job(String state) {
        return job(state, 1);
    }

    private static Played job(String state, long processed) {
        return Played.json(200, "{\"state\":\"" + state + "\",\"numberRecordsProcessed\":" + processed + "}");
    }

    private static Played set(String locator, String csv) {
        return Played.json(200, csv)
                .with("Content-Type", "text/csv;charset=UTF-8")
                .with("Sforce-Locator", locator);
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) > 0 ? one : other;
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
