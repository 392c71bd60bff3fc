package dev.sallyport.auth.oauth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.sallyport.auth.AccessToken;
import dev.sallyport.auth.AuthorizationException;
import dev.sallyport.auth.AuthorizationException.Reason;
import dev.sallyport.auth.ClaimType.Usage;
import dev.sallyport.auth.ClientAuthentication;
import dev.sallyport.auth.Grant;
import dev.sallyport.auth.OAuthProvider;
import dev.sallyport.auth.ProviderParameters;
import dev.sallyport.auth.TokenOwner;
import dev.sallyport.auth.oauth.AuthorizationCodeFlow.SignedIn;
import dev.sallyport.auth.oauth.AuthorizationCodeFlow.Started;
import dev.sallyport.org.PersonAtBrowser;
import dev.sallyport.org.http.ApiKind;
import dev.sallyport.org.setup.OAuthApp.OAuthOption;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** People who sign in at the local org, and what Sallyport does for them while they are away. */
class SignInTest {
    private static final URI BASE = URI.create("https://sallyport.example.com");

    private final SignInOrg org = new SignInOrg();
    private final HttpClient http = HttpClient.newHttpClient();
    private final TokenStore store = new InMemoryTokenStore();
    private final PendingAuthorizations pending = new InMemoryPendingAuthorizations();

    @AfterEach
    void close() {
        org.close();
    }

    @Test
    void a_person_signs_in_by_openid_connect_and_is_known_by_the_claims() {
        SignedIn signedIn = signIn(org.provider().build(), null);

        assertThat(signedIn.claims().first(Usage.NAME)).contains(org.username());
        assertThat(signedIn.claims().first(Usage.NAME_IDENTIFIER).orElseThrow())
                .startsWith(org.org.instanceUrl() + "/id/");
        assertThat(signedIn.claims().first(Usage.EMAIL_ADDRESS)).isPresent();
        assertThat(signedIn.key().user())
                .isEqualTo(signedIn.claims().first(Usage.NAME_IDENTIFIER).orElseThrow());
        assertThat(store.list()).singleElement().satisfies(token -> {
            assertThat(token.refreshable()).isTrue();
            assertThat(token.scopes()).contains("api", "openid", "refresh_token");
        });
    }

    @Test
    void tokens_that_the_client_owns_come_of_one_persons_sign_in() {
        OAuthProvider provider = org.provider().tokenOwner(TokenOwner.CLIENT).build();

        assertThat(signIn(provider, null).key()).isEqualTo(TokenKey.ofClient("Salesforce"));
        assertThat(source(provider, TokenKey.ofClient("Salesforce")).token().value())
                .isNotNull();
    }

    @Test
    void a_public_client_signs_people_in_with_its_proof_key_alone() {
        org.set(OAuthOption.SECRET_REQUIRED_FOR_WEB_SERVER_FLOW, false);
        org.set(OAuthOption.SECRET_REQUIRED_FOR_REFRESH_TOKEN_FLOW, false);
        org.set(OAuthOption.PKCE_REQUIRED, true);
        OAuthProvider provider =
                org.provider().clientAuthentication(ClientAuthentication.NONE).build();

        TokenKey key = signIn(provider, "arthur").key();
        AccessToken first = source(provider, key).token();

        assertThat(source(provider, key).replace(first).value()).isNotEqualTo(first.value());
    }

    @Test
    void a_client_that_signs_redeems_codes_and_refreshes() {
        OAuthProvider provider = org.provider()
                .clientAuthentication(ClientAuthentication.PRIVATE_KEY_JWT)
                .build();

        TokenKey key = signIn(provider, "arthur").key();
        AccessToken first = source(provider, key).token();

        assertThat(source(provider, key).replace(first).value()).isNotEqualTo(first.value());
    }

    @Test
    void after_a_401_the_refresh_token_serves_and_the_person_is_not_asked() {
        OAuthProvider provider = org.provider().build();
        TokenKey key = signIn(provider, "arthur").key();
        OAuthTokenSource tokens = source(provider, key);
        AccessToken first = tokens.token();
        org.org.controls().resetCounts();

        AccessToken second = tokens.replace(first);

        assertThat(second.value()).isNotEqualTo(first.value());
        assertThat(org.org.controls().count(ApiKind.TOKEN).requests()).isEqualTo(1);
    }

    @Test
    void a_rotated_refresh_token_is_kept_and_the_old_one_never_sent_again() {
        org.set(OAuthOption.REFRESH_TOKEN_ROTATION, true);
        OAuthProvider provider = org.provider().build();
        TokenKey key = signIn(provider, "arthur").key();
        OAuthTokenSource tokens = source(provider, key);
        AccessToken token = tokens.token();

        for (int times = 0; times < 3; times++) {
            AccessToken next = tokens.replace(token);
            assertThat(next.value()).isNotEqualTo(token.value());
            token = next;
        }
    }

    @Test
    void an_unbroken_refresh_token_outlives_a_provider_that_says_when_tokens_end() {
        OAuthProvider provider = org.provider()
                .parameters(ProviderParameters.NONE.withExpiresIn(Duration.ofMinutes(10)))
                .build();
        SettableClock clock = new SettableClock();
        clock.advance(Duration.between(clock.instant(), Clock.systemUTC().instant()));
        TokenKey key = signIn(provider, "arthur").key();
        OAuthTokenSource tokens = source(provider, key, clock);
        AccessToken first = tokens.token();
        clock.advance(Duration.ofMinutes(11));

        assertThat(tokens.token().value()).isNotEqualTo(first.value());
    }

