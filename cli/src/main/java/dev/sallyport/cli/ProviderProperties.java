package dev.sallyport.cli;

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
import dev.sallyport.cli.output.RowWriter;
import java.time.Duration;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Writes a provider's properties as rows, by App Builder's names. Of a secret it says whether there is one, and where. */
final class ProviderProperties {
    private final RowWriter rows;

    ProviderProperties(RowWriter rows) {
        this.rows = rows;
    }

    void write(SecurityProvider provider) {
        row("Name", provider.name());
        row("Type", provider.type().label());
        row("Enabled", provider.enabled());
        row("Authentication Type", provider.authenticationType());
        if (provider instanceof OAuthProvider oauth) {
            write(oauth);
        } else if (provider instanceof HttpProvider http) {
            write(http.authentication());
        }
        write(provider.parameters());
    }

    private void write(OAuthProvider provider) {
        write(provider.grant());
        row("OAuth Client Authentication", provider.clientAuthentication().label());
        write(provider.resourceAuthentication());
        row("Token Owner", provider.tokenOwner().label());
        row("Redirect on Challenge", provider.redirectOnChallenge());
        row("Token Delete On Sign Out", provider.tokenDeleteOnSignOut());
        Endpoints endpoints = provider.endpoints();
        row("Authorization Endpoint", endpoints.authorization());
        row("Token Endpoint", endpoints.token());
        row("User Info Endpoint", endpoints.userInfo());
        row("Revocation Endpoint", endpoints.revocation());
        row("JWKS Endpoint", endpoints.jwks());
        row("OpenID Connect Issuer", endpoints.issuer());
        write(provider.credentials());
        write(provider.identity());
    }

    private void write(Grant grant) {
        row("OAuth Grant", grant.label());
        row("Scopes", String.join(" ", grant.scopes()));
        if (grant instanceof Grant.JwtBearer jwt) {
            row("Subject", jwt.subject());
            row("Issuer", jwt.issuer());
            row("Audience", jwt.audience());
        } else if (grant instanceof Grant.SamlBearer saml) {
            row("Subject", saml.subject());
            row("Issuer", saml.issuer());
            row("Audience", saml.audience());
            row("Recipient", saml.recipient());
        } else if (grant instanceof Grant.ClientCredentials credentials) {
            row("Audience", credentials.audience());
        } else if (grant instanceof Grant.AuthorizationCode code) {
            row("Audience", code.audience());
        } else if (grant instanceof Grant.ResourceOwnerPassword password) {
            row("Audience", password.audience());
        }
    }

    private void write(ResourceAuthentication authentication) {
        row("OAuth Resource Authentication", authentication.label());
        if (authentication instanceof ResourceAuthentication.Header header) {
            row("Header Name", header.name());
            row("Header Scheme", header.scheme());
        } else if (authentication instanceof ResourceAuthentication.Query query) {
            row("Parameter Name", query.parameter());
        } else if (authentication instanceof ResourceAuthentication.Form form) {
            row("Parameter Name", form.parameter());
        }
    }

    private void write(Credentials credentials) {
        row("Client ID", credentials.client().clientId());
        row("Client Secret", state(credentials.client().clientSecret()));
        ResourceOwnerCredential owner = credentials.resourceOwner();
        if (owner != null) {
            row("Resource Owner", owner.userName());
            row("Resource Owner Password", state(owner.password()));
        }
        SigningKey key = credentials.signingKey();
        if (key != null) {
            row("Signing Key", key.format().label() + ", " + state(key.content()));
            row("Signing Key Password", state(key.password()));
        }
    }

    private void write(IdentityMapping identity) {
        for (ClaimType claim : identity.claimTypes()) {
            row(
                    "Claim Type " + claim.identifier(),
                    claim.usage().label() + (claim.ignore() ? ", ignored" : ", priority " + claim.priority()));
        }
        for (ProviderGroup group : identity.groups()) {
            row(
                    "Group " + group.name(),
                    group.identifier() + (group.grantOnIdentityCreate() ? ", for everyone at the first sign-in" : ""));
        }
    }

    private void write(HttpAuthentication authentication) {
        if (authentication instanceof HttpAuthentication.Basic basic) {
            row("User Name", basic.userName());
            row("Password", state(basic.password()));
        } else if (authentication instanceof HttpAuthentication.ApiKey key) {
            row("API Key Location", key.location().label());
            row("API Key Name", key.name());
            row("API Key", state(key.key()));
        } else if (authentication instanceof HttpAuthentication.BearerToken bearer) {
            row("Bearer Token", state(bearer.token()));
        }
    }

    private void write(ProviderParameters parameters) {
        Duration expiresIn = parameters.expiresIn();
        row("ExpiresIn", expiresIn == null ? null : expiresIn.toSeconds());
        row("LogPII", parameters.logPii());
        row("ReplaceIssuerTenantId", parameters.replaceIssuerTenantId());
        row("IgnoreTlsErrors", parameters.ignoreTlsErrors());
        parameters.requestHeaders().forEach((name, value) -> row("Request Header " + name, state(value)));
        parameters.authorizationParameters().forEach((name, value) -> row("Authorization Parameter " + name, value));
        parameters.tokenParameters().forEach((name, value) -> row("Token Parameter " + name, value));
    }

    private static String state(@Nullable Secret secret) {
        if (secret == null) {
            return "none";
        }
        return secret.reference().map(SecretReference::toString).orElse("stored encrypted");
    }

    private void row(String property, @Nullable Object value) {
        rows.row(Arrays.asList(property, value));
    }
}
