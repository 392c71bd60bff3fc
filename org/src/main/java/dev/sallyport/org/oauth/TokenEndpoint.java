package dev.sallyport.org.oauth;

import dev.sallyport.org.http.ApiException;
import dev.sallyport.org.session.Sessions;
import dev.sallyport.org.setup.Scope;
import dev.sallyport.org.setup.Setup;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** {@code /services/oauth2/token} of the org's own domain. */
public final class TokenEndpoint {
    /** Where it is, on every host that has one. */
    public static final String PATH = "/services/oauth2/token";

    private static final String HMAC = "HmacSHA256";

    private final Supplier<String> instanceUrl;
    private final String organizationId;
    private final Clock clock;
    private final ClientCredentialsGrant clientCredentials;

    /**
     * @param instanceUrl the org's own domain, known once the server has its port
     */
    public TokenEndpoint(Supplier<String> instanceUrl, Setup setup, Sessions sessions, Clock clock) {
        this.instanceUrl = instanceUrl;
        this.organizationId = setup.organizationId().value();
        this.clock = clock;
        this.clientCredentials = new ClientCredentialsGrant(setup, sessions);
    }

    /** Adds the endpoint to a server. */
    public void addTo(RoutesConfig routes) {
        routes.post(PATH, this::answer);
        routes.get(PATH, context -> {
            throw OAuthErrors.refused("invalid_request", "must use HTTP POST");
        });
    }

    private void answer(Context context) {
        if (context.path().endsWith("/")) {
            throw new ApiException(404, "NOT_FOUND", "The requested resource does not exist");
        }
        Form form = Form.of(context);
        String grantType = form.value("grant_type").orElse("");
        if (!grantType.equals("client_credentials")) {
            throw OAuthErrors.refused("unsupported_grant_type", "grant type not supported");
        }
        if (form.value("scope").isPresent()) {
            throw OAuthErrors.refused("invalid_request", "scope parameter not supported");
        }
        ClientAuthentication client = ClientAuthentication.of(context, form)
                .orElseThrow(() -> OAuthErrors.refused("invalid_request", "must specify client_id"));
        forbidCaching(context);
        context.json(body(clientCredentials.grant(client, context.ip(), context.host())));
        context.contentType("application/json;charset=UTF-8");
    }

    private Map<String, String> body(ClientCredentialsGrant.Granted granted) {
        String root = instanceUrl.get();
        String identity = root + "/id/" + organizationId + "/" + granted.user().id();
        String issuedAt = Long.toString(clock.millis());
        Map<String, String> body = new LinkedHashMap<>();
        body.put("access_token", granted.accessToken());
        body.put("signature", sign(identity + issuedAt, granted.consumerSecret()));
        body.put("scope", granted.scopes().stream().sorted().map(Scope::value).collect(Collectors.joining(" ")));
        body.put("instance_url", root);
        body.put("id", identity);
        body.put("token_type", "Bearer");
        body.put("issued_at", issuedAt);
        return body;
    }

    /** RFC 6749 section 5.1: tokens are kept in no cache. */
    static void forbidCaching(Context context) {
        context.header("Cache-Control", "no-cache,must-revalidate,max-age=0,no-store,private");
        context.header("Pragma", "no-cache");
    }

    private static String sign(String text, String secret) {
        try {
            Mac mac = Mac.getInstance(HMAC);
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), HMAC));
            return Base64.getEncoder().encodeToString(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java platform has " + HMAC, e);
        }
    }
}
