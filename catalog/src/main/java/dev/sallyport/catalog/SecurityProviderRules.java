package dev.sallyport.catalog;

import static dev.sallyport.catalog.CatalogException.Reason.INVALID;

import dev.sallyport.auth.AuthorizationException;
import dev.sallyport.auth.OAuthProvider;
import dev.sallyport.auth.Secret;
import dev.sallyport.auth.SecurityProvider;
import java.time.Duration;

/** What can be told wrong about a security provider before anything is called. */
final class SecurityProviderRules {
    private SecurityProviderRules() {}

    static void check(SecurityProvider provider) {
        Names.check("security provider", provider.name());
        try {
            provider.validate();
        } catch (AuthorizationException e) {
            throw new CatalogException(INVALID, e.getMessage(), e.advice(), e);
        }
        if (provider instanceof OAuthProvider oauth
                && oauth.credentials().client().clientSecret() != null) {
            checkSecret(oauth.credentials().client().clientSecret());
        }
        Duration expiresIn = provider.parameters().expiresIn();
        if (expiresIn != null && expiresIn.toSeconds() < 1) {
            throw new CatalogException(
                    INVALID,
                    "ExpiresIn is less than a second.",
                    "Leave it out: Salesforce's tokens live until the org ends them, and a 401 tells so.");
        }
    }

    private static void checkSecret(Secret credential) {
        String secret = credential.reveal();
        if (!secret.strip().equals(secret)) {
            throw new CatalogException(
                    INVALID,
                    "The client secret has blanks or a line break around it.",
                    "Copy the consumer secret anew: in Setup open App Manager, choose View on the app, then Manage"
                            + " Consumer Details.");
        }
    }
}
