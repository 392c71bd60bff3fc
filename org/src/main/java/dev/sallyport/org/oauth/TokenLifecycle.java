package dev.sallyport.org.oauth;

import dev.sallyport.org.http.ApiException;
import dev.sallyport.org.session.Session;
import dev.sallyport.org.session.Sessions;
import dev.sallyport.org.setup.OAuthApp;
import dev.sallyport.org.setup.Scope;
import dev.sallyport.org.setup.Setup;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;

/** What can be done with a token once it is given: revocation (RFC 7009) and introspection (RFC 7662). */
public final class TokenLifecycle {
    private final Setup setup;
    private final Sessions sessions;

    public TokenLifecycle(Setup setup, Sessions sessions) {
        this.setup = setup;
        this.sessions = sessions;
    }

    /** Adds both endpoints to a server. */
    public void addTo(RoutesConfig routes) {
        routes.post(
                "/services/oauth2/revoke", context -> revoke(Form.of(context).value("token")));
        routes.get("/services/oauth2/revoke", context -> revoke(Optional.ofNullable(context.queryParam("token"))));
        routes.post("/services/oauth2/introspect", this::introspect);
    }

    private void revoke(Optional<String> token) {
        if (token.isEmpty() || !sessions.revoke(token.get())) {
            throw OAuthErrors.refused("unsupported_token_type", "this token type is not supported");
        }
    }

    private void introspect(Context context) {
        Form form = Form.of(context);
        ClientAuthentication client = ClientAuthentication.of(context, form)
                .orElseThrow(() -> new ApiException(401, "invalid_client", "invalid client credentials"));
        OAuthApp app = setup.oauthApps()
                .findByConsumerKey(client.clientId())
                .filter(found -> setup.oauthApps()
                        .consumerDetails(found)
                        .consumerSecret()
                        .equals(client.secret()))
                .orElseThrow(() -> new ApiException(401, "invalid_client", "invalid client credentials"));
        String token =
                form.value("token").orElseThrow(() -> OAuthErrors.refused("invalid_request", "must specify token"));
        Optional<Session> session =
                sessions.find(token).filter(found -> app.id().equals(found.connectedAppId()));
        context.json(session.map(found -> active(found, client.clientId())).orElse(Map.of("active", false)));
    }

    private Map<String, Object> active(Session session, String clientId) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("active", true);
        body.put("scope", session.scopes().stream().map(Scope::value).collect(Collectors.joining(" ")));
        body.put("client_id", clientId);
        body.put("username", setup.users().get(session.userId().value()).username());
        body.put("sub", Objects.requireNonNull(session.userId()).value());
        body.put("token_type", "access_token");
        body.put("exp", session.lastsUntil().getEpochSecond());
        body.put("iat", session.issuedAt().getEpochSecond());
        body.put("nbf", session.issuedAt().getEpochSecond());
        return body;
    }
}
