package dev.sallyport.auth;

import dev.sallyport.auth.AuthorizationException.Reason;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What can be told of a provider without calling anyone. */
final class ProviderCheck {
    private static final Set<String> OF_AUTHORIZATION = Set.of(
            "response_type",
            "response_mode",
            "client_id",
            "redirect_uri",
            "scope",
            "state",
            "nonce",
            "code_challenge",
            "code_challenge_method",
            "request",
            "request_uri");

    private static final Set<String> OF_TOKEN = Set.of(
            "grant_type",
            "client_id",
            "client_secret",
            "client_assertion",
            "client_assertion_type",
            "code",
            "code_verifier",
            "redirect_uri",
            "refresh_token",
            "assertion",
            "username",
            "password",
            "scope");

    private ProviderCheck() {}

    /** Refuses a provider with which no call can succeed. */
    static void check(OAuthProvider provider) {
        checkEndpoints(provider);
        checkClient(provider.credentials().client());
        checkScopes(provider.grant().scopes());
        checkChoices(provider);
        checkParameters(provider.parameters());
        ResourceAuthentication travels = provider.resourceAuthentication();
        if (travels instanceof ResourceAuthentication.Header header
                && !header.name().matches("[A-Za-z0-9-]+")) {
            throw AuthorizationException.of(
                            Reason.PROVIDER_INVALID,
                            "\"" + header.name() + "\" is not the name of a header.",
                            "Type one such as Authorization or X-Access-Token.")
                    .at("settings.ResourceHeaderName");
        }
    }

    private static void checkEndpoints(OAuthProvider provider) {
        Endpoints endpoints = provider.endpoints();
        URI issuer = endpoints.issuer();
        if (endpoints.token() == null && issuer == null) {
            throw AuthorizationException.of(Reason.ENDPOINT_INVALID, "Token Endpoint is empty.")
                    .at("endpoints.token");
        }
        EndpointCheck check = new EndpointCheck(provider.grant());
        check.endpoint("Token Endpoint", "token", endpoints.token(), "token");
        check.endpoint("Authorization Endpoint", "authorization", endpoints.authorization(), "authorize");
        check.endpoint("User Info Endpoint", "userinfo", endpoints.userInfo(), "userinfo");
        check.endpoint("Revocation Endpoint", "revocation", endpoints.revocation(), "revoke");
        check.endpoint("JWKS Endpoint", "jwks", endpoints.jwks(), null);
        check.endpoint("OpenID Connect Issuer", "issuer", issuer, null);
        if (provider.grant() instanceof Grant.AuthorizationCode
                && endpoints.authorization() == null
                && issuer == null) {
            throw AuthorizationException.of(
                            Reason.ENDPOINT_INVALID,
                            "Authorization Endpoint is empty.",
                            "A person signs in there: type it, as https://{My Domain}/services/oauth2/authorize, or the issuer.")
                    .at("endpoints.authorization");
        }
        if (provider.type() == ProviderType.OPENID_CONNECT && issuer == null) {
            throw AuthorizationException.of(
                            Reason.ENDPOINT_INVALID,
                            "OpenID Connect Issuer is empty.",
                            "Type the address under which /.well-known/openid-configuration lies; for Salesforce that is the"
                                    + " org's My Domain, such as https://acme.my.salesforce.com.")
                    .at("endpoints.issuer");
        }
    }

    private static void checkClient(ClientCredential client) {
        String clientId = client.clientId();
        if (clientId.isEmpty() || clientId.chars().anyMatch(Character::isWhitespace)) {
            throw AuthorizationException.of(
                            Reason.CLIENT_ID_UNKNOWN,
                            clientId.isBlank()
                                    ? "User Name of the Client credential is empty."
                                    : "there are blanks in it.")
                    .at("credentials.client.userName");
        }
    }

