package dev.sallyport.org.oauth;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.nimbusds.oauth2.sdk.token.BearerAccessToken;
import com.nimbusds.openid.connect.sdk.claims.AccessTokenHash;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** Makes ID tokens (OpenID Connect Core section 2). Nothing here is loaded before the first app asks for one. */
final class IdTokens {
    /** What an app's ID token settings have at first: "Token Valid for: 2 minutes". */
    private static final Duration LIFE = Duration.ofMinutes(2);

    private final SigningKeys keys;
    private final Clock clock;

    IdTokens(Jdbi jdbi, Clock clock) {
        this.keys = new SigningKeys(jdbi, clock);
        this.clock = clock;
    }

    /** The public half of the org's key. */
    String publicKeys() {
        return keys.publicKeys();
    }

    /**
     * Makes a token.
     *
     * @param issuer the host that was asked
     * @param subject the user's identity URL
     * @param audience the app's consumer key
     * @param accessToken that the ID token comes with
     * @param nonce of the authorization request; null where it had none
     */
    String make(String issuer, String subject, String audience, String accessToken, @Nullable String nonce) {
        RSAKey key = keys.current();
        Instant now = clock.instant();
        JWTClaimsSet.Builder claims = new JWTClaimsSet.Builder()
                .claim(
                        "at_hash",
                        AccessTokenHash.compute(new BearerAccessToken(accessToken), JWSAlgorithm.RS256, null)
                                .getValue())
                .subject(subject)
                .audience(audience)
                .issuer(issuer)
                .issueTime(Date.from(now))
                .expirationTime(Date.from(now.plus(LIFE)));
        if (nonce != null) {
            claims.claim("nonce", nonce);
        }
        SignedJWT jwt = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(key.getKeyID()).build(), claims.build());
        try {
            jwt.sign(new RSASSASigner(key));
        } catch (JOSEException e) {
            throw new IllegalStateException("The org's own key signs", e);
        }
        return jwt.serialize();
    }
}
