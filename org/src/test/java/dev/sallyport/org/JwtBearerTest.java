package dev.sallyport.org;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import dev.sallyport.org.OrgClient.Answer;
import dev.sallyport.org.setup.User;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The JWT bearer flow, and apps that sign instead of sending a secret. */
class JwtBearerTest {
    private static final String GRANT = "urn:ietf:params:oauth:grant-type:jwt-bearer";
    private static final String ASSERTION_TYPE = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";
    private static final String LOGIN = "https://login.salesforce.com";
    private static final String NOT_APPROVED = "invalid_grant: user hasn't approved this consumer";
    private static final AppKey KEY = AppKey.make();

    private final OAuthOrg oauth = new OAuthOrg();

    @BeforeEach
    void giveTheAppACertificate() {
        oauth.setCertificate(KEY.certificate());
    }

    @AfterEach
    void stop() {
        oauth.close();
    }

    @Test
    void a_signed_assertion_for_a_pre_authorized_user_gets_a_session_and_no_refresh_token() {
        preAuthorize();
        Answer answer = bearer(KEY.sign(claims(LOGIN)));

        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        JsonNode tokens = answer.json();
        assertThat(tokens.fieldNames())
                .toIterable()
                .containsExactly("access_token", "scope", "instance_url", "id", "token_type");
        assertThat(tokens.path("scope").asText().split(" ")).containsExactlyInAnyOrder("api", "openid", "id");
        assertThat(tokens.path("instance_url").asText())
                .isEqualTo(oauth.org.instanceUrl().toString());
        assertThat(oauth.userInfo(tokens.path("access_token").asText())
                        .json()
                        .path("preferred_username")
                        .asText())
                .isEqualTo(oauth.org.administrator().username());
        assertThat(oauth.lastLogin()).contains("\"OAuthJwtBearer\"", "\"Order Status\"", "\"Success\"");
    }

    @Test
    void the_audience_is_the_login_host_or_the_org_itself() {
        preAuthorize();
        assertThat(bearer(KEY.sign(claims(oauth.org.instanceUrl().toString()))).status())
                .isEqualTo(200);
        assertThat(bearer(KEY.sign(claims(oauth.org.loginUrl().toString()))).status())
                .isEqualTo(200);
        String invalid = "invalid_grant: audience is invalid";
        assertThat(bearer(KEY.sign(claims("https://test.salesforce.com"))).refusal())
                .isEqualTo(invalid);
        assertThat(bearer(KEY.sign(claims(LOGIN + "/"))).refusal()).isEqualTo(invalid);
    }

    @Test
    void only_an_assertion_that_the_app_signed_by_rs256_is_taken() throws Exception {
        preAuthorize();
        String invalid = "invalid_grant: invalid assertion";
        assertThat(bearer(AppKey.make().sign(claims(LOGIN))).refusal()).isEqualTo(invalid);
        assertThat(bearer(KEY.sign(claims(LOGIN), JWSAlgorithm.RS512)).refusal())
                .isEqualTo(invalid);
        assertThat(bearer(new PlainJWT(claims(LOGIN).build()).serialize()).refusal())
                .isEqualTo(invalid);
        assertThat(bearer("no.jwt").refusal()).isEqualTo(invalid);
        assertThat(bearer("").refusal()).isEqualTo(invalid);

        String good = KEY.sign(claims(LOGIN));
        String other = KEY.sign(claims(LOGIN).subject("somebody@else.example"));
        String forged = other.substring(0, other.lastIndexOf('.')) + good.substring(good.lastIndexOf('.'));
        assertThat(bearer(forged).refusal()).isEqualTo(invalid);
    }

    @Test
    void an_assertion_ends_three_minutes_after_its_time_and_must_have_one() {
        preAuthorize();
        String assertion = KEY.sign(claims(LOGIN));
        assertThat(bearer(assertion).status()).isEqualTo(200);
        oauth.org.controls().advanceClock(Duration.ofMinutes(4));
        assertThat(bearer(assertion).status()).isEqualTo(200);
        oauth.org.controls().advanceClock(Duration.ofMinutes(1));
        String expired = "invalid_grant: expired authorization code";
        assertThat(bearer(assertion).refusal()).isEqualTo(expired);
        assertThat(bearer(KEY.sign(claims(LOGIN).expirationTime(null))).refusal())
                .isEqualTo(expired);
    }

