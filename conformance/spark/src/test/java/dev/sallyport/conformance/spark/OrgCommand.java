package dev.sallyport.conformance.spark;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** A local org as the command starts it, in a process of its own: it needs other versions of libraries than Spark does. */
final class OrgCommand implements AutoCloseable {
    private final Process process;
    private final String authority;
    private final String consumerKey;
    private final String consumerSecret;

    OrgCommand() throws IOException {
        Path jar = Path.of("..", "..", "cli", "target", "sallyport-cli-0.1.0-SNAPSHOT.jar");
        if (!Files.isRegularFile(jar)) {
            throw new IOException(
                    "The command is not built: run mvn verify at the root, or ./sallyport --version once.");
        }
        process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-jar",
                        jar.toString(),
                        "org",
                        "start",
                        "--port",
                        "0",
                        "--ready-app",
                        "--json")
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        BufferedReader output = process.inputReader(StandardCharsets.UTF_8);
        String line = output.readLine();
        if (line == null) {
            throw new IOException("The org has ended without a word.");
        }
        JsonNode facts = new ObjectMapper().readTree(line);
        authority = facts.path("instanceUrl").asText().replaceFirst("^http://", "");
        consumerKey = facts.path("consumerKey").asText();
        consumerSecret = facts.path("consumerSecret").asText();
    }

    String jdbcUrl() {
        return "jdbc:sallyport:salesforce://" + authority + "?ssl=false";
    }

    String consumerKey() {
        return consumerKey;
    }

    String consumerSecret() {
        return consumerSecret;
    }

    @Override
    public void close() {
        process.destroy();
        process.onExit().join();
    }
}
