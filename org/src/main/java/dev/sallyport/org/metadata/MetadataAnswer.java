package dev.sallyport.org.metadata;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.http.Context;
import java.io.ByteArrayOutputStream;
import java.util.Map;
import java.util.TreeMap;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/** Writes the Metadata API's answers and faults. */
final class MetadataAnswer {
    private static final String SOAP = "http://schemas.xmlsoap.org/soap/envelope/";
    private static final String XSI = "http://www.w3.org/2001/XMLSchema-instance";
    private static final String CONTENT_TYPE = "text/xml;charset=UTF-8";

    private final XMLStreamWriter xml;

    private MetadataAnswer(XMLStreamWriter xml) {
        this.xml = xml;
    }

    /** What goes into an envelope's body. */
    interface Content {
        void writeTo(MetadataAnswer answer) throws XMLStreamException;
    }

    /** Answers an operation with its results. */
    static void send(Context context, String operation, Content results) {
        byte[] envelope = envelope(answer -> {
            answer.xml.writeDefaultNamespace(MetadataRequest.NAMESPACE);
            answer.xml.writeNamespace("xsi", XSI);
            answer.xml.writeStartElement("soapenv", "Body", SOAP);
            answer.xml.writeStartElement(operation + "Response");
            results.writeTo(answer);
        });
        context.status(200).contentType(CONTENT_TYPE).result(envelope);
    }

    /** Answers with a fault of the API, whose code has the prefix {@code sf}. */
    static void sendFault(Context context, String code, String message) {
        fault(context, "sf:" + code, code + ": " + message);
    }

    /** Answers with the fault of a request that is no call of the API. */
    static void sendClientFault(Context context, String message) {
        fault(context, "soapenv:Client", message);
    }

    private static void fault(Context context, String code, String message) {
        byte[] envelope = envelope(answer -> {
            answer.xml.writeNamespace("sf", MetadataRequest.NAMESPACE);
            answer.xml.writeStartElement("soapenv", "Body", SOAP);
            answer.xml.writeStartElement("soapenv", "Fault", SOAP);
            answer.element("faultcode", code);
            answer.element("faultstring", message);
        });
        context.status(500).contentType(CONTENT_TYPE).result(envelope);
    }

    private static byte[] envelope(Content content) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            XMLStreamWriter xml = XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(bytes, "UTF-8");
            xml.writeStartDocument("UTF-8", "1.0");
            xml.writeStartElement("soapenv", "Envelope", SOAP);
            xml.writeNamespace("soapenv", SOAP);
            content.writeTo(new MetadataAnswer(xml));
            xml.writeEndDocument();
            xml.close();
        } catch (XMLStreamException e) {
            throw new IllegalStateException("Cannot write XML to memory", e);
        }
        return bytes.toByteArray();
    }

    void start(String name) throws XMLStreamException {
        xml.writeStartElement(name);
    }

    void end() throws XMLStreamException {
        xml.writeEndElement();
    }

    void element(String name, Object value) throws XMLStreamException {
        xml.writeStartElement(name);
        xml.writeCharacters(xmlCharacters(value.toString()));
        xml.writeEndElement();
    }

    void nil(String name) throws XMLStreamException {
        xml.writeStartElement(name);
        xml.writeAttribute("xsi", XSI, "nil", "true");
        xml.writeEndElement();
    }

    /** A component: its full name first, the other properties by name. */
    void component(String name, String type, Component component) throws XMLStreamException {
        xml.writeStartElement(name);
        xml.writeAttribute("xsi", XSI, "type", type);
        members(component.properties());
        xml.writeEndElement();
    }

    private void members(ObjectNode object) throws XMLStreamException {
        Map<String, JsonNode> sorted = new TreeMap<>();
        object.properties().forEach(member -> sorted.put(member.getKey(), member.getValue()));
        JsonNode fullName = sorted.remove("fullName");
        if (fullName != null) {
            node("fullName", fullName);
        }
        for (Map.Entry<String, JsonNode> member : sorted.entrySet()) {
            if (!member.getKey().startsWith("@")) {
                node(member.getKey(), member.getValue());
            }
        }
    }

    private void node(String name, JsonNode node) throws XMLStreamException {
        if (node.isArray()) {
            for (JsonNode each : node) {
                node(name, each);
            }
        } else if (node.isObject()) {
            xml.writeStartElement(name);
            members((ObjectNode) node);
            xml.writeEndElement();
        } else if (!node.isNull()) {
            element(name, node.asText());
        }
    }

    /** XML 1.0 has no way to write most control characters. */
    private static String xmlCharacters(String text) {
        return text.replaceAll("[\\x00-\\x08\\x0B\\x0C\\x0E-\\x1F\\uFFFE\\uFFFF]", "\uFFFD");
    }
}
