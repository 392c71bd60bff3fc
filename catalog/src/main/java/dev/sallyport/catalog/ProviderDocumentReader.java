package dev.sallyport.catalog;

import static dev.sallyport.catalog.CatalogException.Reason.INVALID;

import dev.sallyport.auth.ClientAuthentication;
import dev.sallyport.auth.ClientCredential;
import dev.sallyport.auth.Credentials;
import dev.sallyport.auth.Endpoints;
import dev.sallyport.auth.Grant;
import dev.sallyport.auth.HttpAuthentication;
import dev.sallyport.auth.HttpProvider;
import dev.sallyport.auth.OAuthProvider;
import dev.sallyport.auth.ProviderParameters;
import dev.sallyport.auth.ProviderType;
import dev.sallyport.auth.ResourceOwnerCredential;
import dev.sallyport.auth.Secret;
import dev.sallyport.auth.SecurityProvider;
import dev.sallyport.auth.SigningKey;
import dev.sallyport.auth.TokenOwner;
import dev.sallyport.catalog.ProviderWords.CredentialKind;
import dev.sallyport.catalog.ProviderWords.EndpointKind;
import dev.sallyport.catalog.ProviderWords.GrantKind;
import dev.sallyport.catalog.ProviderWords.HttpKind;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads a provider from a document; for one document. What has no counterpart is noted. */
final class ProviderDocumentReader {
    private final DocumentObject root;
    private final DocumentObject settings;
    private final DocumentObject registration;
    private final DocumentSecrets secrets;
    private final ProviderSettingsReader settingsReader;

    ProviderDocumentReader(DocumentObject root, DocumentSecrets secrets) {
        this.root = root;
        this.secrets = secrets;
        settings = root.object("settings");
        registration = root.object("registration");
        settingsReader = new ProviderSettingsReader(settings, secrets);
    }

    SecurityProvider read() {
        String name = DocumentObject.shown(root.required("name"));
        String typeText = root.required("type");
        ProviderType type = ProviderWords.TYPE.read(typeText).orElseThrow(() -> unknownType(typeText));
        SecurityProvider provider =
                switch (type) {
                    case OAUTH, OPENID_CONNECT -> oauth(name, type);
                    case HTTP -> http(name);
                };
        root.noteUnread();
        settings.noteUnread();
        registration.noteUnread();
        return provider;
    }

    /** The type is no secret, and the only value that a message shows. */
    private static CatalogException unknownType(String type) {
        return new CatalogException(
                INVALID,
                "Sallyport has no security providers of type \"" + DocumentObject.shown(type) + "\".",
                "It has: " + ProviderWords.TYPE.listed()
                        + ". An API key or a password that requests carry is of type http.");
    }

    private OAuthProvider oauth(String name, ProviderType type) {
        ProviderType authenticationType = orElse(root.choice("authenticationType", ProviderWords.TYPE), type);
        if (authenticationType != type) {
            throw root.invalid("authenticationType", "does not fit the type");
        }
        return OAuthProvider.named(name)
                .type(type)
                .enabled(registration.flag("enabled", true))
                .grant(grant(type))
                .clientAuthentication(orElse(
                        root.choice("oauthClientAuthenticationType", ProviderWords.CLIENT_AUTHENTICATION),
                        ClientAuthentication.BASIC))
                .resourceAuthentication(settingsReader.resourceAuthentication(
                        root.choice("oauthResourceAuthenticationType", ProviderWords.RESOURCE_AUTHENTICATION)))
                .tokenOwner(orElse(root.choice("tokenOwner", ProviderWords.TOKEN_OWNER), TokenOwner.CLIENT))
                .redirectOnChallenge(registration.flag("redirectOnChallenge", true))
                .tokenDeleteOnSignOut(registration.flag("tokenDeleteOnSignOut", false))
                .endpoints(endpoints())
                .credentials(credentials())
                .parameters(settingsReader.parameters())
                .identity(new IdentityReader(root).read())
                .build();
    }

    private Grant grant(ProviderType type) {
        GrantKind usual =
                type == ProviderType.OPENID_CONNECT ? GrantKind.AUTHORIZATION_CODE : GrantKind.CLIENT_CREDENTIALS;
        GrantKind kind = orElse(root.choice("oauthGrantType", ProviderWords.GRANT), usual);
        List<String> scopes = settingsReader.scopes();
        String audience = root.text("audience");
        // What a grant does not ask for stays unread, and is noted.
        return switch (kind) {
            case CLIENT_CREDENTIALS -> new Grant.ClientCredentials(scopes, audience);
            case AUTHORIZATION_CODE -> new Grant.AuthorizationCode(scopes, audience);
            case RESOURCE_OWNER_PASSWORD -> new Grant.ResourceOwnerPassword(scopes, audience);
            case JWT_BEARER -> new Grant.JwtBearer(scopes, textOrEmpty(root, "subject"), root.text("issuer"), audience);
            case SAML_BEARER ->
                new Grant.SamlBearer(
                        scopes, textOrEmpty(root, "subject"), root.text("issuer"), audience, root.text("recipient"));
        };
    }

