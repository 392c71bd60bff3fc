package dev.sallyport.auth.oauth;

import com.nimbusds.oauth2.sdk.ParseException;
import com.nimbusds.oauth2.sdk.as.AuthorizationServerMetadata;
import dev.sallyport.auth.AuthorizationException;
import dev.sallyport.auth.AuthorizationException.Reason;
import dev.sallyport.auth.Endpoints;
import dev.sallyport.auth.OAuthProvider;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * An authorization server's addresses: the provider's own where it gives them, else what the server publishes under its
 * issuer (OpenID Connect Discovery, section 4; RFC 8414, section 3). Read once, when first needed.
 */
public final class ServerMetadata {
    private static final int OK = 200;
    private static final String TENANT_PLACEHOLDER = "{tenantid}";
    private static final String ENCODED_PLACEHOLDER = "%7Btenantid%7D";

    private final OAuthProvider provider;
    private final OAuthHttp http;
    private volatile @Nullable Published published;

    /**
     * What the server publishes.
     *
     * @param endpoints the provider's, completed
     * @param issuer what ID tokens must name; with a place for the tenant where the provider replaces that
     * @param namesIssuer whether its answers to the callback name the issuer (RFC 9207)
     */
    record Published(Endpoints endpoints, @Nullable String issuer, boolean namesIssuer) {}

    /**
     * The metadata of a provider's server; nothing is called yet.
     *
     * @param http the transport
     */
    public ServerMetadata(OAuthProvider provider, HttpClient http) {
        this.provider = provider;
        this.http = new OAuthHttp(provider, http);
    }

    /**
     * All endpoints, as far as anyone names them.
     *
     * @throws AuthorizationException if the metadata is needed and missing, or is not the issuer's
     */
    public Endpoints endpoints() {
        return published().endpoints();
    }

    Published published() {
        Published known = published;
        if (known == null) {
            URI issuer = provider.endpoints().issuer();
            known = issuer == null ? new Published(provider.endpoints(), null, false) : fetch(issuer);
            published = known;
        }
        return known;
    }

    /** Does not read the metadata where the provider names the endpoint itself. */
    URI tokenEndpoint() {
        URI given = provider.endpoints().token();
        return given != null ? given : required("token_endpoint", endpoints().token());
    }

    static URI required(String member, @Nullable URI endpoint) {
        if (endpoint == null) {
            throw AuthorizationException.of(Reason.METADATA_INVALID, "it has no " + member + ".");
        }
        return endpoint;
    }

    private Published fetch(URI issuer) {
        provider.validate();
        URI place = URI.create(issuer.toString().replaceFirst("/$", "") + "/.well-known/openid-configuration");
        HttpResponse<byte[]> answer = http.get(place);
        // Not every server says 404 of what it does not have: behind a login, each unknown path leads to its page.
        if (answer.statusCode() != OK) {
            int status = answer.statusCode();
            String tried = place + " and " + rfc8414Place(issuer);
            place = rfc8414Place(issuer);
            answer = http.get(place);
            if (answer.statusCode() != OK) {
                throw AuthorizationException.of(
                        Reason.METADATA_INVALID,
                        "HTTP " + status + " and " + answer.statusCode() + " from " + tried + ".");
            }
        }
        AuthorizationServerMetadata document = parsed(answer, place);
        String named = document.getIssuer().getValue().replace(ENCODED_PLACEHOLDER, TENANT_PLACEHOLDER);
        checkIssuer(issuer, named);
        Endpoints completed = completed(document);
        // What the server names is held against the same rules as what a user types: no plain http, for one.
        provider.toBuilder().endpoints(completed).build().validate();
        return new Published(completed, named, document.supportsAuthorizationResponseIssuerParam());
    }

    /** OpenID Connect puts the well-known path behind the issuer's own path, RFC 8414 before it. */
    private static URI rfc8414Place(URI issuer) {
        String path = issuer.getRawPath().replaceFirst("/$", "");
        return URI.create(issuer.getScheme() + "://" + issuer.getRawAuthority()
                + "/.well-known/oauth-authorization-server" + path);
    }

    private AuthorizationServerMetadata parsed(HttpResponse<byte[]> answer, URI place) {
        String document = new String(answer.body(), StandardCharsets.UTF_8);
        try {
            // The parser wants an issuer that is an address, and braces are none.
            return AuthorizationServerMetadata.parse(
                    provider.parameters().replaceIssuerTenantId()
                            ? document.replace(TENANT_PLACEHOLDER, ENCODED_PLACEHOLDER)
                            : document);
        } catch (ParseException | IllegalArgumentException e) {
            throw AuthorizationException.of(Reason.METADATA_INVALID, "what lies at " + place + " is no metadata.");
        }
    }

    /** The document must be the issuer's own (RFC 8414, section 3.3), or anyone could speak for anyone. */
    private void checkIssuer(URI expected, String found) {
        boolean template = provider.parameters().replaceIssuerTenantId()
                && found.contains(TENANT_PLACEHOLDER)
                && sameHost(expected, found);
        if (!found.equals(expected.toString()) && !template) {
            throw AuthorizationException.of(
                    Reason.METADATA_INVALID, "it names the issuer " + found + ", not " + expected + ".");
        }
    }

    private static boolean sameHost(URI expected, String template) {
        return template.startsWith(expected.getScheme() + "://" + expected.getRawAuthority() + "/");
    }

    private Endpoints completed(AuthorizationServerMetadata document) {
        Endpoints given = provider.endpoints();
        return new Endpoints(
                given.authorization() != null ? given.authorization() : document.getAuthorizationEndpointURI(),
                given.token() != null ? given.token() : document.getTokenEndpointURI(),
                given.userInfo() != null ? given.userInfo() : userInfo(document),
                given.revocation() != null ? given.revocation() : document.getRevocationEndpointURI(),
                given.jwks() != null ? given.jwks() : document.getJWKSetURI(),
                given.issuer());
    }

    private static @Nullable URI userInfo(AuthorizationServerMetadata document) {
        return document.getCustomParameter("userinfo_endpoint") instanceof String text
                ? Endpoints.parse("userinfo_endpoint", text)
                : null;
    }

    /** The issuer that an ID token must name: with its own tenant in the placeholder's stead, where the provider says so. */
    static String issuerOf(String issuer, @Nullable String tenantId) {
        if (!issuer.contains(TENANT_PLACEHOLDER)) {
            return issuer;
        }
        if (tenantId == null || !tenantId.matches("[A-Za-z0-9-]{1,64}")) {
            throw AuthorizationException.of(Reason.ID_TOKEN_INVALID, "it names no tenant (tid).");
        }
        return issuer.replace(TENANT_PLACEHOLDER, tenantId);
    }
}
