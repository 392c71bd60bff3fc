package dev.sallyport.auth.oauth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.sallyport.auth.AccessToken;
import dev.sallyport.auth.AuthorizationException;
import dev.sallyport.auth.AuthorizationException.Reason;
import dev.sallyport.auth.AuthorizedHttpClient;
import dev.sallyport.auth.ClientAuthentication;
import dev.sallyport.auth.Endpoints;
import dev.sallyport.auth.Grant;
import dev.sallyport.auth.OAuthProvider;
import dev.sallyport.auth.OAuthProviderBuilder;
import dev.sallyport.auth.ProviderType;
import dev.sallyport.auth.ResourceOwnerCredential;
import dev.sallyport.auth.Secret;
import dev.sallyport.auth.SigningKey;
import dev.sallyport.auth.SigningKey.Format;
import dev.sallyport.auth.TokenOwner;
import dev.sallyport.auth.TokenSource;
import dev.sallyport.org.http.ApiKind;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Each grant that needs no person, against the local org: the token works there, and each refusal is understood. */
class GrantsTest {
    private final SignInOrg org = new SignInOrg();
    private final HttpClient http = HttpClient.newHttpClient();

    @AfterEach
    void close() {
        org.close();
    }

    @Test
    void a_signed_jwt_gets_a_token_of_the_user_it_names() throws Exception {
        org.preAuthorize();

        assertThat(userOf(tokens(jwt()))).contains("\"preferred_username\":\"" + org.username() + "\"");
    }

    @Test
    void a_jwt_is_signed_by_a_key_in_each_form_that_people_have() throws Exception {
        org.preAuthorize();
        List<SigningKey> forms = List.of(
                key(Format.PEM, SignInOrg.KEYS.pem(), null),
                key(Format.PEM, SignInOrg.KEYS.certificatePem() + SignInOrg.KEYS.pem(), null),
                key(Format.PEM, SignInOrg.KEYS.pem().replace("\n", "\r\n"), null),
                key(Format.PEM, SignInOrg.KEYS.encryptedPem("open sesame"), "open sesame"),
                key(Format.PKCS12, SignInOrg.KEYS.pkcs12("open sesame"), "open sesame"));

        for (SigningKey form : forms) {
            assertThat(userOf(tokens(jwt().signingKey(form)))).contains(org.username());
        }
    }

    @Test
    void a_key_that_cannot_be_read_is_told_without_quoting_it() {
        refusedKey(key(Format.PEM, SignInOrg.KEYS.encryptedPem("right"), "wrong"), "password");
        refusedKey(key(Format.PEM, SignInOrg.KEYS.encryptedPem("right"), null), "password is missing");
        refusedKey(key(Format.PKCS12, SignInOrg.KEYS.pkcs12("right"), "wrong"), "password");
        refusedKey(key(Format.PKCS12, "bm8ga2V5", "x"), "cannot be read");
        refusedKey(key(Format.PEM, SignInOrg.KEYS.certificatePem(), null), "no BEGIN PRIVATE KEY");
        refusedKey(key(Format.PEM, Keys.pem("RSA PRIVATE KEY", new byte[] {48, 0}), null), "older form");
        refusedKey(key(Format.PEM, Keys.pem("PUBLIC KEY", new byte[] {48, 0}), null), "private key is needed");
        refusedKey(key(Format.PEM, Keys.pem("PRIVATE KEY", new byte[] {48, 0}), null), "neither an RSA nor an EC");
    }

    @Test
    void an_assertion_of_another_certificates_key_is_refused_with_the_certificate_to_upload() {
        org.preAuthorize();

        AuthorizationException refusal =
                refused(jwt().signingKey(key(Format.PEM, Keys.rsa().pem(), null)));

        assertThat(refusal.reason()).isEqualTo(Reason.ASSERTION_REFUSED);
        assertThat(refusal.advice()).contains("Use digital signatures");
    }

    @Test
    void an_assertion_for_another_server_is_refused_with_the_audience_to_set() {
        org.preAuthorize();

        AuthorizationException refusal = refused(
                jwt().grant(new Grant.JwtBearer(List.of(), org.username(), null, "https://test.salesforce.com")));

        assertThat(refusal.reason()).isEqualTo(Reason.AUDIENCE_REFUSED);
        assertThat(refusal.advice()).contains("https://login.salesforce.com");
    }

    @Test
    void an_assertion_that_arrives_too_late_is_told_by_the_clock_to_set() {
        org.preAuthorize();
        org.org.controls().advanceClock(Duration.ofMinutes(10));

        AuthorizationException refusal = refused(jwt());

        assertThat(refusal.reason()).isEqualTo(Reason.ASSERTION_EXPIRED);
        assertThat(refusal.advice()).contains("clock");
    }

