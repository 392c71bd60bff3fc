package dev.sallyport.bench.console;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sallyport.bench.measure.Measure;
import dev.sallyport.org.LocalOrg;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.arrow.flight.CallOption;
import org.apache.arrow.flight.FlightCallHeaders;
import org.apache.arrow.flight.FlightClient;
import org.apache.arrow.flight.FlightInfo;
import org.apache.arrow.flight.FlightStream;
import org.apache.arrow.flight.HeaderCallOption;
import org.apache.arrow.flight.Location;
import org.apache.arrow.flight.sql.FlightSqlClient;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.FieldVector;
import org.springframework.util.FileSystemUtils;

/** The same rows by Flight SQL and by the REST API's JSON, from a server in a process of its own. */
@SuppressWarnings("try") // Flight's clients and streams may be interrupted while they close.
public final class FlightBenchmark {
    private static final String SQL =
            "SELECT Id, FirstName, LastName, Email, Phone, Title, CreatedDate, IsDeleted FROM Contact";

    private static final int ROWS_OF_AN_ANSWER = 10_000;
    private static final double NANOS = 1e9;
    private static final ObjectMapper JSON = new ObjectMapper();

    /** What one run has read. */
    private record Read(long rows, long bytes, double seconds) {
        double rate() {
            return rows / seconds;
        }

        double width() {
            return (double) bytes / rows;
        }
    }

    private FlightBenchmark() {}

    /**
     * Measures.
     *
     * @param quick whether to show that it works, rather than to measure
     */
    public static void run(boolean quick, Consumer<Measure> measures) throws Exception {
        run(quick ? 1_000 : 29_000, quick ? 1 : 9, measures);
    }

    static void run(int records, int runs, Consumer<Measure> measures) throws Exception {
        Path folder = Files.createTempDirectory("sallyport-flight");
        List<String> start = Started.java(
                "dev.sallyport.cli.Sallyport",
                "start",
                "--json",
                "--port",
                "0",
                "--flight-port",
                "0",
                "--data",
                folder.toString());
        try (LocalOrg org = LocalOrg.builder().records(records).start()) {
            ConsoleData.fill(folder, org);
            try (Started server = Started.by(start)) {
                measure(JSON.readTree(server.line()), runs, measures);
            }
        } finally {
            FileSystemUtils.deleteRecursively(folder);
        }
    }

    private static void measure(JsonNode told, int runs, Consumer<Measure> measures) throws Exception {
        URI server = URI.create(told.path("url").asText());
        HttpClient http = HttpClient.newHttpClient();
        Visitor visitor = new Visitor(http, server);
        visitor.setUp(URI.create(told.path("setUp").asText()), "administrator", "a gate for its own people");
        visitor.logIn("administrator", "a gate for its own people");
        String token = JSON.readTree(visitor.post(
                        "/api/v1/users/administrator/api-tokens", "{\"name\":\"bench\",\"role\":\"administrator\"}"))
                .path("secret")
                .asText();
        List<Read> rest = new ArrayList<>();
        List<Read> flight = new ArrayList<>();
        FlightCallHeaders headers = new FlightCallHeaders();
        headers.insert("authorization", "Bearer " + token);
        try (BufferAllocator allocator = new RootAllocator();
                FlightSqlClient client = new FlightSqlClient(FlightClient.builder(
                                allocator, new Location(told.path("flight").asText()))
                        .build())) {
            for (int run = 0; run <= runs; run++) {
                Read json = overRest(http, server, token);
                Read arrow = overFlight(client, new HeaderCallOption(headers));
                if (json.rows() != arrow.rows()) {
                    throw new IOException(json.rows() + " rows came by REST, and " + arrow.rows() + " by Flight SQL");
                }
                if (run > 0) {
                    rest.add(json);
                    flight.add(arrow);
                }
            }
        }
        measures.accept(Measure.of(
                "Flight SQL, rows read by a client",
                "rows/s",
                flight.stream().map(Read::rate).toList(),
                "JSON of the REST API",
                Measure.middle(rest.stream().map(Read::rate).toList())));
        measures.accept(Measure.of(
                "Flight SQL, size of a row",
                "bytes",
                flight.stream().map(Read::width).toList(),
                "JSON of the REST API",
                Measure.middle(rest.stream().map(Read::width).toList())));
    }

    private static Read overRest(HttpClient http, URI server, String token) throws IOException, InterruptedException {
        long start = System.nanoTime();
        String body =
                JSON.writeValueAsString(Map.of("server", ConsoleData.SERVER, "sql", SQL, "limit", ROWS_OF_AN_ANSWER));
        HttpRequest.Builder first = request(server, "/api/v1/queries", token)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body));
        long rows = 0;
        long bytes = 0;
        HttpRequest.Builder next = first;
        while (next != null) {
            HttpResponse<byte[]> answer = http.send(next.build(), BodyHandlers.ofByteArray());
            JsonNode page = JSON.readTree(answer.body());
            if (answer.statusCode() != 200) {
                throw new IOException(page.path("detail").asText());
            }
            rows += page.path("rows").size();
            bytes += answer.body().length;
            String on = "/api/v1/queries/" + page.path("id").asText() + "/rows?limit=" + ROWS_OF_AN_ANSWER;
            next = page.path("more").asBoolean() ? request(server, on, token) : null;
        }
        return new Read(rows, bytes, (System.nanoTime() - start) / NANOS);
    }

    private static HttpRequest.Builder request(URI server, String path, String token) {
        return HttpRequest.newBuilder(server.resolve(path)).header("Authorization", "Bearer " + token);
    }

    private static Read overFlight(FlightSqlClient client, CallOption options) throws Exception {
        long start = System.nanoTime();
        long rows = 0;
        long bytes = 0;
        FlightInfo info = client.execute(SQL, options);
        try (FlightStream stream = client.getStream(info.getEndpoints().get(0).getTicket(), options)) {
            while (stream.next()) {
                rows += stream.getRoot().getRowCount();
                for (FieldVector vector : stream.getRoot().getFieldVectors()) {
                    bytes += vector.getBufferSize();
                }
            }
        }
        return new Read(rows, bytes, (System.nanoTime() - start) / NANOS);
    }
}
