package dev.sallyport.conformance;

import dev.sallyport.auth.AccessToken;
import dev.sallyport.auth.ClientAuthentication;
import dev.sallyport.auth.ClientCredential;
import dev.sallyport.auth.Endpoints;
import dev.sallyport.auth.Grant;
import dev.sallyport.auth.OAuthProvider;
import dev.sallyport.auth.OAuthProviderBuilder;
import dev.sallyport.auth.ProviderType;
import dev.sallyport.auth.Secret;
import dev.sallyport.auth.TokenOwner;
import dev.sallyport.auth.oauth.AuthorizationCodeFlow;
import dev.sallyport.auth.oauth.AuthorizationCodeFlow.SignedIn;
import dev.sallyport.auth.oauth.InMemoryPendingAuthorizations;
import dev.sallyport.auth.oauth.InMemoryTokenStore;
import dev.sallyport.auth.oauth.OAuthTokenSource;
import dev.sallyport.auth.oauth.OAuthTokenSource.Surroundings;
import dev.sallyport.auth.oauth.PendingAuthorization;
import dev.sallyport.auth.oauth.SettableClock;
import dev.sallyport.auth.oauth.SignInAddress;
import dev.sallyport.auth.oauth.TokenKey;
import dev.sallyport.auth.oauth.TokenStore;
import dev.sallyport.org.PersonAtBrowser;
import java.net.URI;
import java.net.URLDecoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/** People who sign in at Spring Authorization Server, and what Sallyport keeps between their requests. */
final class SpringServerSignIns {
    /** Nothing listens there: the browser of the tests stops before it. */
    static final URI CALLBACK = URI.create("http://127.0.0.1/signin-Spring");

    static final URI SIGN_IN_PAGE = URI.create("http://localhost/signin-Spring");

    private static final Map<String, String> ANSWERS =
            Map.of("username", SpringAuthorizationServer.USER, "password", SpringAuthorizationServer.PASSWORD);

    private final HttpClient http = HttpClient.newHttpClient();
    private final InMemoryPendingAuthorizations pending = new InMemoryPendingAuthorizations();
    private final TokenStore store = new InMemoryTokenStore();
    private final SettableClock clock;

    SpringServerSignIns(SettableClock clock) {
        this.clock = clock;
    }

    /** A browser on its way back to Sallyport. */
    record Back(Map<String, List<String>> parameters, Secret browserKey) {
        String value(String name) {
            return parameters.getOrDefault(name, List.of()).get(0);
        }

        /** The same with one parameter set. */
        Back with(String name, String value) {
            Map<String, List<String>> changed = new HashMap<>(parameters);
            changed.put(name, List.of(value));
            return new Back(changed, browserKey);
        }
    }

    /** A provider that signs people in by OpenID Connect. */
    static OAuthProviderBuilder openIdConnect(URI issuer, String clientId, String secret) {
        return OAuthProvider.named("Spring")
                .type(ProviderType.OPENID_CONNECT)
                .grant(new Grant.AuthorizationCode(List.of("openid", "read"), null))
                .clientAuthentication(ClientAuthentication.BASIC)
                .tokenOwner(TokenOwner.USER)
                .endpoints(Endpoints.ofIssuer(issuer))
                .client(new ClientCredential(clientId, Secret.of(secret)));
    }

    AuthorizationCodeFlow flow(OAuthProvider provider) {
        return new AuthorizationCodeFlow(provider, pending, store, http, clock);
    }

    /** The person signs in and ticks every box of the consent page. */
    Back consenting(OAuthProvider provider) {
        return visit(provider, PersonAtBrowser.answering(ANSWERS, true));
    }

    /** The person signs in and ticks none. */
    Back declining(OAuthProvider provider) {
        return visit(provider, PersonAtBrowser.answering(ANSWERS, false));
    }

    private Back visit(OAuthProvider provider, PersonAtBrowser browser) {
        AuthorizationCodeFlow.Started started = flow(provider).begin(null, CALLBACK, null);
        URI back =
                browser.visit(started.authorizationUrl(), CALLBACK.toString()).address();
        Map<String, List<String>> parameters = new HashMap<>();
        for (String pair : back.getRawQuery().split("&", -1)) {
            int equals = pair.indexOf('=');
            parameters.put(pair.substring(0, equals), List.of(decoded(pair.substring(equals + 1))));
        }
        return new Back(parameters, started.browserKey());
    }

    SignedIn complete(OAuthProvider provider, Back back) {
        return flow(provider).complete(back.parameters(), back.browserKey());
    }

    /** Lets a sign-in be finished a second time, as a client does that keeps no account of its states. */
    void forget(Back back, Runnable finishing) {
        PendingAuthorization authorization = pending.take(back.value("state")).orElseThrow();
        pending.add(authorization, clock.instant());
        finishing.run();
        pending.add(authorization, clock.instant());
    }

    OAuthTokenSource tokens(OAuthProvider provider, TokenKey key) {
        return new OAuthTokenSource(
                provider,
                key,
                new Surroundings(
                        store,
                        http,
                        clock,
                        RandomGenerator.getDefault(),
                        SignInAddress.below(URI.create("http://localhost"))));
    }

    TokenStore store() {
        return store;
    }

    HttpClient http() {
        return http;
    }

    /** What the server itself thinks of an access token. */
    HttpResponse<String> userInfo(URI issuer, AccessToken token) throws Exception {
        return http.send(
                HttpRequest.newBuilder(issuer.resolve("/userinfo"))
                        .header("Authorization", "Bearer " + token.value().reveal())
                        .build(),
                BodyHandlers.ofString());
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }
}
