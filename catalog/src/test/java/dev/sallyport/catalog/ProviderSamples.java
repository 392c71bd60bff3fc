package dev.sallyport.catalog;

import dev.sallyport.auth.ClaimType;
import dev.sallyport.auth.ClientAuthentication;
import dev.sallyport.auth.ClientCredential;
import dev.sallyport.auth.Endpoints;
import dev.sallyport.auth.Grant;
import dev.sallyport.auth.HttpAuthentication;
import dev.sallyport.auth.HttpProvider;
import dev.sallyport.auth.IdentityMapping;
import dev.sallyport.auth.OAuthProvider;
import dev.sallyport.auth.OAuthProviderBuilder;
import dev.sallyport.auth.ProviderGroup;
import dev.sallyport.auth.ProviderParameters;
import dev.sallyport.auth.ProviderType;
import dev.sallyport.auth.ResourceAuthentication;
import dev.sallyport.auth.ResourceOwnerCredential;
import dev.sallyport.auth.Secret;
import dev.sallyport.auth.SecretReference;
import dev.sallyport.auth.SecurityProvider;
import dev.sallyport.auth.SigningKey;
import dev.sallyport.auth.TokenOwner;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** A provider of every kind. Each secret that is kept in the catalogue has {@link #MARK} in it. */
final class ProviderSamples {
    static final String MARK = "hush-hush";

    private static final String USER = "integration@acme.example";

    private ProviderSamples() {}

    static List<SecurityProvider> everyKind() {
        return List.of(
                oauth("ClientCredentials")
                        .grant(new Grant.ClientCredentials(List.of("api", "web"), "https://api.example"))
                        .parameters(everyParameter())
                        .build(),
                oauth("AuthorizationCode")
                        .grant(new Grant.AuthorizationCode(List.of("api", "refresh_token"), "aud"))
                        .clientAuthentication(ClientAuthentication.POST)
                        .tokenOwner(TokenOwner.USER)
                        .tokenDeleteOnSignOut(true)
                        .identity(identity())
                        .build(),
                jwtBearer("JwtBearer"),
                oauth("SamlBearer")
                        .grant(new Grant.SamlBearer(
                                List.of(), USER, "https://idp.example", "aud", "https://to.example"))
                        .clientAuthentication(ClientAuthentication.NONE)
                        .signingKey(new SigningKey(SigningKey.Format.PKCS12, secret("p12"), secret("p12-password")))
                        .build(),
                resourceOwnerPassword("ResourceOwnerPassword"),
                openIdConnect("OpenIdConnect"),
                oauth("HeaderAuthentication")
                        .resourceAuthentication(new ResourceAuthentication.Header("X-Shopify-Access-Token", ""))
                        .build(),
                oauth("VendorScheme")
                        .resourceAuthentication(new ResourceAuthentication.Header("Authorization", "Zoho-oauthtoken"))
                        .build(),
                oauth("QueryAuthentication")
                        .resourceAuthentication(new ResourceAuthentication.Query("oauth_token"))
                        .build(),
                oauth("FormAuthentication")
                        .resourceAuthentication(new ResourceAuthentication.Form("access_token"))
                        .build(),
                oauth("SecretElsewhere")
                        .client(new ClientCredential("key", Secret.at(new SecretReference("env", "SALESFORCE_SECRET"))))
                        .signingKey(new SigningKey(
                                SigningKey.Format.PEM,
                                Secret.at(new SecretReference("file", "/run/secrets/key.pem")),
                                Secret.at(new SecretReference("env", "KEY_PASSWORD"))))
                        .build(),
                oauth("SecretMissing")
                        .enabled(false)
                        .client(new ClientCredential("key", null))
                        .resourceOwner(new ResourceOwnerCredential(USER, null))
                        .build(),
                http("Anonymous", new HttpAuthentication.Anonymous()),
                http("Basic", new HttpAuthentication.Basic("arthur", secret("password"))),
                http("BasicWithoutPassword", new HttpAuthentication.Basic("arthur", null)),
                http(
                        "ApiKeyInHeader",
                        new HttpAuthentication.ApiKey(
                                HttpAuthentication.ApiKey.Location.HEADER, "X-Api-Key", secret("api-key"))),
                http(
                        "ApiKeyInQuery",
                        new HttpAuthentication.ApiKey(
                                HttpAuthentication.ApiKey.Location.QUERY,
                                "api_key",
                                Secret.at(new SecretReference("env", "API_KEY")))),
                http("BearerToken", new HttpAuthentication.BearerToken(secret("bearer"))));
    }

    static OAuthProvider jwtBearer(String name) {
        return oauth(name)
                .grant(new Grant.JwtBearer(List.of(), USER, "issuer", "https://login.salesforce.com"))
                .clientAuthentication(ClientAuthentication.PRIVATE_KEY_JWT)
                .signingKey(new SigningKey(SigningKey.Format.PEM, secret("pem\nwith lines\n"), secret("pem-password")))
                .build();
    }

    static OAuthProvider resourceOwnerPassword(String name) {
        return oauth(name)
                .grant(new Grant.ResourceOwnerPassword(List.of("api"), null))
                .resourceOwner(new ResourceOwnerCredential(USER, secret("owner ${env:NOT_A_REFERENCE}")))
                .build();
    }

    static OAuthProvider openIdConnect(String name) {
        return OAuthProvider.salesforceOpenIdConnect(
                name, Samples.MY_DOMAIN, new ClientCredential("key", secret("oidc")));
    }

    private static OAuthProviderBuilder oauth(String name) {
        return OAuthProvider.named(name)
                .type(ProviderType.OAUTH)
                .endpoints(Endpoints.salesforce(Samples.MY_DOMAIN))
                .client(new ClientCredential("3MVG9\"key\"", secret("client-" + name)));
    }

    private static HttpProvider http(String name, HttpAuthentication authentication) {
        return new HttpProvider(name, true, authentication, everyParameter());
    }

    private static IdentityMapping identity() {
        return new IdentityMapping(
                List.of(
                        new ClaimType("preferred_username", ClaimType.Usage.NAME, 1, false),
                        new ClaimType("email", ClaimType.Usage.EMAIL_ADDRESS, 2, true)),
                List.of(
                        new ProviderGroup("Admins", "acme-admins", "7b1c", true),
                        new ProviderGroup("Everyone", "*", null, false)));
    }

    private static ProviderParameters everyParameter() {
        return new ProviderParameters(
                Duration.ofHours(2),
                true,
                true,
                Map.of(
                        "X-Tenant", secret("tenant"),
                        "X-Trace", Secret.at(new SecretReference("env", "TRACE"))),
                true,
                Map.of("prompt", "login consent", "login_hint", "a&b=c"),
                Map.of("resource", "https://api.example/ü"));
    }

    private static Secret secret(String text) {
        return Secret.of(MARK + "-" + text);
    }
}
