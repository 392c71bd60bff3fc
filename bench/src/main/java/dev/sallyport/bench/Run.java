package dev.sallyport.bench;

import dev.sallyport.bench.console.ConsoleBenchmark;
import dev.sallyport.bench.console.CrowdBenchmark;
import dev.sallyport.bench.console.FlightBenchmark;
import dev.sallyport.bench.console.NodesBenchmark;
import dev.sallyport.bench.measure.Measure;
import dev.sallyport.bench.sql.Peer;
import dev.sallyport.bench.sql.SqlBenchmark;
import dev.sallyport.bench.token.TokenBenchmark;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Runs benchmarks by name, all of them if none is named, and prints a line of JSON a measure. Quickly all of them are all but
 * Spark's, whose start alone would take a good part of the time: name it to have it.
 */
public final class Run {
    private static final String SPARK = "spark";

    private Run() {}

    private interface Benchmarked {
        void run(Consumer<Measure> measures) throws Exception;
    }

    /**
     * Runs.
     *
     * @param arguments names of benchmarks; {@code --quick} for one that takes less than two minutes and measures little;
     *     {@code --docs FILE} to put the measures into that file of documentation; {@code
     *     --measured FILE} to begin with the lines that earlier runs have printed into that file; {@code --peer JAR --peer-url URL} for
     *     another JDBC driver, see {@link Peer}
     */
    public static void main(String[] arguments) throws Exception {
        // The web server tells of every start: not here.
        Logger.getLogger("").setLevel(Level.WARNING);
        boolean quick = false;
        Path docs = null;
        Path peerJar = null;
        String peerUrl = "";
        List<String> names = new ArrayList<>();
        List<Measure> measured = new ArrayList<>();
        for (int i = 0; i < arguments.length; i++) {
            if (arguments[i].equals("--quick")) {
                quick = true;
            } else if (arguments[i].equals("--docs") && i + 1 < arguments.length) {
                docs = Path.of(arguments[++i]);
            } else if (arguments[i].equals("--measured") && i + 1 < arguments.length) {
                for (String line : Files.readAllLines(Path.of(arguments[++i]))) {
                    measured.add(Measure.of(line));
                }
            } else if (arguments[i].equals("--peer") && i + 1 < arguments.length) {
                peerJar = Path.of(arguments[++i]);
            } else if (arguments[i].equals("--peer-url") && i + 1 < arguments.length) {
                peerUrl = arguments[++i];
            } else {
                names.add(arguments[i]);
            }
        }
        Path folder = Path.of(System.getProperty("bench.folder", "bench/target/orgs"));
        Files.createDirectories(folder);
        Map<String, Benchmarked> all =
                benchmarks(new SqlBenchmark(folder, quick, peerJar == null ? null : new Peer(peerJar, peerUrl)), quick);
        if (!all.keySet().containsAll(names)) {
            System.err.println("The benchmarks are: " + String.join(", ", all.keySet()));
            System.exit(2);
        }
        if (names.isEmpty()) {
            names.addAll(all.keySet());
            if (quick) {
                names.remove(SPARK);
            }
        }
        for (String name : names) {
            Benchmarked benchmark = all.get(name);
            if (benchmark != null) {
                benchmark.run(measure -> {
                    measured.add(measure);
                    System.out.println(measure.line());
                });
            }
        }
        if (docs != null) {
            new MeasuresPage(docs).write(measured);
        }
    }

    private static Map<String, Benchmarked> benchmarks(SqlBenchmark sql, boolean quick) {
        Map<String, Benchmarked> benchmarks = new LinkedHashMap<>();
        benchmarks.put("read", sql::read);
        benchmarks.put("distant", sql::distant);
        benchmarks.put("export", sql::export);
        benchmarks.put(SPARK, measures -> sql.spark(Path.of("bench", "spark", "target"), measures));
        benchmarks.put("suite", sql::suite);
        benchmarks.put("planning", sql::planning);
        benchmarks.put("lookup", sql::lookup);
        benchmarks.put("writes", sql::writes);
        benchmarks.put("schema", sql::schema);
        benchmarks.put("console", measures -> ConsoleBenchmark.run(quick, measures));
        benchmarks.put("flight", measures -> FlightBenchmark.run(quick, measures));
        benchmarks.put("crowd", measures -> CrowdBenchmark.run(quick, measures));
        benchmarks.put("nodes", measures -> NodesBenchmark.run(quick, measures));
        benchmarks.put("tokens", measures -> TokenBenchmark.run(quick, measures));
        benchmarks.put("org", measures -> Benchmark.run(quick, measures));
        return benchmarks;
    }
}
