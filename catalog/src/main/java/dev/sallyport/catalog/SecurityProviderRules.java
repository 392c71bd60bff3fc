package dev.sallyport.catalog;

import static dev.sallyport.catalog.CatalogException.Reason.INVALID;

import dev.sallyport.auth.ClientCredential;
import dev.sallyport.auth.Endpoints;
import dev.sallyport.auth.SecurityProvider;
import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What can be told wrong about a security provider before anything is called. */
final class SecurityProviderRules {
    private SecurityProviderRules() {}

    static void check(SecurityProvider provider) {
        Names.check("security provider", provider.name());
        Endpoints endpoints = provider.endpoints();
        checkEndpoint("Authorization Endpoint", endpoints.authorization());
        checkEndpoint("Token Endpoint", endpoints.token());
        checkEndpoint("User Info Endpoint", endpoints.userInfo());
        checkCredential(provider.credential());
        Duration expiresIn = provider.expiresIn();
        if (expiresIn != null && expiresIn.toSeconds() < 1) {
            throw new CatalogException(
                    INVALID,
                    "ExpiresIn is less than a second.",
                    "Leave it out: Salesforce's tokens live until the org ends them, and a 401 tells so.");
        }
    }

    private static void checkCredential(ClientCredential credential) {
        if (credential.clientId().isBlank() || credential.clientId().chars().anyMatch(Character::isWhitespace)) {
            throw new CatalogException(
                    INVALID,
                    "The client id is empty or has blanks in it.",
                    "Copy the consumer key anew: in Setup open App Manager, choose View on the app, then Manage Consumer"
                            + " Details.");
        }
        String secret = credential.clientSecret().reveal();
        if (!secret.strip().equals(secret)) {
            throw new CatalogException(
                    INVALID,
                    "The client secret has blanks or a line break around it.",
                    "Copy the consumer secret anew: in Setup open App Manager, choose View on the app, then Manage"
                            + " Consumer Details.");
        }
    }

    private static void checkEndpoint(String label, @Nullable URI endpoint) {
        if (endpoint == null) {
            return;
        }
        boolean http = "https".equalsIgnoreCase(endpoint.getScheme()) || "http".equalsIgnoreCase(endpoint.getScheme());
        if (!http || endpoint.getHost() == null) {
            throw invalidEndpoint(label, "is not a web address: " + endpoint);
        }
        if (endpoint.getUserInfo() != null) {
            throw invalidEndpoint(label, "has a user name or password in it");
        }
        if (endpoint.getRawFragment() != null) {
            throw invalidEndpoint(label, "has a fragment (#…), which RFC 6749 rules out");
        }
    }

    private static CatalogException invalidEndpoint(String label, String what) {
        return new CatalogException(
                INVALID,
                "The " + label + " " + what + ".",
                "For Salesforce it is like https://acme.my.salesforce.com/services/oauth2/token: your org's My Domain,"
                        + " from Setup, My Domain, and the path of the endpoint.");
    }
}
