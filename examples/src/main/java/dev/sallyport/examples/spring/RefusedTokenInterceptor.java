package dev.sallyport.examples.spring;

import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpRequest;
import org.springframework.http.HttpStatus;
import org.springframework.http.client.ClientHttpRequestExecution;
import org.springframework.http.client.ClientHttpRequestInterceptor;
import org.springframework.http.client.ClientHttpResponse;
import org.springframework.security.oauth2.client.web.client.OAuth2ClientHttpRequestInterceptor;
import org.springframework.security.oauth2.client.web.client.RequestAttributeClientRegistrationIdResolver;
import org.springframework.security.oauth2.core.OAuth2AccessToken;

/**
 * Replaces a token that the resource refuses with a 401, and sends the request once more. It belongs behind Spring's
 * {@link OAuth2ClientHttpRequestInterceptor}, which puts the token on the request, and behind all others.
 */
public final class RefusedTokenInterceptor implements ClientHttpRequestInterceptor {
    private static final String SCHEME = "Bearer ";

    private final SallyportAuthorizedClients clients;
    private final OAuth2ClientHttpRequestInterceptor.ClientRegistrationIdResolver registrationIds =
            new RequestAttributeClientRegistrationIdResolver();

    /**
     * Makes an interceptor.
     *
     * @param clients where the tokens of refused requests came from
     */
    public RefusedTokenInterceptor(SallyportAuthorizedClients clients) {
        this.clients = clients;
    }

    @Override
    public ClientHttpResponse intercept(HttpRequest request, byte[] body, ClientHttpRequestExecution execution)
            throws IOException {
        ClientHttpResponse answer = execution.execute(request, body);
        if (!answer.getStatusCode().isSameCodeAs(HttpStatus.UNAUTHORIZED)) {
            return answer;
        }
        OAuth2AccessToken another = another(request);
        if (another == null) {
            return answer;
        }
        answer.close();
        request.getHeaders().setBearerAuth(another.getTokenValue());
        return execution.execute(request, body);
    }

    private @Nullable OAuth2AccessToken another(HttpRequest request) {
        String registrationId = registrationIds.resolve(request);
        String authorization = request.getHeaders().getFirst(HttpHeaders.AUTHORIZATION);
        if (registrationId == null || authorization == null || !authorization.startsWith(SCHEME)) {
            return null;
        }
        return clients.replace(registrationId, authorization.substring(SCHEME.length()));
    }
}
