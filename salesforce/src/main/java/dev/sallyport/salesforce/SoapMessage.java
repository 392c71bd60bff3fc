package dev.sallyport.salesforce;

import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import javax.xml.stream.XMLStreamWriter;

/** The few messages of the enterprise SOAP API that are needed (SOAP API Developer Guide; SOAP 1.1). */
final class SoapMessage {
    private static final String SOAP = "http://schemas.xmlsoap.org/soap/envelope/";
    private static final String ENTERPRISE = "urn:enterprise.soap.sforce.com";

    private SoapMessage() {}

    /**
     * A request without arguments.
     *
     * @param operation such as {@code getUserInfo}
     * @param sessionId the access token: SOAP takes it as the session's id
     */
    static String request(String operation, String sessionId) {
        StringWriter text = new StringWriter();
        try {
            XMLStreamWriter xml = XMLOutputFactory.newFactory().createXMLStreamWriter(text);
            xml.writeStartDocument("UTF-8", "1.0");
            xml.writeStartElement("soapenv", "Envelope", SOAP);
            xml.writeNamespace("soapenv", SOAP);
            xml.writeNamespace("urn", ENTERPRISE);
            xml.writeStartElement("soapenv", "Header", SOAP);
            xml.writeStartElement("urn", "SessionHeader", ENTERPRISE);
            xml.writeStartElement("urn", "sessionId", ENTERPRISE);
            xml.writeCharacters(sessionId);
            xml.writeEndElement();
            xml.writeEndElement();
            xml.writeEndElement();
            xml.writeStartElement("soapenv", "Body", SOAP);
            xml.writeEmptyElement("urn", operation, ENTERPRISE);
            xml.writeEndDocument();
            xml.close();
        } catch (XMLStreamException e) {
            throw new IllegalStateException("XML cannot be written to memory.", e);
        }
        return text.toString();
    }

    /** The answer to {@code getUserInfo}. */
    static SoapUserInfo readUserInfo(String text) throws IOException {
        Map<String, String> texts = leaves(text);
        return new SoapUserInfo(
                required(texts, "userId"),
                required(texts, "userName"),
                required(texts, "userFullName"),
                required(texts, "profileId"),
                required(texts, "organizationId"),
                required(texts, "organizationName"));
    }

    /** The answer to {@code getServerTimestamp}. */
    static Instant readTimestamp(String text) throws IOException {
        try {
            return WireValue.moment(required(leaves(text), "timestamp"));
        } catch (DateTimeException e) {
            throw new IOException("The answer's timestamp is none.", e);
        }
    }

    /** A fault; what is none becomes an error without a code. */
    static ErrorAnswer readFault(String text, int status) {
        try {
            Map<String, String> texts = leaves(text);
            String code = texts.getOrDefault("exceptionCode", texts.get("faultcode"));
            if (code == null) {
                return new ErrorAnswer(null, "", status);
            }
            String message = texts.getOrDefault("exceptionMessage", texts.getOrDefault("faultstring", ""));
            return new ErrorAnswer(code.substring(code.indexOf(':') + 1), message, status);
        } catch (IOException e) {
            return new ErrorAnswer(null, "", status);
        }
    }

    private static String required(Map<String, String> texts, String name) throws IOException {
        String text = texts.get(name);
        if (text == null) {
            throw new IOException("The answer has no " + name + ".");
        }
        return text;
    }

    /** The text of each element that has no other inside, by its local name. */
    private static Map<String, String> leaves(String text) throws IOException {
        XMLInputFactory factory = XMLInputFactory.newFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_COALESCING, true);
        Map<String, String> texts = new HashMap<>();
        try {
            XMLStreamReader xml = factory.createXMLStreamReader(new StringReader(text));
            StringBuilder content = new StringBuilder();
            while (xml.hasNext()) {
                switch (xml.next()) {
                    case XMLStreamConstants.START_ELEMENT -> content.setLength(0);
                    case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA -> content.append(xml.getText());
                    case XMLStreamConstants.END_ELEMENT -> {
                        texts.putIfAbsent(xml.getLocalName(), content.toString());
                        content.setLength(0);
                    }
                    default -> {}
                }
            }
        } catch (XMLStreamException e) {
            throw new IOException("The answer is not XML.", e);
        }
        return texts;
    }
}
