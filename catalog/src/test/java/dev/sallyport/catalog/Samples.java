package dev.sallyport.catalog;

import dev.sallyport.auth.ClientAuthentication;
import dev.sallyport.auth.ClientCredential;
import dev.sallyport.auth.Endpoints;
import dev.sallyport.auth.OAuthProvider;
import dev.sallyport.auth.ProviderParameters;
import dev.sallyport.auth.Secret;
import dev.sallyport.salesforce.OAuthServerUrl;
import java.net.URI;
import java.time.Duration;

/** Providers and servers as a user would enter them. */
final class Samples {
    static final URI MY_DOMAIN = URI.create("https://acme.my.salesforce.com");

    private Samples() {}

    static OAuthProvider provider(String name) {
        return provider(name, Endpoints.salesforce(MY_DOMAIN), "3MVG9consumerKey", "consumer-secret-of-" + name);
    }

    static OAuthProvider provider(String name, Endpoints endpoints, String clientId, String clientSecret) {
        return OAuthProvider.named(name)
                .clientAuthentication(ClientAuthentication.POST)
                .redirectOnChallenge(false)
                .endpoints(endpoints)
                .client(new ClientCredential(clientId, Secret.of(clientSecret)))
                .parameters(ProviderParameters.NONE.withExpiresIn(Duration.ofMinutes(90)))
                .build();
    }

    static DataServer server(String name, String provider) {
        return new SalesforceServer(name, provider, OAuthServerUrl.parse(MY_DOMAIN + "/services/Soap/c/55.0"));
    }
}
