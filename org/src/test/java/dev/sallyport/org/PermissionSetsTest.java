package dev.sallyport.org;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sallyport.org.OrgClient.Answer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PermissionSetsTest {
    private static final String SETS = "/setup/api/permission-sets";
    private static final String OBJECT_PERMISSIONS = "/services/data/v68.0/sobjects/ObjectPermissions";

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
    void what_a_profile_lacks_a_permission_set_can_add() {
        String user = user("few@example.com", "Minimum Access - Salesforce");
        String theirs = signedIn("few@example.com");
        assertThat(query(theirs, "SELECT Id FROM Account").refusal()).startsWith("API_DISABLED_FOR_ORG");

        String set = permissionSet("{\"label\":\"Reads accounts\"}");
        changed(SETS + "/" + set, "{\"permissions\":{\"apiEnabled\":true}}");
        assign(set, user);
        assertThat(query(theirs, "SELECT Id FROM Account").refusal()).startsWith("INVALID_TYPE");

        changed(SETS + "/" + set, "{\"objectPermissions\":{\"Account\":{\"read\":true}}}");
        assertThat(query(theirs, "SELECT Id FROM Account").status()).isEqualTo(200);

        client.send(client.request(SETS + "/" + set + "/assignments/" + user)
                .header("Authorization", "Bearer " + session)
                .DELETE());
        assertThat(query(theirs, "SELECT Id FROM Account").refusal()).startsWith("API_DISABLED_FOR_ORG");
    }

    @Test
    void permissions_written_as_records_hold_at_once_and_those_rolled_back_never_did() {
        String user = user("records@example.com", "Minimum Access - Salesforce");
        String theirs = signedIn("records@example.com");
        String set = permissionSet("{\"label\":\"By records\"}");
        changed(SETS + "/" + set, "{\"permissions\":{\"apiEnabled\":true}}");
        assign(set, user);
        assertThat(query(theirs, "SELECT Id FROM Account").refusal()).startsWith("INVALID_TYPE");

        Answer made = client.post(OBJECT_PERMISSIONS, session, granted(set, "Account"));
        assertThat(made.status()).as(made.text()).isEqualTo(201);
        assertThat(query(theirs, "SELECT Id FROM Account").status()).isEqualTo(200);

        Answer rolledBack = client.post(
                "/services/data/v68.0/composite", session, """
                {"allOrNone": true, "compositeRequest": [
                  {"method": "POST", "referenceId": "grant", "url": "%s", "body": %s},
                  {"method": "GET", "referenceId": "look", "url": "/services/data/v68.0/sobjects/Lead/describe"},
                  {"method": "GET", "referenceId": "fail", "url": "/services/data/v68.0/sobjects/Nothing__c/describe"}]}
                """.formatted(OBJECT_PERMISSIONS, granted(set, "Lead")));
        assertThat(rolledBack.json().at("/compositeResponse/0/httpStatusCode").asInt())
                .as(rolledBack.text())
                .isEqualTo(400);
        assertThat(query(theirs, "SELECT Id FROM Lead").refusal()).startsWith("INVALID_TYPE");

        client.send(
                client.request(OBJECT_PERMISSIONS + "/" + made.json().path("id").asText())
                        .header("Authorization", "Bearer " + session)
                        .DELETE());
        assertThat(query(theirs, "SELECT Id FROM Account").refusal()).startsWith("INVALID_TYPE");
    }

    private static String granted(String set, String sObject) {
        return "{\"ParentId\":\"" + set + "\",\"SobjectType\":\"" + sObject + "\",\"PermissionsRead\":true}";
    }

    @Test
    void api_only_by_a_permission_set_keeps_a_person_out() {
        String user = user("system@example.com", "Standard User");
        signedIn("system@example.com");
        String set = permissionSet("{\"label\":\"Systems\"}");
        changed(SETS + "/" + set, "{\"permissions\":{\"apiOnlyUser\":true}}");
        assign(set, user);

        assertThat(client.signIn("system@example.com", "correct horse").refusal())
                .startsWith("API_ONLY_USER");
    }

    @Test
    void field_permissions_add_up_too() {
        client.post("/setup/api/profiles", session, "{\"cloneOf\":\"Standard User\",\"name\":\"Without phones\"}");
        changed(
                "/setup/api/profiles/Without%20phones",
                "{\"fieldPermissions\":{\"Account.Phone\":{\"read\":false,\"edit\":false}}}");
        String user = user("phones@example.com", "Without phones");
        String theirs = signedIn("phones@example.com");
        assertThat(query(theirs, "SELECT Phone FROM Account").refusal()).startsWith("INVALID_FIELD");

        String set = permissionSet("{\"label\":\"Phones\"}");
        changed(SETS + "/" + set, "{\"fieldPermissions\":{\"Account.Phone\":{\"read\":true}}}");
        assign(set, user);

        assertThat(query(theirs, "SELECT Phone FROM Account").status()).isEqualTo(200);
    }

    @Test
    void a_permission_is_refused_without_those_that_it_depends_on() {
        String set = SETS + "/" + permissionSet("{\"label\":\"Incomplete\"}");

        assertThat(refused(set, "{\"objectPermissions\":{\"Account\":{\"create\":true}}}"))
                .isEqualTo(
                        "FIELD_INTEGRITY_EXCEPTION: Permission Create Account depends on permission(s): Read Account");
        assertThat(refused(set, "{\"objectPermissions\":{\"Account\":{\"read\":true,\"delete\":true}}}"))
                .isEqualTo(
                        "FIELD_INTEGRITY_EXCEPTION: Permission Delete Account depends on permission(s): Edit Account");
        assertThat(refused(set, "{\"objectPermissions\":{\"Account\":{\"viewAll\":true}}}"))
                .endsWith("Permission View All Account depends on permission(s): Read Account");
        assertThat(refused(
                        set, "{\"objectPermissions\":{\"Account\":{\"read\":true,\"edit\":true,\"modifyAll\":true}}}"))
                .endsWith("Permission Modify All Account depends on permission(s): Delete Account, View All Account");
        assertThat(refused(set, "{\"objectPermissions\":{\"Contact\":{\"read\":true}}}"))
                .endsWith("Permission Read Contact depends on permission(s): Read Account");
        assertThat(refused(set, "{\"permissions\":{\"modifyAllData\":true}}"))
                .endsWith("Permission Modify All Data depends on permission(s): View All Data");
        assertThat(refused(set, "{\"fieldPermissions\":{\"Account.Phone\":{\"edit\":true}}}"))
                .endsWith("Permission Edit Account.Phone depends on permission(s): Read Account.Phone");
        assertThat(count("SELECT COUNT() FROM ObjectPermissions WHERE Parent.Label = 'Incomplete'"))
                .isZero();

        changed(set, "{\"objectPermissions\":{\"Contact\":{\"read\":true},\"Account\":{\"read\":true}}}");
    }

    @Test
    void modify_all_data_brings_every_object_and_goes_with_the_first_that_goes() {
        String set = SETS + "/" + permissionSet("{\"label\":\"Everything\"}");
        JsonNode granted = changed(set, "{\"permissions\":{\"viewAllData\":true,\"modifyAllData\":true}}");
        assertThat(granted.path("objectPermissions")
                        .path("Contact")
                        .path("modifyAll")
                        .asBoolean())
                .isTrue();

        JsonNode less = changed(set, "{\"objectPermissions\":{\"Account\":{\"read\":false}}}");

        assertThat(less.path("permissions").toString()).doesNotContain("AllData");
        assertThat(less.path("objectPermissions").has("Contact")).isFalse();
        assertThat(less.path("objectPermissions").has("Lead")).isTrue();
    }

    @Test
    void standard_profiles_restrict_and_a_clone_restricts_alike() {
        assertThat(objectsOf("Read Only")).contains("Account:false,false,false", "Case:false,false,false");
        assertThat(objectsOf("Standard User"))
                .contains("Account:true,true,true", "Case:true,true,false", "Product2:false,false,false");
        assertThat(objectsOf("Minimum Access - Salesforce")).isEmpty();
        assertThat(objectsOf("Minimum Access - API Only Integrations")).isEmpty();
        assertThat(objectsOf("System Administrator")).contains("Product2:true,true,true");

        client.post("/setup/api/profiles", session, "{\"cloneOf\":\"Standard User\",\"name\":\"Sellers\"}");
        assertThat(objectsOf("Sellers")).isEqualTo(objectsOf("Standard User"));
    }

    @Test
    void a_reader_writes_nothing_and_a_standard_user_what_the_profile_lets_them() {
        user("reader@example.com", "Read Only");
        user("seller@example.com", "Standard User");
        String accounts = "/services/data/v60.0/sobjects/Account";
        String products = "/services/data/v60.0/sobjects/Product2";

        assertThat(client.post(accounts, signedIn("reader@example.com"), "{\"Name\":\"New\"}")
                        .status())
                .isIn(400, 403);
        assertThat(client.post(accounts, signedIn("seller@example.com"), "{\"Name\":\"New\"}")
                        .status())
                .isEqualTo(201);
        assertThat(client.post(products, signedIn("seller@example.com"), "{\"Name\":\"New\"}")
                        .status())
                .isIn(400, 403);
        assertThat(count("SELECT COUNT() FROM Account WHERE Name = 'New'")).isEqualTo(1);
    }

    @Test
    void a_standard_profile_changes_for_custom_objects_alone() {
        assertThat(refused(
                        "/setup/api/profiles/Read%20Only",
                        "{\"objectPermissions\":{\"Account\":{\"read\":true,\"edit\":true}}}"))
                .contains("clone it and change the clone");

        JsonNode changed = changed(
                "/setup/api/profiles/Read%20Only",
                "{\"objectPermissions\":{\"Site_Visit__c\":{\"read\":true,\"edit\":true}}}");
        assertThat(changed.path("objectPermissions")
                        .path("Site_Visit__c")
                        .path("edit")
                        .asBoolean())
                .isTrue();
    }

    @Test
    void setup_objects_need_the_permission_to_see_setup() {
        user("few@example.com", "Minimum Access - Salesforce");
        String user = user("reader@example.com", "Minimum Access - Salesforce");
        String set = permissionSet("{\"label\":\"API\"}");
        changed(SETS + "/" + set, "{\"permissions\":{\"apiEnabled\":true}}");
        assign(set, user);
        String theirs = signedIn("reader@example.com");

        assertThat(query(theirs, "SELECT Id FROM SetupAuditTrail").refusal()).startsWith("INVALID_TYPE");
        assertThat(query(theirs, "SELECT Id FROM LoginHistory").refusal()).startsWith("INVALID_TYPE");
        assertThat(query(theirs, "SELECT Id, Profile.Name FROM User").status()).isEqualTo(200);
    }

    @Test
    void assignments_are_records_of_users_and_of_their_profiles_sets() {
        String user = user("one@example.com", "Standard User");
        String set = permissionSet("{\"label\":\"More\",\"name\":\"More_of_it\",\"userLicense\":\"Salesforce\"}");
        assign(set, user);

        assertThat(client.post(SETS + "/" + set + "/assignments", session, "{\"user\":\"one@example.com\"}")
                        .refusal())
                .isEqualTo("DUPLICATE_VALUE: Duplicate PermissionSetAssignment. Assignee: " + user.substring(0, 15)
                        + "; Permission Set: " + set.substring(0, 15));
        assertThat(count("SELECT COUNT() FROM PermissionSetAssignment WHERE PermissionSet.Name = 'More_of_it'"
                        + " AND Assignee.Username = 'one@example.com'"))
                .isEqualTo(1);
        assertThat(count("SELECT COUNT() FROM PermissionSetAssignment WHERE AssigneeId = '" + user
                        + "' AND PermissionSet.IsOwnedByProfile = true"
                        + " AND PermissionSet.Profile.Name = 'Standard User'"))
                .isEqualTo(1);
        assertThat(count("SELECT COUNT() FROM SetupAuditTrail WHERE Action = 'PermSetAssign' AND Section ="
                        + " 'Manage Users' AND CreatedBy.Username = '"
                        + org.administrator().username() + "'"))
                .isEqualTo(1);
    }

    @Test
    void a_permission_set_with_a_licence_goes_to_users_of_that_licence() {
        user("chat@example.com", "Chatter Free User");
        String set = permissionSet("{\"label\":\"Licensed\",\"userLicense\":\"Salesforce\"}");

        Answer refused = client.post(SETS + "/" + set + "/assignments", session, "{\"user\":\"chat@example.com\"}");
        assertThat(refused.refusal())
                .startsWith("FIELD_INTEGRITY_EXCEPTION: Can't assign permission set Licensed to user");
    }

    @Test
    void names_are_checked_and_an_assigned_set_is_not_deleted() {
        String user = user("one@example.com", "Standard User");
        String set = permissionSet("{\"label\":\"Kept\"}");
        assertThat(client.post(SETS, session, "{\"label\":\"kept\"}").refusal()).startsWith("DUPLICATE_DEVELOPER_NAME");
        assertThat(client.post(SETS, session, "{\"label\":\"X\",\"name\":\"two__underscores\"}")
                        .refusal())
                .contains("The Permission Set API Name can only contain underscores and alphanumeric characters.");
        assertThat(client.post(SETS, session, "{\"label\":\"X\",\"userLicense\":\"None\"}")
                        .refusal())
                .startsWith("INVALID_CROSS_REFERENCE_KEY");
        assign(set, user);

        assertThat(client.send(client.request(SETS + "/" + set)
                                .header("Authorization", "Bearer " + session)
                                .DELETE())
                        .refusal())
                .startsWith("DEPENDENCY_EXISTS");
    }

    private List<String> objectsOf(String profile) {
        List<String> objects = new ArrayList<>();
        query(
                        session,
                        "SELECT SobjectType, PermissionsCreate, PermissionsEdit, PermissionsDelete FROM"
                                + " ObjectPermissions WHERE Parent.Profile.Name = '" + profile
                                + "' AND PermissionsRead = true"
                                + " ORDER BY SobjectType")
                .json()
                .path("records")
                .forEach(row -> objects.add(row.path("SobjectType").asText() + ":"
                        + row.path("PermissionsCreate").asText() + ","
                        + row.path("PermissionsEdit").asText() + ","
                        + row.path("PermissionsDelete").asText()));
        return objects;
    }

    private String user(String username, String profile) {
        Answer answer = client.post("/setup/api/users", session, """
                {"lastName": "Person", "email": "team@example.com", "username": "%s", "profile": "%s",
                 "password": "correct horse"}
                """.formatted(username, profile));
        assertThat(answer.status()).as(answer.text()).isEqualTo(201);
        return answer.json().path("id").asText();
    }

    private String signedIn(String username) {
        Answer answer = client.signIn(username, "correct horse");
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        return answer.json().path("sessionId").asText();
    }

    private String permissionSet(String body) {
        Answer answer = client.post(SETS, session, body);
        assertThat(answer.status()).as(answer.text()).isEqualTo(201);
        return answer.json().path("id").asText();
    }

    private void assign(String set, String user) {
        Answer answer = client.post(SETS + "/" + set + "/assignments", session, "{\"user\":\"" + user + "\"}");
        assertThat(answer.status()).as(answer.text()).isEqualTo(201);
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

    private Answer query(String token, String soql) {
        return client.get("/services/data/v60.0/query?q=" + OrgClient.encode(soql), token);
    }

    private int count(String soql) {
        Answer answer = query(session, soql);
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        return answer.json().path("totalSize").asInt();
    }
}
