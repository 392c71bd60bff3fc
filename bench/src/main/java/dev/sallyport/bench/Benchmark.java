package dev.sallyport.bench;

import dev.sallyport.bench.measure.Measure;
import dev.sallyport.org.LocalOrg;
import dev.sallyport.org.http.ApiKind;
import dev.sallyport.org.http.Count;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Runs everything in one process, a single client against an org of its own over loopback. */
final class Benchmark {
    private final Settings settings;
    private final Passes passes;

    Benchmark(Settings settings) {
        this.settings = settings;
        this.passes = new Passes(settings.passes());
    }

    /**
     * Measures in a temporary folder.
     *
     * @param quick whether to show that it works, rather than to measure
     */
    static void run(boolean quick, Consumer<Measure> measures) throws Exception {
        Settings settings = quick ? Settings.quick() : Settings.standard();
        Path folder = Files.createTempDirectory("sallyport-bench");
        try {
            new Benchmark(settings).run(folder).measures(settings).forEach(measures);
        } finally {
            delete(folder);
        }
    }

    /**
     * Measures.
     *
     * @param folder an empty one, for the org's data
     */
    Report run(Path folder) throws Exception {
        Duration firstStart = startDefault();
        Duration lastStart = firstStart;
        for (int i = 1; i < settings.starts(); i++) {
            lastStart = startDefault();
        }
        Heap heap = new Heap();
        long before = heap.live();
        heap.resetPeak();
        List<Measurement> measurements = new ArrayList<>();
        Duration fill;
        long peak;
        long live;
        long start = System.nanoTime();
        try (LocalOrg org = LocalOrg.builder()
                .dataFolder(folder)
                .records(settings.records())
                .start()) {
            fill = Duration.ofNanos(System.nanoTime() - start);
            peak = heap.peak();
            live = heap.live() - before;
            OrgConnection connection = new OrgConnection(org);
            measurements.add(measureRest(org, connection));
            measurements.add(measureBulk(org, connection));
        }
        measurements.add(measureDatabase(folder));
        return new Report(firstStart, lastStart, fill, peak, live, List.copyOf(measurements));
    }

    private static Duration startDefault() {
        long start = System.nanoTime();
        try (LocalOrg org = LocalOrg.start()) {
            // It answers as soon as it has an address.
            org.instanceUrl();
            return Duration.ofNanos(System.nanoTime() - start);
        }
    }

    private Measurement measureRest(LocalOrg org, OrgConnection connection) throws Exception {
        String way = String.format(Locale.ROOT, "REST `query`, %,d a page, gzip", settings.rowsPerPage());
        return measure(
                org, way, new RestReading(connection, settings.rowsPerPage()), ApiKind.QUERY, ApiKind.QUERY_MORE);
    }

    private Measurement measureBulk(LocalOrg org, OrgConnection connection) throws Exception {
        String way = String.format(Locale.ROOT, "Bulk API 2.0 query, %,d a result", settings.rowsPerResult());
        BulkReading reading = new BulkReading(connection, settings.rowsPerResult(), org.controls()::awaitBulkJobs);
        return measure(org, way, reading, ApiKind.BULK);
    }

    private Measurement measure(LocalOrg org, String way, Passes.Pass pass, ApiKind... kinds) throws Exception {
        Passes.Outcome outcome = passes.run(() -> {
            org.controls().resetCounts();
            return pass.read();
        });
        long calls = 0;
        long bytes = 0;
        for (ApiKind kind : kinds) {
            Count count = org.controls().count(kind);
            calls += count.requests();
            bytes += count.bytesSent();
        }
        return new Measurement(way, outcome.rows(), outcome.times(), calls, bytes);
    }

    private Measurement measureDatabase(Path folder) throws Exception {
        try (DatabaseReading reading = new DatabaseReading(folder)) {
            Passes.Outcome outcome = passes.run(reading);
            return new Measurement("JDBC on the org's database (the floor)", outcome.rows(), outcome.times(), 0, 0);
        }
    }

    private static void delete(Path folder) throws IOException {
        List<Path> paths;
        try (Stream<Path> walk = Files.walk(folder)) {
            paths = new ArrayList<>(walk.toList());
        }
        paths.sort((a, b) -> b.compareTo(a));
        for (Path path : paths) {
            Files.deleteIfExists(path);
        }
    }
}
