package dev.sallyport.catalog;

import dev.sallyport.auth.ClaimType;
import dev.sallyport.auth.ClientAuthentication;
import dev.sallyport.auth.HttpAuthentication;
import dev.sallyport.auth.ProviderType;
import dev.sallyport.auth.SigningKey;
import dev.sallyport.auth.TokenOwner;
import dev.sallyport.catalog.Vocabulary.Word;
import java.util.List;

/**
 * The texts of a provider document. App Builder's documentation shows two of them, {@code saml_sp} and {@code metadata};
 * the others are written in the same style, and read in every style that is likely.
 */
final class ProviderWords {
    private static final String GRANT_URN = "urn:ietf:params:oauth:grant-type:";

    static final Vocabulary<ProviderType> TYPE = Vocabulary.of(List.of(
            Word.of(ProviderType.OAUTH, "oauth", "oauth2", "oauth 2.0"),
            Word.of(ProviderType.OPENID_CONNECT, "openid_connect", "oidc", "openid"),
            Word.of(ProviderType.HTTP, "http", "http client")));

    static final Vocabulary<GrantKind> GRANT = Vocabulary.of(List.of(
            Word.of(GrantKind.CLIENT_CREDENTIALS, "client_credentials"),
            Word.of(GrantKind.AUTHORIZATION_CODE, "authorization_code", "code"),
            Word.of(GrantKind.JWT_BEARER, "jwt_bearer", "jwt bearer token", "jwt", GRANT_URN + "jwt-bearer"),
            Word.of(
                    GrantKind.SAML_BEARER,
                    "saml2_bearer",
                    "saml bearer",
                    "saml 2.0 bearer",
                    "saml bearer assertion",
                    "saml2 bearer assertion",
                    "saml 2.0 bearer assertion",
                    GRANT_URN + "saml2-bearer"),
            Word.of(
                    GrantKind.RESOURCE_OWNER_PASSWORD,
                    "resource_owner_password_credentials",
                    "resource owner password",
                    "password",
                    "ropc")));

    static final Vocabulary<ClientAuthentication> CLIENT_AUTHENTICATION = Vocabulary.of(List.of(
            Word.of(ClientAuthentication.BASIC, "basic", "client_secret_basic", "http basic"),
            Word.of(ClientAuthentication.POST, "post", "client_secret_post", "body", "request body"),
            Word.of(ClientAuthentication.PRIVATE_KEY_JWT, "private_key_jwt", "jwt"),
            Word.of(ClientAuthentication.NONE, "none")));

    static final Vocabulary<ResourceKind> RESOURCE_AUTHENTICATION = Vocabulary.of(List.of(
            Word.of(ResourceKind.BEARER, "bearer", "bearer header", "authorization header"),
            Word.of(ResourceKind.FORM, "form", "form parameter", "body", "post"),
            Word.of(ResourceKind.QUERY, "query", "query string", "query parameter", "uri"),
            Word.of(ResourceKind.HEADER, "header", "custom header")));

    static final Vocabulary<TokenOwner> TOKEN_OWNER =
            Vocabulary.of(List.of(Word.of(TokenOwner.CLIENT, "client"), Word.of(TokenOwner.USER, "user")));

    static final Vocabulary<EndpointKind> ENDPOINT = Vocabulary.of(List.of(
            Word.of(EndpointKind.AUTHORIZATION, "authorization", "authorization endpoint", "authorize"),
            Word.of(EndpointKind.TOKEN, "token", "token endpoint"),
            Word.of(EndpointKind.USER_INFO, "userinfo", "user info endpoint"),
            Word.of(EndpointKind.REVOCATION, "revocation", "revocation endpoint", "revoke"),
            Word.of(EndpointKind.JWKS, "jwks", "jwks endpoint", "jwks_uri", "json web key set"),
            Word.of(
                    EndpointKind.ISSUER,
                    "issuer",
                    "openid connect issuer",
                    "openid issuer",
                    "openid connect issuer endpoint",
                    "oidc issuer")));

    static final Vocabulary<CredentialKind> CREDENTIAL = Vocabulary.of(List.of(
            Word.of(CredentialKind.CLIENT, "client", "client credentials"),
            Word.of(CredentialKind.RESOURCE_OWNER, "resource_owner"),
            Word.of(CredentialKind.BASIC, "basic", "http basic", "user name", "username password"),
            Word.of(CredentialKind.API_KEY, "api_key", "key"),
            Word.of(CredentialKind.BEARER_TOKEN, "bearer_token", "bearer", "token")));

    static final Vocabulary<HttpKind> HTTP_AUTHENTICATION = Vocabulary.of(List.of(
            Word.of(HttpKind.ANONYMOUS, "anonymous", "none"),
            Word.of(HttpKind.BASIC, "basic", "http basic"),
            Word.of(HttpKind.API_KEY, "api_key"),
            Word.of(HttpKind.BEARER_TOKEN, "bearer_token", "bearer", "token")));

    static final Vocabulary<HttpAuthentication.ApiKey.Location> KEY_LOCATION = Vocabulary.of(List.of(
            Word.of(HttpAuthentication.ApiKey.Location.HEADER, "header"),
            Word.of(HttpAuthentication.ApiKey.Location.QUERY, "query", "query string", "query parameter")));

    static final Vocabulary<ClaimType.Usage> CLAIM_USAGE = Vocabulary.of(List.of(
            Word.of(ClaimType.Usage.NAME, "name"),
            Word.of(ClaimType.Usage.NAME_IDENTIFIER, "name_identifier"),
            Word.of(ClaimType.Usage.EMAIL_ADDRESS, "email_address", "email"),
            Word.of(ClaimType.Usage.FULL_NAME, "full_name"),
            Word.of(ClaimType.Usage.DISPLAY_NAME, "display_name"),
            Word.of(ClaimType.Usage.PHONE_NUMBER, "phone_number", "phone"),
            Word.of(ClaimType.Usage.GROUP, "group", "groups")));

    static final Vocabulary<Boolean> SIGNING_USAGE =
            Vocabulary.of(List.of(Word.of(Boolean.TRUE, "signing", "sign", "signature")));

    static final Vocabulary<SigningKey.Format> KEY_FORMAT = Vocabulary.of(List.of(
            Word.of(SigningKey.Format.PEM, "pem", "pkcs8"), Word.of(SigningKey.Format.PKCS12, "pkcs12", "pfx", "p12")));

    /** A grant without its particulars. */
    enum GrantKind {
        CLIENT_CREDENTIALS,
        AUTHORIZATION_CODE,
        JWT_BEARER,
        SAML_BEARER,
        RESOURCE_OWNER_PASSWORD
    }

    /** A resource authentication without its particulars. */
    enum ResourceKind {
        BEARER,
        FORM,
        QUERY,
        HEADER
    }

    /** What an endpoint is for. */
    enum EndpointKind {
        AUTHORIZATION,
        TOKEN,
        USER_INFO,
        REVOCATION,
        JWKS,
        ISSUER
    }

    /** What a credential is for. */
    enum CredentialKind {
        CLIENT,
        RESOURCE_OWNER,
        BASIC,
        API_KEY,
        BEARER_TOKEN
    }

    /** An HTTP authentication without its particulars. */
    enum HttpKind {
        ANONYMOUS,
        BASIC,
        API_KEY,
        BEARER_TOKEN
    }

    private ProviderWords() {}
}
