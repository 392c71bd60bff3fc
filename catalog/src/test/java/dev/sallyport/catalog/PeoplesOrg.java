package dev.sallyport.catalog;

import dev.sallyport.auth.ClientCredential;
import dev.sallyport.auth.Endpoints;
import dev.sallyport.auth.Grant;
import dev.sallyport.auth.OAuthProvider;
import dev.sallyport.auth.Secret;
import dev.sallyport.auth.TokenOwner;
import dev.sallyport.auth.oauth.AuthorizationCodeFlow;
import dev.sallyport.auth.oauth.AuthorizationCodeFlow.SignedIn;
import dev.sallyport.auth.oauth.AuthorizationCodeFlow.Started;
import dev.sallyport.org.LocalOrg;
import dev.sallyport.org.PersonAtBrowser;
import dev.sallyport.org.ReadyApp;
import dev.sallyport.org.http.ApiKind;
import dev.sallyport.org.setup.ConnectedApp;
import dev.sallyport.org.setup.ConsumerDetails;
import dev.sallyport.org.setup.OAuthApp.OAuthOption;
import dev.sallyport.org.setup.OAuthApp.OAuthSettings;
import dev.sallyport.org.setup.Scope;
import dev.sallyport.org.setup.User;
import dev.sallyport.salesforce.OAuthServerUrl;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A local org with an app for the system and one for people, and what Sallyport knows of them. */
final class PeoplesOrg implements AutoCloseable {
    private static final URI CALLBACK = URI.create("http://localhost:8088/signin-People");

    final LocalOrg org = LocalOrg.builder().records(0).start();
    private boolean closed;

    /** The provider of the system, whose token the client owns. */
    OAuthProvider system() {
        ReadyApp app = org.readyApp();
        return OAuthProvider.salesforceClientCredentials(
                "System", org.instanceUrl(), new ClientCredential(app.consumerKey(), Secret.of(app.consumerSecret())));
    }

    /**
     * The provider of people, who own their tokens.
     *
     * @param options what the app has ticked besides what a new one has
     */
    OAuthProvider people(OAuthOption... options) {
        Set<OAuthOption> ticked = new HashSet<>(OAuthSettings.NEW_APP_OPTIONS);
        ticked.addAll(List.of(options));
        User administrator = org.setup().users().get(org.administrator().username());
        ConnectedApp app = org.setup()
                .connectedApps()
                .create(
                        "People",
                        null,
                        "team@example.com",
                        new OAuthSettings(
                                List.of(CALLBACK.toString()), Set.of(Scope.API, Scope.REFRESH_TOKEN), ticked, null),
                        administrator.id());
        ConsumerDetails consumer = org.setup().oauthApps().consumerDetails(app);
        Endpoints endpoints = Endpoints.salesforce(org.instanceUrl());
        return OAuthProvider.named("People")
                .grant(new Grant.AuthorizationCode(List.of("api", "refresh_token"), null))
                .tokenOwner(TokenOwner.USER)
                .endpoints(new Endpoints(
                        endpoints.authorization(), endpoints.token(), null, endpoints.revocation(), null, null))
                .client(new ClientCredential(consumer.consumerKey(), Secret.of(consumer.consumerSecret())))
                .build();
    }

    /** A data server of the same name as its provider. */
    DataServer server(OAuthProvider provider) {
        return new SalesforceServer(
                provider.name(), provider.name(), OAuthServerUrl.parse(org.instanceUrl() + "/services/Soap/c/55.0"));
    }

    /**
     * Signs somebody in at a browser.
     *
     * @param begin where the sign-in begins
     * @param complete where it ends, which may be another process
     */
    SignedIn signIn(Catalog begin, Catalog complete, String user) {
        Started started = begin.connections().signIn("People").begin(user, CALLBACK, null);
        AuthorizationCodeFlow flow = complete.connections().signIn("People");
        URI answer = PersonAtBrowser.of(org.administrator())
                .visit(started.authorizationUrl(), CALLBACK.toString())
                .address();
        Map<String, List<String>> parameters = Stream.of(answer.getRawQuery().split("&", -1))
                .map(pair -> pair.split("=", 2))
                .collect(Collectors.toMap(
                        pair -> pair[0], pair -> List.of(URLDecoder.decode(pair[1], StandardCharsets.UTF_8))));
        return flow.complete(parameters, started.browserKey());
    }

    /** Calls of the token endpoint since the last time that this was asked. */
    long tokenCalls() {
        long calls = org.controls().count(ApiKind.TOKEN).requests();
        org.controls().resetCounts();
        return calls;
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            org.close();
        }
    }
}
