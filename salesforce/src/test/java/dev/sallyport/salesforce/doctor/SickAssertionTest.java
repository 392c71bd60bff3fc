package dev.sallyport.salesforce.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.auth.ClientAuthentication;
import dev.sallyport.auth.ClientCredential;
import dev.sallyport.auth.Endpoints;
import dev.sallyport.auth.Grant;
import dev.sallyport.auth.OAuthProvider;
import dev.sallyport.auth.OAuthProviderBuilder;
import dev.sallyport.auth.ResourceOwnerCredential;
import dev.sallyport.auth.Secret;
import dev.sallyport.org.http.ApiKind;
import dev.sallyport.org.http.Fault;
import dev.sallyport.org.setup.OAuthApp.OAuthSettings;
import dev.sallyport.org.setup.OAuthApp.PermittedUsers;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Grants that name a user: by a signed assertion, or by a password. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SickAssertionTest {
    private static final String PASSWORD = "correct horse 1";

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it before the first test
    static Path folder;

    private final Clinic clinic = new Clinic();

    @SuppressWarnings("NullAway.Init") // made before the first test
    private AppKey key;

    @BeforeAll
    void makeKey() {
        key = AppKey.make(folder);
    }

    @BeforeEach
    void giveTheAppACertificate() {
        clinic.reset();
        clinic.setSettings(
                now -> new OAuthSettings(now.callbackUrls(), now.scopes(), now.options(), key.certificate()));
        clinic.leaveApprovalToAdministrators();
        clinic.approve();
    }

    @AfterAll
    void close() {
        clinic.close();
    }

    @Test
    void healthy_assertions_cost_as_little_as_client_credentials() {
        for (OAuthProvider provider : List.of(jwt(null), saml(null, null))) {
            Diagnosis diagnosis = clinic.examine(provider);
            assertThat(diagnosis.isSound()).as(diagnosis.toString()).isTrue();
            assertThat(diagnosis.calls()).isEqualTo(new Calls(4, 1));
        }
    }

    @Test
    void a_login_host_may_take_assertions_and_the_apis_are_at_my_domain() {
        Endpoints login = Endpoints.salesforce(clinic.org.loginUrl());
        Diagnosis diagnosis =
                clinic.examine(jwt(null).toBuilder().endpoints(login).build());

        assertThat(diagnosis.isSound()).as(diagnosis.toString()).isTrue();
        assertThat(diagnosis.calls()).isEqualTo(new Calls(5, 1));
    }

    @Test
    void a_certificate_that_is_not_the_keys() {
        AppKey other = AppKey.make(folder);
        Diagnosis diagnosis =
                clinic.examine(jwt(null).toBuilder().signingKey(other.key()).build());

        Finding finding = Clinic.sick(
                diagnosis, Check.TOKEN, Ailment.ASSERTION_REFUSED, "Use digital signatures", "JWT Bearer Flow");
        assertThat(finding.said()).isEqualTo("invalid_grant (invalid assertion)");
        assertThat(diagnosis.toString()).doesNotContain(other.key().content().reveal());
    }

    @Test
    void a_jwt_for_another_audience() {
        Clinic.sick(
                clinic.examine(jwt("https://acme.my.salesforce.com")),
                Check.TOKEN,
                Ailment.AUDIENCE_REFUSED,
                "Set the provider's Audience");
    }

    @Test
    void a_subject_who_does_not_exist_is_said_not_to_have_approved() {
        Finding finding = Clinic.sick(
                clinic.examine(builder()
                        .grant(new Grant.JwtBearer(List.of(), "nobody@example.com", null, null))
                        .build()),
                Check.TOKEN,
                Ailment.SUBJECT_NOT_APPROVED,
                "Compare Subject",
                "Setup > Users");
        assertThat(finding.said()).isEqualTo("invalid_grant (user hasn't approved this consumer)");
        assertThat(finding.misleading()).contains("does not exist");
    }

    @Test
    void a_subject_who_has_not_approved_the_app_is_told_where_an_administrator_approves() {
        clinic.setPolicies(now -> now.withPermittedUsers(PermittedUsers.ALL_USERS_MAY_SELF_AUTHORIZE));

        Clinic.sick(
                clinic.examine(jwt(null)),
                Check.TOKEN,
                Ailment.SUBJECT_NOT_APPROVED,
                "Permitted Users",
                "Admin approved users are pre-authorized");
    }

    @Test
    void a_subject_whom_no_administrator_approved() {
        clinic.org.setup().oauthApps().setPreAuthorized(clinic.connectedApp(), Set.of(), clinic.administrator());

        Clinic.sick(clinic.examine(jwt(null)), Check.TOKEN, Ailment.USER_NOT_APPROVED, "Profiles or Permission Sets");
    }

    @Test
    void a_clock_that_is_behind_makes_the_assertion_an_expired_authorization_code() {
        clinic.setClock(Clock.offset(Clock.systemUTC(), Duration.ofMinutes(-10)));
        Diagnosis diagnosis = clinic.examine(jwt(null));

        Finding finding = Clinic.sick(diagnosis, Check.TOKEN, Ailment.ASSERTION_EXPIRED, "Set this machine's clock");
        assertThat(finding.said()).isEqualTo("invalid_grant (expired authorization code)");
        assertThat(finding.misleading()).contains("no authorization code");
        assertThat(Clinic.warning(diagnosis, Check.CLOCK, Ailment.CLOCK_DIFFERS).found())
                .contains("10 min behind");
    }

    @Test
    void a_saml_recipient_that_is_not_the_token_endpoint_is_called_an_invalid_assertion() {
        Finding finding = Clinic.sick(
                clinic.examine(saml(null, "https://acme.my.salesforce.com/services/oauth2/token")),
                Check.TOKEN,
                Ailment.ASSERTION_RECIPIENT_WRONG,
                "Leave Recipient of the provider empty",
                clinic.tokenEndpoint().toString());
        assertThat(finding.said()).isEqualTo("invalid_grant (invalid assertion)");
        assertThat(finding.misleading()).contains("as if the signature were wrong");
    }

    @Test
    void a_saml_assertion_for_another_audience() {
        Finding finding = Clinic.sick(
                clinic.examine(saml("https://acme.my.salesforce.com", null)),
                Check.TOKEN,
                Ailment.AUDIENCE_REFUSED,
                "Set the provider's Audience");
        assertThat(finding.said()).isEqualTo("invalid_grant (Audience validation failed)");
    }

    @Test
    void scopes_are_not_taken_with_an_assertion_either() {
        Diagnosis diagnosis = clinic.examine(builder()
                .grant(new Grant.JwtBearer(List.of("api"), clinic.app.username(), null, null))
                .build());

        Clinic.sick(diagnosis, Check.TOKEN, Ailment.SCOPES_NOT_TAKEN, "Leave Scopes of the provider empty");
        assertThat(Clinic.outcome(diagnosis, Check.OBJECTS)).isEqualTo(Outcome.SOUND);
    }

    @Test
    void a_blocked_password_flow_and_a_wrong_password_are_answered_alike_and_the_login_history_tells() {
        clinic.org.setup().users().setPassword(clinic.runAs(), PASSWORD);
        Finding blocked = Clinic.sick(
                clinic.examine(password(PASSWORD)),
                Check.TOKEN,
                Ailment.PASSWORD_REFUSED,
                "Login History",
                "Username-Password Flow Disabled",
                "OAuth and OpenID Connect Settings");
        clinic.org.setup().settings().allowUsernamePasswordFlow(true);
        Diagnosis wrong = clinic.examine(password("a wrong password"));
        Finding refused = Clinic.sick(wrong, Check.TOKEN, Ailment.PASSWORD_REFUSED, "Login History");

        assertThat(blocked.said())
                .isEqualTo("invalid_grant (authentication failure)")
                .isEqualTo(refused.said());
        assertThat(refused.misleading()).contains("only the Login History");
        assertThat(wrong.toString()).doesNotContain("a wrong password");
        Diagnosis right = clinic.examine(password(PASSWORD));
        assertThat(right.isSound()).as(right.toString()).isTrue();
        Clinic.warning(right, Check.PROVIDER, Ailment.UNWISE);
    }

    @Test
    void a_grant_that_the_app_may_not_use_is_named() {
        clinic.org.controls().failNext(ApiKind.TOKEN, Fault.refusal(400, "unauthorized_client", "not for this client"));

        Finding finding = Clinic.sick(
                clinic.examine(jwt(null)),
                Check.TOKEN,
                Ailment.GRANT_NOT_ENABLED,
                "The provider's grant is JWT Bearer",
                "Use digital signatures");
        assertThat(finding.said()).isEqualTo("unauthorized_client (not for this client)");
    }

    @Test
    void a_client_that_proves_itself_with_another_key() {
        OAuthProvider provider = clinic.change()
                .clientAuthentication(ClientAuthentication.PRIVATE_KEY_JWT)
                .client(new ClientCredential(clinic.app.consumerKey(), null))
                .signingKey(AppKey.make(folder).key())
                .build();

        Finding finding = Clinic.sick(
                clinic.examine(provider),
                Check.TOKEN,
                Ailment.CLIENT_ASSERTION_REFUSED,
                "Private Key JWT",
                "Use digital signatures");
        assertThat(finding.said()).isEqualTo("invalid_client (invalid client credentials)");
    }

    @Test
    void a_client_that_does_not_prove_itself_where_the_app_wants_its_secret() {
        OAuthProvider provider = password(PASSWORD).toBuilder()
                .clientAuthentication(ClientAuthentication.NONE)
                .client(new ClientCredential(clinic.app.consumerKey(), null))
                .build();

        Clinic.sick(
                clinic.examine(provider),
                Check.TOKEN,
                Ailment.CLIENT_PROOF_MISSING,
                "Client Authentication of the provider is None",
                "Require Secret for Web Server Flow");
    }

    private OAuthProvider password(String password) {
        return clinic.change()
                .grant(new Grant.ResourceOwnerPassword(List.of(), null))
                .resourceOwner(new ResourceOwnerCredential(clinic.app.username(), Secret.of(password)))
                .build();
    }

    private OAuthProviderBuilder builder() {
        return clinic.change()
                .clientAuthentication(ClientAuthentication.NONE)
                .client(new ClientCredential(clinic.app.consumerKey(), null))
                .signingKey(key.key());
    }

    private OAuthProvider jwt(@Nullable String audience) {
        return builder()
                .grant(new Grant.JwtBearer(List.of(), clinic.app.username(), null, audience))
                .build();
    }

    private OAuthProvider saml(@Nullable String audience, @Nullable String recipient) {
        return builder()
                .grant(new Grant.SamlBearer(List.of(), clinic.app.username(), null, audience, recipient))
                .build();
    }
}
