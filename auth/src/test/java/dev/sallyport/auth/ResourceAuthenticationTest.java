package dev.sallyport.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How a token travels (RFC 6750, section 2), as a server receives it. */
class ResourceAuthenticationTest {
    private static final AccessToken TOKEN =
            new AccessToken(Secret.of("a+token/=&"), Instant.EPOCH, null, Set.of(), Map.of());

    private HttpServer server;
    private String received = "";

    @BeforeEach
    void start() throws Exception {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            try (exchange) {
                received = exchange.getRequestMethod() + " " + exchange.getRequestURI() + "\n"
                        + "Authorization: " + exchange.getRequestHeaders().get("Authorization") + "\n"
                        + "X-Shop-Token: " + exchange.getRequestHeaders().get("X-Shop-Token") + "\n"
                        + "Cache-Control: " + exchange.getRequestHeaders().get("Cache-Control") + "\n"
                        + new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
                exchange.sendResponseHeaders(200, -1);
            }
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void bearer_travels_in_the_authorization_header_in_place_of_any_other() throws Exception {
        HttpRequest request = get("/data").header("Authorization", "Basic old").build();

        send(ResourceAuthentication.BEARER.authorize(TOKEN, request));

        assertThat(received).contains("Authorization: [Bearer a+token/=&]");
    }

    @Test
    void a_vendors_header_has_its_own_name_and_scheme() throws Exception {
        send(new ResourceAuthentication.Header("Authorization", "OAuth")
                .authorize(TOKEN, get("/data").build()));
        assertThat(received).contains("Authorization: [OAuth a+token/=&]");

        send(new ResourceAuthentication.Header("X-Shop-Token", "")
                .authorize(TOKEN, get("/data").build()));
        assertThat(received).contains("X-Shop-Token: [a+token/=&]").contains("Authorization: null");
    }

    @Test
    void a_query_parameter_is_added_encoded_and_no_cache_keeps_the_answer() throws Exception {
        send(new ResourceAuthentication.Query("access_token")
                .authorize(TOKEN, get("/data?q=a%20b").build()));

        assertThat(received)
                .startsWith("GET /data?q=a%20b&access_token=a%2Btoken%2F%3D%26\n")
                .contains("Cache-Control: [no-store]");

        send(new ResourceAuthentication.Query("access_token")
                .authorize(TOKEN, get("/data").build()));
        assertThat(received).startsWith("GET /data?access_token=");
    }

    @Test
    void a_form_field_is_added_to_the_forms_others() throws Exception {
        HttpRequest form = HttpRequest.newBuilder(address("/data"))
                .header("Content-Type", "application/x-www-form-urlencoded; charset=UTF-8")
                .POST(BodyPublishers.ofString("q=1"))
                .build();

        send(new ResourceAuthentication.Form("access_token").authorize(TOKEN, form));

        assertThat(received).startsWith("POST ").endsWith("q=1&access_token=a%2Btoken%2F%3D%26");
    }

    @Test
    void a_form_field_needs_a_form() {
        ResourceAuthentication form = new ResourceAuthentication.Form("access_token");

        assertThatIllegalArgumentException()
                .isThrownBy(() -> form.authorize(TOKEN, get("/data").build()));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> form.authorize(
                        TOKEN,
                        HttpRequest.newBuilder(address("/data"))
                                .header("Content-Type", "application/json")
                                .POST(BodyPublishers.ofString("{}"))
                                .build()));
    }

    @Test
    void the_request_that_was_given_stays_as_it_was() {
        HttpRequest request = get("/data").build();

        ResourceAuthentication.BEARER.authorize(TOKEN, request);

        assertThat(request.headers().map()).doesNotContainKey("Authorization");
    }

    @Test
    void http_providers_put_on_what_they_have() throws Exception {
        send(provider(new HttpAuthentication.Basic("jane", Secret.of("p:wörd")))
                .authorize(get("/x").build()));
        assertThat(received).contains("Authorization: [Basic amFuZTpwOnfDtnJk]");

        send(provider(new HttpAuthentication.BearerToken(Secret.of("fixed")))
                .authorize(get("/x").build()));
        assertThat(received).contains("Authorization: [Bearer fixed]");

        send(provider(new HttpAuthentication.ApiKey(
                        HttpAuthentication.ApiKey.Location.HEADER, "X-Shop-Token", Secret.of("k1")))
                .authorize(get("/x").build()));
        assertThat(received).contains("X-Shop-Token: [k1]");

        send(provider(new HttpAuthentication.ApiKey(HttpAuthentication.ApiKey.Location.QUERY, "key", Secret.of("k&1")))
                .authorize(get("/x?a=b").build()));
        assertThat(received).startsWith("GET /x?a=b&key=k%261\n");

        send(provider(new HttpAuthentication.Anonymous()).authorize(get("/x").build()));
        assertThat(received).contains("Authorization: null");
    }

    private static HttpProvider provider(HttpAuthentication authentication) {
        return new HttpProvider("Shop", true, authentication, ProviderParameters.NONE);
    }

    private HttpRequest.Builder get(String path) {
        return HttpRequest.newBuilder(address(path));
    }

    private URI address(String path) {
        return URI.create("http://localhost:" + server.getAddress().getPort() + path);
    }

    private void send(HttpRequest request) throws Exception {
        assertThat(HttpClient.newHttpClient()
                        .send(request, BodyHandlers.discarding())
                        .statusCode())
                .isEqualTo(200);
    }
}
