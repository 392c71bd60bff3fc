package dev.sallyport.org.setup;

import dev.sallyport.org.data.SalesforceId;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import org.jdbi.v3.core.Jdbi;

/** Users' passwords, kept salted and hashed (RFC 8018, PBKDF2). */
final class Passwords {
    private static final String ALGORITHM = "PBKDF2WithHmacSHA256";
    private static final int ITERATIONS = 20_000;
    private static final int SALT_BYTES = 16;
    private static final int HASH_BITS = 256;

    private record Stored(String salt, String hash) {}

    private final Jdbi jdbi;
    private final SecureRandom random;

    Passwords(Jdbi jdbi, SecureRandom random) {
        this.jdbi = jdbi;
        this.random = random;
    }

    void set(SalesforceId user, String password) {
        byte[] salt = new byte[SALT_BYTES];
        random.nextBytes(salt);
        jdbi.useHandle(handle -> handle.createUpdate("MERGE INTO SETUP.\"Password\" VALUES (:user, :salt, :hash)")
                .bind("user", user.value())
                .bind("salt", HexFormat.of().formatHex(salt))
                .bind("hash", HexFormat.of().formatHex(hash(password, salt)))
                .execute());
    }

    boolean exists(SalesforceId user) {
        return jdbi.withHandle(
                        handle -> handle.createQuery("SELECT COUNT(*) FROM SETUP.\"Password\" WHERE \"UserId\" = :user")
                                .bind("user", user.value())
                                .mapTo(Integer.class)
                                .one())
                > 0;
    }

    /** A password that nobody has. */
    String random() {
        byte[] bytes = new byte[18];
        random.nextBytes(bytes);
        return Base64.getUrlEncoder().encodeToString(bytes);
    }

    boolean matches(SalesforceId user, String password) {
        return jdbi.withHandle(handle -> handle.createQuery(
                                "SELECT \"Salt\", \"Hash\" FROM SETUP.\"Password\" WHERE \"UserId\" = :user")
                        .bind("user", user.value())
                        .map((row, context) -> new Stored(row.getString("Salt"), row.getString("Hash")))
                        .findOne())
                .map(stored -> MessageDigest.isEqual(
                        HexFormat.of().parseHex(stored.hash()),
                        hash(password, HexFormat.of().parseHex(stored.salt()))))
                .orElse(false);
    }

    private static byte[] hash(String password, byte[] salt) {
        PBEKeySpec specification = new PBEKeySpec(password.toCharArray(), salt, ITERATIONS, HASH_BITS);
        try {
            return SecretKeyFactory.getInstance(ALGORITHM)
                    .generateSecret(specification)
                    .getEncoded();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java platform has " + ALGORITHM, e);
        } finally {
            specification.clearPassword();
        }
    }
}
