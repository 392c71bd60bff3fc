package dev.sallyport.org;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sallyport.org.OrgClient.Answer;
import dev.sallyport.org.Person.Page;
import dev.sallyport.org.setup.OAuthApp.OAuthOption;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The device flow: a device that polls, and a person who types its code into a page. */
class DeviceFlowTest {
    private static final String PENDING = "authorization_pending: waiting for user to approve the device";

    private final OAuthOrg oauth = new OAuthOrg();
    private final Person person = new Person();

    @BeforeEach
    void allowTheFlow() {
        oauth.set(OAuthOption.DEVICE_FLOW, true);
    }

    @AfterEach
    void stop() {
        oauth.close();
    }

    @Test
    void a_person_types_the_code_and_allows_and_the_device_gets_its_tokens() {
        JsonNode codes = open(Map.of()).json();
        assertThat(codes.path("verification_uri").asText()).isEqualTo(oauth.org.instanceUrl() + "/setup/connect");
        assertThat(codes.path("user_code").asText()).matches("[A-Z0-9]{8}");
        assertThat(codes.path("interval").asInt()).isEqualTo(5);
        assertThat(poll(codes).refusal()).isEqualTo(PENDING);

        Page approval = type(codes.path("user_code").asText().toLowerCase(Locale.ROOT));
        assertThat(approval.html()).contains("Order Status", "is asking to:");
        assertThat(person.allow(approval).html()).contains("You're Connected");

        Answer answer = poll(codes);
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        JsonNode tokens = answer.json();
        assertThat(oauth.userInfo(tokens.path("access_token").asText()).status())
                .isEqualTo(200);
        assertThat(oauth.refresh(tokens.path("refresh_token").asText()).status())
                .isEqualTo(200);
        assertThat(poll(codes).refusal()).isEqualTo("invalid_grant: expired authorization code");
    }

    @Test
    void a_device_that_polls_too_quickly_is_told_to_slow_down() {
        JsonNode codes = open(Map.of()).json();
        assertThat(poll(codes).refusal()).isEqualTo(PENDING);
        assertThat(poll(codes).refusal()).isEqualTo("slow_down: polling too quickly for the token endpoint");
        oauth.org.controls().advanceClock(Duration.ofSeconds(5));
        assertThat(poll(codes).refusal()).isEqualTo(PENDING);
    }

    @Test
    void a_person_who_denies_ends_the_request() {
        JsonNode codes = open(Map.of()).json();
        Page approval = type(codes.path("user_code").asText());
        assertThat(person.submit(approval, Map.of("decision", "deny")).html()).contains("Access Denied");
        assertThat(poll(codes).refusal()).isEqualTo("access_denied: end-user denied authorization");
    }

    @Test
    void both_codes_end_after_ten_minutes() {
        JsonNode codes = open(Map.of()).json();
        oauth.org.controls().advanceClock(Duration.ofMinutes(10));
        assertThat(poll(codes).refusal()).isEqualTo("invalid_grant: expired authorization code");
        assertThat(type(codes.path("user_code").asText()).html()).contains("The code is invalid or has expired");
    }

    @Test
    void scopes_are_those_that_the_device_asked_for() {
        JsonNode codes = open(Map.of("scope", "api")).json();
        person.allow(type(codes.path("user_code").asText()));
        JsonNode tokens = poll(codes).json();
        assertThat(tokens.path("scope").asText()).isEqualTo("api");
        assertThat(tokens.has("refresh_token")).isFalse();
        assertThat(open(Map.of("scope", "api web")).refusal())
                .isEqualTo("invalid_scope: the requested scope is not allowed");
    }

    @Test
    void a_request_that_is_not_an_apps_own_or_not_allowed_is_refused() {
        JsonNode codes = open(Map.of()).json();
        var other = oauth.makeApp("Other");
        String otherKey = oauth.setup.oauthApps().consumerDetails(other).consumerKey();
        assertThat(poll(codes, Map.of("client_id", otherKey)).refusal())
                .isEqualTo("invalid_grant: device flow not enabled");
        assertThat(open(Map.of("client_id", otherKey)).refusal()).isEqualTo("invalid_grant: device flow not enabled");
        assertThat(poll(codes, Map.of("code", "made-up")).refusal())
                .isEqualTo("invalid_grant: invalid authorization code");
        assertThat(poll(codes, Map.of("client_secret", "wrong")).refusal())
                .isEqualTo("invalid_client: invalid client credentials");
        assertThat(open(Map.of("client_id", "3MVG9unknown")).refusal())
                .isEqualTo("invalid_client_id: client identifier invalid");
        assertThat(open(Map.of("client_id", "")).refusal()).isEqualTo("invalid_request: must specify client_id");
        assertThat(oauth.token(Map.of("response_type", "code")).refusal())
                .isEqualTo("unsupported_response_type: response type not supported");
    }

    @Test
    void a_form_from_elsewhere_approves_nothing() {
        JsonNode codes = open(Map.of()).json();
        Page approval = type(codes.path("user_code").asText());
        Map<String, String> forged = new HashMap<>(person.hiddenFields(approval));
        forged.put("form_code", "forged");
        forged.put("decision", "allow");
        assertThat(person.post(approval, forged).html()).contains("The page was too old");
        assertThat(poll(codes).refusal()).isEqualTo(PENDING);
    }

    @Test
    void a_person_whom_the_administrator_did_not_approve_connects_no_device() {
        oauth.leaveApprovalToAdministrators();
        JsonNode codes = open(Map.of()).json();
        Page page = type(codes.path("user_code").asText());
        assertThat(page.status()).isEqualTo(400);
        assertThat(page.html()).contains("OAUTH_APP_ACCESS_DENIED");
        assertThat(poll(codes).refusal()).isEqualTo(PENDING);
    }

    private Page type(String userCode) {
        Page login = person.open(oauth.org.instanceUrl() + "/setup/connect");
        Page ask = person.logIn(
                login,
                oauth.org.administrator().username(),
                oauth.org.administrator().password());
        return person.submit(ask, Map.of("user_code", userCode));
    }

    private Answer open(Map<String, String> more) {
        return device(Map.of("response_type", "device_code"), more);
    }

    private Answer poll(JsonNode codes) {
        return poll(codes, Map.of());
    }

    private Answer poll(JsonNode codes, Map<String, String> more) {
        return device(
                Map.of("grant_type", "device", "code", codes.path("device_code").asText()), more);
    }

    /** Devices keep no secret and so send none. */
    private Answer device(Map<String, String> parameters, Map<String, String> more) {
        Map<String, String> all =
                new HashMap<>(Map.of("client_id", oauth.consumer().consumerKey()));
        all.putAll(parameters);
        all.putAll(more);
        return oauth.post("/services/oauth2/token", all);
    }
}
