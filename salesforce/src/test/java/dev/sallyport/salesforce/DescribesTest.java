package dev.sallyport.salesforce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sallyport.salesforce.IfModified.Modified;
import dev.sallyport.salesforce.IfModified.NotModified;
import dev.sallyport.salesforce.PlayedOrg.Played;
import dev.sallyport.salesforce.PlayedOrg.Seen;
import dev.sallyport.salesforce.SalesforceException.Reason;
import java.io.IOException;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the local org does not answer, and how many calls it takes. */
class DescribesTest {
    private static final String REST = "/services/data/v55.0";
    private static final String STAMP = "Wed, 25 Nov 2026 08:00:00 GMT";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final PlayedOrg org = new PlayedOrg();
    private final SalesforceClient client = org.client(true);

    @AfterEach
    void close() {
        client.close();
        org.close();
    }

    @Test
    void sixty_objects_take_three_calls_and_come_in_the_order_asked_for() {
        org.on(REST + "/composite", request -> composite(request, 200));
        List<String> names =
                IntStream.range(0, 60).mapToObj(number -> "Object" + number).toList();

        assertThat(client.describeMany(names)).extracting(SObjectDescribe::name).containsExactlyElementsOf(names);
        assertThat(client.usage().calls()).isEqualTo(3);
        assertThat(org.apiCalls()).hasSize(3);
    }

    @Test
    void what_is_at_hand_is_asked_for_by_its_own_time_and_left_out_of_the_answer() {
        org.on(REST + "/composite", request -> composite(request, 304));

        List<IfModified<SObjectDescribe>> answers = client.describeIfModified(
                List.of(new DescribeRequest("Account", STAMP), new DescribeRequest("Contact", null)));

        assertThat(answers.get(0)).isInstanceOf(NotModified.class);
        assertThat(answers.get(1)).isInstanceOfSatisfying(Modified.class, modified -> {
            assertThat(modified.lastModified()).isEqualTo(STAMP);
            assertThat(modified.value())
                    .isInstanceOfSatisfying(SObjectDescribe.class, describe -> assertThat(describe.name())
                            .isEqualTo("Contact"));
        });
    }

    @Test
    void what_a_composite_request_refuses_is_asked_for_alone() {
        org.on(REST + "/composite", Played.json(200, """
                {"compositeResponse":[
                 {"body":[{"errorCode":"INVALID_INPUT","message":"not here"}],"httpHeaders":{},"httpStatusCode":400,
                  "referenceId":"describe0"},
                 {"body":[{"errorCode":"NOT_FOUND","message":"The requested resource does not exist"}],
                  "httpHeaders":{},"httpStatusCode":404,"referenceId":"describe1"}]}"""));
        org.on(REST + "/sobjects/Account/describe", Played.json(200, describe("Account")));

        SalesforceException refusal = catchThrowableOfType(
                SalesforceException.class, () -> client.describeMany(List.of("Account", "Secret__c")));

        assertThat(refusal.reason()).isEqualTo(Reason.OBJECT_NOT_VISIBLE);
        assertThat(refusal.getMessage()).contains("Secret__c");
        assertThat(client.usage().calls()).isEqualTo(3);
    }

    @Test
    void an_answer_that_is_cut_off_is_told_as_such() {
        org.on(REST + "/composite", Played.json(200, "{\"compositeResponse\":[{\"body\":{\"name\":\"Acc"));

        assertThat(catchThrowableOfType(
                                SalesforceException.class, () -> client.describeMany(List.of("Account", "Contact")))
                        .reason())
                .isEqualTo(Reason.UNEXPECTED_ANSWER);
    }

    @Test
    void the_list_of_all_is_not_sent_again_while_it_has_not_changed() {
        org.on(
                REST + "/sobjects",
                request -> request.header("If-modified-since").equals(STAMP)
                        ? Played.json(304, "")
                        : Played.json(200, "{\"sobjects\":[{\"name\":\"Account\",\"queryable\":true}]}")
                                .with("Last-Modified", STAMP));

        IfModified<List<SObjectSummary>> first = client.describeGlobalIfModified(null);
        IfModified<List<SObjectSummary>> second = client.describeGlobalIfModified(STAMP);

        assertThat(first).isInstanceOfSatisfying(Modified.class, modified -> assertThat(modified.lastModified())
                .isEqualTo(STAMP));
        assertThat(second).isInstanceOf(NotModified.class);
    }

    /** Answers each part; those with a condition by the status given. */
    private static Played composite(Seen request, int statusOfConditional) {
        ObjectNode answer = JSON.createObjectNode();
        ArrayNode parts = answer.putArray("compositeResponse");
        try {
            for (JsonNode part : JSON.readTree(request.body()).path("compositeRequest")) {
                boolean conditional = part.has("httpHeaders");
                ObjectNode answered = parts.addObject();
                String name = part.path("url").asText().replaceAll(".*/sobjects/|/describe$", "");
                answered.set("body", conditional ? JSON.nullNode() : JSON.readTree(describe(name)));
                answered.putObject("httpHeaders").put("ETag", "\"x\"").put("Last-Modified", STAMP);
                answered.put("httpStatusCode", conditional ? statusOfConditional : 200);
                answered.set("referenceId", part.path("referenceId"));
            }
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return Played.json(200, answer.toString());
    }

    private static String describe(String name) {
        return "{\"name\":\"" + name + "\",\"label\":\"x\",\"fields\":[],\"childRelationships\":[]}";
    }
}
