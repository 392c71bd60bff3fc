package dev.sallyport.auth.oauth;

import com.nimbusds.oauth2.sdk.AccessTokenResponse;
import com.nimbusds.oauth2.sdk.AuthorizationCode;
import com.nimbusds.oauth2.sdk.AuthorizationCodeGrant;
import com.nimbusds.oauth2.sdk.ErrorObject;
import com.nimbusds.oauth2.sdk.GrantType;
import com.nimbusds.oauth2.sdk.ParseException;
import com.nimbusds.oauth2.sdk.RefreshTokenGrant;
import com.nimbusds.oauth2.sdk.Scope;
import com.nimbusds.oauth2.sdk.TokenErrorResponse;
import com.nimbusds.oauth2.sdk.TokenRequest;
import com.nimbusds.oauth2.sdk.TokenResponse;
import com.nimbusds.oauth2.sdk.http.HTTPRequest;
import com.nimbusds.oauth2.sdk.http.HTTPResponse;
import com.nimbusds.oauth2.sdk.pkce.CodeVerifier;
import com.nimbusds.oauth2.sdk.token.BearerAccessToken;
import com.nimbusds.oauth2.sdk.token.RefreshToken;
import dev.sallyport.auth.AccessToken;
import dev.sallyport.auth.AuthorizationException;
import dev.sallyport.auth.AuthorizationException.Reason;
import dev.sallyport.auth.OAuthProvider;
import dev.sallyport.auth.Secret;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/** One call of the provider's token endpoint: the request, and what each answer means. Keeps no token. */
final class TokenEndpoint {
    /** Salesforce's further members that are no secret; the rest (signature, session ids of a browser) is dropped. */
    private static final Set<String> KEPT_PARAMETERS =
            Set.of("id", "instance_url", "api_instance_url", "issued_at", "sfdc_community_id", "sfdc_community_url");

    /** Nobody's tokens live longer, and neither a clock nor a database counts as far as an answer may say. */
    private static final Duration LONGEST_LIFE = Duration.ofDays(36_500);

    private final OAuthProvider provider;
    private final ServerMetadata metadata;
    private final TokenRequests requests;
    private final OAuthHttp http;
    private final Clock clock;

    TokenEndpoint(OAuthProvider provider, ServerMetadata metadata, HttpClient http, Clock clock) {
        this.provider = provider;
        this.metadata = metadata;
        this.requests = new TokenRequests(provider, clock);
        this.http = new OAuthHttp(provider, http);
        this.clock = clock;
    }

    /** Asks for a token by the provider's own grant. */
    IssuedTokens issue() {
        return exchange(requests::byGrant);
    }

    /** Asks for the next token without the person. */
    IssuedTokens refresh(Secret refreshToken) {
        return exchange(
                endpoint -> requests.with(endpoint, new RefreshTokenGrant(new RefreshToken(refreshToken.reveal()))));
    }

    /** Turns an authorization code into tokens. */
    IssuedTokens redeem(Secret code, PendingAuthorization authorization) {
        AuthorizationCodeGrant grant = new AuthorizationCodeGrant(
                new AuthorizationCode(code.reveal()),
                authorization.redirectUri(),
                new CodeVerifier(authorization.codeVerifier().reveal()));
        return exchange(endpoint -> requests.with(endpoint, grant));
    }

    private IssuedTokens exchange(Function<URI, TokenRequest> request) {
        provider.validate();
        provider.requireReady();
        URI endpoint = metadata.tokenEndpoint();
        TokenRequest message = request.apply(endpoint);
        // The token's life is counted from before the request, so that it never seems longer than it is.
        Instant asked = clock.instant();
        HTTPRequest form = requests.named(message.toHTTPRequest());
        HttpResponse<byte[]> answer = http.send(form, endpoint);
        return new Reading(endpoint, message.getAuthorizationGrant().getType(), http.wordsAfter(form))
                .read(answer, asked);
    }

    /** What an answer means to a request. */
    private final class Reading {
        private final URI endpoint;
        private final GrantType grant;
        private final QuotedWords words;

        private Reading(URI endpoint, GrantType grant, QuotedWords words) {
            this.endpoint = endpoint;
            this.grant = grant;
            this.words = words;
        }

        private IssuedTokens read(HttpResponse<byte[]> answer, Instant asked) {
            String body = new String(answer.body(), StandardCharsets.UTF_8);
            int status = answer.statusCode();
            if (status == 429) {
                throw refusal(Reason.RATE_LIMITED, status);
            }
            if (status >= 500) {
                throw refusal(Reason.UNEXPECTED_ANSWER, status);
            }
            // Some proxies lose the content type: what is an object of JSON is taken for one.
            if (!body.strip().startsWith("{")) {
                throw refusal(Reason.NOT_A_TOKEN_ENDPOINT, status);
            }
            TokenResponse response = parsed(body, status);
            if (response instanceof TokenErrorResponse error) {
                ErrorObject object = error.getErrorObject();
                if (object == null || object.getCode() == null) {
                    throw refusal(Reason.UNEXPECTED_ANSWER, status);
                }
                throw TokenRefusal.of(object, grant, provider.clientAuthentication())
                        .inWords(words.of(status, object), endpoint);
            }
            return tokens((AccessTokenResponse) response, asked);
        }

        private TokenResponse parsed(String body, int status) {
            HTTPResponse message = new HTTPResponse(status);
            message.setHeader("Content-Type", "application/json");
            message.setBody(body);
            try {
                return TokenResponse.parse(message);
            } catch (ParseException | IllegalArgumentException e) {
                // Neither cause nor text is passed on: the parser quotes the answer, and that may hold a token.
                throw refusal(Reason.UNEXPECTED_ANSWER, status);
            }
        }

        private IssuedTokens tokens(AccessTokenResponse response, Instant asked) {
            com.nimbusds.oauth2.sdk.token.AccessToken issued =
                    response.getTokens().getAccessToken();
            if (!(issued instanceof BearerAccessToken)) {
                throw AuthorizationException.of(
                        Reason.UNEXPECTED_ANSWER, "the token's type is not Bearer (" + endpoint + ").");
            }
            // A lifetime of 0 is how the parser says that the answer has no expires_in.
            Duration lifetime = issued.getLifetime() > 0
                    ? Duration.ofSeconds(Math.min(issued.getLifetime(), LONGEST_LIFE.toSeconds()))
                    : provider.parameters().expiresIn();
            Scope scope = issued.getScope();
            AccessToken access = new AccessToken(
                    Secret.of(issued.getValue()),
                    asked,
                    lifetime == null ? null : asked.plus(lifetime),
                    scope == null ? Set.of() : Set.copyOf(scope.toStringList()),
                    kept(response.getCustomParameters()));
            RefreshToken refresh = response.getTokens().getRefreshToken();
            return new IssuedTokens(
                    access,
                    refresh == null ? null : Secret.of(refresh.getValue()),
                    response.getCustomParameters().get("id_token") instanceof String idToken && !idToken.isBlank()
                            ? Secret.of(idToken)
                            : null);
        }

        private AuthorizationException refusal(Reason reason, int status) {
            return AuthorizationException.refused(reason, words.of(status, null), endpoint);
        }
    }

    private static Map<String, String> kept(Map<String, Object> members) {
        Map<String, String> parameters = new HashMap<>();
        members.forEach((name, value) -> {
            if (KEPT_PARAMETERS.contains(name) && value instanceof String text) {
                parameters.put(name, text);
            }
        });
        return parameters;
    }
}
