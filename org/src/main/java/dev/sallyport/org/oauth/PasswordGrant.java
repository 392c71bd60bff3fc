package dev.sallyport.org.oauth;

import dev.sallyport.org.http.ApiException;
import dev.sallyport.org.setup.OAuthApp;
import dev.sallyport.org.setup.Setup;
import dev.sallyport.org.setup.User;

/**
 * The username-password flow (RFC 6749 section 4.3). The org blocks it by default, and says no more than that
 * authentication failed; the login history says why. This machine counts as a trusted address, so that no security token
 * follows the password.
 */
final class PasswordGrant implements Grant {
    private final Setup setup;
    private final Clients clients;
    private final SignIns signIns;

    PasswordGrant(Setup setup, Clients clients, SignIns signIns) {
        this.setup = setup;
        this.clients = clients;
        this.signIns = signIns;
    }

    @Override
    public Granted decide(TokenRequest request) {
        ClientAuthentication client = request.requiredClient();
        OAuthApp app = clients.find(client.clientId());
        clients.authenticate(client, app, true);
        User user = request.form()
                .value("username")
                .flatMap(setup.users()::findByUsername)
                .orElseThrow(PasswordGrant::failure);
        SignIns.Attempt attempt = new SignIns.Attempt(app, user, LoginFlow.USERNAME_PASSWORD, request.origin());
        if (!setup.settings().usernamePasswordFlowAllowed()) {
            signIns.record(attempt, "Username-Password Flow Disabled");
            throw failure();
        }
        if (!setup.users().hasPassword(user, request.form().value("password").orElse(""))) {
            signIns.record(attempt, setup.users().isLockedOut(user) ? "Password Lockout" : "Invalid Password");
            throw failure();
        }
        signIns.admit(attempt);
        return Granted.once(app, user, Clients.settings(app).scopes(), true);
    }

    private static ApiException failure() {
        return OAuthErrors.refused("invalid_grant", "authentication failure");
    }
}
