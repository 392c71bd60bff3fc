package dev.sallyport.salesforce.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.sallyport.auth.ClientCredential;
import dev.sallyport.auth.OAuthProvider;
import dev.sallyport.auth.Secret;
import dev.sallyport.org.LocalOrg;
import dev.sallyport.org.http.ApiKind;
import dev.sallyport.org.http.Fault;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** What can be in the way to the org. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SickHostTest {
    private final Clinic clinic = new Clinic();

    @BeforeEach
    void reset() {
        clinic.reset();
    }

    @AfterAll
    void close() {
        clinic.close();
    }

    @Test
    void a_host_that_does_not_resolve_ends_the_examination_before_a_secret_is_sent() {
        Diagnosis diagnosis = clinic.examine(at("https://no-such-host.invalid"));

        Clinic.sick(diagnosis, Check.HOST, Ailment.HOST_UNKNOWN, "Company Settings > My Domain");
        assertThat(Clinic.outcome(diagnosis, Check.TOKEN)).isEqualTo(Outcome.NOT_TRIED);
        assertThat(diagnosis.calls()).isEqualTo(new Calls(1, 0));
    }

    @Test
    void nothing_that_listens() throws IOException {
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }

        Clinic.sick(
                clinic.examine(at("http://127.0.0.1:" + port)),
                Check.HOST,
                Ailment.CONNECTION_REFUSED,
                "Check host and port");
    }

    @Test
    void a_connection_that_breaks() {
        // Twice, for the JDK's client tries a GET again by itself.
        clinic.org.controls().failNext(ApiKind.VERSIONS, Fault.cutAnswer(3));
        clinic.org.controls().failNext(ApiKind.VERSIONS, Fault.cutAnswer(3));

        Clinic.sick(clinic.examine(), Check.HOST, Ailment.CONNECTION_BROKEN, "proxy or firewall");
    }

    @Test
    void a_certificate_that_is_not_trusted(@TempDir Path folder) {
        try (Clinic other = new Clinic(LocalOrg.builder().records(0).tls(folder).start())) {
            Clinic.sick(other.examine(), Check.HOST, Ailment.CERTIFICATE_UNTRUSTED, "trust store");
        }
    }

    @Test
    void a_plain_http_port_that_is_asked_for_https() {
        Clinic.sick(
                clinic.examine(
                        at("https://127.0.0.1:" + clinic.org.instanceUrl().getPort())),
                Check.HOST,
                Ailment.TLS_NOT_SPOKEN,
                "http://localhost, not https");
    }

    @Test
    void a_web_page_that_answers_in_salesforces_place_gets_no_secret() throws IOException {
        AtomicInteger posts = new AtomicInteger();
        HttpServer proxy = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        proxy.createContext("/", exchange -> {
            posts.addAndGet(exchange.getRequestMethod().equals("POST") ? 1 : 0);
            byte[] page = "<html>Please log in to the guest network</html>".getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, page.length);
            exchange.getResponseBody().write(page);
            exchange.close();
        });
        proxy.start();
        try {
            Diagnosis diagnosis =
                    clinic.examine(at("http://127.0.0.1:" + proxy.getAddress().getPort()));

            Clinic.sick(diagnosis, Check.HOST, Ailment.NOT_SALESFORCE, "no proxy answers in its place");
            assertThat(posts).hasValue(0);
        } finally {
            proxy.stop(0);
        }
    }

    @Test
    void salesforce_that_cannot_serve_now() {
        clinic.org.controls().failNext(ApiKind.VERSIONS, Fault.unavailable(Duration.ofSeconds(7)));

        Finding finding =
                Clinic.sick(clinic.examine(), Check.HOST, Ailment.SALESFORCE_UNAVAILABLE, "status.salesforce.com");
        assertThat(finding.said()).startsWith("SERVER_UNAVAILABLE");
    }

    @Test
    void a_clock_that_differs_is_a_warning_with_the_difference() {
        clinic.setClock(Clock.offset(Clock.systemUTC(), Duration.ofMinutes(-10)));
        Finding behind =
                Clinic.warning(clinic.examine(), Check.CLOCK, Ailment.CLOCK_DIFFERS, "Set this machine's clock");
        clinic.setClock(Clock.offset(Clock.systemUTC(), Duration.ofHours(5)));
        Finding ahead = Clinic.warning(clinic.examine(), Check.CLOCK, Ailment.CLOCK_DIFFERS);

        assertThat(behind.found()).isEqualTo("This machine's clock is 10 min behind the host's.");
        assertThat(ahead.found()).isEqualTo("This machine's clock is 5 h ahead of the host's.");
    }

    private OAuthProvider at(String host) {
        return OAuthProvider.salesforceClientCredentials(
                "Salesforce",
                URI.create(host),
                new ClientCredential(clinic.app.consumerKey(), Secret.of(clinic.app.consumerSecret())));
    }
}
