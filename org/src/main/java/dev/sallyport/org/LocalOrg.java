package dev.sallyport.org;

import dev.sallyport.org.http.ApiVersion;
import dev.sallyport.org.http.Listener;
import dev.sallyport.org.http.Traffic;
import dev.sallyport.org.rest.RestErrors;
import dev.sallyport.org.rest.Versions;
import java.net.URI;
import java.time.Duration;

/**
 * A Salesforce org on this machine. It binds to loopback only.
 *
 * <pre>{@code
 * try (LocalOrg org = LocalOrg.start()) {
 *     ReadyApp app = org.readyApp();
 *     // client credentials at org.instanceUrl() + "/services/oauth2/token"
 * }
 * }</pre>
 */
public final class LocalOrg implements AutoCloseable {
    private final Listener instance;

    private LocalOrg() {
        Traffic traffic = new Traffic(Duration.ZERO);
        this.instance = Listener.start(0, traffic, RestErrors::write, routes -> new Versions().addTo(routes));
    }

    /** Starts an org with the defaults: a free port, everything in memory. */
    public static LocalOrg start() {
        return new LocalOrg();
    }

    /** The org's own My Domain, such as {@code http://127.0.0.1:41234}: the root of every endpoint. */
    public URI instanceUrl() {
        return instance.uri();
    }

    /** The newest API version that the org speaks, such as {@code 68.0}. */
    public String apiVersion() {
        return ApiVersion.CURRENT.toString();
    }

    @Override
    public void close() {
        instance.close();
    }
}
