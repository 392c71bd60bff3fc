package dev.sallyport.org;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.org.SoapClient.Reply;
import dev.sallyport.org.setup.Profile.FieldPermission;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class SoapQueryTest {
    private static LocalOrg org;
    private static SoapClient partner;
    private static SoapClient enterprise;

    @BeforeAll
    static void start() {
        org = LocalOrg.builder().records(6_000).start();
        OrgClient client = new OrgClient(org);
        String token = client.administratorSession();
        partner = SoapClient.partner(client).withSession(token);
        enterprise = SoapClient.enterprise(client).withSession(token);
    }

    @AfterAll
    static void stop() {
        org.close();
    }

    @Test
    void a_partner_record_names_its_type_and_gives_the_id_twice_where_it_was_asked_for() {
        Reply reply = query(partner, "SELECT Id, Name, Fax FROM Account ORDER BY Name LIMIT 1");

        assertThat(reply.xml())
                .contains("<queryResponse><result xsi:type=\"QueryResult\"><done>true</done>"
                        + "<queryLocator xsi:nil=\"true\"/><records xsi:type=\"sf:sObject\"><sf:type>Account</sf:type>")
                .contains("<size>1</size></result></queryResponse>");
        List<String> ids = reply.texts("result/records/Id");
        assertThat(ids).hasSize(2);
        assertThat(ids.get(0)).isEqualTo(ids.get(1)).startsWith("001");

        Reply without = query(partner, "SELECT Name FROM Account LIMIT 1");
        assertThat(without.xml()).contains("<sf:type>Account</sf:type><sf:Id xsi:nil=\"true\"/><sf:Name>");
    }

    @Test
    void an_enterprise_record_is_of_its_own_type_and_leaves_out_what_is_empty() {
        Reply reply =
                query(enterprise, "SELECT LastName, Account.Name, Id FROM Contact WHERE Account.Name != null LIMIT 1");

        assertThat(reply.xml())
                .contains("xmlns:sf=\"urn:sobject.enterprise.soap.sforce.com\"")
                .contains("<queryResponse><result><done>true</done>")
                .contains("<records xsi:type=\"sf:Contact\"><sf:Id>")
                .contains("<sf:Account xsi:type=\"sf:Account\"><sf:Name>")
                .doesNotContain("sf:type>");
        Reply empty = query(enterprise, "SELECT Fax, Name FROM Account WHERE Fax = null LIMIT 1");
        assertThat(empty.elements("result/records/Fax")).isEmpty();
        assertThat(empty.elements("result/records/Name")).hasSize(1);
    }

    @Test
    void parents_and_children_are_records_and_results_of_their_own() {
        Reply reply = query(
                partner,
                "SELECT Name, Owner.Name, (SELECT LastName FROM Contacts) FROM Account"
                        + " WHERE Id IN (SELECT AccountId FROM Contact) LIMIT 1");

        assertThat(reply.xml())
                .contains("<sf:Owner xsi:type=\"sf:sObject\"><sf:type>User</sf:type><sf:Id xsi:nil=\"true\"/>")
                .contains("<sf:Contacts xsi:type=\"QueryResult\"><done>true</done><queryLocator xsi:nil=\"true\"/>"
                        + "<records xsi:type=\"sf:sObject\"><sf:type>Contact</sf:type>");
    }

    @Test
    void aggregates_name_the_types_of_their_values() {
        assertThat(query(partner, "SELECT COUNT(Id), MAX(AnnualRevenue) top, Industry FROM Account GROUP BY Industry")
                        .xml())
                .contains(
                        "<sf:type>AggregateResult</sf:type><sf:Id xsi:nil=\"true\"/><sf:expr0 xsi:type=\"xsd:int\">",
                        "<sf:top xsi:type=\"xsd:double\">",
                        "<sf:Industry xsi:type=\"xsd:string\">",
                        "xmlns:xsd=\"http://www.w3.org/2001/XMLSchema\"");
        assertThat(query(enterprise, "SELECT COUNT(Id) FROM Account").xml())
                .contains("<records xsi:type=\"sf:AggregateResult\"><sf:expr0 xsi:type=\"xsd:int\">");
        Reply count = query(partner, "SELECT COUNT() FROM Account");
        assertThat(count.elements("result/records")).isEmpty();
        assertThat(Integer.parseInt(count.text("result/size"))).isPositive();
    }

    @Test
    void an_address_gives_the_location_before_its_other_parts() {
        assertThat(query(partner, "SELECT BillingAddress FROM Account WHERE BillingCity != null LIMIT 1")
                        .xml())
                .containsPattern(
                        "<sf:BillingAddress xsi:type=\"address\"><latitude.*<longitude.*<city>.*<country>.*<countryCode"
                                + ".*<geocodeAccuracy.*<postalCode.*<state.*<stateCode.*<street>.*</sf:BillingAddress>");
    }

    @Test
    void a_query_comes_in_batches_of_500_unless_the_header_asks_for_another_size() {
        Reply first = query(partner, "SELECT Id FROM Contact");
        int size = Integer.parseInt(first.text("result/size"));
        assertThat(first.text("result/done")).isEqualTo("false");
        assertThat(first.elements("result/records")).hasSize(500);

        SoapClient smaller = partner.withHeader("<QueryOptions><batchSize>200</batchSize></QueryOptions>");
        String locator = first.text("result/queryLocator");
        int read = 500;
        while (!locator.isEmpty()) {
            Reply next = smaller.call("queryMore", "<queryLocator>" + locator + "</queryLocator>");
            read += next.elements("result/records").size();
            locator = next.text("result/queryLocator");
        }
        assertThat(read).isEqualTo(size);

        Reply unknown = partner.call("queryMore", "<queryLocator>01g000000000000AAA-500</queryLocator>");
        assertThat(unknown.fault()).isEqualTo("INVALID_QUERY_LOCATOR: invalid query locator");
        assertThat(unknown.elements("detail/InvalidQueryLocatorFault")).hasSize(1);
    }

    @Test
    void a_refused_query_tells_row_and_column() {
        Reply field = query(partner, "SELECT Nmae FROM Account");
        assertThat(field.text("faultcode")).isEqualTo("sf:INVALID_FIELD");
        assertThat(field.text("detail/InvalidFieldFault/row")).isEqualTo("1");
        assertThat(field.text("detail/InvalidFieldFault/column")).isEqualTo("8");
        assertThat(field.text("detail/InvalidFieldFault/exceptionMessage"))
                .startsWith("\nSELECT Nmae FROM Account\n       ^\nERROR at Row:1:Column:8\nNo such column 'Nmae'");

        Reply type = query(enterprise, "SELECT Id FROM Nothing");
        assertThat(type.text("detail/InvalidSObjectFault/exceptionCode")).isEqualTo("INVALID_TYPE");
        assertThat(type.xml()).contains("xmlns:sf=\"urn:fault.enterprise.soap.sforce.com\"");

        assertThat(query(partner, "SELECT FROM").elements("detail/MalformedQueryFault"))
                .hasSize(1);
    }

    @Test
    void a_search_answers_records_of_each_type() {
        String name = query(partner, "SELECT LastName FROM Contact LIMIT 1").text("result/records/LastName");
        Reply reply = partner.call(
                "search",
                "<searchString>FIND {" + name + "} IN NAME FIELDS RETURNING Contact(Id, LastName)</searchString>");

        assertThat(reply.texts("result/searchRecords/record/type")).contains("Contact");
        assertThat(reply.texts("result/searchRecords/record/LastName")).contains(name);
        assertThat(partner.call("search", "<searchString>LOOK</searchString>").elements("detail/MalformedSearchFault"))
                .hasSize(1);
    }

    @Test
    void records_are_retrieved_in_the_order_of_their_ids_and_nil_where_there_is_none() {
        List<String> ids = query(enterprise, "SELECT Id FROM Account ORDER BY Name LIMIT 2")
                .texts("result/records/Id");
        Reply reply = partner.call(
                "retrieve",
                "<fieldList>Id, Name</fieldList><sObjectType>Account</sObjectType><ids>" + ids.get(1) + "</ids>"
                        + "<ids>001000000000000AAA</ids><ids>" + ids.get(0) + "</ids>");

        assertThat(reply.xml()).contains("<result xsi:nil=\"true\"/><result xsi:type=\"sf:sObject\">");
        assertThat(reply.texts("result/Id")).containsExactly(ids.get(1), ids.get(1), ids.get(0), ids.get(0));
        assertThat(partner.call(
                                "retrieve",
                                "<fieldList>Nmae</fieldList><sObjectType>Account</sObjectType><ids>" + ids.get(0)
                                        + "</ids>")
                        .text("detail/InvalidFieldFault/row"))
                .isEqualTo("-1");
        assertThat(partner.call("retrieve", "<fieldList>Id</fieldList><sObjectType>Account</sObjectType><ids>abc</ids>")
                        .fault())
                .isEqualTo("MALFORMED_ID: malformed id abc");
    }

    @Test
    void types_are_described_with_their_fields_and_what_is_false_may_be_absent() {
        Reply global = partner.call("describeGlobal", "");
        assertThat(global.text("result/maxBatchSize")).isEqualTo("200");
        assertThat(global.texts("result/sobjects/name")).contains("Account", "Contact", "User");

        Reply account = enterprise.call("describeSObject", "<sObjectType>account</sObjectType>");
        assertThat(account.text("result/name")).isEqualTo("Account");
        assertThat(account.text("result/urlDetail")).isEqualTo(org.instanceUrl() + "/{ID}");
        assertThat(account.texts("result/fields/name")).contains("Id", "Name", "BillingAddress", "OwnerId");
        assertThat(account.xml())
                .contains("<soapType>tns:ID</soapType>", "<soapType>tns:address</soapType>")
                .contains("<defaultValue xsi:type=\"xsd:boolean\">false</defaultValue>")
                .doesNotContain("<externalId>false</externalId>");

        Reply both =
                partner.call("describeSObjects", "<sObjectType>Lead</sObjectType><sObjectType>Contact</sObjectType>");
        assertThat(both.texts("result/name")).containsExactly("Lead", "Contact");
        assertThat(partner.call("describeSObjects", "<sObjectType>Nothing</sObjectType>")
                        .fault())
                .startsWith("INVALID_TYPE: sObject type 'Nothing' is not supported.");
        assertThat(partner.call("describeSObjects", "<sObjectType>Lead</sObjectType>".repeat(101))
                        .fault())
                .startsWith("EXCEEDED_MAX_TYPES_LIMIT: ");
    }

    @Test
    void what_the_user_may_not_see_is_not_there() {
        try (LocalOrg other = LocalOrg.builder().records(100).start()) {
            OrgClient client = new OrgClient(other);
            SoapClient soap = SoapClient.partner(client).withSession(client.token(other.readyApp()));
            other.setup()
                    .profiles()
                    .setFieldPermission(
                            other.setup()
                                    .profiles()
                                    .get(other.setup()
                                            .users()
                                            .get(other.readyApp().username())
                                            .profileId()
                                            .value()),
                            "Account.Fax",
                            new FieldPermission(false, false),
                            other.setup()
                                    .users()
                                    .get(other.administrator().username())
                                    .id());

            assertThat(soap.call("describeSObject", "<sObjectType>Account</sObjectType>")
                            .texts("result/fields/name"))
                    .contains("Phone")
                    .doesNotContain("Fax");
            assertThat(soap.call(
                                    "retrieve",
                                    "<fieldList>Fax</fieldList><sObjectType>Account</sObjectType>"
                                            + "<ids>001000000000000AAA</ids>")
                            .fault())
                    .startsWith("INVALID_FIELD: No such column 'Fax' on entity 'Account'.");
        }
    }

    private static Reply query(SoapClient soap, String query) {
        return soap.call("query", "<queryString>" + query.replace("<", "&lt;") + "</queryString>");
    }
}