    private static void checkScopes(List<String> scopes) {
        for (String scope : scopes) {
            // RFC 6749, section 3.3; the comma is allowed there and in truth always a separator that should be a blank.
            if (!scope.matches("[\\x21\\x23-\\x5B\\x5D-\\x7E]+") || scope.contains(",")) {
                throw AuthorizationException.of(
                                Reason.SCOPE_REFUSED,
                                "\"" + scope + "\" is not a scope.",
                                "Separate scopes by blanks, not by commas, such as: api refresh_token")
                        .at("settings.Scopes");
            }
        }
    }

    private static void checkChoices(OAuthProvider provider) {
        Grant grant = provider.grant();
        if (provider.type() == ProviderType.HTTP) {
            throw invalid("An OAuth provider cannot be of type HTTP.", "Choose OAuth or OpenID Connect.");
        }
        if (provider.type() == ProviderType.OPENID_CONNECT && !(grant instanceof Grant.AuthorizationCode)) {
            throw invalid(
                            "OpenID Connect lets a person sign in; its grant cannot be " + grant.label() + ".",
                            "Choose the grant Authorization Code, or the type OAuth.")
                    .at("oauthGrantType");
        }
        if (grant instanceof Grant.ClientCredentials && provider.tokenOwner() == TokenOwner.USER) {
            throw invalid(
                            "With Client Credentials no person is there to own a token.",
                            "Choose the token owner Client, or the grant Authorization Code.")
                    .at("tokenOwner");
        }
        if (grant instanceof Grant.ClientCredentials && provider.clientAuthentication() == ClientAuthentication.NONE) {
            throw invalid(
                            "With Client Credentials the client must prove itself.",
                            "Choose the client authentication Basic, Post or Private Key JWT.")
                    .at("oauthClientAuthenticationType");
        }
        String subject = subject(grant);
        if (subject != null && subject.isBlank()) {
            throw invalid("Subject is empty.", "Type whom the token is for; with Salesforce that is a username.")
                    .at("subject");
        }
    }

    /** A parameter that the flow sets itself cannot be set besides: it would weaken what the standard one protects. */
    private static void checkParameters(ProviderParameters parameters) {
        checkParameters("AuthorizationParameters", parameters.authorizationParameters(), OF_AUTHORIZATION);
        checkParameters("TokenParameters", parameters.tokenParameters(), OF_TOKEN);
        for (String header : parameters.requestHeaders().keySet()) {
            if (!header.matches("[A-Za-z0-9!#$%&'*+.^_`|~-]+")) {
                throw invalid(
                                "RequestHeaders has a name that no header has.",
                                "Write a header a line, such as X-Team: sales")
                        .at("settings.RequestHeaders");
            }
        }
    }

    private static void checkParameters(String field, Map<String, String> parameters, Set<String> reserved) {
        for (String name : parameters.keySet()) {
            if (reserved.contains(name) || name.isBlank()) {
                throw invalid(
                                field + " sets " + (name.isBlank() ? "a parameter without a name" : name) + ".",
                                "Leave it out: the flow itself sets it. What the provider's other fields say goes there.")
                        .at("settings." + field);
            }
        }
    }

    private static @Nullable String subject(Grant grant) {
        if (grant instanceof Grant.JwtBearer jwt) {
            return jwt.subject();
        }
        return grant instanceof Grant.SamlBearer saml ? saml.subject() : null;
    }

    /** Refuses a provider that lacks what only its owner can give. */
    static void requireReady(OAuthProvider provider) {
        requireEnabled(provider);
        Credentials credentials = provider.credentials();
        if (provider.clientAuthentication().needsSecret()) {
            present(credentials.client().clientSecret(), "Client");
        }
        boolean signs = provider.clientAuthentication() == ClientAuthentication.PRIVATE_KEY_JWT
                || subject(provider.grant()) != null;
        if (signs && credentials.signingKey() == null) {
            throw AuthorizationException.of(
                    Reason.CREDENTIAL_MISSING,
                    "there is no signing key.",
                    "Give the private key whose certificate the app has: sallyport provider update " + provider.name()
                            + " --signing-key-file FILE");
        }
        if (provider.grant() instanceof Grant.ResourceOwnerPassword) {
            ResourceOwnerCredential owner = credentials.resourceOwner();
            present(owner == null ? null : owner.password(), "Resource Owner");
        }
    }

