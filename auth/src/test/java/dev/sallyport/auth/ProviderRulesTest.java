package dev.sallyport.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.sallyport.auth.AuthorizationException.Reason;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is refused of a provider before anyone is called, and what is only missing yet. */
class ProviderRulesTest {
    private static final URI MY_DOMAIN = URI.create("https://acme.my.salesforce.com");
    private static final ClientCredential CLIENT = new ClientCredential("3MVG9.key", Secret.of("secret"));
    private static final Grant JWT = new Grant.JwtBearer(List.of(), "jane@example.com", null, null);

    @Test
    void the_guides_provider_needs_no_more_than_host_id_and_secret() {
        OAuthProvider provider = OAuthProvider.salesforceClientCredentials("SalesforceCC", MY_DOMAIN, CLIENT);

        assertThatNoException().isThrownBy(provider::validate);
        assertThatNoException().isThrownBy(provider::requireReady);
        assertThat(provider.warnings()).isEmpty();
        assertThat(provider.endpoints().authorization())
                .hasToString("https://acme.my.salesforce.com/services/oauth2/authorize");
        assertThat(provider.endpoints().token()).hasToString("https://acme.my.salesforce.com/services/oauth2/token");
        assertThat(provider.endpoints().userInfo())
                .hasToString("https://acme.my.salesforce.com/services/oauth2/userinfo");
        assertThat(List.of(
                        provider.type().label(),
                        provider.authenticationType(),
                        provider.grant().label(),
                        provider.clientAuthentication().label(),
                        provider.resourceAuthentication().label(),
                        provider.tokenOwner().label()))
                .containsExactly("OAuth", "OAuth", "Client Credentials", "Basic", "Bearer", "Client");
        assertThat(provider.redirectOnChallenge()).isTrue();
    }

    @Test
    void the_login_host_takes_assertions_and_people_but_no_client_credentials() {
        Endpoints login = Endpoints.salesforce(URI.create("https://login.salesforce.com"));

        assertThat(refused(guide().endpoints(login)).reason()).isEqualTo(Reason.NOT_MY_DOMAIN);
        assertThatNoException().isThrownBy(guide().endpoints(login).grant(JWT).build()::validate);
        assertThatNoException()
                .isThrownBy(guide().endpoints(login)
                        .grant(new Grant.AuthorizationCode(List.of("api"), null))
                        .build()::validate);
    }

    @ParameterizedTest
    @ValueSource(strings = {"api,refresh_token", "api\"id", "a\\b", "ümlaut", ""})
    void a_scope_that_is_none_is_refused_with_the_way_to_separate_scopes(String scope) {
        AuthorizationException refusal = refused(guide().grant(new Grant.AuthorizationCode(List.of(scope), null)));

        assertThat(refusal.reason()).isEqualTo(Reason.SCOPE_REFUSED);
        assertThat(refusal.advice()).contains("by blanks, not by commas");
    }

    @Test
    void choices_that_exclude_each_other_are_refused_with_the_one_to_change() {
        assertThat(refused(guide().tokenOwner(TokenOwner.USER)).advice()).contains("token owner Client");
        assertThat(refused(guide().clientAuthentication(ClientAuthentication.NONE))
                        .advice())
                .contains("Private Key JWT");
        assertThat(refused(guide().type(ProviderType.HTTP)).advice()).contains("OAuth or OpenID Connect");
        assertThat(refused(guide().type(ProviderType.OPENID_CONNECT).endpoints(Endpoints.ofIssuer(MY_DOMAIN)))
                        .advice())
                .contains("Authorization Code");
        assertThat(refused(guide().type(ProviderType.OPENID_CONNECT)
                                .grant(new Grant.AuthorizationCode(List.of(), null)))
                        .getMessage())
                .contains("OpenID Connect Issuer is empty");
        assertThat(refused(guide().endpoints(new Endpoints(null, URI.create("https://a.example/token"), null))
                                .grant(new Grant.AuthorizationCode(List.of(), null)))
                        .getMessage())
                .contains("Authorization Endpoint is empty");
        assertThat(refused(guide().grant(new Grant.SamlBearer(List.of(), " ", null, null, null)))
                        .getMessage())
                .contains("Subject is empty");
        assertThat(refused(guide().resourceAuthentication(new ResourceAuthentication.Header("X Token", "")))
                        .getMessage())
                .contains("X Token");
    }

