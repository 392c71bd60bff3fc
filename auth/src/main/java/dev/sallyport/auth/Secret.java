package dev.sallyport.auth;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A text that must not be seen: a client secret, a token, a key. It prints as a fixed text and compares in constant time.
 * It is held here, or is a reference to another place and read from there whenever it is needed.
 */
public final class Secret {
    private final @Nullable String value;
    private final @Nullable SecretReference reference;

    private Secret(@Nullable String value, @Nullable SecretReference reference) {
        this.value = value;
        this.reference = reference;
    }

    /**
     * Wraps a secret text.
     *
     * @throws IllegalArgumentException if {@code value} is blank
     */
    public static Secret of(String value) {
        if (value.isBlank()) {
            throw new IllegalArgumentException("The secret is empty.");
        }
        return new Secret(value, null);
    }

    /** A secret that is kept elsewhere; nothing is read yet. */
    public static Secret at(SecretReference reference) {
        return new Secret(null, reference);
    }

    /**
     * The only way out; callers keep the result as short-lived as they can.
     *
     * @throws AuthorizationException if it is kept elsewhere and not to be had there
     */
    public String reveal() {
        return value != null ? value : reference().orElseThrow().read();
    }

    /** Where it is kept, if not here. */
    public Optional<SecretReference> reference() {
        return Optional.ofNullable(reference);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Secret that
                && reference().equals(that.reference())
                && (value == null ? that.value == null : that.value != null && sameText(value, that.value));
    }

    /** The same for every secret: a hash code that differed would tell something of the text. */
    @Override
    public int hashCode() {
        return Secret.class.hashCode();
    }

    @Override
    public String toString() {
        return reference == null ? "Secret[hidden]" : "Secret[" + reference + "]";
    }

    private static boolean sameText(String one, String other) {
        return MessageDigest.isEqual(one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
    }
}
