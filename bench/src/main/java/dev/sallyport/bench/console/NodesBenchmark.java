package dev.sallyport.bench.console;

import dev.sallyport.bench.measure.Measure;
import dev.sallyport.catalog.CatalogSettings;
import dev.sallyport.catalog.CatalogSettings.Storage;
import dev.sallyport.org.LocalOrg;
import dev.sallyport.org.http.ApiKind;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.springframework.util.FileSystemUtils;

/**
 * Two servers over one PostgreSQL beside one: what all programs and people together get of them. Two on one machine share its
 * processors: what is seen is that they do not stand in each other's way, and not what two machines give.
 */
public final class NodesBenchmark {
    private static final String PAGE = "/data-servers/" + ConsoleData.SERVER + "/tables";

    /**
     * How much is measured.
     *
     * @param records about how many the org has
     * @param programs that run statements at once, and people who ask for a page at once
     * @param rounds how often each program runs every statement in a run
     * @param visits how often each person asks in a run
     * @param runs how many there are; one before them does not count
     */
    record Size(int records, int programs, int rounds, int visits, int runs) {
        static Size of(boolean quick) {
            return quick ? new Size(1_000, 4, 1, 2, 1) : new Size(10_000, 32, 5, 25, 3);
        }
    }

    private final Size size;
    private final LocalOrg org;
    private final Figures one = new Figures();
    private final Figures two = new Figures();

    private NodesBenchmark(Size size, LocalOrg org) {
        this.size = size;
        this.org = org;
    }

    /** What was seen, a figure a run. */
    private record Figures(List<Double> tokenCalls, List<Double> queries, List<Double> pages) {
        Figures() {
            this(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        }
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
        Path folder = Files.createTempDirectory("sallyport-nodes");
        try (EmbeddedPostgres postgres = EmbeddedPostgres.start();
                LocalOrg org = LocalOrg.builder().records(size.records()).start()) {
            String database = postgres.getJdbcUrl("postgres", "postgres");
            ConsoleData.fill(
                    CatalogSettings.inFolder(folder)
                            .with(new Storage.PostgreSql(database, Optional.empty(), Optional.empty())),
                    org);
            NodesBenchmark benchmark = new NodesBenchmark(size, org);
            try (Node first = new Node(folder.toString(), database);
                    Node second = new Node(folder.toString(), database)) {
                benchmark.run(first, second);
            }
            benchmark.measures().forEach(measures);
        } finally {
            FileSystemUtils.deleteRecursively(folder);
        }
    }

    private void run(Node first, Node second) throws Exception {
        HttpClient http = HttpClient.newHttpClient();
        first.setUp(http);
        List<String> tokens = Node.tokens(first.administrator(http), size.programs());
        List<Program> atOne = new ArrayList<>();
        List<Program> atBoth = new ArrayList<>();
        List<Visitor> peopleAtOne = new ArrayList<>();
        List<Visitor> peopleAtBoth = new ArrayList<>();
        for (int number = 0; number < size.programs(); number++) {
            Node either = number % 2 == 0 ? first : second;
            atOne.add(new Program(http, first.address(), tokens.get(number)));
            atBoth.add(new Program(http, either.address(), tokens.get(number)));
            peopleAtOne.add(first.administrator(http));
            peopleAtBoth.add(either.administrator(http));
        }
        try (Programs programsAtOne = new Programs(atOne);
                Programs programsAtBoth = new Programs(atBoth);
                Crowd crowdAtOne = new Crowd(peopleAtOne);
                Crowd crowdAtBoth = new Crowd(peopleAtBoth)) {
            for (int run = 0; run <= size.runs(); run++) {
                long rows = measure(programsAtOne, crowdAtOne, run > 0 ? one : new Figures());
                long same = measure(programsAtBoth, crowdAtBoth, run > 0 ? two : new Figures());
                if (rows != same) {
                    throw new IllegalStateException(
                            "A program has got " + rows + " rows of one node, and " + same + " of two");
                }
            }
        }
    }

    private long measure(Programs programs, Crowd crowd, Figures figures) throws Exception {
        org.controls().expireSessions();
        org.controls().resetCounts();
        Programs.Seen seen = programs.atOnce(size.rounds());
        if (!seen.failures().isEmpty()) {
            throw new IllegalStateException(seen.failures().size() + " queries have failed: "
                    + seen.failures().get(0));
        }
        figures.tokenCalls().add((double) org.controls().count(ApiKind.TOKEN).requests());
        figures.queries().add(seen.answersPerSecond());
        figures.pages().add(crowd.answersPerSecond(PAGE, size.visits()));
        return seen.rowsOfEach();
    }

    private List<Measure> measures() {
        String name = "2 nodes over one PostgreSQL, " + size.programs() + " ";
        return List.of(
                against(name + "programs at once", "queries/s", two.queries(), one.queries()),
                against(name + "people at once", "pages/s", two.pages(), one.pages()),
                against(
                        name + "programs, token calls when all sessions at the org have ended",
                        "calls",
                        two.tokenCalls(),
                        one.tokenCalls()));
    }

    private static Measure against(String name, String unit, List<Double> both, List<Double> single) {
        return Measure.of(name, unit, both, "1 node", Measure.middle(single));
    }
}
