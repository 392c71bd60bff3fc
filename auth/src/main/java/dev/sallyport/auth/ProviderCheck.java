package dev.sallyport.auth;

import dev.sallyport.auth.AuthorizationException.Reason;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/** What can be told of a provider without calling anyone. */
final class ProviderCheck {
    private ProviderCheck() {}

    /** Refuses a provider with which no call can succeed. */
    static void check(SecurityProvider provider) {
        Endpoints endpoints = provider.endpoints();
        checkEndpoint("Token Endpoint", endpoints.token(), "token");
        checkOptional("Authorization Endpoint", endpoints.authorization(), "authorize");
        checkOptional("User Info Endpoint", endpoints.userInfo(), "userinfo");
        String clientId = provider.credential().clientId();
        if (clientId.isEmpty() || clientId.chars().anyMatch(Character::isWhitespace)) {
            throw AuthorizationException.of(
                    Reason.CLIENT_ID_UNKNOWN,
                    clientId.isBlank() ? "User Name of the Client credential is empty." : "there are blanks in it.");
        }
    }

    private static void checkOptional(String field, @Nullable URI endpoint, String lastWord) {
        if (endpoint != null) {
            checkEndpoint(field, endpoint, lastWord);
        }
    }

    private static void checkEndpoint(String field, URI endpoint, String lastWord) {
        if (endpoint.toString().isBlank()) {
            throw AuthorizationException.of(Reason.ENDPOINT_INVALID, field + " is empty.");
        }
        if (endpoint.getHost() == null || !isHttp(endpoint)) {
            throw AuthorizationException.of(
                    Reason.ENDPOINT_INVALID, field + " must begin with https:// and a host; it is " + endpoint + ".");
        }
        if (endpoint.getUserInfo() != null || endpoint.getQuery() != null || endpoint.getFragment() != null) {
            throw AuthorizationException.of(
                    Reason.ENDPOINT_INVALID, field + " must end with its path and hold no user, query or fragment.");
        }
        if (SalesforceHost.isExposed(endpoint)) {
            throw AuthorizationException.of(Reason.TLS_REQUIRED, field + " is " + endpoint + ".");
        }
        checkHost(field, endpoint);
        if (endpoint.getPath().contains("/services/oauth2")
                && !endpoint.getPath().equals("/services/oauth2/" + lastWord)) {
            throw AuthorizationException.of(
                    Reason.ENDPOINT_INVALID,
                    field + " is " + endpoint + ".",
                    "Let it end in /services/oauth2/" + lastWord + ", without a slash behind.");
        }
    }

    private static void checkHost(String field, URI endpoint) {
        String of =
                switch (SalesforceHost.of(endpoint)) {
                    case LOGIN -> "the host where people of all orgs sign in";
                    case LIGHTNING -> "the host of the Lightning pages";
                    case SETUP -> "the host of the Setup pages";
                    case MY_DOMAIN, LOOPBACK, OTHER -> "";
                };
        if (!of.isEmpty()) {
            throw AuthorizationException.of(
                    Reason.NOT_MY_DOMAIN, field + " names " + endpoint.getHost() + ", " + of + ".");
        }
    }

    private static boolean isHttp(URI endpoint) {
        return "https".equalsIgnoreCase(endpoint.getScheme()) || "http".equalsIgnoreCase(endpoint.getScheme());
    }
}
