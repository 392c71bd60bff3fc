package dev.sallyport.org;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.sallyport.org.OrgClient.Answer;
import dev.sallyport.org.SoapClient.Reply;
import java.io.StringReader;
import java.io.StringWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.transform.TransformerException;
import javax.xml.transform.TransformerFactory;
import javax.xml.transform.dom.DOMSource;
import javax.xml.transform.stream.StreamResult;
import javax.xml.transform.stream.StreamSource;
import javax.xml.validation.Schema;
import javax.xml.validation.SchemaFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Attr;
import org.w3c.dom.DOMImplementation;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.w3c.dom.ls.DOMImplementationLS;
import org.w3c.dom.ls.LSInput;
import org.xml.sax.InputSource;

class WsdlTest {
    private static final String WSDL = "http://schemas.xmlsoap.org/wsdl/";
    private static final String SOAP = "http://schemas.xmlsoap.org/wsdl/soap/";

    private static LocalOrg org;
    private static OrgClient client;
    private static String token;

    @BeforeAll
    static void start() {
        org = LocalOrg.builder().records(2_000).start();
        client = new OrgClient(org);
        token = client.administratorSession();
    }

    @AfterAll
    static void stop() {
        org.close();
    }

    @Test
    void a_wsdl_is_for_who_is_signed_in_and_names_this_orgs_endpoint() throws Exception {
        Answer stranger = client.send(client.request("/soap/wsdl.jsp?type=*"));
        assertThat(stranger.status()).isEqualTo(302);
        assertThat(stranger.header("Location")).contains("startURL=%2Fsoap%2Fwsdl.jsp%3Ftype%3D*");

        Answer byCookie = client.send(client.request("/soap/wsdl.jsp").header("Cookie", "sid=" + token));
        assertThat(byCookie.header("Content-Type")).isEqualToIgnoringCase("text/xml;charset=UTF-8");
        assertThat(addressOf(parsed(byCookie.text())))
                .isEqualTo(org.instanceUrl() + "/services/Soap/u/68.0/"
                        + org.organizationId().substring(0, 15));
        assertThat(addressOf(wsdl("/soap/wsdl.jsp?type=*"))).contains("/services/Soap/c/68.0/");
        assertThat(wsdl("/services/wsdl/enterprise").getDocumentElement().getAttribute("targetNamespace"))
                .isEqualTo("urn:enterprise.soap.sforce.com");
    }

    @Test
    void every_operation_that_a_wsdl_declares_is_there() throws Exception {
        Element portType = first(wsdl("/soap/wsdl.jsp"), WSDL, "portType");
        List<String> operations = elements(portType.getElementsByTagNameNS(WSDL, "operation")).stream()
                .map(operation -> operation.getAttribute("name"))
                .toList();

        assertThat(operations)
                .contains("login", "query", "upsert", "getDeleted")
                .hasSizeGreaterThan(20);
        for (String operation : operations) {
            assertThat(SoapClient.partner(client).call(operation, "").fault())
                    .as(operation)
                    .doesNotContain("No operation available");
        }
    }

    @Test
    void the_enterprise_wsdl_has_a_type_for_each_object_with_its_fields() throws Exception {
        String text = client.get("/services/wsdl/enterprise", token).text();

        assertThat(text)
                .contains("<xsd:complexType name=\"Site_Visit__c\">")
                .contains("name=\"AnnualRevenue\" nillable=\"true\" minOccurs=\"0\" type=\"xsd:double\"")
                .contains("name=\"Contacts\" nillable=\"true\" minOccurs=\"0\" type=\"tns:QueryResult\"")
                .contains("name=\"BillingAddress\" nillable=\"true\" minOccurs=\"0\" type=\"tns:address\"")
                .contains("name=\"Who\" nillable=\"true\" minOccurs=\"0\" type=\"ens:Name\"");
    }

    @Test
    void partner_answers_are_as_the_wsdl_says() throws Exception {
        holds(SoapClient.partner(client).withSession(token), schema("/services/wsdl/partner", "partner"));
    }

    @Test
    void enterprise_answers_are_as_the_wsdl_says() throws Exception {
        holds(SoapClient.enterprise(client).withSession(token), schema("/services/wsdl/enterprise", "enterprise"));
    }

