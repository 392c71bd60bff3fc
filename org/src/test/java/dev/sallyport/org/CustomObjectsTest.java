package dev.sallyport.org;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sallyport.org.OrgClient.Answer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CustomObjectsTest {
    private static final String ROOT = "/services/data/v68.0";
    private static final String BOAT = """
            {"fullName": "Boat__c", "label": "Boat", "pluralLabel": "Boats", "sharingModel": "ReadWrite",
             "deploymentStatus": "Deployed", "nameField": {"type": "Text", "label": "Boat Name"},
             "fields": [{"fullName": "Length__c", "label": "Length", "type": "Number", "precision": 5, "scale": 2}]}
            """;

    private LocalOrg org;
    private OrgClient client;
    private String session;
    private String token;

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
        token = client.token(org.readyApp());
    }

    @Test
    void an_object_is_made_listed_shown_changed_and_deleted() {
        Answer created = client.post("/setup/api/objects", session, BOAT);
        assertThat(created.status()).isEqualTo(201);
        assertThat(created.json().path("fields").path(0).path("precision").asInt())
                .isEqualTo(5);
        assertThat(client.get("/setup/api/objects", session).json().findValuesAsText("fullName"))
                .contains("Account", "Boat__c", "Site_Visit__c")
                .doesNotContain("Profile");
        assertThat(describe("Boat__c", "Length__c").path("precision").asInt()).isEqualTo(5);

        client.patch("/setup/api/objects/Boat__c", session, "{\"label\": \"Ship\"}");
        assertThat(client.get(ROOT + "/sobjects/Boat__c/describe", token)
                        .json()
                        .path("label")
                        .asText())
                .isEqualTo("Ship");

        assertThat(delete("/setup/api/objects/Boat__c").status()).isEqualTo(204);
        assertThat(client.get("/setup/api/objects/Boat__c", session).status()).isEqualTo(404);
    }

    @Test
    void every_type_of_field_is_what_describe_says_and_soql_reads_it() {
        client.post("/setup/api/objects", session, BOAT);
        Map<String, String> types = Map.ofEntries(
                Map.entry("\"type\":\"Text\",\"length\":20,\"externalId\":true,\"unique\":true", "string"),
                Map.entry("\"type\":\"TextArea\"", "textarea"),
                Map.entry("\"type\":\"LongTextArea\",\"length\":32768,\"visibleLines\":3", "textarea"),
                Map.entry("\"type\":\"Html\",\"length\":32768,\"visibleLines\":10", "textarea"),
                Map.entry("\"type\":\"Number\",\"precision\":18,\"scale\":0", "double"),
                Map.entry("\"type\":\"Currency\",\"precision\":18,\"scale\":2", "currency"),
                Map.entry("\"type\":\"Percent\",\"precision\":5,\"scale\":2", "percent"),
                Map.entry("\"type\":\"Checkbox\",\"defaultValue\":true", "boolean"),
                Map.entry("\"type\":\"Date\"", "date"),
                Map.entry("\"type\":\"DateTime\"", "datetime"),
                Map.entry("\"type\":\"Time\"", "time"),
                Map.entry("\"type\":\"Email\"", "email"),
                Map.entry("\"type\":\"Phone\"", "phone"),
                Map.entry("\"type\":\"Url\"", "url"),
                Map.entry("\"type\":\"Picklist\",\"valueSet\":" + VALUES, "picklist"),
                Map.entry(
                        "\"type\":\"MultiselectPicklist\",\"visibleLines\":4,\"valueSet\":" + VALUES, "multipicklist"),
                Map.entry(
                        "\"type\":\"Lookup\",\"referenceTo\":\"Account\",\"relationshipName\":\"Boats\"", "reference"),
                Map.entry("\"type\":\"AutoNumber\",\"displayFormat\":\"B-{0000}\"", "string"),
                Map.entry(
                        "\"type\":\"EncryptedText\",\"length\":50,\"maskChar\":\"asterisk\",\"maskType\":\"all\"",
                        "encryptedstring"),
                Map.entry("\"type\":\"Location\",\"scale\":5,\"displayLocationInDecimal\":true", "location"));
        int number = 0;
        for (Map.Entry<String, String> type : types.entrySet()) {
            String name = "Field_" + number++ + "__c";
            addField("Boat__c", name, type.getKey());

            assertThat(describe("Boat__c", name).path("type").asText())
                    .as(type.getKey())
                    .isEqualTo(type.getValue());
            assertThat(client.get(ROOT + "/query?q=SELECT+" + name + "+FROM+Boat__c", token)
                            .status())
                    .as(type.getKey())
                    .isEqualTo(200);
        }
        assertThat(client.get(ROOT + "/sobjects/Account/describe", token)
                        .json()
                        .path("childRelationships")
                        .findValuesAsText("relationshipName"))
                .contains("Boats__r");
    }

    @Test
    void a_formula_is_computed_and_read_only() {
        client.post("/setup/api/objects", session, BOAT);
        addField(
                "Boat__c",
                "Class__c",
                "\"type\":\"Text\",\"formula\":\"IF(Length__c > 10, 'Ship', 'Boat') & \\\"!\\\"\"");
        addField(
                "Boat__c",
                "Half__c",
                "\"type\":\"Number\",\"precision\":18,\"scale\":2,\"formula\":\"(Length__c + 1) / 2\"");

        assertThat(describe("Boat__c", "Class__c").path("calculated").asBoolean())
                .isTrue();
        assertThat(describe("Boat__c", "Class__c").path("createable").asBoolean())
                .isFalse();
        assertThat(client.get(ROOT + "/query?q=SELECT+Class__c,Half__c+FROM+Boat__c", token)
                        .status())
                .isEqualTo(200);
        assertThat(delete("/setup/api/objects/Boat__c/fields/Length__c").refusal())
                .startsWith("DEPENDENCY_EXISTS: This custom field is referenced elsewhere in salesforce.com");
        assertThat(refuseField("Boat__c", "\"type\":\"Text\",\"formula\":\"Length__c\""))
                .endsWith("Formula result is data type (Number), incompatible with expected data type (Text).");
        assertThat(refuseField("Boat__c", "\"type\":\"Text\",\"formula\":\"Depth__c\""))
                .endsWith("Field Depth__c does not exist. Check spelling.");
        assertThat(refuseField("Boat__c", "\"type\":\"Text\",\"formula\":\"UPPER(Name\""))
                .endsWith("Syntax error. Missing ')'");
        assertThat(refuseField("Boat__c", "\"type\":\"Text\",\"formula\":\"NAME || (\""))
                .startsWith("FIELD_INTEGRITY_EXCEPTION");
    }

    @Test
    void a_detail_has_no_owner_of_its_own() {
        client.post("/setup/api/objects", session, BOAT);
        addField(
                "Boat__c",
                "Harbour__c",
                "\"type\":\"MasterDetail\",\"referenceTo\":\"Account\",\"relationshipName\":\"Boats\"");

        JsonNode described =
                client.get(ROOT + "/sobjects/Boat__c/describe", token).json();
        assertThat(described.path("fields").findValuesAsText("name")).doesNotContain("OwnerId");
        assertThat(describe("Boat__c", "Harbour__c").path("nillable").asBoolean())
                .isFalse();
        assertThat(client.get("/setup/api/objects/Boat__c", session)
                        .json()
                        .path("sharingModel")
                        .asText())
                .isEqualTo("ControlledByParent");
        assertThat(client.patch("/setup/api/objects/Boat__c", session, "{\"sharingModel\":\"Private\"}")
                        .refusal())
                .endsWith(
                        "Cannot set sharingModel to Private on a CustomObject with a MasterDetail relationship field");
    }

    @Test
    void a_field_of_a_standard_object_can_be_changed_and_deleted() {
        addField("Account", "Colour__c", "\"type\":\"Text\",\"length\":20");
        assertThat(client.patch("/setup/api/objects/Account/fields/Colour__c", session, "{\"length\":30}")
                        .status())
                .isEqualTo(200);
        assertThat(describe("Account", "Colour__c").path("length").asInt()).isEqualTo(30);

        assertThat(delete("/setup/api/objects/Account/fields/Colour__c").status())
                .isEqualTo(204);
        assertThat(delete("/setup/api/objects/Account/fields/Active__c").status())
                .isEqualTo(204);

        assertThat(names("Account")).doesNotContain("Colour__c", "Active__c").contains("Name", "Customer_Priority__c");
        assertThat(delete("/setup/api/objects/Account/fields/Name").status()).isEqualTo(404);
    }

    @Test
    void what_the_org_came_with_can_be_shown_and_saved_again() {
        JsonNode visit = client.get("/setup/api/objects/Site_Visit__c", session).json();

        Answer saved = client.patch("/setup/api/objects/Site_Visit__c", session, visit.toString());

        assertThat(saved.status()).as(saved.text()).isEqualTo(200);
        assertThat(saved.json().path("label").asText()).isEqualTo("Site Visit");
        assertThat(describe("Site_Visit__c", "Total_Cost__c").path("calculated").asBoolean())
                .isTrue();
    }

    @Test
    void what_was_made_is_there_after_a_restart(@TempDir Path folder) {
        org.close();
        use(LocalOrg.builder().records(0).dataFolder(folder).start());
        client.post("/setup/api/objects", session, BOAT);
        addField("Account", "Colour__c", "\"type\":\"Text\",\"length\":20");
        org.close();

        use(LocalOrg.builder().records(0).dataFolder(folder).start());

        assertThat(describe("Boat__c", "Length__c").path("type").asText()).isEqualTo("double");
        assertThat(names("Account")).contains("Colour__c");
    }

    @Test
    void nobody_but_administrators_comes_in_and_what_is_no_object_is_refused() {
        assertThat(client.post("/setup/api/objects", token, BOAT).status()).isEqualTo(401);
        assertThat(client.post("/setup/api/objects", session, "[]").refusal()).startsWith("JSON_PARSER_ERROR");
        assertThat(client.post("/setup/api/objects", session, "{\"colour\":1}").refusal())
                .isEqualTo("JSON_PARSER_ERROR: A CustomObject has no 'colour'");
        assertThat(client.post("/setup/api/objects", session, "{}").refusal())
                .isEqualTo("REQUIRED_FIELD_MISSING: Required field is missing: fullName");
        assertThat(client.post("/setup/api/objects/No__c/fields", session, "{}").status())
                .isEqualTo(404);
    }

    private static final String VALUES = "{\"restricted\":true,\"valueSetDefinition\":{\"sorted\":false,\"value\":["
            + "{\"fullName\":\"Red\",\"default\":true,\"label\":\"Rot\"},{\"fullName\":\"Blue\",\"default\":false}]}}";

    private void addField(String object, String name, String properties) {
        Answer created = client.post(
                "/setup/api/objects/" + object + "/fields",
                session,
                "{\"fullName\":\"" + name + "\",\"label\":\"" + name.replace("__c", "") + "\"," + properties + "}");
        assertThat(created.status()).as(created.text()).isEqualTo(201);
    }

    private String refuseField(String object, String properties) {
        return client.post(
                        "/setup/api/objects/" + object + "/fields",
                        session,
                        "{\"fullName\":\"New__c\",\"label\":\"New\"," + properties + "}")
                .refusal();
    }

    private Answer delete(String path) {
        return client.send(client.request(path)
                .header("Authorization", "Bearer " + session)
                .DELETE());
    }

    private JsonNode describe(String object, String field) {
        JsonNode fields = client.get(ROOT + "/sobjects/" + object + "/describe", token)
                .json()
                .path("fields");
        return StreamSupport.stream(fields.spliterator(), false)
                .filter(described -> described.path("name").asText().equals(field))
                .findFirst()
                .orElseThrow();
    }

    private List<String> names(String object) {
        return client.get(ROOT + "/sobjects/" + object + "/describe", token)
                .json()
                .path("fields")
                .findValuesAsText("name");
    }
}
