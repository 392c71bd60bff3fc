package dev.sallyport.bench.sql;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sallyport.auth.ResourceAccess;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.zip.GZIPInputStream;

/**
 * The least that a client does who reads a query by Bulk API 2.0: it opens a job, waits for it, and puts set after set of its
 * results into a file, decompressed and as they are otherwise.
 */
final class RawBulk {
    private static final int BUFFER = 1 << 16;
    private static final Duration LOOK = Duration.ofMillis(500);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Access access;
    private final HttpClient http = HttpClient.newHttpClient();
    private final ResourceAccess authorization;
    private long calls;

    RawBulk(Access access) {
        this.access = access;
        this.authorization = access.resourceAccess(http);
    }

    /**
     * What was downloaded.
     *
     * @param rows as the org has told
     * @param calls API calls, those that asked whether the job was done among them
     */
    record Downloaded(long rows, long calls) {}

    Downloaded download(String soql, int rowsOfASet, Path file) throws IOException, InterruptedException {
        long before = calls;
        String jobs = "/services/data/v" + Access.VERSION + "/jobs/query";
        String terms = JSON.createObjectNode()
                .put("operation", "query")
                .put("query", soql)
                .toString();
        String job = jobs + "/"
                + json(request(jobs).header("Content-Type", "application/json").POST(BodyPublishers.ofString(terms)))
                        .path("id")
                        .asText();
        await(job);
        long rows = 0;
        String results = job + "/results?maxRecords=" + rowsOfASet;
        String locator = "";
        try (OutputStream target = Files.newOutputStream(file)) {
            do {
                HttpResponse<InputStream> answer =
                        send(request(locator.isEmpty() ? results : results + "&locator=" + locator));
                try (InputStream body = decoded(answer)) {
                    body.transferTo(target);
                }
                rows += Long.parseLong(header(answer, "Sforce-NumberOfRecords"));
                locator = header(answer, "Sforce-Locator");
            } while (!locator.equals("null"));
        }
        send(request(job).DELETE()).body().close();
        return new Downloaded(rows, calls - before);
    }

    private void await(String job) throws IOException, InterruptedException {
        String state;
        do {
            Thread.sleep(LOOK.toMillis());
            state = json(request(job)).path("state").asText();
        } while (state.equals("UploadComplete") || state.equals("InProgress"));
        if (!state.equals("JobComplete")) {
            throw new IOException("The job has ended as " + state);
        }
    }

    private JsonNode json(HttpRequest.Builder request) throws IOException, InterruptedException {
        try (InputStream body = decoded(send(request))) {
            return JSON.readTree(body);
        }
    }

    private HttpRequest.Builder request(String path) {
        URI address = access.instance().resolve(path);
        return HttpRequest.newBuilder(address)
                .version(HttpClient.Version.HTTP_1_1)
                .header("Accept-Encoding", "gzip");
    }

    private HttpResponse<InputStream> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        calls++;
        HttpRequest authorized = authorization.authorize(authorization.tokens().token(), request.build());
        HttpResponse<InputStream> answer = http.send(authorized, BodyHandlers.ofInputStream());
        if (answer.statusCode() / 100 != 2) {
            throw new IOException("The org answered " + answer.statusCode());
        }
        return answer;
    }

    private static String header(HttpResponse<?> answer, String name) throws IOException {
        return answer.headers().firstValue(name).orElseThrow(() -> new IOException("No " + name + " in the answer"));
    }

    private static InputStream decoded(HttpResponse<InputStream> answer) throws IOException {
        boolean compressed =
                answer.headers().firstValue("Content-Encoding").orElse("").equals("gzip");
        return compressed ? new GZIPInputStream(answer.body(), BUFFER) : answer.body();
    }
}
