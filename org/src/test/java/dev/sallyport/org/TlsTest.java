package dev.sallyport.org;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sallyport.org.tls.TlsIdentity;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Map;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TlsTest {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    @Test
    void an_org_with_tls_is_https_from_the_token_to_the_last_address_it_gives(@TempDir Path folder) throws Exception {
        try (LocalOrg org = LocalOrg.builder().records(0).tls(folder).start()) {
            HttpClient client = trusting(certificateOf(org));
            ReadyApp app = org.readyApp();

            JsonNode token = MAPPER.readTree(
                    send(client, tokenRequest(org.instanceUrl(), app)).body());
            assertThat(token.path("instance_url").asText())
                    .isEqualTo(org.instanceUrl().toString());
            assertThat(token.path("id").asText()).startsWith("https://127.0.0.1:");

            HttpRequest.Builder userInfo = HttpRequest.newBuilder(
                            URI.create(org.instanceUrl() + "/services/oauth2/userinfo"))
                    .header(
                            "Authorization",
                            "Bearer " + token.path("access_token").asText());
            JsonNode user = MAPPER.readTree(send(client, userInfo).body());
            assertThat(user.path("urls").path("rest").asText()).startsWith(org.instanceUrl() + "/");
        }
    }

    @Test
    void both_ports_speak_tls_to_all_loopback_names(@TempDir Path folder) throws Exception {
        try (LocalOrg org = LocalOrg.builder().records(0).tls(folder).start()) {
            HttpClient client = trusting(certificateOf(org));
            ReadyApp app = org.readyApp();

            HttpResponse<String> refused = send(client, tokenRequest(org.loginUrl(), app));
            assertThat(refused.body()).contains("request not supported on this domain");

            URI byName = URI.create("https://localhost:" + org.instanceUrl().getPort() + "/services/data");
            assertThat(send(client, HttpRequest.newBuilder(byName)).statusCode())
                    .isEqualTo(200);
        }
    }

    @Test
    void a_client_that_does_not_trust_the_certificate_gets_nowhere(@TempDir Path folder) {
        try (LocalOrg org = LocalOrg.builder().records(0).tls(folder).start()) {
            HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(org.instanceUrl() + "/services/data"));

            assertThatThrownBy(() -> send(HttpClient.newHttpClient(), request))
                    .isInstanceOf(SSLHandshakeException.class);
        }
    }

    @Test
    void the_trust_store_that_is_written_out_holds_the_same_certificate_and_no_key(@TempDir Path folder)
            throws Exception {
        TlsIdentity identity;
        try (LocalOrg org = LocalOrg.builder().records(0).tls(folder).start()) {
            identity = org.certificate().orElseThrow();
        }
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream stream = Files.newInputStream(identity.trustStoreFile())) {
            store.load(stream, TlsIdentity.TRUST_STORE_PASSWORD.toCharArray());
        }

        assertThat(store.size()).isEqualTo(1);
        assertThat(store.getCertificate(store.aliases().nextElement())).isEqualTo(identity.authority());
        assertThat(Files.readString(identity.certificateFile())).doesNotContain("PRIVATE");
        assertThat(Files.getPosixFilePermissions(folder.resolve("server.p12")))
                .isEqualTo(PosixFilePermissions.fromString("rw-------"));
    }

    @Test
    void a_client_that_trusted_the_org_before_a_restart_trusts_it_after(@TempDir Path folder) throws Exception {
        HttpClient client;
        try (LocalOrg org = LocalOrg.builder().records(0).tls(folder).start()) {
            client = trusting(certificateOf(org));
        }
        try (LocalOrg org = LocalOrg.builder().records(0).tls(folder).start()) {
            HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(org.instanceUrl() + "/services/data"));
            assertThat(send(client, request).statusCode()).isEqualTo(200);
        }
    }

    @Test
    void another_address_to_listen_on_gets_a_certificate_for_it(@TempDir Path folder) throws Exception {
        try (LocalOrg org = LocalOrg.builder().records(0).tls(folder).start()) {
            assertThat(org.instanceUrl().getHost()).isEqualTo("127.0.0.1");
        }
        InetAddress other = InetAddress.getByName("127.0.0.2");
        try (LocalOrg org =
                LocalOrg.builder().records(0).tls(folder).bindAddress(other).start()) {
            HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(org.instanceUrl() + "/services/data"));
            assertThat(org.instanceUrl().getHost()).isEqualTo("127.0.0.2");
            assertThat(send(trusting(certificateOf(org)), request).statusCode()).isEqualTo(200);
        }
    }

    private static X509Certificate certificateOf(LocalOrg org) throws IOException, GeneralSecurityException {
        try (InputStream pem =
                Files.newInputStream(org.certificate().orElseThrow().certificateFile())) {
            return (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(pem);
        }
    }

    private static HttpClient trusting(X509Certificate certificate) throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setCertificateEntry("only", certificate);
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(store);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        return HttpClient.newBuilder().sslContext(context).build();
    }

    private static HttpRequest.Builder tokenRequest(URI host, ReadyApp app) {
        return OrgClient.form(
                HttpRequest.newBuilder(URI.create(host + "/services/oauth2/token")),
                Map.of(
                        "grant_type", "client_credentials",
                        "client_id", app.consumerKey(),
                        "client_secret", app.consumerSecret()));
    }

    private static HttpResponse<String> send(HttpClient client, HttpRequest.Builder request)
            throws IOException, InterruptedException {
        return client.send(request.build(), BodyHandlers.ofString());
    }
}
