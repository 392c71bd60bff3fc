package dev.sallyport.salesforce.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.auth.ClientCredential;
import dev.sallyport.auth.Endpoints;
import dev.sallyport.auth.Grant;
import dev.sallyport.auth.OAuthProvider;
import dev.sallyport.auth.Secret;
import dev.sallyport.auth.TokenOwner;
import dev.sallyport.auth.oauth.AuthorizationCodeFlow;
import dev.sallyport.auth.oauth.InMemoryPendingAuthorizations;
import dev.sallyport.auth.oauth.InMemoryTokenStore;
import dev.sallyport.auth.oauth.TokenKey;
import dev.sallyport.auth.oauth.TokenRevocation;
import dev.sallyport.org.PersonAtBrowser;
import dev.sallyport.org.setup.OAuthApp.Policies;
import dev.sallyport.org.setup.OAuthApp.RefreshTokenPolicy;
import dev.sallyport.org.setup.Scope;
import java.net.URI;
import java.net.URLDecoder;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** A person signs in: the callback URL, the scopes, and what has become of the tokens. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SickSignInTest {
    private final Clinic clinic = new Clinic();
    private InMemoryTokenStore store = new InMemoryTokenStore();

    @BeforeEach
    void reset() {
        clinic.reset();
        store = new InMemoryTokenStore();
    }

    @AfterAll
    void close() {
        clinic.close();
    }

    @Test
    void a_person_who_has_signed_in_is_well_and_no_token_is_fetched() {
        signIn();

        Diagnosis diagnosis = clinic.examine(patient());

        assertThat(diagnosis.isSound()).as(diagnosis.toString()).isTrue();
        assertThat(Clinic.outcome(diagnosis, Check.SIGN_IN)).isEqualTo(Outcome.SOUND);
        assertThat(diagnosis.calls()).isEqualTo(new Calls(4, 1));
    }

    @Test
    void a_callback_url_that_is_not_the_apps() {
        Diagnosis diagnosis =
                clinic.examine(patient().withCallbackUrl(URI.create("http://localhost:8080/signin-Salesforce")));

        Finding finding = Clinic.sick(
                diagnosis, Check.SIGN_IN, Ailment.CALLBACK_URL_UNKNOWN, "App Manager, Edit on the app, Callback URL");
        assertThat(finding.said()).isEqualTo("redirect_uri_mismatch (redirect_uri must match configuration)");
        assertThat(finding.found()).contains("http://localhost:8080/signin-Salesforce");
    }

    @Test
    void a_client_id_that_the_authorization_endpoint_does_not_know() {
        OAuthProvider provider = provider().toBuilder()
                .client(new ClientCredential("3MVG9unknown", Secret.of(clinic.app.consumerSecret())))
                .build();

        Clinic.sick(
                clinic.examine(patient(provider)), Check.SIGN_IN, Ailment.CLIENT_ID_UNKNOWN, "Manage Consumer Details");
    }

    @Test
    void a_scope_that_the_app_does_not_have() {
        clinic.setScopes(Scope.API, Scope.REFRESH_TOKEN);
        OAuthProvider provider = provider().toBuilder()
                .grant(new Grant.AuthorizationCode(List.of("api", "visualforce"), null))
                .build();
        Diagnosis diagnosis = clinic.examine(patient(provider));

        Finding finding = Clinic.sick(diagnosis, Check.SIGN_IN, Ailment.SCOPE_NOT_OF_APP, "Selected OAuth Scopes");
        assertThat(finding.said()).startsWith("invalid_scope");
        assertThat(finding.found()).contains("api visualforce");
    }

    @Test
    void an_authorization_endpoint_that_is_none() {
        Endpoints endpoints = new Endpoints(
                clinic.org.instanceUrl().resolve("/oauth/authorize"),
                clinic.tokenEndpoint(),
                clinic.endpoints().userInfo());

        Clinic.sick(
                clinic.examine(
                        patient(provider().toBuilder().endpoints(endpoints).build())),
                Check.SIGN_IN,
                Ailment.AUTHORIZATION_ENDPOINT_WRONG,
                "Correct the Authorization Endpoint");
    }

    @Test
    void an_issuer_tells_its_authorization_endpoint_or_is_told_to_be_none() {
        ClientCredential client =
                new ClientCredential(clinic.app.consumerKey(), Secret.of(clinic.app.consumerSecret()));
        OAuthProvider provider = OAuthProvider.salesforceOpenIdConnect("Salesforce", clinic.org.instanceUrl(), client);
        Endpoints wrong = Endpoints.ofIssuer(clinic.org.instanceUrl().resolve("/nowhere"));
        clinic.setScopes(Scope.API, Scope.REFRESH_TOKEN, Scope.OPENID);

        Diagnosis right = clinic.examine(patient(provider));
        Diagnosis none =
                clinic.examine(patient(provider.toBuilder().endpoints(wrong).build()));

        assertThat(Clinic.outcome(right, Check.SIGN_IN)).as(right.toString()).isEqualTo(Outcome.SOUND);
        Clinic.sick(none, Check.SIGN_IN, Ailment.METADATA_UNUSABLE, "/.well-known/openid-configuration");
    }

    @Test
    void nobody_has_signed_in_yet() {
        Diagnosis diagnosis = clinic.examine(patient());

        Clinic.sick(diagnosis, Check.TOKEN, Ailment.SIGN_IN_REQUIRED, "sallyport provider sign-in");
        assertThat(Clinic.outcome(diagnosis, Check.SIGN_IN)).isEqualTo(Outcome.SOUND);
        assertThat(diagnosis.calls()).isEqualTo(new Calls(2, 0));
    }

    @Test
    void without_a_callback_url_the_sign_in_is_not_tried_and_the_option_is_named() {
        Diagnosis diagnosis = clinic.examine(Patient.of(provider()).withTokens(store, TokenKey.ofClient("Salesforce")));

        assertThat(diagnosis.findings())
                .filteredOn(finding -> finding.check() == Check.SIGN_IN)
                .singleElement()
                .satisfies(finding -> {
                    assertThat(finding.outcome()).isEqualTo(Outcome.NOT_TRIED);
                    assertThat(finding.found()).contains("--callback-url");
                });
    }

    @Test
    void a_session_that_is_over_is_renewed_by_the_refresh_token() {
        signIn();
        clinic.org.controls().expireSessions();

        Diagnosis diagnosis = clinic.examine(patient());

        assertThat(diagnosis.isSound()).as(diagnosis.toString()).isTrue();
        assertThat(diagnosis.calls()).isEqualTo(new Calls(6, 1));
    }

    @Test
    void a_refresh_token_that_was_revoked() {
        signIn();
        HttpClient http = HttpClient.newHttpClient();
        assertThat(new TokenRevocation(provider(), http, Clock.systemUTC()).revoke(store.read(key())))
                .isTrue();

        Diagnosis diagnosis = clinic.examine(patient());

        Finding finding = Clinic.sick(
                diagnosis, Check.TOKEN, Ailment.REFRESH_TOKEN_ENDED, "Sign in again", "Refresh Token Policy");
        assertThat(finding.misleading()).contains("revoked");
        assertThat(Clinic.outcome(diagnosis, Check.API)).isEqualTo(Outcome.NOT_TRIED);
    }

    @Test
    void a_refresh_token_that_the_apps_policy_ended() {
        signIn();
        clinic.setPolicies(now -> new Policies(
                now.permittedUsers(),
                now.ipRelaxation(),
                RefreshTokenPolicy.IMMEDIATELY_EXPIRE,
                null,
                now.clientCredentialsRunAs()));
        clinic.org.controls().expireSessions();

        Clinic.sick(clinic.examine(patient()), Check.TOKEN, Ailment.REFRESH_TOKEN_ENDED, "Refresh Token Policy");
    }

    private void signIn() {
        AuthorizationCodeFlow flow = new AuthorizationCodeFlow(
                provider(), new InMemoryPendingAuthorizations(), store, HttpClient.newHttpClient(), Clock.systemUTC());
        AuthorizationCodeFlow.Started started = flow.begin(null, callback(), null);
        String answer = PersonAtBrowser.of(clinic.org.administrator())
                .visit(started.authorizationUrl(), callback().toString())
                .address()
                .getRawQuery();
        Map<String, List<String>> parameters = Stream.of(answer.split("&", -1))
                .map(pair -> pair.split("=", 2))
                .collect(Collectors.toMap(
                        pair -> pair[0], pair -> List.of(URLDecoder.decode(pair[1], StandardCharsets.UTF_8))));
        flow.complete(parameters, started.browserKey());
    }

    private OAuthProvider provider() {
        return clinic.change()
                .grant(new Grant.AuthorizationCode(List.of("api", "refresh_token"), null))
                .tokenOwner(TokenOwner.CLIENT)
                .build();
    }

    private Patient patient() {
        return patient(provider());
    }

    private Patient patient(OAuthProvider provider) {
        return Patient.of(provider).withCallbackUrl(callback()).withTokens(store, key());
    }

    private TokenKey key() {
        return TokenKey.ofClient("Salesforce");
    }

    private URI callback() {
        return URI.create(clinic.app.callbackUrl());
    }
}
