package dev.sallyport.org.oauth;

import dev.sallyport.org.http.ApiException;
import dev.sallyport.org.setup.OAuthApp;
import dev.sallyport.org.setup.OAuthApp.OAuthOption;
import dev.sallyport.org.setup.Setup;
import dev.sallyport.org.setup.User;
import java.util.List;

/**
 * The username-password flow (RFC 6749 section 4.3). The org blocks it by default, and says no more than that
 * authentication failed; the login history says why. This machine counts as a trusted address, so that no security token
 * follows the password.
 */
final class PasswordGrant implements Grant {
    /** Salesforce Help, "OAuth 2.0 Username-Password Flow for Special Scenarios": no scope, and nobody is identified. */
    private static final List<AnswerMember> ANSWER = List.of(
            AnswerMember.ACCESS_TOKEN,
            AnswerMember.INSTANCE_URL,
            AnswerMember.ID,
            AnswerMember.TOKEN_TYPE,
            AnswerMember.ISSUED_AT,
            AnswerMember.SIGNATURE);

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
        // "Required unless the Require Secret for Web Server Flow setting is not enabled": this flow has no tick of its
        // own.
        clients.authenticate(client, app, Clients.has(app, OAuthOption.SECRET_REQUIRED_FOR_WEB_SERVER_FLOW));
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
        return Granted.once(app, user, Clients.settings(app).scopes(), ANSWER);
    }

    private static ApiException failure() {
        return OAuthErrors.refused("invalid_grant", "authentication failure");
    }
}
