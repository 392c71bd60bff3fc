package dev.sallyport.bench.console;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sallyport.bench.measure.Measure;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;

/** The time from the start of a process to its first page, of the console beside a Java server that does nothing else. */
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

    Measure measure() throws IOException, InterruptedException {
        List<Double> floor = new ArrayList<>();
        List<Double> console = new ArrayList<>();
        for (int run = 0; run <= runs; run++) {
            double bare = start(Started.java(BareServer.class.getName()));
            double whole = start(command);
            if (run > 0) {
                floor.add(bare);
                console.add(whole);
            }
        }
        return Measure.of(
                "console, start of the process to the first page",
                "s",
                console,
                "a JVM that starts a bare HTTP server",
                Measure.middle(floor));
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
