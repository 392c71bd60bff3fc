package dev.sallyport.bench.console;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A program that runs statements by the REST API, one after the other.
 *
 * @param http many may share a client
 * @param server where the API is
 * @param token an API token
 */
record Program(HttpClient http, URI server, String token) {
    /** What such programs ask: by a condition, in groups, by a join, in order. None comes in more than one page. */
    static final List<String> STATEMENTS = List.of(
            "SELECT Id, Name, AnnualRevenue FROM Account WHERE Industry = 'Energy' FETCH FIRST 100 ROWS ONLY",
            "SELECT Industry, COUNT(*), SUM(AnnualRevenue) FROM Account GROUP BY Industry",
            "SELECT c.LastName, c.Email, a.Name FROM Contact c JOIN Account a ON c.AccountId = a.Id"
                    + " WHERE a.Industry = 'Energy' FETCH FIRST 100 ROWS ONLY",
            "SELECT Id, Name, Amount FROM Opportunity ORDER BY Amount DESC FETCH FIRST 20 ROWS ONLY");

    private static final double MILLIS = 1e6;
    private static final ObjectMapper JSON = new ObjectMapper();

    /**
     * What became of a program's statements.
     *
     * @param times of those that were answered, in milliseconds
     * @param rows all that came
     * @param failures what was said of the others
     */
    record Outcome(List<Double> times, long rows, List<String> failures) {}

    /**
     * Runs every statement.
     *
     * @param rounds how often
     * @param first the number of the statement that it begins with
     */
    Outcome run(int rounds, int first) throws IOException, InterruptedException {
        List<Double> times = new ArrayList<>();
        List<String> failures = new ArrayList<>();
        long rows = 0;
        for (int run = 0; run < rounds * STATEMENTS.size(); run++) {
            String sql = STATEMENTS.get((first + run) % STATEMENTS.size());
            long start = System.nanoTime();
            HttpResponse<byte[]> answer = http.send(request(sql), BodyHandlers.ofByteArray());
            double time = (System.nanoTime() - start) / MILLIS;
            JsonNode body = JSON.readTree(answer.body());
            if (answer.statusCode() == 200 && !body.path("more").asBoolean()) {
                times.add(time);
                rows += body.path("rows").size();
            } else {
                failures.add(answer.statusCode() + " " + body.path("detail").asText());
            }
        }
        return new Outcome(times, rows, failures);
    }

    private HttpRequest request(String sql) throws IOException {
        return HttpRequest.newBuilder(server.resolve("/api/v1/queries"))
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(
                        JSON.writeValueAsString(Map.of("server", ConsoleData.SERVER, "sql", sql, "limit", 1_000))))
                .build();
    }
}
