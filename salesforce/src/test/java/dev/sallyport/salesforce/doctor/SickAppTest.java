package dev.sallyport.salesforce.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.auth.ClientCredential;
import dev.sallyport.auth.Endpoints;
import dev.sallyport.auth.Grant;
import dev.sallyport.auth.OAuthProvider;
import dev.sallyport.auth.Secret;
import dev.sallyport.org.http.ApiKind;
import dev.sallyport.org.http.Fault;
import dev.sallyport.org.setup.ConsumerDetails;
import dev.sallyport.org.setup.ExternalClientApp;
import dev.sallyport.org.setup.ExternalClientApp.DistributionState;
import dev.sallyport.org.setup.ExternalClientApp.PluginPolicies;
import dev.sallyport.org.setup.ExternalClientApp.StartPage;
import dev.sallyport.org.setup.ExternalClientApps;
import dev.sallyport.org.setup.OAuthApp.OAuthOption;
import dev.sallyport.org.setup.OAuthApp.OAuthSettings;
import dev.sallyport.org.setup.Scope;
import java.net.URI;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Why client credentials get no token, or one that is good for nothing: the app, its policies, its run-as user. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SickAppTest {
    private final Clinic clinic = new Clinic();

    @BeforeEach
    void reset() {
        clinic.reset();
    }

    @AfterAll
    void close() {
        clinic.close();
    }

    @Test
    void a_client_id_that_the_org_does_not_know() {
        Diagnosis diagnosis = clinic.examine(as("3MVG9unknown", clinic.app.consumerSecret()));

        Finding finding = Clinic.sick(
                diagnosis,
                Check.TOKEN,
                Ailment.CLIENT_ID_UNKNOWN,
                "App Manager, View on the app, Manage Consumer Details",
                "ten minutes");
        assertThat(finding.said()).isEqualTo("invalid_client_id (client identifier invalid)");
        assertThat(finding.misleading()).contains("minutes old", "another org");
        assertThat(diagnosis.calls()).isEqualTo(new Calls(2, 0));
        assertThat(Clinic.outcome(diagnosis, Check.API)).isEqualTo(Outcome.NOT_TRIED);
    }

    @Test
    void a_wrong_secret_is_sent_once() {
        clinic.org.controls().resetCounts();
        Diagnosis diagnosis = clinic.examine(as(clinic.app.consumerKey(), "not-the-secret"));

        Finding finding =
                Clinic.sick(diagnosis, Check.TOKEN, Ailment.CLIENT_SECRET_WRONG, "Manage Consumer Details", "rotated");
        assertThat(finding.said()).isEqualTo("invalid_client (invalid client credentials)");
        assertThat(diagnosis.toString()).doesNotContain("not-the-secret");
        assertThat(clinic.org.controls().count(ApiKind.TOKEN).requests()).isEqualTo(1);
    }

    @Test
    void the_flow_is_off_in_a_connected_app() {
        clinic.setSettings(now -> now.with(OAuthOption.CLIENT_CREDENTIALS_FLOW, false));

        Finding finding = Clinic.sick(
                clinic.examine(), Check.TOKEN, Ailment.FLOW_NOT_ENABLED, "tick Enable Client Credentials Flow");
        assertThat(finding.said()).isEqualTo("invalid_grant (client credentials flow not enabled)");
    }

    @Test
    void an_external_client_app_is_closed_until_its_policies_enable_oauth() {
        ExternalClientApp app = externalClientApp(true);

        Finding finding = Clinic.sick(
                clinic.examine(as(app)),
                Check.TOKEN,
                Ailment.APP_CLOSED,
                "External Client App Manager, the app, Policies > Edit",
                "enable OAuth");
        assertThat(finding.said()).isEqualTo("app_not_found (External client app is not installed in this org)");
        assertThat(finding.misleading()).contains("own app");
    }

    @Test
    void the_flow_is_off_in_an_external_client_apps_policies_or_in_its_settings_and_both_ticks_are_named() {
        ExternalClientApp inPolicies = externalClientApp(true);
        setPolicies(inPolicies, new PluginPolicies(true, StartPage.NONE, false));
        Finding policies = Clinic.sick(
                clinic.examine(as(inPolicies)),
                Check.TOKEN,
                Ailment.FLOW_NOT_ENABLED,
                "Settings > OAuth Settings > Flow Enablement",
                "Policies > Edit");
        clinic.reset();
        ExternalClientApp inSettings = externalClientApp(false);
        setPolicies(inSettings, new PluginPolicies(true, StartPage.NONE, false));
        Finding settings = Clinic.sick(clinic.examine(as(inSettings)), Check.TOKEN, Ailment.FLOW_NOT_ENABLED);

        // The org answers both alike: so the doctor does not pretend to know which it is.
        assertThat(policies.said()).isEqualTo(settings.said());
        assertThat(settings.misleading()).contains("twice");
    }

    @Test
    void an_external_client_app_whose_run_as_user_is_not_pre_authorized() {
        ExternalClientApp app = externalClientApp(true);
        clinic.org
                .setup()
                .externalClientApps()
                .setPolicies(
                        app,
                        new PluginPolicies(true, StartPage.NONE, true),
                        app.policies().withClientCredentialsRunAs(clinic.runAs().id()),
                        clinic.administrator());

        Clinic.sick(clinic.examine(as(app)), Check.TOKEN, Ailment.USER_NOT_APPROVED, "Policies > Edit > App Policies");
    }

    @Test
    void no_run_as_user() {
        clinic.setPolicies(now -> now.withClientCredentialsRunAs(null));

        Finding finding = Clinic.sick(
                clinic.examine(),
                Check.TOKEN,
                Ailment.RUN_AS_USER_MISSING,
                "Manage (not Edit) on the app, Edit Policies",
                "Run As");
        assertThat(finding.said()).isEqualTo("invalid_grant (no client credentials user enabled)");
        assertThat(finding.misleading()).contains("one is to be chosen");
    }

    @Test
    void a_run_as_user_who_is_inactive() {
        clinic.org.setup().users().setActive(clinic.runAs(), false, clinic.administrator());

        Clinic.sick(clinic.examine(), Check.TOKEN, Ailment.RUN_AS_USER_INACTIVE, "Users", "tick Active");
    }

    @Test
    void a_run_as_user_who_is_frozen_is_called_inactive_and_the_button_is_named() {
        clinic.org.setup().users().setFrozen(clinic.runAs(), true, clinic.administrator());

        Finding finding = Clinic.sick(clinic.examine(), Check.TOKEN, Ailment.RUN_AS_USER_INACTIVE, "Unfreeze");
        assertThat(finding.said()).isEqualTo("inactive_user (user is inactive)");
        assertThat(finding.misleading()).contains("frozen");
    }

    @Test
    void approved_users_only_and_the_run_as_user_is_none_of_them() {
        clinic.leaveApprovalToAdministrators();

        Clinic.sick(
                clinic.examine(),
                Check.TOKEN,
                Ailment.USER_NOT_APPROVED,
                "Manage on the app",
                "Profiles or Permission Sets");
    }

    @Test
    void the_run_as_users_login_ip_ranges() {
        clinic.restrictAddresses();

        Finding finding = Clinic.sick(
                clinic.examine(), Check.TOKEN, Ailment.NETWORK_ADDRESS_REFUSED, "Login IP Ranges", "IP Relaxation");
        assertThat(finding.said()).isEqualTo("invalid_grant (ip restricted)");
    }

    @Test
    void too_many_logins_within_an_hour() {
        clinic.org.setup().settings().setLoginsPerHour(1);
        assertThat(clinic.examine().isSound()).isTrue();

        Finding finding = Clinic.sick(clinic.examine(), Check.TOKEN, Ailment.LOGIN_RATE_EXCEEDED, "Login History");
        assertThat(finding.said()).isEqualTo("rate_limit_exceeded (login rate exceeded)");
    }

    @Test
    void scopes_that_are_asked_for_are_refused_and_the_rest_is_examined_without_them() {
        OAuthProvider provider = clinic.change()
                .grant(new Grant.ClientCredentials(List.of("api"), null))
                .build();
        Diagnosis diagnosis = clinic.examine(provider);

        Finding finding =
                Clinic.sick(diagnosis, Check.TOKEN, Ailment.SCOPES_NOT_TAKEN, "Leave Scopes of the provider empty");
        assertThat(finding.said()).isEqualTo("invalid_request (scope parameter not supported)");
        assertThat(Clinic.outcome(diagnosis, Check.OBJECTS)).isEqualTo(Outcome.SOUND);
        assertThat(diagnosis.calls()).isEqualTo(new Calls(5, 1));
    }

    @Test
    void an_app_whose_scopes_are_all_for_people() {
        clinic.setScopes(Scope.FULL, Scope.REFRESH_TOKEN);

        Finding finding =
                Clinic.sick(clinic.examine(), Check.TOKEN, Ailment.NO_SCOPE_LEFT, "Selected OAuth Scopes", "(api)");
        assertThat(finding.said()).isEqualTo("invalid_grant (no valid scopes defined)");
        assertThat(finding.misleading()).contains("api must be named");
    }

    @Test
    void a_token_without_the_api_scope_is_told_before_the_api_refuses_it_with_misleading_words() {
        clinic.setScopes(Scope.ID, Scope.OPENID);
        Diagnosis diagnosis = clinic.examine();

        Finding finding =
                Clinic.sick(diagnosis, Check.TOKEN, Ailment.API_SCOPE_MISSING, "Selected OAuth Scopes", "(api)");
        assertThat(finding.said()).contains("This session is not valid for use with the REST API");
        assertThat(finding.misleading()).contains("no new token helps");
        assertThat(Clinic.outcome(diagnosis, Check.USER_INFO)).isEqualTo(Outcome.SOUND);
        assertThat(diagnosis.calls()).isEqualTo(new Calls(3, 0));
    }

    @Test
    void the_login_host_in_my_domains_place() {
        Endpoints endpoints = Endpoints.salesforce(clinic.org.loginUrl());
        Diagnosis diagnosis =
                clinic.examine(clinic.change().endpoints(endpoints).build());

        Finding finding = Clinic.sick(diagnosis, Check.TOKEN, Ailment.NOT_MY_DOMAIN, "Company Settings > My Domain");
        assertThat(finding.said()).isEqualTo("invalid_grant (request not supported on this domain)");
        assertThat(finding.misleading()).contains("host in the URL");
    }

    @Test
    void a_token_endpoint_that_is_none() {
        URI wrong = clinic.org.instanceUrl().resolve("/oauth/token");
        Diagnosis diagnosis = clinic.examine(
                clinic.change().endpoints(new Endpoints(null, wrong, null)).build());

        Clinic.sick(diagnosis, Check.TOKEN, Ailment.NOT_A_TOKEN_ENDPOINT, "Correct the Token Endpoint");
    }

    @Test
    void an_org_that_is_closed() {
        refuse("inactive_org", "inactive organization");

        Clinic.sick(clinic.examine(), Check.TOKEN, Ailment.ORG_INACTIVE, "Sign in to the org in a browser");
    }

    @Test
    void a_run_as_user_without_api_may_be_told_by_the_token_endpoint_already() {
        refuse("invalid_grant", "api is not enabled for the user");

        Clinic.sick(clinic.examine(), Check.TOKEN, Ailment.API_NOT_ENABLED, "tick API Enabled");
    }

    @Test
    void a_refusal_without_a_reason_leads_to_the_login_history() {
        refuse("invalid_grant", "something new");

        Finding finding = Clinic.sick(clinic.examine(), Check.TOKEN, Ailment.GRANT_REFUSED, "Login History");
        assertThat(finding.said()).isEqualTo("invalid_grant (something new)");
    }

    @Test
    void an_answer_that_oauth_does_not_know() {
        clinic.org.controls().failNext(ApiKind.TOKEN, Fault.refusal(500, "unknown", "An error occurred"));

        Clinic.sick(clinic.examine(), Check.TOKEN, Ailment.ANSWER_NOT_UNDERSTOOD, "status.salesforce.com");
    }

    private void refuse(String error, String description) {
        clinic.org.controls().failNext(ApiKind.TOKEN, Fault.refusal(400, error, description));
    }

    private OAuthProvider as(String clientId, String secret) {
        return clinic.change()
                .client(new ClientCredential(clientId, Secret.of(secret)))
                .build();
    }

    private OAuthProvider as(ExternalClientApp app) {
        ConsumerDetails consumer = clinic.org.setup().oauthApps().consumerDetails(app);
        return as(consumer.consumerKey(), consumer.consumerSecret());
    }

    private ExternalClientApp externalClientApp(boolean flow) {
        return clinic.org
                .setup()
                .externalClientApps()
                .create(
                        new ExternalClientApps.Definition(
                                "Data Bridge",
                                null,
                                "team@example.com",
                                null,
                                DistributionState.LOCAL,
                                new OAuthSettings(List.of("https://bridge.example/callback"), Set.of(Scope.API), flow)),
                        clinic.administrator());
    }

    private void setPolicies(ExternalClientApp app, PluginPolicies policies) {
        clinic.org.setup().externalClientApps().setPolicies(app, policies, app.policies(), clinic.administrator());
    }
}
