package dev.sallyport.conformance.camel;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.component.salesforce.api.SalesforceException;
import org.apache.camel.component.salesforce.api.dto.CreateSObjectResult;
import org.apache.camel.component.salesforce.api.dto.GlobalObjects;
import org.apache.camel.component.salesforce.api.dto.Limits;
import org.apache.camel.component.salesforce.api.dto.RecentItem;
import org.apache.camel.component.salesforce.api.dto.SObject;
import org.apache.camel.component.salesforce.api.dto.SObjectBasicInfo;
import org.apache.camel.component.salesforce.api.dto.SObjectDescription;
import org.apache.camel.component.salesforce.api.dto.SObjectField;
import org.apache.camel.component.salesforce.api.dto.SearchResult2;
import org.apache.camel.component.salesforce.api.dto.Version;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

/** Camel's operations on the REST API, one call each. */
@TestInstance(Lifecycle.PER_CLASS)
class CamelRecordsTest {
    private static final Map<String, Object> PAGE = Map.of("sObjectClass", QueryRecordsAccount.class.getName());
    private static final Map<String, Object> VISIT =
            Map.of("sObjectName", "Site_Visit__c", "sObjectIdName", "Reference__c", "sObjectIdValue", "CAMEL 1/a");

    @AutoClose
    private final OrgUnderTest org = new OrgUnderTest();

    private final CamelUnderTest camel = org.camel();

    @Test
    void versions_resources_and_limits_are_listed() throws SalesforceException {
        assertThat(camel.list("getVersions", null, Map.of()))
                .last()
                .isInstanceOfSatisfying(Version.class, version -> assertThat(version.getVersion())
                        .isEqualTo(org.org().apiVersion()));
        Map<?, ?> resources = camel.call(Map.class, "getResources");
        assertThat(resources.get("query")).isEqualTo("/services/data/v56.0/query");
        Limits limits = camel.call(Limits.class, "limits");
        assertThat(limits.getDailyApiRequests().getRemaining()).isLessThan(100_000);
    }

    @Test
    void objects_are_described_in_short_and_whole() throws SalesforceException {
        assertThat(camel.call(GlobalObjects.class, "getGlobalObjects").getSobjects())
                .extracting(SObject::getName)
                .contains("Account", "Site_Visit__c");
        Map<String, Object> account = Map.of("sObjectName", "Account");
        assertThat(camel.call(SObjectBasicInfo.class, "getBasicInfo", null, account)
                        .getObjectDescribe()
                        .getKeyPrefix())
                .isEqualTo("001");
        assertThat(camel.call(SObjectDescription.class, "getDescription", null, account)
                        .getFields())
                .extracting(SObjectField::getName)
                .contains("Id", "Name", "Industry");
    }

    @Test
    void a_record_is_created_read_changed_and_deleted() throws SalesforceException {
        Account account = Account.named("Caravan");
        account.setIndustry("Energy");
        account.setAnnualRevenue(1250.5);
        String id = create(account);
        Map<String, Object> it = Map.of("sObjectName", "Account", "sObjectId", id);

        Account change = new Account();
        change.setId(id);
        change.setAnnualRevenue(1.5e9);
        change.getFieldsToNull().add("Industry");
        assertThat(camel.send("updateSObject", change, Map.of()).getException()).isNull();

        Account read = camel.call(Account.class, "getSObject", null, it);
        assertThat(read.getName()).isEqualTo("Caravan");
        assertThat(read.getIndustry()).isNull();
        assertThat(read.getAnnualRevenue()).isEqualTo(1.5e9);
        assertThat(read.getCreatedById()).isEqualTo(org.app().userId());
        camel.send("deleteSObject", it);
        assertThat(Refused.by(() -> camel.call(Account.class, "getSObject", null, it)))
                .isEqualTo(new Refused(404, "ENTITY_IS_DELETED", "entity is deleted"));
    }

    @Test
    void a_record_is_upserted_read_and_deleted_by_an_external_id() throws Exception {
        JsonNode created = json("upsertSObject", "{\"Visitors__c\":4}", VISIT);
        JsonNode updated = json("upsertSObject", "{\"Visitors__c\":5}", VISIT);

        assertThat(created.path("created").asBoolean()).isTrue();
        assertThat(updated.path("created").asBoolean()).isFalse();
        assertThat(updated.path("id")).isEqualTo(created.path("id"));
        assertThat(json("getSObjectWithId", "", VISIT).path("Visitors__c").asInt())
                .isEqualTo(5);
        camel.send("deleteSObjectWithId", VISIT);
        assertThat(Refused.by(() -> camel.send("deleteSObjectWithId", VISIT)).code())
                .isEqualTo("NOT_FOUND");
    }

    @Test
    void a_blob_comes_back_as_it_was_sent() throws Exception {
        String parent = create(Account.named("Camp"));
        String attachment = json(
                        "createSObject",
                        "{\"Name\":\"map.txt\",\"ParentId\":\"" + parent + "\",\"Body\":\"aGVsbG8=\"}",
                        Map.of("sObjectName", "Attachment"))
                .path("id")
                .asText();

        assertThat(camel.call(
                        String.class,
                        "getBlobField",
                        null,
                        Map.of("sObjectName", "Attachment", "sObjectId", attachment, "sObjectBlobFieldName", "Body")))
                .isEqualTo("hello");
    }

