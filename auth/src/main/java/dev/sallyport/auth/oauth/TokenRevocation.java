package dev.sallyport.auth.oauth;

import com.nimbusds.oauth2.sdk.TokenRevocationRequest;
import com.nimbusds.oauth2.sdk.auth.ClientAuthentication;
import com.nimbusds.oauth2.sdk.token.BearerAccessToken;
import com.nimbusds.oauth2.sdk.token.RefreshToken;
import com.nimbusds.oauth2.sdk.token.Token;
import dev.sallyport.auth.AuthorizationException;
import dev.sallyport.auth.AuthorizationException.Reason;
import dev.sallyport.auth.OAuthProvider;
import dev.sallyport.auth.Secret;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Ends tokens at the server (RFC 7009), so that a copy of them is worth nothing. */
public final class TokenRevocation {
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
        List<Secret> secrets = new ArrayList<>();
        if (tokens.refreshToken() != null) {
            secrets.add(tokens.refreshToken());
            revoke(endpoint, new RefreshToken(tokens.refreshToken().reveal()), secrets);
        }
        if (tokens.access() != null) {
            secrets.add(tokens.access().value());
            revoke(endpoint, new BearerAccessToken(tokens.access().value().reveal()), secrets);
        }
        return true;
    }

    private void revoke(URI endpoint, Token token, List<Secret> secrets) {
        Optional<ClientAuthentication> authentication = requests.clientAuthentication(endpoint);
        TokenRevocationRequest request = authentication
                .map(client -> new TokenRevocationRequest(endpoint, client, token))
                .orElseGet(() -> new TokenRevocationRequest(endpoint, requests.clientId(), token));
        HttpResponse<byte[]> answer = http.send(requests.named(request.toHTTPRequest()), endpoint);
        // Salesforce answers 400 where RFC 7009, section 2.2, wants 200: the token is not valid any more, as wished.
        if (answer.statusCode() != 200 && answer.statusCode() != 400) {
            throw AuthorizationException.of(
                    Reason.UNEXPECTED_ANSWER,
                    http.words(secrets).of(answer.statusCode(), null) + " from " + endpoint + ".",
                    "Try again; else end the session by hand: in Setup open Session Management, or Connected Apps OAuth"
                            + " Usage.");
        }
    }
}
