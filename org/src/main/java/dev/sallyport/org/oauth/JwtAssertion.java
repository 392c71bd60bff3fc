package dev.sallyport.org.oauth;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.security.cert.X509Certificate;
import java.security.interfaces.RSAPublicKey;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A signed JWT by which a client says who it is, or whom it acts for (RFC 7523). */
final class JwtAssertion {
    /** Salesforce allows for clocks that differ by three minutes. */
    static final Duration CLOCK_SKEW = Duration.ofMinutes(3);

    private static final Pattern SECONDS = Pattern.compile("\\d{1,15}");

    private final SignedJWT jwt;
    private final JWTClaimsSet claims;

    private JwtAssertion(SignedJWT jwt, JWTClaimsSet claims) {
        this.jwt = jwt;
        this.claims = claims;
    }

    /** Reads an assertion; nothing it says is checked yet. */
    static Optional<JwtAssertion> parse(String text) {
        try {
            SignedJWT jwt = SignedJWT.parse(text);
            @Nullable Map<String, Object> claims = jwt.getPayload().toJSONObject();
            if (claims == null) {
                return Optional.empty();
            }
            claims.computeIfPresent("exp", (name, value) -> seconds(value));
            return Optional.of(new JwtAssertion(jwt, JWTClaimsSet.parse(claims)));
        } catch (ParseException e) {
            return Optional.empty();
        }
    }

    /** RFC 7519 has a number here; the examples of Salesforce Help have a text of digits, and so have its clients. */
    private static Object seconds(Object value) {
        return value instanceof String text && SECONDS.matcher(text).matches() ? Long.valueOf(text) : value;
    }

    /** Whether a certificate's key signed it, by RS256, the one algorithm that Salesforce takes. */
    boolean isSignedBy(X509Certificate certificate) {
        try {
            return JWSAlgorithm.RS256.equals(jwt.getHeader().getAlgorithm())
                    && certificate.getPublicKey() instanceof RSAPublicKey key
                    && jwt.verify(new RSASSAVerifier(key));
        } catch (JOSEException e) {
            return false;
        }
    }

    Optional<String> issuer() {
        return Optional.ofNullable(claims.getIssuer());
    }

    Optional<String> subject() {
        return Optional.ofNullable(claims.getSubject());
    }

    List<String> audience() {
        return claims.getAudience();
    }

    /** The {@code jti} by which it names itself; empty where it has none. */
    Optional<String> id() {
        return Optional.ofNullable(claims.getJWTID()).filter(id -> !id.isEmpty());
    }

    /** From when on nobody takes it any more; {@link Instant#EPOCH} where it does not say how long it holds. */
    Instant end() {
        @Nullable Date expires = claims.getExpirationTime();
        return expires == null ? Instant.EPOCH : expires.toInstant().plus(CLOCK_SKEW);
    }

    /** Whether it says how long it holds, and holds still. */
    boolean isCurrent(Instant now) {
        return now.isBefore(end());
    }
}
