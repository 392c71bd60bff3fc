package dev.sallyport.org.oauth;

import dev.sallyport.org.oauth.AuthorizationCodes.Authorization;
import dev.sallyport.org.setup.OAuthApp;
import dev.sallyport.org.setup.OAuthApp.OAuthOption;
import dev.sallyport.org.setup.Setup;
import dev.sallyport.org.setup.User;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The second half of the web server flow (RFC 6749 section 4.1.3, RFC 7636 section 4.5). */
final class AuthorizationCodeGrant implements Grant {
    private final Setup setup;
    private final Clients clients;
    private final SignIns signIns;
    private final AuthorizationCodes codes;
    private final RefreshTokens refreshTokens;

    AuthorizationCodeGrant(
            Setup setup, Clients clients, SignIns signIns, AuthorizationCodes codes, RefreshTokens refreshTokens) {
        this.setup = setup;
        this.clients = clients;
        this.signIns = signIns;
        this.codes = codes;
        this.refreshTokens = refreshTokens;
    }

    @Override
    public Granted decide(TokenRequest request) {
        ClientAuthentication client = request.requiredClient();
        OAuthApp app = clients.find(client.clientId());
        clients.authenticate(client, app, Clients.has(app, OAuthOption.SECRET_REQUIRED_FOR_WEB_SERVER_FLOW));
        String redirectUri = request.form()
                .value("redirect_uri")
                .orElseThrow(() -> OAuthErrors.refused("redirect_uri_missing", "redirect_uri not provided"));
        Authorization authorization = codes.redeem(request.form().value("code").orElse(""), app.id());
        if (!authorization.redirectUri().equals(redirectUri)) {
            throw OAuthErrors.refused("redirect_uri_mismatch", "redirect_uri must match configuration");
        }
        requireVerifier(authorization.proofKey(), request.form().value("code_verifier"));
        User user = setup.users().get(authorization.userId().value());
        signIns.admit(new SignIns.Attempt(app, user, LoginFlow.WEB_SERVER, request.origin()));
        return granted(app, user, authorization);
    }

    private Granted granted(OAuthApp app, User user, Authorization authorization) {
        if (!Scopes.allowRefresh(authorization.scopes())) {
            return new Granted(app, user, authorization.scopes(), null, null, AnswerMember.ALL, authorization.nonce());
        }
        RefreshTokens.Issued issued = refreshTokens.issue(app.id(), user.id(), authorization.scopes());
        return new Granted(
                app,
                user,
                authorization.scopes(),
                issued.grantId(),
                issued.token(),
                AnswerMember.ALL,
                authorization.nonce());
    }

    /** A verifier without a challenge is refused as well as a challenge without its verifier. */
    private static void requireVerifier(@Nullable ProofKey proofKey, Optional<String> verifier) {
        boolean right = proofKey == null
                ? verifier.isEmpty()
                : verifier.filter(proofKey::matches).isPresent();
        if (!right) {
            throw OAuthErrors.refused("invalid_grant", "invalid code verifier");
        }
    }
}
