package dev.sallyport.org.oauth;

import dev.sallyport.org.setup.Scope;
import io.javalin.config.RoutesConfig;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** {@code /.well-known/openid-configuration} (OpenID Connect Discovery section 4), of what the server can do. */
public final class Discovery {
    private final Supplier<String> instanceUrl;

    /**
     * @param instanceUrl the org's own domain, known once the server has its port
     */
    public Discovery(Supplier<String> instanceUrl) {
        this.instanceUrl = instanceUrl;
    }

    /** Adds the document to a server. */
    public void addTo(RoutesConfig routes) {
        routes.get("/.well-known/openid-configuration", context -> context.json(document()));
    }

    private Map<String, Object> document() {
        String root = instanceUrl.get();
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("issuer", root);
        document.put("authorization_endpoint", root + "/services/oauth2/authorize");
        document.put("token_endpoint", root + TokenEndpoint.PATH);
        document.put("revocation_endpoint", root + "/services/oauth2/revoke");
        document.put("userinfo_endpoint", root + "/services/oauth2/userinfo");
        document.put("introspection_endpoint", root + "/services/oauth2/introspect");
        document.put("jwks_uri", root + "/id/keys");
        document.put(
                "scopes_supported",
                Arrays.stream(Scope.values()).map(Scope::value).toList());
        document.put("response_types_supported", List.of("code"));
        document.put("grant_types_supported", List.of("client_credentials"));
        document.put("subject_types_supported", List.of("public"));
        document.put("id_token_signing_alg_values_supported", List.of("RS256"));
        document.put("token_endpoint_auth_methods_supported", List.of("client_secret_post", "client_secret_basic"));
        return document;
    }
}
