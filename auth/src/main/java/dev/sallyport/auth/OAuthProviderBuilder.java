package dev.sallyport.auth;

/**
 * Puts an {@link OAuthProvider} together. It begins with what the guide chooses: type OAuth, grant Client Credentials,
 * client authentication Basic, resource authentication Bearer, token owner Client, redirect on challenge; enabled.
 */
public final class OAuthProviderBuilder {
    private final String name;
    private ProviderType type = ProviderType.OAUTH;
    private boolean enabled = true;
    private Grant grant = new Grant.ClientCredentials();
    private ClientAuthentication clientAuthentication = ClientAuthentication.BASIC;
    private ResourceAuthentication resourceAuthentication = ResourceAuthentication.BEARER;
    private TokenOwner tokenOwner = TokenOwner.CLIENT;
    private boolean redirectOnChallenge = true;
    private boolean tokenDeleteOnSignOut;
    private Endpoints endpoints = new Endpoints(null, null, null);
    private Credentials credentials = Credentials.of(new ClientCredential("", null));
    private ProviderParameters parameters = ProviderParameters.NONE;
    private IdentityMapping identity = IdentityMapping.DEFAULT;

    OAuthProviderBuilder(String name) {
        this.name = name;
    }

    OAuthProviderBuilder(OAuthProvider provider) {
        name = provider.name();
        type = provider.type();
        enabled = provider.enabled();
        grant = provider.grant();
        clientAuthentication = provider.clientAuthentication();
        resourceAuthentication = provider.resourceAuthentication();
        tokenOwner = provider.tokenOwner();
        redirectOnChallenge = provider.redirectOnChallenge();
        tokenDeleteOnSignOut = provider.tokenDeleteOnSignOut();
        endpoints = provider.endpoints();
        credentials = provider.credentials();
        parameters = provider.parameters();
        identity = provider.identity();
    }

    /** OAuth or OpenID Connect. */
    public OAuthProviderBuilder type(ProviderType chosen) {
        type = chosen;
        return this;
    }

    /** Whether it may be used. */
    public OAuthProviderBuilder enabled(boolean chosen) {
        enabled = chosen;
        return this;
    }

    /** How a token is asked for. */
    public OAuthProviderBuilder grant(Grant chosen) {
        grant = chosen;
        return this;
    }

    /** How the client proves itself at the token endpoint. */
    public OAuthProviderBuilder clientAuthentication(ClientAuthentication chosen) {
        clientAuthentication = chosen;
        return this;
    }

    /** How the token travels to the resource. */
    public OAuthProviderBuilder resourceAuthentication(ResourceAuthentication chosen) {
        resourceAuthentication = chosen;
        return this;
    }

    /** Whose the tokens are. */
    public OAuthProviderBuilder tokenOwner(TokenOwner chosen) {
        tokenOwner = chosen;
        return this;
    }

    /** Whether a 401 from the resource starts a new authorization. */
    public OAuthProviderBuilder redirectOnChallenge(boolean chosen) {
        redirectOnChallenge = chosen;
        return this;
    }

    /** Whether a user's tokens end when the user signs out. */
    public OAuthProviderBuilder tokenDeleteOnSignOut(boolean chosen) {
        tokenDeleteOnSignOut = chosen;
        return this;
    }

    /** The authorization server's addresses. */
    public OAuthProviderBuilder endpoints(Endpoints chosen) {
        endpoints = chosen;
        return this;
    }

    /** The credential of type Client; the other credentials stay. */
    public OAuthProviderBuilder client(ClientCredential chosen) {
        credentials = new Credentials(chosen, credentials.resourceOwner(), credentials.signingKey());
        return this;
    }

    /** The credential of type Resource Owner; the other credentials stay. */
    public OAuthProviderBuilder resourceOwner(ResourceOwnerCredential chosen) {
        credentials = new Credentials(credentials.client(), chosen, credentials.signingKey());
        return this;
    }

    /** The signing key; the other credentials stay. */
    public OAuthProviderBuilder signingKey(SigningKey chosen) {
        credentials = new Credentials(credentials.client(), credentials.resourceOwner(), chosen);
        return this;
    }

    /** All that it proves itself with. */
    public OAuthProviderBuilder credentials(Credentials chosen) {
        credentials = chosen;
        return this;
    }

    /** Its further parameters. */
    public OAuthProviderBuilder parameters(ProviderParameters chosen) {
        parameters = chosen;
        return this;
    }

    /** What the claims of a person mean here. */
    public OAuthProviderBuilder identity(IdentityMapping chosen) {
        identity = chosen;
        return this;
    }

    /** The provider; {@link OAuthProvider#validate()} says whether it makes sense. */
    public OAuthProvider build() {
        return new OAuthProvider(
                name,
                type,
                enabled,
                grant,
                clientAuthentication,
                resourceAuthentication,
                tokenOwner,
                redirectOnChallenge,
                tokenDeleteOnSignOut,
                endpoints,
                credentials,
                parameters,
                identity);
    }
}
