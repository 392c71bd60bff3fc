package dev.sallyport.org.oauth;

import dev.sallyport.org.http.ApiException;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** {@code /services/oauth2/token}. */
final class TokenEndpoint {
    /** Where it is, on every host. */
    static final String PATH = "/services/oauth2/token";

    /** The root element of answers in XML. */
    static final String XML_ROOT = "OAuth";

    private static final String TOKEN_EXCHANGE = "urn:ietf:params:oauth:grant-type:token-exchange";

    private final Host host;
    private final Map<String, Grant> grants;
    private final DeviceGrant devices;
    private final TokenIssuer issuer;

    /**
     * @param grants by their {@code grant_type}
     */
    TokenEndpoint(Host host, Map<String, Grant> grants, DeviceGrant devices, TokenIssuer issuer) {
        this.host = host;
        this.grants = grants;
        this.devices = devices;
        this.issuer = issuer;
    }

    void addTo(RoutesConfig routes) {
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
        Optional<String> responseType = form.value("response_type");
        @Nullable Grant grant = grants.get(form.value("grant_type").orElse(""));
        boolean device = responseType.equals(Optional.of("device_code"));
        if (grant == null && !device) {
            throw responseType.isPresent()
                    ? OAuthErrors.refused("unsupported_response_type", "response type not supported")
                    : unsupported(form.value("grant_type").orElse(""));
        }
        TokenRequest request = new TokenRequest(form, ClientAuthentication.of(context, form), Origin.of(context), host);
        Map<String, Object> answer = grant == null ? devices.open(request) : issuer.issue(grant.decide(request), host);
        forbidCaching(context);
        AnswerFormat.of(context).write(context, XML_ROOT, answer);
    }

    private static ApiException unsupported(String grantType) {
        return OAuthErrors.refused(
                "unsupported_grant_type",
                grantType.equals(TOKEN_EXCHANGE)
                        ? "grant type not supported: the local org has no token exchange handlers, whatever the app's"
                                + " Enable Token Exchange Flow says"
                        : "grant type not supported");
    }

    /** RFC 6749 section 5.1: tokens are kept in no cache. */
    static void forbidCaching(Context context) {
        context.header("Cache-Control", "no-cache,must-revalidate,max-age=0,no-store,private");
        context.header("Pragma", "no-cache");
    }
}
