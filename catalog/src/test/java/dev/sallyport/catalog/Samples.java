package dev.sallyport.catalog;

import dev.sallyport.auth.ClientAuthentication;
import dev.sallyport.auth.ClientCredential;
import dev.sallyport.auth.Endpoints;
import dev.sallyport.auth.Grant;
import dev.sallyport.auth.ProviderType;
import dev.sallyport.auth.ResourceAuthentication;
import dev.sallyport.auth.Secret;
import dev.sallyport.auth.SecurityProvider;
import dev.sallyport.auth.TokenOwner;
import dev.sallyport.salesforce.OAuthServerUrl;
import java.net.URI;
import java.time.Duration;
import java.util.List;

/** Providers and servers as a user would enter them. */
final class Samples {
    static final URI MY_DOMAIN = URI.create("https://acme.my.salesforce.com");

    private Samples() {}

    static SecurityProvider provider(String name) {
        return provider(name, Endpoints.salesforce(MY_DOMAIN), "3MVG9consumerKey", "consumer-secret-of-" + name);
    }

    static SecurityProvider provider(String name, Endpoints endpoints, String clientId, String clientSecret) {
        return new SecurityProvider(
                name,
                ProviderType.OAUTH,
                new Grant.ClientCredentials(List.of()),
                ClientAuthentication.POST,
                ResourceAuthentication.BEARER,
                TokenOwner.CLIENT,
                false,
                endpoints,
                new ClientCredential(clientId, Secret.of(clientSecret)),
                Duration.ofMinutes(90));
    }

    static DataServer server(String name, String provider) {
        return new DataServer(
                name, DataServerType.SALESFORCE, provider, OAuthServerUrl.parse(MY_DOMAIN + "/services/Soap/c/55.0"));
    }
}
