package dev.sallyport.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.sallyport.org.PersonAtBrowser;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.springframework.security.oauth2.client.AuthorizedClientServiceOAuth2AuthorizedClientManager;
import org.springframework.security.oauth2.client.InMemoryOAuth2AuthorizedClientService;
import org.springframework.security.oauth2.client.OAuth2AuthorizeRequest;
import org.springframework.security.oauth2.client.OAuth2AuthorizedClient;
import org.springframework.security.oauth2.client.OAuth2AuthorizedClientProviderBuilder;
import org.springframework.security.oauth2.client.authentication.OAuth2LoginAuthenticationToken;
import org.springframework.security.oauth2.client.endpoint.RestClientAuthorizationCodeTokenResponseClient;
import org.springframework.security.oauth2.client.oidc.authentication.OidcAuthorizationCodeAuthenticationProvider;
import org.springframework.security.oauth2.client.oidc.userinfo.OidcUserService;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.client.registration.ClientRegistrations;
import org.springframework.security.oauth2.client.registration.InMemoryClientRegistrationRepository;
import org.springframework.security.oauth2.client.web.OAuth2AuthorizationRequestCustomizers;
import org.springframework.security.oauth2.core.OAuth2AccessToken;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.endpoint.OAuth2AuthorizationExchange;
import org.springframework.security.oauth2.core.endpoint.OAuth2AuthorizationRequest;
import org.springframework.security.oauth2.core.endpoint.OAuth2AuthorizationResponse;
import org.springframework.security.oauth2.core.oidc.user.OidcUser;
import org.springframework.web.util.UriComponents;
import org.springframework.web.util.UriComponentsBuilder;
import org.springframework.web.util.UriUtils;

/** Spring Security's {@code oauth2Login}: the code flow with user info, ID token and refresh. */
@TestInstance(Lifecycle.PER_CLASS)
class SpringSecurityLoginTest {
    private static final String NONCE = "a nonce of the client";

    @AutoClose
    private final OrgUnderTest org = new OrgUnderTest();

    private final ClientRegistration registration = registration();

    @Test
    void a_person_is_logged_in_by_an_id_token_and_user_info() throws Exception {
        OAuth2LoginAuthenticationToken login = logIn(NONCE);

        OidcUser user = (OidcUser) Objects.requireNonNull(login.getPrincipal());
        assertThat(user.getIdToken().getIssuer()).hasToString(org.url());
        assertThat(user.getIdToken().getAudience()).containsExactly(org.app().consumerKey());
        assertThat(user.getPreferredUsername()).isEqualTo(org.administrator().username());
        assertThat(Objects.requireNonNull(user.getUserInfo()).getSubject())
                .isEqualTo(user.getIdToken().getSubject());
        assertThat(user.getAuthorities())
                .extracting(Object::toString)
                .anyMatch(authority -> authority.contains("SCOPE_api"));
        assertThat(accessToken(login).getScopes()).containsExactlyInAnyOrder("openid", "api", "refresh_token");
    }

    @Test
    void an_id_token_without_the_requests_nonce_is_refused() {
        assertThatExceptionOfType(OAuth2AuthenticationException.class)
                .isThrownBy(() -> logIn("another nonce"))
                .satisfies(
                        refusal -> assertThat(refusal.getError().getErrorCode()).isEqualTo("invalid_nonce"));
    }

    @Test
    void an_access_token_is_refreshed() throws Exception {
        OAuth2LoginAuthenticationToken login = logIn(NONCE);
        InMemoryClientRegistrationRepository registrations = new InMemoryClientRegistrationRepository(registration);
        AuthorizedClientServiceOAuth2AuthorizedClientManager manager =
                new AuthorizedClientServiceOAuth2AuthorizedClientManager(
                        registrations, new InMemoryOAuth2AuthorizedClientService(registrations));
        manager.setAuthorizedClientProvider(
                OAuth2AuthorizedClientProviderBuilder.builder().refreshToken().build());
        OAuth2AuthorizedClient client = new OAuth2AuthorizedClient(
                registration, "conformance", accessToken(login), Objects.requireNonNull(login.getRefreshToken()));

        OAuth2AuthorizedClient refreshed =
                Objects.requireNonNull(manager.authorize(OAuth2AuthorizeRequest.withAuthorizedClient(client)
                        .principal("conformance")
                        .build()));

        assertThat(refreshed.getAccessToken().getTokenValue())
                .isNotEqualTo(accessToken(login).getTokenValue());
        assertThat(Objects.requireNonNull(refreshed.getRefreshToken()).getTokenValue())
                .isEqualTo(Objects.requireNonNull(login.getRefreshToken()).getTokenValue());
    }

    private static OAuth2AccessToken accessToken(OAuth2LoginAuthenticationToken login) {
        return Objects.requireNonNull(login.getAccessToken());
    }

    /** Does what Spring Security's filters do: sends a person out and authenticates with what comes back. */
    private OAuth2LoginAuthenticationToken logIn(String sentNonce) throws Exception {
        OAuth2AuthorizationRequest.Builder builder = OAuth2AuthorizationRequest.authorizationCode()
                .clientId(registration.getClientId())
                .authorizationUri(
                        Objects.requireNonNull(registration.getProviderDetails().getAuthorizationUri()))
                .redirectUri(registration.getRedirectUri())
                .scopes(registration.getScopes())
                .state("a state = more & less")
                .attributes(Map.of("registration_id", registration.getRegistrationId(), "nonce", NONCE))
                .additionalParameters(Map.of("nonce", hash(sentNonce)));
        OAuth2AuthorizationRequestCustomizers.withPkce().accept(builder);
        OAuth2AuthorizationRequest request = builder.build();
        PersonAtBrowser browser = PersonAtBrowser.of(org.administrator());
        URI back = browser.visit(
                        URI.create(request.getAuthorizationRequestUri()),
                        org.app().callbackUrl())
                .address();
        OidcAuthorizationCodeAuthenticationProvider provider = new OidcAuthorizationCodeAuthenticationProvider(
                new RestClientAuthorizationCodeTokenResponseClient(), new OidcUserService());
        return (OAuth2LoginAuthenticationToken)
                Objects.requireNonNull(provider.authenticate(new OAuth2LoginAuthenticationToken(
                        registration, new OAuth2AuthorizationExchange(request, response(back)))));
    }

    private static OAuth2AuthorizationResponse response(URI back) {
        UriComponents components = UriComponentsBuilder.fromUri(back).build();
        return OAuth2AuthorizationResponse.success(parameter(components, "code"))
                .state(parameter(components, "state"))
                .redirectUri(back.toString().substring(0, back.toString().indexOf('?')))
                .build();
    }

    private static String parameter(UriComponents components, String name) {
        String encoded = Objects.requireNonNull(components.getQueryParams().getFirst(name));
        return UriUtils.decode(encoded.replace("+", "%20"), StandardCharsets.UTF_8);
    }

    private static String hash(String nonce) throws Exception {
        byte[] digest = MessageDigest.getInstance("SHA-256").digest(nonce.getBytes(StandardCharsets.US_ASCII));
        return Base64.getUrlEncoder().withoutPadding().encodeToString(digest);
    }

    private ClientRegistration registration() {
        return ClientRegistrations.fromIssuerLocation(org.url())
                .registrationId("salesforce")
                .clientId(org.app().consumerKey())
                .clientSecret(org.app().consumerSecret())
                .redirectUri(org.app().callbackUrl())
                .scope("openid", "api", "refresh_token")
                .build();
    }
}
