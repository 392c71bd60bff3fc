package dev.sallyport.auth;

import org.jspecify.annotations.Nullable;

/**
 * A certificate with its private key, as it was given: it signs what the client asserts. Read when it is needed.
 *
 * @param format how the content is written
 * @param content the key: PEM text (PKCS#8, encrypted or not, with the certificate behind it or not), or a PKCS#12 file in
 *     Base64
 * @param password what opens it; null where it is not encrypted
 */
public record SigningKey(
        Format format, Secret content, @Nullable Secret password) {
    /** How a key is written. */
    public enum Format {
        /** {@code -----BEGIN PRIVATE KEY-----}. */
        PEM("PEM"),
        /** A {@code .p12} or {@code .pfx} file in Base64. */
        PKCS12("PKCS#12");

        private final String label;

        Format(String label) {
            this.label = label;
        }

        /** The name that people see. */
        public String label() {
            return label;
        }
    }
}
