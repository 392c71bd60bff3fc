package dev.sallyport.bench.console;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sallyport.bench.measure.PeakHeap;
import dev.sallyport.catalog.CatalogSettings;
import dev.sallyport.server.Server;
import dev.sallyport.server.ServerOptions;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;

/** A server in a process of its own, which knows its heap. */
public final class ServerNode {
    private ServerNode() {}

    /**
     * Tells the server's address, and the link of its first administrator if there is none yet, in a line of JSON. Then it
     * answers each line with the most heap in bytes since the last one, until its input ends.
     *
     * @param arguments the data folder, and the URL of its PostgreSQL database if it has one
     */
    public static void main(String[] arguments) throws IOException {
        Logger.getLogger("").setLevel(Level.WARNING);
        Map<String, String> environment =
                arguments.length > 1 ? Map.of(CatalogSettings.DATABASE_VARIABLE, arguments[1]) : Map.of();
        CatalogSettings settings = CatalogSettings.ofEnvironment(Path.of(arguments[0]), environment);
        PeakHeap heap = new PeakHeap();
        try (Server server = Server.start(ServerOptions.onLoopback(settings, 0));
                BufferedReader input = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            System.out.println(new ObjectMapper()
                    .writeValueAsString(Map.of(
                            "url", server.address().toString(),
                            "setUp", server.setUpLink().map(URI::toString).orElse(""))));
            while (input.readLine() != null) {
                System.out.println(heap.bytes());
                heap.reset();
            }
        }
    }
}
