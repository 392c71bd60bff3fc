package dev.sallyport.conformance.camel;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.Map;
import org.apache.camel.component.salesforce.api.SalesforceException;
import org.apache.camel.component.salesforce.api.dto.CreateSObjectResult;
import org.apache.camel.component.salesforce.api.dto.DeleteSObjectResult;
import org.apache.camel.component.salesforce.api.dto.SaveSObjectResult;
import org.apache.camel.component.salesforce.api.dto.UpsertSObjectResult;
import org.apache.camel.component.salesforce.api.dto.composite.SObjectBatch;
import org.apache.camel.component.salesforce.api.dto.composite.SObjectBatchResponse;
import org.apache.camel.component.salesforce.api.dto.composite.SObjectBatchResult;
import org.apache.camel.component.salesforce.api.dto.composite.SObjectComposite;
import org.apache.camel.component.salesforce.api.dto.composite.SObjectCompositeResponse;
import org.apache.camel.component.salesforce.api.dto.composite.SObjectCompositeResult;
import org.apache.camel.component.salesforce.api.dto.composite.SObjectNode;
import org.apache.camel.component.salesforce.api.dto.composite.SObjectTree;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

/** Camel's composite requests: batches, trees and collections of records. */
@TestInstance(Lifecycle.PER_CLASS)
class CamelCompositeTest {
    @AutoClose
    private final OrgUnderTest org = new OrgUnderTest();

    private final CamelUnderTest camel = org.camel();

    @Test
    void a_batch_answers_each_of_its_requests() throws SalesforceException {
        String id = camel.call(CreateSObjectResult.class, "createSObject", Account.named("Tent"), Map.of())
                .getId();
        SObjectBatch batch = new SObjectBatch("56.0")
                .addCreate(Account.named("Tent pole"))
                .addUpdate("Account", id, Account.named("Large tent"))
                .addGet("Account", id, "Name")
                .addGetRelated("Account", id, "Owner", "Username")
                .addQuery("SELECT Id, Name FROM Account LIMIT 2")
                .addQueryAll("SELECT Id FROM Account LIMIT 1")
                .addSearch("FIND {Tent}")
                .addLimits()
                .addDelete("Account", id)
                .addGet("Account", id);

        SObjectBatchResponse response = camel.call(SObjectBatchResponse.class, "composite-batch", batch, Map.of());

        assertThat(response.hasErrors()).isTrue();
        assertThat(response.getResults())
                .extracting(SObjectBatchResult::getStatusCode)
                .containsExactly(201, 204, 200, 200, 200, 200, 200, 200, 204, 404);
        assertThat(response.getResults().get(2).getResult())
                .asInstanceOf(InstanceOfAssertFactories.MAP)
                .containsEntry("Name", "Large tent");
    }

    @Test
    void a_composite_carries_what_one_request_made_into_the_next() throws SalesforceException {
        SObjectComposite composite = new SObjectComposite("56.0", true)
                .addCreate(Account.named("Well"), "well")
                .addGet("Account", "@{well.id}", "read", "Name")
                .addQuery("SELECT Id FROM Account WHERE Id = '@{well.id}'", "found")
                .addDelete("Account", "@{well.id}", "gone");

        SObjectCompositeResponse response =
                camel.call(SObjectCompositeResponse.class, "composite", composite, Map.of());

        assertThat(response.getCompositeResponse())
                .extracting(SObjectCompositeResult::getHttpStatusCode)
                .containsExactly(201, 200, 200, 204);
        assertThat(response.getCompositeResponse())
                .extracting(SObjectCompositeResult::getReferenceId)
                .containsExactly("well", "read", "found", "gone");
    }

