package dev.sallyport.server.console;

import dev.sallyport.auth.ClaimType;
import dev.sallyport.auth.Credentials;
import dev.sallyport.auth.Endpoints;
import dev.sallyport.auth.Grant;
import dev.sallyport.auth.HttpAuthentication;
import dev.sallyport.auth.HttpProvider;
import dev.sallyport.auth.OAuthProvider;
import dev.sallyport.auth.ProviderGroup;
import dev.sallyport.auth.ProviderParameters;
import dev.sallyport.auth.ProviderType;
import dev.sallyport.auth.ResourceAuthentication;
import dev.sallyport.auth.SecurityProvider;
import dev.sallyport.auth.TokenOwner;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Fills a provider's form in; for one provider. Secrets stay where they are. */
final class ProviderIntoForm {
    private final Map<String, String> values = new LinkedHashMap<>();
    private int rows;

    private ProviderIntoForm() {}

    /** The form of a new provider with the guide's choices. */
    static ProviderForm fresh(ProviderType type) {
        ProviderIntoForm form = new ProviderIntoForm();
        form.oauth(
                type == ProviderType.OPENID_CONNECT
                        ? OAuthProvider.named("")
                                .type(type)
                                .grant(new Grant.AuthorizationCode(List.of(), null))
                                .tokenOwner(TokenOwner.USER)
                                .build()
                        : OAuthProvider.named("").build());
        form.parameters(ProviderParameters.NONE);
        form.values.keySet().removeIf(field -> field.startsWith("credential."));
        form.put("type", type.label());
        form.put("endpoints", ProviderForm.FALSE);
        return new ProviderForm(form.values);
    }

    static ProviderForm of(SecurityProvider provider) {
        ProviderIntoForm form = new ProviderIntoForm();
        form.put("name", provider.name());
        form.put("type", provider.type().label());
        form.flag("enabled", provider.enabled());
        form.parameters(provider.parameters());
        if (provider instanceof OAuthProvider oauth) {
            form.oauth(oauth);
        } else if (provider instanceof HttpProvider http) {
            form.http(http.authentication());
        }
        return new ProviderForm(form.values);
    }

    private void oauth(OAuthProvider provider) {
        flag("enabled", provider.enabled());
        grant(provider.grant());
        put("clientAuthentication", provider.clientAuthentication().label());
        resourceAuthentication(provider.resourceAuthentication());
        put("tokenOwner", provider.tokenOwner().label());
        flag("redirectOnChallenge", provider.redirectOnChallenge());
        flag("tokenDeleteOnSignOut", provider.tokenDeleteOnSignOut());
        endpoints(provider.endpoints());
        credentials(provider.credentials());
        for (ClaimType claim : provider.identity().claimTypes()) {
            row(
                    "claim",
                    "identifier",
                    claim.identifier(),
                    "usage",
                    claim.usage().label());
            put("claim." + rows + ".priority", Integer.toString(claim.priority()));
            flag("claim." + rows + ".ignore", claim.ignore());
        }
        for (ProviderGroup group : provider.identity().groups()) {
            row("group", "name", group.name(), "identifier", group.identifier());
            put("group." + rows + ".groupId", group.groupId());
            flag("group." + rows + ".grantOnIdentityCreate", group.grantOnIdentityCreate());
        }
    }

    private void grant(Grant grant) {
        put("grant", grant.label());
        put("scopes", String.join(" ", grant.scopes()));
        if (grant instanceof Grant.ClientCredentials credentials) {
            put("audience", credentials.audience());
        } else if (grant instanceof Grant.AuthorizationCode code) {
            put("audience", code.audience());
        } else if (grant instanceof Grant.ResourceOwnerPassword password) {
            put("audience", password.audience());
        } else if (grant instanceof Grant.JwtBearer jwt) {
            put("audience", jwt.audience());
            put("subject", jwt.subject());
            put("issuer", jwt.issuer());
        } else if (grant instanceof Grant.SamlBearer saml) {
            put("audience", saml.audience());
            put("subject", saml.subject());
            put("issuer", saml.issuer());
            put("recipient", saml.recipient());
        }
    }

