package dev.sallyport.salesforce;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.auth.OAuthProvider;
import dev.sallyport.salesforce.ConnectionTest.Check;
import dev.sallyport.salesforce.ConnectionTest.Outcome;
import dev.sallyport.salesforce.ConnectionTest.Step;
import dev.sallyport.salesforce.PlayedOrg.Played;
import java.net.http.HttpClient;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ConnectionTestTest {
    private static final String REST = "/services/data/v55.0";

    private final PlayedOrg org = new PlayedOrg();

    @BeforeEach
    void everything_is_well() {
        org.on("/services/data", Played.json(200, "[{\"version\":\"54.0\"},{\"version\":\"55.0\"}]"));
        org.on("/services/oauth2/userinfo", Played.json(200, """
                {"user_id":"005000000000001AAA","organization_id":"00D000000000001AAA",
                 "preferred_username":"ada@acme.example"}"""));
        org.on("/services/Soap/c/55.0", Played.xml(200, PlayedOrgForEachTest.userInfo("00D000000000001AAA")));
        org.on(REST + "/query", apiOnly("true"));
        org.on(REST + "/limits", Played.json(200, "{\"DailyApiRequests\":{\"Max\":15000,\"Remaining\":14998}}"));
        org.on(REST + "/sobjects", Played.json(200, """
                {"sobjects":[{"name":"Account","label":"Account","labelPlural":"Accounts","keyPrefix":"001",
                 "custom":false,"queryable":true}]}"""));
    }

    @AfterEach
    void close() {
        org.close();
    }

    @Test
    void a_connection_that_is_well_passes_every_step_in_order() {
        List<Check> told = new ArrayList<>();

        List<Check> checks = test("/services/Soap/c/55.0", told);

        assertThat(checks).extracting(Check::step).containsExactly(Step.values());
        assertThat(checks).extracting(Check::outcome).containsOnly(Outcome.PASSED);
        assertThat(checks).extracting(Check::advice).containsOnlyNulls();
        assertThat(told).isEqualTo(checks);
        assertThat(org.seen())
                .filteredOn(request -> request.path().equals("/services/oauth2/token"))
                .hasSize(1);
    }

    @Test
    void the_first_failure_ends_the_road_with_its_advice() {
        org.on(
                "/services/oauth2/token",
                Played.json(
                        400,
                        "{\"error\":\"invalid_grant\",\"error_description\":\"no client credentials user enabled\"}"));

        List<Check> checks = test("/services/Soap/c/55.0", new ArrayList<>());

        assertThat(checks)
                .extracting(Check::outcome)
                .containsExactly(
                        Outcome.PASSED,
                        Outcome.PASSED,
                        Outcome.FAILED,
                        Outcome.SKIPPED,
                        Outcome.SKIPPED,
                        Outcome.SKIPPED,
                        Outcome.SKIPPED,
                        Outcome.SKIPPED);
        assertThat(checks.get(2).advice()).contains("Edit Policies", "Run As");
        assertThat(checks.toString()).doesNotContain(PlayedOrg.SECRET);
    }

    @Test
    void a_wrong_url_is_told_before_any_call() {
        Check check = failed(test("/services/Soap/u/55.0", new ArrayList<>()), Step.URL);

        assertThat(check.advice()).contains("/c/");
        assertThat(org.seen()).isEmpty();
    }

    @Test
    void a_version_that_the_org_does_not_speak_is_told_with_those_that_it_does() {
        Check check = failed(test("/services/Soap/c/99.0", new ArrayList<>()), Step.SOAP_USER_INFO);

        assertThat(check.detail()).contains("54.0 to 55.0", "99.0");
        assertThat(check.advice()).contains("/services/Soap/c/55.0");
    }

    @Test
    void a_host_that_is_no_org_is_told() {
        org.on("/services/data", Played.html(404));

        assertThat(failed(test("/services/Soap/c/55.0", new ArrayList<>()), Step.TLS)
                        .advice())
                .contains("My Domain");
    }

    @Test
    void a_token_without_the_api_scope_ends_the_road_at_the_token() {
        org.on(
                "/services/oauth2/token",
                Played.json(200, "{\"access_token\":\"T1\",\"scope\":\"id\",\"token_type\":\"Bearer\"}"));

        assertThat(failed(test("/services/Soap/c/55.0", new ArrayList<>()), Step.TOKEN)
                        .advice())
                .contains("Selected OAuth Scopes");
    }

    @Test
    void another_org_behind_the_url_is_told_whether_it_takes_the_token_or_not() {
        org.on("/services/Soap/c/55.0", Played.xml(200, PlayedOrgForEachTest.userInfo("00D000000000002AAA")));
        assertThat(failed(test("/services/Soap/c/55.0", new ArrayList<>()), Step.SOAP_USER_INFO)
                        .detail())
                .contains("00D000000000001AAA", "00D000000000002AAA");

        try (PlayedOrg other = new PlayedOrg()) {
            other.on("/services/data", Played.json(200, "[{\"version\":\"55.0\"}]"));
            other.on(
                    "/services/Soap/c/55.0",
                    Played.xml(500, PlayedOrgForEachTest.fault("sf:INVALID_SESSION_ID", "Invalid Session ID")));
            List<Check> checks = run(org.provider(), other.address() + "/services/Soap/c/55.0", new ArrayList<>());
            assertThat(failed(checks, Step.SOAP_USER_INFO).detail()).contains("another org");
        }
    }

    @Test
    void a_run_as_user_that_a_person_could_sign_in_with_is_a_warning() {
        org.on(REST + "/query", apiOnly("false"));

        Check check = check(test("/services/Soap/c/55.0", new ArrayList<>()), Step.API_ONLY);

        assertThat(check.outcome()).isEqualTo(Outcome.WARNING);
        assertThat(check.advice()).contains("API Only User");
    }

    @Test
    void what_cannot_be_told_of_the_run_as_user_is_said_to_be_so() {
        org.on(REST + "/query", Played.error(400, "INVALID_FIELD", "No such column 'PermissionsApiUserOnly'"));
        Check hidden = check(test("/services/Soap/c/55.0", new ArrayList<>()), Step.API_ONLY);
        org.on(REST + "/query", PlayedOrgForEachTest.page(1, null, "{\"Profile\":null}"));
        Check empty = check(test("/services/Soap/c/55.0", new ArrayList<>()), Step.API_ONLY);

        assertThat(List.of(hidden, empty)).allSatisfy(check -> {
            assertThat(check.outcome()).isEqualTo(Outcome.WARNING);
            assertThat(check.detail()).startsWith("Could not tell");
        });
    }

    @Test
    void few_calls_left_and_no_sobject_to_read_are_warnings() {
        org.on(REST + "/limits", Played.json(200, "{\"DailyApiRequests\":{\"Max\":15000,\"Remaining\":20}}"));
        org.on(REST + "/sobjects", Played.json(200, "{\"sobjects\":[]}"));

        List<Check> checks = test("/services/Soap/c/55.0", new ArrayList<>());

        assertThat(check(checks, Step.LIMITS).outcome()).isEqualTo(Outcome.WARNING);
        assertThat(check(checks, Step.DESCRIBE).outcome()).isEqualTo(Outcome.WARNING);
    }

    @Test
    void a_user_without_api_ends_the_road_at_soap() {
        org.on(
                "/services/Soap/c/55.0",
                Played.xml(500, PlayedOrgForEachTest.fault("sf:API_DISABLED_FOR_ORG", "API is not enabled")));

        assertThat(failed(test("/services/Soap/c/55.0", new ArrayList<>()), Step.SOAP_USER_INFO)
                        .advice())
                .contains("API Enabled");
    }

    private static Played apiOnly(String value) {
        return PlayedOrgForEachTest.page(1, null, "{\"Profile\":{\"PermissionsApiUserOnly\":" + value + "}}");
    }

    private List<Check> test(String path, List<Check> told) {
        return run(org.provider(), org.address() + path, told);
    }

    private static List<Check> run(OAuthProvider provider, String url, List<Check> told) {
        return new ConnectionTest(provider, url, HttpClient.newHttpClient(), Clock.systemUTC()).run(told::add);
    }

    private static Check failed(List<Check> checks, Step step) {
        Check check = check(checks, step);
        assertThat(check.outcome()).as(check.toString()).isEqualTo(Outcome.FAILED);
        Objects.requireNonNull(check.advice());
        return check;
    }

    private static Check check(List<Check> checks, Step step) {
        return checks.stream().filter(check -> check.step() == step).findFirst().orElseThrow();
    }
}