    @Test
    void clocks_that_differ_by_less_than_the_assertions_life_do_not_matter() throws Exception {
        org.preAuthorize();
        SettableClock behind = new SettableClock();
        behind.advance(
                Duration.between(behind.instant(), Clock.systemUTC().instant()).minusSeconds(150));

        OAuthTokenSource tokens = new OAuthTokenSource(jwt().build(), http, behind);

        assertThat(userOf(tokens)).contains(org.username());
    }

    @Test
    void a_user_who_did_not_approve_the_app_is_told() {
        assertThat(refused(jwt()).reason()).isEqualTo(Reason.NOT_PRE_AUTHORIZED);
        assertThat(refused(jwt().grant(new Grant.JwtBearer(List.of(), "nobody@example.com", null, null)))
                        .reason())
                .isEqualTo(Reason.NOT_PRE_AUTHORIZED);
    }

    @Test
    void a_signed_saml_assertion_gets_a_token_of_the_user_it_names() throws Exception {
        org.preAuthorize();

        assertThat(userOf(tokens(saml()))).contains(org.username());
    }

    @Test
    void a_saml_assertion_for_another_audience_recipient_or_key_is_refused() {
        org.preAuthorize();

        assertThat(refused(saml().grant(samlGrant("https://other.example", null)))
                        .reason())
                .isEqualTo(Reason.AUDIENCE_REFUSED);
        assertThat(refused(saml().grant(samlGrant(null, "https://other.example/token")))
                        .reason())
                .isEqualTo(Reason.ASSERTION_REFUSED);
        assertThat(refused(saml().signingKey(key(Format.PEM, Keys.rsa().pem(), null)))
                        .reason())
                .isEqualTo(Reason.ASSERTION_REFUSED);
    }

    @Test
    void a_password_gets_a_token_where_the_org_still_allows_it() throws Exception {
        org.org.setup().settings().allowUsernamePasswordFlow(true);

        assertThat(userOf(tokens(password(org.org.administrator().password())))).contains(org.username());
        assertThat(refused(password("wrong")).reason()).isEqualTo(Reason.PASSWORD_REFUSED);
    }

    @Test
    void a_blocked_password_flow_is_told_with_the_place_that_tells_more() {
        AuthorizationException refusal =
                refused(password(org.org.administrator().password()));

        assertThat(refusal.reason()).isEqualTo(Reason.PASSWORD_REFUSED);
        assertThat(refusal.advice()).contains("Login History", "Username-Password Flow Disabled");
    }

    @Test
    void a_provider_that_sends_passwords_warns() {
        assertThat(password("any").build().warnings())
                .anyMatch(warning -> warning.contains("OAuth 2.1 has dropped it"));
        assertThat(jwt().build().warnings()).isEmpty();
    }

    @Test
    void a_client_that_signs_in_place_of_its_secret_gets_a_token() throws Exception {
        org.org.setup().settings().allowUsernamePasswordFlow(true);
        OAuthProviderBuilder signing =
                password(org.org.administrator().password()).clientAuthentication(ClientAuthentication.PRIVATE_KEY_JWT);

        assertThat(userOf(tokens(signing))).contains(org.username());
        assertThat(refused(signing.signingKey(key(Format.PEM, Keys.rsa().pem(), null)))
                        .reason())
                .isEqualTo(Reason.CLIENT_ASSERTION_REFUSED);
    }

    @Test
    void a_session_that_the_org_ended_is_replaced_once_and_the_request_goes_through() throws Exception {
        org.preAuthorize();
        OAuthProvider provider = jwt().build();
        OAuthTokenSource tokens = OAuthTokenSource.of(provider, http);
        AuthorizedHttpClient client = new AuthorizedHttpClient(http, provider.access(tokens));

        assertThat(client.send(limits(), BodyHandlers.ofString()).statusCode()).isEqualTo(200);
        org.org.controls().expireSessions();
        org.org.controls().resetCounts();
        assertThat(client.send(limits(), BodyHandlers.ofString()).statusCode()).isEqualTo(200);

        assertThat(org.org.controls().count(ApiKind.TOKEN).requests()).isEqualTo(1);
    }

