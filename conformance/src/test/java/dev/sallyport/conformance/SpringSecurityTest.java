package dev.sallyport.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.Objects;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.springframework.security.oauth2.client.AuthorizedClientServiceOAuth2AuthorizedClientManager;
import org.springframework.security.oauth2.client.ClientAuthorizationException;
import org.springframework.security.oauth2.client.InMemoryOAuth2AuthorizedClientService;
import org.springframework.security.oauth2.client.OAuth2AuthorizeRequest;
import org.springframework.security.oauth2.client.OAuth2AuthorizedClient;
import org.springframework.security.oauth2.client.OAuth2AuthorizedClientManager;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.client.registration.ClientRegistrations;
import org.springframework.security.oauth2.client.registration.InMemoryClientRegistrationRepository;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.ClientAuthenticationMethod;
import org.springframework.security.oauth2.core.OAuth2AccessToken;
import org.springframework.web.client.RestClient;

/** Spring Security's OAuth 2.0 client, configured from nothing but the issuer and the app's credentials. */
@TestInstance(Lifecycle.PER_CLASS)
class SpringSecurityTest {
    private static final String REGISTRATION = "salesforce";

    @AutoClose
    private final OrgUnderTest org = new OrgUnderTest();

    @Test
    void the_issuer_is_all_that_discovery_needs() {
        ClientRegistration registration = registration(org.app().consumerSecret());

        assertThat(registration.getProviderDetails().getTokenUri()).isEqualTo(org.url() + "/services/oauth2/token");
        assertThat(registration.getProviderDetails().getAuthorizationUri())
                .isEqualTo(org.url() + "/services/oauth2/authorize");
        assertThat(registration.getProviderDetails().getUserInfoEndpoint().getUri())
                .isEqualTo(org.url() + "/services/oauth2/userinfo");
        assertThat(registration.getProviderDetails().getJwkSetUri()).isEqualTo(org.url() + "/id/keys");
        assertThat(registration.getClientAuthenticationMethod())
                .isEqualTo(ClientAuthenticationMethod.CLIENT_SECRET_BASIC);
    }

    @Test
    void the_client_credentials_grant_brings_a_token_that_the_api_takes() {
        OAuth2AuthorizedClient client = authorize(org.app().consumerSecret());

        OAuth2AccessToken token = client.getAccessToken();
        assertThat(token.getTokenType()).isEqualTo(OAuth2AccessToken.TokenType.BEARER);
        assertThat(token.getScopes()).contains("api");
        assertThat(client.getRefreshToken()).isNull();
        String limits = RestClient.create(org.url())
                .get()
                .uri("/services/data/v65.0/limits")
                .headers(headers -> headers.setBearerAuth(token.getTokenValue()))
                .retrieve()
                .body(String.class);
        assertThat(limits).contains("DailyApiRequests");
    }

    @Test
    void a_wrong_secret_is_an_authorization_exception_with_the_orgs_own_words() {
        assertThatExceptionOfType(ClientAuthorizationException.class)
                .isThrownBy(() -> authorize("wrong"))
                .satisfies(refusal -> {
                    assertThat(refusal.getError().getErrorCode()).isEqualTo("invalid_client");
                    assertThat(refusal.getError().getDescription()).isEqualTo("invalid client credentials");
                });
    }

    private OAuth2AuthorizedClient authorize(String secret) {
        InMemoryClientRegistrationRepository registrations =
                new InMemoryClientRegistrationRepository(registration(secret));
        OAuth2AuthorizedClientManager manager = new AuthorizedClientServiceOAuth2AuthorizedClientManager(
                registrations, new InMemoryOAuth2AuthorizedClientService(registrations));
        OAuth2AuthorizeRequest request = OAuth2AuthorizeRequest.withClientRegistrationId(REGISTRATION)
                .principal("conformance")
                .build();
        return Objects.requireNonNull(manager.authorize(request));
    }

    private ClientRegistration registration(String secret) {
        return ClientRegistrations.fromIssuerLocation(org.url())
                .registrationId(REGISTRATION)
                .authorizationGrantType(AuthorizationGrantType.CLIENT_CREDENTIALS)
                .clientId(org.app().consumerKey())
                .clientSecret(secret)
                .build();
    }
}
