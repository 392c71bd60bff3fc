package dev.sallyport.org;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ConcurrencyTest {
    private static final int CLIENTS = 200;
    private static final String ROOT = "/services/data/v68.0";
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final HttpClient http = HttpClient.newHttpClient();
    private final ConcurrentLinkedQueue<String> failures = new ConcurrentLinkedQueue<>();
    private LocalOrg org;
    private OrgClient client;
    private String token;

    @BeforeEach
    void start() {
        org = LocalOrg.builder().records(500).start();
        client = new OrgClient(org);
        token = client.token(org.readyApp());
    }

    @AfterEach
    void stop() {
        org.close();
    }

    @Test
    void two_hundred_clients_at_once_get_what_they_ask_for() throws Exception {
        long accountsBefore = count("Account");
        CountDownLatch allThere = new CountDownLatch(CLIENTS);
        ExecutorService clients = Executors.newFixedThreadPool(CLIENTS);
        try {
            List<Callable<String>> tasks = new ArrayList<>();
            for (int i = 0; i < CLIENTS; i++) {
                int number = i;
                tasks.add(() -> {
                    allThere.countDown();
                    allThere.await();
                    return visit(number);
                });
            }
            Set<String> ids = new HashSet<>();
            for (Future<String> id : clients.invokeAll(tasks)) {
                ids.add(id.get());
            }
            assertThat(failures).isEmpty();
            assertThat(ids).as("no id is given twice").hasSize(CLIENTS);
        } finally {
            clients.shutdownNow();
        }
        assertThat(count("Account")).isEqualTo(accountsBefore + CLIENTS / 2);
    }

    @Test
    void many_writers_of_one_record_never_see_an_error_of_the_server() throws Exception {
        String id = post(ROOT + "/sobjects/Account", "{\"Name\":\"Contended\"}")
                .path("id")
                .asText();
        ExecutorService writers = Executors.newFixedThreadPool(50);
        try {
            List<Callable<Integer>> tasks = IntStream.range(0, 100)
                    .mapToObj(i -> (Callable<Integer>)
                            () -> send("PATCH", ROOT + "/sobjects/Account/" + id, "{\"NumberOfEmployees\":" + i + "}")
                                    .statusCode())
                    .toList();
            for (Future<Integer> status : writers.invokeAll(tasks)) {
                assertThat(status.get()).isIn(204, 400);
            }
        } finally {
            writers.shutdownNow();
        }
        assertThat(failures).allSatisfy(failure -> assertThat(failure).contains("UNABLE_TO_LOCK_ROW"));
    }

    /** What one client does: it writes, reads what it wrote, changes it, and every second one deletes it again. */
    private String visit(int number) throws Exception {
        String id = post(ROOT + "/sobjects/Account", "{\"Name\":\"Client " + number + "\"}")
                .path("id")
                .asText();
        send("GET", ROOT + "/sobjects/Account/describe", "");
        send("GET", ROOT + "/query?q=" + OrgClient.encode("SELECT Id, Name, Owner.Name FROM Contact LIMIT 50"), "");
        send("PATCH", ROOT + "/sobjects/Account/" + id, "{\"Industry\":\"Energy\"}");
        JsonNode read = MAPPER.readTree(send(
                        "GET",
                        ROOT + "/query?q="
                                + OrgClient.encode("SELECT Name, Industry FROM Account WHERE Id = '" + id + "'"),
                        "")
                .body());
        if (!read.at("/records/0/Name").asText().equals("Client " + number)
                || !read.at("/records/0/Industry").asText().equals("Energy")) {
            failures.add(number + " read " + read);
        }
        if (number % 2 == 1) {
            send("DELETE", ROOT + "/sobjects/Account/" + id, "");
        }
        return id;
    }

    private long count(String type) {
        return client.get(ROOT + "/query?q=SELECT+COUNT()+FROM+" + type, token)
                .json()
                .path("totalSize")
                .asLong();
    }

    private JsonNode post(String path, String body) throws Exception {
        return MAPPER.readTree(send("POST", path, body).body());
    }

    private HttpResponse<String> send(String method, String path, String body) throws Exception {
        HttpResponse<String> answer = http.send(
                HttpRequest.newBuilder(org.instanceUrl().resolve(path))
                        .header("Authorization", "Bearer " + token)
                        .header("Content-Type", "application/json")
                        .method(method, BodyPublishers.ofString(body))
                        .build(),
                BodyHandlers.ofString());
        if (answer.statusCode() >= 300) {
            failures.add(method + " " + path + " -> " + answer.statusCode() + " " + answer.body());
        }
        return answer;
    }
}
