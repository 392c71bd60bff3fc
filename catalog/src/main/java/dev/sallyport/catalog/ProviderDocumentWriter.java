package dev.sallyport.catalog;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sallyport.auth.ClaimType;
import dev.sallyport.auth.Credentials;
import dev.sallyport.auth.Endpoints;
import dev.sallyport.auth.Grant;
import dev.sallyport.auth.HttpAuthentication;
import dev.sallyport.auth.HttpProvider;
import dev.sallyport.auth.IdentityMapping;
import dev.sallyport.auth.OAuthProvider;
import dev.sallyport.auth.ProviderGroup;
import dev.sallyport.auth.ProviderParameters;
import dev.sallyport.auth.ResourceAuthentication;
import dev.sallyport.auth.ResourceOwnerCredential;
import dev.sallyport.auth.Secret;
import dev.sallyport.auth.SecretReference;
import dev.sallyport.auth.SecurityProvider;
import dev.sallyport.auth.SigningKey;
import dev.sallyport.catalog.ProviderWords.CredentialKind;
import dev.sallyport.catalog.ProviderWords.EndpointKind;
import dev.sallyport.catalog.ProviderWords.GrantKind;
import dev.sallyport.catalog.ProviderWords.HttpKind;
import dev.sallyport.catalog.ProviderWords.ResourceKind;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Writes a provider as a document; for one provider. */
final class ProviderDocumentWriter {
    private final ObjectNode root;
    private final NavigableMap<String, Secret> secrets = new TreeMap<>();
    private final NavigableMap<String, SecretReference> references = new TreeMap<>();

    ProviderDocumentWriter(ObjectNode root) {
        this.root = root;
    }

    ProviderDocument write(SecurityProvider provider) {
        root.put("name", provider.name());
        root.put("type", ProviderWords.TYPE.write(provider.type()));
        if (provider instanceof OAuthProvider oauth) {
            oauth(oauth);
        } else if (provider instanceof HttpProvider http) {
            http(http);
        }
        return new ProviderDocument(root, secrets, references);
    }

    private void oauth(OAuthProvider provider) {
        root.put("authenticationType", ProviderWords.TYPE.write(provider.type()));
        grant(provider.grant());
        root.put(
                "oauthClientAuthenticationType",
                ProviderWords.CLIENT_AUTHENTICATION.write(provider.clientAuthentication()));
        ObjectNode settings = root.objectNode();
        put(settings, SettingNames.SCOPES, String.join(" ", provider.grant().scopes()));
        resourceAuthentication(provider.resourceAuthentication(), settings);
        root.put("tokenOwner", ProviderWords.TOKEN_OWNER.write(provider.tokenOwner()));
        parameters(provider.parameters(), settings);
        root.set("settings", settings);
        identity(provider.identity());
        endpoints(provider.endpoints());
        credentials(provider.credentials());
        root.putObject("registration")
                .put("enabled", provider.enabled())
                .put("redirectOnChallenge", provider.redirectOnChallenge())
                .put("tokenDeleteOnSignOut", provider.tokenDeleteOnSignOut());
    }

    private void grant(Grant grant) {
        if (grant instanceof Grant.ClientCredentials credentials) {
            grant(GrantKind.CLIENT_CREDENTIALS, credentials.audience());
        } else if (grant instanceof Grant.AuthorizationCode code) {
            grant(GrantKind.AUTHORIZATION_CODE, code.audience());
        } else if (grant instanceof Grant.ResourceOwnerPassword password) {
            grant(GrantKind.RESOURCE_OWNER_PASSWORD, password.audience());
        } else if (grant instanceof Grant.JwtBearer jwt) {
            grant(GrantKind.JWT_BEARER, jwt.audience());
            put(root, "subject", jwt.subject());
            put(root, "issuer", jwt.issuer());
        } else if (grant instanceof Grant.SamlBearer saml) {
            grant(GrantKind.SAML_BEARER, saml.audience());
            put(root, "subject", saml.subject());
            put(root, "issuer", saml.issuer());
            put(root, "recipient", saml.recipient());
        }
    }

