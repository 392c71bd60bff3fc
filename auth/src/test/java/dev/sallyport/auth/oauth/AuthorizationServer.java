package dev.sallyport.auth.oauth;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.sallyport.auth.ClientCredential;
import dev.sallyport.auth.Endpoints;
import dev.sallyport.auth.Grant;
import dev.sallyport.auth.OAuthProvider;
import dev.sallyport.auth.OAuthProviderBuilder;
import dev.sallyport.auth.ProviderType;
import dev.sallyport.auth.Secret;
import dev.sallyport.auth.TokenOwner;
import dev.sallyport.auth.oauth.ScriptedServer.Played;
import dev.sallyport.auth.oauth.ScriptedServer.Seen;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import net.minidev.json.JSONObject;

/** An authorization server that does what the standards say until a test tells it to cheat. */
final class AuthorizationServer implements AutoCloseable {
    static final String CLIENT_ID = "the-client";
    static final String SUBJECT = "248289761001";

    /** Made once: a key takes longer than a test. */
    private static final RSAKey KEY = newKey();

    private final ScriptedServer server;
    private final Map<String, Played> answers = new ConcurrentHashMap<>();
    private final Map<String, Object> metadata = new ConcurrentHashMap<>();

    AuthorizationServer() {
        try {
            server = new ScriptedServer(this::answer);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        metadata.putAll(Map.of(
                "issuer", issuer().toString(),
                "authorization_endpoint", issuer() + "/authorize",
                "token_endpoint", issuer() + "/token",
                "userinfo_endpoint", issuer() + "/userinfo",
                "revocation_endpoint", issuer() + "/revoke",
                "jwks_uri", issuer() + "/keys",
                "response_types_supported", List.of("code")));
        plays("/keys", Played.json(200, new JWKSet(KEY.toPublicJWK()).toString()));
        plays("/userinfo", Played.json(200, "{\"sub\":\"" + SUBJECT + "\",\"email\":\"jane@example.com\"}"));
    }

    URI issuer() {
        return server.address();
    }

    RSAKey key() {
        return KEY;
    }

    private static RSAKey newKey() {
        try {
            return new RSAKeyGenerator(2048).keyID("one").generate();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A provider of type OpenID Connect whose client is registered here. */
    OAuthProviderBuilder provider(String name) {
        return OAuthProvider.named(name)
                .type(ProviderType.OPENID_CONNECT)
                .grant(new Grant.AuthorizationCode(List.of("openid", "email"), null))
                .tokenOwner(TokenOwner.USER)
                .endpoints(Endpoints.ofIssuer(issuer()))
                .client(new ClientCredential(CLIENT_ID, Secret.of("the-client-secret")));
    }

    /** What lies at a path from now on. */
    void plays(String path, Played answer) {
        answers.put(path, answer);
    }

    /** A member of the metadata from now on. */
    void publishes(String member, Object value) {
        metadata.put(member, value);
    }

    /** The token endpoint's next answers carry this ID token. */
    void issues(String idToken) {
        plays(
                "/token",
                Played.json(
                        200,
                        "{\"access_token\":\"the-access-token\",\"token_type\":\"Bearer\",\"expires_in\":3600,"
                                + "\"refresh_token\":\"the-refresh-token\",\"id_token\":\"" + idToken + "\"}"));
    }

    /** The claims of a good ID token for a sign-in. */
    JWTClaimsSet.Builder claims(String nonce) {
        Instant now = Instant.now();
        return new JWTClaimsSet.Builder()
                .issuer(issuer().toString())
                .subject(SUBJECT)
                .audience(CLIENT_ID)
                .issueTime(Date.from(now))
                .expirationTime(Date.from(now.plus(Duration.ofMinutes(5))))
                .claim("nonce", nonce);
    }

    /** An ID token as the server signs it. */
    String signed(JWTClaimsSet.Builder claims) {
        try {
            return signed(claims, JWSAlgorithm.RS256, new RSASSASigner(KEY));
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    String signed(JWTClaimsSet.Builder claims, JWSAlgorithm algorithm, JWSSigner signer) {
        try {
            SignedJWT jwt = new SignedJWT(
                    new JWSHeader.Builder(algorithm)
                            .keyID("one")
                            .type(JOSEObjectType.JWT)
                            .build(),
                    claims.build());
            jwt.sign(signer);
            return jwt.serialize();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    List<Seen> seen() {
        return server.seen();
    }

    /** How often a path was asked for. */
    long count(String path) {
        return seen().stream().filter(request -> request.path().equals(path)).count();
    }

    @Override
    public void close() {
        server.close();
    }

    private Played answer(Seen request) {
        Played played = answers.get(request.path());
        if (played != null) {
            return played;
        }
        return request.path().equals("/.well-known/openid-configuration")
                ? Played.json(200, new JSONObject(new HashMap<>(metadata)).toJSONString())
                : Played.json(404, "{}");
    }
}
