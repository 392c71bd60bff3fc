package dev.sallyport.org.oauth;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import java.text.ParseException;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** The org's key for ID tokens: made when it is first asked for, and kept. */
final class SigningKeys {
    private static final int KEY_BITS = 2048;

    private final Jdbi jdbi;
    private final Clock clock;
    private @Nullable RSAKey key;

    SigningKeys(Jdbi jdbi, Clock clock) {
        this.jdbi = jdbi;
        this.clock = clock;
    }

    /** The private key. */
    synchronized RSAKey current() {
        RSAKey found = key;
        if (found == null) {
            found = stored().orElseGet(this::make);
            key = found;
        }
        return found;
    }

    /** What anyone may know: a JSON Web Key Set (RFC 7517 section 5). */
    String publicKeys() {
        return new JWKSet(current().toPublicJWK()).toString();
    }

    private Optional<RSAKey> stored() {
        return jdbi.withHandle(handle -> handle.createQuery(
                        "SELECT \"PrivateKey\" FROM SETUP.\"SigningKey\" ORDER BY \"Made\" DESC FETCH FIRST ROW ONLY")
                .mapTo(String.class)
                .findOne()
                .map(SigningKeys::parse));
    }

    private RSAKey make() {
        RSAKey made = generate();
        jdbi.useHandle(handle -> handle.createUpdate("INSERT INTO SETUP.\"SigningKey\" VALUES (:id, :key, :now)")
                .bind("id", made.getKeyID())
                .bind("key", made.toJSONString())
                .bind("now", clock.instant().atOffset(ZoneOffset.UTC))
                .execute());
        return made;
    }

    private static RSAKey generate() {
        try {
            return new RSAKeyGenerator(KEY_BITS)
                    .keyUse(KeyUse.SIGNATURE)
                    .algorithm(JWSAlgorithm.RS256)
                    .keyIDFromThumbprint(true)
                    .generate();
        } catch (JOSEException e) {
            throw new IllegalStateException("Every Java platform makes RSA keys", e);
        }
    }

    private static RSAKey parse(String json) {
        try {
            return RSAKey.parse(json);
        } catch (ParseException e) {
            throw new IllegalStateException("The org's signing key in the database cannot be read", e);
        }
    }
}
