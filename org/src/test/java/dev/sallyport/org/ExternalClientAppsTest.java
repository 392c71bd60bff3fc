package dev.sallyport.org;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sallyport.org.OrgClient.Answer;
import dev.sallyport.org.setup.ConsumerDetails;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ExternalClientAppsTest {
    private static final String APPS = "/setup/api/external-client-apps";
    private static final String APP = """
            {"name": "Data Bridge", "contactEmail": "team@example.com", "oauthSettings": {
                "callbackUrls": ["https://bridge.example/callback"], "scopes": ["api"], "clientCredentialsFlow": true}}
            """;

    private LocalOrg org;
    private OrgClient client;
    private String session;
    private String runAs;

    @BeforeEach
    void start() {
        org = LocalOrg.builder().records(0).start();
        client = new OrgClient(org);
        session = client.administratorSession();
        runAs = org.readyApp().username();
        changed("/setup/api/org-settings", "{\"connectedAppCreationAllowed\":false}");
    }

    @AfterEach
    void stop() {
        org.close();
    }

    @Test
    void an_app_is_closed_until_its_policies_let_its_run_as_user_in() {
        JsonNode app = created();
        assertThat(app.path("apiName").asText()).isEqualTo("Data_Bridge");
        assertThat(app.path("distributionState").asText()).isEqualTo("LOCAL");
        assertThat(app.path("pluginPolicies").path("oauthPluginEnabled").asBoolean())
                .isFalse();
        String policies = APPS + "/Data_Bridge/policies";
        assertThat(token()).isEqualTo("app_not_found: External client app is not installed in this org");

        changed(policies, "{\"oauthPluginEnabled\":true}");
        assertThat(token()).isEqualTo("invalid_grant: client credentials flow not enabled");

        changed(policies, "{\"clientCredentialsFlow\":true,\"clientCredentialsRunAs\":\"" + runAs + "\"}");
        assertThat(token()).isEqualTo("invalid_app_access: user is not admin approved to access this app");

        JsonNode open = changed(policies, "{\"preAuthorized\":[\"App Builder Integration\"]}");
        assertThat(open.path("policies").path("permittedUsers").asText())
                .isEqualTo("ADMIN_APPROVED_USERS_ARE_PRE_AUTHORIZED");
        assertThat(token()).isEqualTo("given");

        changed(policies, "{\"oauthPluginEnabled\":false}");
        assertThat(token()).startsWith("app_not_found");
    }

    @Test
    void the_flow_is_enabled_in_the_policies_only_if_the_definition_has_it_and_with_a_username() {
        Answer made =
                client.post(APPS, session, APP.replace("\"clientCredentialsFlow\": true", "\"deviceFlow\": true"));
        assertThat(made.status()).as(made.text()).isEqualTo(201);
        assertThat(made.json().path("oauthSettings").path("deviceFlow").asBoolean())
                .isTrue();
        String policies = APPS + "/Data_Bridge/policies";
        assertThat(refused(policies, "{\"clientCredentialsFlow\":true}"))
                .contains("The client credentials flow is not enabled in the OAuth settings of 'Data Bridge'");

        changed(APPS + "/Data_Bridge", "{\"oauthSettings\":{\"clientCredentialsFlow\":true}}");
        assertThat(refused(policies, "{\"clientCredentialsFlow\":true}"))
                .startsWith("REQUIRED_FIELD_MISSING: Enter the username");
        assertThat(refused(
                        policies, "{\"clientCredentialsFlow\":true,\"clientCredentialsRunAs\":\"team@example.com\"}"))
                .startsWith("INVALID_CROSS_REFERENCE_KEY");
    }

    @Test
    void a_permission_set_pre_authorizes_its_holders() {
        created();
        client.post("/setup/api/permission-sets", session, "{\"label\":\"May use the bridge\",\"name\":\"Bridge\"}");
        client.post("/setup/api/permission-sets/Bridge/assignments", session, "{\"user\":\"" + runAs + "\"}");
        changed(
                APPS + "/Data_Bridge/policies",
                "{\"oauthPluginEnabled\":true,\"clientCredentialsFlow\":true,\"clientCredentialsRunAs\":\"" + runAs
                        + "\",\"preAuthorized\":[\"Bridge\"]}");

        assertThat(token()).isEqualTo("given");
    }

    @Test
    void consumer_details_wait_for_the_identity_check_and_rotate() {
        created();
        assertThat(client.get(APPS + "/Data_Bridge/consumer-details", session).refusal())
                .startsWith("IDENTITY_VERIFICATION_REQUIRED");
        assertThat(client.post(APPS + "/Data_Bridge/consumer-details/rotate", session, "")
                        .refusal())
                .startsWith("IDENTITY_VERIFICATION_REQUIRED");

        client.passIdentityCheck(session);
        JsonNode first =
                client.get(APPS + "/Data_Bridge/consumer-details", session).json();
        JsonNode second = client.post(APPS + "/Data_Bridge/consumer-details/rotate", session, "")
                .json();

        assertThat(first.path("consumerKey").asText()).startsWith("3MVG9");
        assertThat(second.path("consumerSecret").asText())
                .isNotEqualTo(first.path("consumerSecret").asText());
        assertThat(client.requestToken(
                                first.path("consumerKey").asText(),
                                first.path("consumerSecret").asText())
                        .refusal())
                .isEqualTo("invalid_client_id: client identifier invalid");
    }

    @Test
    void where_no_connected_app_may_be_made_an_external_client_app_may() {
        Answer connectedApp = client.post("/setup/api/connected-apps", session, APP);
        assertThat(connectedApp.status()).isEqualTo(403);
        assertThat(connectedApp.refusal()).startsWith("INSUFFICIENT_ACCESS");

        created();
        assertThat(client.post(APPS, session, APP).refusal()).startsWith("DUPLICATE_DEVELOPER_NAME");
        assertThat(refused(APPS + "/Data_Bridge", "{\"apiName\":\"Other\"}")).contains("never changes");
        assertThat(refused(APPS + "/Data_Bridge", "{\"oauthSettings\":{\"certificate\":\"none\"}}"))
                .contains("X.509");
        assertThat(refused(APPS + "/Data_Bridge/policies", "{\"refreshTokenPolicy\":\"expireAfter\"}"))
                .contains("after how many hours");
        assertThat(refused(APPS + "/Data_Bridge/policies", "{\"sessionTimeoutMinutes\":5}"))
                .contains("15 minutes to 24 hours");
    }

    @Test
    void apps_are_records_and_their_history_is_in_the_audit_trail() {
        created();
        changed(APPS + "/Data_Bridge", "{\"name\":\"Data Tunnel\",\"distributionState\":\"packaged\"}");
        JsonNode record = query("SELECT DeveloperName, MasterLabel, ContactEmail, DistributionState FROM"
                        + " ExternalClientApplication")
                .path("records")
                .path(0);
        assertThat(record.path("DeveloperName").asText()).isEqualTo("Data_Bridge");
        assertThat(record.path("MasterLabel").asText()).isEqualTo("Data Tunnel");
        assertThat(record.path("DistributionState").asText()).isEqualTo("Packaged");

        Answer deleted = client.send(client.request(APPS + "/Data_Bridge")
                .header("Authorization", "Bearer " + session)
                .DELETE());
        assertThat(deleted.status()).isEqualTo(204);
        assertThat(query("SELECT Id FROM ExternalClientApplication")
                        .path("totalSize")
                        .asInt())
                .isZero();
        assertThat(query("SELECT Action, Display FROM SetupAuditTrail WHERE Section = 'External Client Apps'"
                                + " AND Action LIKE '%ExternalClientApp' ORDER BY CreatedDate, Id")
                        .findValuesAsText("Display"))
                .containsExactly(
                        "Created external client app Data Bridge",
                        "Updated external client app Data Tunnel",
                        "Deleted external client app Data Tunnel");
    }

    private JsonNode created() {
        Answer answer = client.post(APPS, session, APP);
        assertThat(answer.status()).as(answer.text()).isEqualTo(201);
        return answer.json();
    }

    private JsonNode changed(String path, String body) {
        Answer answer = client.patch(path, session, body);
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        return answer.json();
    }

    private String refused(String path, String body) {
        Answer answer = client.patch(path, session, body);
        assertThat(answer.status()).as(answer.text()).isEqualTo(400);
        return answer.refusal();
    }

    private JsonNode query(String soql) {
        Answer answer = client.get("/services/data/v60.0/query?q=" + OrgClient.encode(soql), session);
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        return answer.json();
    }

    /** What the client credentials flow answers: {@code given}, or the refusal. */
    private String token() {
        ConsumerDetails consumer = org.setup()
                .oauthApps()
                .consumerDetails(org.setup().externalClientApps().get("Data_Bridge"));
        Answer answer = client.requestToken(consumer.consumerKey(), consumer.consumerSecret());
        return answer.status() == 200 ? "given" : answer.refusal();
    }
}
