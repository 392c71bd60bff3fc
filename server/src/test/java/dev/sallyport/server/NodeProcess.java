package dev.sallyport.server;

import dev.sallyport.catalog.CatalogSettings;
import dev.sallyport.server.job.JobOptions;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/**
 * A node in a process of its own, for tests to kill. The data folder, the database and the length of leases come by standard
 * input, a line each; the node's address goes to standard output when it answers. It ends with its input.
 */
final class NodeProcess implements AutoCloseable {
    private final Process process;

    private NodeProcess(Process process) {
        this.process = process;
    }

    public static void main(String[] arguments) throws IOException {
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        Path folder = Path.of(in.readLine());
        Map<String, String> environment = Map.of(CatalogSettings.DATABASE_VARIABLE, in.readLine());
        JobOptions jobs = new JobOptions(Duration.parse(in.readLine()), null);
        CatalogSettings settings = CatalogSettings.ofEnvironment(folder, environment);
        try (Server server = Server.start(ServerOptions.onLoopback(settings, 0).with(jobs))) {
            System.out.println(server.address());
            var unused = in.readLine();
        }
    }

    /** Starts one; it answers later. */
    static NodeProcess start(Path folder, String database, Duration lease) throws IOException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        NodeProcess.class.getName())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        OutputStream to = process.getOutputStream();
        to.write((folder + "\n" + database + "\n" + lease + "\n").getBytes(StandardCharsets.UTF_8));
        to.flush();
        return new NodeProcess(process);
    }

    /** Where it is, once it answers. */
    URI address() throws IOException {
        BufferedReader out = process.inputReader(StandardCharsets.UTF_8);
        String line = out.readLine();
        while (line != null && !line.startsWith("http")) {
            line = out.readLine();
        }
        if (line == null) {
            throw new IOException("The node has ended before it answered.");
        }
        return URI.create(line);
    }

    /** Ends it without a chance to do anything more. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
