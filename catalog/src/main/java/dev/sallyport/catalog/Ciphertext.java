package dev.sallyport.catalog;

import org.jspecify.annotations.Nullable;

/** What a key has made of something secret, as it is stored. */
final class Ciphertext {
    private final byte[] bytes;

    private Ciphertext(byte[] bytes) {
        this.bytes = bytes;
    }

    static Ciphertext of(byte[] bytes) {
        return new Ciphertext(bytes);
    }

    /** Null for null. */
    static @Nullable Ciphertext ofNullable(byte @Nullable [] bytes) {
        return bytes == null ? null : new Ciphertext(bytes);
    }

    byte[] bytes() {
        return bytes;
    }
}
