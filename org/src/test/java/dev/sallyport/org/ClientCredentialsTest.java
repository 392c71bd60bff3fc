package dev.sallyport.org;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sallyport.org.OrgClient.Answer;
import dev.sallyport.org.setup.ConnectedApp;
import dev.sallyport.org.setup.OAuthApp.IpRelaxation;
import dev.sallyport.org.setup.OAuthApp.OAuthSettings;
import dev.sallyport.org.setup.OAuthApp.PermittedUsers;
import dev.sallyport.org.setup.OAuthApp.Policies;
import dev.sallyport.org.setup.Profile.LoginIpRange;
import dev.sallyport.org.setup.Scope;
import dev.sallyport.org.setup.Setup;
import dev.sallyport.org.setup.User;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ClientCredentialsTest {
    private LocalOrg org;
    private OrgClient client;
    private ReadyApp ready;
    private Setup setup;

    @BeforeEach
    void start() {
        org = LocalOrg.builder().records(0).start();
        client = new OrgClient(org);
        ready = org.readyApp();
        setup = org.setup();
    }

    @AfterEach
    void stop() {
        org.close();
    }

    @Test
    void a_client_that_authenticates_by_basic_gets_a_token_that_lasts_until_the_session_ends() throws Exception {
        Answer answer = client.requestToken(ready.consumerKey(), ready.consumerSecret());

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("Cache-Control")).contains("no-store");
        JsonNode body = answer.json();
        assertThat(body.fieldNames())
                .toIterable()
                .containsExactly("access_token", "signature", "scope", "instance_url", "id", "token_type", "issued_at");
        assertThat(body.path("access_token").asText())
                .startsWith(org.organizationId().substring(0, 15) + "!")
                .hasSize(112);
        assertThat(body.path("scope").asText()).isEqualTo("api");
        assertThat(body.path("instance_url").asText())
                .isEqualTo(org.instanceUrl().toString());
        assertThat(body.path("id").asText())
                .isEqualTo(org.instanceUrl() + "/id/" + org.organizationId() + "/" + ready.userId());
        assertThat(body.path("token_type").asText()).isEqualTo("Bearer");
        assertThat(body.path("signature").asText())
                .isEqualTo(signature(
                        body.path("id").asText() + body.path("issued_at").asText()));
    }

    @Test
    void a_client_may_authenticate_in_the_request_body_instead() {
        Answer answer = client.send(OrgClient.form(
                client.request("/services/oauth2/token"),
                Map.of(
                        "grant_type", "client_credentials",
                        "client_id", ready.consumerKey(),
                        "client_secret", ready.consumerSecret())));

        assertThat(answer.status()).isEqualTo(200);
    }

    @Test
    void an_unknown_consumer_key_and_a_wrong_secret_are_told_apart() {
        assertThat(client.requestToken(ready.consumerKey() + " ", ready.consumerSecret())
                        .refusal())
                .isEqualTo("invalid_client_id: client identifier invalid");
        Answer wrongSecret = client.requestToken(ready.consumerKey(), "wrong");
        assertThat(wrongSecret.status()).isEqualTo(400);
        assertThat(wrongSecret.refusal()).isEqualTo("invalid_client: invalid client credentials");
    }

    @Test
    void a_rotated_secret_is_refused_and_the_new_one_is_taken() {
        var rotated = setup.oauthApps().rotateConsumer(app(), administrator().id());

        assertThat(client.requestToken(ready.consumerKey(), ready.consumerSecret())
                        .refusal())
                .isEqualTo("invalid_client_id: client identifier invalid");
        assertThat(client.requestToken(rotated.consumerKey(), rotated.consumerSecret())
                        .status())
                .isEqualTo(200);
    }

    @Test
    void an_app_without_the_flow_gets_no_token() {
        OAuthSettings settings = Objects.requireNonNull(app().oauth());
        setup.connectedApps()
                .setOAuthSettings(
                        app(),
                        new OAuthSettings(settings.callbackUrls(), settings.scopes(), false),
                        administrator().id());

        assertThat(request().refusal()).isEqualTo("invalid_grant: client credentials flow not enabled");
    }

    @Test
    void an_app_without_a_run_as_user_gets_no_token() {
        setPolicies(app().policies().withClientCredentialsRunAs(null));

        assertThat(request().refusal()).isEqualTo("invalid_grant: no client credentials user enabled");
    }

    @Test
    void a_run_as_user_who_is_inactive_or_frozen_is_refused() {
        setup.users().setActive(user(), false, administrator().id());
        assertThat(request().refusal()).isEqualTo("inactive_user: user is inactive");

        setup.users().setActive(user(), true, administrator().id());
        setup.users().setFrozen(user(), true, administrator().id());
        assertThat(request().refusal()).isEqualTo("inactive_user: user is inactive");

        setup.users().setFrozen(user(), false, administrator().id());
        assertThat(request().status()).isEqualTo(200);
    }

    @Test
    void where_administrators_approve_users_the_run_as_user_must_be_among_them() {
        Policies policies = app().policies();
        setPolicies(new Policies(
                PermittedUsers.ADMIN_APPROVED_USERS_ARE_PRE_AUTHORIZED,
                policies.ipRelaxation(),
                policies.refreshTokenPolicy(),
                null,
                policies.clientCredentialsRunAs()));
        assertThat(request().refusal()).isEqualTo("invalid_app_access: user is not admin approved to access this app");

        setup.oauthApps()
                .setPreAuthorized(
                        app(), Set.of(user().profileId()), administrator().id());
        assertThat(request().status()).isEqualTo(200);
    }

    @Test
    void login_ip_ranges_of_the_profile_hold_unless_the_app_relaxes_them() {
        setup.profiles()
                .setLoginIpRanges(
                        setup.profiles().get(ready.profileId()),
                        List.of(new LoginIpRange("10.0.0.0", "10.0.0.255")),
                        administrator().id());
        assertThat(request().refusal()).isEqualTo("invalid_grant: ip restricted");

        Policies policies = app().policies();
        setPolicies(new Policies(
                policies.permittedUsers(),
                IpRelaxation.RELAX_IP_RESTRICTIONS,
                policies.refreshTokenPolicy(),
                null,
                policies.clientCredentialsRunAs()));
        assertThat(request().status()).isEqualTo(200);
    }

    @Test
    void an_app_whose_scopes_are_all_for_people_gets_no_token() {
        OAuthSettings settings = Objects.requireNonNull(app().oauth());
        setup.connectedApps()
                .setOAuthSettings(
                        app(),
                        new OAuthSettings(settings.callbackUrls(), Set.of(Scope.FULL, Scope.REFRESH_TOKEN), true),
                        administrator().id());

        assertThat(request().refusal()).isEqualTo("invalid_grant: no valid scopes defined");
    }

    @Test
    void the_login_host_refuses_the_flow_whoever_asks() {
        Answer answer = client.send(OrgClient.form(
                client.request(org.loginUrl() + "/services/oauth2/token")
                        .header("Authorization", OrgClient.basic(ready.consumerKey(), ready.consumerSecret())),
                Map.of("grant_type", "client_credentials")));

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.refusal()).isEqualTo("invalid_grant: request not supported on this domain");
    }

    @Test
    void a_request_that_is_not_a_form_or_asks_for_another_grant_is_refused() {
        Answer json = client.send(client.request("/services/oauth2/token")
                .header("Authorization", OrgClient.basic(ready.consumerKey(), ready.consumerSecret()))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("{\"grant_type\":\"client_credentials\"}")));
        assertThat(json.refusal()).isEqualTo("unsupported_grant_type: grant type not supported");

        Answer magic =
                client.send(OrgClient.form(client.request("/services/oauth2/token"), Map.of("grant_type", "magic")));
        assertThat(magic.refusal()).isEqualTo("unsupported_grant_type: grant type not supported");
    }

    @Test
    void the_flow_takes_no_scope_parameter_no_get_and_no_parameter_twice() {
        Answer scope = client.send(OrgClient.form(
                client.request("/services/oauth2/token"), Map.of("grant_type", "client_credentials", "scope", "api")));
        assertThat(scope.refusal()).isEqualTo("invalid_request: scope parameter not supported");

        assertThat(client.send(client.request("/services/oauth2/token")).refusal())
                .isEqualTo("invalid_request: must use HTTP POST");

        Answer twice = client.send(client.request("/services/oauth2/token")
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString("grant_type=client_credentials&grant_type=client_credentials")));
        assertThat(twice.refusal()).startsWith("invalid_request: ");
    }

    @Test
    void a_token_url_with_a_slash_too_many_leads_to_a_page_for_people() {
        Answer answer = client.send(OrgClient.form(
                client.request("/services/oauth2/token/")
                        .header("Authorization", OrgClient.basic(ready.consumerKey(), ready.consumerSecret())),
                Map.of("grant_type", "client_credentials")));

        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.header("Content-Type")).startsWith("text/html");
    }

    @Test
    void a_token_ends_when_it_is_revoked_or_unused_for_the_session_timeout() {
        String revoked = client.token(ready);
        String unused = client.token(ready);
        Answer revocation =
                client.send(OrgClient.form(client.request("/services/oauth2/revoke"), Map.of("token", revoked)));
        assertThat(revocation.status()).isEqualTo(200);
        assertThat(client.get("/services/oauth2/userinfo", revoked).text()).isEqualTo("Bad_OAuth_Token");

        assertThat(client.get("/services/oauth2/userinfo", unused).status()).isEqualTo(200);
        org.controls().advanceClock(Duration.ofHours(2));
        assertThat(client.get("/services/oauth2/userinfo", unused).status()).isEqualTo(403);
    }

    @Test
    void a_session_that_is_used_past_the_half_of_its_life_starts_anew() {
        String token = client.token(ready);
        for (int hour = 0; hour < 4; hour++) {
            org.controls().advanceClock(Duration.ofMinutes(70));
            assertThat(client.get("/services/oauth2/userinfo", token).status()).isEqualTo(200);
        }
    }

    @Test
    void introspection_tells_the_app_about_its_own_token() {
        String token = client.token(ready);
        JsonNode active = client.send(OrgClient.form(
                        client.request("/services/oauth2/introspect")
                                .header("Authorization", OrgClient.basic(ready.consumerKey(), ready.consumerSecret())),
                        Map.of("token", token)))
                .json();

        assertThat(active.path("active").asBoolean()).isTrue();
        assertThat(active.path("username").asText()).isEqualTo(ready.username());
        assertThat(active.path("scope").asText()).isEqualTo("api");
    }

    @Test
    void user_info_names_the_run_as_user_and_the_addresses_of_the_apis() {
        JsonNode info =
                client.get("/services/oauth2/userinfo", client.token(ready)).json();

        assertThat(info.path("user_id").asText()).isEqualTo(ready.userId());
        assertThat(info.path("organization_id").asText()).isEqualTo(org.organizationId());
        assertThat(info.path("preferred_username").asText()).isEqualTo(ready.username());
        assertThat(info.path("zoneinfo").asText()).isEqualTo("America/Los_Angeles");
        assertThat(info.path("utcOffset").asInt()).isEqualTo(-28_800_000);
        assertThat(info.path("urls").path("enterprise").asText())
                .isEqualTo(org.instanceUrl() + "/services/Soap/c/{version}/"
                        + org.organizationId().substring(0, 15));
    }

    @Test
    void the_identity_url_answers_the_user_it_names() {
        String token = client.token(ready);
        String path = "/id/" + org.organizationId() + "/" + ready.userId();

        assertThat(client.get(path, token).json().path("username").asText()).isEqualTo(ready.username());
        assertThat(client.get("/id/00D000000000000AAA/" + ready.userId(), token).text())
                .isEqualTo("Wrong_Org");
        assertThat(client.send(client.request(path)).text()).isEqualTo("Missing_OAuth_Token");
    }

    @Test
    void neither_secrets_nor_passwords_show_in_what_the_org_prints() {
        assertThat(ready.toString()).doesNotContain(ready.consumerSecret());
        assertThat(org.administrator().toString())
                .doesNotContain(org.administrator().password());
        assertThat(setup.oauthApps().consumerDetails(app()).toString()).doesNotContain(ready.consumerSecret());
    }

    private Answer request() {
        return client.requestToken(ready.consumerKey(), ready.consumerSecret());
    }

    private ConnectedApp app() {
        return setup.connectedApps().get(ready.connectedAppId());
    }

    private User user() {
        return setup.users().get(ready.userId());
    }

    private User administrator() {
        return setup.users().get(org.administrator().username());
    }

    private void setPolicies(Policies policies) {
        setup.connectedApps().setPolicies(app(), policies, administrator().id());
    }

    private String signature(String signed) throws Exception {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(ready.consumerSecret().getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        return Base64.getEncoder().encodeToString(mac.doFinal(signed.getBytes(StandardCharsets.UTF_8)));
    }
}
