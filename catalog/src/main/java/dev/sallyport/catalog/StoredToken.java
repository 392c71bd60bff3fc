package dev.sallyport.catalog;

import dev.sallyport.auth.oauth.TokenMetadata;
import dev.sallyport.auth.oauth.TokenRefused;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * All that may be shown of a stored token.
 *
 * @param metadata whose it is and how long it lives
 * @param parameters what the server said of it besides, such as Salesforce's {@code instance_url} and {@code id}
 * @param refused the last refusal, and how long the server is left alone therefore; null after a success
 */
public record StoredToken(
        TokenMetadata metadata,
        Map<String, String> parameters,
        @Nullable TokenRefused refused) {
    public StoredToken {
        parameters = Map.copyOf(parameters);
    }
}
