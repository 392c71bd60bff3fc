package dev.sallyport.org;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.org.OrgClient.Answer;
import dev.sallyport.org.http.ApiKind;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever a client sends, it is told that it is wrong, and the org goes on for the others. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MalformedRequestsTest {
    private static final String ROOT = "/services/data/v68.0";
    private static final String HEAD = " HTTP/1.1\r\nHost: org\r\nConnection: close\r\n";

    private LocalOrg org;
    private OrgClient client;
    private RawHttp raw;
    private String token;

    @BeforeAll
    void start() {
        org = LocalOrg.builder().records(100).start();
        client = new OrgClient(org);
        raw = new RawHttp(org.instanceUrl());
        token = client.token(org.readyApp());
    }

    @AfterAll
    void stop() {
        org.close();
    }

    @AfterEach
    void others_are_still_answered() {
        assertThat(client.get(ROOT + "/limits", token).status()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "NONSENSE\r\n\r\n",
                "GET\r\n\r\n",
                "GET / HTTP/9.9\r\nHost: org\r\n\r\n",
                "GET /services/data HTTP/1.1\r\n\r\n",
                "GET /services/data HTTP/1.1\r\nHost: org\r\nno colon here\r\n\r\n",
                "GET /services/data HTTP/1.1\r\nHost: org\r\nBad\u0000Name: x\r\n\r\n",
                "POST /setup/api/login HTTP/1.1\r\nHost: org\r\nContent-Length: many\r\n\r\n",
                "POST /setup/api/login HTTP/1.1\r\nHost: org\r\nContent-Length: -5\r\n\r\n",
                "POST /setup/api/login HTTP/1.1\r\nHost: org\r\nContent-Length: 2\r\nContent-Length: 3\r\n\r\n{}}",
                "POST /setup/api/login HTTP/1.1\r\nHost: org\r\nContent-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n{}",
            })
    void what_is_no_http_is_a_bad_request_without_a_word_of_the_insides(String text) {
        String answer = raw.say(text);

        assertThat(answer).matches("(?s)HTTP/1\\.1 (400|505) .*");
        assertThat(answer).doesNotContainIgnoringCase("jetty").doesNotContain("Exception", "\tat ");
    }

    @Test
    void a_head_and_a_path_that_are_too_long_are_told_apart() {
        assertThat(raw.statusOf("GET " + ROOT + HEAD + "X-Long: " + "x".repeat(20_000) + "\r\n\r\n"))
                .isEqualTo(431);
        assertThat(raw.statusOf("GET " + ROOT + "/query?q=" + "x".repeat(20_000) + HEAD + "\r\n"))
                .isEqualTo(414);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"zz\r\n{}\r\n0\r\n\r\n", "5\r\n{}", "ffffffffffffffffff\r\n{}\r\n", "-1\r\n{}\r\n0\r\n\r\n"})
    void broken_chunks_are_a_bad_request(String chunks) {
        String answer = raw.say("POST /setup/api/login" + HEAD
                + "Content-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n" + chunks);

        assertThat(answer).matches("(?s)(HTTP/1\\.1 400 .*|)").doesNotContain("Exception");
    }

    @Test
    void a_body_that_is_shorter_than_announced_harms_nobody() {
        String head = "POST /setup/api/login" + HEAD + "Content-Type: application/json\r\nContent-Length: 500\r\n\r\n";

        assertThat(raw.say(head + "{\"username\":")).matches("(?s)(HTTP/1\\.1 400 .*|)");
        for (int i = 0; i < 20; i++) {
            raw.sayAndLeave(head + "{\"username\":");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/%zz",
                ROOT + "/query?q=%zz",
                ROOT + "/sobjects/%ff%fe",
                ROOT + "/sobjects/Account/%2e%2e/%2e%2e",
                ROOT + "/../../../../etc/passwd",
                ROOT + "/sobjects/Account/a%2fb",
                ROOT + "/sobjects/Account;jsessionid=1/x",
                ROOT + "/sobjects//Account",
                "/services/Soap/u/%00",
                "//services/data",
                "*",
                "http://elsewhere.example/services/data",
            })
    void strange_paths_are_refused_or_not_found(String path) {
        int status = raw.statusOf("GET " + path + HEAD + "Authorization: Bearer " + token + "\r\n\r\n");

        assertThat(status).isBetween(200, 499);
    }

    @ParameterizedTest
    @ValueSource(strings = {"OPTIONS", "TRACE", "CONNECT", "PROPFIND", "FOO"})
    void strange_methods_are_refused(String method) {
        int status =
                raw.statusOf(method + " " + ROOT + "/limits" + HEAD + "Authorization: Bearer " + token + "\r\n\r\n");

        assertThat(status).isBetween(200, 501).isNotEqualTo(500);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "{",
                "}",
                "null",
                "[]",
                "\"text\"",
                "{\"Name\":}",
                "{\"Name\":\"x\"}}",
                "{'Name':'x'}",
                "{\"Name\":\"\u0000\"}",
                "{\"Name\":\"\\ud800\"}x",
                "{\"Name\":1e999999999}x",
                "\uFEFF{",
                "<Account/>"
            })
    void a_body_that_is_no_json_object_cannot_be_parsed(String body) {
        Answer refused = client.post(ROOT + "/sobjects/Account", token, body);

        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.refusal()).startsWith("JSON_PARSER_ERROR: ");
    }

    @Test
    void deep_nesting_is_refused_by_every_parser() {
        String json = "{\"Name\":" + "[".repeat(200_000) + "]".repeat(200_000) + "}";
        assertThat(client.post(ROOT + "/sobjects/Account", token, json).status())
                .isEqualTo(400);
        assertThat(client.post("/setup/api/login", token, json).status()).isEqualTo(400);

        Answer soap = soap("<a>".repeat(200_000) + "</a>".repeat(200_000));
        assertThat(soap.status()).isEqualTo(500);
        assertThat(soap.text()).contains("Fault>");

        String soql = "SELECT Id FROM Account WHERE " + "(".repeat(4_000) + "Name = 'x'" + ")".repeat(4_000);
        assertThat(client.get(ROOT + "/query?q=" + OrgClient.encode(soql.substring(0, 5_000)), token)
                        .status())
                .isEqualTo(400);
    }

    @Test
    void a_content_type_that_the_api_does_not_take_is_unsupported() {
        Answer refused = client.send(client.request(ROOT + "/sobjects/Account")
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "text/csv")
                .POST(BodyPublishers.ofString("Name\nx")));

        assertThat(refused.status()).isEqualTo(415);
        assertThat(refused.refusal()).startsWith("UNSUPPORTED_MEDIA_TYPE: ");
    }

    @Test
    void external_entities_and_document_types_are_not_read() {
        for (String declaration : new String[] {
            "<!DOCTYPE x [<!ENTITY e SYSTEM \"file:///etc/hostname\">]>",
            "<!DOCTYPE x SYSTEM \"" + org.instanceUrl() + "/services/data\">",
            "<!DOCTYPE x [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;\"><!ENTITY e \"&b;&b;&b;&b;\">]>"
        }) {
            long before = org.controls().count(ApiKind.VERSIONS).requests();
            Answer refused = soap(declaration + envelope("<sessionId>&e;</sessionId>"));
            assertThat(refused.status()).isEqualTo(500);
            assertThat(refused.text()).contains("Fault>").doesNotContain("aaaa");
            assertThat(org.controls().count(ApiKind.VERSIONS).requests()).isEqualTo(before);
        }
    }

    @Test
    void a_token_request_with_a_broken_form_is_refused_as_oauth_refuses() {
        for (String body : new String[] {"grant_type=%zz", "%", "=", "&&&", "grant_type", "\u0000"}) {
            Answer refused = client.send(client.request("/services/oauth2/token")
                    .header("Content-Type", "application/x-www-form-urlencoded")
                    .POST(BodyPublishers.ofString(body)));
            assertThat(refused.status()).as(body).isEqualTo(400);
            assertThat(refused.json().path("error").asText()).as(body).isNotEmpty();
        }
    }

    @Test
    void headers_with_strange_values_are_survived() {
        Map<String, String> strange = Map.of(
                "Authorization", "Bearer",
                "Sforce-Query-Options", "batchSize=-1;batchSize=99999999999999",
                "If-Modified-Since", "yesterday",
                "Accept", ";;;,,*",
                "Accept-Encoding", "gzip;q=x",
                "Accept-Language", "\u00e9");
        strange.forEach((name, value) -> {
            int status = raw.statusOf("GET " + ROOT + "/sobjects" + HEAD
                    + (name.equals("Authorization") ? "" : "Authorization: Bearer " + token + "\r\n") + name + ": "
                    + value + "\r\n\r\n");
            assertThat(status).as(name).isBetween(200, 499);
        });
    }

    private Answer soap(String body) {
        return client.send(client.request("/services/Soap/u/68.0")
                .header("Content-Type", "text/xml;charset=UTF-8")
                .header("SOAPAction", "\"\"")
                .POST(BodyPublishers.ofString(body)));
    }

    private static String envelope(String header) {
        return "<env:Envelope xmlns:env=\"http://schemas.xmlsoap.org/soap/envelope/\"><env:Header>"
                + "<SessionHeader xmlns=\"urn:partner.soap.sforce.com\">" + header + "</SessionHeader></env:Header>"
                + "<env:Body><getUserInfo xmlns=\"urn:partner.soap.sforce.com\"/></env:Body></env:Envelope>";
    }
}
