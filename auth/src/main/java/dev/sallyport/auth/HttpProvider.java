package dev.sallyport.auth;

import dev.sallyport.auth.AuthorizationException.Reason;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A provider whose requests carry a fixed credential.
 *
 * @param name identifies the provider; case-sensitive
 * @param enabled whether it may be used
 * @param authentication what requests carry
 * @param parameters its further parameters, of which RequestHeaders and IgnoreTlsErrors count here
 */
public record HttpProvider(
        String name, boolean enabled, HttpAuthentication authentication, ProviderParameters parameters)
        implements SecurityProvider {
    @Override
    public ProviderType type() {
        return ProviderType.HTTP;
    }

    @Override
    public String authenticationType() {
        return authentication.label();
    }

    @Override
    public HttpProvider withEnabled(boolean nowEnabled) {
        return new HttpProvider(name, nowEnabled, authentication, parameters);
    }

    @Override
    public void validate() {
        if (authentication instanceof HttpAuthentication.Basic basic
                && (basic.userName().isBlank() || basic.userName().contains(":"))) {
            throw AuthorizationException.of(
                            Reason.CREDENTIAL_MISSING,
                            "User Name is empty or has a colon.",
                            "Type the user name as it is known to the data server; HTTP Basic cannot carry a colon in it.")
                    .at("credentials.basic.userName");
        }
        if (authentication instanceof HttpAuthentication.ApiKey key
                && !key.name().matches("[A-Za-z0-9_.~-]+")) {
            throw AuthorizationException.of(
                            Reason.CREDENTIAL_MISSING,
                            "the key's name is empty or has characters that no header has.",
                            "Type the header's or the parameter's name, such as X-API-Key.")
                    .at("settings.ApiKeyName");
        }
    }

    @Override
    public void requireReady() {
        ProviderCheck.requireEnabled(this);
        if (!(authentication instanceof HttpAuthentication.Anonymous)) {
            ProviderCheck.present(secret(), authentication.label());
        }
    }

    @Override
    public List<String> warnings() {
        return ProviderCheck.warnings(this);
    }

    /**
     * Puts the credential on a request.
     *
     * @param request it stays as it is
     * @return the request with the credential and the provider's own headers
     * @throws AuthorizationException if the credential is missing
     */
    public HttpRequest authorize(HttpRequest request) {
        requireReady();
        HttpRequest.Builder authorized = HttpRequest.newBuilder(request, (header, value) -> true);
        for (Map.Entry<String, Secret> header : parameters.requestHeaders().entrySet()) {
            authorized.setHeader(header.getKey(), header.getValue().reveal());
        }
        if (authentication instanceof HttpAuthentication.Basic basic) {
            byte[] pair = (basic.userName() + ":" + revealed()).getBytes(StandardCharsets.UTF_8);
            authorized.setHeader("Authorization", "Basic " + Base64.getEncoder().encodeToString(pair));
        } else if (authentication instanceof HttpAuthentication.BearerToken) {
            authorized.setHeader("Authorization", "Bearer " + revealed());
        } else if (authentication instanceof HttpAuthentication.ApiKey key) {
            switch (key.location()) {
                case HEADER -> authorized.setHeader(key.name(), revealed());
                case QUERY -> authorized.uri(withParameter(request.uri(), key.name(), revealed()));
            }
        }
        return authorized.build();
    }

    private String revealed() {
        return ProviderCheck.present(secret(), authentication.label()).reveal();
    }

    private @Nullable Secret secret() {
        if (authentication instanceof HttpAuthentication.Basic basic) {
            return basic.password();
        }
        if (authentication instanceof HttpAuthentication.ApiKey key) {
            return key.key();
        }
        return authentication instanceof HttpAuthentication.BearerToken bearer ? bearer.token() : null;
    }

    private static URI withParameter(URI address, String name, String value) {
        String added = name + "=" + URLEncoder.encode(value, StandardCharsets.UTF_8);
        String query = address.getRawQuery() == null ? added : address.getRawQuery() + "&" + added;
        return URI.create(address.toString().replaceFirst("[?#].*", "") + "?" + query);
    }
}
