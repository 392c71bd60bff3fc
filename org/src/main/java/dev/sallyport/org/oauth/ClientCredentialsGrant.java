package dev.sallyport.org.oauth;

import dev.sallyport.org.data.SalesforceId;
import dev.sallyport.org.setup.OAuthApp;
import dev.sallyport.org.setup.Scope;
import dev.sallyport.org.setup.Setup;
import dev.sallyport.org.setup.User;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The client credentials flow (RFC 6749 section 4.4; Salesforce Help, "OAuth 2.0 Client Credentials Flow for
 * Server-to-Server Integration"): the app acts as the run-as user of its policies, with all of the app's scopes but those
 * that only a person's flow needs.
 */
final class ClientCredentialsGrant implements Grant {
    private final Setup setup;
    private final Clients clients;
    private final SignIns signIns;

    ClientCredentialsGrant(Setup setup, Clients clients, SignIns signIns) {
        this.setup = setup;
        this.clients = clients;
        this.signIns = signIns;
    }

    /** Only the org's own domain can tell whose run-as user is meant. */
    @Override
    public Granted decide(TokenRequest request) {
        if (request.host().kind() == Host.Kind.LOGIN) {
            throw OAuthErrors.wrongDomain();
        }
        request.refuseScope();
        ClientAuthentication client = request.requiredClient();
        OAuthApp app = clients.find(client.clientId());
        clients.authenticate(client, app, true);
        if (!app.clientCredentialsFlow()) {
            throw OAuthErrors.refused("invalid_grant", "client credentials flow not enabled");
        }
        User user = runAsUser(app);
        signIns.admit(new SignIns.Attempt(app, user, LoginFlow.CLIENT_CREDENTIALS, request.origin()));
        Set<Scope> scopes = Clients.settings(app).scopes().stream()
                .filter(Scope::grantedToClient)
                .collect(Collectors.toSet());
        return Granted.once(app, user, scopes, AnswerMember.WITHOUT_ID_TOKEN);
    }

    private User runAsUser(OAuthApp app) {
        @Nullable SalesforceId runAs = app.policies().clientCredentialsRunAs();
        if (runAs == null) {
            throw OAuthErrors.refused("invalid_grant", "no client credentials user enabled");
        }
        return setup.users().get(runAs.value());
    }
}
