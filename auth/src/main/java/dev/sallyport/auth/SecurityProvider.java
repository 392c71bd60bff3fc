package dev.sallyport.auth;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How requests to a resource are authorised: App Builder's security provider, field by field.
 *
 * @param name identifies the provider and is part of the sign-in URL {@code signin-{name}}; case-sensitive; letters,
 *     digits, {@code -} and {@code _}
 * @param type what kind it is
 * @param grant how a token is asked for
 * @param clientAuthentication how the client proves itself at the token endpoint
 * @param resourceAuthentication how the token travels to the resource
 * @param tokenOwner whose the tokens are
 * @param redirectOnChallenge whether a 401 from the resource starts a new authorization: for tokens that the client
 *     owns, a new token is fetched and the request sent once more; if false, the 401 is the answer
 * @param endpoints the authorization server's addresses
 * @param credential the credential of type Client
 * @param expiresIn how long a token lives where the server does not say; null means until the resource refuses it
 */
public record SecurityProvider(
        String name,
        ProviderType type,
        Grant grant,
        ClientAuthentication clientAuthentication,
        ResourceAuthentication resourceAuthentication,
        TokenOwner tokenOwner,
        boolean redirectOnChallenge,
        Endpoints endpoints,
        ClientCredential credential,
        @Nullable Duration expiresIn) {
    /**
     * The provider that lets a system into Salesforce by its service account: type OAuth, grant Client Credentials,
     * client authentication Basic, resource authentication Bearer, token owner Client, redirect on challenge.
     *
     * @param name part of the callback URL {@code signin-{name}} of the app in Salesforce
     * @param myDomain the org's own address, such as {@code https://acme.my.salesforce.com}
     * @param credential the app's consumer key and secret
     */
    public static SecurityProvider salesforceClientCredentials(String name, URI myDomain, ClientCredential credential) {
        return new SecurityProvider(
                name,
                ProviderType.OAUTH,
                new Grant.ClientCredentials(List.of()),
                ClientAuthentication.BASIC,
                ResourceAuthentication.BEARER,
                TokenOwner.CLIENT,
                true,
                Endpoints.salesforce(myDomain),
                credential,
                null);
    }

    /**
     * Refuses a provider with which no call can succeed: an endpoint that is no address, plain http to another machine,
     * a login, Lightning or Setup host, a client id with blanks. Nothing is called.
     *
     * @throws AuthorizationException that names the field to correct
     */
    public void validate() {
        ProviderCheck.check(this);
    }
}
