package dev.sallyport.org;

import dev.sallyport.org.OrgClient.Answer;
import java.io.ByteArrayInputStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

/** Calls one of an org's SOAP endpoints, and reads what it says. */
final class SoapClient {
    static final String ENTERPRISE = "urn:enterprise.soap.sforce.com";
    static final String PARTNER = "urn:partner.soap.sforce.com";

    private final OrgClient client;
    private final String path;
    private final String namespace;
    private final String recordNamespace;
    private final String headers;

    private SoapClient(OrgClient client, String path, String namespace, String recordNamespace, String headers) {
        this.client = client;
        this.path = path;
        this.namespace = namespace;
        this.recordNamespace = recordNamespace;
        this.headers = headers;
    }

    static SoapClient partner(OrgClient client) {
        return new SoapClient(client, "/services/Soap/u/64.0", PARTNER, "urn:sobject.partner.soap.sforce.com", "");
    }

    static SoapClient enterprise(OrgClient client) {
        return new SoapClient(
                client, "/services/Soap/c/64.0", ENTERPRISE, "urn:sobject.enterprise.soap.sforce.com", "");
    }

    SoapClient at(String newPath) {
        return new SoapClient(client, newPath, namespace, recordNamespace, headers);
    }

    SoapClient withSession(String token) {
        return withHeader("<SessionHeader><sessionId>" + token + "</sessionId></SessionHeader>");
    }

    /** A header, whose elements are of the API's namespace. */
    SoapClient withHeader(String header) {
        return new SoapClient(client, path, namespace, recordNamespace, headers + header);
    }

    /** Calls an operation; its element's own namespace needs no prefix, that of records has {@code r}. */
    Reply call(String operation, String arguments) {
        String body = """
                <?xml version="1.0" encoding="UTF-8"?>
                <soapenv:Envelope xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/" xmlns="%s" xmlns:r="%s"\
                 xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
                <soapenv:Header>%s</soapenv:Header><soapenv:Body><%s>%s</%s></soapenv:Body></soapenv:Envelope>
                """.formatted(namespace, recordNamespace, headers, operation, arguments, operation);
        return send(body);
    }

    /** Sends a body as it is. */
    Reply send(String body) {
        return new Reply(client.send(client.request(path)
                .header("Content-Type", "text/xml; charset=UTF-8")
                .header("SOAPAction", "\"\"")
                .POST(BodyPublishers.ofString(body))));
    }

    /** An answer of the endpoint. */
    record Reply(Answer answer) {
        int status() {
            return answer.status();
        }

        String xml() {
            return answer.text();
        }

        Document document() {
            DocumentBuilderFactory factory = DocumentBuilderFactory.newDefaultNSInstance();
            try {
                return factory.newDocumentBuilder()
                        .parse(new ByteArrayInputStream(xml().getBytes(StandardCharsets.UTF_8)));
            } catch (Exception e) {
                throw new AssertionError("Not XML: " + xml(), e);
            }
        }

        /** The texts of all elements at a path of local names below the body's element, such as {@code result/id}. */
        List<String> texts(String path) {
            return elements(path).stream().map(Element::getTextContent).toList();
        }

        /** The text of the only element at a path. */
        String text(String path) {
            List<String> texts = texts(path);
            if (texts.size() != 1) {
                throw new AssertionError(texts.size() + " elements at " + path + " in " + xml());
            }
            return texts.get(0);
        }

        List<Element> elements(String path) {
            Element body = children(document().getDocumentElement(), "Body").get(0);
            List<Element> found = children(body, "*");
            for (String step : path.split("/", -1)) {
                found = found.stream()
                        .flatMap(element -> children(element, step).stream())
                        .toList();
            }
            return found;
        }

        /** The fault's string; an assertion fails where there is no fault. */
        String fault() {
            return text("faultstring");
        }

        private static List<Element> children(Element parent, String localName) {
            List<Element> children = new ArrayList<>();
            for (Node child = parent.getFirstChild(); child != null; child = child.getNextSibling()) {
                if (child instanceof Element element
                        && (localName.equals("*") || element.getLocalName().equals(localName))) {
                    children.add(element);
                }
            }
            return children;
        }
    }
}
