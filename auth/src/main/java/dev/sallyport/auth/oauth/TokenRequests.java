package dev.sallyport.auth.oauth;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.nimbusds.oauth2.sdk.AuthorizationGrant;
import com.nimbusds.oauth2.sdk.ClientCredentialsGrant;
import com.nimbusds.oauth2.sdk.JWTBearerGrant;
import com.nimbusds.oauth2.sdk.ResourceOwnerPasswordCredentialsGrant;
import com.nimbusds.oauth2.sdk.SAML2BearerGrant;
import com.nimbusds.oauth2.sdk.Scope;
import com.nimbusds.oauth2.sdk.TokenRequest;
import com.nimbusds.oauth2.sdk.auth.ClientAuthentication;
import com.nimbusds.oauth2.sdk.auth.ClientSecretBasic;
import com.nimbusds.oauth2.sdk.auth.ClientSecretPost;
import com.nimbusds.oauth2.sdk.auth.PrivateKeyJWT;
import com.nimbusds.oauth2.sdk.http.HTTPRequest;
import com.nimbusds.oauth2.sdk.id.ClientID;
import dev.sallyport.auth.Credentials;
import dev.sallyport.auth.Grant;
import dev.sallyport.auth.OAuthProvider;
import dev.sallyport.auth.ResourceOwnerCredential;
import dev.sallyport.auth.Secret;
import dev.sallyport.auth.SigningKey;
import dev.sallyport.auth.oauth.PrivateKeyReader.Signer;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.interfaces.ECPrivateKey;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What a provider sends to its token endpoint. The provider is ready when it is asked: nothing that is needed is missing. */
final class TokenRequests {
    /** Long enough for clocks that differ, short enough for a stolen assertion to be of little use. */
    private static final Duration ASSERTION_LIFETIME = Duration.ofMinutes(3);

    private static final String SALESFORCE_TOKEN_PATH = "/services/oauth2/token";

    private final OAuthProvider provider;
    private final Clock clock;

    TokenRequests(OAuthProvider provider, Clock clock) {
        this.provider = provider;
        this.clock = clock;
    }

    /**
     * The request for a token by the provider's own grant.
     *
     * @param endpoint the token endpoint
     * @throws IllegalStateException for the grant of an authorization code: that one a person begins
     */
    TokenRequest byGrant(URI endpoint) {
        Grant grant = provider.grant();
        if (grant instanceof Grant.ClientCredentials credentials) {
            return asking(endpoint, new ClientCredentialsGrant(), credentials.audience());
        }
        if (grant instanceof Grant.ResourceOwnerPassword password) {
            ResourceOwnerCredential owner =
                    Objects.requireNonNull(provider.credentials().resourceOwner());
            return asking(
                    endpoint,
                    new ResourceOwnerPasswordCredentialsGrant(owner.userName(), nimbus(owner.password())),
                    password.audience());
        }
        if (grant instanceof Grant.JwtBearer jwt) {
            return asking(endpoint, new JWTBearerGrant(assertion(jwt, endpoint)), null);
        }
        if (grant instanceof Grant.SamlBearer saml) {
            SamlAssertion assertion = new SamlAssertion(
                    issuer(saml.issuer()),
                    saml.subject(),
                    audience(saml.audience(), endpoint),
                    saml.recipient() == null ? endpoint.toString() : saml.recipient(),
                    clock.instant());
            return asking(endpoint, new SAML2BearerGrant(Base64URL.encode(assertion.sign(signer()))), null);
        }
        throw new IllegalStateException("A person begins the grant " + grant.label() + ".");
    }

    /** The request with a code or a refresh token, whose scopes are settled already. */
    TokenRequest with(URI endpoint, AuthorizationGrant grant) {
        TokenRequest.Builder request = builder(endpoint, grant);
        provider.parameters().tokenParameters().forEach(request::customParameter);
        return request.build();
    }

    /** How the client proves itself, for the endpoints besides the token endpoint too; empty for a public client. */
    Optional<ClientAuthentication> clientAuthentication(URI endpoint) {
        ClientID clientId = clientId();
        Secret secret = provider.credentials().client().clientSecret();
        return switch (provider.clientAuthentication()) {
            case BASIC -> Optional.of(new ClientSecretBasic(clientId, nimbus(secret)));
            case POST -> Optional.of(new ClientSecretPost(clientId, nimbus(secret)));
            case PRIVATE_KEY_JWT -> Optional.of(new PrivateKeyJWT(clientAssertion(endpoint)));
            case NONE -> Optional.empty();
        };
    }

