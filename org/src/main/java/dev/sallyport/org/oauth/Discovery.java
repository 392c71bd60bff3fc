package dev.sallyport.org.oauth;

import dev.sallyport.org.setup.Scope;
import io.javalin.config.RoutesConfig;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * {@code /.well-known/openid-configuration} (OpenID Connect Discovery section 4) and {@code /id/keys}, of what the server
 * can do.
 */
final class Discovery {
    private static final List<String> CLAIMS = List.of(
            "active",
            "address",
            "email",
            "email_verified",
            "family_name",
            "given_name",
            "language",
            "locale",
            "name",
            "nickname",
            "organization_id",
            "photos",
            "picture",
            "preferred_username",
            "profile",
            "sub",
            "updated_at",
            "urls",
            "user_id",
            "user_type",
            "zoneinfo");

    private final Host host;
    private final OpenId openId;

    Discovery(Host host, OpenId openId) {
        this.host = host;
        this.openId = openId;
    }

    /** Adds both documents to a server. */
    void addTo(RoutesConfig routes) {
        routes.get("/.well-known/openid-configuration", context -> context.json(document()));
        routes.get("/id/keys", context -> context.result(openId.tokens().publicKeys())
                .contentType("application/json;charset=UTF-8"));
    }

    private Map<String, Object> document() {
        String root = host.root();
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("issuer", root);
        document.put("authorization_endpoint", root + AuthorizeEndpoint.PATH);
        document.put("token_endpoint", host.tokenEndpoint());
        document.put("revocation_endpoint", root + "/services/oauth2/revoke");
        document.put("userinfo_endpoint", root + "/services/oauth2/userinfo");
        document.put("jwks_uri", root + "/id/keys");
        document.put("introspection_endpoint", root + "/services/oauth2/introspect");
        document.put(
                "scopes_supported",
                Arrays.stream(Scope.values()).map(Scope::value).toList());
        document.put(
                "response_types_supported",
                Arrays.stream(AuthorizationRequest.ResponseType.values())
                        .map(AuthorizationRequest.ResponseType::value)
                        .toList());
        document.put("grant_types_supported", grantTypes());
        document.put("subject_types_supported", List.of("public"));
        document.put("id_token_signing_alg_values_supported", List.of("RS256"));
        document.put("display_values_supported", List.of("page", "popup", "touch"));
        document.put("code_challenge_methods_supported", List.of("S256", "plain"));
        document.put(
                "token_endpoint_auth_methods_supported",
                List.of("client_secret_post", "client_secret_basic", "private_key_jwt", "none"));
        document.put("token_endpoint_auth_signing_alg_values_supported", List.of("RS256"));
        document.put("claims_supported", CLAIMS);
        return document;
    }

    private List<String> grantTypes() {
        return Stream.of(
                        "authorization_code",
                        "implicit",
                        "refresh_token",
                        "client_credentials",
                        "password",
                        "device",
                        JwtBearerGrant.TYPE,
                        SamlBearerGrant.TYPE)
                .filter(type -> host.kind() == Host.Kind.MY_DOMAIN || !type.equals("client_credentials"))
                .toList();
    }
}
