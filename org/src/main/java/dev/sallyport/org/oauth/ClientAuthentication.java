package dev.sallyport.org.oauth;

import io.javalin.http.Context;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How a client says who it is (RFC 6749 section 2.3.1): by HTTP Basic, whose two parts are form-urlencoded first, or in
 * the request body.
 *
 * @param secret null where the client sent none
 */
record ClientAuthentication(String clientId, @Nullable String secret) {

    /**
     * Reads it from a token request.
     *
     * @return empty where the request names no client
     */
    static Optional<ClientAuthentication> of(Context context, Form form) {
        @Nullable String header = context.header("Authorization");
        if (header != null && header.toLowerCase(Locale.ROOT).startsWith("basic ")) {
            return basic(header.substring("basic ".length()).strip());
        }
        return form.value("client_id")
                .map(id ->
                        new ClientAuthentication(id, form.value("client_secret").orElse(null)));
    }

    private static Optional<ClientAuthentication> basic(String encoded) {
        try {
            String pair = new String(Base64.getDecoder().decode(encoded), StandardCharsets.UTF_8);
            int colon = pair.indexOf(':');
            return colon < 0
                    ? Optional.empty()
                    : Optional.of(new ClientAuthentication(
                            decode(pair.substring(0, colon)), decode(pair.substring(colon + 1))));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static String decode(String part) {
        return URLDecoder.decode(part, StandardCharsets.UTF_8);
    }

    @Override
    public String toString() {
        return "ClientAuthentication[clientId=" + clientId + ", secret=hidden]";
    }
}
