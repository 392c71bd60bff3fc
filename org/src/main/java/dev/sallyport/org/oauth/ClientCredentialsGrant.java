package dev.sallyport.org.oauth;

import dev.sallyport.org.data.SalesforceId;
import dev.sallyport.org.http.ApiException;
import dev.sallyport.org.session.Sessions;
import dev.sallyport.org.setup.LoginHistory;
import dev.sallyport.org.setup.OAuthApp;
import dev.sallyport.org.setup.OAuthApp.IpRelaxation;
import dev.sallyport.org.setup.OAuthApp.OAuthSettings;
import dev.sallyport.org.setup.OAuthApp.PermittedUsers;
import dev.sallyport.org.setup.Scope;
import dev.sallyport.org.setup.Setup;
import dev.sallyport.org.setup.User;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The client credentials flow (RFC 6749 section 4.4; Salesforce Help, "OAuth 2.0 Client Credentials Flow for
 * Server-to-Server Integration"): the app acts as the run-as user of its policies, with all of the app's scopes but those
 * that only a person's flow needs.
 */
final class ClientCredentialsGrant {
    private final Setup setup;
    private final Sessions sessions;

    ClientCredentialsGrant(Setup setup, Sessions sessions) {
        this.setup = setup;
        this.sessions = sessions;
    }

    /**
     * A token that was given.
     *
     * @param consumerSecret the key of the answer's signature
     */
    record Granted(String accessToken, User user, Set<Scope> scopes, String consumerSecret) {
        @Override
        public String toString() {
            return "Granted[user=" + user.username() + ", scopes=" + scopes + "]";
        }
    }

    /**
     * Gives a token, or refuses in the order in which Salesforce checks.
     *
     * @param sourceIp the client's address
     * @param loginUrl host and port that were called
     */
    Granted grant(ClientAuthentication client, String sourceIp, String loginUrl) {
        OAuthApp app = setup.oauthApps()
                .findByConsumerKey(client.clientId())
                .orElseThrow(() -> OAuthErrors.refused("invalid_client_id", "client identifier invalid"));
        String secret = setup.oauthApps().consumerDetails(app).consumerSecret();
        requireSecret(secret, client.secret());
        OAuthSettings oauth = Objects.requireNonNull(app.oauth());
        if (!app.open()) {
            throw OAuthErrors.refused("app_not_found", "External client app is not installed in this org");
        }
        if (!app.clientCredentialsFlow()) {
            throw OAuthErrors.refused("invalid_grant", "client credentials flow not enabled");
        }
        User user = runAsUser(app);
        Optional<Refusal> refusal = refusal(app, user, sourceIp);
        record(user, app, sourceIp, loginUrl, refusal.map(Refusal::status).orElse(LoginHistory.SUCCESS));
        if (refusal.isPresent()) {
            throw refusal.get().exception();
        }
        Set<Scope> scopes =
                oauth.scopes().stream().filter(Scope::grantedToClient).collect(Collectors.toSet());
        if (scopes.isEmpty()) {
            throw OAuthErrors.refused("invalid_grant", "no valid scopes");
        }
        String token = sessions.open(user.id(), app.id(), scopes, timeout(app));
        return new Granted(token, user, scopes, secret);
    }

    private static void requireSecret(String expected, @Nullable String given) {
        byte[] wanted = expected.getBytes(StandardCharsets.UTF_8);
        if (given == null || !MessageDigest.isEqual(wanted, given.getBytes(StandardCharsets.UTF_8))) {
            throw OAuthErrors.refused("invalid_client", "invalid client credentials");
        }
    }

    private User runAsUser(OAuthApp app) {
        @Nullable SalesforceId runAs = app.policies().clientCredentialsRunAs();
        if (runAs == null) {
            throw OAuthErrors.refused("invalid_grant", "no client credentials user enabled");
        }
        return setup.users().get(runAs.value());
    }

    /** Why the run-as user is not let in. */
    private record Refusal(String status, ApiException exception) {}

    private Optional<Refusal> refusal(OAuthApp app, User user, String sourceIp) {
        if (!user.maySignIn()) {
            return Optional.of(
                    new Refusal("User is Inactive", OAuthErrors.refused("inactive_user", "user is inactive")));
        }
        boolean adminApproved =
                app.policies().permittedUsers() == PermittedUsers.ADMIN_APPROVED_USERS_ARE_PRE_AUTHORIZED;
        if (adminApproved && !setup.oauthApps().isPreAuthorized(app, user)) {
            return Optional.of(new Refusal(
                    "Failed: Not approved for access",
                    OAuthErrors.refused("invalid_app_access", "user is not admin approved to access this app")));
        }
        boolean relaxed = app.policies().ipRelaxation() == IpRelaxation.RELAX_IP_RESTRICTIONS;
        if (!relaxed && !setup.isAllowedFrom(user, sourceIp)) {
            return Optional.of(new Refusal("Restricted IP", OAuthErrors.refused("invalid_grant", "ip restricted")));
        }
        return Optional.empty();
    }

    private void record(User user, OAuthApp app, String sourceIp, String loginUrl, String status) {
        setup.loginHistory()
                .record(new LoginHistory.Attempt(
                        user.id(),
                        "Remote Access 2.0",
                        "OAuthClientCredentials",
                        app.name(),
                        sourceIp,
                        loginUrl,
                        status));
    }

    private Duration timeout(OAuthApp app) {
        @Nullable Integer minutes = app.policies().sessionTimeoutMinutes();
        return minutes == null ? setup.settings().sessionTimeout() : Duration.ofMinutes(minutes);
    }
}