    @Test
    void the_pages_of_a_query_follow_each_other() throws SalesforceException {
        Map<String, Object> parameters =
                Map.of("sObjectClass", QueryRecordsAccount.class.getName(), "Sforce-Query-Options", "batchSize=200");
        String soql = "SELECT Id, Name FROM Account WHERE Name != 'a b&c+d' ORDER BY Id";
        QueryRecordsAccount first = camel.call(QueryRecordsAccount.class, "query", soql, parameters);
        assertThat(first.getRecords()).hasSize(200);

        QueryRecordsAccount second =
                camel.call(QueryRecordsAccount.class, "queryMore", first.getNextRecordsUrl(), PAGE);

        assertThat(second.getTotalSize()).isEqualTo(first.getTotalSize());
        assertThat(second.getRecords()).hasSizeGreaterThan(100).doesNotContainAnyElementsOf(first.getRecords());
    }

    @Test
    void the_rows_of_a_streamed_query_are_all_there() throws SalesforceException {
        Exchange exchange = camel.send(
                "query?streamQueryResult=true",
                "SELECT Id FROM Account ORDER BY Id",
                Map.of("sObjectClass", QueryRecordsAccount.class.getName(), "Sforce-Query-Options", "batchSize=200"));
        List<String> ids = new ArrayList<>();
        for (Iterator<?> rows = exchange.getMessage().getBody(Iterator.class); rows.hasNext(); ) {
            ids.add(((Account) rows.next()).getId());
        }

        assertThat(ids)
                .doesNotHaveDuplicates()
                .hasSize(exchange.getMessage().getHeader("CamelSalesforceQueryResultTotalSize", Integer.class));
    }

    @Test
    void what_was_deleted_is_in_queryAll_alone() throws SalesforceException {
        String id = create(Account.named("Mirage"));
        camel.send("deleteSObject", Map.of("sObjectName", "Account", "sObjectId", id));
        String soql = "SELECT Id FROM Account WHERE Name = 'Mirage'";

        assertThat(camel.call(QueryRecordsAccount.class, "query", soql, PAGE).getRecords())
                .isEmpty();
        assertThat(camel.call(QueryRecordsAccount.class, "queryAll", soql, PAGE).getRecords())
                .extracting(Account::getId)
                .containsExactly(id);
    }

    @Test
    void a_search_and_the_recent_records_name_what_they_found() throws SalesforceException {
        String id = create(Account.named("Dromedary"));
        assertThat(camel.call(SearchResult2.class, "search", "FIND {Dromedary}", Map.of())
                        .getSearchRecords())
                .singleElement()
                .satisfies(found -> assertThat(found.getAttributes().getType()).isEqualTo("Account"));
        camel.call(QueryRecordsAccount.class, "query", "SELECT Id FROM Account WHERE Id = '" + id + "' FOR VIEW", PAGE);

        assertThat(camel.list("recent", null, Map.of("limit", 1)))
                .singleElement()
                .isInstanceOfSatisfying(
                        RecentItem.class, item -> assertThat(item.getName()).isEqualTo("Dromedary"));
    }

    @Test
    void a_raw_call_reaches_any_resource() throws Exception {
        Exchange exchange = camel.send(
                "raw?format=JSON&rawMethod=GET&rawPath=/services/data/v56.0/parameterizedSearch"
                        + "&rawQueryParameters=q,sobject",
                null,
                Map.of("q", "Acme", "sobject", "Account"));

        JsonNode found = new ObjectMapper().readTree(exchange.getMessage().getBody(String.class));
        assertThat(found.path("searchRecords").size()).isPositive();
        assertThat(exchange.getMessage().getHeader("Sforce-Limit-Info", String.class))
                .matches("api-usage=\\d+/100000");
    }

    @Test
    void a_statement_or_a_record_that_cannot_be_is_refused_by_name() {
        assertThat(Refused.by(() -> camel.call(QueryRecordsAccount.class, "query", "SELECT Nope FROM Account", PAGE))
                        .code())
                .isEqualTo("INVALID_FIELD");
        assertThat(Refused.by(() -> create(new Account())))
                .isEqualTo(new Refused(400, "REQUIRED_FIELD_MISSING", "Required fields are missing: [Name]"));
    }

    @Test
    void apex_rest_event_schemas_and_reports_are_refused_as_where_there_are_none() {
        assertThat(Refused.by(() -> camel.send("apexCall//Merchandise/v1", Map.of())))
                .isEqualTo(new Refused(404, "NOT_FOUND", "Could not find a match for URL"));
        Refused absent = new Refused(404, "NOT_FOUND", "The requested resource does not exist");
        assertThat(Refused.by(() -> camel.send("getEventSchema", Map.of("eventName", "Arrival__e"))))
                .isEqualTo(absent);
        assertThat(Refused.by(() -> camel.send("getRecentReports", Map.of()))).isEqualTo(absent);
        assertThat(Refused.by(() -> camel.send("approvals", Map.of()))).isEqualTo(absent);
    }

    private String create(Account account) throws SalesforceException {
        return camel.call(CreateSObjectResult.class, "createSObject", account, Map.of())
                .getId();
    }

    /** An operation in JSON, without classes for its records. */
    private JsonNode json(String operation, String body, Map<String, Object> parameters) throws Exception {
        return new ObjectMapper().readTree(camel.call(String.class, operation + "?rawPayload=true", body, parameters));
    }
}
