package dev.sallyport.org;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sallyport.org.OrgClient.Answer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What composite requests refuse, and that they refuse it before anything is written. */
class CompositeLimitsTest {
    private static final String ROOT = "/services/data/v68.0";

    @RegisterExtension
    static final RestOrg ORG = new RestOrg(0);

    @ParameterizedTest
    @CsvSource({
        "GET, query?q=SELECT+Id+FROM+Account",
        "GET, limits",
        "GET, sobjects/Account",
        "GET, sobjects/Account/describe",
        "GET, sobjects/Account/describe/layouts",
        "POST, sobjects/Account/001Lo0000000001AAA",
        "GET, sobjects/Account/001Lo0000000001AAA/Contacts",
        "POST, composite/sobjects"
    })
    void a_graph_asks_for_nothing_but_records(String method, String resource) {
        JsonNode graphs = post("/composite/graph", graphs(graph("g", account("refused"), node(method, resource, "no"))))
                .json()
                .path("graphs");

        assertThat(graphs.path(0).path("isSuccessful").asBoolean(true)).isFalse();
        JsonNode nodes = graphs.path(0).path("graphResponse").path("compositeResponse");
        assertThat(nodes.path(0).at("/body/0/errorCode").asText()).isEqualTo("PROCESSING_HALTED");
        assertThat(nodes.path(1).at("/body/0/errorCode").asText()).isEqualTo("INVALID_INPUT");
        assertThat(count("refused")).isZero();
    }

