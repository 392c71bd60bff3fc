package dev.sallyport.org.oauth;

import com.nimbusds.oauth2.sdk.pkce.CodeChallenge;
import com.nimbusds.oauth2.sdk.pkce.CodeChallengeMethod;
import com.nimbusds.oauth2.sdk.pkce.CodeVerifier;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
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

    /** Whether a verifier is the challenge's. Salesforce refuses every verifier with a tilde, though the RFC allows it. */
    boolean matches(String verifier) {
        if (verifier.indexOf('~') >= 0) {
            return false;
        }
        try {
            CodeChallengeMethod method = plain ? CodeChallengeMethod.PLAIN : CodeChallengeMethod.S256;
            String computed =
                    CodeChallenge.compute(method, new CodeVerifier(verifier)).getValue();
            return MessageDigest.isEqual(
                    computed.getBytes(StandardCharsets.US_ASCII), challenge.getBytes(StandardCharsets.US_ASCII));
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
