package dev.sallyport.auth.oauth;

import com.nimbusds.oauth2.sdk.ErrorObject;
import com.nimbusds.oauth2.sdk.TokenRevocationRequest;
import com.nimbusds.oauth2.sdk.auth.ClientAuthentication;
import com.nimbusds.oauth2.sdk.http.HTTPRequest;
import com.nimbusds.oauth2.sdk.http.HTTPResponse;
import com.nimbusds.oauth2.sdk.token.BearerAccessToken;
import com.nimbusds.oauth2.sdk.token.RefreshToken;
import com.nimbusds.oauth2.sdk.token.Token;
import dev.sallyport.auth.AuthorizationException;
import dev.sallyport.auth.AuthorizationException.Reason;
import dev.sallyport.auth.OAuthProvider;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Optional;
import java.util.Set;

/** Ends tokens at the server (RFC 7009), so that a copy of them is worth nothing. */
public final class TokenRevocation {
    private static final int OK = 200;

    /** What servers, Salesforce among them, say of a token that is not valid any more, where RFC 7009 wants no error. */
    private static final Set<String> GONE_ALREADY = Set.of("invalid_token", "unsupported_token_type", "invalid_grant");

    private final ServerMetadata metadata;
    private final TokenRequests requests;
    private final OAuthHttp http;

    /**
     * Prepares it; nothing is called yet.
     *
     * @param http the transport
     * @param clock what a client's signed assertion is dated by
     */
    public TokenRevocation(OAuthProvider provider, HttpClient http, Clock clock) {
        this.metadata = new ServerMetadata(provider, http);
        this.requests = new TokenRequests(provider, clock);
        this.http = new OAuthHttp(provider, http);
    }

    /**
     * Ends the tokens, the refresh token first: with it go the access tokens that came of it.
     *
     * @return false if the server has no revocation endpoint, so that they end by themselves alone
     * @throws AuthorizationException if the server refuses; a token that it does not know is no refusal
     */
    public boolean revoke(TokenState tokens) {
        URI endpoint = metadata.endpoints().revocation();
        if (endpoint == null) {
            return false;
        }
        if (tokens.refreshToken() != null) {
            revoke(endpoint, new RefreshToken(tokens.refreshToken().reveal()));
        }
        if (tokens.access() != null) {
            revoke(endpoint, new BearerAccessToken(tokens.access().value().reveal()));
        }
        return true;
    }

    private void revoke(URI endpoint, Token token) {
        Optional<ClientAuthentication> authentication = requests.clientAuthentication(endpoint);
        TokenRevocationRequest request = authentication
                .map(client -> new TokenRevocationRequest(endpoint, client, token))
                .orElseGet(() -> new TokenRevocationRequest(endpoint, requests.clientId(), token));
        HTTPRequest form = requests.named(request.toHTTPRequest());
        HttpResponse<byte[]> answer = http.send(form, endpoint);
        ErrorObject error = error(answer);
        if (answer.statusCode() == OK || GONE_ALREADY.contains(String.valueOf(error.getCode()))) {
            return;
        }
        throw AuthorizationException.of(
                Reason.UNEXPECTED_ANSWER,
                http.wordsAfter(form).of(answer.statusCode(), error) + " from " + endpoint + ".",
                "Try again; else end the session by hand: in Setup open Session Management, or Connected Apps OAuth"
                        + " Usage.");
    }

    private static ErrorObject error(HttpResponse<byte[]> answer) {
        HTTPResponse message = new HTTPResponse(answer.statusCode());
        message.setHeader("Content-Type", "application/json");
        message.setBody(new String(answer.body(), StandardCharsets.UTF_8));
        return ErrorObject.parse(message);
    }
}
