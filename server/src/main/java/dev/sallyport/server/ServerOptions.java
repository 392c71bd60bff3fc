package dev.sallyport.server;

import dev.sallyport.catalog.CatalogSettings;
import dev.sallyport.flight.FlightOptions;
import dev.sallyport.server.job.JobOptions;
import java.net.InetAddress;
import org.jspecify.annotations.Nullable;

/**
 * What a server is started with.
 *
 * @param catalog where the catalogue lives; its address, where it begins with {@code https}, is the one that people use
 * @param bindAddress the address to listen on
 * @param port the port; 0 for a free one
 * @param flight how Flight SQL is reached on that address; null for not at all
 * @param jobs how work is shared out among nodes
 */
public record ServerOptions(
        CatalogSettings catalog,
        InetAddress bindAddress,
        int port,
        @Nullable FlightOptions flight,
        JobOptions jobs) {
    /** The port that {@code sallyport start} listens on where nothing else is said. */
    public static final int USUAL_PORT = 8088;

    /** Without Flight SQL. */
    public ServerOptions(CatalogSettings catalog, InetAddress bindAddress, int port) {
        this(catalog, bindAddress, port, null, JobOptions.DEFAULT);
    }

    /** The same, with Flight SQL too. */
    public ServerOptions with(FlightOptions given) {
        return new ServerOptions(catalog, bindAddress, port, given, jobs);
    }

    /** The same, with jobs shared out otherwise. */
    public ServerOptions with(JobOptions given) {
        return new ServerOptions(catalog, bindAddress, port, flight, given);
    }

    /** On this machine alone. */
    public static ServerOptions onLoopback(CatalogSettings catalog, int port) {
        return new ServerOptions(catalog, InetAddress.getLoopbackAddress(), port);
    }

    /** Whether people reach the server over TLS, which then ends in front of it. */
    public boolean overTls() {
        return "https".equals(catalog.url().getScheme());
    }
}
