package dev.sallyport.org;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An org whose process is killed without warning in the middle of writes. */
class KilledOrgTest {
    private static final int WRITERS = 8;
    private static final int WRITES_BEFORE_THE_KILL = 200;
    private static final String ACCOUNTS = "/services/data/v68.0/sobjects/Account";
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final Queue<String> acknowledged = new ConcurrentLinkedQueue<>();

    @Test
    void no_record_that_was_acknowledged_is_lost_in_two_kills(@TempDir Path folder) throws Exception {
        writeUntilKilled(folder, new CountDownLatch(WRITES_BEFORE_THE_KILL));
        int afterTheFirst = acknowledged.size();
        writeUntilKilled(folder, new CountDownLatch(WRITES_BEFORE_THE_KILL));
        assertThat(acknowledged.size()).isGreaterThanOrEqualTo(afterTheFirst + WRITES_BEFORE_THE_KILL);

        try (LocalOrg org = LocalOrg.builder().dataFolder(folder).start()) {
            OrgClient client = new OrgClient(org);
            String token = client.token(org.readyApp());
            List<String> kept = new ArrayList<>();
            JsonNode page = client.get(
                            "/services/data/v68.0/query?q=SELECT+Id+FROM+Account+WHERE+Name+LIKE+'Written%25'", token)
                    .json();
            page.path("records").forEach(row -> kept.add(row.path("Id").asText()));
            assertThat(page.path("done").asBoolean()).isTrue();
            assertThat(kept).doesNotHaveDuplicates().containsAll(acknowledged);
        }
    }

    @Test
    void chunks_of_a_query_that_a_kill_cut_off_are_made_anew_and_every_row_comes_once(@TempDir Path folder)
            throws Exception {
        String job = chunkUntilKilled(folder);

        try (LocalOrg org = LocalOrg.builder().dataFolder(folder).start()) {
            OrgClient client = new OrgClient(org);
            String token = client.token(org.readyApp());
            org.controls().awaitBulkJobs();
            JsonNode batches =
                    bulk(org.instanceUrl(), token, job + "/batch", null).path("batchInfo");
            List<String> states = new ArrayList<>();
            int rows = 0;
            for (JsonNode batch : batches) {
                states.add(batch.path("state").asText());
                rows += batch.path("numberRecordsProcessed").asInt();
            }
            assertThat(states).startsWith("NotProcessed");
            assertThat(states.subList(1, states.size())).containsOnly("Completed");
            assertThat(rows)
                    .isEqualTo(client.get("/services/data/v68.0/query?q=SELECT+COUNT()+FROM+Contact", token)
                            .json()
                            .path("totalSize")
                            .asInt());
        }
    }

    /** Has a query chunked by primary key, a record a chunk, and kills the org between two of them. Returns the job. */
    private static String chunkUntilKilled(Path folder) throws Exception {
        Process process = start(folder, 2_000);
        try (BufferedReader output =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            JsonNode facts = MAPPER.readTree(output.readLine());
            URI root = URI.create(facts.path("instanceUrl").asText());
            String token = facts.path("token").asText();
            String job = bulk(
                            root,
                            token,
                            "",
                            "{\"operation\":\"query\",\"object\":\"Contact\",\"contentType\":\"JSON\"}")
                    .path("id")
                    .asText();
            bulk(root, token, job + "/batch", "SELECT Id FROM Contact");
            while (!bulk(root, token, job + "/batch", null).toString().contains("\"Completed\"")) {
                Thread.onSpinWait();
            }
            return job;
        } finally {
            process.destroyForcibly().waitFor();
        }
    }

    private static JsonNode bulk(URI root, String token, String path, @Nullable String body) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        root.resolve("/services/async/68.0/job" + (path.isEmpty() ? "" : "/" + path)))
                .header("X-SFDC-Session", token)
                .header("Accept", "application/json")
                .header("Content-Type", "application/json")
                .header("Sforce-Enable-PKChunking", "chunkSize=1");
        return MAPPER.readTree(HttpClient.newHttpClient()
                .send(
                        (body == null ? request : request.POST(BodyPublishers.ofString(body))).build(),
                        BodyHandlers.ofString())
                .body());
    }

    private static Process start(Path folder, int records) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        OrgProcess.class.getName(),
                        folder.toString(),
                        Integer.toString(records))
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    private void writeUntilKilled(Path folder, CountDownLatch writes) throws Exception {
        Process process = start(folder, 100);
        List<Thread> writers = new ArrayList<>();
        try (BufferedReader output =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            JsonNode facts = MAPPER.readTree(output.readLine());
            for (int i = 0; i < WRITERS; i++) {
                Thread writer = new Thread(() -> writeUntilRefused(facts, writes));
                writer.start();
                writers.add(writer);
            }
            writes.await();
        } finally {
            process.destroyForcibly().waitFor();
        }
        for (Thread writer : writers) {
            writer.join();
        }
    }

    private void writeUntilRefused(JsonNode facts, CountDownLatch writes) {
        HttpClient http = HttpClient.newHttpClient();
        try {
            for (int i = 0; ; i++) {
                HttpResponse<String> answer = http.send(
                        HttpRequest.newBuilder(
                                        URI.create(facts.path("instanceUrl").asText() + ACCOUNTS))
                                .header(
                                        "Authorization",
                                        "Bearer " + facts.path("token").asText())
                                .header("Content-Type", "application/json")
                                .POST(BodyPublishers.ofString("{\"Name\":\"Written " + i + "\"}"))
                                .build(),
                        BodyHandlers.ofString());
                if (answer.statusCode() == 201) {
                    acknowledged.add(MAPPER.readTree(answer.body()).path("id").asText());
                    writes.countDown();
                }
            }
        } catch (IOException killed) {
            // That was the point.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