    private void grant(GrantKind kind, @Nullable String audience) {
        root.put("oauthGrantType", ProviderWords.GRANT.write(kind));
        put(root, "audience", audience);
    }

    private void resourceAuthentication(ResourceAuthentication authentication, ObjectNode settings) {
        ResourceKind kind = ResourceKind.BEARER;
        if (authentication instanceof ResourceAuthentication.Header header) {
            kind = ResourceKind.HEADER;
            put(settings, SettingNames.HEADER_NAME, header.name());
            put(settings, SettingNames.HEADER_SCHEME, header.scheme());
        } else if (authentication instanceof ResourceAuthentication.Query query) {
            kind = ResourceKind.QUERY;
            put(settings, SettingNames.PARAMETER_NAME, query.parameter());
        } else if (authentication instanceof ResourceAuthentication.Form form) {
            kind = ResourceKind.FORM;
            put(settings, SettingNames.PARAMETER_NAME, form.parameter());
        }
        root.put("oauthResourceAuthenticationType", ProviderWords.RESOURCE_AUTHENTICATION.write(kind));
    }

    private void parameters(ProviderParameters parameters, ObjectNode settings) {
        if (parameters.expiresIn() != null) {
            settings.put(
                    SettingNames.EXPIRES_IN,
                    Long.toString(parameters.expiresIn().toSeconds()));
        }
        putIfTrue(settings, SettingNames.LOG_PII, parameters.logPii());
        putIfTrue(settings, SettingNames.REPLACE_ISSUER_TENANT_ID, parameters.replaceIssuerTenantId());
        putIfTrue(settings, SettingNames.IGNORE_TLS_ERRORS, parameters.ignoreTlsErrors());
        put(settings, SettingNames.REQUEST_HEADERS, requestHeaders(parameters.requestHeaders()));
        put(settings, SettingNames.AUTHORIZATION_PARAMETERS, form(parameters.authorizationParameters()));
        put(settings, SettingNames.TOKEN_PARAMETERS, form(parameters.tokenParameters()));
    }

    /** A line for each header; only a value that is kept elsewhere stands behind the colon. */
    private String requestHeaders(Map<String, Secret> headers) {
        return headers.entrySet().stream()
                .map(header -> {
                    String value = keep(SecretSlot.requestHeader(header.getKey()), header.getValue());
                    return header.getKey() + ":" + (value == null ? "" : " " + value);
                })
                .collect(Collectors.joining("\n"));
    }

