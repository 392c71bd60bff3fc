package dev.sallyport.salesforce.doctor;

import dev.sallyport.auth.AccessToken;
import dev.sallyport.auth.OAuthProvider;
import dev.sallyport.auth.ResourceAccess;
import dev.sallyport.auth.TokenSource;
import dev.sallyport.salesforce.ApiVersion;
import dev.sallyport.salesforce.OAuthServerUrl;
import dev.sallyport.salesforce.SalesforceClient;
import java.net.URI;
import java.net.http.HttpClient;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Calls hosts with one token, which is never replaced: that it is refused is what is to be found out.
 *
 * @param provider how the token travels
 * @param http the transport
 */
record Org(OAuthProvider provider, HttpClient http) {
    /** For calls that need no version. */
    private static final ApiVersion ANY = new ApiVersion(55, 0);

    /** A source that has one token, or none. */
    private record OneToken(@Nullable AccessToken held) implements TokenSource {
        @Override
        public AccessToken token() {
            if (held == null) {
                throw new IllegalStateException("Calls without a token ask for none.");
            }
            return held;
        }

        @Override
        public AccessToken replace(AccessToken refused) {
            return token();
        }
    }

    /** Scheme, host and port of an address. */
    static URI originOf(URI address) {
        return URI.create(address.getScheme().toLowerCase(Locale.ROOT) + "://" + address.getRawAuthority());
    }

    static boolean isSameOrigin(URI one, URI other) {
        return originOf(one).toString().equalsIgnoreCase(originOf(other).toString());
    }

    /** The API versions of a host; not metered, needs no token. */
    List<ApiVersion> versions(URI origin) {
        try (SalesforceClient client = client(origin, ANY, null)) {
            return client.versions();
        }
    }

    /** A client in any version, for what has none. */
    SalesforceClient client(URI origin, AccessToken token) {
        return client(origin, ANY, token);
    }

    SalesforceClient client(URI origin, ApiVersion version, @Nullable AccessToken token) {
        ResourceAccess access = new ResourceAccess(
                new OneToken(token),
                provider.resourceAuthentication(),
                provider.parameters().requestHeaders(),
                false);
        return new SalesforceClient(new OAuthServerUrl(origin, version), access, http);
    }
}
