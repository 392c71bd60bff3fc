package dev.sallyport.server;

import dev.sallyport.catalog.CatalogSettings;
import java.net.InetAddress;

/**
 * What a server is started with.
 *
 * @param catalog where the catalogue lives; its address, where it begins with {@code https}, is the one that people use
 * @param bindAddress the address to listen on
 * @param port the port; 0 for a free one
 */
public record ServerOptions(CatalogSettings catalog, InetAddress bindAddress, int port) {
    /** The port that {@code sallyport start} listens on where nothing else is said. */
    public static final int USUAL_PORT = 8088;

    /** On this machine alone. */
    public static ServerOptions onLoopback(CatalogSettings catalog, int port) {
        return new ServerOptions(catalog, InetAddress.getLoopbackAddress(), port);
    }

    /** Whether people reach the server over TLS, which then ends in front of it. */
    public boolean overTls() {
        return "https".equals(catalog.url().getScheme());
    }
}
