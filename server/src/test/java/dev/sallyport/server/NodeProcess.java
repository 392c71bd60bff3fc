package dev.sallyport.server;

import dev.sallyport.catalog.CatalogSettings;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;

/**
 * A node in a process of its own, for tests to kill. The data folder and the database come by standard input, a line each; the
 * node's address goes to standard output when it answers. It ends with its input.
 */
final class NodeProcess {
    private NodeProcess() {}

    public static void main(String[] arguments) throws IOException {
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        Path folder = Path.of(in.readLine());
        Map<String, String> environment = Map.of(CatalogSettings.DATABASE_VARIABLE, in.readLine());
        CatalogSettings settings = CatalogSettings.ofEnvironment(folder, environment);
        try (Server server = Server.start(ServerOptions.onLoopback(settings, 0))) {
            System.out.println(server.address());
            var unused = in.readLine();
        }
    }
}