    @Test
    void an_assertion_may_have_its_time_as_a_text_and_its_parts_padded_as_salesforce_help_writes_them() {
        preAuthorize();
        long end = Instant.now().plus(Duration.ofMinutes(2)).getEpochSecond();

        assertThat(bearer(KEY.signPadded(claims(LOGIN).claim("exp", Long.toString(end))))
                        .status())
                .isEqualTo(200);
        assertThat(bearer(KEY.sign(claims(LOGIN).claim("exp", Long.toString(end - 600))))
                        .refusal())
                .isEqualTo("invalid_grant: expired authorization code");
        assertThat(bearer(KEY.sign(claims(LOGIN).claim("exp", "tomorrow"))).refusal())
                .isEqualTo("invalid_grant: invalid assertion");
    }

    @Test
    void an_assertion_that_names_itself_is_taken_once() {
        preAuthorize();
        String assertion = KEY.sign(claims(LOGIN).jwtID("once"));
        String replayed = "invalid_grant: invalid assertion: its jti has been sent before";
        assertThat(bearer(assertion).status()).isEqualTo(200);

        assertThat(bearer(assertion).refusal()).isEqualTo(replayed);
        assertThat(bearer(KEY.sign(claims(LOGIN).jwtID("once"))).refusal()).isEqualTo(replayed);
        assertThat(bearer(KEY.sign(claims(LOGIN).jwtID("twice"))).status()).isEqualTo(200);
        assertThat(bearer(KEY.sign(claims(LOGIN))).status()).isEqualTo(200);
    }

    @Test
    void a_name_that_was_refused_for_another_reason_is_not_used_up() {
        preAuthorize();
        assertThat(bearer(AppKey.make().sign(claims(LOGIN).jwtID("stolen"))).status())
                .isEqualTo(400);
        assertThat(bearer(KEY.sign(claims("https://test.salesforce.com").jwtID("stolen")))
                        .status())
                .isEqualTo(400);

        assertThat(bearer(KEY.sign(claims(LOGIN).jwtID("stolen"))).status()).isEqualTo(200);
    }

    @Test
    void an_app_proves_itself_by_the_same_assertion_once() {
        String assertion = KEY.sign(clientClaims().jwtID("proof"));
        assertThat(redeem(oauth.code(Map.of()), assertion, Map.of()).status()).isEqualTo(200);

        assertThat(redeem(oauth.code(Map.of()), assertion, Map.of()).refusal())
                .isEqualTo("invalid_client: invalid client credentials");
    }

    @Test
    void who_may_approve_for_themselves_must_have_allowed_access_at_any_time() {
        assertThat(bearer(KEY.sign(claims(LOGIN))).refusal()).isEqualTo(NOT_APPROVED);
        oauth.redeem(oauth.code(Map.of("scope", "api")));
        assertThat(bearer(KEY.sign(claims(LOGIN))).refusal()).isEqualTo(NOT_APPROVED);
        oauth.redeem(oauth.code(Map.of("scope", "api refresh_token")));
        assertThat(bearer(KEY.sign(claims(LOGIN))).json().path("scope").asText())
                .isEqualTo("api");
    }

    @Test
    void a_user_who_is_unknown_frozen_or_not_approved_is_kept_out() {
        oauth.leaveApprovalToAdministrators();
        assertThat(bearer(KEY.sign(claims(LOGIN))).refusal())
                .isEqualTo("invalid_app_access: user is not admin approved to access this app");
        assertThat(bearer(KEY.sign(claims(LOGIN).subject("nobody@example.com"))).refusal())
                .isEqualTo(NOT_APPROVED);
        assertThat(bearer(KEY.sign(claims(LOGIN).subject(null))).refusal()).isEqualTo(NOT_APPROVED);
        String id = oauth.administrator().id().value();
        assertThat(bearer(KEY.sign(claims(LOGIN).subject(id))).refusal()).isEqualTo(NOT_APPROVED);

        User user = oauth.setup.users().get(oauth.org.readyApp().userId());
        oauth.setup.users().setFrozen(user, true, oauth.administrator().id());
        assertThat(bearer(KEY.sign(claims(LOGIN).subject(user.username()))).refusal())
                .isEqualTo("inactive_user: user is inactive");
    }

