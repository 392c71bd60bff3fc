package dev.sallyport.org.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sallyport.org.LocalOrg;
import dev.sallyport.org.ReadyApp;
import java.io.IOException;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Queries and searches at random over HTTP: each is answered, or refused with an error of Salesforce's. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HttpFuzzTest {
    private static final long SEED = Long.getLong("fuzz.seed", 20_261_124L);
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final LocalOrg org = LocalOrg.builder().records(500).start();
    private final HttpClient http = HttpClient.newHttpClient();
    private String token = "";

    @BeforeAll
    void signIn() throws IOException, InterruptedException {
        ReadyApp app = org.readyApp();
        String form = "grant_type=client_credentials&client_id=" + app.consumerKey() + "&client_secret="
                + app.consumerSecret();
        HttpRequest request = HttpRequest.newBuilder(org.instanceUrl().resolve("/services/oauth2/token"))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(form))
                .build();
        token = MAPPER.readTree(http.send(request, BodyHandlers.ofString()).body())
                .path("access_token")
                .asText();
    }

    @AfterAll
    void close() {
        org.close();
    }

    @Test
    void queries_are_answered() throws IOException, InterruptedException {
        Random random = new Random(SEED);
        for (int i = 0; i < 250; i++) {
            String soql = soql(random);
            HttpResponse<String> answer = get("query?q=", soql);
            assertThat(answer.statusCode()).as("%s: %s", soql, answer.body()).isEqualTo(200);
        }
    }

    @Test
    void spoilt_queries_are_answered_or_refused() throws IOException, InterruptedException {
        Random random = new Random(SEED);
        Mutator mutator = new Mutator(random);
        for (int i = 0; i < 500; i++) {
            answeredOrRefused("query?q=", mutator.mutated(soql(random)));
        }
    }

    @Test
    void spoilt_searches_are_answered_or_refused() throws IOException, InterruptedException {
        Random random = new Random(SEED);
        Mutator mutator = new Mutator(random);
        for (int i = 0; i < 300; i++) {
            answeredOrRefused(
                    "search?q=",
                    mutator.mutated("FIND {(acme OR \"o'brien\") AND NOT no*th} IN NAME FIELDS RETURNING"
                            + " Account(Id, Name WHERE Name != 'x' ORDER BY Name LIMIT 5), Contact LIMIT 20"));
        }
    }

    private void answeredOrRefused(String resource, String text) throws IOException, InterruptedException {
        HttpResponse<String> answer = get(resource, text);
        assertThat(answer.statusCode()).as("%s: %s", text, answer.body()).isIn(200, 400);
        if (answer.statusCode() == 400) {
            JsonNode error = MAPPER.readTree(answer.body()).path(0);
            assertThat(error.path("errorCode").asText()).matches("[A-Z_]+").isNotEqualTo("UNKNOWN_EXCEPTION");
            assertThat(error.path("message").asText()).isNotBlank();
        }
    }

    /** A query made for rows that are not there: the org has others. */
    private static String soql(Random random) {
        Instant now = Instant.parse("2026-03-08T06:30:00Z");
        World world = new WorldMaker(new Random(SEED), now).make();
        ConditionMaker conditions = new ConditionMaker(world, random, ZoneOffset.UTC, now);
        return random.nextInt(4) == 0
                ? new AggregateQueryMaker(world, random, conditions).query().soql()
                : new RecordQueryMaker(world, random, conditions).query().soql();
    }

    private HttpResponse<String> get(String resource, String text) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(org.instanceUrl()
                        .resolve("/services/data/v62.0/" + resource + URLEncoder.encode(text, StandardCharsets.UTF_8)))
                .header("Authorization", "Bearer " + token)
                .build();
        return http.send(request, BodyHandlers.ofString());
    }
}
