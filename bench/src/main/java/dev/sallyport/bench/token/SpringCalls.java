package dev.sallyport.bench.token;

import dev.sallyport.auth.Secret;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.security.authentication.TestingAuthenticationToken;
import org.springframework.security.oauth2.client.AuthorizedClientServiceOAuth2AuthorizedClientManager;
import org.springframework.security.oauth2.client.ClientCredentialsOAuth2AuthorizedClientProvider;
import org.springframework.security.oauth2.client.InMemoryOAuth2AuthorizedClientService;
import org.springframework.security.oauth2.client.OAuth2AuthorizeRequest;
import org.springframework.security.oauth2.client.OAuth2AuthorizedClient;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.client.registration.InMemoryClientRegistrationRepository;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.OAuth2AccessToken;
import org.springframework.security.oauth2.core.endpoint.OAuth2AccessTokenResponse;

/**
 * The same callers at Spring Security's manager. Its endpoint is stood in for by a pause: a socket for each of ten thousand
 * callers is more than a process may open.
 */
final class SpringCalls {
    private static final long LIFETIME_SECONDS = 3600;

    private final Callers callers;
    private final Duration latency;

    SpringCalls(Callers callers, Duration latency) {
        this.callers = callers;
        this.latency = latency;
    }

    /** How often the endpoint is called where no good token is at hand: at start, at expiry, after a 401. */
    double calls() throws InterruptedException {
        AtomicInteger calls = new AtomicInteger();
        ClientCredentialsOAuth2AuthorizedClientProvider provider =
                new ClientCredentialsOAuth2AuthorizedClientProvider();
        provider.setAccessTokenResponseClient(request -> {
            calls.incrementAndGet();
            pause();
            return OAuth2AccessTokenResponse.withToken("T1")
                    .tokenType(OAuth2AccessToken.TokenType.BEARER)
                    .expiresIn(LIFETIME_SECONDS)
                    .build();
        });
        InMemoryClientRegistrationRepository registrations = registrations();
        AuthorizedClientServiceOAuth2AuthorizedClientManager manager =
                new AuthorizedClientServiceOAuth2AuthorizedClientManager(
                        registrations, new InMemoryOAuth2AuthorizedClientService(registrations));
        manager.setAuthorizedClientProvider(provider);
        OAuth2AuthorizeRequest request = OAuth2AuthorizeRequest.withClientRegistrationId("salesforce")
                .principal(new TestingAuthenticationToken("bench", "none"))
                .build();
        callers.together(() -> {
            OAuth2AuthorizedClient client = Objects.requireNonNull(manager.authorize(request));
            return Secret.of(client.getAccessToken().getTokenValue());
        });
        return calls.get();
    }

    private static InMemoryClientRegistrationRepository registrations() {
        return new InMemoryClientRegistrationRepository(ClientRegistration.withRegistrationId("salesforce")
                .authorizationGrantType(AuthorizationGrantType.CLIENT_CREDENTIALS)
                .clientId("id")
                .clientSecret("secret")
                .tokenUri("http://localhost/services/oauth2/token")
                .build());
    }

    private void pause() {
        try {
            Thread.sleep(latency.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
