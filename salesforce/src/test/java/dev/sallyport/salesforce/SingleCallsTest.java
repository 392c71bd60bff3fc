package dev.sallyport.salesforce;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.salesforce.PlayedOrg.Played;
import dev.sallyport.salesforce.SalesforceException.Reason;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Descriptions, limits and users, each told by one call. */
class SingleCallsTest extends PlayedOrgForEachTest {
    @Test
    void describe_reads_fields_and_relationships() {
        org.on(REST + "/sobjects/Contact/describe", Played.json(200, """
                {"name":"Contact","label":"Contact","labelPlural":"Contacts","keyPrefix":"003","custom":false,
                 "queryable":true,"createable":true,"updateable":true,"deletable":true,"urls":{"x":"y"},
                 "fields":[{"name":"AccountId","label":"Account ID","type":"reference","length":18,"nillable":true,
                   "filterable":true,"relationshipName":"Account","referenceTo":["Account"],"picklistValues":[]},
                  {"name":"Level","label":"Level","type":"picklist","picklistValues":[
                   {"value":"One","label":null,"active":true,"defaultValue":false,"validFor":null}]},
                  {"name":"Odd","label":"Odd","type":"hologram","referenceTo":null}],
                 "childRelationships":[{"childSObject":"Case","field":"ContactId","relationshipName":"Cases",
                   "cascadeDelete":false,"junctionIdListNames":[]}]}""").gzipped(0));

        SObjectDescribe contact = client.describeMany(List.of("Contact")).get(0);

        assertThat(contact.keyPrefix()).isEqualTo("003");
        assertThat(contact.deletable()).isTrue();
        FieldDescribe account = contact.field("accountid").orElseThrow();
        assertThat(account.type()).isEqualTo(FieldType.REFERENCE);
        assertThat(account.referenceTo()).containsExactly("Account");
        assertThat(account.relationshipName()).isEqualTo("Account");
        assertThat(account.compoundFieldName()).isNull();
        assertThat(contact.field("Level").orElseThrow().picklistValues())
                .containsExactly(new PicklistValue("One", "One", true, false));
        assertThat(contact.field("Odd").orElseThrow().type()).isEqualTo(FieldType.UNKNOWN);
        assertThat(contact.field("Odd").orElseThrow().referenceTo()).isEmpty();
        assertThat(contact.childRelationships())
                .containsExactly(new ChildRelationship("Case", "ContactId", "Cases", false));
    }

    @Test
    void an_sobject_that_the_user_may_not_see_is_told_as_such() {
        SalesforceException refusal = refused(() -> client.describe("Secret__c"));

        assertThat(refusal.reason()).isEqualTo(Reason.OBJECT_NOT_VISIBLE);
        assertThat(refusal.getMessage()).contains("Secret__c");
        assertThat(refusal.advice()).contains("Object Settings").contains("typo");
    }

    @Test
    void describe_global_limits_and_usage_are_read() {
        org.on(REST + "/sobjects", Played.json(200, """
                {"encoding":"UTF-8","maxBatchSize":200,"sobjects":[{"name":"Account","label":"Account",
                 "labelPlural":"Accounts","keyPrefix":"001","custom":false,"queryable":true,"urls":{}}]}"""));
        org.on(
                REST + "/limits",
                Played.json(200, "{\"DailyApiRequests\":{\"Max\":15000,\"Remaining\":14998,\"App\":{\"Max\":0}}}")
                        .with("Sforce-Limit-Info", "per-app-api-usage=1/2(appName=x); api-usage=18/15000"));

        assertThat(client.describeGlobal())
                .containsExactly(new SObjectSummary("Account", "Account", "Accounts", "001", false, true));
        assertThat(client.limits().dailyApiRequests()).contains(new Limits.Limit(15000, 14998));
        assertThat(client.usage().calls()).isEqualTo(2);
        assertThat(client.usage().used()).isEqualTo(18);
        assertThat(client.usage().limit()).isEqualTo(15000);
    }

    @Test
    void user_info_takes_its_own_words_for_a_bad_token() {
        org.on(
                "/services/oauth2/userinfo",
                request -> request.header("Authorization").equals("Bearer T1")
                        ? Played.json(403, "Bad_OAuth_Token")
                        : Played.json(
                                200,
                                "{\"user_id\":\"005000000000001AAA\",\"organization_id\":\"00D000000000001AAA\","
                                        + "\"preferred_username\":\"ada@acme.example\"}"));

        UserInfo user = client.userInfo(org.address().resolve("/services/oauth2/userinfo"));

        assertThat(user.username()).isEqualTo("ada@acme.example");
        assertThat(user.integrationUser()).isNull();
        assertThat(client.usage().calls()).as("user info is not metered").isZero();
    }

    @Test
    void soap_takes_the_token_as_session_and_its_fault_replaces_it() {
        org.on(
                SOAP,
                request -> request.body().contains("<urn:sessionId>T1</urn:sessionId>")
                        ? Played.xml(
                                500, fault("sf:INVALID_SESSION_ID", "INVALID_SESSION_ID: Invalid Session ID found"))
                        : Played.xml(200, userInfo("00D000000000001AAA")));

        SoapUserInfo user = client.soapUserInfo();

        assertThat(user.organizationId()).isEqualTo("00D000000000001AAA");
        assertThat(user.fullName()).isEqualTo("Ada & Co");
        assertThat(org.seen().get(1).header("Soapaction")).isEqualTo("\"\"");
        assertThat(org.apiCalls()).hasSize(2);
    }

    @Test
    void soap_s_faults_have_their_reasons() {
        org.on(SOAP, Played.xml(500, fault("sf:API_DISABLED_FOR_ORG", "API_DISABLED_FOR_ORG: API is not enabled")));
        assertThat(refused(client::soapUserInfo).reason()).isEqualTo(Reason.API_DISABLED);
        org.on(SOAP, Played.xml(500, fault("soapenv:UNSUPPORTED_API_VERSION", "no")));
        assertThat(refused(client::soapUserInfo).reason()).isEqualTo(Reason.VERSION_UNSUPPORTED);
        org.on(SOAP, Played.html(500));
        assertThat(refused(client::soapUserInfo).reason()).isEqualTo(Reason.UNAVAILABLE);
        org.on(
                SOAP,
                Played.xml(
                        200,
                        "<!DOCTYPE x [<!ENTITY e SYSTEM \"file:///etc/passwd\">]>"
                                + userInfo("00D000000000001AAA").replace("Ada", "&e;")));
        assertThat(refused(client::soapUserInfo).reason()).isEqualTo(Reason.UNEXPECTED_ANSWER);
    }
}
