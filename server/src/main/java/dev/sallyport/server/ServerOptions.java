package dev.sallyport.server;

import dev.sallyport.catalog.CatalogSettings;
import dev.sallyport.flight.FlightOptions;
import dev.sallyport.server.job.JobOptions;
import java.net.InetAddress;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What a server is started with.
 *
 * @param catalog where the catalogue lives; its address, where it begins with {@code https}, is the one that people use
 * @param bindAddress the address to listen on
 * @param port the port; 0 for a free one
 * @param flight how Flight SQL is reached on that address; null for not at all
 * @param jobs how work is shared out among nodes
 * @param sweeps how often it is looked for statements that nobody reads any more
 */
public record ServerOptions(
        CatalogSettings catalog,
        InetAddress bindAddress,
        int port,
        @Nullable FlightOptions flight,
        JobOptions jobs,
        Duration sweeps) {
    /** The port that {@code sallyport start} listens on where nothing else is said. */
    public static final int USUAL_PORT = 8088;

    private static final Duration USUAL_SWEEPS = Duration.ofMinutes(1);

    /** Without Flight SQL. */
    public ServerOptions(CatalogSettings catalog, InetAddress bindAddress, int port) {
        this(catalog, bindAddress, port, null, JobOptions.DEFAULT, USUAL_SWEEPS);
    }

    /** The same, with Flight SQL too. */
    public ServerOptions with(FlightOptions given) {
        return new ServerOptions(catalog, bindAddress, port, given, jobs, sweeps);
    }

    /** The same, with jobs shared out otherwise. */
    public ServerOptions with(JobOptions given) {
        return new ServerOptions(catalog, bindAddress, port, flight, given, sweeps);
    }

    /** The same, with what is forgotten looked for more or less often. */
    public ServerOptions sweptEvery(Duration given) {
        return new ServerOptions(catalog, bindAddress, port, flight, jobs, given);
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
