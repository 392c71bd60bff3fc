package dev.sallyport.org.oauth;

import io.javalin.http.Context;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How a client says who it is (RFC 6749 section 2.3): by HTTP Basic, whose two parts are form-urlencoded first, by a
 * secret in the request body, by a signed assertion (RFC 7523 section 2.2), or by its name alone.
 *
 * @param secret null where the client sent none
 * @param assertion null where the client sent none
 */
record ClientAuthentication(
        String clientId, @Nullable String secret, @Nullable String assertion) {
    private static final String ASSERTION_TYPE = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

    /**
     * Reads it from a token request.
     *
     * @return empty where the request names no client
     * @throws dev.sallyport.org.http.ApiException if the Basic header is malformed or the assertion of another type
     */
    static Optional<ClientAuthentication> of(Context context, Form form) {
        @Nullable String header = context.header("Authorization");
        if (header != null && header.toLowerCase(Locale.ROOT).startsWith("basic ")) {
            return Optional.of(basic(header.substring("basic ".length()).strip()));
        }
        Optional<String> assertion = form.value("client_assertion");
        if (assertion.isPresent()) {
            return ofAssertion(assertion.get(), form);
        }
        return form.value("client_id")
                .map(id ->
                        new ClientAuthentication(id, form.value("client_secret").orElse(null), null));
    }

    private static Optional<ClientAuthentication> ofAssertion(String assertion, Form form) {
        if (!form.value("client_assertion_type").orElse("").equals(ASSERTION_TYPE)) {
            throw OAuthErrors.refused("invalid_assertion_type", "assertion type is not supported");
        }
        return form.value("client_id")
                .or(() -> JwtAssertion.parse(assertion).flatMap(JwtAssertion::subject))
                .map(id -> new ClientAuthentication(id, null, assertion));
    }

    private static ClientAuthentication basic(String encoded) {
        try {
            String pair = new String(Base64.getDecoder().decode(encoded), StandardCharsets.UTF_8);
            int colon = pair.indexOf(':');
            if (colon >= 0) {
                return new ClientAuthentication(
                        decode(pair.substring(0, colon)), decode(pair.substring(colon + 1)), null);
            }
        } catch (IllegalArgumentException e) {
            // Neither Base64 nor form-urlencoded: refused as every other malformed header.
        }
        throw OAuthErrors.refused("invalid_basic_auth_header", "invalid basic authorization header");
    }

    private static String decode(String part) {
        return URLDecoder.decode(part, StandardCharsets.UTF_8);
    }

    @Override
    public String toString() {
        return "ClientAuthentication[clientId=" + clientId + ", hidden]";
    }
}
