package dev.sallyport.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.PipedReader;
import java.io.PipedWriter;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StartCommandTest {
    @TempDir
    Path folder;

    @Test
    void the_first_start_prints_a_link_to_make_the_administrator() throws Exception {
        Surroundings surroundings = new Surroundings(Map.of(), folder, new ByteArrayInputStream(new byte[0]), false);
        try (PipedReader reader = new PipedReader(8_192);
                PipedWriter writer = new PipedWriter(reader);
                BufferedReader lines = new BufferedReader(reader)) {
            Thread command = new Thread(() -> Sallyport.commandLine(surroundings)
                    .setOut(new PrintWriter(writer, true))
                    .setErr(new PrintWriter(new StringWriter(), true))
                    .execute("start", "--port", "0", "--flight-port", "0", "--json", "--data", folder.toString()));
            command.start();
            JsonNode facts = new ObjectMapper().readTree(lines.readLine());

            String page = HttpClient.newHttpClient()
                    .send(
                            HttpRequest.newBuilder(
                                            URI.create(facts.path("setUp").asText()))
                                    .build(),
                            BodyHandlers.ofString())
                    .body();
            command.interrupt();
            command.join();

            assertThat(facts.path("setUp").asText())
                    .startsWith(facts.path("url").asText());
            assertThat(page).contains("Make the first administrator.");
            assertThat(facts.path("flight").asText()).matches("grpc://localhost:\\d+");
        }
    }

    @Test
    void a_port_that_is_taken_is_told_and_another_is_to_be_named() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            CommandRun run = CommandRun.of(folder, "", "start", "--port", String.valueOf(taken.getLocalPort()));

            assertThat(run.exitCode()).isEqualTo(2);
            assertThat(run.err()).contains("is taken.").contains("--port");
        }
    }

    @Test
    void flight_sql_is_not_opened_to_other_machines_without_tls() throws Exception {
        CommandRun open = CommandRun.of(folder, "", "start", "--port", "0", "--bind", "0.0.0.0", "--flight-port", "0");
        CommandRun halfSecure = CommandRun.of(
                folder, "", "start", "--port", "0", "--flight-port", "0", "--flight-certificate", "certificate.pem");
        CommandRun nowhere = CommandRun.of(folder, "", "start", "--port", "0", "--flight-without-tls");

        assertThat(open.exitCode()).isEqualTo(2);
        assertThat(open.err()).contains("in the clear").contains("--flight-certificate");
        assertThat(halfSecure.err()).contains("--flight-key");
        assertThat(nowhere.err()).contains("--flight-port");
    }
}
