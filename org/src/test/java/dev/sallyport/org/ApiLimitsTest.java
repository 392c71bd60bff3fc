package dev.sallyport.org;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sallyport.org.OrgClient.Answer;
import dev.sallyport.org.setup.Edition;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ApiLimitsTest {
    private static final String LIMITS = "/services/data/v60.0/limits";

    @Test
    void calls_are_counted_over_a_restart_and_leave_the_count_after_a_day(@TempDir Path folder) {
        ReadyApp ready;
        try (LocalOrg org = LocalOrg.builder().records(0).dataFolder(folder).start()) {
            OrgClient client = new OrgClient(org);
            ready = org.readyApp();
            String token = client.token(ready);
            for (int i = 0; i < 7; i++) {
                client.get(LIMITS, token);
            }
            assertThat(org.controls().apiCalls()).isEqualTo(7);
        }

        try (LocalOrg org = LocalOrg.builder().records(0).dataFolder(folder).start()) {
            OrgClient client = new OrgClient(org);
            assertThat(org.controls().apiCalls()).isEqualTo(7);
            Answer answer = client.get(LIMITS, client.token(ready));
            assertThat(answer.header("Sforce-Limit-Info")).isEqualTo("api-usage=8/100000");
            JsonNode requests = answer.json().path("DailyApiRequests");
            assertThat(requests.path("Max").asInt()).isEqualTo(100_000);
            assertThat(requests.path("Remaining").asInt()).isEqualTo(99_992);

            org.controls().advanceClock(Duration.ofHours(23));
            client.get(LIMITS, client.token(ready));
            assertThat(org.controls().apiCalls()).isEqualTo(9);

            org.controls().advanceClock(Duration.ofMinutes(66));
            assertThat(org.controls().apiCalls()).isEqualTo(1);
        }
    }

    @Test
    void the_call_after_the_last_is_refused() {
        try (LocalOrg org = LocalOrg.builder().records(0).start()) {
            OrgClient client = new OrgClient(org);
            String token = client.token(org.readyApp());
            org.controls().setDailyApiRequests(1);

            assertThat(client.get(LIMITS, token)
                            .json()
                            .path("DailyApiRequests")
                            .path("Remaining")
                            .asInt())
                    .isZero();
            Answer refused = client.get(LIMITS, token);
            assertThat(refused.status()).isEqualTo(403);
            assertThat(refused.refusal()).isEqualTo("REQUEST_LIMIT_EXCEEDED: TotalRequests Limit exceeded.");
        }
    }

    @Test
    void too_many_long_requests_at_a_time_keep_others_out() throws IOException {
        try (LocalOrg org =
                LocalOrg.builder().records(0).edition(Edition.DEVELOPER).start()) {
            OrgClient client = new OrgClient(org);
            String token = client.token(org.readyApp());
            List<Socket> slow = new ArrayList<>();
            for (int i = 0; i < 5; i++) {
                slow.add(unfinishedRequest(org.instanceUrl(), token));
            }
            while (org.controls().apiRequestsUnderWay() < 5) {
                Thread.onSpinWait();
            }
            assertThat(client.get(LIMITS, token).status()).isEqualTo(200);

            org.controls().advanceClock(Duration.ofSeconds(20));
            Answer refused = client.get(LIMITS, token);
            assertThat(refused.status()).isEqualTo(403);
            assertThat(refused.refusal())
                    .isEqualTo("REQUEST_LIMIT_EXCEEDED: ConcurrentRequests (Concurrent API Requests) Limit exceeded.");

            for (Socket socket : slow) {
                socket.close();
            }
            while (org.controls().apiRequestsUnderWay() > 0) {
                Thread.onSpinWait();
            }
            assertThat(client.get(LIMITS, token).status()).isEqualTo(200);
        }
    }

    @Test
    void an_edition_without_the_api_answers_no_call() {
        try (LocalOrg org =
                LocalOrg.builder().records(0).edition(Edition.PROFESSIONAL).start()) {
            OrgClient client = new OrgClient(org);

            Answer refused = client.get(LIMITS, client.administratorSession());

            assertThat(refused.status()).isEqualTo(403);
            assertThat(refused.refusal())
                    .isEqualTo("API_DISABLED_FOR_ORG: The REST API is not enabled for this Organization.");
        }
    }

    /** A request whose body never comes. */
    private static Socket unfinishedRequest(URI instance, String token) throws IOException {
        Socket socket = new Socket(instance.getHost(), instance.getPort());
        String head = "POST /services/data/v60.0/sobjects/Account HTTP/1.1\r\nHost: " + instance.getAuthority()
                + "\r\nAuthorization: Bearer " + token
                + "\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{";
        socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
        socket.getOutputStream().flush();
        return socket;
    }
}
