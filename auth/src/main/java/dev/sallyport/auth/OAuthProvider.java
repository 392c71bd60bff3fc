package dev.sallyport.auth;

import java.net.URI;
import java.util.List;

/**
 * A provider that gets its tokens from an authorization server, by OAuth 2.0 or OpenID Connect.
 *
 * @param name identifies the provider and is part of the sign-in URL {@code signin-{name}}; case-sensitive; letters,
 *     digits, {@code -} and {@code _}
 * @param type OAuth or OpenID Connect
 * @param enabled whether it may be used
 * @param grant how a token is asked for
 * @param clientAuthentication how the client proves itself at the token endpoint
 * @param resourceAuthentication how the token travels to the resource
 * @param tokenOwner whose the tokens are
 * @param redirectOnChallenge whether a 401 from the resource starts a new authorization: for tokens that the client
 *     owns, a new token is fetched and the request sent once more; a user is sent to the authorization endpoint; if false,
 *     the 401 is the answer
 * @param tokenDeleteOnSignOut whether a user's tokens are deleted, and ended at the server, when the user signs out
 * @param endpoints the authorization server's addresses
 * @param credentials what it proves itself with
 * @param parameters its further parameters
 * @param identity what the claims of a person mean here
 */
public record OAuthProvider(
        String name,
        ProviderType type,
        boolean enabled,
        Grant grant,
        ClientAuthentication clientAuthentication,
        ResourceAuthentication resourceAuthentication,
        TokenOwner tokenOwner,
        boolean redirectOnChallenge,
        boolean tokenDeleteOnSignOut,
        Endpoints endpoints,
        Credentials credentials,
        ProviderParameters parameters,
        IdentityMapping identity)
        implements SecurityProvider {
    /** Scopes that let a system act for a person while the person is away. */
    private static final List<String> SALESFORCE_USER_SCOPES = List.of("openid", "api", "refresh_token");

    /**
     * The provider that lets a system into Salesforce by its service account: type OAuth, grant Client Credentials,
     * client authentication Basic, resource authentication Bearer, token owner Client, redirect on challenge.
     *
     * @param name part of the callback URL {@code signin-{name}} of the app in Salesforce
     * @param myDomain the org's own address, such as {@code https://acme.my.salesforce.com}
     * @param credential the app's consumer key and secret
     */
    public static OAuthProvider salesforceClientCredentials(String name, URI myDomain, ClientCredential credential) {
        return named(name)
                .endpoints(Endpoints.salesforce(myDomain))
                .client(credential)
                .build();
    }

    /**
     * The provider that lets people in with their own Salesforce accounts: type OpenID Connect, tokens owned by users.
     *
     * @param name part of the callback URL {@code signin-{name}} of the app in Salesforce
     * @param myDomain the org's own address, which is its issuer as well
     * @param credential the app's consumer key and secret
     */
    public static OAuthProvider salesforceOpenIdConnect(String name, URI myDomain, ClientCredential credential) {
        return named(name)
                .type(ProviderType.OPENID_CONNECT)
                .grant(new Grant.AuthorizationCode(SALESFORCE_USER_SCOPES, null))
                .tokenOwner(TokenOwner.USER)
                .endpoints(Endpoints.ofIssuer(myDomain))
                .client(credential)
                .build();
    }

    /** A provider with the guide's choices, to be told its endpoints and its client. */
    public static OAuthProviderBuilder named(String name) {
        return new OAuthProviderBuilder(name);
    }

    /** A builder that has all of this provider's values. */
    public OAuthProviderBuilder toBuilder() {
        return new OAuthProviderBuilder(this);
    }

    @Override
    public String authenticationType() {
        return type.label();
    }

    @Override
    public OAuthProvider withEnabled(boolean nowEnabled) {
        return toBuilder().enabled(nowEnabled).build();
    }

    /** How requests to the resource are authorised with tokens from a source. */
    public ResourceAccess access(TokenSource tokens) {
        return new ResourceAccess(tokens, resourceAuthentication, parameters.requestHeaders(), redirectOnChallenge);
    }

    @Override
    public void validate() {
        ProviderCheck.check(this);
    }

    @Override
    public void requireReady() {
        ProviderCheck.requireReady(this);
    }

    @Override
    public List<String> warnings() {
        return ProviderCheck.warnings(this);
    }
}