    @Test
    void who_has_not_signed_in_gets_an_error_with_the_address_to_sign_in_at() {
        AuthorizationException refusal = catchThrowableOfType(
                AuthorizationException.class,
                source(org.provider().build(), TokenKey.ofUser("Salesforce", "arthur"))::token);

        assertThat(refusal.reason()).isEqualTo(Reason.SIGN_IN_REQUIRED);
        assertThat(refusal.signInUrl()).contains(URI.create("https://sallyport.example.com/signin-Salesforce"));
        assertThat(refusal.getMessage()).contains("Salesforce of arthur");
        assertThat(refusal.advice()).contains("https://sallyport.example.com/signin-Salesforce");
        assertThat(org.org.controls().count(ApiKind.TOKEN).requests()).isZero();
    }

    @Test
    void when_the_refresh_token_is_revoked_the_person_is_asked_again() {
        OAuthProvider provider = org.provider().build();
        TokenKey key = signIn(provider, "arthur").key();
        OAuthTokenSource tokens = source(provider, key);
        AccessToken first = tokens.token();
        new TokenRevocation(provider, http, Clock.systemUTC()).revoke(store.read(key));

        AuthorizationException refusal =
                catchThrowableOfType(AuthorizationException.class, () -> tokens.replace(first));

        assertThat(refusal.reason()).isEqualTo(Reason.SIGN_IN_REQUIRED);
        assertThat(store.list()).as("nothing that is known to be bad is kept").isEmpty();
        signIn(provider, "arthur");
        assertThat(tokens.token().value()).isNotEqualTo(first.value());
    }

    @Test
    void who_denies_is_told_and_nothing_is_kept() {
        AuthorizationCodeFlow flow = flow(org.provider().build());
        Started started = flow.begin("arthur", SignInOrg.CALLBACK, null);
        Map<String, List<String>> answer = SignInOrg.parameters(PersonAtBrowser.of(org.org.administrator())
                .denying()
                .visit(started.authorizationUrl(), SignInOrg.CALLBACK.toString())
                .address());

        AuthorizationException refusal =
                catchThrowableOfType(AuthorizationException.class, () -> flow.complete(answer, started.browserKey()));

        assertThat(refusal.reason()).isEqualTo(Reason.CONSENT_DENIED);
        assertThat(store.list()).isEmpty();
    }

    /** The standard has ASCII alone there, and no quotes (RFC 6749, section 4.1.2.1); servers write what they like. */
    @Test
    void a_denial_is_told_in_whatever_characters_the_server_words_it() {
        AuthorizationCodeFlow flow = flow(org.provider().build());
        Started started = flow.begin("arthur", SignInOrg.CALLBACK, null);
        Map<String, List<String>> answer = Map.of(
                "state",
                List.of(started.state()),
                "error",
                List.of("access_denied"),
                "error_description",
                List.of("Zugriff \"verweigert\" für Jürgen"));

        AuthorizationException refusal =
                catchThrowableOfType(AuthorizationException.class, () -> flow.complete(answer, started.browserKey()));

        assertThat(refusal.reason()).isEqualTo(Reason.CONSENT_DENIED);
        assertThat(refusal.getMessage()).contains("access_denied (Zugriff", "verweigert");
    }

    @Test
    void a_code_that_was_used_before_is_refused() {
        AuthorizationCodeFlow flow = flow(org.provider().build());
        Started one = flow.begin("arthur", SignInOrg.CALLBACK, null);
        Map<String, List<String>> first = org.signIn(one.authorizationUrl());
        flow.complete(first, one.browserKey());
        Started other = flow.begin("arthur", SignInOrg.CALLBACK, null);
        Map<String, List<String>> injected = org.signIn(other.authorizationUrl());
        injected.put("code", first.get("code"));

        AuthorizationException refusal =
                catchThrowableOfType(AuthorizationException.class, () -> flow.complete(injected, other.browserKey()));

        assertThat(refusal.reason()).isEqualTo(Reason.CODE_REFUSED);
    }

    @Test
    void nobody_signs_in_at_a_provider_whose_tokens_come_by_themselves() {
        OAuthProvider service = OAuthProvider.salesforceClientCredentials(
                "Service",
                org.org.instanceUrl(),
                org.provider().build().credentials().client());

        AuthorizationException refusal = catchThrowableOfType(
                AuthorizationException.class, () -> flow(service).begin(null, SignInOrg.CALLBACK, null));

        assertThat(refusal.reason()).isEqualTo(Reason.PROVIDER_INVALID);
        assertThat(refusal.getMessage()).contains(new Grant.ClientCredentials().label());
    }

    private SignedIn signIn(OAuthProvider provider, @Nullable String user) {
        AuthorizationCodeFlow flow = flow(provider);
        Started started = flow.begin(user, SignInOrg.CALLBACK, null);
        return flow.complete(org.signIn(started.authorizationUrl()), started.browserKey());
    }

    private AuthorizationCodeFlow flow(OAuthProvider provider) {
        return new AuthorizationCodeFlow(provider, pending, store, http, Clock.systemUTC());
    }

    private OAuthTokenSource source(OAuthProvider provider, TokenKey key) {
        return source(provider, key, Clock.systemUTC());
    }

    private OAuthTokenSource source(OAuthProvider provider, TokenKey key, Clock clock) {
        return new OAuthTokenSource(
                provider,
                key,
                new OAuthTokenSource.Surroundings(
                        store, http, clock, RandomGenerator.getDefault(), SignInAddress.below(BASE)));
    }
}
