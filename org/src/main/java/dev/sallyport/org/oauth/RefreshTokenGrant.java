package dev.sallyport.org.oauth;

import dev.sallyport.org.setup.OAuthApp;
import dev.sallyport.org.setup.OAuthApp.OAuthOption;
import dev.sallyport.org.setup.Setup;
import dev.sallyport.org.setup.User;

/** The refresh token flow (RFC 6749 section 6). The answer has a refresh token only where the app rotates them. */
final class RefreshTokenGrant implements Grant {
    private final Setup setup;
    private final Clients clients;
    private final SignIns signIns;
    private final RefreshTokens refreshTokens;

    RefreshTokenGrant(Setup setup, Clients clients, SignIns signIns, RefreshTokens refreshTokens) {
        this.setup = setup;
        this.clients = clients;
        this.signIns = signIns;
        this.refreshTokens = refreshTokens;
    }

    @Override
    public Granted decide(TokenRequest request) {
        ClientAuthentication client = request.requiredClient();
        OAuthApp app = clients.find(client.clientId());
        clients.authenticate(client, app, Clients.has(app, OAuthOption.SECRET_REQUIRED_FOR_REFRESH_TOKEN_FLOW));
        String token = request.form().value("refresh_token").orElse("");
        RefreshTokens.Grant grant = refreshTokens.present(token, app).orElseThrow(OAuthErrors::expired);
        User user = setup.users().get(grant.userId().value());
        signIns.admit(new SignIns.Attempt(app, user, LoginFlow.REFRESH_TOKEN, request.origin()));
        if (!Clients.has(app, OAuthOption.REFRESH_TOKEN_ROTATION)) {
            refreshTokens.used(token);
            return new Granted(app, user, grant.scopes(), grant.id(), null, AnswerMember.ALL, null);
        }
        RefreshTokens.Issued issued = refreshTokens.rotate(token, grant).orElseThrow(OAuthErrors::expired);
        return new Granted(app, user, grant.scopes(), grant.id(), issued.token(), AnswerMember.ALL, null);
    }
}
