package dev.sallyport.auth;

import java.time.Duration;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A provider's further parameters, each under App Builder's name.
 *
 * @param expiresIn {@code ExpiresIn}: how long a token lives where its answer does not say and the resource does not
 *     answer 401 once it has ended; null means until the resource refuses it
 * @param logPii {@code LogPII}: whether logs may name people
 * @param replaceIssuerTenantId {@code ReplaceIssuerTenantId}: whether {@code {tenantid}} in the metadata's issuer stands
 *     for the ID token's {@code tid} claim, as with Microsoft's multi-tenant issuers
 * @param requestHeaders {@code RequestHeaders}: headers that every request carries; secrets, for many an API key travels so
 * @param ignoreTlsErrors {@code IgnoreTlsErrors}: whether any certificate is believed; for set-up alone
 * @param authorizationParameters {@code AuthorizationParameters}: what the authorization request says beyond the standard,
 *     such as {@code prompt=login}
 * @param tokenParameters {@code TokenParameters}: what the token request says beyond the standard, such as
 *     {@code resource=...}; no secrets
 */
public record ProviderParameters(
        @Nullable Duration expiresIn,
        boolean logPii,
        boolean replaceIssuerTenantId,
        Map<String, Secret> requestHeaders,
        boolean ignoreTlsErrors,
        Map<String, String> authorizationParameters,
        Map<String, String> tokenParameters) {
    /** What a provider has that sets none. */
    public static final ProviderParameters NONE =
            new ProviderParameters(null, false, false, Map.of(), false, Map.of(), Map.of());

    public ProviderParameters {
        requestHeaders = sorted(requestHeaders);
        authorizationParameters = sorted(authorizationParameters);
        tokenParameters = sorted(tokenParameters);
    }

    /** These parameters with another ExpiresIn. */
    public ProviderParameters withExpiresIn(@Nullable Duration other) {
        return new ProviderParameters(
                other,
                logPii,
                replaceIssuerTenantId,
                requestHeaders,
                ignoreTlsErrors,
                authorizationParameters,
                tokenParameters);
    }

    /** The same order on every machine and after every restart. */
    private static <V> Map<String, V> sorted(Map<String, V> map) {
        return Collections.unmodifiableMap(new TreeMap<>(map));
    }
}
