package dev.sallyport.org.soap;

import java.util.ArrayList;
import java.util.List;
import javax.xml.XMLConstants;
import javax.xml.namespace.QName;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/** Reads elements whole, within bounds that no honest request comes near. */
final class XmlElementReader {
    private static final int DEEPEST = 100;
    private static final int MOST_ELEMENTS = 500_000;

    private final XMLStreamReader xml;
    private int elements;

    /**
     * @param xml a reader that expands no entities
     */
    XmlElementReader(XMLStreamReader xml) {
        this.xml = xml;
    }

    /** Reads the element whose start is the reader's current event, up to its end. */
    XmlElement read() throws XMLStreamException, SoapRequest.UnreadableException {
        return read(1);
    }

    private XmlElement read(int depth) throws XMLStreamException, SoapRequest.UnreadableException {
        if (depth > DEEPEST || ++elements > MOST_ELEMENTS) {
            throw new SoapRequest.UnreadableException("The request has too many elements, or nests them too deeply");
        }
        QName name = xml.getName();
        @Nullable QName type = type();
        boolean nil = isTrue(xml.getAttributeValue(XMLConstants.W3C_XML_SCHEMA_INSTANCE_NS_URI, "nil"));
        boolean mustUnderstand = isTrue(xml.getAttributeValue(SoapWriter.ENVELOPE, "mustUnderstand"));
        StringBuilder text = new StringBuilder();
        List<XmlElement> children = new ArrayList<>(0);
        while (true) {
            switch (xml.next()) {
                case XMLStreamConstants.START_ELEMENT -> children.add(read(depth + 1));
                case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA -> text.append(xml.getText());
                case XMLStreamConstants.END_ELEMENT -> {
                    return new XmlElement(name, type, nil, mustUnderstand, text.toString(), children);
                }
                case XMLStreamConstants.ENTITY_REFERENCE ->
                    throw new SoapRequest.UnreadableException(
                            "The entity \"" + xml.getLocalName() + "\" was referenced, but not declared.");
                default -> {
                    // comments and processing instructions say nothing
                }
            }
        }
    }

    private @Nullable QName type() {
        @Nullable String value = xml.getAttributeValue(XMLConstants.W3C_XML_SCHEMA_INSTANCE_NS_URI, "type");
        if (value == null || value.isBlank()) {
            return null;
        }
        String type = value.strip();
        int colon = type.indexOf(':');
        String prefix = colon < 0 ? "" : type.substring(0, colon);
        @Nullable String namespace = xml.getNamespaceContext().getNamespaceURI(prefix);
        return new QName(namespace == null ? "" : namespace, type.substring(colon + 1));
    }

    private static boolean isTrue(@Nullable String value) {
        return value != null && (value.strip().equals("true") || value.strip().equals("1"));
    }
}