    private static String form(Map<String, String> parameters) {
        return parameters.entrySet().stream()
                .map(parameter -> encoded(parameter.getKey()) + "=" + encoded(parameter.getValue()))
                .collect(Collectors.joining("&"));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private void identity(IdentityMapping identity) {
        ArrayNode groups = root.putArray("groups");
        for (ProviderGroup group : identity.groups()) {
            ObjectNode node = groups.addObject().put("name", group.name()).put("identifier", group.identifier());
            put(node, "groupId", group.groupId());
            node.put("grantOnIdentityCreate", group.grantOnIdentityCreate());
        }
        ArrayNode claims = root.putArray("claimTypes");
        for (ClaimType claim : identity.claimTypes()) {
            claims.addObject()
                    .put("identifier", claim.identifier())
                    .put("usage", ProviderWords.CLAIM_USAGE.write(claim.usage()))
                    .put("priority", claim.priority())
                    .put("ignore", claim.ignore());
        }
    }

    private void endpoints(Endpoints endpoints) {
        ArrayNode array = root.putArray("endpoints");
        for (EndpointKind kind : EndpointKind.values()) {
            URI address =
                    switch (kind) {
                        case AUTHORIZATION -> endpoints.authorization();
                        case TOKEN -> endpoints.token();
                        case USER_INFO -> endpoints.userInfo();
                        case REVOCATION -> endpoints.revocation();
                        case JWKS -> endpoints.jwks();
                        case ISSUER -> endpoints.issuer();
                    };
            if (address != null) {
                array.addObject()
                        .put("type", ProviderWords.ENDPOINT.write(kind))
                        .put("url", address.toString());
            }
        }
    }

    private void credentials(Credentials credentials) {
        ArrayNode array = root.putArray("credentials");
        credential(
                array,
                CredentialKind.CLIENT,
                credentials.client().clientId(),
                SecretSlot.CLIENT,
                credentials.client().clientSecret());
        ResourceOwnerCredential owner = credentials.resourceOwner();
        if (owner != null) {
            credential(
                    array,
                    CredentialKind.RESOURCE_OWNER,
                    owner.userName(),
                    SecretSlot.RESOURCE_OWNER,
                    owner.password());
        }
        ArrayNode certificates = root.putArray("certificates");
        SigningKey key = credentials.signingKey();
        if (key != null) {
            ObjectNode node = certificates
                    .addObject()
                    .put("usage", ProviderWords.SIGNING_USAGE.write(true))
                    .put("type", "private_key")
                    .put("format", ProviderWords.KEY_FORMAT.write(key.format()));
            put(node, "content", keep(SecretSlot.SIGNING_KEY, key.content()));
            put(node, "password", keep(SecretSlot.SIGNING_KEY_PASSWORD, key.password()));
        }
    }

    private void credential(
            ArrayNode array, CredentialKind kind, @Nullable String userName, String slot, @Nullable Secret password) {
        ObjectNode node = array.addObject().put("type", ProviderWords.CREDENTIAL.write(kind));
        put(node, "userName", userName);
        put(node, "password", keep(slot, password));
    }

    private void http(HttpProvider provider) {
        ObjectNode settings = root.objectNode();
        ArrayNode credentials = root.arrayNode();
        HttpKind kind = HttpKind.ANONYMOUS;
        HttpAuthentication authentication = provider.authentication();
        if (authentication instanceof HttpAuthentication.Basic basic) {
            kind = HttpKind.BASIC;
            credential(credentials, CredentialKind.BASIC, basic.userName(), SecretSlot.BASIC, basic.password());
        } else if (authentication instanceof HttpAuthentication.ApiKey key) {
            kind = HttpKind.API_KEY;
            settings.put(SettingNames.API_KEY_LOCATION, ProviderWords.KEY_LOCATION.write(key.location()));
            put(settings, SettingNames.API_KEY_NAME, key.name());
            credential(credentials, CredentialKind.API_KEY, null, SecretSlot.API_KEY, key.key());
        } else if (authentication instanceof HttpAuthentication.BearerToken bearer) {
            kind = HttpKind.BEARER_TOKEN;
            credential(credentials, CredentialKind.BEARER_TOKEN, null, SecretSlot.BEARER_TOKEN, bearer.token());
        }
        root.put("authenticationType", ProviderWords.HTTP_AUTHENTICATION.write(kind));
        parameters(provider.parameters(), settings);
        root.set("settings", settings);
        for (String empty : List.of("groups", "claimTypes", "endpoints")) {
            root.putArray(empty);
        }
        root.set("credentials", credentials);
        root.putArray("certificates");
        root.putObject("registration").put("enabled", provider.enabled());
    }

    /** What of a secret stands in the document: a reference, or nothing. */
    private @Nullable String keep(String slot, @Nullable Secret secret) {
        if (secret == null) {
            return null;
        }
        SecretReference reference = secret.reference().orElse(null);
        if (reference == null) {
            secrets.put(slot, secret);
            return null;
        }
        references.put(slot, reference);
        return DocumentSecrets.written(reference);
    }

    private static void put(ObjectNode node, String field, @Nullable String text) {
        if (text != null && !text.isEmpty()) {
            node.put(field, text);
        }
    }

    private static void putIfTrue(ObjectNode settings, String name, boolean value) {
        if (value) {
            settings.put(name, "true");
        }
    }
}
