package dev.sallyport.org.oauth;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The code challenge of an authorization request (RFC 7636). Where the request names no method Salesforce takes the
 * challenge as S256, unlike the RFC.
 *
 * @param plain whether the challenge is the verifier itself
 */
record ProofKey(String challenge, boolean plain) {
    private static final Pattern CHALLENGE = Pattern.compile("[A-Za-z0-9._~-]{43,128}");
    private static final Pattern VERIFIER = Pattern.compile("[A-Za-z0-9._-]{43,256}");

    /**
     * Reads a request's challenge.
     *
     * @return empty where it has none
     * @throws dev.sallyport.org.http.ApiException {@code invalid_request} if the challenge or its method is malformed
     */
    static Optional<ProofKey> of(Form form) {
        Optional<String> challenge = form.value("code_challenge");
        String method = form.value("code_challenge_method").orElse("S256");
        boolean known = method.equals("S256") || method.equals("plain");
        boolean wellFormed =
                challenge.isEmpty() || CHALLENGE.matcher(challenge.get()).matches();
        if (!known || !wellFormed) {
            throw OAuthErrors.refused("invalid_request", "invalid code challenge");
        }
        return challenge.map(value -> new ProofKey(value, method.equals("plain")));
    }

    /**
     * Whether a verifier is the challenge's. Salesforce takes verifiers of more than the 128 characters that the RFC
     * allows, which its own clients send, and refuses every one with a tilde, which the RFC allows.
     */
    boolean matches(String verifier) {
        if (!VERIFIER.matcher(verifier).matches()) {
            return false;
        }
        String computed = plain ? verifier : s256(verifier);
        return MessageDigest.isEqual(
                computed.getBytes(StandardCharsets.US_ASCII), challenge.getBytes(StandardCharsets.US_ASCII));
    }

    private static String s256(String verifier) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(verifier.getBytes(StandardCharsets.US_ASCII));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }
}