    /**
     * Says beside an assertion whose it is: RFC 7521, section 4.2, leaves that to the client, and Spring Authorization
     * Server refuses a request that does not.
     */
    HTTPRequest named(HTTPRequest message) {
        if (provider.clientAuthentication() == dev.sallyport.auth.ClientAuthentication.PRIVATE_KEY_JWT) {
            String id = URLEncoder.encode(clientId().getValue(), StandardCharsets.UTF_8);
            message.setBody(message.getBody() + "&client_id=" + id);
        }
        return message;
    }

    ClientID clientId() {
        return new ClientID(provider.credentials().client().clientId());
    }

    private TokenRequest asking(URI endpoint, AuthorizationGrant grant, @Nullable String audience) {
        TokenRequest.Builder request = builder(endpoint, grant);
        if (!provider.grant().scopes().isEmpty()) {
            request.scope(new Scope(provider.grant().scopes().toArray(new String[0])));
        }
        if (audience != null) {
            request.customParameter("audience", audience);
        }
        provider.parameters().tokenParameters().forEach(request::customParameter);
        return request.build();
    }

    private TokenRequest.Builder builder(URI endpoint, AuthorizationGrant grant) {
        Optional<ClientAuthentication> authentication = clientAuthentication(endpoint);
        if (authentication.isPresent()) {
            return new TokenRequest.Builder(endpoint, authentication.get(), grant);
        }
        // An assertion speaks for itself (RFC 7521, section 4.1); every other grant needs to know the public client.
        return grant instanceof JWTBearerGrant || grant instanceof SAML2BearerGrant
                ? new TokenRequest.Builder(endpoint, grant)
                : new TokenRequest.Builder(endpoint, clientId(), grant);
    }

    private SignedJWT assertion(Grant.JwtBearer grant, URI endpoint) {
        return signed(claims(issuer(grant.issuer()), grant.subject(), audience(grant.audience(), endpoint)));
    }

    private SignedJWT clientAssertion(URI endpoint) {
        String clientId = clientId().getValue();
        return signed(claims(clientId, clientId, endpoint.toString()));
    }

    /** Without {@code iat} and {@code nbf}: where this machine's clock is ahead, they would lie in the future. */
    private JWTClaimsSet claims(String issuer, String subject, String audience) {
        Instant end = clock.instant().plus(ASSERTION_LIFETIME);
        return new JWTClaimsSet.Builder()
                .issuer(issuer)
                .subject(subject)
                .audience(audience)
                .expirationTime(Date.from(end))
                .jwtID(UUID.randomUUID().toString())
                .build();
    }

    private SignedJWT signed(JWTClaimsSet claims) {
        Signer signer = signer();
        SignedJWT jwt = new SignedJWT(
                new JWSHeader.Builder(signer.algorithm())
                        .type(JOSEObjectType.JWT)
                        .build(),
                claims);
        try {
            JWSSigner by = signer.privateKey() instanceof ECPrivateKey key
                    ? new ECDSASigner(key)
                    : new RSASSASigner(signer.privateKey());
            jwt.sign(by);
            return jwt;
        } catch (JOSEException e) {
            throw new IllegalStateException("An RSA or EC key signs.", e);
        }
    }

    private Signer signer() {
        Credentials credentials = provider.credentials();
        SigningKey key = Objects.requireNonNull(credentials.signingKey());
        return PrivateKeyReader.read(key);
    }

    private String issuer(@Nullable String chosen) {
        return chosen == null ? clientId().getValue() : chosen;
    }

    /** Salesforce wants its host's name there; others want the token endpoint (RFC 7523, section 3). */
    private static String audience(@Nullable String chosen, URI endpoint) {
        if (chosen != null) {
            return chosen;
        }
        return SALESFORCE_TOKEN_PATH.equals(endpoint.getPath())
                ? endpoint.getScheme() + "://" + endpoint.getRawAuthority()
                : endpoint.toString();
    }

    private static com.nimbusds.oauth2.sdk.auth.Secret nimbus(@Nullable Secret secret) {
        return new com.nimbusds.oauth2.sdk.auth.Secret(
                Objects.requireNonNull(secret).reveal());
    }
}
