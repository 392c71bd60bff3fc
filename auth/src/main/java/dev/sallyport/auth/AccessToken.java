package dev.sallyport.auth;

import java.time.Instant;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a token endpoint issued (RFC 6749, section 5.1).
 *
 * @param value the access token itself
 * @param issuedAt when this side received it
 * @param expiresAt when it ends, by {@code expires_in} or by the provider's ExpiresIn; null when neither says: then only
 *     a 401 from the resource ends it, as with Salesforce's client credentials
 * @param scopes what it was granted; empty when the answer does not say
 * @param parameters those of the answer's other members that are known to be no secret, such as Salesforce's
 *     {@code instance_url} and {@code id}
 */
public record AccessToken(
        Secret value,
        Instant issuedAt,
        @Nullable Instant expiresAt,
        Set<String> scopes,
        Map<String, String> parameters) {
    public AccessToken {
        scopes = Set.copyOf(scopes);
        parameters = Map.copyOf(parameters);
    }
}
