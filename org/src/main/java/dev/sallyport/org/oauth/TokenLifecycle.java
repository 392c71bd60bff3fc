package dev.sallyport.org.oauth;

import dev.sallyport.org.data.SalesforceId;
import dev.sallyport.org.http.ApiException;
import dev.sallyport.org.session.Session;
import dev.sallyport.org.session.Sessions;
import dev.sallyport.org.setup.OAuthApp;
import dev.sallyport.org.setup.OAuthApp.OAuthOption;
import dev.sallyport.org.setup.Scope;
import dev.sallyport.org.setup.Setup;
import dev.sallyport.org.setup.User;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What can be done with a token once it is given: revocation (RFC 7009) and introspection (RFC 7662). */
final class TokenLifecycle {
    private final Setup setup;
    private final Sessions sessions;
    private final RefreshTokens refreshTokens;
    private final Clients clients;
    private final Hosts hosts;

    TokenLifecycle(Setup setup, Sessions sessions, RefreshTokens refreshTokens, Clients clients, Hosts hosts) {
        this.setup = setup;
        this.sessions = sessions;
        this.refreshTokens = refreshTokens;
        this.clients = clients;
        this.hosts = hosts;
    }

    /** Adds both endpoints to a server. */
    void addTo(RoutesConfig routes) {
        routes.post("/services/oauth2/revoke", this::revoke);
        routes.get("/services/oauth2/revoke", this::revoke);
        routes.post("/services/oauth2/introspect", this::introspect);
    }

    /** Whoever has a token may end it. A refresh token takes the sessions with it that it renewed. */
    private void revoke(Context context) {
        Optional<String> token = Form.of(context).value("token");
        if (token.filter(found -> sessions.revoke(found) || refreshTokens.revoke(found))
                .isEmpty()) {
            throw OAuthErrors.refused("unsupported_token_type", "this token type is not supported");
        }
    }

    private void introspect(Context context) {
        Form form = Form.of(context);
        ClientAuthentication client = ClientAuthentication.of(context, form).orElseThrow(TokenLifecycle::unknown);
        OAuthApp app = setup.oauthApps()
                .findByConsumerKey(client.clientId())
                .filter(found -> clients.isAuthentic(client, found, true))
                .orElseThrow(TokenLifecycle::unknown);
        String token =
                form.value("token").orElseThrow(() -> OAuthErrors.refused("invalid_request", "must specify token"));
        context.json(
                ofAccessToken(token, app).or(() -> ofRefreshToken(token, app)).orElse(Map.of("active", false)));
        context.contentType("application/json;charset=UTF-8");
    }

    private Optional<Map<String, Object>> ofAccessToken(String token, OAuthApp app) {
        Optional<Session> session = sessions.look(token).filter(found -> found.connectedAppId() != null);
        Optional<OAuthApp> owner = session.flatMap(
                found -> Optional.ofNullable(found.connectedAppId()).flatMap(setup.oauthApps()::find));
        return session.filter(found -> owner.isPresent() && mayAsk(app, owner.get()))
                .filter(found -> maySignIn(found.userId()))
                .map(found -> {
                    Map<String, Object> body = active(
                            found.scopes(),
                            setup.oauthApps()
                                    .consumerDetails(owner.orElseThrow())
                                    .consumerKey(),
                            setup.users().get(found.userId().value()),
                            "access_token");
                    body.put("exp", found.lastsUntil().getEpochSecond());
                    return withTimes(body, found.issuedAt());
                });
    }

    private Optional<Map<String, Object>> ofRefreshToken(String token, OAuthApp app) {
        Optional<OAuthApp> owner =
                refreshTokens.owner(token).flatMap(setup.oauthApps()::find).filter(found -> mayAsk(app, found));
        Optional<RefreshTokens.Grant> standing = owner.flatMap(found -> refreshTokens.find(token, found));
        return standing.filter(grant -> maySignIn(grant.userId())).map(grant -> {
            User user = setup.users().get(grant.userId().value());
            String clientId =
                    setup.oauthApps().consumerDetails(owner.orElseThrow()).consumerKey();
            return withTimes(active(grant.scopes(), clientId, user, "refresh_token"), grant.issued());
        });
    }

    /** Whose user is frozen or inactive opens nothing, as the APIs say too. */
    private boolean maySignIn(SalesforceId user) {
        return setup.users().find(user.value()).filter(User::maySignIn).isPresent();
    }

    /** An app is told about its own tokens, and about all where its settings say so. */
    private static boolean mayAsk(OAuthApp app, OAuthApp owner) {
        return app.id().equals(owner.id()) || Clients.has(app, OAuthOption.INTROSPECT_ALL_TOKENS);
    }

    private Map<String, Object> active(Set<Scope> scopes, String clientId, User user, String type) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("active", true);
        body.put("scope", Scopes.value(scopes));
        body.put("client_id", clientId);
        body.put("username", user.username());
        body.put("sub", hosts.identityUrl(user));
        body.put("token_type", type);
        return body;
    }

    private static Map<String, Object> withTimes(Map<String, Object> body, Instant issued) {
        body.put("iat", issued.getEpochSecond());
        body.put("nbf", issued.getEpochSecond());
        return body;
    }

    private static ApiException unknown() {
        return new ApiException(401, "invalid_client", "invalid client credentials");
    }
}
