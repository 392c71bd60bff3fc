package dev.sallyport.org;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.org.SoapClient.Reply;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SoapRecordsTest {
    private LocalOrg org;
    private SoapClient partner;
    private SoapClient enterprise;

    @BeforeEach
    void start() {
        org = LocalOrg.builder().records(0).start();
        OrgClient client = new OrgClient(org);
        String token = client.administratorSession();
        partner = SoapClient.partner(client).withSession(token);
        enterprise = SoapClient.enterprise(client).withSession(token);
    }

    @AfterEach
    void stop() {
        org.close();
    }

    @Test
    void a_partner_record_is_created_changed_and_deleted_and_comes_back() {
        Reply created = partner.call(
                "create",
                account("<r:Name>Fathom Works</r:Name><r:AnnualRevenue>350000000</r:AnnualRevenue>"
                        + "<r:NumberOfEmployees>12</r:NumberOfEmployees>"));
        String id = created.text("result/id");
        assertThat(created.text("result/success")).isEqualTo("true");
        assertThat(created.xml()).contains("<createResponse><result><id>001");
        assertThat(queried(id, "AnnualRevenue")).isEqualTo("3.5E8");

        Reply updated = partner.call(
                "update",
                account("<r:fieldsToNull>NumberOfEmployees</r:fieldsToNull><r:Id>" + id + "</r:Id>"
                        + "<r:Name>Fathom Works Ltd</r:Name><r:AnnualRevenue xsi:nil=\"true\"/>"));
        assertThat(updated.text("result/id")).isEqualTo(id);
        assertThat(queried(id, "Name")).isEqualTo("Fathom Works Ltd");
        assertThat(queried(id, "NumberOfEmployees")).isEmpty();
        assertThat(queried(id, "AnnualRevenue")).isEqualTo("3.5E8");

        assertThat(partner.call("delete", "<ids>" + id + "</ids>").text("result/success"))
                .isEqualTo("true");
        Reply again = partner.call("delete", "<ids>" + id + "</ids>");
        assertThat(again.text("result/errors/statusCode")).isEqualTo("ENTITY_IS_DELETED");
        assertThat(again.xml()).contains("</errors><id xsi:nil=\"true\"/><success>false</success>");

        assertThat(partner.call("undelete", "<ids>" + id + "</ids>").text("result/success"))
                .isEqualTo("true");
        assertThat(queried(id, "Name")).isEqualTo("Fathom Works Ltd");
        assertThat(partner.call("emptyRecycleBin", "<ids>" + id + "</ids>").text("result/success"))
                .isEqualTo("false");
        partner.call("delete", "<ids>" + id + "</ids>");
        assertThat(partner.call("emptyRecycleBin", "<ids>" + id + "</ids>").text("result/success"))
                .isEqualTo("true");
        assertThat(partner.call("undelete", "<ids>" + id + "</ids>").text("result/errors/statusCode"))
                .isNotEmpty();
    }

    @Test
    void an_enterprise_record_is_of_its_own_type() {
        Reply created = enterprise.call(
                "create",
                "<sObjects xsi:type=\"r:Contact\"><LastName>Yonge</LastName><Birthdate>1980-02-29</Birthdate></sObjects>"
                        + "<sObjects xsi:type=\"r:Lead\"><LastName>Yonge</LastName></sObjects>");

        assertThat(created.texts("result/success")).containsExactly("true", "false");
        assertThat(created.text("result/errors/statusCode")).isEqualTo("REQUIRED_FIELD_MISSING");
        assertThat(created.text("result/errors/fields")).isEqualTo("Company");
        assertThat(created.text("result/errors/message")).isEqualTo("Required fields are missing: [Company]");

        assertThat(enterprise
                        .call("create", "<sObjects><LastName>Yonge</LastName></sObjects>")
                        .fault())
                .isEqualTo("INVALID_TYPE: Must send a concrete entity type.");
    }

    @Test
    void one_bad_record_takes_the_others_with_it_where_the_header_says_so() {
        String records = account("<r:Name>Kept</r:Name>") + account("<r:Phone>1</r:Phone>");
        Reply reply = partner.withHeader("<AllOrNoneHeader><allOrNone>true</allOrNone></AllOrNoneHeader>")
                .call("create", records);
        assertThat(reply.texts("result/errors/statusCode"))
                .containsExactly("ALL_OR_NONE_OPERATION_ROLLED_BACK", "REQUIRED_FIELD_MISSING");
        assertThat(count("Account WHERE Name = 'Kept'")).isZero();

        partner.call("create", records);
        assertThat(count("Account WHERE Name = 'Kept'")).isEqualTo(1);
    }

    @Test
    void what_cannot_be_read_ends_the_call() {
        Reply number =
                partner.call("create", account("<r:Name>A</r:Name><r:NumberOfEmployees>a dozen</r:NumberOfEmployees>"));
        assertThat(number.text("faultcode")).isEqualTo("soapenv:Client");
        assertThat(number.fault()).isEqualTo("'a dozen' is not a valid value for the type xsd:int");

        Reply field = partner.call("create", account("<r:Name>A</r:Name><r:Nmae>B</r:Nmae>"));
        assertThat(field.fault()).startsWith("INVALID_FIELD: No such column 'Nmae' on entity 'Account'.");
        assertThat(field.text("detail/InvalidFieldFault/row")).isEqualTo("-1");

        Reply type = partner.call("create", "<sObjects><r:type>Nothing</r:type></sObjects>");
        assertThat(type.elements("detail/InvalidSObjectFault")).hasSize(1);

        Reply many = partner.call("create", account("<r:Name>A</r:Name>").repeat(201));
        assertThat(many.fault())
                .isEqualTo(
                        "EXCEEDED_ID_LIMIT: record limit reached. cannot submit more than 200 records into this call");
        assertThat(count("Account WHERE Name = 'A'")).isZero();
    }

    @Test
    void text_that_is_too_long_is_refused_or_cut_as_the_header_says() {
        String record = account("<r:Name>" + "x".repeat(300) + "</r:Name>");
        assertThat(partner.call("create", record).text("result/errors/statusCode"))
                .isEqualTo("STRING_TOO_LONG");

        Reply cut = partner.withHeader("<AllowFieldTruncationHeader><allowFieldTruncation>true</allowFieldTruncation>"
                        + "</AllowFieldTruncationHeader>")
                .call("create", record);
        assertThat(queried(cut.text("result/id"), "Name")).isEqualTo("x".repeat(255));
    }

    @Test
    void a_record_is_found_by_its_id_or_made() {
        Reply created = partner.call(
                "upsert", "<externalIDFieldName>Id</externalIDFieldName>" + account("<r:Name>New</r:Name>"));
        assertThat(created.xml()).contains("<upsertResponse><result><created>true</created><id>001");
        String id = created.text("result/id");

        Reply updated = partner.call(
                "upsert",
                "<externalIDFieldName>Id</externalIDFieldName>"
                        + account("<r:Id>" + id + "</r:Id><r:Name>Old</r:Name>"));
        assertThat(updated.text("result/created")).isEqualTo("false");
        assertThat(updated.text("result/id")).isEqualTo(id);
        assertThat(queried(id, "Name")).isEqualTo("Old");
    }

    @Test
    void what_was_changed_and_what_was_deleted_in_a_span_of_time_is_told() {
        String kept = partner.call("create", account("<r:Name>Kept</r:Name>")).text("result/id");
        String gone = partner.call("create", account("<r:Name>Gone</r:Name>")).text("result/id");
        partner.call("delete", "<ids>" + gone + "</ids>");
        String span =
                "<sObjectType>Account</sObjectType><startDate>" + Instant.now().minus(Duration.ofMinutes(5))
                        + "</startDate><endDate>" + Instant.now().plus(Duration.ofMinutes(5)) + "</endDate>";

        assertThat(partner.call("getUpdated", span).texts("result/ids")).containsExactly(kept);
        assertThat(partner.call("getDeleted", span).texts("result/deletedRecords/id"))
                .containsExactly(gone);
        assertThat(partner.call(
                                "getUpdated",
                                "<sObjectType>Account</sObjectType><startDate>then</startDate><endDate>now</endDate>")
                        .fault())
                .isEqualTo("'then' is not a valid value for the type xsd:dateTime");
    }

    @Test
    void a_parent_may_be_named_by_its_external_id() {
        partner.call("create", account("<r:Name>Parent</r:Name><r:External_Id__c>k-1</r:External_Id__c>"));
        String contact =
                "<sObjects><r:type>Contact</r:type><r:LastName>Yonge</r:LastName><r:Account><r:type>Account</r:type>"
                        + "<r:External_Id__c>%s</r:External_Id__c></r:Account></sObjects>";

        assertThat(partner.call("create", contact.formatted("k-1")).text("result/success"))
                .isEqualTo("true");
        assertThat(query("SELECT Account.Name FROM Contact WHERE LastName = 'Yonge'")
                        .text("result/records/Account/Name"))
                .isEqualTo("Parent");
        Reply missing = partner.call("create", contact.formatted("k-2"));
        assertThat(missing.text("result/errors/statusCode")).isEqualTo("INVALID_FIELD");

        Reply upserted = partner.call(
                "upsert",
                "<externalIDFieldName>External_Id__c</externalIDFieldName>"
                        + account("<r:External_Id__c>k-1</r:External_Id__c><r:Name>Renamed</r:Name>"));
        assertThat(upserted.text("result/created")).isEqualTo("false");
        assertThat(query("SELECT Name FROM Account WHERE External_Id__c = 'k-1'")
                        .text("result/records/Name"))
                .isEqualTo("Renamed");
    }

    @Test
    void a_lead_becomes_an_account_a_contact_and_an_opportunity_once() {
        String lead = partner.call(
                        "create",
                        "<sObjects><r:type>Lead</r:type><r:LastName>Yonge</r:LastName><r:Company>Fathom</r:Company>"
                                + "<r:Email>yonge@fathom.example</r:Email></sObjects>")
                .text("result/id");
        String order = "<leadConverts><leadId>" + lead
                + "</leadId><convertedStatus>Closed - Converted</convertedStatus></leadConverts>";

        Reply converted = partner.call("convertLead", order);
        assertThat(converted.text("result/success")).isEqualTo("true");
        Reply contact =
                query("SELECT Account.Name, Email FROM Contact WHERE Id = '" + converted.text("result/contactId")
                        + "' AND AccountId = '" + converted.text("result/accountId") + "'");
        assertThat(contact.text("result/records/Account/Name")).isEqualTo("Fathom");
        assertThat(contact.text("result/records/Email")).isEqualTo("yonge@fathom.example");
        assertThat(query("SELECT Name FROM Opportunity WHERE Id = '" + converted.text("result/opportunityId") + "'")
                        .text("result/records/Name"))
                .isEqualTo("Fathom-");
        assertThat(query("SELECT ConvertedAccountId FROM Lead WHERE IsConverted = true AND Id = '" + lead + "'")
                        .text("result/records/ConvertedAccountId"))
                .isEqualTo(converted.text("result/accountId"));

        assertThat(partner.call("convertLead", order).text("result/errors/statusCode"))
                .isEqualTo("CANNOT_UPDATE_CONVERTED_LEAD");
    }

    @Test
    void a_merge_keeps_the_master_with_the_others_related_records() {
        String master =
                partner.call("create", account("<r:Name>Master</r:Name>")).text("result/id");
        String other = partner.call("create", account("<r:Name>Other</r:Name>")).text("result/id");
        String contact = partner.call(
                        "create",
                        "<sObjects><r:type>Contact</r:type><r:LastName>Yonge</r:LastName><r:AccountId>" + other
                                + "</r:AccountId></sObjects>")
                .text("result/id");

        Reply merged = partner.call(
                "merge",
                "<request><masterRecord><r:type>Account</r:type><r:Id>" + master + "</r:Id><r:Phone>1</r:Phone>"
                        + "</masterRecord><recordToMergeIds>" + other + "</recordToMergeIds></request>");

        assertThat(merged.text("result/id")).isEqualTo(master);
        assertThat(merged.texts("result/mergedRecordIds")).containsExactly(other);
        assertThat(merged.texts("result/updatedRelatedIds")).containsExactly(contact);
        assertThat(queried(master, "Phone")).isEqualTo("1");
        assertThat(query("SELECT AccountId FROM Contact WHERE Id = '" + contact + "'")
                        .text("result/records/AccountId"))
                .isEqualTo(master);
        assertThat(count("Account WHERE Id = '" + other + "'")).isZero();
        assertThat(partner.call(
                                "queryAll",
                                "<queryString>SELECT MasterRecordId FROM Account WHERE Id = '" + other
                                        + "'</queryString>")
                        .text("result/records/MasterRecordId"))
                .isEqualTo(master);
    }

    @Test
    void a_point_in_time_stands_for_its_date() {
        String contact = partner.call(
                        "create",
                        "<sObjects><r:type>Contact</r:type><r:LastName>Yonge</r:LastName>"
                                + "<r:Birthdate>1980-02-29T00:00:00.000Z</r:Birthdate></sObjects>")
                .text("result/id");

        assertThat(query("SELECT Birthdate FROM Contact WHERE Id = '" + contact + "'")
                        .text("result/records/Birthdate"))
                .isEqualTo("1980-02-29");
    }

    private static String account(String fields) {
        return "<sObjects><r:type>Account</r:type>" + fields + "</sObjects>";
    }

    private String queried(String id, String field) {
        return query("SELECT " + field + " FROM Account WHERE Id = '" + id + "'")
                .text("result/records/" + field);
    }

    private int count(String from) {
        return Integer.parseInt(query("SELECT COUNT() FROM " + from).text("result/size"));
    }

    private Reply query(String query) {
        return partner.call("query", "<queryString>" + query + "</queryString>");
    }
}
