package dev.sallyport.org;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sallyport.org.OrgClient.Answer;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RecordsTest {
    private static final String ROOT = "/services/data/v68.0";

    @RegisterExtension
    static final RestOrg ORG = new RestOrg(300);

    @Test
    void a_created_record_reads_back_with_defaults_and_system_fields() {
        Answer created = post("/sobjects/Lead", "{\"LastName\":\"Doe\",\"Company\":\"Doe Works\"}");

        assertThat(created.status()).isEqualTo(201);
        assertThat(created.json().path("success").asBoolean()).isTrue();
        assertThat(created.json().path("errors")).isEmpty();
        String id = created.json().path("id").asText();
        assertThat(created.header("Location")).isEqualTo(ROOT + "/sobjects/Lead/" + id);
        JsonNode lead = get("/sobjects/Lead/" + id).json();
        assertThat(lead.path("attributes").path("url").asText()).isEqualTo(ROOT + "/sobjects/Lead/" + id);
        assertThat(lead.path("Name").asText()).isEqualTo("Doe");
        assertThat(lead.path("Status").asText()).isEqualTo("Open - Not Contacted");
        assertThat(lead.path("IsConverted").asBoolean()).isFalse();
        assertThat(lead.path("OwnerId").asText())
                .isEqualTo(lead.path("CreatedById").asText())
                .startsWith("005");
        assertThat(lead.path("CreatedDate").asText())
                .isEqualTo(lead.path("SystemModstamp").asText())
                .endsWith(".000+0000");
    }

    @Test
    void only_the_fields_asked_for_are_read() {
        String id = account("Fields");

        JsonNode account =
                get("/sobjects/Account/" + id + "?fields=Name,Industry").json();

        assertThat(account.properties()).hasSize(3);
        assertThat(account.path("Industry").isNull()).isTrue();
        assertThat(get("/sobjects/Account/" + id + "?fields=Nmae").refusal())
                .startsWith("INVALID_FIELD: ")
                .contains("No such column 'Nmae' on entity 'Account'");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            Account     | {"Industry":"Energy"}                          | REQUIRED_FIELD_MISSING: Required fields are missing: [Name]
            Account     | {"Name":"  "}                                  | REQUIRED_FIELD_MISSING: Required fields are missing: [Name]
            Lead        | {}                                             | REQUIRED_FIELD_MISSING: Required fields are missing: [LastName, Company]
            Account     | {"Name":"A","Nmae":"B"}                        | INVALID_FIELD: No such column 'Nmae' on sobject of type Account
            Account     | {"Name":"A","CreatedById":"005Lo0000000001AAA"}| INVALID_FIELD_FOR_INSERT_UPDATE: Unable to create/update fields: CreatedById. Please check the security settings of this field and verify that it is read/write for your profile or permission set.
            Account     | {"Name":"A","Id":"001Lo0000000001AAA"}         | INVALID_FIELD_FOR_INSERT_UPDATE: cannot specify Id in an insert call
            Contact     | {"LastName":"A","Email":"nobody"}              | INVALID_EMAIL_ADDRESS: Email: invalid email address: nobody
            Contact     | {"LastName":"A","AccountId":"banana"}          | MALFORMED_ID: Account ID: id value of incorrect type: banana
            Contact     | {"LastName":"A","AccountId":"001Lo000000zzzz"} | INVALID_CROSS_REFERENCE_KEY: invalid cross reference id
            Account     | {"Name":"A","NumberOfEmployees":"many"}        | JSON_PARSER_ERROR: Cannot deserialize instance of int from VALUE_STRING value many or request may be missing a required field at [line:1, column:33]
            Account     | {"Name":5}                                     | JSON_PARSER_ERROR: Cannot deserialize instance of string from VALUE_NUMBER_INT value 5 or request may be missing a required field at [line:1, column:9]
            Account     | {"Name":"A","AnnualRevenue":1e30}              | NUMBER_OUTSIDE_VALID_RANGE: Annual Revenue: value outside of valid range on numeric field: 1.0E30
            Opportunity | {"Name":"A","StageName":"Prospecting","CloseDate":"soon"} | JSON_PARSER_ERROR: Cannot deserialize instance of date from VALUE_STRING value soon or request may be missing a required field at [line:1, column:51]
            Profile     | {"Name":"A"}                                   | CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY: entity type cannot be inserted: Profile
            """)
    void a_bad_record_is_refused_in_salesforces_words(String type, String json, String refusal) {
        Answer answer = post("/sobjects/" + type, json);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.refusal()).isEqualTo(refusal);
    }

    @Test
    void a_reference_to_a_record_of_another_type_is_refused() {
        String contact = id(post("/sobjects/Contact", "{\"LastName\":\"Other\"}"));

        Answer answer = post("/sobjects/Contact", "{\"LastName\":\"A\",\"AccountId\":\"" + contact + "\"}");

        assertThat(answer.refusal())
                .isEqualTo("FIELD_INTEGRITY_EXCEPTION: Account ID: id value of incorrect type: " + contact);
        assertThat(answer.json().path(0).path("fields").path(0).asText()).isEqualTo("AccountId");
    }

    @Test
    void text_that_is_too_long_is_refused_with_its_maximum() {
        Answer answer = post("/sobjects/Contact", "{\"LastName\":\"" + "x".repeat(81) + "\"}");

        assertThat(answer.refusal())
                .isEqualTo("STRING_TOO_LONG: Last Name: data value too large: " + "x".repeat(81) + " (max length=80)");
        assertThat(answer.json().path(0).path("fields").path(0).asText()).isEqualTo("LastName");
    }

    @Test
    void malformed_json_is_refused_with_its_place() {
        Answer answer = post("/sobjects/Account", "{\"Name\": \"A\",, }");

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.refusal()).startsWith("JSON_PARSER_ERROR: ").contains("[line:1, column:");
    }

    @Test
    void an_update_changes_what_it_names_and_nothing_else() {
        String id = id(post("/sobjects/Account", "{\"Name\":\"Before\",\"Industry\":\"Energy\",\"Phone\":\"1\"}"));

        Answer answer = ORG.client()
                .patch(ROOT + "/sobjects/Account/" + id, ORG.token(), "{\"Name\":\"After\",\"Phone\":null}");

        assertThat(answer.status()).isEqualTo(204);
        assertThat(answer.text()).isEmpty();
        JsonNode account = get("/sobjects/Account/" + id).json();
        assertThat(account.path("Name").asText()).isEqualTo("After");
        assertThat(account.path("Industry").asText()).isEqualTo("Energy");
        assertThat(account.path("Phone").isNull()).isTrue();
        assertThat(ORG.client()
                        .patch(ROOT + "/sobjects/Account/" + id, ORG.token(), "{\"Name\":null}")
                        .refusal())
                .isEqualTo("REQUIRED_FIELD_MISSING: Required fields are missing: [Name]");
        assertThat(ORG.client()
                        .patch(ROOT + "/sobjects/Account/" + id, ORG.token(), "{\"Id\":\"" + id + "\"}")
                        .refusal())
                .isEqualTo("INVALID_FIELD: The Id field should not be specified in the sobject data.");
    }

    @Test
    void a_deleted_record_is_gone_with_its_details_and_seen_by_queryAll() {
        String account = account("To delete");
        String contact = id(post("/sobjects/Contact", "{\"LastName\":\"Detail\",\"AccountId\":\"" + account + "\"}"));

        Answer deleted = delete("/sobjects/Account/" + account);

        assertThat(deleted.status()).isEqualTo(204);
        for (Answer answer : List.of(
                get("/sobjects/Account/" + account),
                get("/sobjects/Contact/" + contact),
                delete("/sobjects/Account/" + account))) {
            assertThat(answer.status()).isEqualTo(404);
            assertThat(answer.refusal()).isEqualTo("ENTITY_IS_DELETED: entity is deleted");
        }
        assertThat(query("query", "SELECT Id FROM Account WHERE Id = '" + account + "'")
                        .path("totalSize")
                        .asInt())
                .isZero();
        assertThat(query("queryAll", "SELECT IsDeleted FROM Account WHERE Id = '" + account + "'")
                        .path("records")
                        .path(0)
                        .path("IsDeleted")
                        .asBoolean())
                .isTrue();
    }

    @Test
    void records_that_are_not_there_are_not_found() {
        assertThat(get("/sobjects/Account/001Lo000000zzzz").refusal())
                .isEqualTo("NOT_FOUND: The requested resource does not exist");
        assertThat(get("/sobjects/Account/nonsense").refusal())
                .isEqualTo("NOT_FOUND: Provided external ID field does not exist or is not accessible: nonsense");
        assertThat(get("/sobjects/Nothing/001Lo000000zzzz").status()).isEqualTo(404);
        assertThat(post("/sobjects/Nothing", "{}").status()).isEqualTo(404);
    }

    @Test
    void an_upsert_by_external_id_creates_once_and_then_updates() {
        Answer first =
                ORG.client().patch(ROOT + "/sobjects/Account/External_Id__c/U-1", ORG.token(), "{\"Name\":\"One\"}");
        Answer second =
                ORG.client().patch(ROOT + "/sobjects/Account/External_Id__c/u-1", ORG.token(), "{\"Name\":\"Two\"}");

        assertThat(first.status()).isEqualTo(201);
        assertThat(first.json().path("created").asBoolean()).isTrue();
        assertThat(second.status()).isEqualTo(200);
        assertThat(second.json().path("created").asBoolean(true)).isFalse();
        assertThat(second.json().path("id")).isEqualTo(first.json().path("id"));
        assertThat(get("/sobjects/Account/External_Id__c/U-1")
                        .json()
                        .path("Name")
                        .asText())
                .isEqualTo("Two");
        assertThat(delete("/sobjects/Account/External_Id__c/U-1").status()).isEqualTo(204);
    }

    @Test
    void a_unique_value_is_taken_once_and_free_again_after_a_delete() {
        String id = id(post("/sobjects/Account", "{\"Name\":\"A\",\"External_Id__c\":\"Q-1\"}"));

        Answer duplicate = post("/sobjects/Account", "{\"Name\":\"B\",\"External_Id__c\":\"q-1\"}");

        assertThat(duplicate.refusal())
                .isEqualTo("DUPLICATE_VALUE: duplicate value found: External_Id__c duplicates value on record with id: "
                        + id.substring(0, 15));
        delete("/sobjects/Account/" + id);
        assertThat(post("/sobjects/Account", "{\"Name\":\"B\",\"External_Id__c\":\"q-1\"}")
                        .status())
                .isEqualTo(201);
    }

    @Test
    void a_parent_is_found_by_its_external_id() {
        String account = id(post("/sobjects/Account", "{\"Name\":\"P\",\"External_Id__c\":\"P-1\"}"));

        String contact = id(post("/sobjects/Contact", "{\"LastName\":\"C\",\"Account\":{\"External_Id__c\":\"P-1\"}}"));

        assertThat(get("/sobjects/Contact/" + contact).json().path("AccountId").asText())
                .isEqualTo(account);
        assertThat(post("/sobjects/Contact", "{\"LastName\":\"C\",\"Account\":{\"External_Id__c\":\"P-9\"}}")
                        .refusal())
                .isEqualTo(
                        "INVALID_FIELD: Foreign key external ID: P-9 not found for field External_Id__c in entity Account");
    }

    @Test
    void children_and_parents_are_reached_by_relationship() {
        String account = account("Family");
        String contact = id(post("/sobjects/Contact", "{\"LastName\":\"C\",\"AccountId\":\"" + account + "\"}"));

        assertThat(get("/sobjects/Account/" + account + "/Contacts?fields=LastName")
                        .json()
                        .path("records")
                        .path(0)
                        .path("LastName")
                        .asText())
                .isEqualTo("C");
        assertThat(get("/sobjects/Contact/" + contact + "/Account")
                        .json()
                        .path("Name")
                        .asText())
                .isEqualTo("Family");
        assertThat(get("/sobjects/Contact/" + contact + "/Nonsense").status()).isEqualTo(404);
    }

    @Test
    void an_account_cannot_be_its_own_ancestor() {
        String parent = account("Parent");
        String child = id(post("/sobjects/Account", "{\"Name\":\"Child\",\"ParentId\":\"" + parent + "\"}"));

        Answer answer = ORG.client()
                .patch(ROOT + "/sobjects/Account/" + parent, ORG.token(), "{\"ParentId\":\"" + child + "\"}");

        assertThat(answer.refusal()).startsWith("CIRCULAR_DEPENDENCY: ");
    }

    @Test
    void a_stage_sets_the_probability_and_a_closed_case_its_date() {
        String opportunity = id(post(
                "/sobjects/Opportunity",
                "{\"Name\":\"O\",\"StageName\":\"Negotiation/Review\",\"CloseDate\":\"2026-12-31\",\"Amount\":1000}"));
        String closed = id(post("/sobjects/Case", "{\"Subject\":\"S\",\"Status\":\"Closed\"}"));

        JsonNode stored = get("/sobjects/Opportunity/" + opportunity).json();
        assertThat(stored.path("Probability").asDouble()).isEqualTo(90);
        assertThat(stored.path("ExpectedRevenue").asDouble()).isEqualTo(900);
        JsonNode storedCase = get("/sobjects/Case/" + closed).json();
        assertThat(storedCase.path("ClosedDate").isNull()).isFalse();
        assertThat(storedCase.path("CaseNumber").asText()).matches("0000\\d{4}");
    }

    @Test
    void a_stale_update_is_refused_and_an_unchanged_record_not_sent_again() {
        String id = account("Conditional");
        String modified = get("/sobjects/Account/" + id).header("Last-Modified");

        Answer unchanged = ORG.client()
                .send(ORG.client()
                        .request(ROOT + "/sobjects/Account/" + id)
                        .header("Authorization", "Bearer " + ORG.token())
                        .header("If-Modified-Since", modified));
        Answer stale = ORG.client()
                .send(ORG.client()
                        .request(ROOT + "/sobjects/Account/" + id)
                        .header("Authorization", "Bearer " + ORG.token())
                        .header("If-Unmodified-Since", "Wed, 01 Jan 2020 00:00:00 GMT"));

        assertThat(unchanged.status()).isEqualTo(304);
        assertThat(stale.status()).isEqualTo(412);
    }

    @Test
    void changes_and_deletions_of_a_span_are_told() {
        String kept = account("Replicated");
        String gone = account("Replicated and deleted");
        delete("/sobjects/Account/" + gone);
        Instant now = Instant.now();
        String span = "?start=" + OrgClient.encode(now.minusSeconds(3600).toString()) + "&end="
                + OrgClient.encode(now.plusSeconds(3600).toString());

        JsonNode updated = get("/sobjects/Account/updated" + span).json();
        JsonNode deleted = get("/sobjects/Account/deleted" + span).json();

        assertThat(updated.path("ids").valueStream().map(JsonNode::asText))
                .contains(kept)
                .doesNotContain(gone);
        assertThat(updated.path("latestDateCovered").asText()).endsWith(":00.000+0000");
        assertThat(deleted.path("deletedRecords").valueStream().map(record -> record.path("id")
                        .asText()))
                .contains(gone)
                .doesNotContain(kept);
        assertThat(get("/sobjects/Account/updated?start=2026-01-02T00:00:00Z&end=2026-01-01T00:00:00Z")
                        .refusal())
                .isEqualTo("INVALID_REPLICATION_DATE: endDate before startDate");
        assertThat(get("/sobjects/Account/updated?start=2020-01-01T00:00:00Z&end=2026-01-01T00:00:00Z")
                        .refusal())
                .startsWith("INVALID_REPLICATION_DATE: startDate");
    }

    @Test
    void an_old_version_answers_an_upsert_that_updates_with_nothing() {
        ORG.client()
                .patch("/services/data/v45.0/sobjects/Account/External_Id__c/V-1", ORG.token(), "{\"Name\":\"One\"}");

        Answer updated = ORG.client()
                .patch("/services/data/v45.0/sobjects/Account/External_Id__c/V-1", ORG.token(), "{\"Name\":\"Two\"}");

        assertThat(updated.status()).isEqualTo(204);
    }

    @Test
    void what_a_query_views_is_recent() {
        String id = account("Viewed");
        query("query", "SELECT Name FROM Account WHERE Id = '" + id + "' FOR VIEW");

        JsonNode recent = get("/recent?limit=1").json();

        assertThat(recent).hasSize(1);
        assertThat(recent.path(0).path("Id").asText()).isEqualTo(id);
        assertThat(recent.path(0).path("attributes").path("type").asText()).isEqualTo("Account");
    }

    @Test
    void a_type_has_a_layout_and_a_list_view_whose_query_can_be_explained() {
        JsonNode layout =
                get("/sobjects/Account/describe/layouts").json().path("layouts").path(0);
        JsonNode view =
                get("/sobjects/Account/listviews").json().path("listviews").path(0);

        assertThat(layout.path("relatedLists").valueStream().map(list -> list.path("name")
                        .asText()))
                .contains("Contacts", "Opportunities");
        assertThat(get(view.path("resultsUrl").asText().substring(ROOT.length()))
                        .json()
                        .path("size")
                        .asInt())
                .isPositive();
        assertThat(get("/query?explain=" + view.path("id").asText())
                        .json()
                        .path("plans")
                        .path(0)
                        .path("sobjectType")
                        .asText())
                .isEqualTo("Account");
        assertThat(get("/tabs").json().valueStream().map(tab -> tab.path("sobjectName")
                        .asText()))
                .contains("Account")
                .doesNotContain("Organization");
    }

    @Test
    void records_are_counted() {
        int leads = query("query", "SELECT COUNT() FROM Lead").path("totalSize").asInt();

        JsonNode counts = get("/limits/recordCount?sObjects=Lead").json().path("sObjects");

        assertThat(counts).hasSize(1);
        assertThat(counts.path(0).path("count").asInt()).isEqualTo(leads);
    }

    private static Answer get(String path) {
        return ORG.client().get(ROOT + path, ORG.token());
    }

    private static Answer post(String path, String json) {
        return ORG.client().post(ROOT + path, ORG.token(), json);
    }

    private static Answer delete(String path) {
        return ORG.client()
                .send(ORG.client()
                        .request(ROOT + path)
                        .header("Authorization", "Bearer " + ORG.token())
                        .DELETE());
    }

    private static JsonNode query(String resource, String soql) {
        return get("/" + resource + "?q=" + OrgClient.encode(soql)).json();
    }

    private static String account(String name) {
        return id(post("/sobjects/Account", "{\"Name\":\"" + name + "\"}"));
    }

    private static String id(Answer answer) {
        assertThat(answer.status()).as(answer.text()).isEqualTo(201);
        return answer.json().path("id").asText();
    }
}
