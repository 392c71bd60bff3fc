package dev.sallyport.salesforce.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.sallyport.auth.Endpoints;
import dev.sallyport.auth.OAuthProvider;
import dev.sallyport.org.LocalOrg;
import dev.sallyport.org.http.ApiKind;
import dev.sallyport.org.http.Fault;
import dev.sallyport.org.setup.Edition;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** The token is there, and yet something is wrong behind it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SickApiTest {
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
    void a_user_info_endpoint_that_is_none() {
        Diagnosis diagnosis =
                clinic.examine(withUserInfo(clinic.org.instanceUrl().resolve("/oauth/userinfo")));

        Clinic.sick(diagnosis, Check.USER_INFO, Ailment.USER_INFO_ENDPOINT_WRONG, "Correct the User Info Endpoint");
        assertThat(Clinic.outcome(diagnosis, Check.OBJECTS)).isEqualTo(Outcome.SOUND);
    }

    @Test
    void a_user_info_endpoint_of_another_org_calls_the_good_token_bad() {
        try (LocalOrg other = LocalOrg.builder().records(0).seed(7).start()) {
            Diagnosis diagnosis =
                    clinic.examine(withUserInfo(other.instanceUrl().resolve("/services/oauth2/userinfo")));

            Finding finding = Clinic.sick(
                    diagnosis, Check.USER_INFO, Ailment.USER_INFO_OF_OTHER_ORG, "Company Settings > My Domain");
            assertThat(finding.said()).contains("Bad_OAuth_Token");
            assertThat(finding.misleading()).contains("The token is good");
            assertThat(Clinic.outcome(diagnosis, Check.OBJECTS)).isEqualTo(Outcome.SOUND);
        }
    }

    @Test
    void without_a_user_info_endpoint_the_tokens_identity_tells_whose_it_is() {
        Diagnosis diagnosis = clinic.examine(clinic.change()
                .endpoints(new Endpoints(null, clinic.tokenEndpoint(), null))
                .build());

        assertThat(diagnosis.isSound()).as(diagnosis.toString()).isTrue();
        assertThat(Clinic.outcome(diagnosis, Check.USER_INFO)).isEqualTo(Outcome.NOT_TRIED);
        assertThat(Clinic.outcome(diagnosis, Check.API_ONLY_USER)).isEqualTo(Outcome.SOUND);
        assertThat(diagnosis.calls()).isEqualTo(new Calls(3, 1));
    }

    @Test
    void a_profile_without_api_enabled_is_said_to_be_the_organization() {
        clinic.setPermission("PermissionsApiEnabled", false);
        Diagnosis diagnosis = clinic.examine();

        Finding finding = Clinic.sick(diagnosis, Check.API, Ailment.API_NOT_ENABLED, "Profiles", "tick API Enabled");
        assertThat(finding.said())
                .isEqualTo("API_DISABLED_FOR_ORG: The REST API is not enabled for this Organization.");
        assertThat(finding.misleading()).contains("organization is rarely meant");
        assertThat(Clinic.outcome(diagnosis, Check.USER_INFO)).isEqualTo(Outcome.SOUND);
    }

    @Test
    void a_licence_without_api_is_named_too() {
        clinic.org
                .setup()
                .users()
                .setProfile(clinic.runAs(), clinic.org.setup().profiles().get("Identity User"), clinic.administrator());

        Clinic.sick(clinic.examine(), Check.API, Ailment.API_NOT_ENABLED, "The user's licence");
    }

    @Test
    void an_edition_without_api_is_named_too() {
        try (Clinic professional = new Clinic(
                LocalOrg.builder().records(0).edition(Edition.PROFESSIONAL).start())) {
            Clinic.sick(professional.examine(), Check.API, Ailment.API_NOT_ENABLED, "the org's edition");
        }
    }

    @Test
    void the_daily_calls_are_spent() {
        clinic.org.controls().setDailyApiRequests(1);
        assertThat(Clinic.outcome(clinic.examine(), Check.API)).isEqualTo(Outcome.SOUND);

        Finding finding = Clinic.sick(
                clinic.examine(),
                Check.API,
                Ailment.DAILY_CALLS_SPENT,
                "API Requests, Last 24 Hours",
                "System Overview");
        assertThat(finding.said()).isEqualTo("REQUEST_LIMIT_EXCEEDED: TotalRequests Limit exceeded.");
    }

    @Test
    void few_calls_left_are_a_warning_read_off_the_one_call_that_was_made() {
        clinic.org.controls().setDailyApiRequests(1);
        Diagnosis diagnosis = clinic.examine();

        assertThat(Clinic.warning(diagnosis, Check.LIMITS, Ailment.FEW_CALLS_LEFT, "System Overview")
                        .found())
                .startsWith("0 of 1 API calls are left");
        assertThat(diagnosis.isSound()).isTrue();
        assertThat(diagnosis.calls()).isEqualTo(new Calls(4, 1));
    }

    @Test
    void too_many_long_calls_have_the_daily_limits_code_and_another_cure() {
        refuse(403, "REQUEST_LIMIT_EXCEEDED", "ConcurrentRequests (Concurrent API Requests) Limit exceeded.");

        Finding finding = Clinic.sick(clinic.examine(), Check.API, Ailment.TOO_MANY_LONG_CALLS, "try again now");
        assertThat(finding.misleading()).contains("daily limit");
    }

    @Test
    void a_session_that_was_ended_at_once() {
        clinic.org.controls().expireSessionsAfter(0);

        Finding finding = Clinic.sick(
                clinic.examine(), Check.API, Ailment.SESSION_REFUSED, "Session Settings", "locked to an IP address");
        assertThat(finding.said()).isEqualTo("INVALID_SESSION_ID: Session expired or invalid");
        assertThat(finding.misleading()).contains("did not expire");
    }

    @Test
    void an_api_that_refuses_a_token_whose_scopes_were_not_told() {
        refuse(401, "INVALID_SESSION_ID", "This session is not valid for use with the REST API");

        Clinic.sick(clinic.examine(), Check.API, Ailment.API_SCOPE_MISSING, "Selected OAuth Scopes");
    }

    @Test
    void an_api_that_cannot_serve_now() {
        clinic.org.controls().failNext(ApiKind.REST, Fault.unavailable(Duration.ofSeconds(7)));

        Clinic.sick(clinic.examine(), Check.API, Ailment.SALESFORCE_UNAVAILABLE, "status.salesforce.com");
    }

    @Test
    void a_refusal_that_has_no_name_here_is_told_in_its_own_words() {
        refuse(400, "BRAND_NEW_CODE", "Something new");

        Finding finding = Clinic.sick(clinic.examine(), Check.API, Ailment.OTHER, "ExceptionCode");
        assertThat(finding.said()).isEqualTo("BRAND_NEW_CODE: Something new");
    }

    @Test
    void a_run_as_user_that_a_person_could_sign_in_with_is_a_warning() {
        clinic.setPermission("PermissionsApiUserOnly", false);
        Diagnosis diagnosis = clinic.examine();

        Clinic.warning(
                diagnosis,
                Check.API_ONLY_USER,
                Ailment.API_ONLY_USER_UNTICKED,
                "tick API Only User under Administrative Permissions");
        assertThat(diagnosis.isSound()).isTrue();
    }

    @Test
    void a_run_as_user_that_may_not_see_what_it_is_is_a_warning_with_the_place_to_look() throws IOException {
        String refused = "{\"httpStatusCode\":400,\"body\":[{\"errorCode\":\"INVALID_TYPE\",\"message\":\"no\"}],";
        Map<String, String> answers = Map.of(
                "/services/data",
                "[{\"version\":\"60.0\"}]",
                "/services/oauth2/token",
                "{\"access_token\":\"T\",\"scope\":\"api\",\"token_type\":\"Bearer\"}",
                "/services/oauth2/userinfo",
                "{\"user_id\":\"005000000000001AAA\",\"organization_id\":\"00D000000000001AAA\"}",
                "/services/data/v60.0/composite",
                "{\"compositeResponse\":[" + refused + "\"referenceId\":\"profile\"}," + refused
                        + "\"referenceId\":\"permissionSets\"}," + refused + "\"referenceId\":\"organization\"},"
                        + "{\"httpStatusCode\":200,\"body\":{\"sobjects\":[{\"name\":\"Account\",\"queryable\":true}]},"
                        + "\"referenceId\":\"sObjects\"}]}");
        HttpServer played = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        played.createContext("/", exchange -> {
            byte[] answer =
                    answers.getOrDefault(exchange.getRequestURI().getPath(), "").getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, answer.length);
            exchange.getResponseBody().write(answer);
            exchange.close();
        });
        played.start();
        try {
            URI host = URI.create("http://127.0.0.1:" + played.getAddress().getPort());
            Diagnosis diagnosis = clinic.examine(
                    clinic.change().endpoints(Endpoints.salesforce(host)).build());

            Clinic.warning(
                    diagnosis, Check.API_ONLY_USER, Ailment.API_ONLY_USER_UNTOLD, "Look yourself", "API Only User");
            assertThat(Clinic.outcome(diagnosis, Check.LIMITS)).isEqualTo(Outcome.NOT_TRIED);
            assertThat(diagnosis.isSound()).as(diagnosis.toString()).isTrue();
        } finally {
            played.stop(0);
        }
    }

    @Test
    void an_edition_without_api_only_user_is_a_warning_that_nothing_can_be_ticked() {
        try (Clinic developer = new Clinic(
                LocalOrg.builder().records(0).edition(Edition.DEVELOPER).start())) {
            Diagnosis diagnosis = developer.examine();

            Clinic.warning(
                    diagnosis,
                    Check.API_ONLY_USER,
                    Ailment.API_ONLY_USER_NOT_OFFERED,
                    "Developer Edition",
                    "nothing to tick");
            assertThat(diagnosis.isSound()).isTrue();
        }
    }

    @Test
    void a_run_as_user_that_sees_no_object_is_told_before_a_query_calls_account_a_typo() {
        clinic.org
                .setup()
                .users()
                .setProfile(
                        clinic.runAs(),
                        clinic.org.setup().profiles().get("Minimum Access - API Only Integrations"),
                        clinic.administrator());
        Diagnosis diagnosis = clinic.examine();

        Finding finding =
                Clinic.sick(diagnosis, Check.OBJECTS, Ailment.NO_OBJECT_VISIBLE, "Object Settings", "give it Read");
        assertThat(finding.misleading()).contains("INVALID_TYPE", "misspelt");
    }

    private void refuse(int status, String code, String message) {
        clinic.org.controls().failNext(ApiKind.REST, Fault.refusal(status, code, message));
    }

    private OAuthProvider withUserInfo(URI userInfo) {
        return clinic.change()
                .endpoints(new Endpoints(null, clinic.tokenEndpoint(), userInfo))
                .build();
    }
}
