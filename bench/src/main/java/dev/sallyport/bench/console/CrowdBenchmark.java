package dev.sallyport.bench.console;

import dev.sallyport.bench.measure.Measure;
import dev.sallyport.org.LocalOrg;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.springframework.util.FileSystemUtils;

/**
 * Statements that many programs run at a server at once, beside the same run one after the other. The server is a process of
 * its own; the org, which takes 80 ms more for each request, is in that of the programs.
 */
public final class CrowdBenchmark {
    private static final Duration DISTANCE = Duration.ofMillis(80);
    private static final double HALF = 0.5;
    private static final double NEARLY_ALL = 0.99;

    /**
     * How much is measured.
     *
     * @param records about how many the org has
     * @param programs that run a statement at once
     * @param alone how many of them run theirs one after the other
     * @param rounds how often each runs every statement in a run
     * @param runs how many there are; one before them does not count
     */
    record Size(int records, int programs, int alone, int rounds, int runs) {
        static Size of(boolean quick) {
            return quick ? new Size(1_000, 40, 2, 1, 1) : new Size(10_000, 200, 10, 2, 3);
        }
    }

    private final Size size;
    private final List<Programs.Seen> atOnce = new ArrayList<>();
    private final List<Programs.Seen> alone = new ArrayList<>();
    private final List<Double> heap = new ArrayList<>();

    private CrowdBenchmark(Size size) {
        this.size = size;
    }

    /**
     * Measures.
     *
     * @param quick whether to show that it works, rather than to measure
     */
    public static void run(boolean quick, Consumer<Measure> measures) throws Exception {
        run(Size.of(quick), measures);
    }

    static void run(Size size, Consumer<Measure> measures) throws Exception {
        Path folder = Files.createTempDirectory("sallyport-crowd");
        CrowdBenchmark benchmark = new CrowdBenchmark(size);
        try (LocalOrg org = LocalOrg.builder().records(size.records()).start()) {
            ConsoleData.fill(folder, org);
            org.controls().setLatency(DISTANCE);
            try (Node node = new Node(folder.toString())) {
                benchmark.run(node);
            }
        } finally {
            FileSystemUtils.deleteRecursively(folder);
        }
        benchmark.measures().forEach(measures);
    }

    private void run(Node node) throws Exception {
        HttpClient http = HttpClient.newHttpClient();
        node.setUp(http);
        List<Program> all = Node.tokens(node.administrator(http), size.programs()).stream()
                .map(token -> new Program(http, node.address(), token))
                .toList();
        try (Programs programs = new Programs(all)) {
            for (int run = 0; run <= size.runs(); run++) {
                Programs.Seen few = programs.oneAfterTheOther(size.alone(), size.rounds());
                node.peakMegabytes();
                Programs.Seen many = programs.atOnce(size.rounds());
                double peak = node.peakMegabytes();
                many.failures().stream().distinct().forEach(System.err::println);
                if (many.failures().isEmpty() && many.rowsOfEach() != few.rowsOfEach()) {
                    throw new IllegalStateException(
                            "At once a program has got " + many.rowsOfEach() + " rows, and alone " + few.rowsOfEach());
                }
                if (run > 0) {
                    alone.add(few);
                    atOnce.add(many);
                    heap.add(peak);
                }
            }
        }
    }

    private List<Measure> measures() {
        String name = size.programs() + " programs at once at " + DISTANCE.toMillis() + " ms, ";
        String other = "the same queries one after another";
        double failures =
                atOnce.stream().mapToDouble(seen -> seen.failures().size()).sum();
        double all =
                failures + atOnce.stream().mapToDouble(Programs.Seen::answers).sum();
        return List.of(
                Measure.of(
                        name + "queries",
                        "queries/s",
                        atOnce.stream().map(Programs.Seen::answersPerSecond).toList(),
                        other,
                        Measure.middle(alone.stream()
                                .map(Programs.Seen::answersPerSecond)
                                .toList())),
                Measure.of(name + "half of the answers", "ms", within(atOnce, HALF), other, middle(alone, HALF)),
                Measure.of(
                        name + "99 of 100 answers", "ms", within(atOnce, NEARLY_ALL), other, middle(alone, NEARLY_ALL)),
                Measure.of(
                        name + "the program that waits longest",
                        "ms",
                        atOnce.stream()
                                .map(seen -> seen.means().get(size.programs() - 1))
                                .toList(),
                        "the one that waits shortest",
                        Measure.middle(
                                atOnce.stream().map(seen -> seen.means().get(0)).toList())),
                Measure.of(name + "queries that fail", "queries", List.of(failures), "all of them", all),
                Measure.of(
                        name + "peak heap of the server",
                        "MB",
                        heap,
                        "the most that its process may have",
                        Node.MOST_MEGABYTES));
    }

    private static List<Double> within(List<Programs.Seen> seen, double part) {
        return seen.stream().map(run -> run.within(part)).toList();
    }

    private static double middle(List<Programs.Seen> seen, double part) {
        return Measure.middle(within(seen, part));
    }
}