    private Endpoints endpoints() {
        Map<EndpointKind, URI> addresses = new EnumMap<>(EndpointKind.class);
        for (DocumentObject endpoint : root.objects("endpoints")) {
            EndpointKind kind =
                    ProviderWords.ENDPOINT.read(endpoint.required("type")).orElse(null);
            if (kind == null) {
                endpoint.leaveOut("its type has no counterpart here.");
                continue;
            }
            URI address = address(endpoint);
            if (address != null && addresses.put(kind, address) != null) {
                throw endpoint.invalid("type", "is there twice");
            }
            endpoint.noteUnread();
        }
        return new Endpoints(
                addresses.get(EndpointKind.AUTHORIZATION),
                addresses.get(EndpointKind.TOKEN),
                addresses.get(EndpointKind.USER_INFO),
                addresses.get(EndpointKind.REVOCATION),
                addresses.get(EndpointKind.JWKS),
                addresses.get(EndpointKind.ISSUER));
    }

    private static @Nullable URI address(DocumentObject endpoint) {
        String url = endpoint.text("url");
        if (url == null) {
            return null;
        }
        try {
            return new URI(url.strip());
        } catch (URISyntaxException e) {
            throw endpoint.invalid("url", "has a character that no address has");
        }
    }

    private Credentials credentials() {
        Map<CredentialKind, DocumentObject> found =
                credentials(List.of(CredentialKind.CLIENT, CredentialKind.RESOURCE_OWNER));
        DocumentObject client = found.get(CredentialKind.CLIENT);
        DocumentObject owner = found.get(CredentialKind.RESOURCE_OWNER);
        Credentials credentials = new Credentials(
                client == null
                        ? new ClientCredential("", null)
                        : new ClientCredential(textOrEmpty(client, "userName"), password(client, SecretSlot.CLIENT)),
                owner == null
                        ? null
                        : new ResourceOwnerCredential(
                                textOrEmpty(owner, "userName"), password(owner, SecretSlot.RESOURCE_OWNER)),
                signingKey());
        found.values().forEach(DocumentObject::noteUnread);
        return credentials;
    }

    /** The credentials of some types; others are noted. */
    private Map<CredentialKind, DocumentObject> credentials(List<CredentialKind> kinds) {
        Map<CredentialKind, DocumentObject> found = new EnumMap<>(CredentialKind.class);
        for (DocumentObject credential : root.objects("credentials")) {
            CredentialKind kind =
                    ProviderWords.CREDENTIAL.read(credential.required("type")).orElse(null);
            if (kind == null || !kinds.contains(kind)) {
                credential.leaveOut("its type has no counterpart here.");
            } else if (found.put(kind, credential) != null) {
                throw credential.invalid("type", "is there twice");
            }
        }
        return found;
    }

    private @Nullable Secret password(DocumentObject credential, String slot) {
        return secrets.read(credential.text("password"), slot);
    }

    private @Nullable SigningKey signingKey() {
        SigningKey key = null;
        for (DocumentObject certificate : root.objects("certificates")) {
            if (ProviderWords.SIGNING_USAGE.read(certificate.required("usage")).isEmpty()) {
                certificate.leaveOut("its usage has no counterpart here.");
                continue;
            }
            if (key != null) {
                throw certificate.invalid("usage", "is there twice");
            }
            // Both follow from the content.
            certificate.text("type");
            certificate.text("thumbprint");
            SigningKey.Format format =
                    orElse(certificate.choice("format", ProviderWords.KEY_FORMAT), SigningKey.Format.PEM);
            Secret content = secrets.read(certificate.text("content"), SecretSlot.SIGNING_KEY);
            Secret password = secrets.read(certificate.text("password"), SecretSlot.SIGNING_KEY_PASSWORD);
            if (content == null) {
                certificate.leaveOut("it has no content. Give the key: --signing-key-file.");
            } else {
                key = new SigningKey(format, content, password);
                certificate.noteUnread();
            }
        }
        return key;
    }

    private HttpProvider http(String name) {
        HttpKind kind =
                orElse(root.choice("authenticationType", ProviderWords.HTTP_AUTHENTICATION), HttpKind.ANONYMOUS);
        HttpAuthentication authentication =
                switch (kind) {
                    case ANONYMOUS -> {
                        credentials(List.of());
                        yield new HttpAuthentication.Anonymous();
                    }
                    case BASIC -> basic();
                    case API_KEY -> settingsReader.apiKey(only(CredentialKind.API_KEY, SecretSlot.API_KEY));
                    case BEARER_TOKEN ->
                        new HttpAuthentication.BearerToken(only(CredentialKind.BEARER_TOKEN, SecretSlot.BEARER_TOKEN));
                };
        ProviderParameters parameters = settingsReader.parameters();
        return new HttpProvider(name, registration.flag("enabled", true), authentication, parameters);
    }

    private HttpAuthentication basic() {
        DocumentObject credential = credentials(List.of(CredentialKind.BASIC)).get(CredentialKind.BASIC);
        if (credential == null) {
            return new HttpAuthentication.Basic("", secrets.read(null, SecretSlot.BASIC));
        }
        HttpAuthentication basic = new HttpAuthentication.Basic(
                textOrEmpty(credential, "userName"), password(credential, SecretSlot.BASIC));
        credential.noteUnread();
        return basic;
    }

    /** The password of the one credential that counts. */
    private @Nullable Secret only(CredentialKind kind, String slot) {
        DocumentObject credential = credentials(List.of(kind)).get(kind);
        if (credential == null) {
            return secrets.read(null, slot);
        }
        Secret secret = password(credential, slot);
        credential.noteUnread();
        return secret;
    }

    private static String textOrEmpty(DocumentObject object, String field) {
        return orElse(object.text(field), "");
    }

    private static <T> T orElse(@Nullable T value, T fallback) {
        return value == null ? fallback : value;
    }
}
