package dev.sallyport.auth;

import org.jspecify.annotations.Nullable;

/**
 * What an OAuth provider proves itself with.
 *
 * @param client the credential of type Client
 * @param resourceOwner the credential of type Resource Owner; null unless the grant sends a person's password
 * @param signingKey the certificate whose usage is signing, with its private key; null unless an assertion or the client's
 *     own JWT is signed
 */
public record Credentials(
        ClientCredential client,
        @Nullable ResourceOwnerCredential resourceOwner,
        @Nullable SigningKey signingKey) {
    /** The credential of type Client alone. */
    public static Credentials of(ClientCredential client) {
        return new Credentials(client, null, null);
    }
}
