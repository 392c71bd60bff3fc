package dev.sallyport.org;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.org.OrgClient.Answer;
import java.net.http.HttpRequest.BodyPublishers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SoapApiTest {
    private static final String APEX = "http://soap.sforce.com/2006/08/apex";
    private static final String ENTERPRISE = "urn:enterprise.soap.sforce.com";
    private static final String PARTNER = "urn:partner.soap.sforce.com";

    private LocalOrg org;
    private OrgClient client;
    private ReadyApp ready;

    @BeforeEach
    void start() {
        org = LocalOrg.builder().records(0).start();
        client = new OrgClient(org);
        ready = org.readyApp();
    }

    @AfterEach
    void stop() {
        org.close();
    }

    @Test
    void an_access_token_serves_as_session_id_at_the_oauth_server_url() {
        Answer answer = call("/services/Soap/c/55.0", envelope(ENTERPRISE, "getUserInfo", client.token(ready)));

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("Content-Type")).isEqualToIgnoringCase("text/xml;charset=UTF-8");
        assertThat(answer.text())
                .contains(
                        "<getUserInfoResponse><result>",
                        "xmlns=\"" + ENTERPRISE + "\"",
                        "<organizationId>" + org.organizationId() + "</organizationId>",
                        "<userId>" + ready.userId() + "</userId>",
                        "<userName>" + ready.username() + "</userName>",
                        "<roleId xsi:nil=\"true\"/>",
                        "<type>API REQUESTS</type>");
    }

    @Test
    void anonymous_apex_is_not_compiled_as_the_org_has_no_apex() {
        String path = "/services/Soap/s/68.0/" + org.organizationId().substring(0, 15);
        Answer answer = call(path, envelope(APEX, "executeAnonymous", client.token(ready)));

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.text())
                .contains("xmlns=\"" + APEX + "\"")
                .contains("<executeAnonymousResponse><result><column>1</column>"
                        + "<compileProblem>Apex is not available in this org</compileProblem><compiled>false</compiled>"
                        + "<exceptionMessage xsi:nil=\"true\"/><exceptionStackTrace xsi:nil=\"true\"/><line>1</line>"
                        + "<success>false</success></result></executeAnonymousResponse>")
                .doesNotContain("LimitInfoHeader");
        assertThat(call(path, envelope(APEX, "executeAnonymous", "no")).text())
                .contains("<faultcode>sf:INVALID_SESSION_ID</faultcode>")
                .doesNotContain("<detail>");
        assertThat(call(path, envelope(APEX, "compileClasses", client.token(ready)))
                        .text())
                .contains("No operation available for request {" + APEX + "}compileClasses");
    }

    @Test
    void the_partner_endpoint_answers_in_its_own_namespace_and_takes_the_organization_in_its_path() {
        String token = client.token(ready);

        Answer answer = call(
                "/services/Soap/u/68.0/" + org.organizationId().substring(0, 15),
                envelope(PARTNER, "getServerTimestamp", token));
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.text()).contains("xmlns=\"" + PARTNER + "\"", "<timestamp>");

        Answer otherOrganization =
                call("/services/Soap/u/68.0/00D000000000001", envelope(PARTNER, "getServerTimestamp", token));
        assertThat(otherOrganization.text()).contains("<faultcode>sf:INVALID_SESSION_ID</faultcode>");
    }

    @Test
    void a_session_that_is_not_there_is_a_fault_that_clients_renew_on() {
        Answer answer = call("/services/Soap/c/55.0", envelope(ENTERPRISE, "getUserInfo", "00Dx!gone"));

        assertThat(answer.status()).isEqualTo(500);
        assertThat(answer.text())
                .contains(
                        "xmlns:sf=\"urn:fault.enterprise.soap.sforce.com\"",
                        "<faultcode>sf:INVALID_SESSION_ID</faultcode>",
                        "<faultstring>INVALID_SESSION_ID: Invalid Session ID found in SessionHeader: Illegal Session.",
                        "<sf:exceptionCode>INVALID_SESSION_ID</sf:exceptionCode>")
                .doesNotContain("00Dx!gone");
    }

    @Test
    void a_version_that_the_org_does_not_speak_is_a_fault() {
        Answer answer = call("/services/Soap/c/99.0", envelope(ENTERPRISE, "getUserInfo", client.token(ready)));

        assertThat(answer.text())
                .contains("UNSUPPORTED_API_VERSION: Invalid Api version specified on URL</faultstring>");
    }

    @Test
    void an_operation_of_the_other_api_is_not_available() {
        Answer answer = call("/services/Soap/c/55.0", envelope(PARTNER, "getUserInfo", client.token(ready)));

        assertThat(answer.status()).isEqualTo(500);
        assertThat(answer.text())
                .contains(
                        "<faultcode>soapenv:Client</faultcode>",
                        "No operation available for request {urn:partner.soap.sforce.com}getUserInfo,"
                                + " please check the WSDL for the service.");
    }

    @Test
    void an_endpoint_that_is_none_leads_to_a_page_for_people() {
        Answer answer = call("/services/Soap/x/55.0", envelope(ENTERPRISE, "getUserInfo", client.token(ready)));

        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.header("Content-Type")).startsWith("text/html");
    }

    @Test
    void login_by_password_is_off() {
        assertThat(call("/services/Soap/u/60.0", envelope(PARTNER, "login", "none"))
                        .text())
                .contains("INVALID_OPERATION: SOAP API login() is disabled by default in this org.");
    }

    @Test
    void what_is_no_envelope_is_the_clients_fault_and_no_entity_is_ever_read() {
        assertThat(call("/services/Soap/c/55.0", "<open>").text()).contains("<faultcode>soapenv:Client</faultcode>");
        Answer entity = call(
                "/services/Soap/c/55.0",
                "<!DOCTYPE x [<!ENTITY e SYSTEM \"file:///etc/hostname\">]>"
                        + envelope(ENTERPRISE, "getUserInfo", "&e;"));
        assertThat(entity.status()).isEqualTo(500);
        assertThat(entity.text()).contains("document type is not allowed");
    }

    @Test
    void a_call_needs_its_content_type_and_its_soap_action() {
        Answer json = client.send(client.request("/services/Soap/c/55.0")
                .header("Content-Type", "application/json")
                .header("SOAPAction", "\"\"")
                .POST(BodyPublishers.ofString("{}")));
        assertThat(json.text()).contains("content-type of the request should be text/xml");

        Answer noAction = client.send(client.request("/services/Soap/c/55.0")
                .header("Content-Type", "text/xml")
                .POST(BodyPublishers.ofString(envelope(ENTERPRISE, "getUserInfo", "x"))));
        assertThat(noAction.text()).contains("SOAPAction HTTP header missing");
    }

    private Answer call(String path, String body) {
        return client.send(client.request(path)
                .header("Content-Type", "text/xml; charset=UTF-8")
                .header("SOAPAction", "\"\"")
                .POST(BodyPublishers.ofString(body)));
    }

    private static String envelope(String namespace, String operation, String sessionId) {
        return """
                <soapenv:Envelope xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/" xmlns:api="%s">
                  <soapenv:Header><api:SessionHeader><api:sessionId>%s</api:sessionId></api:SessionHeader></soapenv:Header>
                  <soapenv:Body><api:%s/></soapenv:Body>
                </soapenv:Envelope>
                """.formatted(namespace, sessionId, operation);
    }
}