    @Test
    void a_session_that_another_process_has_fetched_may_be_over_too_and_is_replaced_then() throws Exception {
        org.preAuthorize();
        OAuthProvider provider = jwt().build();
        OAuthTokenSource.Surroundings shared = OAuthTokenSource.Surroundings.inMemory(http, Clock.systemUTC());
        TokenKey key = TokenKey.ofClient(provider.name());
        AuthorizedHttpClient here =
                new AuthorizedHttpClient(http, provider.access(new OAuthTokenSource(provider, key, shared)));
        AuthorizedHttpClient elsewhere =
                new AuthorizedHttpClient(http, provider.access(new OAuthTokenSource(provider, key, shared)));
        here.send(limits(), BodyHandlers.ofString());
        org.org.controls().expireSessions();
        elsewhere.send(limits(), BodyHandlers.ofString());
        org.org.controls().expireSessions();
        org.org.controls().resetCounts();

        assertThat(here.send(limits(), BodyHandlers.ofString()).statusCode()).isEqualTo(200);

        assertThat(org.org.controls().count(ApiKind.TOKEN).requests()).isEqualTo(1);
    }

    @Test
    void without_redirect_on_challenge_the_401_is_the_answer() throws Exception {
        org.preAuthorize();
        OAuthProvider provider = jwt().redirectOnChallenge(false).build();
        OAuthTokenSource tokens = OAuthTokenSource.of(provider, http);
        AuthorizedHttpClient client = new AuthorizedHttpClient(http, provider.access(tokens));
        tokens.token();
        org.org.controls().expireSessions();

        assertThat(client.send(limits(), BodyHandlers.ofString()).statusCode()).isEqualTo(401);
    }

    @Test
    void a_token_that_was_revoked_is_refused_by_the_org() throws Exception {
        org.preAuthorize();
        OAuthProvider provider = jwt().build();
        AccessToken token = OAuthTokenSource.of(provider, http).token();

        boolean told = new TokenRevocation(provider, http, Clock.systemUTC()).revoke(new TokenState(token, null, null));

        assertThat(told).isTrue();
        assertThat(userInfo(token).statusCode()).isEqualTo(403);
        assertThat(new TokenRevocation(provider, http, Clock.systemUTC()).revoke(new TokenState(token, null, null)))
                .as("a token that is gone already is gone as wished")
                .isTrue();
    }

    private HttpRequest limits() {
        return HttpRequest.newBuilder(
                        org.org.instanceUrl().resolve("/services/data/v" + org.org.apiVersion() + "/limits"))
                .build();
    }

    private OAuthProviderBuilder jwt() {
        return server().grant(new Grant.JwtBearer(List.of(), org.username(), null, null));
    }

    private OAuthProviderBuilder saml() {
        return server().grant(samlGrant(null, null));
    }

    private Grant samlGrant(@Nullable String audience, @Nullable String recipient) {
        return new Grant.SamlBearer(List.of(), org.username(), null, audience, recipient);
    }

    private OAuthProviderBuilder password(String password) {
        return server().clientAuthentication(ClientAuthentication.BASIC)
                .grant(new Grant.ResourceOwnerPassword(List.of(), null))
                .resourceOwner(new ResourceOwnerCredential(org.username(), Secret.of(password)));
    }

    private OAuthProviderBuilder server() {
        return org.provider()
                .type(ProviderType.OAUTH)
                .tokenOwner(TokenOwner.CLIENT)
                .clientAuthentication(ClientAuthentication.NONE)
                .endpoints(Endpoints.salesforce(org.org.instanceUrl()));
    }

    private TokenSource tokens(OAuthProviderBuilder provider) {
        return OAuthTokenSource.of(provider.build(), http);
    }

    private void refusedKey(SigningKey key, String words) {
        AuthorizationException refusal = refused(jwt().signingKey(key));
        assertThat(refusal.reason()).isEqualTo(Reason.SIGNING_KEY_UNUSABLE);
        assertThat(refusal.getMessage()).contains(words).doesNotContain("BEGIN PRIVATE KEY-");
        assertThat(refusal.advice()).contains("PKCS#8");
    }

    private AuthorizationException refused(OAuthProviderBuilder provider) {
        return catchThrowableOfType(AuthorizationException.class, tokens(provider)::token);
    }

    private String userOf(TokenSource tokens) throws Exception {
        return userInfo(tokens.token()).body();
    }

    private HttpResponse<String> userInfo(AccessToken token) throws Exception {
        return http.send(
                HttpRequest.newBuilder(org.org.instanceUrl().resolve("/services/oauth2/userinfo"))
                        .header("Authorization", "Bearer " + token.value().reveal())
                        .build(),
                BodyHandlers.ofString());
    }

    private static SigningKey key(Format format, String content, @Nullable String password) {
        return new SigningKey(format, Secret.of(content), password == null ? null : Secret.of(password));
    }
}
