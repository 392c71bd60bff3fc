package dev.sallyport.auth;

import java.net.http.HttpRequest;
import java.util.Map;

/**
 * How requests to a resource are authorised.
 *
 * @param tokens where the token comes from
 * @param authentication how it travels
 * @param requestHeaders what every request carries besides
 * @param redirectOnChallenge whether a request whose token is refused with a 401 is sent again with another
 */
public record ResourceAccess(
        TokenSource tokens,
        ResourceAuthentication authentication,
        Map<String, Secret> requestHeaders,
        boolean redirectOnChallenge) {
    public ResourceAccess {
        requestHeaders = Map.copyOf(requestHeaders);
    }

    /** The token in the {@code Authorization: Bearer} header, replaced when it is refused. */
    public static ResourceAccess bearer(TokenSource tokens) {
        return new ResourceAccess(tokens, ResourceAuthentication.BEARER, Map.of(), true);
    }

    /** A token as a request of this access carries it: it may be refused. */
    public CarriedToken carried(AccessToken token) {
        return CarriedToken.first(this, token);
    }

    /**
     * A request with a token and the headers.
     *
     * @param token what is put on it
     * @param request it stays as it is
     */
    public HttpRequest authorize(AccessToken token, HttpRequest request) {
        return authentication.authorize(token, withHeaders(request));
    }

    /**
     * A request with the headers alone, for one that carries its token inside.
     *
     * @param request it stays as it is
     */
    public HttpRequest withHeaders(HttpRequest request) {
        if (requestHeaders.isEmpty()) {
            return request;
        }
        HttpRequest.Builder copy = HttpRequest.newBuilder(request, (name, value) -> true);
        requestHeaders.forEach((name, value) -> copy.setHeader(name, value.reveal()));
        return copy.build();
    }
}
