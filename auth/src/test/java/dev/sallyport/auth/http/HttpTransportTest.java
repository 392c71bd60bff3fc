package dev.sallyport.auth.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.sallyport.auth.http.TransportException.Failure;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HttpTransportTest {
    private static final String HEAD = "HTTP/1.1 200 OK\r\nContent-Length: 100000000000\r\n\r\nten bytes.";

    private final HttpClient http = HttpClient.newHttpClient();

    @Test
    void the_deadline_holds_for_a_body_that_never_ends() throws Exception {
        CountDownLatch end = new CountDownLatch(1);
        try (ServerSocket listener = listener()) {
            Thread server = serve(listener, connection -> end.await());

            TransportException failure = refused(listener, Duration.ofMillis(100));

            assertThat(failure.failure()).isEqualTo(Failure.TIMED_OUT);
            end.countDown();
            server.join();
        }
    }

    @Test
    void an_answer_that_never_ends_is_cut_at_the_most_that_is_wanted() throws Exception {
        try (ServerSocket listener = listener()) {
            Thread server = serve(listener, HttpTransportTest::writeUntilItIsHungUp);
            URI address = URI.create("http://localhost:" + listener.getLocalPort());

            HttpResponse<byte[]> answer = new HttpTransport(http, Duration.ofMinutes(1), 15)
                    .send(HttpRequest.newBuilder(address).build());

            assertThat(new String(answer.body(), StandardCharsets.US_ASCII)).isEqualTo("ten bytes.xxxxx");
            server.join();
        }
    }

    @Test
    void a_connection_that_ends_within_the_body_is_told() throws Exception {
        try (ServerSocket listener = listener()) {
            Thread server = serve(listener, connection -> {});

            TransportException failure = refused(listener, Duration.ofMinutes(1));

            assertThat(failure.failure()).isEqualTo(Failure.CONNECTION_BROKEN);
            server.join();
        }
    }

    @Test
    void the_deadline_holds_for_each_piece_of_a_body_that_is_read_while_it_comes() throws Exception {
        CountDownLatch end = new CountDownLatch(1);
        try (ServerSocket listener = listener()) {
            Thread server = serve(listener, connection -> end.await());

            TransportException failure = catchThrowableOfType(TransportException.class, () -> {
                try (InputStream body = opened(listener, Duration.ofMillis(100))) {
                    body.readAllBytes();
                }
            });

            assertThat(failure.failure()).isEqualTo(Failure.TIMED_OUT);
            end.countDown();
            server.join();
        }
    }

    @Test
    void a_body_can_be_read_while_it_comes_and_that_its_connection_ends_within_it_is_told() throws Exception {
        CountDownLatch end = new CountDownLatch(1);
        try (ServerSocket listener = listener()) {
            Thread server = serve(listener, connection -> end.await());

            try (InputStream body = opened(listener, Duration.ofMinutes(1))) {
                assertThat(body.readNBytes(10))
                        .asString(StandardCharsets.US_ASCII)
                        .isEqualTo("ten bytes.");
                end.countDown();
                assertThat(catchThrowableOfType(TransportException.class, body::read)
                                .failure())
                        .isEqualTo(Failure.CONNECTION_BROKEN);
            }
            server.join();
        }
    }

    @Test
    void a_body_that_is_closed_before_its_end_ends_the_connection() throws Exception {
        try (ServerSocket listener = listener()) {
            Thread server = serve(
                    listener,
                    connection -> assertThat(connection.getInputStream().read()).isEqualTo(-1));

            opened(listener, Duration.ofMinutes(1)).close();

            server.join();
        }
    }

    @Test
    void a_certificate_that_no_one_here_trusts_is_told_with_what_a_proxy_needs(@TempDir Path folder) throws Exception {
        HttpsServer server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(selfSigned(folder)));
        server.start();
        try {
            URI address = URI.create("https://localhost:" + server.getAddress().getPort());

            TransportException failure =
                    catchThrowableOfType(TransportException.class, () -> new HttpTransport(http, Duration.ofMinutes(1))
                            .send(HttpRequest.newBuilder(address).build()));

            assertThat(failure.failure()).isEqualTo(Failure.TLS_FAILED);
            assertThat(failure.getMessage()).contains("certificate");
            assertThat(failure.advice()).contains("trustStore");
        } finally {
            server.stop(0);
        }
    }

    private interface Ending {
        void after(Socket connection) throws InterruptedException, IOException;
    }

    private InputStream opened(ServerSocket listener, Duration deadline) {
        URI address = URI.create("http://localhost:" + listener.getLocalPort());
        return new HttpTransport(http, deadline)
                .open(HttpRequest.newBuilder(address).build())
                .body();
    }

    private static void writeUntilItIsHungUp(Socket connection) {
        try {
            while (true) {
                connection.getOutputStream().write('x');
            }
        } catch (IOException e) {
            // Nobody reads on.
        }
    }

    private TransportException refused(ServerSocket listener, Duration deadline) {
        URI address = URI.create("http://localhost:" + listener.getLocalPort());
        return catchThrowableOfType(TransportException.class, () -> new HttpTransport(http, deadline)
                .send(HttpRequest.newBuilder(address).build()));
    }

    private static ServerSocket listener() throws IOException {
        return new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    }

    /** Answers one request with the beginning of its body. */
    private static Thread serve(ServerSocket listener, Ending ending) {
        Thread server = new Thread(() -> {
            try (Socket connection = listener.accept()) {
                readHead(connection.getInputStream());
                connection.getOutputStream().write(HEAD.getBytes(StandardCharsets.US_ASCII));
                ending.after(connection);
            } catch (IOException | InterruptedException e) {
                throw new AssertionError(e);
            }
        });
        server.start();
        return server;
    }

    private static void readHead(InputStream request) throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int next = request.read();
            if (next < 0) {
                // Whoever asks has given up before it had asked.
                return;
            }
            head.append((char) next);
        }
    }

    private static SSLContext selfSigned(Path folder) throws Exception {
        Path file = folder.resolve("keys.p12");
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        "server",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=localhost",
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        file.toString(),
                        "-storepass",
                        "changeit")
                .redirectErrorStream(true)
                .start();
        assertThat(keytool.waitFor())
                .as(new String(keytool.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                .isZero();
        char[] password = "changeit".toCharArray();
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream content = Files.newInputStream(file)) {
            keys.load(content, password);
        }
        KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(keys, password);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), null, null);
        return context;
    }
}
