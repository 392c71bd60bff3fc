package dev.sallyport.org;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sallyport.org.OrgClient.Answer;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class MetadataApiTest {
    private static final String ROOT = "/services/data/v68.0";
    private static final String BOAT = """
            <metadata xsi:type="CustomObject"><fullName>Boat__c</fullName><label>Boat</label>
            <pluralLabel>Boats</pluralLabel><nameField><type>Text</type><label>Boat Name</label></nameField>
            <description>What floats</description><deploymentStatus>Deployed</deploymentStatus>
            <sharingModel>ReadWrite</sharingModel></metadata>
            """;

    private LocalOrg org;
    private OrgClient client;
    private ReadyApp ready;
    private String token;

    @BeforeEach
    void start() {
        org = LocalOrg.builder().records(0).start();
        client = new OrgClient(org);
        ready = org.readyApp();
        token = client.token(ready);
    }

    @AfterEach
    void stop() {
        org.close();
    }

    @Test
    void a_custom_object_is_created_read_and_there_for_all_apis() {
        Answer created = call("createMetadata", BOAT);

        assertThat(created.status()).isEqualTo(200);
        assertThat(created.text())
                .contains("<createMetadataResponse><result><fullName>Boat__c</fullName><success>true</success>");
        assertThat(read("CustomObject", "Boat__c").text())
                .contains("<records xsi:type=\"CustomObject\"><fullName>Boat__c</fullName>")
                .contains("<description>What floats</description>")
                .contains("<nameField><label>Boat Name</label>")
                .contains("<sharingModel>ReadWrite</sharingModel>");
        JsonNode described =
                client.get(ROOT + "/sobjects/Boat__c/describe", token).json();
        assertThat(described.path("keyPrefix").asText()).isEqualTo("a01");
        assertThat(described.path("custom").asBoolean()).isTrue();
        assertThat(query("SELECT Id, Name, OwnerId FROM Boat__c")
                        .path("totalSize")
                        .asInt())
                .isZero();
    }

    @Test
    void a_describe_that_was_kept_is_out_of_date_when_a_field_is_new() {
        Answer before = client.get(ROOT + "/sobjects/Account/describe", token);
        call(
                "createMetadata",
                field("Account.Colour__c", "<type>Text</type><length>20</length><required>true</required>"));

        Answer after = client.send(client.request(ROOT + "/sobjects/Account/describe")
                .header("Authorization", "Bearer " + token)
                .header("If-Modified-Since", before.header("Last-Modified")));

        assertThat(after.status()).isEqualTo(200);
        assertThat(after.text()).contains("\"Colour__c\"");
    }

    @Test
    void a_field_that_is_new_is_seen_by_nobody_until_a_profile_allows_it() {
        call("createMetadata", field("Account.Colour__c", "<type>Text</type><length>20</length>"));
        assertThat(client.get(ROOT + "/query?q=SELECT+Colour__c+FROM+Account", token)
                        .refusal())
                .startsWith("INVALID_FIELD");

        client.patch(
                "/setup/api/profiles/" + ready.profileId(),
                client.administratorSession(),
                "{\"fieldPermissions\":{\"Account.Colour__c\":{\"read\":true,\"edit\":true}}}");

        assertThat(query("SELECT Colour__c FROM Account").path("done").asBoolean())
                .isTrue();
    }

    @Test
    void an_update_changes_what_it_names_and_takes_away_what_is_nil() {
        call("createMetadata", BOAT);

        Answer updated = call("updateMetadata", """
                <metadata xsi:type="CustomObject"><fullName>Boat__c</fullName><label>Ship</label>
                <description xsi:nil="true"/><nameField><type>AutoNumber</type><label>No.</label>
                <displayFormat>B-{000}</displayFormat></nameField></metadata>
                """);

        assertThat(updated.text()).contains("<success>true</success>");
        assertThat(read("CustomObject", "Boat__c").text())
                .contains("<label>Ship</label>")
                .contains("<pluralLabel>Boats</pluralLabel>")
                .contains("<displayFormat>B-{000}</displayFormat>")
                .doesNotContain("<description>");
        assertThat(client.get(ROOT + "/sobjects/Boat__c/describe", token).json().findValue("label"))
                .isNotNull();
    }

    @Test
    void an_upsert_tells_whether_it_created() {
        assertThat(call("upsertMetadata", BOAT).text())
                .contains("<created>true</created><fullName>Boat__c</fullName><success>true</success>");
        assertThat(call("upsertMetadata", BOAT).text())
                .contains("<created>false</created><fullName>Boat__c</fullName><success>true</success>");
    }

    @Test
    void a_renamed_object_answers_to_its_new_name_only() {
        call("createMetadata", BOAT);

        Answer renamed = call(
                "renameMetadata",
                "<type>CustomObject</type><oldFullName>Boat__c</oldFullName><newFullName>Ship__c</newFullName>");

        assertThat(renamed.text()).contains("<fullName>Boat__c</fullName><success>true</success>");
        assertThat(read("CustomObject", "Boat__c").text()).contains("<records xsi:nil=\"true\"");
        assertThat(query("SELECT Id FROM Ship__c").path("done").asBoolean()).isTrue();
    }

    @Test
    void components_are_listed_with_their_ids_and_who_made_them() {
        call("createMetadata", BOAT);

        String listed = call(
                        "listMetadata", "<queries><type>CustomObject</type></queries><asOfVersion>68.0</asOfVersion>")
                .text();

        assertThat(listed)
                .contains("<fullName>Account</fullName>")
                .containsPattern("<fileName>objects/Boat__c.object</fileName><fullName>Boat__c</fullName><id>01I")
                .contains("<manageableState>unmanaged</manageableState>")
                .contains("<createdById>" + ready.userId() + "</createdById>");
        assertThat(call("listMetadata", "<queries><type>ApexClass</type></queries>")
                        .text())
                .contains("<listMetadataResponse");
        assertThat(call("listMetadata", "<queries><type>Banana</type></queries>")
                        .text())
                .contains("<faultcode>sf:INVALID_TYPE</faultcode>");
    }

    @Test
    void describe_metadata_lists_the_types() {
        assertThat(call("describeMetadata", "<asOfVersion>68.0</asOfVersion>").text())
                .contains("<childXmlNames>CustomField</childXmlNames>")
                .contains("<directoryName>objects</directoryName><inFolder>false</inFolder><metaFile>false</metaFile>"
                        + "<suffix>object</suffix><xmlName>CustomObject</xmlName>")
                .contains("<partialSaveAllowed>true</partialSaveAllowed>");
    }

    @Test
    void a_deleted_object_is_gone_with_the_lookups_to_it() {
        call("createMetadata", BOAT);
        call(
                "createMetadata",
                field(
                        "Contact.Boat__c",
                        "<type>Lookup</type><referenceTo>Boat__c</referenceTo><relationshipName>Owners</relationshipName>"));

        assertThat(call("deleteMetadata", "<type>CustomObject</type><fullNames>Boat__c</fullNames>")
                        .text())
                .contains("<success>true</success>");

        assertThat(client.get(ROOT + "/sobjects/Boat__c/describe", token).status())
                .isEqualTo(404);
        assertThat(read("CustomField", "Contact.Boat__c").text()).contains("xsi:nil=\"true\"");
        assertThat(query("SELECT Action, Display FROM SetupAuditTrail WHERE Action LIKE '%Cust%'")
                        .findValuesAsText("Display"))
                .contains("Created custom object: Boat", "Deleted custom object: Boat");
    }

    @Test
    void each_component_is_refused_on_its_own_in_words_of_salesforce() {
        call("createMetadata", BOAT);

        assertThat(call("createMetadata", BOAT + BOAT.replace("Boat__c", "Ship__c"))
                        .text())
                .contains("<errors><fields>fullName</fields><message>There is already an object named Boat.</message>"
                        + "<statusCode>DUPLICATE_DEVELOPER_NAME</statusCode></errors>"
                        + "<fullName>Boat__c</fullName><success>false</success>")
                .contains("<fullName>Ship__c</fullName><success>true</success>");
        assertThat(refusal("createMetadata", BOAT.replace("Boat__c", "Two__Boats__c")))
                .startsWith("FIELD_INTEGRITY_EXCEPTION: The Object Name can only contain underscores");
        assertThat(refusal("createMetadata", BOAT.replace("Boat__c", "B".repeat(41) + "__c")))
                .isEqualTo(
                        "STRING_TOO_LONG: Object Name: data value too large: " + "B".repeat(41) + " (max length=40)");
        assertThat(refusal("createMetadata", BOAT.replace("Boat__c", "Raft__c").replace("<type>Text</type>", "")))
                .isEqualTo("FIELD_INTEGRITY_EXCEPTION: Must specify a nameField of type Text or AutoNumber");
        assertThat(refusal("createMetadata", BOAT.replace("Boat__c", "Raft__c").replace("ReadWrite", "Everybody")))
                .endsWith("'Everybody' is not a valid value for the enum 'SharingModel'");
        assertThat(refusal("updateMetadata", BOAT.replace("Boat__c", "Raft__c")))
                .isEqualTo("INVALID_CROSS_REFERENCE_KEY: In field: fullName - no CustomObject named Raft__c found");
        assertThat(refusal("deleteMetadata", "<type>CustomObject</type><fullNames>Account</fullNames>"))
                .isEqualTo("INVALID_CROSS_REFERENCE_KEY: In field: fullName - no CustomObject named Account found");
    }

    @Test
    void fields_are_refused_in_words_of_salesforce() {
        assertThat(refuseField("Account.Colour__c", "<type>Text</type>"))
                .isEqualTo("FIELD_INTEGRITY_EXCEPTION: Must specify 'length' for a CustomField of type Text");
        assertThat(refuseField("Account.Colour__c", "<type>TextArea</type><length>255</length>"))
                .isEqualTo("FIELD_INTEGRITY_EXCEPTION: Can not specify 'length' for a CustomField of type TextArea");
        assertThat(refuseField("Account.Colour__c", "<type>Checkbox</type>"))
                .isEqualTo("FIELD_INTEGRITY_EXCEPTION: Must specify 'defaultValue' for a CustomField of type Checkbox");
        assertThat(refuseField("Account.Active__c", "<type>Date</type>"))
                .isEqualTo("DUPLICATE_DEVELOPER_NAME: There is already a field named Active on Account.");
        assertThat(refuseField("Nothing__c.Colour__c", "<type>Date</type>"))
                .isEqualTo("INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST:"
                        + " Entity Enumeration Or ID: bad value for restricted picklist field: Nothing__c");
        assertThat(refuseField("Account.Boat__c", "<type>Lookup</type><referenceTo>Boat__c</referenceTo>"))
                .isEqualTo("INVALID_CROSS_REFERENCE_KEY: In field: referenceTo - no CustomObject named Boat__c found");
        assertThat(refuseField(
                        "Contact.Boss__c",
                        "<type>Lookup</type><referenceTo>Account</referenceTo>"
                                + "<relationshipName>Site_Visits</relationshipName>"))
                .isEqualTo("DUPLICATE_DEVELOPER_NAME:"
                        + " There is already a Child Relationship named Site_Visits on Account.");
        assertThat(refuseField("Account.Colour__c", "<type>Paint</type>"))
                .endsWith("'Paint' is not a valid value for the enum 'FieldType'");
        assertThat(refusal("updateMetadata", field("Account.Colour__c", "<type>Date</type>")))
                .isEqualTo(
                        "INVALID_CROSS_REFERENCE_KEY: In field: fullName - no CustomField named Account.Colour__c found");
    }

    @Test
    void packages_are_refused_with_what_there_is_in_their_place() {
        for (String operation : List.of("deploy", "checkDeployStatus", "retrieve", "checkRetrieveStatus")) {
            assertThat(call(operation, "").text())
                    .contains("<faultcode>sf:FUNCTIONALITY_NOT_ENABLED</faultcode>")
                    .contains("This org neither deploys nor retrieves packages of metadata: make and read components");
        }
    }

    @Test
    void what_is_no_call_is_a_fault_of_the_client() {
        assertThat(call("createMetadata", BOAT.replace("description", "story")).text())
                .contains("<faultcode>soapenv:Client</faultcode>")
                .contains("Element {http://soap.sforce.com/2006/04/metadata}story invalid at this location in type"
                        + " CustomObject");
        assertThat(call("makeCoffee", "").text()).contains("No operation available for request");
        assertThat(send("<broken", "68.0").text()).contains("<faultcode>soapenv:Client</faultcode>");
        assertThat(send(envelope("no", "describeMetadata", ""), "68.0").text())
                .contains("<faultcode>sf:INVALID_SESSION_ID</faultcode>");
        assertThat(send(envelope(token, "describeMetadata", ""), "30.0").text())
                .contains("<faultcode>sf:UNSUPPORTED_API_VERSION</faultcode>");
        assertThat(send(envelope(token, "describeMetadata", ""), "45.0").status())
                .isEqualTo(200);
    }

    @Test
    void who_may_not_modify_metadata_may_not_read_it_either() {
        client.patch(
                "/setup/api/profiles/" + ready.profileId(),
                client.administratorSession(),
                "{\"administrativePermissions\":{\"PermissionsModifyAllData\":false,\"PermissionsModifyMetadata\":false}}");

        assertThat(call("describeMetadata", "").text())
                .contains("INSUFFICIENT_ACCESS: use of the Metadata API requires a user with the ModifyAllData or"
                        + " ModifyMetadata permissions");
    }

    @Test
    void profiles_are_read_and_given_permissions() {
        call("createMetadata", field("Account.Colour__c", "<type>Text</type><length>20</length>"));
        assertThat(read("Profile", "Admin").text())
                .contains("<fullName>Admin</fullName><custom>false</custom>")
                .contains("<editable>false</editable><field>Account.Colour__c</field><readable>false</readable>")
                .contains("<userPermissions><enabled>true</enabled><name>ApiEnabled</name></userPermissions>");

        assertThat(call("updateMetadata", """
                        <metadata xsi:type="Profile"><fullName>App Builder Integration</fullName><fieldPermissions>
                        <editable>true</editable><field>Account.Colour__c</field><readable>true</readable>
                        </fieldPermissions></metadata>
                        """).text()).contains("<success>true</success>");

        assertThat(query("SELECT Colour__c FROM Account").path("done").asBoolean())
                .isTrue();
        assertThat(call("listMetadata", "<queries><type>Profile</type></queries>")
                        .text())
                .contains("<fileName>profiles/Admin.profile</fileName><fullName>Admin</fullName>");
    }

    @Test
    void permission_sets_are_made_read_and_deleted_and_apps_are_read() {
        assertThat(call("createMetadata", """
                        <metadata xsi:type="PermissionSet"><fullName>Crew</fullName><label>The Crew</label>
                        <objectPermissions><allowCreate>false</allowCreate><allowDelete>false</allowDelete>
                        <allowEdit>false</allowEdit><allowRead>true</allowRead><modifyAllRecords>false</modifyAllRecords>
                        <object>Account</object><viewAllRecords>false</viewAllRecords></objectPermissions>
                        <userPermissions><enabled>true</enabled><name>RunReports</name></userPermissions></metadata>
                        """).text()).contains("<success>true</success>");
        assertThat(read("PermissionSet", "Crew").text())
                .contains("<label>The Crew</label>")
                .contains("<modifyAllRecords>false</modifyAllRecords><object>Account</object>")
                .contains("<name>RunReports</name>");
        assertThat(call("deleteMetadata", "<type>PermissionSet</type><fullNames>Crew</fullNames>")
                        .text())
                .contains("<success>true</success>");
        assertThat(read("PermissionSet", "Crew").text()).contains("xsi:nil=\"true\"");

        assertThat(read("ConnectedApp", "App_Builder_Integration").text())
                .contains("<consumerKey>" + ready.consumerKey() + "</consumerKey>")
                .contains("<scopes>RefreshToken</scopes>")
                .doesNotContain(ready.consumerSecret());
        assertThat(refusal("createMetadata", "<metadata xsi:type=\"ConnectedApp\"><fullName>A</fullName></metadata>"))
                .startsWith("INSUFFICIENT_ACCESS_OR_READONLY");
    }

    @Test
    void a_call_that_makes_no_sense_is_refused_all_the_same() {
        for (String metadata : new String[] {
            "<metadata>text</metadata>",
            "<metadata xsi:type=\"CustomField\"/>",
            "<metadata xsi:type=\"CustomField\"><fullName><a/></fullName></metadata>",
            "<metadata xsi:type=\"CustomField\"><fullName>Account.X__c</fullName><label>X</label><type><b>1</b></type></metadata>",
            field("Account.X__c", "<type>Text</type><length>many</length>"),
            field("Account.X__c", "<type>Picklist</type><valueSet>red</valueSet>"),
            field("Account.X__c", "<type>Text</type><formula>" + "(".repeat(3000) + "</formula>"),
            field("Account.X__c", "<type>Number</type><formula>" + "-".repeat(3000) + "1</formula>"),
            field("Account.X__c", "<type>Text</type><formula>" + "\\".repeat(3000) + "</formula>"),
            "<metadata xsi:type=\"CustomObject\"><fullName>X__c</fullName><label>X</label><nameField>no</nameField></metadata>"
        }) {
            Answer answer = call("createMetadata", metadata);
            assertThat(answer.text())
                    .as(metadata)
                    .doesNotContain("<success>true")
                    .doesNotContain("UNKNOWN_EXCEPTION");
        }
        assertThat(client.get(ROOT + "/sobjects/Account/describe", token).text())
                .doesNotContain("X__c\"");
    }

    private String refuseField(String fullName, String properties) {
        return refusal("createMetadata", field(fullName, properties));
    }

    private String refusal(String operation, String arguments) {
        String text = call(operation, arguments).text();
        return between(text, "<statusCode>", "</statusCode>") + ": " + between(text, "<message>", "</message>");
    }

    private static String between(String text, String start, String end) {
        int from = text.indexOf(start) + start.length();
        return text.contains(start) ? text.substring(from, text.indexOf(end, from)) : text;
    }

    private static String field(String fullName, String properties) {
        return "<metadata xsi:type=\"CustomField\"><fullName>" + fullName + "</fullName><label>A Label</label>"
                + properties + "</metadata>";
    }

    private Answer read(String type, String fullName) {
        return call("readMetadata", "<type>" + type + "</type><fullNames>" + fullName + "</fullNames>");
    }

    private JsonNode query(String soql) {
        return client.get(ROOT + "/query?q=" + OrgClient.encode(soql), token).json();
    }

    private Answer call(String operation, String arguments) {
        return send(envelope(token, operation, arguments), "68.0");
    }

    private static String envelope(String session, String operation, String arguments) {
        return """
                <?xml version="1.0" encoding="UTF-8"?>
                <soapenv:Envelope xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/"
                    xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
                <soapenv:Header xmlns="http://soap.sforce.com/2006/04/metadata">
                <SessionHeader><sessionId>%s</sessionId></SessionHeader></soapenv:Header>
                <soapenv:Body xmlns="http://soap.sforce.com/2006/04/metadata"><%s>%s</%s></soapenv:Body>
                </soapenv:Envelope>
                """.formatted(session, operation, arguments, operation);
    }

    private Answer send(String envelope, String version) {
        return client.send(client.request("/services/Soap/m/" + version)
                .header("Content-Type", "text/xml")
                .header("SOAPAction", "\"\"")
                .POST(BodyPublishers.ofString(envelope)));
    }
}
