package dev.sallyport.bench.sql;

import dev.sallyport.bench.measure.Measure;
import dev.sallyport.org.LocalOrg;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The measures of Sallyport's SQL, each with the org that it needs. */
public final class SqlBenchmark {
    private static final Duration DISTANCE = Duration.ofMillis(80);

    private final Path folder;
    private final boolean quick;
    private final @Nullable Peer peer;

    /**
     * Makes it.
     *
     * @param folder where large orgs are kept from one run to the next
     * @param quick whether to show that it works, rather than to measure
     * @param peer who is asked the suite's questions too; null for nobody
     */
    public SqlBenchmark(Path folder, boolean quick, @Nullable Peer peer) {
        this.folder = folder;
        this.quick = quick;
        this.peer = peer;
    }

    /** A full read beside the least that it takes. */
    public void read(Consumer<Measure> measures) throws Exception {
        try (OrgProcess org = manyContacts()) {
            FullReadProcess.run(org.access(), quick ? 1 : 3).forEach(measures);
        }
    }

    /** The same from far away. */
    public void distant(Consumer<Measure> measures) throws Exception {
        try (OrgProcess org = manyContacts()) {
            org.setLatency(DISTANCE);
            new DistantRead(org.access(), quick ? 1 : 3, DISTANCE.toMillis() + " ms")
                    .measure()
                    .measures()
                    .forEach(measures);
        }
    }

    /** Many rows into files. */
    public void export(Consumer<Measure> measures) throws Exception {
        int contacts = quick ? 20_000 : 10_000_000;
        try (OrgProcess org = new OrgProcess(folder.resolve("contacts-" + contacts), contacts)) {
            new ExportRuns(org.access(), 1).measure().measures().forEach(measures);
        }
    }

    /**
     * The same from far away by Spark.
     *
     * @param built where Maven has put the module {@code bench/spark}
     */
    public void spark(Path built, Consumer<Measure> measures) throws Exception {
        try (OrgProcess org = manyContacts();
                SparkProcess spark = new SparkProcess(built, org.access(), SparkRuns.MOST_PARTITIONS)) {
            org.setLatency(DISTANCE);
            new SparkRuns(spark::read, quick ? 1 : 2, DISTANCE.toMillis() + " ms")
                    .measure()
                    .forEach(measures);
        }
    }

    /** The questions of the suite; what is wrong with an answer goes to the error output. */
    public void suite(Consumer<Measure> measures) throws Exception {
        int records = quick ? 3_000 : 60_000;
        try (LocalOrg org = LocalOrg.builder().records(records).start()) {
            Analytics analytics = new Analytics(org);
            List<Analytics.Answer> answers = analytics.ask();
            tellWrong(answers);
            Analytics.measures(answers).forEach(measures);
            if (peer == null || !peer.isThere()) {
                System.err.println(peer == null ? "No peer: not measured." : "No " + peer.jar() + ": not measured.");
                return;
            }
            try (LocalOrg twin = LocalOrg.builder()
                    .records(records)
                    .tls(Files.createDirectories(folder.resolve("tls")))
                    .start()) {
                List<Analytics.Answer> others = analytics.ask(peer, twin);
                tellWrong(others);
                Analytics.measures(peer, others, answers).forEach(measures);
            }
        }
    }

    private static void tellWrong(List<Analytics.Answer> answers) {
        answers.stream()
                .filter(answer -> !answer.wrong().isEmpty())
                .forEach(answer -> System.err.println(answer.query().name() + ": " + answer.wrong()));
    }

    /** Many rows written, changed and deleted. */
    public void writes(Consumer<Measure> measures) {
        try (LocalOrg org = LocalOrg.builder().records(0).start()) {
            new ManyWrites(Access.of(org), quick ? 2_000 : 100_000)
                    .measure()
                    .measures()
                    .forEach(measures);
        }
    }

    /** What planning takes. */
    public void planning(Consumer<Measure> measures) throws Exception {
        try (LocalOrg org = LocalOrg.builder().records(0).start()) {
            new Planning(Access.of(org), quick ? 3 : 50).measure().measures().forEach(measures);
        }
    }

    /** One row by its id. */
    public void lookup(Consumer<Measure> measures) throws Exception {
        try (LocalOrg org = LocalOrg.builder().records(1_000).start()) {
            measures.accept(
                    new SingleRow(Access.of(org), quick ? 200 : 5_000).measure().measure());
        }
    }

    /** A large schema. */
    public void schema(Consumer<Measure> measures) throws Exception {
        try (LocalOrg org =
                LocalOrg.builder().records(0).customObjects(quick ? 100 : 1_500).start()) {
            new LargeSchema(Access.of(org)).measure().measures().forEach(measures);
        }
    }

    private OrgProcess manyContacts() throws Exception {
        int contacts = quick ? 20_000 : 1_000_000;
        return new OrgProcess(folder.resolve("contacts-" + contacts), contacts);
    }
}
