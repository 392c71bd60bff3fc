package dev.sallyport.auth.oauth;

import dev.sallyport.auth.ClientAuthentication;
import dev.sallyport.auth.ClientCredential;
import dev.sallyport.auth.OAuthProvider;
import dev.sallyport.auth.OAuthProviderBuilder;
import dev.sallyport.auth.Secret;
import dev.sallyport.auth.SigningKey;
import dev.sallyport.auth.SigningKey.Format;
import dev.sallyport.org.LocalOrg;
import dev.sallyport.org.PersonAtBrowser;
import dev.sallyport.org.data.SalesforceId;
import dev.sallyport.org.setup.ConnectedApp;
import dev.sallyport.org.setup.ConsumerDetails;
import dev.sallyport.org.setup.OAuthApp.OAuthOption;
import dev.sallyport.org.setup.OAuthApp.OAuthSettings;
import dev.sallyport.org.setup.OAuthApp.PermittedUsers;
import dev.sallyport.org.setup.Scope;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** A local org with an app in which people sign in and which signs its assertions. */
final class SignInOrg implements AutoCloseable {
    static final URI CALLBACK = URI.create("http://localhost:8088/signin-Salesforce");
    static final Keys KEYS = Keys.rsa();

    final LocalOrg org = LocalOrg.builder().records(0).start();
    private final SalesforceId administrator =
            org.setup().users().get(org.administrator().username()).id();
    private final String appId;

    SignInOrg() {
        ConnectedApp app = org.setup()
                .connectedApps()
                .create(
                        "Sallyport",
                        null,
                        "team@example.com",
                        new OAuthSettings(
                                List.of(CALLBACK.toString()),
                                Set.of(Scope.API, Scope.REFRESH_TOKEN, Scope.OPENID, Scope.ID),
                                false),
                        administrator);
        appId = app.id().value();
        OAuthSettings now = settings();
        change(new OAuthSettings(now.callbackUrls(), now.scopes(), now.options(), KEYS.certificatePem()));
    }

    /** A provider of that app, with its secret and signing key. */
    OAuthProviderBuilder provider() {
        ConsumerDetails details = org.setup().oauthApps().consumerDetails(app());
        return OAuthProvider.salesforceOpenIdConnect(
                        "Salesforce",
                        org.instanceUrl(),
                        new ClientCredential(details.consumerKey(), Secret.of(details.consumerSecret())))
                .toBuilder()
                .clientAuthentication(ClientAuthentication.BASIC)
                .signingKey(new SigningKey(Format.PEM, Secret.of(KEYS.pem()), null));
    }

    String username() {
        return org.administrator().username();
    }

    /** Lets assertions in for the administrator without a person's consent. */
    void preAuthorize() {
        org.setup()
                .connectedApps()
                .setPolicies(
                        app(),
                        app().policies().withPermittedUsers(PermittedUsers.ADMIN_APPROVED_USERS_ARE_PRE_AUTHORIZED),
                        administrator);
        org.setup()
                .oauthApps()
                .setPreAuthorized(
                        app(), Set.of(org.setup().users().get(username()).profileId()), administrator);
    }

    void set(OAuthOption option, boolean ticked) {
        change(settings().with(option, ticked));
    }

    /** What the org sends the browser back with when the administrator has signed in and allowed all. */
    Map<String, List<String>> signIn(URI authorizationUrl) {
        return parameters(PersonAtBrowser.of(org.administrator())
                .visit(authorizationUrl, CALLBACK.toString())
                .address());
    }

    static Map<String, List<String>> parameters(URI callback) {
        Map<String, List<String>> parameters = new HashMap<>();
        for (String pair : callback.getRawQuery().split("&", -1)) {
            int equals = pair.indexOf('=');
            parameters.put(
                    pair.substring(0, equals),
                    List.of(URLDecoder.decode(pair.substring(equals + 1), StandardCharsets.UTF_8)));
        }
        return parameters;
    }

    private ConnectedApp app() {
        return org.setup().connectedApps().get(appId);
    }

    private OAuthSettings settings() {
        return Objects.requireNonNull(app().oauth());
    }

    private void change(OAuthSettings settings) {
        org.setup().connectedApps().setOAuthSettings(app(), settings, administrator);
    }

    @Override
    public void close() {
        org.close();
    }
}
