package dev.sallyport.auth;

import com.nimbusds.oauth2.sdk.AccessTokenResponse;
import com.nimbusds.oauth2.sdk.ClientCredentialsGrant;
import com.nimbusds.oauth2.sdk.ErrorObject;
import com.nimbusds.oauth2.sdk.ParseException;
import com.nimbusds.oauth2.sdk.Scope;
import com.nimbusds.oauth2.sdk.TokenErrorResponse;
import com.nimbusds.oauth2.sdk.TokenRequest;
import com.nimbusds.oauth2.sdk.TokenResponse;
import com.nimbusds.oauth2.sdk.auth.ClientSecretBasic;
import com.nimbusds.oauth2.sdk.auth.ClientSecretPost;
import com.nimbusds.oauth2.sdk.http.HTTPRequest;
import com.nimbusds.oauth2.sdk.http.HTTPResponse;
import com.nimbusds.oauth2.sdk.id.ClientID;
import com.nimbusds.oauth2.sdk.token.BearerAccessToken;
import dev.sallyport.auth.AuthorizationException.Reason;
import dev.sallyport.auth.http.HttpTransport;
import dev.sallyport.auth.http.TransportException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One call of the provider's token endpoint: the request, and what each answer means. Keeps nothing. */
final class TokenEndpoint {
    private static final Duration DEADLINE = Duration.ofSeconds(30);

    /** Salesforce's further members that are no secret; the rest (signature, session ids of a browser) is dropped. */
    private static final Set<String> KEPT_PARAMETERS =
            Set.of("id", "instance_url", "api_instance_url", "issued_at", "sfdc_community_id", "sfdc_community_url");

    private static final int MAX_QUOTED_LENGTH = 200;

    private final SecurityProvider provider;
    private final HttpTransport transport;
    private final Clock clock;

    TokenEndpoint(SecurityProvider provider, HttpClient http, Clock clock) {
        this.provider = provider;
        this.transport = new HttpTransport(http, DEADLINE);
        this.clock = clock;
    }

    /** Asks for a token. */
    AccessToken issue() {
        ProviderCheck.check(provider);
        // The token's life is counted from before the request, so that it never seems longer than it is.
        Instant asked = clock.instant();
        HttpResponse<byte[]> answer;
        try {
            answer = transport.send(request());
        } catch (TransportException e) {
            throw AuthorizationException.of(e);
        }
        return read(answer, asked);
    }

    private HttpRequest request() {
        URI endpoint = provider.endpoints().token();
        HTTPRequest message = tokenRequest(endpoint).toHTTPRequest();
        HttpRequest.Builder request = HttpRequest.newBuilder(endpoint)
                .timeout(DEADLINE)
                .POST(BodyPublishers.ofString(message.getBody() == null ? "" : message.getBody()));
        if ("http".equals(endpoint.getScheme())) {
            request.version(HttpClient.Version.HTTP_1_1);
        }
        message.getHeaderMap().forEach((name, values) -> values.forEach(value -> request.header(name, value)));
        return request.setHeader("Accept", "application/json").build();
    }

    private TokenRequest tokenRequest(URI endpoint) {
        ClientCredential credential = provider.credential();
        ClientID clientId = new ClientID(credential.clientId());
        com.nimbusds.oauth2.sdk.auth.Secret secret = new com.nimbusds.oauth2.sdk.auth.Secret(
                credential.clientSecret().reveal());
        com.nimbusds.oauth2.sdk.auth.ClientAuthentication authentication =
                switch (provider.clientAuthentication()) {
                    case BASIC -> new ClientSecretBasic(clientId, secret);
                    case POST -> new ClientSecretPost(clientId, secret);
                };
        if (provider.grant() instanceof Grant.ClientCredentials grant) {
            TokenRequest.Builder request =
                    new TokenRequest.Builder(endpoint, authentication, new ClientCredentialsGrant());
            if (!grant.scopes().isEmpty()) {
                request.scope(new Scope(grant.scopes().toArray(new String[0])));
            }
            return request.build();
        }
        throw new IllegalStateException(
                "No request is known for the grant " + provider.grant().label() + ".");
    }

    private AccessToken read(HttpResponse<byte[]> answer, Instant asked) {
        String body = new String(answer.body(), StandardCharsets.UTF_8);
        int status = answer.statusCode();
        if (status == 429) {
            throw refusal(Reason.RATE_LIMITED, status, null);
        }
        if (status >= 500) {
            throw refusal(Reason.UNEXPECTED_ANSWER, status, null);
        }
        // Some proxies lose the content type: what is an object of JSON is taken for one.
        if (!body.strip().startsWith("{")) {
            throw refusal(Reason.NOT_A_TOKEN_ENDPOINT, status, null);
        }
        HTTPResponse message = new HTTPResponse(status);
        message.setHeader("Content-Type", "application/json");
        message.setBody(body);
        TokenResponse response;
        try {
            response = TokenResponse.parse(message);
        } catch (ParseException | IllegalArgumentException e) {
            // Neither cause nor text is passed on: the parser quotes the answer, and that may hold a token.
            throw refusal(Reason.UNEXPECTED_ANSWER, status, null);
        }
        if (response instanceof TokenErrorResponse error) {
            ErrorObject object = error.getErrorObject();
            if (object == null || object.getCode() == null) {
                throw refusal(Reason.UNEXPECTED_ANSWER, status, null);
            }
            throw refusal(TokenRefusal.reason(object), status, object);
        }
        return token((AccessTokenResponse) response, asked);
    }

    private AccessToken token(AccessTokenResponse response, Instant asked) {
        com.nimbusds.oauth2.sdk.token.AccessToken issued = response.getTokens().getAccessToken();
        if (!(issued instanceof BearerAccessToken)) {
            throw AuthorizationException.of(
                    Reason.UNEXPECTED_ANSWER,
                    "the token's type is not Bearer (" + provider.endpoints().token() + ").");
        }
        // A lifetime of 0 is how the parser says that the answer has no expires_in.
        Duration lifetime = issued.getLifetime() > 0 ? Duration.ofSeconds(issued.getLifetime()) : provider.expiresIn();
        Scope scope = issued.getScope();
        Map<String, String> parameters = new HashMap<>();
        response.getCustomParameters().forEach((name, value) -> {
            if (KEPT_PARAMETERS.contains(name) && value instanceof String text) {
                parameters.put(name, text);
            }
        });
        return new AccessToken(
                Secret.of(issued.getValue()),
                asked,
                lifetime == null ? null : asked.plus(lifetime),
                scope == null ? Set.of() : Set.copyOf(scope.toStringList()),
                parameters);
    }

    private AuthorizationException refusal(Reason reason, int status, @Nullable ErrorObject error) {
        StringBuilder detail = new StringBuilder();
        if (error == null) {
            detail.append("HTTP ").append(status);
        } else {
            detail.append(quoted(error.getCode()));
            if (error.getDescription() != null) {
                detail.append(" (").append(quoted(error.getDescription())).append(')');
            }
        }
        detail.append(" from ").append(provider.endpoints().token()).append('.');
        return AuthorizationException.of(reason, detail.toString());
    }

    /** The server's words as far as they can be repeated: short, and without the secret should it echo that. */
    private String quoted(String words) {
        String harmless = words.replace(provider.credential().clientSecret().reveal(), "[hidden]")
                .replaceAll("\\p{Cntrl}", " ");
        return harmless.length() <= MAX_QUOTED_LENGTH ? harmless : harmless.substring(0, MAX_QUOTED_LENGTH) + "...";
    }
}
