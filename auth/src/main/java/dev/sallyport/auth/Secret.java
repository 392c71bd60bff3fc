package dev.sallyport.auth;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/** A text that must not be seen: a client secret, a token. It prints as a fixed text and compares in constant time. */
public final class Secret {
    private final String value;

    private Secret(String value) {
        this.value = value;
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
        return new Secret(value);
    }

    /** The only way out; callers keep the result as short-lived as they can. */
    public String reveal() {
        return value;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Secret that && MessageDigest.isEqual(bytes(), that.bytes());
    }

    /** The same for every secret: a hash code that differed would tell something of the text. */
    @Override
    public int hashCode() {
        return Secret.class.hashCode();
    }

    @Override
    public String toString() {
        return "Secret[hidden]";
    }

    private byte[] bytes() {
        return value.getBytes(StandardCharsets.UTF_8);
    }
}
