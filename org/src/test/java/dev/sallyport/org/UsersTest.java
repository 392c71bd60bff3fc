package dev.sallyport.org;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sallyport.org.OrgClient.Answer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class UsersTest {
    private static final String USERS = "/setup/api/users";

    private LocalOrg org;
    private OrgClient client;
    private String session;

    @BeforeEach
    void start() {
        org = LocalOrg.builder().records(0).start();
        client = new OrgClient(org);
        session = client.administratorSession();
    }

    @AfterEach
    void stop() {
        org.close();
    }

    @Test
    void a_licence_has_so_many_seats_and_a_deactivated_user_frees_one() {
        String profile = "Minimum Access - API Only Integrations";
        for (int i = 0; i < 5; i++) {
            created("system" + i + "@example.com", profile);
        }
        assertThat(client.post(USERS, session, user("sixth@example.com", profile))
                        .refusal())
                .isEqualTo("LICENSE_LIMIT_EXCEEDED: License Limit Exceeded - Salesforce Integration");
        assertThat(query("SELECT UsedLicenses FROM UserLicense WHERE Name = 'Salesforce Integration'")
                        .path("records")
                        .path(0)
                        .path("UsedLicenses")
                        .asInt())
                .isEqualTo(5);

        changed(USERS + "/system0@example.com", "{\"active\":false}");
        created("sixth@example.com", profile);
        assertThat(refused(USERS + "/system0@example.com", "{\"active\":true}")).startsWith("LICENSE_LIMIT_EXCEEDED");
    }

    @Test
    void usernames_and_nicknames_are_unique_in_any_case() {
        created("one@example.com", "Standard User");
        changed(USERS + "/one@example.com", "{\"nickname\":\"First\"}");
        created("two@example.com", "Standard User");

        assertThat(refused(USERS + "/two@example.com", "{\"username\":\"ONE@Example.com\"}"))
                .startsWith("DUPLICATE_USERNAME: Duplicate Username.<br>The username already exists in this or another"
                        + " Salesforce organization.");
        assertThat(refused(USERS + "/two@example.com", "{\"nickname\":\"FIRST\"}"))
                .startsWith("DUPLICATE_COMM_NICKNAME: Duplicate Nickname.");
        changed(USERS + "/one@example.com", "{\"username\":\"One@example.com\",\"nickname\":\"first\"}");
    }

    @Test
    void names_and_addresses_have_their_form_and_length() {
        created("one@example.com", "Standard User");
        String path = USERS + "/one@example.com";

        assertThat(refused(path, "{\"alias\":\"ninechars\"}"))
                .isEqualTo("STRING_TOO_LONG: Alias: data value too large: ninechars (max length=8)");
        assertThat(refused(path, "{\"email\":\"nowhere\"}"))
                .isEqualTo("INVALID_EMAIL_ADDRESS: Email: invalid email address: nowhere");
        assertThat(refused(path, "{\"username\":\"one\"}")).contains("Your username must be in the form of an email");
        assertThat(refused(path, "{\"lastName\":\" \"}")).startsWith("REQUIRED_FIELD_MISSING");
        assertThat(refused(path, "{\"password\":\"short\"}"))
                .isEqualTo("INVALID_NEW_PASSWORD: Your password must be at least 8 characters long.");

        JsonNode changed = changed(path, "{\"lastName\":\"Renamed\",\"firstName\":null,\"alias\":\"ren\"}");
        assertThat(changed.path("lastName").asText()).isEqualTo("Renamed");
        assertThat(changed.path("firstName").isNull()).isTrue();
    }

    @Test
    void the_last_administrator_stays() {
        String administrator = USERS + "/" + org.administrator().username();

        assertThat(refused(administrator, "{\"active\":false}")).startsWith("CANNOT_DISABLE_LAST_ADMIN");
        assertThat(refused(administrator, "{\"profile\":\"Standard User\"}")).startsWith("CANNOT_DISABLE_LAST_ADMIN");

        created("second@example.com", "System Administrator");
        changed(administrator, "{\"active\":false}");
        assertThat(client.get(USERS, session).refusal()).startsWith("INVALID_SESSION_ID");
    }

    @Test
    void a_reset_password_goes_by_mail_and_is_the_only_one_that_works() {
        created("one@example.com", "Standard User");
        assertThat(client.signIn("one@example.com", "correct horse").status()).isEqualTo(200);

        Answer reset = client.post(USERS + "/one@example.com/reset-password", session, "");
        assertThat(reset.status()).isEqualTo(204);

        String mail = client.get("/setup/api/mailbox", session)
                .json()
                .path(0)
                .path("body")
                .asText();
        Matcher matcher = Pattern.compile("Password: (\\S+)").matcher(mail);
        assertThat(matcher.find()).isTrue();
        assertThat(client.signIn("one@example.com", "correct horse").status()).isEqualTo(401);
        assertThat(client.signIn("one@example.com", matcher.group(1)).status()).isEqualTo(200);
        assertThat(auditTrail()).contains("resetpassword|Manage Users|Reset password for user Person");
    }

    @Test
    void every_sign_in_is_in_the_login_history_with_what_became_of_it() {
        String id = created("one@example.com", "Standard User");
        client.signIn("one@example.com", "wrong password");
        client.signIn("one@example.com", "correct horse");
        changed(USERS + "/one@example.com", "{\"active\":false}");
        client.signIn("one@example.com", "correct horse");

        assertThat(loginHistory(id)).containsExactly("Invalid Password", "Success", "User is Inactive");

        ReadyApp ready = org.readyApp();
        changed(USERS + "/" + ready.userId(), "{\"password\":\"correct horse\"}");
        client.signIn(ready.username(), "correct horse");
        client.token(ready);
        JsonNode records = query("SELECT Status, LoginType, LoginSubType, Application, SourceIp, LoginUrl FROM"
                        + " LoginHistory WHERE UserId = '" + ready.userId() + "' ORDER BY LoginTime, Id")
                .path("records");
        assertThat(records.path(0).path("Status").asText()).isEqualTo("No Salesforce.com Access");
        assertThat(records.path(0).path("LoginType").asText()).isEqualTo("Application");
        assertThat(records.path(0).path("Application").asText()).isEqualTo("Browser");
        assertThat(records.path(1).path("Status").asText()).isEqualTo("Success");
        assertThat(records.path(1).path("LoginType").asText()).isEqualTo("Remote Access 2.0");
        assertThat(records.path(1).path("LoginSubType").asText()).isEqualTo("OAuthClientCredentials");
        assertThat(records.path(1).path("Application").asText()).isEqualTo("App Builder Integration");
        assertThat(records.path(1).path("SourceIp").asText()).isEqualTo("127.0.0.1");
        assertThat(records.path(1).path("LoginUrl").asText())
                .isEqualTo(org.instanceUrl().getAuthority());
    }

    @Test
    void a_login_from_outside_the_profiles_ranges_is_refused_and_noted() {
        client.post("/setup/api/profiles", session, "{\"cloneOf\":\"Standard User\",\"name\":\"Office\"}");
        changed("/setup/api/profiles/Office", "{\"loginIpRanges\":[{\"start\":\"10.0.0.0\",\"end\":\"10.0.0.255\"}]}");
        String id = created("one@example.com", "Office");

        assertThat(client.signIn("one@example.com", "correct horse").refusal())
                .startsWith("LOGIN_DURING_RESTRICTED_DOMAIN");
        assertThat(loginHistory(id)).containsExactly("Restricted IP");
        assertThat(refused(
                        "/setup/api/profiles/Office",
                        "{\"loginIpRanges\":[{\"start\":\"10.0.0.9\",\"end\":\"10.0.0.1\"}]}"))
                .contains("10.0.0.9 to 10.0.0.1");
    }

    @Test
    void ten_wrong_passwords_lock_a_user_out_for_a_quarter_of_an_hour() {
        String id = created("one@example.com", "Standard User");
        for (int i = 0; i < 10; i++) {
            client.signIn("one@example.com", "wrong password");
        }
        assertThat(client.signIn("one@example.com", "correct horse").status()).isEqualTo(401);
        assertThat(loginHistory(id)).endsWith("Password Lockout");

        org.controls().advanceClock(Duration.ofMinutes(16));
        assertThat(client.signIn("one@example.com", "correct horse").status()).isEqualTo(200);
    }

    @Test
    void what_administrators_change_is_in_the_setup_audit_trail() {
        created("one@example.com", "Standard User");
        changed(USERS + "/one@example.com", "{\"frozen\":true,\"profile\":\"Read Only\"}");
        changed("/setup/api/org-settings", "{\"sessionTimeoutMinutes\":30,\"soapLoginAllowed\":true}");

        assertThat(auditTrail())
                .contains(
                        "createduser|Manage Users|Created new user Person",
                        "frozeuser|Manage Users|Froze user Person",
                        "changedprofileforuser|Manage Users|Changed profile of user Person to Read Only",
                        "changedOrgSetting|Session Settings|Changed session timeout to 30 minutes",
                        "changedOrgSetting|User Interface|Turned on SOAP API login()");
    }

    private List<String> auditTrail() {
        List<String> entries = new ArrayList<>();
        query("SELECT Action, Section, Display FROM SetupAuditTrail WHERE CreatedBy.Username = '"
                        + org.administrator().username() + "' AND CreatedDate = TODAY")
                .path("records")
                .forEach(row -> entries.add(
                        row.path("Action").asText() + "|" + row.path("Section").asText() + "|"
                                + row.path("Display").asText()));
        return entries;
    }

    private List<String> loginHistory(String userId) {
        return query("SELECT Status FROM LoginHistory WHERE UserId = '" + userId + "' ORDER BY LoginTime, Id")
                .findValuesAsText("Status");
    }

    private String created(String username, String profile) {
        Answer answer = client.post(USERS, session, user(username, profile));
        assertThat(answer.status()).as(answer.text()).isEqualTo(201);
        return answer.json().path("id").asText();
    }

    private static String user(String username, String profile) {
        return """
                {"lastName": "Person", "email": "team@example.com", "username": "%s", "profile": "%s",
                 "password": "correct horse"}
                """.formatted(username, profile);
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
}
