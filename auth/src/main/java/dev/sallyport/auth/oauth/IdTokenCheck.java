package dev.sallyport.auth.oauth;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jose.util.Resource;
import com.nimbusds.jwt.JWT;
import com.nimbusds.jwt.JWTParser;
import com.nimbusds.oauth2.sdk.id.ClientID;
import com.nimbusds.oauth2.sdk.id.Issuer;
import com.nimbusds.oauth2.sdk.token.BearerAccessToken;
import com.nimbusds.openid.connect.sdk.Nonce;
import com.nimbusds.openid.connect.sdk.claims.AccessTokenHash;
import com.nimbusds.openid.connect.sdk.claims.AuthorizedParty;
import com.nimbusds.openid.connect.sdk.claims.IDTokenClaimsSet;
import com.nimbusds.openid.connect.sdk.validators.AccessTokenValidator;
import com.nimbusds.openid.connect.sdk.validators.IDTokenValidator;
import com.nimbusds.openid.connect.sdk.validators.InvalidHashException;
import dev.sallyport.auth.AuthorizationException;
import dev.sallyport.auth.AuthorizationException.Reason;
import dev.sallyport.auth.OAuthProvider;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Holds ID tokens against OpenID Connect Core, section 3.1.3.7. The checks are the OAuth SDK's; which keys count is ours. */
final class IdTokenCheck {
    /** Signatures by key pairs alone. With a shared secret or none, whoever knows a public key could sign (RFC 8725). */
    private static final Set<JWSAlgorithm> ALGORITHMS = Set.of(
            JWSAlgorithm.RS256,
            JWSAlgorithm.RS384,
            JWSAlgorithm.RS512,
            JWSAlgorithm.PS256,
            JWSAlgorithm.PS384,
            JWSAlgorithm.PS512,
            JWSAlgorithm.ES256,
            JWSAlgorithm.ES384,
            JWSAlgorithm.ES512);

    private static final Duration CLOCK_SKEW = Duration.ofSeconds(60);

    private final OAuthProvider provider;
    private final ServerMetadata metadata;
    private final OAuthHttp http;
    private volatile @Nullable JWKSource<SecurityContext> keys;

    IdTokenCheck(OAuthProvider provider, ServerMetadata metadata, HttpClient http) {
        this.provider = provider;
        this.metadata = metadata;
        this.http = new OAuthHttp(provider, http);
    }

    /**
     * The claims of an ID token that is the server's, for this client, of this sign-in, and whole.
     *
     * @throws AuthorizationException if it is not
     */
    Map<String, Object> check(IssuedTokens tokens, String nonce) {
        if (tokens.idToken() == null) {
            throw AuthorizationException.of(
                    Reason.ID_TOKEN_INVALID,
                    "none came with the access token.",
                    "Give the app the scope openid, and let the provider's Scopes name it.");
        }
        try {
            JWT jwt = JWTParser.parse(tokens.idToken().reveal());
            IDTokenClaimsSet claims = validator(jwt).validate(jwt, new Nonce(nonce));
            checkAuthorizedParty(claims);
            AccessTokenHash hash = claims.getAccessTokenHash();
            if (hash != null) {
                AccessTokenValidator.validate(
                        new BearerAccessToken(tokens.access().value().reveal()),
                        (JWSAlgorithm) jwt.getHeader().getAlgorithm(),
                        hash);
            }
            return claims.toJSONObject();
        } catch (ParseException | BadJOSEException | JOSEException | InvalidHashException e) {
            // The reason is the validator's; what it was given is not repeated.
            throw AuthorizationException.of(
                    Reason.ID_TOKEN_INVALID, e.getClass().getSimpleName() + ": " + why(e));
        }
    }

    /** Section 3.1.3.7, rules 4 and 5, which the validator leaves to its caller. */
    private void checkAuthorizedParty(IDTokenClaimsSet claims) {
        String clientId = provider.credentials().client().clientId();
        AuthorizedParty party = claims.getAuthorizedParty();
        if (party == null ? claims.getAudience().size() > 1 : !party.getValue().equals(clientId)) {
            throw AuthorizationException.of(Reason.ID_TOKEN_INVALID, "it was issued to another client (azp).");
        }
    }

    private IDTokenValidator validator(JWT jwt) throws ParseException {
        String tenant =
                jwt.getJWTClaimsSet() == null ? null : jwt.getJWTClaimsSet().getStringClaim("tid");
        String issuer = ServerMetadata.issuerOf(
                Objects.requireNonNull(metadata.published().issuer(), "OpenID Connect has an issuer"), tenant);
        IDTokenValidator validator = new IDTokenValidator(
                new Issuer(issuer),
                new ClientID(provider.credentials().client().clientId()),
                new JWSVerificationKeySelector<>(ALGORITHMS, keys()),
                null);
        validator.setMaxClockSkew((int) CLOCK_SKEW.toSeconds());
        return validator;
    }

    /** The server's keys; asked for again when an ID token names one that is not among them, but not without end. */
    private JWKSource<SecurityContext> keys() {
        JWKSource<SecurityContext> known = keys;
        if (known == null) {
            try {
                known = JWKSourceBuilder.<SecurityContext>create(
                                ServerMetadata.required(
                                                "jwks_uri", metadata.endpoints().jwks())
                                        .toURL(),
                                url -> retrieve(url.toString()))
                        .build();
            } catch (MalformedURLException e) {
                throw new IllegalStateException("A provider's addresses are http or https.", e);
            }
            keys = known;
        }
        return known;
    }

    private Resource retrieve(String address) throws IOException {
        HttpResponse<byte[]> answer;
        try {
            answer = http.get(URI.create(address));
        } catch (AuthorizationException e) {
            throw new IOException(e.getMessage(), e);
        }
        if (answer.statusCode() != 200) {
            throw new IOException("HTTP " + answer.statusCode() + " from " + address);
        }
        return new Resource(new String(answer.body(), StandardCharsets.UTF_8), "application/json");
    }

    private static String why(Exception e) {
        String message = e.getMessage();
        return message == null ? "no more is known." : message.replaceAll("[A-Za-z0-9_-]{40,}", "[hidden]") + ".";
    }
}
