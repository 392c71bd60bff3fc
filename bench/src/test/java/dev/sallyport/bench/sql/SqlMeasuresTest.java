package dev.sallyport.bench.sql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.bench.measure.Measure;
import dev.sallyport.org.LocalOrg;
import java.nio.file.Path;
import java.util.List;
import org.h2.Driver;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each measure in small: what it counts and whether its ways read the same. No test looks at a time. */
class SqlMeasuresTest {
    private static final int CUSTOM_OBJECTS = 10;

    private static LocalOrg org;

    @BeforeAll
    static void start() {
        org = LocalOrg.builder().records(3_000).customObjects(CUSTOM_OBJECTS).start();
    }

    @AfterAll
    static void stop() {
        org.close();
    }

    @Test
    void a_full_read_takes_a_call_a_page_and_is_held_against_the_same_pages() throws Exception {
        FullRead.Outcome outcome = new FullRead(Access.of(org), 1).measure();

        assertThat(outcome.rows()).isPositive();
        assertThat(outcome.calls()).isEqualTo((outcome.rows() + 1_999) / 2_000);
        assertThat(outcome.measures()).extracting(Measure::unit).containsExactly("s", "MB");
    }

    @Test
    void an_export_has_all_rows_in_little_memory_by_as_many_calls_for_either_format() throws Exception {
        ExportRuns.Outcome outcome = new ExportRuns(Access.of(org), 1).measure();

        assertThat(outcome.rows()).isPositive();
        assertThat(outcome.calls()).containsOnly(outcome.calls().get(0));
        assertThat(outcome.measures())
                .extracting(Measure::unit)
                .containsExactly("s", "MB", "calls", "s", "MB", "calls");
        assertThat(outcome.measures().get(1).ratio()).isLessThanOrEqualTo(1);
    }

    @Test
    void spark_s_reads_in_parts_are_held_against_a_read_in_one() throws Exception {
        List<Measure> measures = new SparkRuns(
                        (api, partitions) -> new SparkProcess.Read(20, 12.0 / partitions), 1, "no distance")
                .measure();

        assertThat(measures).hasSize(10);
        assertThat(measures.get(3).name()).contains("REST", "4 partitions");
        assertThat(measures.get(3).ratio()).isEqualTo(0.25);
        assertThat(measures.get(4).ratio()).isEqualTo(1);
    }

    @Test
    void all_ways_from_far_away_read_the_same() throws Exception {
        DistantRead.Outcome outcome = new DistantRead(Access.of(org), 1, "no distance").measure();

        assertThat(outcome.rows()).isPositive();
        assertThat(outcome.measures()).hasSize(3);
    }

    @Test
    void every_question_of_the_suite_is_answered_as_h2_answers_it_and_by_no_more_calls_than_whole_tables_take()
            throws Exception {
        List<Analytics.Answer> answers = new Analytics(org).ask();

        assertThat(answers).hasSize(40).allSatisfy(answer -> {
            assertThat(answer.wrong()).as(answer.query().name()).isEmpty();
            assertThat(answer.calls()).as(answer.query().name()).isBetween(1L, answer.wholeTables());
        });
        assertThat(Analytics.measures(answers)).hasSize(44);
    }

    @Test
    void a_peer_that_knows_no_salesforce_answers_nothing_and_is_told_to() throws Exception {
        Path h2 = Path.of(
                Driver.class.getProtectionDomain().getCodeSource().getLocation().toURI());

        List<Analytics.Answer> answers = new Analytics(org).ask(new Peer(h2, "jdbc:h2:mem:{key}"), org);

        assertThat(answers).hasSize(40).allSatisfy(answer -> {
            assertThat(answer.wrong()).isNotEmpty();
            assertThat(answer.calls()).isZero();
        });
    }

    @Test
    void all_rows_are_written_changed_and_deleted_by_no_more_calls_than_collections_take() {
        ManyWrites.Outcome outcome = new ManyWrites(Access.of(org), 450).measure();

        assertThat(outcome.written()).containsExactly(450, 450, 450);
        assertThat(outcome.calls()).containsExactly(3L, 3L, 3L);
        assertThat(outcome.measures()).hasSize(6);
    }

    @Test
    void planning_makes_no_call() throws Exception {
        Planning.Outcome outcome = new Planning(Access.of(org), 1).measure();

        assertThat(outcome.calls()).isZero();
        assertThat(outcome.measures().get(1).runs()).isEqualTo(40);
    }

    @Test
    void a_look_up_makes_one_call() throws Exception {
        assertThat(new SingleRow(Access.of(org), 20).measure().callsEach()).isEqualTo(1);
    }

    @Test
    void a_schema_is_described_25_objects_a_call_and_does_not_come_again() {
        LargeSchema.Outcome outcome = new LargeSchema(Access.of(org)).measure();

        assertThat(outcome.objects()).isGreaterThan(CUSTOM_OBJECTS);
        assertThat(outcome.fields()).isGreaterThan(40L * CUSTOM_OBJECTS);
        long calls = 1 + (outcome.objects() + 24L) / 25;
        assertThat(outcome.calls()).containsExactly(calls, calls);
        assertThat(outcome.measures().get(1).ratio()).isLessThan(0.05);
    }

    @Test
    void copied_contacts_are_contacts_like_others(@TempDir Path folder) throws Exception {
        ManyContacts.fill(folder, 2_500);
        ManyContacts.fill(folder, 2_500);

        try (LocalOrg filled = LocalOrg.builder().dataFolder(folder).start()) {
            FullRead.Outcome outcome = new FullRead(Access.of(filled), 1).measure();
            assertThat(outcome.rows()).isBetween(2_500L, 5_000L);
            assertThat(outcome.calls()).isEqualTo((outcome.rows() + 1_999) / 2_000);
            String id = ManyContacts.id(1_000_001);
            assertThat(new RawPages(Access.of(filled)).read("SELECT Id FROM Contact WHERE Id = '" + id + "'"))
                    .isEqualTo(1);
        }
    }
}
