package dev.sallyport.bench.token;

import dev.sallyport.auth.AccessToken;
import dev.sallyport.auth.ClientCredential;
import dev.sallyport.auth.OAuthProvider;
import dev.sallyport.auth.Secret;
import dev.sallyport.auth.TokenSource;
import dev.sallyport.auth.oauth.OAuthTokenSource;
import java.io.IOException;
import java.net.http.HttpClient;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.springframework.security.authentication.TestingAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.client.AuthorizedClientServiceOAuth2AuthorizedClientManager;
import org.springframework.security.oauth2.client.InMemoryOAuth2AuthorizedClientService;
import org.springframework.security.oauth2.client.OAuth2AuthorizeRequest;
import org.springframework.security.oauth2.client.OAuth2AuthorizedClient;
import org.springframework.security.oauth2.client.OAuth2AuthorizedClientManager;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.client.registration.InMemoryClientRegistrationRepository;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.OAuth2AccessToken;

/** The look-up of a token that is at hand and good: what every request pays. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class TokenLookup {
    private static final String MEMBERS = "{\"access_token\":\"T1\",\"token_type\":\"Bearer\"";

    private final TokenSource endless = source(MEMBERS + "}");
    private final TokenSource ending = source(MEMBERS + ",\"expires_in\":86400}");
    private final Clock systemClock = Clock.systemUTC();
    private final OAuth2AuthorizedClientManager springs;

    /** Made once for all calls, to Spring's advantage: its interceptors make one for each. */
    private final OAuth2AuthorizeRequest springsRequest;

    /** Fetches the tokens, so that all that is measured is the look-up. */
    public TokenLookup() {
        Authentication principal = new TestingAuthenticationToken("bench", "none");
        ClientRegistration registration = ClientRegistration.withRegistrationId("salesforce")
                .authorizationGrantType(AuthorizationGrantType.CLIENT_CREDENTIALS)
                .clientId("id")
                .clientSecret("secret")
                .tokenUri("http://localhost/services/oauth2/token")
                .build();
        InMemoryClientRegistrationRepository registrations = new InMemoryClientRegistrationRepository(registration);
        InMemoryOAuth2AuthorizedClientService clients = new InMemoryOAuth2AuthorizedClientService(registrations);
        Instant now = Instant.now();
        clients.saveAuthorizedClient(
                new OAuth2AuthorizedClient(
                        registration,
                        principal.getName(),
                        new OAuth2AccessToken(
                                OAuth2AccessToken.TokenType.BEARER, "T1", now, now.plus(Duration.ofDays(1)))),
                principal);
        springs = new AuthorizedClientServiceOAuth2AuthorizedClientManager(registrations, clients);
        springsRequest = OAuth2AuthorizeRequest.withClientRegistrationId("salesforce")
                .principal(principal)
                .build();
    }

    /** A token whose end is not known, such as Salesforce's. */
    @Benchmark
    public AccessToken sallyportWithoutEnd() {
        return endless.token();
    }

    /** A token whose end is known, so that the clock is read. */
    @Benchmark
    public AccessToken sallyportWithEnd() {
        return ending.token();
    }

    /** The time of day alone: nobody who minds the end of a token can do with less. */
    @Benchmark
    public Instant clock() {
        return systemClock.instant();
    }

    /** Spring Security's manager with a client whose token is good for a day. */
    @Benchmark
    public @Nullable OAuth2AuthorizedClient springSecurity() {
        return springs.authorize(springsRequest);
    }

    private static TokenSource source(String answer) {
        try (FixedAnswer server = new FixedAnswer(answer)) {
            TokenSource source = OAuthTokenSource.of(
                    OAuthProvider.salesforceClientCredentials(
                            "Salesforce", server.address(), new ClientCredential("id", Secret.of("secret"))),
                    HttpClient.newHttpClient());
            source.token();
            return source;
        } catch (IOException e) {
            throw new IllegalStateException("A server on this machine starts.", e);
        }
    }
}
