package dev.sallyport.bench.console;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sallyport.bench.measure.Measure;
import dev.sallyport.org.LocalOrg;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.springframework.util.FileSystemUtils;

/** Measures what the console costs, over an org with many tables. */
public final class ConsoleBenchmark {
    private static final String USER = "administrator";
    private static final String PASSWORD = "a gate for its own people";

    /**
     * How much is measured.
     *
     * @param tables how many the org has beside its own
     * @param people who ask at once
     * @param visits how often each of them asks for a page in a run
     * @param runs how many there are, and how many starts
     */
    record Size(int tables, int people, int visits, int runs) {
        static Size of(boolean quick) {
            return quick ? new Size(20, 50, 1, 1) : new Size(1_000, 50, 10, 5);
        }
    }

    private ConsoleBenchmark() {}

    /**
     * Measures everything.
     *
     * @param quick whether to show that it works, rather than to measure
     */
    public static void run(boolean quick, Consumer<Measure> measures) throws Exception {
        run(Size.of(quick), measures);
    }

    static void run(Size size, Consumer<Measure> measures) throws Exception {
        Path folder = Files.createTempDirectory("sallyport-console");
        List<String> start = Started.java(
                "dev.sallyport.cli.Sallyport", "start", "--json", "--port", "0", "--data", folder.toString());
        try (LocalOrg org =
                LocalOrg.builder().records(0).customObjects(size.tables(), 20).start()) {
            ConsoleData.fill(folder, org);
            try (Started console = Started.by(start)) {
                pages(new ObjectMapper().readTree(console.line()), size, measures);
            }
            new ColdStart(start, size.runs()).measure().forEach(measures);
        } finally {
            FileSystemUtils.deleteRecursively(folder);
        }
    }

    private static void pages(JsonNode told, Size size, Consumer<Measure> measures) throws Exception {
        HttpClient http = HttpClient.newHttpClient();
        URI console = URI.create(told.path("url").asText());
        new Visitor(http, console).setUp(URI.create(told.path("setUp").asText()), USER, PASSWORD);
        List<Visitor> people = new ArrayList<>();
        for (int person = 0; person < size.people(); person++) {
            Visitor visitor = new Visitor(http, console);
            visitor.logIn(USER, PASSWORD);
            people.add(visitor);
        }
        ConsolePages.weights(people.get(0)).forEach(measures);
        try (Crowd crowd = new Crowd(people)) {
            new ConsolePages(crowd, size.runs(), size.visits()).underLoad().forEach(measures);
        }
    }
}
