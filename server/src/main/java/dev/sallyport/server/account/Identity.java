package dev.sallyport.server.account;

import dev.sallyport.auth.oauth.Claims;
import dev.sallyport.server.ServerException;
import java.util.Optional;

/**
 * Whom an authorization server means, for good (OpenID Connect Core, section 5.7: these two claims together, and no
 * other).
 *
 * @param issuer the ID token's {@code iss}
 * @param subject the ID token's {@code sub}
 */
public record Identity(String issuer, String subject) {
    private static final int LONGEST_ISSUER = 512;
    private static final int LONGEST_SUBJECT = 255;

    /**
     * The identity that claims tell.
     *
     * @throws ServerException if they tell none, or one that is longer than the standard allows
     */
    public static Identity of(Claims claims) {
        Optional<String> issuer = text(claims, "iss", LONGEST_ISSUER);
        Optional<String> subject = text(claims, "sub", LONGEST_SUBJECT);
        if (issuer.isEmpty() || subject.isEmpty()) {
            throw new ServerException(
                    ServerException.Reason.INVALID,
                    "The provider does not tell who signed in: iss or sub is missing, or too long.",
                    "An ID token has both. Use a security provider of type OpenID Connect.");
        }
        return new Identity(issuer.get(), subject.get());
    }

    private static Optional<String> text(Claims claims, String name, int longest) {
        return Optional.ofNullable(claims.values().get(name))
                .map(Object::toString)
                .filter(text -> !text.isBlank() && text.length() <= longest);
    }
}
