package dev.sallyport.org;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sallyport.org.OrgClient.Answer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Several records or requests in one call. */
class CompositeTest {
    private static final String ROOT = "/services/data/v68.0";

    @RegisterExtension
    static final RestOrg ORG = new RestOrg(300);

    @Test
    void later_subrequests_use_the_answers_of_earlier_ones_and_all_cost_one_call() {
        long before = ORG.org().controls().apiCalls();

        Answer answer = post("/composite", """
                {"compositeRequest": [
                  {"method": "POST", "url": "/services/data/v68.0/sobjects/Account", "referenceId": "account",
                   "body": {"Name": "Composite"}},
                  {"method": "POST", "url": "/services/data/v68.0/sobjects/Contact", "referenceId": "contact",
                   "body": {"LastName": "Part", "AccountId": "@{account.id}"}},
                  {"method": "GET", "url": "/services/data/v68.0/query?q=SELECT Id, Account.Name FROM Contact WHERE Id = '@{contact.id}'",
                   "referenceId": "found"},
                  {"method": "GET", "url": "/services/data/v68.0/sobjects/Contact/@{found.records[0].Id}?fields=LastName",
                   "referenceId": "read"}]}
                """);

        assertThat(answer.status()).isEqualTo(200);
        JsonNode parts = answer.json().path("compositeResponse");
        assertThat(parts.path(0).path("httpStatusCode").asInt()).isEqualTo(201);
        assertThat(parts.path(0).path("httpHeaders").path("Location").asText())
                .startsWith("/services/data/v68.0/sobjects/Account/001");
        assertThat(parts.path(2)
                        .path("body")
                        .path("records")
                        .path(0)
                        .path("Account")
                        .path("Name")
                        .asText())
                .isEqualTo("Composite");
        assertThat(parts.path(3).path("body").path("LastName").asText()).isEqualTo("Part");
        assertThat(parts.path(3).path("referenceId").asText()).isEqualTo("read");
        assertThat(ORG.org().controls().apiCalls()).isEqualTo(before + 1);
    }

    @Test
    void with_all_or_none_a_failure_undoes_everything() {
        Answer answer = post("/composite", """
                {"allOrNone": true, "compositeRequest": [
                  {"method": "POST", "url": "/services/data/v68.0/sobjects/Account", "referenceId": "one",
                   "body": {"Name": "Undone by composite"}},
                  {"method": "POST", "url": "/services/data/v68.0/sobjects/Account", "referenceId": "two", "body": {}},
                  {"method": "POST", "url": "/services/data/v68.0/sobjects/Account", "referenceId": "three",
                   "body": {"Name": "Undone by composite"}}]}
                """);

        JsonNode parts = answer.json().path("compositeResponse");
        assertThat(parts.path(0).path("body").path(0).path("errorCode").asText())
                .isEqualTo("PROCESSING_HALTED");
        assertThat(parts.path(0).path("body").path(0).path("message").asText())
                .isEqualTo("The transaction was rolled back since another operation in the same transaction failed.");
        assertThat(parts.path(1).path("body").path(0).path("errorCode").asText())
                .isEqualTo("REQUIRED_FIELD_MISSING");
        assertThat(parts.path(2).path("httpStatusCode").asInt()).isEqualTo(400);
        assertThat(count("Account WHERE Name = 'Undone by composite'")).isZero();
    }

    @Test
    void without_it_each_subrequest_stands_alone_but_for_its_references() {
        Answer answer = post("/composite", """
                {"compositeRequest": [
                  {"method": "POST", "url": "/services/data/v68.0/sobjects/Account", "referenceId": "bad", "body": {}},
                  {"method": "POST", "url": "/services/data/v68.0/sobjects/Contact", "referenceId": "child",
                   "body": {"LastName": "Orphan", "AccountId": "@{bad.id}"}},
                  {"method": "POST", "url": "/services/data/v68.0/sobjects/Account", "referenceId": "good",
                   "body": {"Name": "Kept by composite"}}]}
                """);

        JsonNode parts = answer.json().path("compositeResponse");
        assertThat(parts.path(1).path("body").path(0).path("errorCode").asText())
                .isEqualTo("PROCESSING_HALTED");
        assertThat(parts.path(2).path("httpStatusCode").asInt()).isEqualTo(201);
        assertThat(count("Account WHERE Name = 'Kept by composite'")).isEqualTo(1);
    }