    @Test
    void a_parameter_that_the_flow_sets_itself_is_refused() {
        assertThat(refused(guide().parameters(parameters(Map.of("redirect_uri", "https://evil.example"), Map.of())))
                        .getMessage())
                .contains("AuthorizationParameters sets redirect_uri");
        assertThat(refused(guide().parameters(parameters(Map.of(), Map.of("grant_type", "password"))))
                        .getMessage())
                .contains("TokenParameters sets grant_type");
    }

    @Test
    void what_is_missing_is_told_before_any_call_and_not_before_it_is_needed() {
        OAuthProvider imported =
                guide().client(new ClientCredential("3MVG9.key", null)).build();
        assertThatNoException().isThrownBy(imported::validate);
        assertThat(notReady(imported).getMessage()).contains("credential of type Client");
        assertThat(notReady(guide().grant(JWT).build()).getMessage()).contains("no signing key");
        assertThat(notReady(guide().grant(new Grant.ResourceOwnerPassword(List.of(), null))
                                .build())
                        .getMessage())
                .contains("Resource Owner");
        assertThat(notReady(new HttpProvider(
                                "Shop",
                                true,
                                new HttpAuthentication.ApiKey(
                                        HttpAuthentication.ApiKey.Location.HEADER, "X-API-Key", null),
                                ProviderParameters.NONE))
                        .getMessage())
                .contains("API Key");
    }

    @Test
    void a_disabled_provider_is_not_used() {
        AuthorizationException refusal = notReady(guide().build().withEnabled(false));

        assertThat(refusal.reason()).isEqualTo(Reason.PROVIDER_DISABLED);
        assertThat(refusal.advice()).contains("sallyport provider enable SalesforceCC");
    }

    @Test
    void what_works_and_is_unwise_is_a_warning() {
        ProviderParameters trusting = new ProviderParameters(null, false, false, Map.of(), true, Map.of(), Map.of());

        assertThat(guide().parameters(trusting).build().warnings())
                .singleElement()
                .asString()
                .startsWith("IgnoreTlsErrors is on");
        assertThat(guide().resourceAuthentication(new ResourceAuthentication.Query("access_token"))
                        .build()
                        .warnings())
                .singleElement()
                .asString()
                .contains("logs");
    }

    @Test
    void a_provider_rebuilt_from_itself_is_the_same_and_shows_no_secret() {
        OAuthProvider provider = guide().grant(JWT)
                .signingKey(new SigningKey(SigningKey.Format.PEM, Secret.of("the-key"), Secret.of("the-password")))
                .resourceOwner(new ResourceOwnerCredential("jane", Secret.of("janes-password")))
                .parameters(new ProviderParameters(
                        null, true, true, Map.of("X-Key", Secret.of("the-header")), true, Map.of(), Map.of()))
                .build();

        assertThat(provider.toBuilder().build()).isEqualTo(provider);
        assertThat(provider.toString())
                .doesNotContain("the-key", "the-password", "janes-password", "the-header", "secret]");
    }

    private static ProviderParameters parameters(Map<String, String> authorization, Map<String, String> token) {
        return new ProviderParameters(null, false, false, Map.of(), false, authorization, token);
    }

    private static OAuthProviderBuilder guide() {
        return OAuthProvider.salesforceClientCredentials("SalesforceCC", MY_DOMAIN, CLIENT).toBuilder();
    }

    private static AuthorizationException refused(OAuthProviderBuilder provider) {
        return catchThrowableOfType(AuthorizationException.class, provider.build()::validate);
    }

    private static AuthorizationException notReady(SecurityProvider provider) {
        return catchThrowableOfType(AuthorizationException.class, provider::requireReady);
    }
}