    @Test
    void a_composite_may_be_written_by_hand() throws Exception {
        String body = "{\"compositeRequest\":[{\"method\":\"GET\",\"url\":\"/services/data/v56.0/limits\","
                + "\"referenceId\":\"limits\"}]}";

        JsonNode response =
                new ObjectMapper().readTree(camel.call(String.class, "composite?rawPayload=true", body, Map.of()));

        assertThat(response.at("/compositeResponse/0/httpStatusCode").asInt()).isEqualTo(200);
    }

    @Test
    void a_tree_is_planted_whole_or_not_at_all() throws SalesforceException {
        SObjectTree tree = new SObjectTree();
        tree.addObject(Account.named("Palm"));
        tree.addObject(Account.named("Date palm"));
        SObjectTree bare = new SObjectTree();
        bare.addObject(Account.named("Stump"));
        SObjectNode nameless = bare.addObject(new Account());

        SObjectTree planted = camel.call(SObjectTree.class, "composite-tree", tree, Map.of());

        assertThat(planted.allObjects()).hasSize(2).allSatisfy(record -> assertThat(record.getId())
                .startsWith("001"));
        assertThat(Refused.by(() -> camel.call(SObjectTree.class, "composite-tree", bare, Map.of()))
                        .code())
                .isEqualTo("REQUIRED_FIELD_MISSING");
        assertThat(nameless.getErrors()).hasSize(1);
    }

    @Test
    void records_are_saved_together_and_each_has_its_result() throws SalesforceException {
        List<SaveSObjectResult> created = results(
                SaveSObjectResult.class,
                "compositeCreateSObjectCollections",
                List.of(Account.named("One"), new Account(), Account.named("Two")),
                Map.of());
        assertThat(created).extracting(SaveSObjectResult::getSuccess).containsExactly(true, false, true);
        String one = created.get(0).getId();
        String two = created.get(2).getId();

        assertThat(results(
                        SaveSObjectResult.class,
                        "compositeUpdateSObjectCollections",
                        List.of(withId(one, "First"), withId(two, "Second")),
                        Map.of("allOrNone", "true")))
                .allSatisfy(result -> assertThat(result.getSuccess()).isTrue());
        assertThat(results(
                        UpsertSObjectResult.class,
                        "compositeUpsertSObjectCollections",
                        List.of(withId(one, "Once"), Account.named("Three")),
                        Map.of("sObjectName", "Account", "sObjectIdName", "Id")))
                .extracting(UpsertSObjectResult::getCreated)
                .containsExactly(false, true);
        assertThat(results(
                        Account.class,
                        "compositeRetrieveSObjectCollections",
                        null,
                        Map.of(
                                "sObjectName", "Account",
                                "sObjectIds", List.of(two, one),
                                "sObjectFields", List.of("Id", "Name"))))
                .extracting(Account::getName)
                .containsExactly("Second", "Once");
    }

    @Test
    void records_are_deleted_together_once() throws SalesforceException {
        List<String> ids = results(
                        SaveSObjectResult.class,
                        "compositeCreateSObjectCollections",
                        List.of(Account.named("Sand"), Account.named("Dune")),
                        Map.of("allOrNone", "true"))
                .stream()
                .map(SaveSObjectResult::getId)
                .toList();

        assertThat(results(DeleteSObjectResult.class, "compositeDeleteSObjectCollections", ids, Map.of()))
                .extracting(DeleteSObjectResult::getSuccess)
                .containsExactly(true, true);
        assertThat(results(DeleteSObjectResult.class, "compositeDeleteSObjectCollections", ids, Map.of()))
                .allSatisfy(result ->
                        assertThat(result.getErrors().get(0).getErrorCode()).isEqualTo("ENTITY_IS_DELETED"));
    }

    private <T> List<T> results(Class<T> type, String operation, @Nullable Object body, Map<String, Object> parameters)
            throws SalesforceException {
        List<?> results = camel.list(operation, body, parameters);
        return results.stream().<T>map(type::cast).toList();
    }

    private static Account withId(String id, String name) {
        Account account = Account.named(name);
        account.setId(id);
        return account;
    }
}