    @Test
    void a_composite_request_has_25_subrequests_at_most_and_5_queries_among_them() {
        assertThat(post("/composite", "{\"compositeRequest\":[" + parts(26, "limits") + "]}")
                        .refusal())
                .startsWith("LIMIT_EXCEEDED: ");
        assertThat(post("/composite", "{\"compositeRequest\":[" + parts(25, "limits") + "]}")
                        .status())
                .isEqualTo(200);
        assertThat(post(
                                "/composite",
                                "{\"compositeRequest\":[" + parts(6, "query?q=SELECT+Id+FROM+Account+LIMIT+1") + "]}")
                        .refusal())
                .startsWith("LIMIT_EXCEEDED: ");
    }

    @Test
    void each_graph_is_kept_or_undone_as_a_whole() {
        Answer answer = post("/composite/graph", """
                {"graphs": [
                  {"graphId": "1", "compositeRequest": [
                    {"method": "POST", "url": "/services/data/v68.0/sobjects/Account", "referenceId": "a",
                     "body": {"Name": "Graph"}}]},
                  {"graphId": "2", "compositeRequest": [
                    {"method": "POST", "url": "/services/data/v68.0/sobjects/Account", "referenceId": "a",
                     "body": {"Name": "Graph"}},
                    {"method": "POST", "url": "/services/data/v68.0/sobjects/Account", "referenceId": "b", "body": {}}]}]}
                """);

        assertThat(answer.json().path("graphs").path(0).path("isSuccessful").asBoolean())
                .isTrue();
        assertThat(answer.json().path("graphs").path(1).path("isSuccessful").asBoolean(true))
                .isFalse();
        assertThat(count("Account WHERE Name = 'Graph'")).isEqualTo(1);
    }

    @Test
    void a_batch_answers_each_request_and_halts_on_error_where_told() {
        String requests = """
                "batchRequests": [
                  {"method": "GET", "url": "v68.0/limits"},
                  {"method": "GET", "url": "v68.0/sobjects/Account/nonsense"},
                  {"method": "POST", "url": "v68.0/sobjects/Account", "richInput": {"Name": "Batch"}}]}
                """;

        JsonNode going = post("/composite/batch", "{" + requests).json();
        JsonNode halted =
                post("/composite/batch", "{\"haltOnError\": true, " + requests).json();

        assertThat(going.path("hasErrors").asBoolean()).isTrue();
        assertThat(going.path("results")
                        .path(0)
                        .path("result")
                        .path("DailyApiRequests")
                        .path("Max")
                        .asInt())
                .isEqualTo(100_000);
        assertThat(going.path("results").path(1).path("statusCode").asInt()).isEqualTo(404);
        assertThat(going.path("results").path(2).path("statusCode").asInt()).isEqualTo(201);
        assertThat(halted.path("results").path(2).path("statusCode").asInt()).isEqualTo(412);
        assertThat(halted.path("results")
                        .path(2)
                        .path("result")
                        .path(0)
                        .path("errorCode")
                        .asText())
                .isEqualTo("BATCH_PROCESSING_HALTED");
        assertThat(count("Account WHERE Name = 'Batch'")).isEqualTo(1);
    }

    @Test
    void a_tree_is_created_with_its_children() {
        Answer answer = post("/composite/tree/Account", """
                {"records": [{"attributes": {"type": "Account", "referenceId": "ref1"}, "Name": "Tree",
                  "Contacts": {"records": [
                    {"attributes": {"type": "Contact", "referenceId": "ref2"}, "LastName": "Leaf"}]}}]}
                """);

        assertThat(answer.status()).isEqualTo(201);
        assertThat(answer.json().path("hasErrors").asBoolean(true)).isFalse();
        assertThat(answer.json().path("results").path(0).path("referenceId").asText())
                .isEqualTo("ref1");
        assertThat(count("Contact WHERE LastName = 'Leaf' AND Account.Name = 'Tree'"))
                .isEqualTo(1);
    }

