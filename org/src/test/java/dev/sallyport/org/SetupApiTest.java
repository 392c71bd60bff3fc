package dev.sallyport.org;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sallyport.org.OrgClient.Answer;
import dev.sallyport.org.setup.Edition;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SetupApiTest {
    private static final String APP = """
            {"name": "App Builder Integration", "contactEmail": "team@example.com", "oauthSettings": {
                "callbackUrls": ["https://app-builder.example/signin-Salesforce"],
                "scopes": ["api", "full", "refresh_token", "offline_access"], "clientCredentialsFlow": true}}
            """;

    private LocalOrg org;
    private OrgClient client;
    private String session;

    @BeforeEach
    void start() {
        use(LocalOrg.builder().records(0).start());
    }

    @AfterEach
    void stop() {
        org.close();
    }

    private void use(LocalOrg started) {
        org = started;
        client = new OrgClient(org);
        session = client.administratorSession();
    }

    @Test
    void the_salesforce_half_of_the_guide_can_be_walked_step_by_step() {
        JsonNode profile = created(
                "/setup/api/profiles", "{\"cloneOf\":\"System Administrator\",\"name\":\"App Builder Integration\"}");
        JsonNode restricted = client.patch(
                        "/setup/api/profiles/" + profile.path("id").asText(),
                        session,
                        "{\"administrativePermissions\":{\"apiOnlyUser\":true}}")
                .json();
        assertThat(restricted
                        .path("administrativePermissions")
                        .path("PermissionsApiUserOnly")
                        .asBoolean())
                .isTrue();

        JsonNode user = created("/setup/api/users", user("integration@local-org.example", "App Builder Integration"));
        assertThat(user.path("userLicense").asText()).isEqualTo("Salesforce");

        JsonNode app = created("/setup/api/connected-apps", APP);
        assertThat(app.path("apiName").asText()).isEqualTo("App_Builder_Integration");
        assertThat(app.path("policies").path("clientCredentialsRunAs").isNull()).isTrue();
        String appPath = "/setup/api/connected-apps/" + app.path("id").asText();
        JsonNode policies = client.patch(
                        appPath + "/policies",
                        session,
                        "{\"clientCredentialsRunAs\":\"integration@local-org.example\"}")
                .json();
        assertThat(policies.path("policies").path("clientCredentialsRunAs").asText())
                .isEqualTo("integration@local-org.example");

        assertThat(client.get(appPath + "/consumer-details", session).refusal())
                .startsWith("IDENTITY_VERIFICATION_REQUIRED");
        passIdentityCheck();
        JsonNode consumer = client.get(appPath + "/consumer-details", session).json();
        assertThat(consumer.path("consumerKey").asText()).startsWith("3MVG9").hasSize(85);
        assertThat(consumer.path("consumerSecret").asText()).matches("[0-9A-F]{64}");

        Answer token = client.requestToken(
                consumer.path("consumerKey").asText(),
                consumer.path("consumerSecret").asText());
        assertThat(token.status()).isEqualTo(200);
    }

    @Test
    void an_api_only_user_cannot_sign_in_as_a_person() {
        ReadyApp ready = org.readyApp();
        client.patch("/setup/api/users/" + ready.userId(), session, "{\"password\":\"correct horse\"}");

        Answer refused = client.signIn(ready.username(), "correct horse");

        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.refusal()).startsWith("API_ONLY_USER");
    }

    @Test
    void a_wrong_password_is_refused_in_the_words_of_the_login_page() {
        Answer refused = client.signIn(org.administrator().username(), "wrong");

        assertThat(refused.status()).isEqualTo(401);
        assertThat(refused.refusal())
                .isEqualTo("INVALID_LOGIN: Invalid username, password, security token; or user locked out.");
    }

    @Test
    void setup_asks_for_a_persons_session_and_takes_no_token_of_an_app() {
        String token = client.token(org.readyApp());

        assertThat(client.get("/setup/api/profiles", token).status()).isEqualTo(401);
        assertThat(client.send(client.request("/setup/api/profiles")).refusal())
                .isEqualTo("INVALID_SESSION_ID: Session expired or invalid");
    }

    @Test
    void developer_edition_has_no_api_only_user_unless_it_is_a_sandbox() {
        stop();
        use(LocalOrg.builder().records(0).edition(Edition.DEVELOPER).start());
        JsonNode profile =
                created("/setup/api/profiles", "{\"cloneOf\":\"System Administrator\",\"name\":\"Integration\"}");
        assertThat(profile.path("administrativePermissions").has("PermissionsApiUserOnly"))
                .isFalse();
        Answer refused = client.patch(
                "/setup/api/profiles/" + profile.path("id").asText(),
                session,
                "{\"administrativePermissions\":{\"apiOnlyUser\":true}}");
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.refusal()).contains("Enterprise Edition and above and in sandboxes");

        stop();
        use(LocalOrg.builder()
                .records(0)
                .edition(Edition.DEVELOPER)
                .sandbox(true)
                .start());
        assertThat(client.get("/setup/api/profiles/System%20Administrator", session)
                        .json()
                        .path("administrativePermissions")
                        .has("PermissionsApiUserOnly"))
                .isTrue();
    }

    @Test
    void standard_profiles_are_cloned_not_changed() {
        Answer refused = client.patch(
                "/setup/api/profiles/System%20Administrator",
                session, "{\"administrativePermissions\":{\"apiEnabled\":false}}");

        assertThat(refused.refusal()).contains("clone it and change the clone");
    }

    @Test
    void a_profile_name_and_a_username_are_taken_once() {
        created("/setup/api/profiles", "{\"cloneOf\":\"System Administrator\",\"name\":\"Integration\"}");
        assertThat(client.post(
                                "/setup/api/profiles",
                                session,
                                "{\"cloneOf\":\"System Administrator\",\"name\":\"Integration\"}")
                        .refusal())
                .startsWith("DUPLICATE_DEVELOPER_NAME");

        created("/setup/api/users", user("one@example.com", "Integration"));
        assertThat(client.post("/setup/api/users", session, user("ONE@example.com", "Integration"))
                        .refusal())
                .startsWith(
                        "DUPLICATE_USERNAME: Duplicate Username.<br>The username already exists in this or another");
    }

    @Test
    void a_user_needs_a_last_name_and_an_address() {
        Answer refused = client.post(
                "/setup/api/users",
                session,
                "{\"lastName\":\"\",\"email\":\"nobody\",\"profile\":\"System Administrator\"}");
        assertThat(refused.json().path(0).path("fields").path(0).asText()).isEqualTo("LastName");

        Answer noAddress = client.post(
                "/setup/api/users",
                session,
                "{\"lastName\":\"Integration\",\"email\":\"nobody\",\"profile\":\"System Administrator\"}");
        assertThat(noAddress.refusal()).startsWith("INVALID_EMAIL_ADDRESS");
    }

    @Test
    void a_callback_is_https_or_on_this_machine() {
        Answer refused = client.post(
                "/setup/api/connected-apps", session, APP.replace("https://app-builder", "http://app-builder"));
        assertThat(refused.refusal()).contains("Invalid callback URL 'http://app-builder.example/signin-Salesforce'");

        Answer local = client.post(
                "/setup/api/connected-apps",
                session,
                APP.replace("https://app-builder.example", "http://localhost:8080"));
        assertThat(local.status()).isEqualTo(201);
    }

    @Test
    void where_the_org_allows_no_new_connected_apps_the_refusal_points_to_external_client_apps() {
        client.patch("/setup/api/org-settings", session, "{\"connectedAppCreationAllowed\":false}");

        Answer refused = client.post("/setup/api/connected-apps", session, APP);

        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.refusal()).contains("Spring '26", "external client app");
    }

    @Test
    void a_run_as_user_must_be_there_active_and_api_enabled() {
        String path = "/setup/api/connected-apps/"
                + created("/setup/api/connected-apps", APP).path("id").asText() + "/policies";
        assertThat(client.patch(path, session, "{\"clientCredentialsRunAs\":\"nobody@example.com\"}")
                        .refusal())
                .startsWith("INVALID_CROSS_REFERENCE_KEY");

        JsonNode profile =
                created("/setup/api/profiles", "{\"cloneOf\":\"System Administrator\",\"name\":\"Without API\"}");
        client.patch(
                "/setup/api/profiles/" + profile.path("id").asText(),
                session,
                "{\"administrativePermissions\":{\"apiEnabled\":false}}");
        created("/setup/api/users", user("no-api@example.com", "Without API"));
        assertThat(client.patch(path, session, "{\"clientCredentialsRunAs\":\"no-api@example.com\"}")
                        .refusal())
                .contains("API Enabled");
    }

    @Test
    void a_wrong_code_does_not_pass_the_identity_check() {
        String id = created("/setup/api/identity-checks", "{}").path("id").asText();
        String code = code();
        String wrong = code.equals("000000") ? "000001" : "000000";

        assertThat(client.post("/setup/api/identity-checks/" + id, session, "{\"code\":\"" + wrong + "\"}")
                        .refusal())
                .startsWith("INVALID_VERIFICATION_CODE");
        assertThat(client.post("/setup/api/identity-checks/" + id, session, "{\"code\":\"" + code + "\"}")
                        .status())
                .isEqualTo(200);
    }

    @Test
    void a_body_that_is_not_understood_is_refused_with_what_is_wrong() {
        assertThat(client.post("/setup/api/profiles", session, "{\"clone\":").refusal())
                .startsWith("JSON_PARSER_ERROR");
        assertThat(client.post("/setup/api/profiles", session, "{\"source\":\"x\"}")
                        .refusal())
                .contains("Unknown member 'source'");
    }

    private JsonNode created(String path, String body) {
        Answer answer = client.post(path, session, body);
        assertThat(answer.status()).as(answer.text()).isEqualTo(201);
        return answer.json();
    }

    private void passIdentityCheck() {
        String id = created("/setup/api/identity-checks", "{}").path("id").asText();
        Answer passed = client.post("/setup/api/identity-checks/" + id, session, "{\"code\":\"" + code() + "\"}");
        assertThat(passed.status()).isEqualTo(200);
    }

    private String code() {
        String mail = client.get("/setup/api/mailbox", session)
                .json()
                .path(0)
                .path("body")
                .asText();
        Matcher matcher = Pattern.compile("Verification Code: (\\d{6})").matcher(mail);
        assertThat(matcher.find()).isTrue();
        return matcher.group(1);
    }

    private static String user(String username, String profile) {
        return """
                {"firstName": "App Builder", "lastName": "Integration", "email": "team@example.com",
                 "username": "%s", "userLicense": "Salesforce", "profile": "%s"}
                """.formatted(username, profile);
    }
}
