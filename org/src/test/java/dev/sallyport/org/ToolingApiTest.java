package dev.sallyport.org;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sallyport.org.OrgClient.Answer;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ToolingApiTest {
    private static final String ROOT = "/services/data/v68.0/tooling";

    private LocalOrg org;
    private OrgClient client;
    private String token;

    @BeforeEach
    void start() {
        org = LocalOrg.builder().records(0).start();
        client = new OrgClient(org);
        token = client.token(org.readyApp());
    }

    @AfterEach
    void stop() {
        org.close();
    }

    @Test
    void its_types_are_described_apart_from_those_of_the_org() {
        JsonNode global = client.get(ROOT + "/sobjects", token).json();
        assertThat(global.path("sobjects").findValuesAsText("name"))
                .contains("ApexClass", "CustomField", "EntityDefinition")
                .doesNotContain("Account");
        JsonNode described =
                client.get(ROOT + "/sobjects/ApexClass/describe", token).json();
        assertThat(described.path("createable").asBoolean()).isFalse();
        assertThat(described.path("urls").path("sobject").asText()).isEqualTo(ROOT + "/sobjects/ApexClass");
        assertThat(client.get("/services/data/v68.0/sobjects/ApexClass/describe", token)
                        .status())
                .isEqualTo(404);
    }

    @Test
    void definitions_are_rows_that_follow_the_schema() {
        assertThat(query("SELECT QualifiedApiName, KeyPrefix FROM EntityDefinition WHERE QualifiedApiName = 'Account'")
                        .at("/records/0/KeyPrefix")
                        .asText())
                .isEqualTo("001");
        assertThat(query("SELECT DataType FROM FieldDefinition WHERE EntityDefinition.QualifiedApiName = 'Account'"
                                + " AND QualifiedApiName = 'Name'")
                        .at("/records/0/DataType")
                        .asText())
                .isEqualTo("Text(255)");
        assertThat(query("SELECT Id, DeveloperName FROM CustomObject").findValuesAsText("DeveloperName"))
                .containsExactly("Site_Visit");
        assertThat(query("SELECT Id FROM ApexClass").path("totalSize").asInt()).isZero();
        assertThat(client.get(ROOT + "/query?q=SELECT+Id+FROM+Account", token).refusal())
                .startsWith("INVALID_TYPE");
    }

    @Test
    void the_definitions_of_an_object_come_and_go_with_it_and_the_others_stay() {
        String session = client.administratorSession();
        String fields = "SELECT QualifiedApiName FROM FieldDefinition WHERE EntityDefinition.QualifiedApiName = ";
        int ofAccount = query(fields + "'Account'").path("totalSize").asInt();

        Answer made = client.post("/setup/api/objects", session, """
                {"fullName": "Boat__c", "label": "Boat", "pluralLabel": "Boats", "deploymentStatus": "Deployed",
                 "sharingModel": "ReadWrite", "nameField": {"type": "Text", "label": "Boat Name"},
                 "fields": [{"fullName": "Home__c", "label": "Home", "type": "Lookup", "referenceTo": "Account",
                             "relationshipName": "Boats"}]}""");
        assertThat(made.status()).as(made.text()).isEqualTo(201);
        assertThat(query(fields + "'Boat__c'").findValuesAsText("QualifiedApiName"))
                .contains("Home__c");
        assertThat(query("SELECT DeveloperName FROM CustomObject").findValuesAsText("DeveloperName"))
                .contains("Boat", "Site_Visit");

        client.patch("/setup/api/objects/Boat__c", session, "{\"description\": \"What floats\"}");
        assertThat(query("SELECT Description FROM CustomObject WHERE DeveloperName = 'Boat'")
                        .findValuesAsText("Description"))
                .containsExactly("What floats");

        client.send(client.request("/setup/api/objects/Boat__c")
                .header("Authorization", "Bearer " + session)
                .DELETE());
        assertThat(query(fields + "'Boat__c'").path("totalSize").asInt(-1)).isZero();
        assertThat(query("SELECT DeveloperName FROM CustomObject").findValuesAsText("DeveloperName"))
                .containsExactly("Site_Visit");
        assertThat(query("SELECT Id FROM CustomField WHERE DeveloperName = 'Home'")
                        .path("totalSize")
                        .asInt(-1))
                .isZero();
        assertThat(query(fields + "'Account'").path("totalSize").asInt()).isEqualTo(ofAccount);
    }

    @Test
    void objects_with_similar_names_have_definitions_of_their_own() {
        String session = client.administratorSession();
        for (String name : List.of("Generated_0001__c", "Generated_1211__c")) {
            client.post("/setup/api/objects", session, """
                    {"fullName": "%s", "label": "Boat", "pluralLabel": "Boats", "deploymentStatus": "Deployed",
                     "sharingModel": "ReadWrite", "nameField": {"type": "Text", "label": "Boat Name"}}""".formatted(name));
        }

        assertThat(query("SELECT Id FROM FieldDefinition WHERE QualifiedApiName = 'Name'"
                                + " AND EntityDefinition.QualifiedApiName LIKE 'Generated%'")
                        .findValuesAsText("Id"))
                .hasSize(2)
                .doesNotHaveDuplicates();
    }

    @Test
    void a_custom_field_is_created_changed_and_deleted_as_a_record() {
        Answer created = client.post(
                ROOT + "/sobjects/CustomField",
                token,
                "{\"FullName\":\"Account.Colour__c\",\"Metadata\":{\"label\":\"Colour\",\"type\":\"Text\",\"length\":20}}");
        assertThat(created.status()).as(created.text()).isEqualTo(201);
        String id = created.json().path("id").asText();
        assertThat(query("SELECT Id, Length FROM CustomField WHERE DeveloperName = 'Colour' AND EntityDefinitionId ="
                                + " 'Account'")
                        .at("/records/0/Id")
                        .asText())
                .isEqualTo(id);

        assertThat(client.patch(ROOT + "/sobjects/CustomField/" + id, token, "{\"Metadata\":{\"length\":30}}")
                        .status())
                .isEqualTo(204);
        assertThat(query("SELECT Length FROM CustomField WHERE Id = '" + id + "'")
                        .at("/records/0/Length")
                        .asInt())
                .isEqualTo(30);
        assertThat(client.post(
                                ROOT + "/sobjects/CustomField",
                                token,
                                "{\"FullName\":\"Account.Colour__c\",\"Metadata\":{\"label\":\"C\",\"type\":\"Date\"}}")
                        .refusal())
                .startsWith("DUPLICATE_DEVELOPER_NAME");

        assertThat(delete(ROOT + "/sobjects/CustomField/" + id).status()).isEqualTo(204);
        assertThat(query("SELECT Id FROM CustomField WHERE Id = '" + id + "'")
                        .path("totalSize")
                        .asInt())
                .isZero();
    }

    @Test
    void debug_levels_and_static_resources_are_records() {
        String level =
                create("DebugLevel", "{\"DeveloperName\":\"loud\",\"MasterLabel\":\"Loud\",\"ApexCode\":\"ERROR\"}");
        client.patch(ROOT + "/sobjects/DebugLevel/" + level, token, "{\"ApexCode\":\"WARN\"}");
        assertThat(client.get(ROOT + "/sobjects/DebugLevel/" + level, token)
                        .json()
                        .path("ApexCode")
                        .asText())
                .isEqualTo("WARN");
        assertThat(delete(ROOT + "/sobjects/DebugLevel/" + level).status()).isEqualTo(204);
        assertThat(client.get(ROOT + "/sobjects/DebugLevel/" + level, token).status())
                .isEqualTo(404);

        String resource =
                create("StaticResource", "{\"Name\":\"chart\",\"ContentType\":\"text/plain\",\"Body\":\"QWhveQ==\"}");
        String address = client.get(ROOT + "/sobjects/StaticResource/" + resource, token)
                .json()
                .path("Body")
                .asText();
        assertThat(address).isEqualTo(ROOT + "/sobjects/StaticResource/" + resource + "/Body");
        assertThat(client.get(address, token).text()).isEqualTo("Ahoy");
    }

    @Test
    void apex_is_not_compiled() {
        JsonNode result = client.get(ROOT + "/executeAnonymous?anonymousBody=System.debug(1);", token)
                .json();

        assertThat(result.path("compiled").asBoolean()).isFalse();
        assertThat(result.path("compileProblem").asText()).isEqualTo("Apex is not available in this org");
        assertThat(client.get(ROOT + "/query?q=SELECT+Id+FROM+ApexClass", "no").status())
                .isEqualTo(401);
    }

    private String create(String type, String json) {
        Answer created = client.post(ROOT + "/sobjects/" + type, token, json);
        assertThat(created.status()).as(created.text()).isEqualTo(201);
        return created.json().path("id").asText();
    }

    private Answer delete(String path) {
        return client.send(
                client.request(path).header("Authorization", "Bearer " + token).DELETE());
    }

    private JsonNode query(String soql) {
        Answer answer = client.get(ROOT + "/query?q=" + OrgClient.encode(soql), token);
        assertThat(answer.status()).as(soql + " " + answer.text()).isEqualTo(200);
        return answer.json();
    }
}
