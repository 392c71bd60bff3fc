package dev.sallyport.flight;

import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How the endpoint is reached.
 *
 * @param port the port; 0 for a free one
 * @param certificate TLS with this key and certificate; null for none
 * @param withoutTls whether other machines may reach it though it has no certificate, because TLS ends in front of it
 * @param patience how long rows wait for a reader who does not read; more than nothing
 */
public record FlightOptions(int port, @Nullable Certificate certificate, boolean withoutTls, Duration patience) {
    /** The port that Flight's own examples listen on. */
    public static final int USUAL_PORT = 8815;

    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final int LAST_PORT = 65_535;

    /**
     * Options.
     *
     * @throws FlightException if there can be no such port
     * @throws IllegalArgumentException if nobody could be waited for
     */
    public FlightOptions {
        if (port < 0 || port > LAST_PORT) {
            throw new FlightException(
                    FlightException.Reason.START,
                    port + " is no port.",
                    "Give one from 1 to " + LAST_PORT + ", or 0 for a free one, by --flight-port.");
        }
        if (patience.isZero() || patience.isNegative()) {
            throw new IllegalArgumentException("Patience is positive, not " + patience);
        }
    }

    /**
     * A certificate and its key, both PEM.
     *
     * @param chain the file of the certificate, the issuers' after it
     * @param key the file of the private key, PKCS #8 and not encrypted
     */
    public record Certificate(Path chain, Path key) {}

    /** On a port, for this machine alone. */
    public static FlightOptions onPort(int port) {
        return new FlightOptions(port, null, false, PATIENCE);
    }

    /** The same with TLS. */
    public FlightOptions withCertificate(Certificate given) {
        return new FlightOptions(port, given, withoutTls, patience);
    }

    /** The same, reachable from other machines though it has no certificate of its own. */
    public FlightOptions reachableWithoutTls() {
        return new FlightOptions(port, certificate, true, patience);
    }

    /** The same, with another patience. */
    public FlightOptions withPatience(Duration given) {
        return new FlightOptions(port, certificate, withoutTls, given);
    }
}
