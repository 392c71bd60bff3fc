package dev.sallyport.bench.console;

import dev.sallyport.bench.measure.Measure;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.regex.Pattern;

/** The console's pages: what they weigh, and how long they take while many people ask for them. */
final class ConsolePages {
    private static final double KILOBYTE = 1e3;
    private static final String SERVER = "/data-servers/" + ConsoleData.SERVER;

    /** Each page by its name; the last asks the org. */
    private static final Map<String, String> PATHS = new LinkedHashMap<>();

    private static final String IMPORT = "Import tables";
    private static final String STYLE = "/assets/console.css";
    private static final Pattern ASSET = Pattern.compile("(?:href|src)=\"(/(?:assets|webjars)/[^\"]+)\"");

    static {
        PATHS.put("Home", "/");
        PATHS.put("Security Providers", "/security-providers");
        PATHS.put("a security provider", "/security-providers/" + ConsoleData.SERVER);
        PATHS.put("Data Servers", "/data-servers");
        PATHS.put("a data server", SERVER);
        PATHS.put("Tables", SERVER + "/tables");
        PATHS.put("a table", SERVER + "/tables/Contact");
        PATHS.put("SQL", "/sql");
        PATHS.put("Activity", "/activity");
        PATHS.put("Accounts", "/accounts");
        PATHS.put("REST API", "/api");
        PATHS.put(IMPORT, SERVER + "/tables/_import");
    }

    private final Crowd crowd;
    private final int runs;
    private final int visits;

    /**
     * Makes a measure.
     *
     * @param runs how often each page is asked for by all; once before does not count
     * @param visits how often each of them asks in a run
     */
    ConsolePages(Crowd crowd, int runs, int visits) {
        this.crowd = crowd;
        this.runs = runs;
        this.visits = visits;
    }

    /** What each page weighs, and what all of them share, which comes once. */
    static List<Measure> weights(Visitor visitor) throws IOException, InterruptedException {
        List<Measure> measures = new ArrayList<>();
        for (Map.Entry<String, String> page : PATHS.entrySet()) {
            measures.add(weight("page weight, " + page.getKey(), visitor, List.of(page.getValue())));
        }
        List<String> assets = ASSET.matcher(visitor.text("/"))
                .results()
                .map(asset -> asset.group(1))
                .toList();
        measures.add(weight("page weight, style, scripts and icon of all pages", visitor, assets));
        return measures;
    }

    private static Measure weight(String name, Visitor visitor, List<String> paths)
            throws IOException, InterruptedException {
        double sent = 0;
        double whole = 0;
        for (String path : paths) {
            sent += visitor.bytes(path, "gzip");
            whole += visitor.bytes(path, "identity");
        }
        return Measure.of(name, "kB", List.of(sent / KILOBYTE), "uncompressed", whole / KILOBYTE);
    }

    /** How long each page takes, beside a file that needs no thought, by turns. */
    List<Measure> underLoad() throws InterruptedException, ExecutionException {
        List<Double> floor = new ArrayList<>();
        Map<String, List<Double>> times = new LinkedHashMap<>();
        for (int run = 0; run <= runs; run++) {
            double file = crowd.p95(STYLE, visits);
            if (run > 0) {
                floor.add(file);
            }
            for (Map.Entry<String, String> page : PATHS.entrySet()) {
                if (!page.getKey().equals(IMPORT)) {
                    double p95 = crowd.p95(page.getValue(), visits);
                    List<Double> seen = times.computeIfAbsent(page.getKey(), name -> new ArrayList<>());
                    if (run > 0) {
                        seen.add(p95);
                    }
                }
            }
        }
        double floors = Measure.middle(floor);
        List<Measure> measures = new ArrayList<>();
        times.forEach((page, seen) -> measures.add(Measure.of(
                "95 of 100 answers, " + crowd.size() + " people at once, " + page,
                "ms",
                seen,
                "the style sheet, by as many",
                floors)));
        return measures;
    }
}
