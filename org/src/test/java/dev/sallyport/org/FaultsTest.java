package dev.sallyport.org;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sallyport.org.OrgClient.Answer;
import dev.sallyport.org.http.ApiKind;
import dev.sallyport.org.http.Fault;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What goes wrong because a test asked for it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FaultsTest {
    private static final String PATH = "/services/data/v68.0/sobjects/Account/describe";

    private final HttpClient http = HttpClient.newHttpClient();
    private LocalOrg org;
    private OrgClient client;
    private String token;

    @BeforeAll
    void start() {
        org = LocalOrg.builder().records(100).start();
        client = new OrgClient(org);
        token = client.token(org.readyApp());
    }

    @AfterAll
    void stop() {
        org.close();
    }

    @BeforeEach
    void countAnew() {
        org.controls().resetCounts();
    }

    @Test
    void any_status_and_code_is_answered_once_and_then_all_is_well() {
        org.controls().failNext(ApiKind.DESCRIBE, Fault.refusal(418, "TEAPOT", "short and stout"));

        Answer refused = client.get(PATH, token);

        assertThat(refused.status()).isEqualTo(418);
        assertThat(refused.refusal()).isEqualTo("TEAPOT: short and stout");
        assertThat(client.get(PATH, token).status()).isEqualTo(200);
    }

    @Test
    void an_org_that_is_unavailable_says_when_to_try_again() {
        org.controls().failNext(ApiKind.DESCRIBE, Fault.unavailable(Duration.ofSeconds(7)));

        Answer refused = client.get(PATH, token);

        assertThat(refused.status()).isEqualTo(503);
        assertThat(refused.header("Retry-After")).isEqualTo("7");
        assertThat(refused.refusal()).startsWith("SERVER_UNAVAILABLE: ");
    }

    @Test
    void a_dropped_connection_gives_no_answer_at_all() {
        org.controls().failNext(ApiKind.DESCRIBE, Fault.droppedConnection());

        // A POST, as the client tries a GET again by itself.
        assertThatThrownBy(() -> client.post(PATH, token, "{}")).hasRootCauseInstanceOf(IOException.class);
        assertThat(client.get(PATH, token).status()).isEqualTo(200);
    }

    @Test
    void a_cut_answer_gives_so_many_bytes_and_then_an_end_of_file() {
        String whole = body(say("HTTP/1.0"));
        assertThat(whole.length()).isGreaterThan(40_000);

        for (int bytes : new int[] {0, 1, 1_000, 40_000}) {
            org.controls().failNext(ApiKind.DESCRIBE, Fault.cutAnswer(bytes));
            assertThat(body(say("HTTP/1.0"))).isEqualTo(whole.substring(0, bytes));
        }
    }

    @Test
    void a_cut_after_the_last_byte_still_leaves_the_answer_without_its_end() {
        String whole = say("HTTP/1.1");
        assertThat(whole).contains("Transfer-Encoding: chunked").endsWith("\r\n0\r\n\r\n");
        org.controls().failNext(ApiKind.DESCRIBE, Fault.cutAnswer(1_000_000));

        String cut = say("HTTP/1.1");

        assertThat(cut).contains("Transfer-Encoding: chunked").doesNotEndWith("0\r\n\r\n");
        assertThat(cut.length()).isGreaterThan(whole.length() - 200);
    }

    @Test
    void a_slow_answer_comes_piece_by_piece_and_whole() throws Exception {
        byte[] whole = http.send(request().build(), BodyHandlers.ofByteArray()).body();
        org.controls().failNext(ApiKind.DESCRIBE, Fault.slowAnswer(10_000, Duration.ofMillis(5)));
        long before = System.nanoTime();

        byte[] slow = http.send(request().build(), BodyHandlers.ofByteArray()).body();

        assertThat(slow).isEqualTo(whole);
        assertThat(Duration.ofNanos(System.nanoTime() - before))
                .isGreaterThanOrEqualTo(Duration.ofMillis(5L * (whole.length / 10_000)));
    }

    @Test
    void a_truncated_gzip_answer_is_a_whole_message_with_half_a_stream() throws Exception {
        byte[] whole = http.send(request().build(), BodyHandlers.ofByteArray()).body();
        for (String accepted : new String[] {"gzip", "identity"}) {
            org.controls().failNext(ApiKind.DESCRIBE, Fault.truncatedGzip());

            HttpResponse<byte[]> answer =
                    http.send(request().header("Accept-Encoding", accepted).build(), BodyHandlers.ofByteArray());

            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.headers().firstValue("Content-Encoding")).hasValue("gzip");
            assertThat(answer.body().length).isLessThan(whole.length / 2);
            assertThatThrownBy(() -> new GZIPInputStream(new ByteArrayInputStream(answer.body())).readAllBytes())
                    .isInstanceOf(EOFException.class);
        }
    }

    @Test
    void requests_of_other_kinds_are_left_alone_and_spoiled_ones_counted() {
        org.controls().failNext(ApiKind.DESCRIBE, Fault.cutAnswer(3));
        assertThat(client.get("/services/data/v68.0/limits", token).status()).isEqualTo(200);

        assertThatThrownBy(() -> client.get(PATH, token)).hasRootCauseInstanceOf(IOException.class);

        assertThat(org.controls().count(ApiKind.DESCRIBE).requests()).isEqualTo(1);
        assertThat(org.controls().count(ApiKind.DESCRIBE).bytesSent()).isEqualTo(3);
    }

    private HttpRequest.Builder request() {
        return client.request(PATH).header("Authorization", "Bearer " + token);
    }

    private String say(String version) {
        return new RawHttp(org.instanceUrl())
                .say("GET " + PATH + " " + version + "\r\nHost: org\r\nAuthorization: Bearer " + token + "\r\n\r\n");
    }

    private static String body(String answer) {
        return answer.substring(answer.indexOf("\r\n\r\n") + 4);
    }
}