    @Test
    void the_issuer_is_a_known_app_and_the_app_has_a_certificate() {
        preAuthorize();
        assertThat(bearer(KEY.sign(claims(LOGIN).issuer("3MVG9unknown"))).refusal())
                .isEqualTo("invalid_client_id: client identifier invalid");
        String consumerKey =
                oauth.setup.oauthApps().consumerDetails(oauth.makeApp("Other")).consumerKey();
        assertThat(bearer(KEY.sign(claims(LOGIN).issuer(consumerKey))).refusal())
                .isEqualTo("invalid_grant: invalid assertion");
        assertThat(oauth.post(
                                "/services/oauth2/token",
                                Map.of("grant_type", GRANT, "assertion", KEY.sign(claims(LOGIN)), "scope", "api"))
                        .refusal())
                .isEqualTo("invalid_request: scope parameter not supported");
    }

    @Test
    void an_app_may_sign_instead_of_sending_its_secret() {
        String code = oauth.code(Map.of());
        Answer answer = redeem(code, KEY.sign(clientClaims()), Map.of());
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);

        Map<String, String> refresh = new HashMap<>(Map.of(
                "grant_type",
                "refresh_token",
                "refresh_token",
                answer.json().path("refresh_token").asText(),
                "client_assertion_type",
                ASSERTION_TYPE,
                "client_assertion",
                KEY.sign(clientClaims())));
        assertThat(oauth.post("/services/oauth2/token", refresh).status()).isEqualTo(200);
    }

    @Test
    void an_app_that_signs_something_else_is_refused() {
        String refused = "invalid_client: invalid client credentials";
        String code = oauth.code(Map.of());
        String key = oauth.consumer().consumerKey();
        assertThat(redeem(code, AppKey.make().sign(clientClaims()), Map.of()).refusal())
                .isEqualTo(refused);
        assertThat(redeem(code, KEY.sign(clientClaims().issuer("other")), Map.of("client_id", key))
                        .refusal())
                .isEqualTo(refused);
        assertThat(redeem(code, KEY.sign(clientClaims().subject("other")), Map.of("client_id", key))
                        .refusal())
                .isEqualTo(refused);
        assertThat(redeem(code, KEY.sign(clientClaims().audience(LOGIN)), Map.of())
                        .refusal())
                .isEqualTo(refused);
        Date past = Date.from(Instant.now().minus(Duration.ofMinutes(4)));
        assertThat(redeem(code, KEY.sign(clientClaims().expirationTime(past)), Map.of())
                        .refusal())
                .isEqualTo(refused);
        assertThat(redeem(code, "no.jwt", Map.of("client_id", key)).refusal()).isEqualTo(refused);
        assertThat(redeem(code, "no.jwt", Map.of()).refusal()).isEqualTo("invalid_request: must specify client_id");
        assertThat(redeem(code, KEY.sign(clientClaims()), Map.of("client_assertion_type", "saml"))
                        .refusal())
                .isEqualTo("invalid_assertion_type: assertion type is not supported");
    }

    private void preAuthorize() {
        oauth.leaveApprovalToAdministrators();
        oauth.approveAdministrators();
    }

    private JWTClaimsSet.Builder claims(String audience) {
        return AppKey.claims(
                oauth.consumer().consumerKey(), oauth.org.administrator().username(), audience);
    }

    private JWTClaimsSet.Builder clientClaims() {
        String key = oauth.consumer().consumerKey();
        return AppKey.claims(key, key, oauth.org.instanceUrl() + "/services/oauth2/token");
    }

    private Answer bearer(String assertion) {
        return oauth.post("/services/oauth2/token", Map.of("grant_type", GRANT, "assertion", assertion));
    }

    private Answer redeem(String code, String assertion, Map<String, String> more) {
        Map<String, String> all = new HashMap<>(Map.of(
                "grant_type",
                "authorization_code",
                "code",
                code,
                "redirect_uri",
                OAuthOrg.CALLBACK,
                "client_assertion_type",
                ASSERTION_TYPE,
                "client_assertion",
                assertion));
        all.putAll(more);
        return oauth.post("/services/oauth2/token", all);
    }
}