    @Test
    void a_graph_creates_reads_changes_and_deletes_records_by_id_and_external_id() {
        JsonNode graphs = post(
                        "/composite/graph",
                        graphs(
                                graph(
                                        "g",
                                        account("made"),
                                        node("PATCH", "sobjects/Account/@{made.id}", "changed"),
                                        node("GET", "sobjects/Account/@{made.id}?fields=Name", "read"),
                                        node("PATCH", "sobjects/Account/External_Id__c/G-1", "upserted"),
                                        node("DELETE", "sobjects/Account/External_Id__c/G-1", "deleted"),
                                        "{\"method\":\"POST\",\"url\":\"" + ROOT
                                                + "/sobjects/Contact/\",\"referenceId\":\"slash\",\"body\":{\"LastName\":\"S\"}}")))
                .json()
                .path("graphs");

        assertThat(graphs.path(0).path("isSuccessful").asBoolean())
                .as(graphs.toString())
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "_g", "-1"})
    void the_id_of_a_graph_begins_with_a_letter_or_digit(String id) {
        Answer answer = post("/composite/graph", graphs(graph("first", account("badId")), graph(id, account("badId"))));

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.refusal()).startsWith("INVALID_INPUT: Each graph must have a graphId");
        assertThat(count("badId")).isZero();
    }

    @Test
    void a_request_with_a_bad_graph_writes_none_of_the_others() {
        String good = graph("g1", account("before"));

        Answer twice = post("/composite/graph", graphs(good, good));
        Answer empty = post("/composite/graph", graphs(good, graph("g2")));
        Answer none = post("/composite/graph", graphs());

        assertThat(twice.refusal()).isEqualTo("INVALID_INPUT: Duplicate graphId provided in the request: g1");
        assertThat(empty.refusal()).startsWith("INVALID_INPUT: ");
        assertThat(none.refusal()).startsWith("INVALID_INPUT: ");
        assertThat(count("before")).isZero();
    }

    @Test
    void the_graphs_of_a_request_have_five_hundred_nodes_together() {
        String[] many = numbered(251, i -> node("GET", "sobjects/Account/001Lo0000000001AAA", "n" + i));

        Answer answer = post("/composite/graph", graphs(graph("a", many), graph("b", many)));

        assertThat(answer.refusal()).isEqualTo("LIMIT_EXCEEDED: The request has 502 nodes, more than 500.");
    }

    @Test
    void a_graph_is_fifteen_nodes_deep_at_most() {
        Answer answer = post("/composite/graph", graphs(graph("chain", chain(16))));
        Answer fits = post("/composite/graph", graphs(graph("chain", chain(15))));

        assertThat(answer.refusal()).startsWith("LIMIT_EXCEEDED: The request has 16 levels in graph chain");
        assertThat(fits.json().at("/graphs/0/isSuccessful").asBoolean()).isTrue();
    }

    @Test
    void a_request_has_fifteen_different_nodes_at_most() {
        String[] versions = numbered(
                16,
                i -> "{\"method\":\"GET\",\"url\":\"/services/data/v" + (50 + i)
                        + ".0/sobjects/Account/001Lo0000000001AAA\",\"referenceId\":\"n" + i + "\"}");

        assertThat(post("/composite/graph", graphs(graph("v", versions))).refusal())
                .isEqualTo("LIMIT_EXCEEDED: The request has 16 different nodes, more than 15.");
    }

    @Test
    void when_more_than_fourteen_graphs_have_failed_the_others_are_halted() {
        String[] graphs = Stream.concat(
                        IntStream.range(0, 15)
                                .mapToObj(
                                        i -> graph("bad" + i, node("GET", "sobjects/Account/001Lo0000000001AAA", "n"))),
                        Stream.of(graph("last", account("halted"))))
                .toArray(String[]::new);

        JsonNode last = post("/composite/graph", graphs(graphs)).json().at("/graphs/15");

        assertThat(last.path("graphId").asText()).isEqualTo("last");
        assertThat(last.path("isSuccessful").asBoolean(true)).isFalse();
        assertThat(last.at("/graphResponse/compositeResponse/0/body/0/errorCode")
                        .asText())
                .isEqualTo("PROCESSING_HALTED");
        assertThat(count("halted")).isZero();
    }

    @Test
    void a_bad_subrequest_of_a_batch_is_answered_like_any_other_that_fails() {
        JsonNode answer = post("/composite/batch", """
                {"batchRequests": [
                  {"method": "POST", "url": "v68.0/sobjects/Account", "richInput": {"Name": "batched"}},
                  {"method": "GET", "url": "v68.0/composite/sobjects/Account"},
                  {"method": "GET", "url": "nonsense"},
                  {"url": "v68.0/limits"},
                  {"method": "GET", "url": "v68.0/limits"}]}
                """).json();

        assertThat(answer.path("hasErrors").asBoolean()).isTrue();
        assertThat(answer.path("results").valueStream().map(result -> result.path("statusCode")
                        .asInt()))
                .containsExactly(201, 400, 400, 400, 200);
        assertThat(answer.at("/results/1/result/0/errorCode").asText()).isEqualTo("INVALID_INPUT");
        assertThat(count("batched")).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST", "PATCH"})
    void the_records_of_a_collection_are_in_ten_chunks_at_most(String method) {
        Answer eleven = collection(method, 11);

        assertThat(eleven.status()).isEqualTo(400);
        assertThat(eleven.refusal())
                .endsWith(": Cannot have more than 10 chunks in a single operation. Please rearrange the data to reduce"
                        + " chunking.");
        assertThat(count("chunk")).isZero();
        assertThat(collection(method, 10).status()).isEqualTo(200);
        ORG.client()
                .send(ORG.client()
                        .request(ROOT + "/composite/sobjects?ids=" + ids("chunk"))
                        .header("Authorization", "Bearer " + ORG.token())
                        .DELETE());
    }

    @Test
    void a_tree_with_a_reference_id_twice_tells_of_both() {
        Answer answer = post("/composite/tree/Account", """
                {"records": [
                  {"attributes": {"type": "Account", "referenceId": "r1"}, "Name": "treed"},
                  {"attributes": {"type": "Account", "referenceId": "r2"}, "Name": "treed"},
                  {"attributes": {"type": "Account", "referenceId": "r1"}, "Name": "treed"}]}
                """);

        String error = "{\"referenceId\":\"r1\",\"errors\":[{\"statusCode\":\"INVALID_INPUT\",\"message\":\"Duplicate"
                + " ReferenceId provided in the request.\",\"fields\":[]}]}";
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.text()).isEqualTo("{\"hasErrors\":true,\"results\":[" + error + "," + error + "]}");
        assertThat(count("treed")).isZero();
    }

    private static Answer collection(String method, int chunks) {
        String records = IntStream.range(0, chunks)
                .mapToObj(i -> i % 2 == 0
                        ? "{\"attributes\":{\"type\":\"Account\"},\"Name\":\"chunk\"}"
                        : "{\"attributes\":{\"type\":\"contact\"},\"LastName\":\"chunk\"},"
                                + "{\"attributes\":{\"type\":\"Contact\"},\"LastName\":\"chunk\"}")
                .collect(Collectors.joining(","));
        String body = "{\"records\":[" + records + "]}";
        return method.equals("POST")
                ? post("/composite/sobjects", body)
                : ORG.client().patch(ROOT + "/composite/sobjects", ORG.token(), body);
    }

    private static String[] chain(int length) {
        return numbered(
                length,
                i -> "{\"method\":\"POST\",\"url\":\"" + ROOT + "/sobjects/Account\",\"referenceId\":\"n" + i
                        + "\",\"body\":{\"Name\":\"chain\"" + (i == 0 ? "" : ",\"ParentId\":\"@{n" + (i - 1) + ".id}\"")
                        + "}}");
    }

    private static String[] numbered(int count, java.util.function.IntFunction<String> element) {
        return IntStream.range(0, count).mapToObj(element).toArray(String[]::new);
    }

    private static String graphs(String... graphs) {
        return "{\"graphs\":[" + String.join(",", graphs) + "]}";
    }

    private static String graph(String id, String... nodes) {
        return "{\"graphId\":\"" + id + "\",\"compositeRequest\":[" + String.join(",", nodes) + "]}";
    }

    private static String account(String name) {
        return "{\"method\":\"POST\",\"url\":\"" + ROOT + "/sobjects/Account\",\"referenceId\":\"" + name
                + "\",\"body\":{\"Name\":\"" + name + "\"}}";
    }

    private static String node(String method, String resource, String referenceId) {
        return "{\"method\":\"" + method + "\",\"url\":\"" + ROOT + "/" + resource + "\",\"referenceId\":\""
                + referenceId + "\""
                + (method.equals("GET") || method.equals("DELETE") ? "" : ",\"body\":{\"Name\":\"node\"}") + "}";
    }

    private static Answer post(String path, String json) {
        return ORG.client().post(ROOT + path, ORG.token(), json);
    }

    private static JsonNode accounts(String name) {
        return ORG.client()
                .get(
                        ROOT + "/query?q=" + OrgClient.encode("SELECT Id FROM Account WHERE Name = '" + name + "'"),
                        ORG.token())
                .json()
                .path("records");
    }

    private static int count(String name) {
        return accounts(name).size();
    }

    private static String ids(String name) {
        return accounts(name)
                .valueStream()
                .map(account -> account.path("Id").asText())
                .collect(Collectors.joining(","));
    }
}
