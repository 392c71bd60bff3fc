package dev.sallyport.org;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sallyport.org.OrgClient.Answer;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What single records answer to requests that are about one record only if nothing else is true. */
class RecordRequestsTest {
    private static final String ROOT = "/services/data/v68.0";

    @RegisterExtension
    static final RestOrg ORG = new RestOrg(0);

    @ParameterizedTest
    @ValueSource(strings = {"GET", "HEAD", "DELETE"})
    void an_external_id_of_several_records_answers_with_all_of_them_and_does_nothing(String method) {
        String email = method.toLowerCase(java.util.Locale.ROOT) + "@two.example";
        String one = contact("One", email);
        String two = contact("Two", email);

        Answer answer = send(method, "/sobjects/Contact/Email/" + email);

        assertThat(answer.status()).isEqualTo(300);
        if (!method.equals("HEAD")) {
            assertThat(answer.json().valueStream().map(JsonNode::asText))
                    .containsExactlyInAnyOrder(ROOT + "/sobjects/Contact/" + one, ROOT + "/sobjects/Contact/" + two);
        }
        assertThat(get("/sobjects/Contact/" + one).status()).isEqualTo(200);
        assertThat(get("/sobjects/Contact/" + two).status()).isEqualTo(200);
    }

    @Test
    void head_answers_what_get_does_without_the_body() {
        String account = account("Head");

        Answer there = send("HEAD", "/sobjects/Account/" + account);

        assertThat(there.status()).isEqualTo(200);
        assertThat(there.text()).isEmpty();
        assertThat(there.header("ETag"))
                .isNotEmpty()
                .isEqualTo(get("/sobjects/Account/" + account).header("ETag"));
        assertThat(send("HEAD", "/sobjects/Account/001Lo000000zzzz").status()).isEqualTo(404);
        assertThat(send("HEAD", "/sobjects/Account/describe").status()).isEqualTo(200);
    }

    @Test
    void an_account_is_read_and_changed_only_where_its_entity_tag_is_listed() {
        String account = "/sobjects/Account/" + account("Tagged");
        String tag = get(account).header("ETag");

        assertThat(get(account, "If-Match", "\"other\"").status()).isEqualTo(412);
        assertThat(get(account, "If-Match", "\"other\", " + tag).status()).isEqualTo(200);
        assertThat(get(account, "If-None-Match", "\"other\"," + tag).status()).isEqualTo(304);
        assertThat(get(account + "?fields=Name", "If-None-Match", tag).status()).isEqualTo(304);
        assertThat(get(account, "If-None-Match", "\"other\"").status()).isEqualTo(200);
        assertThat(patch(account, "If-Match", "\"other\"").status()).isEqualTo(412);
        assertThat(patch(account, "If-None-Match", tag).status()).isEqualTo(412);
        assertThat(patch(account, "If-Match", "no tag").refusal()).startsWith("INVALID_HEADER: ");
        Answer changed = patch(account, "If-Match", tag);
        assertThat(changed.status()).isEqualTo(204);
        assertThat(changed.header("ETag"))
                .isNotEqualTo(tag)
                .isEqualTo(get(account).header("ETag"));
        assertThat(patch(account, "If-Match", tag).status()).isEqualTo(412);
    }

    @Test
    void no_other_record_than_an_account_has_an_entity_tag() {
        String contact = "/sobjects/Contact/" + contact("Untagged", "untagged@one.example");

        assertThat(get(contact).header("ETag")).isEmpty();
        assertThat(get(contact, "If-Match", "\"other\"").status()).isEqualTo(200);
    }

