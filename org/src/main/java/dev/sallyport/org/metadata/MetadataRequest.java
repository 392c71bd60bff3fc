package dev.sallyport.org.metadata;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.InputStream;
import javax.xml.namespace.QName;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/**
 * A call of the Metadata API. Elements become members; an element that recurs becomes a list; {@code xsi:type} becomes
 * {@code @type}; {@code xsi:nil} becomes null.
 *
 * @param operation the first element in the body
 * @param header what is in the envelope's header
 * @param arguments what is in the operation
 */
record MetadataRequest(QName operation, Component header, Component arguments) {
    static final String NAMESPACE = "http://soap.sforce.com/2006/04/metadata";

    private static final String SOAP = "http://schemas.xmlsoap.org/soap/envelope/";
    private static final String XSI = "http://www.w3.org/2001/XMLSchema-instance";
    private static final int DEEPEST = 50;

    /** The body is no SOAP call. The message is for the fault. */
    static final class UnreadableException extends Exception {
        UnreadableException(String message) {
            super(message);
        }
    }

    /**
     * Reads an envelope, without document type and external entities.
     *
     * @throws UnreadableException if the body is not well-formed, or no envelope with an operation in it
     */
    static MetadataRequest read(InputStream body) throws UnreadableException {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_COALESCING, true);
        try {
            return read(factory.createXMLStreamReader(body));
        } catch (XMLStreamException e) {
            throw new UnreadableException("The request is not well-formed XML");
        }
    }

    /** The session id of the header; null where there is none. */
    @Nullable
    String sessionId() {
        return header.part("SessionHeader")
                .flatMap(session -> session.text("sessionId"))
                .orElse(null);
    }

    private static MetadataRequest read(XMLStreamReader xml) throws XMLStreamException, UnreadableException {
        nextElement(xml);
        requireSoap(xml, "Envelope");
        Component header = Component.empty();
        nextElement(xml);
        if (xml.getLocalName().equals("Header")) {
            header = new Component(object(xml, 0));
            nextElement(xml);
        }
        requireSoap(xml, "Body");
        nextElement(xml);
        QName operation = xml.getName();
        Component arguments = new Component(object(xml, 0));
        while (xml.hasNext()) {
            xml.next();
        }
        return new MetadataRequest(operation, header, arguments);
    }

    private static void nextElement(XMLStreamReader xml) throws XMLStreamException, UnreadableException {
        while (xml.hasNext()) {
            int event = xml.next();
            if (event == XMLStreamConstants.DTD) {
                throw new UnreadableException("A document type is not allowed in a SOAP message");
            }
            if (event == XMLStreamConstants.START_ELEMENT) {
                return;
            }
        }
        throw new UnreadableException("The SOAP body names no operation");
    }

    private static void requireSoap(XMLStreamReader xml, String name) throws UnreadableException {
        if (!xml.getLocalName().equals(name) || !SOAP.equals(xml.getNamespaceURI())) {
            throw new UnreadableException("The request is not a SOAP 1.1 envelope: found " + xml.getName());
        }
    }

    /** Reads the element at the place, whatever it holds, as an object. */
    private static ObjectNode object(XMLStreamReader xml, int depth) throws XMLStreamException, UnreadableException {
        JsonNode node = element(xml, depth);
        return node.isObject() ? (ObjectNode) node : JsonNodeFactory.instance.objectNode();
    }

    private static JsonNode element(XMLStreamReader xml, int depth) throws XMLStreamException, UnreadableException {
        if (depth > DEEPEST) {
            throw new UnreadableException("The request is nested too deeply");
        }
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        String type = xml.getAttributeValue(XSI, "type");
        if (type != null) {
            object.put("@type", type.substring(type.indexOf(':') + 1));
        }
        String nil = xml.getAttributeValue(XSI, "nil");
        StringBuilder text = new StringBuilder();
        int event = xml.next();
        while (event != XMLStreamConstants.END_ELEMENT) {
            if (event == XMLStreamConstants.START_ELEMENT) {
                add(object, xml.getLocalName(), element(xml, depth + 1));
            } else if (event == XMLStreamConstants.CHARACTERS || event == XMLStreamConstants.CDATA) {
                text.append(xml.getText());
            }
            event = xml.next();
        }
        if ("true".equals(nil) || "1".equals(nil)) {
            return JsonNodeFactory.instance.nullNode();
        }
        return object.isEmpty() ? JsonNodeFactory.instance.textNode(text.toString()) : object;
    }

    private static void add(ObjectNode object, String name, JsonNode value) {
        JsonNode present = object.get(name);
        if (present == null) {
            object.set(name, value);
        } else if (present.isArray()) {
            ((ArrayNode) present).add(value);
        } else {
            object.putArray(name).add(present).add(value);
        }
    }
}