    private static void holds(SoapClient soap, Schema schema) {
        String account = soap.call("query", "<queryString>SELECT Id FROM Account LIMIT 1</queryString>")
                .texts("result/records/Id")
                .get(0);
        valid(schema, soap.call("describeGlobal", ""));
        for (String type : soap.call("describeGlobal", "").texts("result/sobjects/name")) {
            valid(schema, soap.call("describeSObject", "<sObjectType>" + type + "</sObjectType>"));
        }
        valid(schema, soap.call("describeTabs", ""));
        valid(schema, soap.call("getUserInfo", ""));
        valid(schema, soap.call("getServerTimestamp", ""));
        for (String query : List.of(
                "SELECT FIELDS(ALL) FROM Account LIMIT 20",
                "SELECT Id, Name, Owner.Id, Owner.Name, (SELECT Id, LastName, Email FROM Contacts) FROM Account LIMIT 50",
                "SELECT FIELDS(ALL) FROM Site_Visit__c LIMIT 20",
                "SELECT COUNT() FROM Contact")) {
            valid(schema, soap.call("query", "<queryString>" + query + "</queryString>"));
        }
        valid(
                schema,
                soap.call(
                        "retrieve",
                        "<fieldList>Id,Name,CreatedDate</fieldList><sObjectType>Account</sObjectType><ids>" + account
                                + "</ids><ids>001000000000000AAA</ids>"));
        valid(
                schema,
                soap.call(
                        "search",
                        "<searchString>FIND {an*} IN NAME FIELDS RETURNING Contact(Id, LastName)</searchString>"));
        String span = "<startDate>" + Instant.now().minus(Duration.ofHours(2)) + "</startDate><endDate>"
                + Instant.now().plus(Duration.ofMinutes(2)) + "</endDate>";
        valid(schema, soap.call("getUpdated", "<sObjectType>Account</sObjectType>" + span));
        valid(schema, soap.call("getDeleted", "<sObjectType>Account</sObjectType>" + span));
        valid(schema, soap.call("delete", "<ids>abc</ids><ids>001000000000000AAA</ids>"));
        valid(schema, soap.call("invalidateSessions", "<sessionIds>none</sessionIds>"));
        validFault(schema, soap.call("query", "<queryString>SELECT Nmae FROM Account</queryString>"));
        validFault(schema, soap.call("describeSObject", "<sObjectType>Nothing</sObjectType>"));
        validFault(schema, soap.call("queryMore", "<queryLocator>x</queryLocator>"));
    }

    private static void valid(Schema schema, Reply reply) {
        assertThat(reply.status()).as(reply.xml()).isEqualTo(200);
        valid(schema, bodyOf(reply), reply);
    }

    private static void validFault(Schema schema, Reply reply) {
        valid(schema, reply.elements("detail/*").get(0), reply);
    }

    private static void valid(Schema schema, Element element, Reply reply) {
        assertThatCode(() -> schema.newValidator().validate(new DOMSource(element)))
                .as(reply.xml())
                .doesNotThrowAnyException();
    }

    private static Element bodyOf(Reply reply) {
        Element body = first(reply.document(), "http://schemas.xmlsoap.org/soap/envelope/", "Body");
        return (Element) body.getFirstChild();
    }

    /** The schema of a WSDL's types, each of the three namespaces taken from the document itself. */
    private static Schema schema(String path, String api) throws Exception {
        Map<String, String> texts = new HashMap<>();
        Document wsdl = wsdl(path);
        for (Element schema : elements(wsdl.getElementsByTagNameNS(XMLConstants.W3C_XML_SCHEMA_NS_URI, "schema"))) {
            for (int i = 0; i < wsdl.getDocumentElement().getAttributes().getLength(); i++) {
                Attr attribute =
                        (Attr) wsdl.getDocumentElement().getAttributes().item(i);
                if (attribute.getName().startsWith("xmlns:")) {
                    schema.setAttributeNS(attribute.getNamespaceURI(), attribute.getName(), attribute.getValue());
                }
            }
            texts.put(schema.getAttribute("targetNamespace"), text(schema));
        }
        SchemaFactory factory = SchemaFactory.newDefaultInstance();
        DOMImplementation dom = DocumentBuilderFactory.newDefaultNSInstance()
                .newDocumentBuilder()
                .getDOMImplementation();
        DOMImplementationLS inputs = (DOMImplementationLS) dom.getFeature("LS", "3.0");
        factory.setResourceResolver((type, namespace, publicId, systemId, base) -> {
            LSInput input = inputs.createLSInput();
            input.setSystemId(namespace);
            input.setStringData(Optional.ofNullable(texts.get(namespace)).orElseThrow());
            return input;
        });
        String all = """
                <xsd:schema xmlns:xsd="http://www.w3.org/2001/XMLSchema">
                <xsd:import namespace="urn:%1$s.soap.sforce.com"/>
                <xsd:import namespace="urn:sobject.%1$s.soap.sforce.com"/>
                <xsd:import namespace="urn:fault.%1$s.soap.sforce.com"/>
                </xsd:schema>
                """.formatted(api);
        return factory.newSchema(new StreamSource(new StringReader(all)));
    }

    private static String text(Element element) throws TransformerException {
        StringWriter text = new StringWriter();
        TransformerFactory.newDefaultInstance()
                .newTransformer()
                .transform(new DOMSource(element), new StreamResult(text));
        return text.toString();
    }

    private static String addressOf(Document wsdl) {
        return first(wsdl, SOAP, "address").getAttribute("location");
    }

    private static Document wsdl(String path) throws Exception {
        Answer answer = client.get(path, token);
        assertThat(answer.status()).isEqualTo(200);
        return parsed(answer.text());
    }

    private static Document parsed(String text) throws Exception {
        return DocumentBuilderFactory.newDefaultNSInstance()
                .newDocumentBuilder()
                .parse(new InputSource(new StringReader(text)));
    }

    private static Element first(Document document, String namespace, String localName) {
        return (Element) document.getElementsByTagNameNS(namespace, localName).item(0);
    }

    private static List<Element> elements(NodeList nodes) {
        return IntStream.range(0, nodes.getLength())
                .mapToObj(i -> (Element) nodes.item(i))
                .toList();
    }
}
