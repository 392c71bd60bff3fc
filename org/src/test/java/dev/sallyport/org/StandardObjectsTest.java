package dev.sallyport.org;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sallyport.org.OrgClient.Answer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class StandardObjectsTest {
    private static final String ROOT = "/services/data/v68.0";

    private LocalOrg org;
    private OrgClient client;
    private String token;
    private String account;

    @BeforeEach
    void start() {
        org = LocalOrg.builder().records(0).start();
        client = new OrgClient(org);
        token = client.token(org.readyApp());
        account = create("Account", "{\"Name\":\"Harbour\"}");
    }

    @AfterEach
    void stop() {
        org.close();
    }

    @Test
    void an_attachment_knows_how_long_it_is_and_is_fetched_by_its_address() {
        String id = create(
                "Attachment",
                "{\"ParentId\":\"" + account + "\",\"Name\":\"a.txt\",\"Body\":\"" + base64("Ahoy") + "\"}");

        JsonNode attachment = first("SELECT Id, Name, BodyLength, Body, Parent.Name FROM Attachment");

        assertThat(attachment.path("BodyLength").asInt()).isEqualTo(4);
        assertThat(attachment.path("Body").asText()).isEqualTo(ROOT + "/sobjects/Attachment/" + id + "/Body");
        assertThat(client.get(attachment.path("Body").asText(), token).text()).isEqualTo("Ahoy");
        assertThat(first("SELECT Id, (SELECT Name FROM Attachments) FROM Account WHERE Id = '" + account + "'")
                        .findValue("Attachments")
                        .path("totalSize")
                        .asInt())
                .isEqualTo(1);
    }

    @Test
    void the_first_version_of_a_file_makes_its_document_and_shares_it() {
        create(
                "ContentVersion",
                "{\"PathOnClient\":\"plans/Berth.pdf\",\"VersionData\":\"" + base64("one")
                        + "\",\"FirstPublishLocationId\":\"" + account + "\"}");

        JsonNode document = first("SELECT Id, Title, FileExtension, FileType, ContentSize, LatestPublishedVersionId"
                + " FROM ContentDocument");
        assertThat(document.path("Title").asText()).isEqualTo("Berth");
        assertThat(document.path("FileType").asText()).isEqualTo("PDF");
        assertThat(document.path("ContentSize").asInt()).isEqualTo(3);
        assertThat(first("SELECT ShareType FROM ContentDocumentLink WHERE LinkedEntityId = '" + account + "'")
                        .path("ShareType")
                        .asText())
                .isEqualTo("V");

        create(
                "ContentVersion",
                "{\"PathOnClient\":\"Berth.pdf\",\"VersionData\":\"" + base64("three") + "\",\"ContentDocumentId\":\""
                        + document.path("Id").asText() + "\"}");

        JsonNode latest = first("SELECT VersionNumber, ContentSize FROM ContentVersion WHERE IsLatest = true");
        assertThat(latest.path("VersionNumber").asText()).isEqualTo("2");
        assertThat(first("SELECT ContentSize FROM ContentDocument")
                        .path("ContentSize")
                        .asInt())
                .isEqualTo(5);
    }

    @Test
    void an_order_adds_up_its_items() {
        String product = create("Product2", "{\"Name\":\"Rope\",\"IsActive\":true}");
        String book = create("Pricebook2", "{\"Name\":\"Book\",\"IsActive\":true}");
        String standard = queried("SELECT Id FROM Pricebook2 WHERE IsStandard = true")
                                .path("totalSize")
                                .asInt()
                        == 0
                ? book
                : first("SELECT Id FROM Pricebook2 WHERE IsStandard = true")
                        .path("Id")
                        .asText();
        String entry = create(
                "PricebookEntry",
                "{\"Pricebook2Id\":\"" + standard + "\",\"Product2Id\":\"" + product
                        + "\",\"UnitPrice\":2.5,\"IsActive\":true}");
        String order = create(
                "Order",
                "{\"AccountId\":\"" + account
                        + "\",\"EffectiveDate\":\"2026-11-24\",\"Status\":\"Draft\",\"Pricebook2Id\":\"" + standard
                        + "\"}");

        create(
                "OrderItem",
                "{\"OrderId\":\"" + order + "\",\"PricebookEntryId\":\"" + entry
                        + "\",\"Quantity\":4,\"UnitPrice\":2}");

        JsonNode read =
                first("SELECT OrderNumber, TotalAmount, StatusCode, (SELECT TotalPrice FROM OrderItems) FROM Order");
        assertThat(read.path("TotalAmount").asDouble()).isEqualTo(8);
        assertThat(read.path("OrderNumber").asText()).isEqualTo("00000001");
        assertThat(read.path("StatusCode").asText()).isEqualTo("Draft");
    }

    @Test
    void notes_contracts_assets_groups_and_their_like_can_be_made_and_read() {
        String contact = create("Contact", "{\"LastName\":\"Pilot\",\"AccountId\":\"" + account + "\"}");
        String opportunity =
                create("Opportunity", "{\"Name\":\"Deal\",\"StageName\":\"Prospecting\",\"CloseDate\":\"2026-12-01\"}");
        String aCase = create("Case", "{\"Subject\":\"Leak\"}");
        create("Note", "{\"ParentId\":\"" + account + "\",\"Title\":\"Log\",\"Body\":\"Calm\"}");
        create("Asset", "{\"Name\":\"Crane\",\"AccountId\":\"" + account + "\"}");
        create(
                "Contract",
                "{\"AccountId\":\"" + account
                        + "\",\"StartDate\":\"2026-01-31\",\"ContractTerm\":1,\"Status\":\"Draft\"}");
        create(
                "OpportunityContactRole",
                "{\"OpportunityId\":\"" + opportunity + "\",\"ContactId\":\"" + contact + "\",\"Role\":\"Evaluator\"}");
        create("AccountContactRole", "{\"AccountId\":\"" + account + "\",\"ContactId\":\"" + contact + "\"}");
        create("CaseComment", "{\"ParentId\":\"" + aCase + "\",\"CommentBody\":\"Found it\"}");
        create("EmailMessage", "{\"ParentId\":\"" + aCase + "\",\"Subject\":\"Hello\",\"Status\":\"3\"}");
        String group = create("Group", "{\"Name\":\"Crew\",\"DeveloperName\":\"Crew\",\"Type\":\"Queue\"}");
        create("QueueSobject", "{\"QueueId\":\"" + group + "\",\"SobjectType\":\"Case\"}");
        create(
                "GroupMember",
                "{\"GroupId\":\"" + group + "\",\"UserOrGroupId\":\""
                        + org.readyApp().userId() + "\"}");
        String folder = create(
                "Folder",
                "{\"Name\":\"Charts\",\"DeveloperName\":\"Charts\",\"AccessType\":\"Public\",\"Type\":\"Document\"}");
        create("Document", "{\"Name\":\"Map\",\"FolderId\":\"" + folder + "\",\"Body\":\"" + base64("x") + "\"}");

        assertThat(first("SELECT EndDate, ContractNumber FROM Contract")
                        .path("EndDate")
                        .asText())
                .isEqualTo("2026-02-27");
        assertThat(first("SELECT (SELECT Title FROM Notes), (SELECT Name FROM Assets) FROM Account WHERE Id = '"
                                + account + "'")
                        .findValuesAsText("Title"))
                .containsExactly("Log");
        assertThat(first("SELECT Queue.Name FROM QueueSobject")
                        .at("/Queue/Name")
                        .asText())
                .isEqualTo("Crew");
        assertThat(first("SELECT Contact.Name FROM OpportunityContactRole")
                        .at("/Contact/Name")
                        .asText())
                .isEqualTo("Pilot");
        assertThat(first("SELECT Parent.CaseNumber FROM CaseComment")
                        .path("Parent")
                        .isObject())
                .isTrue();
        assertThat(first("SELECT Folder.Name, BodyLength FROM Document")
                        .path("BodyLength")
                        .asInt())
                .isEqualTo(1);
    }

    @Test
    void a_queue_owns_records_of_its_objects_and_of_no_others() {
        String queue = create("Group", "{\"Name\":\"Night Watch\",\"Type\":\"Queue\",\"Email\":\"watch@x.example\"}");
        create("QueueSobject", "{\"QueueId\":\"" + queue + "\",\"SobjectType\":\"Case\"}");

        create("Case", "{\"Subject\":\"Leak\",\"OwnerId\":\"" + queue + "\"}");

        JsonNode owner = first("SELECT Owner.Name, Owner.Type, Owner.Email, Owner.Alias, Owner.Profile.Name FROM Case"
                        + " WHERE Owner.Type = 'Group'")
                .path("Owner");
        assertThat(owner.path("Name").asText()).isEqualTo("Night Watch");
        assertThat(owner.path("Type").asText()).isEqualTo("Group");
        assertThat(owner.path("Email").asText()).isEqualTo("watch@x.example");
        assertThat(owner.path("Alias").isNull()).isTrue();
        assertThat(owner.path("Profile").isNull()).isTrue();
        assertThat(refused("Lead", "{\"LastName\":\"Pilot\",\"Company\":\"Harbour\",\"OwnerId\":\"" + queue + "\"}"))
                .contains("FIELD_INTEGRITY_EXCEPTION", "Queue not associated with this SObject type");
        assertThat(refused("Account", "{\"Name\":\"Mole\",\"OwnerId\":\"" + queue + "\"}"))
                .contains("FIELD_INTEGRITY_EXCEPTION", "id value of incorrect type");
    }

    private String refused(String type, String json) {
        Answer answer = client.post(ROOT + "/sobjects/" + type, token, json);
        assertThat(answer.status()).isEqualTo(400);
        return answer.text();
    }

    private String create(String type, String json) {
        Answer answer = client.post(ROOT + "/sobjects/" + type, token, json);
        assertThat(answer.status()).as(type + " " + answer.text()).isEqualTo(201);
        return answer.json().path("id").asText();
    }

    private JsonNode first(String soql) {
        return queried(soql).path("records").path(0);
    }

    private JsonNode queried(String soql) {
        Answer answer = client.get(ROOT + "/query?q=" + OrgClient.encode(soql), token);
        assertThat(answer.status()).as(soql + " " + answer.text()).isEqualTo(200);
        return answer.json();
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
