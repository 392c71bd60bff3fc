package dev.sallyport.org;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.org.OrgClient.Answer;
import dev.sallyport.org.http.ApiKind;
import dev.sallyport.org.http.Count;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Bodies on the wire: compression both ways, limits, encodings, methods. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TransferTest {
    private static final String ROOT = "/services/data/v68.0";
    private static final String SOAP_CALL = "<env:Envelope xmlns:env=\"http://schemas.xmlsoap.org/soap/envelope/\">"
            + "<env:Header><SessionHeader xmlns=\"urn:partner.soap.sforce.com\"><sessionId>%s</sessionId>"
            + "</SessionHeader></env:Header><env:Body><getServerTimestamp xmlns=\"urn:partner.soap.sforce.com\"/>"
            + "</env:Body></env:Envelope>";

    private final HttpClient http = HttpClient.newHttpClient();
    private LocalOrg org;
    private OrgClient client;
    private String token;

    @BeforeAll
    void start() {
        org = LocalOrg.builder().records(500).start();
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
    void a_gzipped_request_is_understood_by_every_api() throws IOException {
        Answer soap = client.send(soap(gzip(SOAP_CALL.formatted(token))).header("Content-Encoding", "gzip"));
        assertThat(soap.status()).isEqualTo(200);
        assertThat(soap.text()).contains("<timestamp>");

        Answer setup = client.send(signIn(gzip(signInBody())).header("Content-Encoding", "gzip"));
        assertThat(setup.status()).isEqualTo(200);

        ReadyApp app = org.readyApp();
        byte[] form = gzip("grant_type=client_credentials&client_id=" + OrgClient.encode(app.consumerKey())
                + "&client_secret=" + app.consumerSecret());
        Answer granted = client.send(client.request("/services/oauth2/token")
                .header("Content-Type", "application/x-www-form-urlencoded")
                .header("Content-Encoding", "gzip")
                .POST(BodyPublishers.ofByteArray(form)));
        assertThat(granted.json().path("access_token").asText()).startsWith("00D");
    }

    @Test
    void a_deflated_request_is_understood_and_an_unknown_encoding_refused() throws IOException {
        Answer deflated = client.send(signIn(deflate(signInBody())).header("Content-Encoding", "deflate"));
        assertThat(deflated.status()).isEqualTo(200);

        Answer unknown = client.send(signIn(gzip(signInBody())).header("Content-Encoding", "br"));
        assertThat(unknown.status()).isEqualTo(415);
        assertThat(unknown.refusal()).isEqualTo("JSON_PARSER_ERROR: The content encoding 'br' is not supported.");
    }

    @Test
    void a_broken_or_cut_off_gzip_body_is_the_callers_fault() throws IOException {
        byte[] whole = gzip(signInBody());
        byte[] cut = Arrays.copyOf(whole, whole.length / 2);
        byte[] damaged = whole.clone();
        damaged[whole.length - 6] ^= 0x55;
        byte[] plain = signInBody().getBytes(StandardCharsets.UTF_8);

        for (byte[] body : new byte[][] {cut, damaged, plain, {}}) {
            Answer refused = client.send(signIn(body).header("Content-Encoding", "gzip"));
            assertThat(refused.status()).isEqualTo(400);
            assertThat(refused.refusal()).startsWith("JSON_PARSER_ERROR: The request's body could not be read");
        }
        byte[] call = gzip(SOAP_CALL.formatted(token));
        Answer soap = client.send(soap(Arrays.copyOf(call, call.length - 20)).header("Content-Encoding", "gzip"));
        assertThat(soap.status()).isEqualTo(500);
        assertThat(soap.text()).contains("could not be read", "Fault>");
    }

    @Test
    void a_small_body_that_inflates_to_a_large_one_is_refused_at_fifty_megabytes() throws IOException {
        byte[] bomb = gzip(64);
        assertThat(bomb.length).isLessThan(100_000);

        Answer refused = client.send(signIn(bomb).header("Content-Encoding", "gzip"));
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.refusal())
                .isEqualTo("JSON_PARSER_ERROR: Maximum size of request reached."
                        + " Maximum size of request is 52428800 bytes.");

        Answer soap = client.send(soap(bomb).header("Content-Encoding", "gzip"));
        assertThat(soap.status()).isEqualTo(500);
        assertThat(soap.text()).contains("sf:EXCEEDED_MAX_SIZE_REQUEST");
    }

    @Test
    void a_body_that_is_announced_as_too_large_is_refused() {
        Answer refused = client.send(client.request("/setup/api/login")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofByteArray(new byte[52_428_801])));

        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.refusal()).startsWith("JSON_PARSER_ERROR: Maximum size of request reached.");
    }

    @Test
    void answers_are_gzipped_for_those_who_accept_it_and_their_bytes_are_counted_as_sent() throws Exception {
        HttpRequest.Builder describe =
                client.request(ROOT + "/sobjects/Account/describe").header("Authorization", "Bearer " + token);
        HttpResponse<byte[]> plain = http.send(describe.build(), BodyHandlers.ofByteArray());
        Count afterPlain = org.controls().count(ApiKind.DESCRIBE);
        HttpResponse<byte[]> zipped =
                http.send(describe.header("Accept-Encoding", "gzip").build(), BodyHandlers.ofByteArray());

        assertThat(plain.headers().firstValue("Content-Encoding")).isEmpty();
        assertThat(zipped.headers().firstValue("Content-Encoding")).hasValue("gzip");
        assertThat(new GZIPInputStream(new ByteArrayInputStream(zipped.body())).readAllBytes())
                .isEqualTo(plain.body());
        assertThat(afterPlain).isEqualTo(new Count(1, 0, plain.body().length));
        assertThat(org.controls().count(ApiKind.DESCRIBE))
                .isEqualTo(new Count(2, 0, plain.body().length + zipped.body().length));
    }

    @Test
    void the_bytes_of_request_bodies_are_counted_as_they_came() throws IOException {
        byte[] body = gzip(SOAP_CALL.formatted(token));

        client.send(soap(body).header("Content-Encoding", "gzip"));

        assertThat(org.controls().count(ApiKind.SOAP).bytesReceived()).isEqualTo(body.length);
    }

    @Test
    void a_post_that_asks_for_another_method_is_that_method() {
        Answer refused = client.post(ROOT + "/limits?_HttpMethod=PATCH", token, "{}");
        assertThat(refused.status()).isEqualTo(405);
        assertThat(refused.refusal()).startsWith("METHOD_NOT_ALLOWED: HTTP Method 'PATCH' not allowed.");

        assertThat(client.post(ROOT + "/limits?_HttpMethod=GET", token, "").status())
                .isEqualTo(200);
        assertThat(client.get(ROOT + "/limits?_HttpMethod=DELETE", token).status())
                .isEqualTo(200);
    }

    @Test
    void head_answers_as_get_does_without_the_body() throws Exception {
        HttpResponse<String> answer = http.send(
                client.request(ROOT + "/limits")
                        .header("Authorization", "Bearer " + token)
                        .method("HEAD", BodyPublishers.noBody())
                        .build(),
                BodyHandlers.ofString());

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type"))
                .hasValue(client.get(ROOT + "/limits", token).header("Content-Type"));
        assertThat(answer.headers().firstValue("Sforce-Limit-Info")).isPresent();
        assertThat(answer.body()).isEmpty();

        HttpResponse<String> missing = http.send(
                client.request(ROOT + "/nothing")
                        .header("Authorization", "Bearer " + token)
                        .method("HEAD", BodyPublishers.noBody())
                        .build(),
                BodyHandlers.ofString());
        assertThat(missing.statusCode()).isEqualTo(404);
    }

    @Test
    void a_body_is_read_in_its_own_character_encoding_and_an_unknown_one_is_refused() {
        String password = "pässwörd";
        try (LocalOrg other =
                LocalOrg.builder().records(0).administratorPassword(password).start()) {
            OrgClient caller = new OrgClient(other);
            String body =
                    "{\"username\":\"" + other.administrator().username() + "\",\"password\":\"" + password + "\"}";

            Answer latin = caller.send(caller.request("/setup/api/login")
                    .header("Content-Type", "application/json;charset=ISO-8859-1")
                    .POST(BodyPublishers.ofString(body, StandardCharsets.ISO_8859_1)));
            assertThat(latin.status()).isEqualTo(200);

            for (String charset : new String[] {"klingon", "%00", "\"\""}) {
                Answer unknown = caller.send(caller.request("/setup/api/login")
                        .header("Content-Type", "application/json;charset=" + charset)
                        .POST(BodyPublishers.ofString(body)));
                assertThat(unknown.status()).as(charset).isIn(200, 415);
            }
        }
    }

    @Test
    void every_answer_after_authentication_tells_the_limit_refusals_among_them() {
        for (String path : new String[] {"/limits", "/nothing", "/query?q=SELECT", "/sobjects/Nothing/describe"}) {
            assertThat(client.get(ROOT + path, token).header("Sforce-Limit-Info"))
                    .as(path)
                    .startsWith("api-usage=");
        }
        assertThat(client.post(ROOT + "/limits", token, "{}").header("Sforce-Limit-Info"))
                .startsWith("api-usage=");
    }

    @Test
    void call_options_are_accepted() {
        Answer answer = client.send(client.request(ROOT + "/limits")
                .header("Authorization", "Bearer " + token)
                .header("Sforce-Call-Options", "client=SampleCaseSensitiveToken/100, defaultNamespace=battle"));

        assertThat(answer.status()).isEqualTo(200);
    }

    private HttpRequest.Builder soap(byte[] body) {
        return client.request("/services/Soap/u/68.0")
                .header("Content-Type", "text/xml;charset=UTF-8")
                .header("SOAPAction", "\"\"")
                .POST(BodyPublishers.ofByteArray(body));
    }

    private HttpRequest.Builder signIn(byte[] body) {
        return client.request("/setup/api/login")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofByteArray(body));
    }

    private String signInBody() {
        return "{\"username\":\"" + org.administrator().username() + "\",\"password\":\""
                + org.administrator().password() + "\"}";
    }

    private static byte[] gzip(String text) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(text.getBytes(StandardCharsets.UTF_8));
        }
        return bytes.toByteArray();
    }

    private static byte[] deflate(String text) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputStream deflate = new DeflaterOutputStream(bytes)) {
            deflate.write(text.getBytes(StandardCharsets.UTF_8));
        }
        return bytes.toByteArray();
    }

    /** So many megabytes of blanks. */
    private static byte[] gzip(int megabytes) throws IOException {
        byte[] megabyte = new byte[1024 * 1024];
        Arrays.fill(megabyte, (byte) ' ');
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputStream gzip = new GZIPOutputStream(bytes)) {
            for (int i = 0; i < megabytes; i++) {
                gzip.write(megabyte);
            }
        }
        return bytes.toByteArray();
    }
}
