package dev.sallyport.bench.sql;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sallyport.auth.Secret;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Writer;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** {@link OrgServer} from the outside. */
final class OrgProcess implements AutoCloseable {
    /** Pages are short-lived, and there are many: with little room for young objects a quarter of its time is collecting. */
    private static final List<String> FLAGS = List.of("-XX:+UseParallelGC", "-Xmx1g", "-Xmn600m");

    private final Process process;
    private final BufferedReader output;
    private final Writer input;
    private final Access access;

    OrgProcess(Path folder, int contacts) throws IOException {
        process = Java.start(FLAGS, OrgServer.class, folder.toString(), Integer.toString(contacts));
        output = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        input = process.outputWriter(StandardCharsets.UTF_8);
        String line = output.readLine();
        if (line == null) {
            throw new IOException("The org's process has ended without a word");
        }
        JsonNode told = new ObjectMapper().readTree(line);
        access = new Access(
                URI.create(told.path("instance").asText()),
                told.path("key").asText(),
                Secret.of(told.path("secret").asText()));
    }

    Access access() {
        return access;
    }

    /** How long each request waits from now on. */
    void setLatency(Duration latency) throws IOException {
        input.write(latency.toMillis() + "\n");
        input.flush();
        output.readLine();
    }

    @Override
    public void close() throws IOException {
        input.close();
        process.onExit().join();
    }
}
