package dev.sallyport.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.PipedReader;
import java.io.PipedWriter;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OrgStartCommandTest {
    @TempDir
    Path folder;

    private final StringWriter err = new StringWriter();

    @Test
    void with_tls_the_org_says_where_the_certificate_is_that_clients_have_to_trust() throws Exception {
        JsonNode facts = start("--tls", folder.resolve("tls").toString());

        assertThat(URI.create(facts.path("instanceUrl").asText()))
                .hasScheme("https")
                .hasHost("127.0.0.1");
        assertThat(Files.readString(Path.of(facts.path("certificate").asText())))
                .startsWith("-----BEGIN CERTIFICATE");
        assertThat(Path.of(facts.path("trustStore").asText())).exists();
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void an_org_that_other_machines_can_reach_warns_of_it() throws Exception {
        assertThat(start("--bind", "0.0.0.0").path("instanceUrl").asText()).startsWith("http://");

        assertThat(err.toString()).contains("Warning: other machines can reach this org.");
    }

    @Test
    void the_org_says_where_its_setup_is() throws Exception {
        JsonNode facts = start();

        assertThat(facts.path("setupUrl").asText())
                .isEqualTo(facts.path("instanceUrl").asText() + "/setup");
    }

    /** Starts an org, reads its line of facts and ends it. */
    private JsonNode start(String... options) throws IOException, InterruptedException {
        Surroundings surroundings = new Surroundings(Map.of(), folder, new ByteArrayInputStream(new byte[0]), false);
        String[] arguments = Stream.concat(
                        Stream.of("org", "start", "--json", "--records", "0"), Arrays.stream(options))
                .toArray(String[]::new);
        try (PipedReader reader = new PipedReader(8_192);
                PipedWriter writer = new PipedWriter(reader);
                BufferedReader lines = new BufferedReader(reader)) {
            Thread command = new Thread(() -> Sallyport.commandLine(surroundings)
                    .setOut(new PrintWriter(writer, true))
                    .setErr(new PrintWriter(err, true))
                    .execute(arguments));
            command.start();
            JsonNode facts = new ObjectMapper().readTree(lines.readLine());
            command.interrupt();
            command.join();
            return facts;
        }
    }
}
