package dev.sallyport.bench.console;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;

/** The least that a server in Java is: the JDK's own, with one page. */
public final class BareServer {
    private BareServer() {}

    /** Serves until the process is ended. */
    public static void main(String[] arguments) throws IOException {
        byte[] page = "<!DOCTYPE html><title>A page</title>".getBytes(StandardCharsets.UTF_8);
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/login", exchange -> {
            exchange.sendResponseHeaders(200, page.length);
            try (OutputStream body = exchange.getResponseBody()) {
                body.write(page);
            }
        });
        server.start();
        System.out.println("{\"url\":\"http://localhost:" + server.getAddress().getPort() + "\"}");
    }
}