    @Test
    void a_tree_with_a_bad_leaf_leaves_nothing() {
        Answer answer = post("/composite/tree/Account", """
                {"records": [{"attributes": {"type": "Account", "referenceId": "ref1"}, "Name": "Felled tree",
                  "Contacts": {"records": [
                    {"attributes": {"type": "Contact", "referenceId": "ref2"}, "LastName": "L", "Email": "123"}]}}]}
                """);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.text())
                .isEqualTo("{\"hasErrors\":true,\"results\":[{\"referenceId\":\"ref2\",\"errors\":[{\"statusCode\":"
                        + "\"INVALID_EMAIL_ADDRESS\",\"message\":\"Email: invalid email address: 123\",\"fields\":"
                        + "[\"Email\"]}]}]}");
        assertThat(count("Account WHERE Name = 'Felled tree'")).isZero();
    }

    @Test
    void a_collection_reports_each_record_and_keeps_the_good_ones() {
        JsonNode results = post("/composite/sobjects", """
                {"records": [
                  {"attributes": {"type": "Account"}, "Name": "Collected"},
                  {"attributes": {"type": "Contact"}, "FirstName": "Nameless"}]}
                """).json();

        assertThat(results.path(0).path("success").asBoolean()).isTrue();
        assertThat(results.path(0).path("id").asText()).startsWith("001");
        assertThat(results.path(1).path("success").asBoolean(true)).isFalse();
        assertThat(results.path(1).path("errors").path(0).path("statusCode").asText())
                .isEqualTo("REQUIRED_FIELD_MISSING");
        assertThat(count("Account WHERE Name = 'Collected'")).isEqualTo(1);
    }

    @Test
    void all_or_none_of_a_collection_are_written() {
        JsonNode results = post("/composite/sobjects", """
                {"allOrNone": true, "records": [
                  {"attributes": {"type": "Account"}, "Name": "Not collected"},
                  {"attributes": {"type": "Contact"}, "FirstName": "Nameless"}]}
                """).json();

        assertThat(results.path(0).path("errors").path(0).path("statusCode").asText())
                .isEqualTo("ALL_OR_NONE_OPERATION_ROLLED_BACK");
        assertThat(count("Account WHERE Name = 'Not collected'")).isZero();
    }

    @Test
    void collections_are_updated_upserted_read_and_deleted() {
        JsonNode created = ORG.client()
                .patch(ROOT + "/composite/sobjects/Account/External_Id__c", ORG.token(), """
                {"records": [
                  {"attributes": {"type": "Account"}, "External_Id__c": "C-1", "Name": "C1"},
                  {"attributes": {"type": "Account"}, "External_Id__c": "C-2", "Name": "C2"}]}
                """)
                .json();
        String one = created.path(0).path("id").asText();
        String two = created.path(1).path("id").asText();

        assertThat(created.path(0).path("created").asBoolean()).isTrue();
        JsonNode updated = ORG.client()
                .patch(
                        ROOT + "/composite/sobjects",
                        ORG.token(),
                        "{\"records\":[{\"attributes\":{\"type\":\"Account\"},\"id\":\"" + one
                                + "\",\"Name\":\"C1b\"},{\"attributes\":{\"type\":\"Account\"},\"Name\":\"?\"}]}")
                .json();
        assertThat(updated.path(0).path("success").asBoolean()).isTrue();
        assertThat(updated.path(1).path("errors").path(0).path("statusCode").asText())
                .isEqualTo("MISSING_ARGUMENT");
        JsonNode read = ORG.client()
                .get(
                        ROOT + "/composite/sobjects/Account?ids=" + two + ",001Lo000000zzzz," + one + "&fields=Name",
                        ORG.token())
                .json();
        assertThat(read.path(0).path("Name").asText()).isEqualTo("C2");
        assertThat(read.path(1).isNull()).isTrue();
        assertThat(read.path(2).path("Name").asText()).isEqualTo("C1b");
        JsonNode deleted = ORG.client()
                .send(ORG.client()
                        .request(ROOT + "/composite/sobjects?ids=" + one + "," + two)
                        .header("Authorization", "Bearer " + ORG.token())
                        .DELETE())
                .json();
        assertThat(deleted).hasSize(2).allMatch(result -> result.path("success").asBoolean());
    }

    @Test
    void a_collection_has_200_records_at_most() {
        String records = IntStream.range(0, 201)
                .mapToObj(i -> "{\"attributes\":{\"type\":\"Account\"},\"Name\":\"Many\"}")
                .collect(Collectors.joining(","));

        assertThat(post("/composite/sobjects", "{\"records\":[" + records + "]}")
                        .refusal())
                .isEqualTo(
                        "EXCEEDED_ID_LIMIT: record limit reached. cannot submit more than 200 records into this call");
        assertThat(count("Account WHERE Name = 'Many'")).isZero();
    }

    private static String parts(int count, String resource) {
        return IntStream.range(0, count)
                .mapToObj(i -> "{\"method\":\"GET\",\"url\":\"/services/data/v68.0/" + resource
                        + "\",\"referenceId\":\"r" + i + "\"}")
                .collect(Collectors.joining(","));
    }

    private static Answer post(String path, String json) {
        return ORG.client().post(ROOT + path, ORG.token(), json);
    }

    private static int count(String from) {
        return ORG.client()
                .get(ROOT + "/query?q=" + OrgClient.encode("SELECT COUNT() FROM " + from), ORG.token())
                .json()
                .path("totalSize")
                .asInt();
    }
}
