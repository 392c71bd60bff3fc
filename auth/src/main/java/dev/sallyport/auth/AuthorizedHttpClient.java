package dev.sallyport.auth;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.util.Optional;

/**
 * The JDK's HTTP client with a provider's tokens on every request.
 *
 * <pre>{@code
 * TokenSource tokens = OAuthTokenSource.of(provider, http);
 * AuthorizedHttpClient org = new AuthorizedHttpClient(http, provider.access(tokens));
 * HttpResponse<String> limits = org.send(
 *         HttpRequest.newBuilder(instance.resolve("/services/data/v66.0/limits")).build(), BodyHandlers.ofString());
 * }</pre>
 */
public final class AuthorizedHttpClient {
    private static final int UNAUTHORIZED = 401;

    private final HttpClient http;
    private final ResourceAccess access;

    /**
     * Makes a client that has not called anything yet.
     *
     * @param http the transport; it stays open
     * @param access where tokens come from and how they travel
     */
    public AuthorizedHttpClient(HttpClient http, ResourceAccess access) {
        this.http = http;
        this.access = access;
    }

    /**
     * Sends a request with a token. Where it is refused with a 401 and the provider redirects on challenge, the token is
     * replaced and the request sent again, as {@link CarriedToken} says: a body must be one that can be sent twice, as those
     * of {@link HttpRequest.BodyPublishers} can, streams excepted.
     *
     * @return the answer, whatever its status; a 401 if a new token is refused too
     * @throws AuthorizationException if there is no token to be had; if a person must sign in for it, with the address
     * @throws IOException if there is no answer
     * @throws InterruptedException if the wait is interrupted
     */
    public <T> HttpResponse<T> send(HttpRequest request, BodyHandler<T> body) throws IOException, InterruptedException {
        CarriedToken carried = access.carried(access.tokens().token());
        while (true) {
            HttpResponse<T> answer = http.send(access.authorize(carried.token(), request), body);
            Optional<CarriedToken> other = answer.statusCode() == UNAUTHORIZED ? carried.replaced() : Optional.empty();
            if (other.isEmpty()) {
                return answer;
            }
            carried = other.get();
        }
    }
}
