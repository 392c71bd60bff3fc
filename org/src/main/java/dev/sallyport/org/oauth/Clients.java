package dev.sallyport.org.oauth;

import dev.sallyport.org.http.ApiException;
import dev.sallyport.org.setup.OAuthApp;
import dev.sallyport.org.setup.OAuthApp.OAuthOption;
import dev.sallyport.org.setup.OAuthApp.OAuthSettings;
import dev.sallyport.org.setup.OAuthApps;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.util.Collections;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Finds the app behind a client, and checks that it is the client. */
final class Clients {
    private final OAuthApps apps;
    private final UsedAssertions used;
    private final Hosts hosts;
    private final Clock clock;

    Clients(OAuthApps apps, UsedAssertions used, Hosts hosts, Clock clock) {
        this.apps = apps;
        this.used = used;
        this.hosts = hosts;
        this.clock = clock;
    }

    /**
     * The app of a consumer key.
     *
     * @throws ApiException {@code invalid_client_id} if there is none, {@code app_not_found} if no administrator has
     *     opened it
     */
    OAuthApp find(String consumerKey) {
        OAuthApp app = apps.findByConsumerKey(consumerKey)
                .orElseThrow(() -> OAuthErrors.refused("invalid_client_id", "client identifier invalid"));
        if (!app.open()) {
            throw OAuthErrors.refused("app_not_found", "External client app is not installed in this org");
        }
        return app;
    }

    /**
     * Checks a client's secret or assertion.
     *
     * @param required whether the client must send one; one that is sent is checked in any case
     * @throws ApiException {@code invalid_client} if it is wrong, or missing though required
     */
    void authenticate(ClientAuthentication client, OAuthApp app, boolean required) {
        if (!isAuthentic(client, app, required)) {
            throw OAuthErrors.refused("invalid_client", "invalid client credentials");
        }
    }

    boolean isAuthentic(ClientAuthentication client, OAuthApp app, boolean required) {
        @Nullable String secret = client.secret();
        if (secret != null) {
            return MessageDigest.isEqual(bytes(secretOf(app)), bytes(secret));
        }
        @Nullable String assertion = client.assertion();
        return assertion == null ? !required : isSignedBy(assertion, client.clientId(), app);
    }

    /** Whether a box is ticked in an app's OAuth settings. */
    static boolean has(OAuthApp app, OAuthOption option) {
        return settings(app).has(option);
    }

    /** The OAuth settings of an app that was found by its consumer key, and so has some. */
    static OAuthSettings settings(OAuthApp app) {
        return Objects.requireNonNull(app.oauth());
    }

    /** The app's consumer secret, which is also the key of the answers' signatures. */
    String secretOf(OAuthApp app) {
        return apps.consumerDetails(app).consumerSecret();
    }

    private boolean isSignedBy(String assertion, String clientId, OAuthApp app) {
        Optional<X509Certificate> certificate = Certificates.of(app);
        return certificate.isPresent()
                && JwtAssertion.parse(assertion)
                        .filter(jwt -> jwt.isSignedBy(certificate.get()))
                        .filter(jwt -> jwt.issuer().equals(Optional.of(clientId)))
                        .filter(jwt -> jwt.subject().equals(Optional.of(clientId)))
                        .filter(jwt -> !Collections.disjoint(jwt.audience(), hosts.tokenEndpoints()))
                        .filter(jwt -> jwt.isCurrent(clock.instant()))
                        .filter(jwt -> used.take(app.id(), jwt))
                        .isPresent();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