    private void resourceAuthentication(ResourceAuthentication authentication) {
        put("resourceAuthentication", authentication.label());
        if (authentication instanceof ResourceAuthentication.Header header) {
            put("headerName", header.name());
            put("headerScheme", header.scheme());
        } else if (authentication instanceof ResourceAuthentication.Query query) {
            put("parameterName", query.parameter());
        } else if (authentication instanceof ResourceAuthentication.Form form) {
            put("parameterName", form.parameter());
        }
    }

    private void endpoints(Endpoints endpoints) {
        put("endpoints", ProviderForm.TRUE);
        values.putAll(fields(endpoints));
    }

    /** The fields of endpoints that are there. */
    static Map<String, String> fields(Endpoints endpoints) {
        Map<String, String> fields = new LinkedHashMap<>();
        put(fields, "authorizationEndpoint", endpoints.authorization());
        put(fields, "tokenEndpoint", endpoints.token());
        put(fields, "userInfoEndpoint", endpoints.userInfo());
        put(fields, "issuerEndpoint", endpoints.issuer());
        put(fields, "revocationEndpoint", endpoints.revocation());
        put(fields, "jwksEndpoint", endpoints.jwks());
        return fields;
    }

    private static void put(Map<String, String> fields, String field, @Nullable Object value) {
        if (value != null) {
            fields.put(field, value.toString());
        }
    }

    private void credentials(Credentials credentials) {
        row(
                "credential",
                "type",
                ProviderChoices.CLIENT,
                "userName",
                credentials.client().clientId());
        if (credentials.resourceOwner() != null) {
            row(
                    "credential",
                    "type",
                    ProviderChoices.RESOURCE_OWNER,
                    "userName",
                    credentials.resourceOwner().userName());
        }
        if (credentials.signingKey() != null) {
            row("certificate", "format", credentials.signingKey().format().label(), "usage", "Signing");
        }
    }

    private void http(HttpAuthentication authentication) {
        put("httpAuthentication", authentication.label());
        if (authentication instanceof HttpAuthentication.Basic basic) {
            row("credential", "type", basic.label(), "userName", basic.userName());
        } else if (authentication instanceof HttpAuthentication.ApiKey key) {
            row("credential", "type", key.label(), "userName", "");
            put("apiKeyName", key.name());
            put("apiKeyLocation", key.location().label());
        } else if (authentication instanceof HttpAuthentication.BearerToken) {
            row("credential", "type", authentication.label(), "userName", "");
        }
    }

    private void parameters(ProviderParameters parameters) {
        if (parameters.expiresIn() != null) {
            put("expiresIn", Long.toString(parameters.expiresIn().toSeconds()));
        }
        flag("logPii", parameters.logPii());
        flag("replaceIssuerTenantId", parameters.replaceIssuerTenantId());
        flag("ignoreTlsErrors", parameters.ignoreTlsErrors());
        put("authorizationParameters", encoded(parameters.authorizationParameters()));
        put("tokenParameters", encoded(parameters.tokenParameters()));
        parameters.requestHeaders().keySet().forEach(name -> row("header", "name", name, "value", ""));
    }

    private static String encoded(Map<String, String> parameters) {
        return parameters.entrySet().stream()
                .map(parameter -> encoded(parameter.getKey()) + "=" + encoded(parameter.getValue()))
                .collect(Collectors.joining("&"));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private void row(String kind, String field, String text, String otherField, String otherText) {
        rows++;
        put(kind + "." + rows + "." + field, text);
        put(kind + "." + rows + "." + otherField, otherText);
    }

    private void flag(String field, boolean value) {
        put(field, value ? ProviderForm.TRUE : ProviderForm.FALSE);
    }

    private void put(String field, @Nullable String text) {
        values.put(field, text == null ? "" : text);
    }
}
