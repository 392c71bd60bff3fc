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

    private void writeUntilKilled(Path folder, CountDownLatch writes) throws Exception {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        OrgProcess.class.getName(),
                        folder.toString())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
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