    static void requireEnabled(SecurityProvider provider) {
        if (!provider.enabled()) {
            throw AuthorizationException.of(
                    Reason.PROVIDER_DISABLED,
                    provider.name() + ".",
                    "Look through what was imported, then enable it: sallyport provider enable " + provider.name());
        }
    }

    static Secret present(@Nullable Secret secret, String credential) {
        if (secret == null) {
            throw AuthorizationException.of(
                    Reason.CREDENTIAL_MISSING,
                    "the credential of type " + credential + " has none.",
                    "Enter it: sallyport provider update NAME asks for what is missing.");
        }
        return secret;
    }

    static List<String> warnings(SecurityProvider provider) {
        List<String> warnings = new ArrayList<>();
        if (provider.parameters().ignoreTlsErrors()) {
            warnings.add("IgnoreTlsErrors is on: whoever stands between this machine and the server can read the"
                    + " credentials. It is for set-up alone.");
        }
        if (provider instanceof OAuthProvider oauth) {
            if (oauth.grant() instanceof Grant.ResourceOwnerPassword) {
                warnings.add("The grant Resource Owner Password Credentials hands a person's password to this system."
                        + " OAuth 2.1 has dropped it, and Salesforce blocks it in new orgs: use Client Credentials or JWT"
                        + " Bearer where there is a choice.");
            }
            if (oauth.resourceAuthentication() instanceof ResourceAuthentication.Query) {
                warnings.add(
                        "The token travels in the address, and addresses end up in logs: use Bearer where there is a"
                                + " choice.");
            }
        }
        return List.copyOf(warnings);
    }

    private static AuthorizationException invalid(String message, String advice) {
        return AuthorizationException.of(Reason.PROVIDER_INVALID, message, advice);
    }

    /** What can be told of an address alone. */
    private record EndpointCheck(Grant grant) {
        /**
         * Refuses an address that cannot be.
         *
         * @param field what people call it
         * @param type what the document calls it
         * @param lastWord what Salesforce's own ends in; null for any
         */
        void endpoint(String field, String type, @Nullable URI endpoint, @Nullable String lastWord) {
            if (endpoint == null) {
                return;
            }
            try {
                check(field, endpoint, lastWord);
            } catch (AuthorizationException e) {
                throw e.at("endpoints." + type);
            }
        }

        private void check(String field, URI endpoint, @Nullable String lastWord) {
            if (endpoint.toString().isBlank()) {
                throw AuthorizationException.of(Reason.ENDPOINT_INVALID, field + " is empty.");
            }
            if (endpoint.getHost() == null || !isHttp(endpoint)) {
                throw AuthorizationException.of(
                        Reason.ENDPOINT_INVALID,
                        field + " must begin with https:// and a host; it is " + endpoint + ".");
            }
            if (endpoint.getUserInfo() != null || endpoint.getQuery() != null || endpoint.getFragment() != null) {
                throw AuthorizationException.of(
                        Reason.ENDPOINT_INVALID,
                        field + " must end with its path and hold no user, query or fragment.");
            }
            if (SalesforceHost.isExposed(endpoint)) {
                throw AuthorizationException.of(Reason.TLS_REQUIRED, field + " is " + endpoint + ".");
            }
            checkHost(field, endpoint);
            if (lastWord != null
                    && endpoint.getPath().contains("/services/oauth2")
                    && !endpoint.getPath().equals("/services/oauth2/" + lastWord)) {
                throw AuthorizationException.of(
                        Reason.ENDPOINT_INVALID,
                        field + " is " + endpoint + ".",
                        "Let it end in /services/oauth2/" + lastWord + ", without a slash behind.");
            }
        }

        private void checkHost(String field, URI endpoint) {
            String of =
                    switch (SalesforceHost.of(endpoint)) {
                        // People of all orgs sign in there, and assertions are taken there: no client credentials.
                        case LOGIN ->
                            grant instanceof Grant.ClientCredentials ? "the host where people of all orgs sign in" : "";
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
}
