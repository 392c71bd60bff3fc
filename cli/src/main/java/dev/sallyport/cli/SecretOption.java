package dev.sallyport.cli;

import dev.sallyport.auth.ClientCredential;
import dev.sallyport.auth.Credentials;
import dev.sallyport.auth.Grant;
import dev.sallyport.auth.HttpAuthentication;
import dev.sallyport.auth.HttpProvider;
import dev.sallyport.auth.OAuthProvider;
import dev.sallyport.auth.ResourceOwnerCredential;
import dev.sallyport.auth.Secret;
import dev.sallyport.auth.SecurityProvider;
import dev.sallyport.auth.SigningKey;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** A secret of a security provider: the options that give it, and its place in the provider. */
enum SecretOption {
    CLIENT_SECRET("--client-secret", "client secret"),
    RESOURCE_OWNER_PASSWORD("--resource-owner-password", "resource owner's password"),
    SIGNING_KEY_PASSWORD("--signing-key-password", "signing key's password"),
    PASSWORD("--password", "password"),
    API_KEY("--api-key", "API key"),
    BEARER_TOKEN("--bearer-token", "bearer token");

    private final String prefix;
    private final String label;

    SecretOption(String prefix, String label) {
        this.prefix = prefix;
        this.label = label;
    }

    /** What its options begin with, such as {@code --client-secret}. */
    String prefix() {
        return prefix;
    }

    /** What people call it. */
    String label() {
        return label;
    }

    /** Those that a provider cannot do without and does not have. */
    static List<SecretOption> missing(SecurityProvider provider) {
        return Arrays.stream(values())
                .filter(option -> option.needed(provider) && option.in(provider).isEmpty())
                .toList();
    }

    /** Whether a provider has a place for it. */
    boolean fits(SecurityProvider provider) {
        if (provider instanceof OAuthProvider oauth) {
            return switch (this) {
                case CLIENT_SECRET -> true;
                case RESOURCE_OWNER_PASSWORD -> oauth.credentials().resourceOwner() != null;
                case SIGNING_KEY_PASSWORD -> oauth.credentials().signingKey() != null;
                case PASSWORD, API_KEY, BEARER_TOKEN -> false;
            };
        }
        HttpAuthentication authentication = ((HttpProvider) provider).authentication();
        return switch (this) {
            case PASSWORD -> authentication instanceof HttpAuthentication.Basic;
            case API_KEY -> authentication instanceof HttpAuthentication.ApiKey;
            case BEARER_TOKEN -> authentication instanceof HttpAuthentication.BearerToken;
            case CLIENT_SECRET, RESOURCE_OWNER_PASSWORD, SIGNING_KEY_PASSWORD -> false;
        };
    }

    private boolean needed(SecurityProvider provider) {
        if (provider instanceof OAuthProvider oauth) {
            return switch (this) {
                case CLIENT_SECRET -> oauth.clientAuthentication().needsSecret();
                case RESOURCE_OWNER_PASSWORD -> oauth.grant() instanceof Grant.ResourceOwnerPassword;
                case SIGNING_KEY_PASSWORD, PASSWORD, API_KEY, BEARER_TOKEN -> false;
            };
        }
        return fits(provider);
    }

    /** The secret that a provider has. */
    Optional<Secret> in(SecurityProvider provider) {
        if (!fits(provider)) {
            return Optional.empty();
        }
        if (provider instanceof HttpProvider http) {
            return ofHttp(http.authentication());
        }
        Credentials credentials = ((OAuthProvider) provider).credentials();
        ResourceOwnerCredential owner = credentials.resourceOwner();
        SigningKey key = credentials.signingKey();
        return switch (this) {
            case CLIENT_SECRET -> Optional.ofNullable(credentials.client().clientSecret());
            case RESOURCE_OWNER_PASSWORD -> Optional.ofNullable(owner).map(ResourceOwnerCredential::password);
            case SIGNING_KEY_PASSWORD -> Optional.ofNullable(key).map(SigningKey::password);
            case PASSWORD, API_KEY, BEARER_TOKEN -> Optional.empty();
        };
    }

    private static Optional<Secret> ofHttp(HttpAuthentication authentication) {
        if (authentication instanceof HttpAuthentication.Basic basic) {
            return Optional.ofNullable(basic.password());
        }
        if (authentication instanceof HttpAuthentication.ApiKey key) {
            return Optional.ofNullable(key.key());
        }
        return authentication instanceof HttpAuthentication.BearerToken bearer
                ? Optional.ofNullable(bearer.token())
                : Optional.empty();
    }

    /** A provider that has a place for it, with it in that place. */
    SecurityProvider put(SecurityProvider provider, Secret secret) {
        if (provider instanceof HttpProvider http) {
            return new HttpProvider(
                    http.name(), http.enabled(), inHttp(http.authentication(), secret), http.parameters());
        }
        OAuthProvider oauth = (OAuthProvider) provider;
        Credentials credentials = oauth.credentials();
        ClientCredential client = credentials.client();
        ResourceOwnerCredential owner = credentials.resourceOwner();
        SigningKey key = credentials.signingKey();
        if (this == CLIENT_SECRET) {
            client = new ClientCredential(client.clientId(), secret);
        } else if (this == RESOURCE_OWNER_PASSWORD && owner != null) {
            owner = new ResourceOwnerCredential(owner.userName(), secret);
        } else if (this == SIGNING_KEY_PASSWORD && key != null) {
            key = new SigningKey(key.format(), key.content(), secret);
        }
        return oauth.toBuilder()
                .credentials(new Credentials(client, owner, key))
                .build();
    }

    private static HttpAuthentication inHttp(HttpAuthentication authentication, Secret secret) {
        if (authentication instanceof HttpAuthentication.Basic basic) {
            return new HttpAuthentication.Basic(basic.userName(), secret);
        }
        if (authentication instanceof HttpAuthentication.ApiKey key) {
            return new HttpAuthentication.ApiKey(key.location(), key.name(), secret);
        }
        return authentication instanceof HttpAuthentication.BearerToken
                ? new HttpAuthentication.BearerToken(secret)
                : authentication;
    }
}
