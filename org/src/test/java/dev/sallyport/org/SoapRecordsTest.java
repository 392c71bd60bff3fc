package dev.sallyport.org;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.org.SoapClient.Reply;
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
