package dev.sallyport.org.metadata;

import dev.sallyport.org.data.SalesforceId;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** Ids of what came with the org and so was never given one: always the same for the same name. */
final class DerivedIds {
    private static final String DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    private static final int NUMBER_LENGTH = 9;

    private DerivedIds() {}

    static SalesforceId of(String keyPrefix, String name) {
        StringBuilder id = new StringBuilder(keyPrefix).append("Lo0");
        long rest = ByteBuffer.wrap(hash(name)).getLong() & Long.MAX_VALUE;
        for (int i = 0; i < NUMBER_LENGTH; i++) {
            id.append(DIGITS.charAt((int) (rest % DIGITS.length())));
            rest /= DIGITS.length();
        }
        return SalesforceId.parse(id.toString()).orElseThrow();
    }

    /** One in which names that differ little have nothing in common: an org may have thousands of such names. */
    private static byte[] hash(String name) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(name.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }
}
