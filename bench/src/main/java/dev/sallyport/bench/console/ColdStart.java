package dev.sallyport.bench.console;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sallyport.bench.measure.Measure;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.springframework.util.FileSystemUtils;

/**
 * The time from the start of a process to its first page, of the console beside a Java server that does nothing else: with an
 * archive of the classes that it loads, as the {@code sallyport} script makes one when it has built, and without.
 */
final class ColdStart {
    private static final double NANOS = 1e9;

    private final List<String> command;
    private final int runs;

    /**
     * Makes a measure.
     *
     * @param command starts the console over a data folder that there is
     * @param runs how many starts each way; one before them does not count
     */
    ColdStart(List<String> command, int runs) {
        this.command = command;
        this.runs = runs;
    }

    List<Measure> measure() throws IOException, InterruptedException {
        Path folder = Files.createTempDirectory("sallyport-classes");
        try {
            return measure(folder.resolve("sallyport.jsa"));
        } finally {
            FileSystemUtils.deleteRecursively(folder);
        }
    }

    private List<Measure> measure(Path archive) throws IOException, InterruptedException {
        start(with("-XX:ArchiveClassesAtExit=" + archive));
        List<String> archived = with("-XX:SharedArchiveFile=" + archive);
        List<Double> floor = new ArrayList<>();
        List<Double> console = new ArrayList<>();
        List<Double> plain = new ArrayList<>();
        for (int run = 0; run <= runs; run++) {
            double bare = start(Started.java(BareServer.class.getName()));
            double whole = start(archived);
            if (run > 0) {
                floor.add(bare);
                console.add(whole);
                plain.add(start(command));
            }
        }
        return List.of(
                beside(floor, "console, start of the process to the first page", console),
                beside(
                        floor,
                        "console, start of the process to the first page, without the archive of classes",
                        plain));
    }

    private static Measure beside(List<Double> floor, String name, List<Double> seconds) {
        return Measure.of(name, "s", seconds, "a JVM that starts a bare HTTP server", Measure.middle(floor));
    }

    private List<String> with(String option) {
        List<String> changed = new ArrayList<>(command);
        changed.add(1, option);
        return changed;
    }

    private static double start(List<String> command) throws IOException, InterruptedException {
        HttpClient http = HttpClient.newHttpClient();
        long start = System.nanoTime();
        try (Started server = Started.by(command)) {
            URI page = URI.create(
                    new ObjectMapper().readTree(server.line()).path("url").asText() + "/login");
            HttpResponse<Void> answer = http.send(HttpRequest.newBuilder(page).build(), BodyHandlers.discarding());
            double seconds = (System.nanoTime() - start) / NANOS;
            if (answer.statusCode() != 200) {
                throw new IOException(page + " answers " + answer.statusCode());
            }
            return seconds;
        }
    }
}