    @Test
    void a_record_of_which_few_fields_are_wanted_has_changed_no_less() {
        String contact = "/sobjects/Contact/" + contact("Few", "few@one.example");
        String modified = get(contact).header("Last-Modified");

        Answer unchanged = get(contact + "?fields=LastName", "If-Modified-Since", modified);

        assertThat(unchanged.status()).isEqualTo(304);
        assertThat(get(contact + "?fields=LastName").header("Last-Modified")).isEqualTo(modified);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Wed, 01 Jan 2020 00:00:00 GMT",
                "Wed, 1 Jan 2020 00:00:00 GMT",
                "Tue, 31 Dec 2019 16:00:00 PST",
                "Wed, 01 Jan 2020 01:00:00 +0100"
            })
    void a_date_in_a_header_may_have_any_zone(String date) {
        String contact = "/sobjects/Contact/" + contact("Zone", "zone@one.example");

        assertThat(get(contact, "If-Modified-Since", date).status()).isEqualTo(200);
        assertThat(get(contact, "If-Unmodified-Since", date).status()).isEqualTo(412);
        assertThat(get("/sobjects/Contact/describe", "If-Modified-Since", date).status())
                .isEqualTo(200);
        assertThat(get(contact, "If-Modified-Since", "yesterday").refusal()).startsWith("INVALID_HEADER: ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Id FROM Contact WHERE Id != null OR LastName",
                "(SELECT Id FROM Contacts)",
                "FIELDS(ALL)",
                "Name Id",
                "Name,",
                "Account..Name"
            })
    void what_is_asked_for_by_fields_is_names_and_nothing_else(String fields) {
        String account = account("Pasted");
        String asked = "fields=" + OrgClient.encode(fields);

        for (String path : List.of(
                "/sobjects/Account/" + account + "?",
                "/sobjects/Account/" + account + "/Contacts?",
                "/composite/sobjects/Account?ids=" + account + "&")) {
            Answer answer = get(path + asked);
            assertThat(answer.status()).as(path).isEqualTo(400);
            assertThat(answer.refusal()).as(path).startsWith("INVALID_FIELD: No such column '");
        }
        assertThat(ORG.client()
                        .post(
                                ROOT + "/composite/sobjects/Account",
                                ORG.token(),
                                "{\"ids\":[\"" + account + "\"],\"fields\":[\"" + fields + "\"]}")
                        .refusal())
                .startsWith("INVALID_FIELD: ");
        assertThat(get("/sobjects/Account/" + account + "?fields=Owner.Name,Name")
                        .json()
                        .path("Owner")
                        .path("Name")
                        .asText())
                .isNotEmpty();
    }

    @Test
    void an_error_about_a_record_lists_its_fields_if_there_are_none_and_another_has_no_list() {
        account("{\"Name\":\"U\",\"External_Id__c\":\"F-1\"}", 201);

        JsonNode duplicate = account("{\"Name\":\"U\",\"External_Id__c\":\"F-1\"}", 400);
        JsonNode missing = account("{}", 400);
        JsonNode malformed = account("{", 400);

        assertThat(duplicate.path(0).path("errorCode").asText()).isEqualTo("DUPLICATE_VALUE");
        assertThat(duplicate.path(0).path("fields").isArray()).isTrue();
        assertThat(missing.path(0).path("fields")).hasSize(1);
        assertThat(malformed.path(0).has("fields")).isFalse();
    }

    @Test
    void a_request_without_a_body_is_told_so() {
        for (String path : List.of("/sobjects/Account", "/composite/sobjects", "/composite")) {
            assertThat(ORG.client().post(ROOT + path, ORG.token(), "").refusal())
                    .as(path)
                    .isEqualTo(
                            "JSON_PARSER_ERROR: The HTTP entity body is required, but this request has no entity body.");
        }
    }

    @Test
    void a_type_shows_the_records_of_its_that_were_viewed_last() {
        String lead = ORG.client()
                .post(ROOT + "/sobjects/Lead", ORG.token(), "{\"LastName\":\"Seen\",\"Company\":\"C\"}")
                .json()
                .path("id")
                .asText();
        String before = get("/sobjects/Lead").header("ETag");

        get("/query?q=" + OrgClient.encode("SELECT Name FROM Lead WHERE Id = '" + lead + "' FOR VIEW"));

        Answer after = get("/sobjects/Lead", "If-None-Match", before);
        assertThat(after.status()).isEqualTo(200);
        JsonNode recent = after.json().path("recentItems");
        assertThat(recent).hasSize(1);
        assertThat(recent.path(0).path("Id").asText()).isEqualTo(lead);
        assertThat(recent.path(0).path("Name").asText()).isEqualTo("Seen");
        assertThat(get("/sobjects/Lead", "If-None-Match", after.header("ETag")).status())
                .isEqualTo(304);
        assertThat(get("/sobjects/Lead", "If-Modified-Since", "Fri, 01 Jan 2100 00:00:00 GMT")
                        .status())
                .isEqualTo(200);
    }

    @Test
    void a_blob_is_created_and_updated_by_a_multipart_body() {
        String parent = account("Parent of a blob");
        String created = multipart("POST", "/sobjects/Attachment", """
                {"ParentId": "%s", "Name": "a.txt"}""".formatted(parent), "Body", "first")
                .json()
                .path("id")
                .asText();
        assertThat(get("/sobjects/Attachment/" + created + "/Body").text()).isEqualTo("first");

        Answer updated = multipart(
                "PATCH", "/sobjects/Attachment/" + created, "{\"Description\": \"changed\"}", "Body", "second");

        assertThat(updated.status()).as(updated.text()).isEqualTo(204);
        assertThat(get("/sobjects/Attachment/" + created + "/Body").text()).isEqualTo("second");
        assertThat(get("/sobjects/Attachment/" + created)
                        .json()
                        .path("Description")
                        .asText())
                .isEqualTo("changed");
    }

    @Test
    void blobs_are_sent_by_collections_in_the_parts_that_records_name() {
        String parent = account("Parent of blobs");
        String collection = """
                {"records": [
                  {"attributes": {"type": "Attachment", "binaryPartName": "part1", "binaryPartNameAlias": "Body"},
                   "ParentId": "%s", "Name": "one.txt"}]}""".formatted(parent);

        JsonNode results = multipart("POST", "/composite/sobjects", collection, "part1", "collected")
                .json();

        String id = results.path(0).path("id").asText();
        assertThat(get("/sobjects/Attachment/" + id + "/Body").text()).isEqualTo("collected");
        assertThat(multipart("POST", "/composite/sobjects", collection, "part2", "lost")
                        .refusal())
                .startsWith("INVALID_MULTIPART_REQUEST: ")
                .contains("part1");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            "7"   | true
            7     | true
            7.0   | true
            "abc" | false
            true  | false
            8     | false
            """)
    void a_parents_external_id_is_read_as_a_value_of_its_field(String value, boolean found) {
        numberedDock();

        Answer answer = ORG.client().post(ROOT + "/composite/sobjects", ORG.token(), """
                {"records": [
                  {"attributes": {"type": "Boat__c"}, "Name": "First"},
                  {"attributes": {"type": "Boat__c"}, "Name": "Second", "Dock__r": {"Number__c": %s}}]}""".formatted(value));

        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        assertThat(answer.json().path(0).path("success").asBoolean()).isTrue();
        assertThat(answer.json().path(1).path("success").asBoolean())
                .as(answer.text())
                .isEqualTo(found);
    }

    private static void numberedDock() {
        String session = ORG.client().administratorSession();
        if (ORG.client().get("/setup/api/objects/Dock__c", session).status() == 200) {
            return;
        }
        String object = """
                {"fullName": "%s__c", "label": "%s", "pluralLabel": "%ss", "deploymentStatus": "Deployed",
                 "sharingModel": "ReadWrite", "nameField": {"type": "Text", "label": "Name"}, "fields": [%s]}""";
        String number =
                "{\"fullName\":\"Number__c\",\"label\":\"Number\",\"type\":\"Number\",\"precision\":9,\"scale\":0,"
                        + "\"externalId\":true,\"unique\":true}";
        String dock = "{\"fullName\":\"Dock__c\",\"label\":\"Dock\",\"type\":\"Lookup\",\"referenceTo\":\"Dock__c\","
                + "\"relationshipName\":\"Boats\"}";
        for (String made : List.of(
                object.formatted("Dock", "Dock", "Dock", number), object.formatted("Boat", "Boat", "Boat", dock))) {
            Answer answer = ORG.client().post("/setup/api/objects", session, made);
            assertThat(answer.status()).as(answer.text()).isEqualTo(201);
        }
        Answer created = ORG.client().post(ROOT + "/sobjects/Dock__c", ORG.token(), "{\"Name\":\"D\",\"Number__c\":7}");
        assertThat(created.status()).as(created.text()).isEqualTo(201);
    }

    private static Answer multipart(String method, String path, String json, String part, String bytes) {
        String body = "--B\r\nContent-Disposition: form-data; name=\"entity\"\r\nContent-Type: application/json\r\n\r\n"
                + json + "\r\n--B\r\nContent-Disposition: form-data; name=\"" + part + "\"; filename=\"file.txt\"\r\n"
                + "Content-Type: text/plain\r\n\r\n" + bytes + "\r\n--B--\r\n";
        return ORG.client()
                .send(ORG.client()
                        .request(ROOT + path)
                        .header("Authorization", "Bearer " + ORG.token())
                        .header("Content-Type", "multipart/form-data; boundary=\"B\"")
                        .method(method, BodyPublishers.ofString(body)));
    }

    private static Answer send(String method, String path) {
        return ORG.client()
                .send(ORG.client()
                        .request(ROOT + path)
                        .header("Authorization", "Bearer " + ORG.token())
                        .method(method, BodyPublishers.noBody()));
    }

    private static Answer get(String path, String header, String value) {
        return ORG.client()
                .send(ORG.client()
                        .request(ROOT + path)
                        .header("Authorization", "Bearer " + ORG.token())
                        .header(header, value));
    }

    private static Answer patch(String path, String header, String value) {
        return ORG.client()
                .send(ORG.client()
                        .request(ROOT + path)
                        .header("Authorization", "Bearer " + ORG.token())
                        .header("Content-Type", "application/json")
                        .header(header, value)
                        .method("PATCH", BodyPublishers.ofString("{\"Phone\":\"1\"}")));
    }

    private static Answer get(String path) {
        return ORG.client().get(ROOT + path, ORG.token());
    }

    private static String account(String name) {
        return account("{\"Name\":\"" + name + "\"}", 201).path("id").asText();
    }

    private static JsonNode account(String json, int status) {
        Answer answer = ORG.client().post(ROOT + "/sobjects/Account", ORG.token(), json);
        assertThat(answer.status()).as(answer.text()).isEqualTo(status);
        return answer.json();
    }

    private static String contact(String name, String email) {
        Answer answer = ORG.client()
                .post(
                        ROOT + "/sobjects/Contact",
                        ORG.token(),
                        "{\"LastName\":\"" + name + "\",\"Email\":\"" + email + "\"}");
        assertThat(answer.status()).as(answer.text()).isEqualTo(201);
        return answer.json().path("id").asText();
    }
}
